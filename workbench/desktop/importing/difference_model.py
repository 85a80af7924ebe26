"""The table of differences: what is, what would be, the cell that says so, and what is taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont

from workbench.desktop import look
from workbench.desktop.importing.words import CHANGES, QUANTITIES, ROLES
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.desktop.widgets.model_index import Index
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.choosing import EVERYTHING, Choosing
from workbench.exchange.japanese import fold_name
from workbench.exchange.line_table import LineTable
from workbench.exchange.proposals import Line
from workbench.language import tr

CHANGE, SUBJECT, NAME, YEAR, ROLE, OLD, NEW, CELL = range(8)
LINE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Names:
    """What to call the municipality that figures of the register belong to."""

    area_code: str
    municipality: str


class DifferenceModel(HeadedModel):
    """The lines of a proposal, those that write first; a box says whether each is taken in."""

    #: Lines, and whether they are to be taken in.
    take_wanted = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        headings = (
            tr("Difference"),
            tr("Belongs to"),
            tr("Figure"),
            tr("Year"),
            tr("Value"),
            tr("In the plan"),
            tr("In the file"),
            tr("Cell"),
        )
        super().__init__(headings, (YEAR, OLD, NEW), parent)
        self._lines: LineTable | None = None
        self.rows: Sequence[int] = ()
        self._names = Names("", "")
        self._choosing = EVERYTHING
        # A line is made of several objects, and asked for with each cell and each of its sides.
        self._made = lru_cache(maxsize=400)(self._line)

    def show_lines(self, lines: LineTable | None, names: Names, rows: Sequence[int]) -> None:
        """Show the lines at these places of a table."""
        self.beginResetModel()
        self._lines, self._names, self.rows = lines, names, rows
        self._made.cache_clear()
        self.endResetModel()

    def show_choosing(self, choosing: Choosing) -> None:
        """Show what is taken in."""
        self._choosing = choosing
        self.show_again()

    def line(self, row: int) -> Line:
        """Return the line shown in a row."""
        return self._made(row)

    def _line(self, row: int) -> Line:
        assert self._lines is not None
        return self._lines[self.rows[row]]

    def line_count(self) -> int:
        return len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == CHANGE and self.can_be_chosen(index.row()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def can_be_chosen(self, row: int) -> bool:
        """Tell whether a person may say that a line is or is not taken in."""
        line = self.line(row)
        return line.change in WRITING and line.change in self._choosing.kinds and bool(line.cell)

    def is_taken(self, line: Line) -> bool:
        """Tell whether a line is taken in."""
        return self._choosing.takes(line.change, line.sheet, line.cell)

    def answer(self, row: int, column: int, role: int) -> object:
        line = self.line(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, column) or None
        answers: dict[int, Callable[[], object]] = {
            LINE_ROLE: lambda: line,
            Qt.ItemDataRole.FontRole: lambda: self._font(line, column),
            Qt.ItemDataRole.ForegroundRole: lambda: self._colour(line, column),
            Qt.ItemDataRole.CheckStateRole: lambda: self._box(line, column),
        }
        return answers[role]() if role in answers else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.can_be_chosen(index.row()):
            return False
        taken = Qt.CheckState(value) is Qt.CheckState.Checked
        self.take_wanted.emit([self.line(index.row())], taken)
        return True

    def _box(self, line: Line, column: int) -> Qt.CheckState | None:
        if column != CHANGE or line.change not in WRITING:
            return None
        return Qt.CheckState.Checked if self.is_taken(line) else Qt.CheckState.Unchecked

    def _text(self, line: Line, column: int) -> str:
        sign, word = CHANGES[line.change]
        is_ours = line.subject == self._names.area_code
        texts = {
            CHANGE: f"{sign} {word}",
            SUBJECT: self._names.municipality if is_ours else line.subject,
            NAME: line.name if line.role else str(QUANTITIES.get(line.name, line.name)),
            YEAR: str(line.year),
            ROLE: _role(line),
            OLD: line.old,
            NEW: line.new,
            CELL: "　".join(part for part in (line.cell, line.sheet) if part),
        }
        return texts[column]

    def _font(self, line: Line, column: int) -> QFont | None:
        left_out = line.change in WRITING and not self.is_taken(line)
        if column not in (YEAR, OLD, NEW, CELL):
            return None
        bold = column == NEW and line.change in WRITING and not left_out
        font = look.number_font(bold=bold)
        font.setStrikeOut(left_out and column == NEW)
        return font

    def _colour(self, line: Line, column: int) -> QColor | None:
        colours = look.current_colours()
        if line.change not in WRITING or not self.is_taken(line):
            return QColor(colours.muted)
        if column in (CHANGE, NEW):
            return QColor(colours.good if line.change is Change.NEW else colours.accent)
        return None


def _role(line: Line) -> str:
    """Return what the value is for; the register counts calendar years."""
    if line.role:
        return str(ROLES.get(line.role, line.role))
    return tr("calendar year") if line.name in QUANTITIES else ""


def matching(lines: LineTable, rows: Sequence[int], words: str) -> Sequence[int]:
    """Return those of the lines in which `words` stand; it makes every line, so off the window."""
    wanted = fold_name(words)
    if not wanted:
        return rows
    found: list[int] = []
    for place in rows:
        line = lines[place]
        parts = (line.subject, line.name, str(line.year), line.old, line.new, line.cell, line.sheet)
        if wanted in fold_name(" ".join(parts)):
            found.append(place)
    return found
