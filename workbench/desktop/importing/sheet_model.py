"""The grid of a sheet as it was read, with what each cell is and what it would do to the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from workbench.desktop.importing.cell_words import in_words, value_read
from workbench.desktop.importing.sheet_measures import passed_over
from workbench.desktop.importing.words import QUANTITIES, short_meaning
from workbench.desktop.widgets.model_index import ROOT, Index
from workbench.exchange.changes import Change
from workbench.exchange.choosing import EVERYTHING, Choosing
from workbench.exchange.fields import ColumnMeaning
from workbench.exchange.findings import Finding, Level
from workbench.exchange.line_table import LineTable
from workbench.exchange.looks import PLAIN, CellStyle, SheetLooks
from workbench.exchange.mapping import Suggestion
from workbench.exchange.proposals import Line
from workbench.exchange.sheet_views import SheetView
from workbench.exchange.showing import as_shown, is_number
from workbench.exchange.workbooks import Sheet, column_letters, position

#: Lines that are looked at to say what the columns of a layout give.
_LOOKED_AT = 500

_GRAVITY = {level: place for place, level in enumerate(Level)}


class Part(Enum):
    """What a cell belongs to."""

    AROUND = auto()
    HEADER = auto()
    DATA = auto()
    #: A row between the data that is not read: a sum, a repeated heading.
    PASSED_OVER = auto()


@dataclass(frozen=True)
class CellLook:
    """How a cell is drawn.

    Parameters
    ----------
    text
        As the sheet shows it.
    at_right
        Whether it is a number.
    change, taken
        What the cell does to the plan, and whether a person takes that in.
    level
        Of the gravest finding on the cell.
    formatted
        Whether its number format says more than its number.
    """

    text: str
    at_right: bool
    part: Part
    change: Change | None = None
    taken: bool = True
    level: Level | None = None
    formatted: bool = False
    hidden: bool = False
    #: How the workbook itself draws the cell.
    style: CellStyle = PLAIN
    ink: str = ""


@dataclass(frozen=True)
class Sight:
    """One sheet with everything that is shown on it.

    Parameters
    ----------
    lines
        The table of differences of the whole workbook.
    findings
        Those on this sheet.
    choosing
        What a person takes in.
    """

    view: SheetView
    lines: LineTable | None = None
    findings: Sequence[Finding] = ()
    choosing: Choosing = EVERYTHING
    by_cell: Mapping[tuple[int, int], tuple[Finding, ...]] = field(default_factory=dict)
    first_cell: tuple[int, int] | None = None
    #: How the workbook draws its cells, once that has been read.
    looks: SheetLooks | None = None
    #: What the columns of a layout give whose columns have no meaning to be changed.
    gives: Mapping[int, str] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        """Return the grid."""
        return self.view.sheet


def sight(
    view: SheetView,
    lines: LineTable | None,
    findings: Iterable[Finding],
    choosing: Choosing = EVERYTHING,
    looks: SheetLooks | None = None,
) -> Sight:
    """Return what is shown of a sheet, its findings by cell; those of a range at its first."""
    own = tuple(finding for finding in findings if finding.sheet == view.sheet.name)
    by_cell: dict[tuple[int, int], tuple[Finding, ...]] = {}
    for finding in own:
        place = cell_of(finding.cell)
        if place is not None:
            by_cell[place] = (*by_cell.get(place, ()), finding)
    first, gives = _read_cells(view, lines)
    return Sight(view, lines, own, choosing, by_cell, first, looks, gives)


def _read_cells(
    view: SheetView, lines: LineTable | None
) -> tuple[tuple[int, int] | None, Mapping[int, str]]:
    """Return the first cell of a sheet that gives a line, and what its columns give."""
    first: tuple[int, int] | None = None
    gives: dict[int, str] = {}
    fixed = not view.columns_can_be_said
    for place in range(min(len(lines), _LOOKED_AT if fixed else 1) if lines is not None else 0):
        assert lines is not None
        line = lines[place]
        cell = cell_of(line.cell) if line.sheet == view.sheet.name else None
        if cell is not None:
            first = first or cell
            name = str(QUANTITIES.get(line.name, line.name))
            gives.setdefault(cell[1], f"{line.role} {line.year}" if line.role else name)
    return first, gives if fixed else {}


def cell_of(address: str) -> tuple[int, int] | None:
    """Return row and column, from 0, of an address; None for what is none."""
    try:
        return position(address)
    except ValueError:
        return None


class SheetModel(QAbstractTableModel):
    """The cells of one sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sight: Sight | None = None
        self._meanings: dict[int, ColumnMeaning] = {}
        #: The table whose meanings stand under the letters.
        self._headed = 0
        self._look = lru_cache(maxsize=20_000)(self._made_look)
        self._row = lru_cache(maxsize=2_000)(self._made_row)

    def show_sight(self, sight: Sight | None) -> None:
        """Show another sheet, or the same one with other findings and differences."""
        same_grid = (
            sight is not None
            and self.sight is not None
            and sight.sheet.rows is self.sight.sheet.rows
        )
        if not same_grid:
            self.beginResetModel()
        self.sight = sight
        self._forget()
        if not same_grid:
            self.endResetModel()
        else:
            self.refresh()

    def show_looks(self, looks: SheetLooks) -> None:
        """Draw the sheet as the workbook does from now on."""
        if self.sight is not None:
            self.sight = replace(self.sight, looks=looks)
            self._forget()
            self.refresh()

    def _forget(self) -> None:
        self._look.cache_clear()
        self._row.cache_clear()
        self._read_meanings()

    def refresh(self) -> None:
        """Draw everything again."""
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    @property
    def tables(self) -> Sequence[Suggestion]:
        """Return the tables of the sheet, from the top."""
        return self.sight.view.tables if self.sight else ()

    def head_with(self, number: int) -> None:
        """Let the meanings of one of the tables stand under the letters of the columns."""
        if number != self._headed and self.sight is not None:
            self._headed = number
            self._read_meanings()
            last = max(self.columnCount() - 1, 0)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def _read_meanings(self) -> None:
        # The table looked at goes before those above and below it.
        order = sorted(range(len(self.tables)), key=lambda place: place != self._headed)
        self._meanings = {}
        taken: set[int] = set()
        for place in order:
            table = self.tables[place]
            for meaning in table.meanings if not table.left_out else ():
                if meaning is not None and meaning.column.index not in taken:
                    self._meanings[meaning.column.index] = meaning
            # What another table says of its columns does not hold for this one's.
            taken.update(column.index for column in table.table.columns)

    def meaning(self, column: int) -> ColumnMeaning | None:
        """Return what a column was taken for."""
        return self._meanings.get(column)

    def heading(self, column: int) -> str:
        """Return what stands under a column's letters: what it was taken for, or gives."""
        meaning = self.meaning(column)
        if meaning is not None:
            return short_meaning(meaning)
        return self.sight.gives.get(column, "") if self.sight else ""

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self.sight is None else self.sight.sheet.height

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self.sight is None else self.sight.sheet.width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letters(section) if orientation is Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.sight is None:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(row, column).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.words(row, column) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(row, column)
        return None

    def words(self, row: int, column: int) -> str:
        """Return all that is known of a cell: address, text, value read, change, findings."""
        if self.sight is None:
            return ""
        return in_words(
            self.sight.sheet,
            (row, column),
            self.line(row, column),
            self.findings(row, column),
            self.sight.looks,
        )

    def value_read(self, row: int, column: int) -> str:
        """Return in one line what a cell was read as; empty when it says nothing to the plan."""
        return value_read(self.line(row, column), self.findings(row, column))

    def line(self, row: int, column: int) -> Line | None:
        """Return the line of differences that comes from a cell."""
        place = self.line_place(row, column)
        return None if place is None or self.sight is None or self.sight.lines is None else (
            self.sight.lines[place]
        )  # fmt: skip

    def line_place(self, row: int, column: int) -> int | None:
        """Return which line of the differences comes from a cell."""
        return self._row(row).get(column)

    def findings(self, row: int, column: int) -> tuple[Finding, ...]:
        """Return what was noticed about a cell."""
        return self.sight.by_cell.get((row, column), ()) if self.sight else ()

    def _made_row(self, row: int) -> dict[int, int]:
        """Return the places of the lines that come from a row, by column."""
        found: dict[int, int] = {}
        lines = self.sight.lines if self.sight else None
        if self.sight is None or lines is None:
            return found
        for place in lines.in_row(self.sight.sheet.name, row):
            cell = cell_of(lines[place].cell)
            if cell is not None:
                found.setdefault(cell[1], place)
        return found

    def look(self, row: int, column: int) -> CellLook:
        """Return how a cell is drawn."""
        return self._look(row, column)

    def _made_look(self, row: int, column: int) -> CellLook:
        assert self.sight is not None
        sheet, lines = self.sight.sheet, self.sight.lines
        place = self._row(row).get(column)
        change, taken = None, True
        if place is not None and lines is not None:
            line = lines[place]
            change = line.change
            taken = self.sight.choosing.takes(change, line.sheet, line.cell)
        levels = [finding.level for finding in self.findings(row, column)]
        looks = self.sight.looks
        return CellLook(
            text=looks.text(sheet, row, column) if looks else as_shown(sheet, row, column),
            at_right=is_number(sheet.cell(row, column)),
            part=self._part(row, column),
            change=change,
            taken=taken,
            level=min(levels, key=_GRAVITY.__getitem__) if levels else None,
            formatted=(row, column) in sheet.formats,
            hidden=row in sheet.hidden_rows or column in sheet.hidden_columns,
            style=looks.at(row, column) if looks else PLAIN,
            ink=looks.ink(sheet, row, column) if looks else "",
        )

    def _part(self, row: int, column: int) -> Part:
        if not self.tables:
            return Part.DATA
        for suggestion in self.tables:
            table = suggestion.table
            columns = table.columns
            if not columns or not columns[0].index <= column <= columns[-1].index:
                continue
            if suggestion.left_out and table.top <= row <= table.last_row:
                return Part.AROUND
            if table.top <= row < table.first_row:
                return Part.HEADER
            if table.first_row <= row <= table.last_row:
                passed = row in passed_over(table)
                return Part.PASSED_OVER if passed else Part.DATA
        return Part.AROUND
