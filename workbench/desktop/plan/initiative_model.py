"""What the initiatives of a measure cost, as a grid: budget and settlement of three years."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QFont

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.plan.entry_delegate import BLOCK_END_ROLE, LOCKED_ROLE
from workbench.desktop.plan.entry_grid import EntryModel
from workbench.desktop.plan.entry_headers import EMPHASIS_ROLE
from workbench.desktop.plan.indicator_model import origin
from workbench.desktop.widgets.model_index import ROOT, Index
from workbench.errors import PersonError
from workbench.language import language, tr
from workbench.operations import typed_costs, years
from workbench.operations.typed_costs import AmountSlot, CostGrid, CostKey
from workbench.plan.fiscal_years import short_year
from workbench.plan.initiatives import (
    Cost,
    CostKind,
    CostTotal,
    FundSource,
    Initiative,
    total_of,
    window,
)
from workbench.plan.names import (
    COST_KIND_NAMES,
    FUND_SOURCE_NAMES,
    PERSONNEL_NAME,
    STATED_TOTAL_NAME,
    year_name,
)
from workbench.plan.values import format_number

TOTAL, PERSONNEL = "stated_total", "personnel"
#: The lines of an initiative while its sources are shown: their sum first.
UNFOLDED = (TOTAL, *(source.value for source in FundSource), PERSONNEL)


@dataclass(frozen=True)
class Line:
    """One line: an amount of an initiative; without one, the sum over all of them."""

    initiative: Initiative | None
    amount: str
    is_last: bool


class InitiativeModel(EntryModel):
    """Amounts in thousand yen, written by operations; the last line adds up the 事業費."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.lines: list[Line] = []
        self.columns: tuple[tuple[int, CostKind], ...] = ()
        self._costs: dict[CostKey, Cost] = {}
        self._closed: frozenset[int] = frozenset()
        self._year = 0

    def show_costs(
        self,
        initiatives: Sequence[Initiative],
        costs: Sequence[Cost],
        unfolded: Collection[int],
        year: int,
    ) -> None:
        """Show these initiatives in the three years from `year` on.

        Of those in `unfolded` the sources are shown, of the others the 事業費 only.
        """
        lines = [line for one in initiatives for line in _lines(one, one.id in unfolded)]
        if initiatives:
            lines.append(Line(None, TOTAL, True))
        columns = tuple((one, kind) for one in window(year) for kind in CostKind)
        is_same = columns == self.columns and _keys(lines) == _keys(self.lines)
        if not is_same:
            self.beginResetModel()
        self.lines, self.columns, self._year = lines, columns, year
        self._closed = years.closed_years(self._document.database)
        self._costs = {(one.initiative_id, one.fiscal_year, one.kind): one for one in costs}
        if not is_same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    @property
    def unknown(self) -> int:
        """Return how many costs a sum leaves out at most, because they are not known."""
        sums = (self._sum(*column) for column in self.columns)
        return max((found.unknown for found in sums if found.counted), default=0)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_sum = self.lines[index.row()].initiative is None
        may_not = is_sum or self._document.read_only
        return flags if may_not else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            line = self.lines[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return _line_name(line)
            return {EMPHASIS_ROLE: line.amount == TOTAL, BLOCK_END_ROLE: line.is_last}.get(role)
        year, kind = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            name = short_year(year) if language() == "ja" else f"FY{year}"
            return f"{name}\n{_kind_name(kind)}"
        return year == self._year if role == EMPHASIS_ROLE else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, (year, kind) = self.lines[index.row()], self.columns[index.column()]
        shown = self._shown(line, year, kind)
        place = f"{line.initiative.name if line.initiative else ''} {_line_name(line)}"
        words = f"{place} {year_name(year)} {COST_KIND_NAMES[kind]} {shown or tr('blank')}".strip()
        return {
            Qt.ItemDataRole.DisplayRole: shown,
            Qt.ItemDataRole.FontRole: _font(line),
            Qt.ItemDataRole.AccessibleTextRole: words,
            Qt.ItemDataRole.AccessibleDescriptionRole: words,
            BLOCK_END_ROLE: line.is_last,
            LOCKED_ROLE: year in self._closed,
            Qt.ItemDataRole.ToolTipRole: self._origin(line, year, kind) if shown else None,
        }.get(role)

    def _shown(self, line: Line, year: int, kind: CostKind) -> str:
        if line.initiative is None:
            found = self._sum(year, kind)
            star = "＊" if found.unknown else ""
            return f"{star}{format_number(found.amount)}" if found.counted else ""
        amount = self._amount(line, year, kind)
        return "" if amount is None else format_number(amount)

    def _origin(self, line: Line, year: int, kind: CostKind) -> str | None:
        """Return where a cost comes from; a sum has no place of its own."""
        held = line.initiative and self._costs.get((line.initiative.id, year, kind))
        return origin(held) if held else None

    def _amount(self, line: Line, year: int, kind: CostKind) -> int | None:
        if line.initiative is None:
            found = self._sum(year, kind)
            return found.amount if found.counted else None
        cost = self._costs.get((line.initiative.id, year, kind))
        if cost is None:
            return None
        amount: int | None = cost.total if line.amount == TOTAL else getattr(cost, line.amount)
        return amount

    def _sum(self, year: int, kind: CostKind) -> CostTotal:
        running = dict.fromkeys(
            line.initiative.id
            for line in self.lines
            if line.initiative is not None and line.initiative.runs_in(year)
        )
        return total_of(
            self._costs.get((one, year, kind)) or Cost(0, one, year, kind) for one in running
        )

    def _slot(self, index: Index) -> AmountSlot | None:
        line = self.lines[index.row()]
        if line.initiative is None:
            return None
        return AmountSlot(line.initiative.id, *self.columns[index.column()], line.amount)

    def enter(self, index: Index, text: str) -> bool:
        slot = self._slot(index)
        return slot is not None and self._document.run(
            lambda database: typed_costs.type_amount(database, slot, text)
        )

    def paste(self, index: Index, text: str) -> bool:
        held = [(line.initiative.id, line.amount) for line in self.lines if line.initiative]
        grid, row, column = CostGrid(tuple(held), self.columns), index.row(), index.column()
        return not self._document.read_only and self._document.run(
            lambda database: typed_costs.paste_amounts(database, grid, row, column, text)
        )

    def copied(self, rows: Sequence[Sequence[Index]]) -> str:
        return typed_costs.copied_amounts(
            [
                [self._amount(self.lines[one.row()], *self.columns[one.column()]) for one in row]
                for row in rows
            ]
        )

    def wipe(self, indexes: Sequence[Index]) -> bool:
        slots = [slot for index in indexes if index.data() and (slot := self._slot(index))]
        return bool(slots and not self._document.read_only) and self._document.run(
            lambda database: typed_costs.set_amounts(database, dict.fromkeys(slots))
        )

    def why_not(self, index: Index) -> PersonError | None:
        try:
            years.require_open(self._document.database, [self.columns[index.column()][0]])
        except PersonError as error:
            return error
        return None

    def refuse(self, error: PersonError) -> None:
        self._document.refused.emit(error)

    def cell_key(self, index: Index) -> object:
        return self._slot(index)

    def index_of(self, key: object) -> QModelIndex:
        if not isinstance(key, AmountSlot) or (key.fiscal_year, key.kind) not in self.columns:
            return QModelIndex()
        column = self.columns.index((key.fiscal_year, key.kind))
        of_initiative = [
            (row, line.amount)
            for row, line in enumerate(self.lines)
            if line.initiative is not None and line.initiative.id == key.initiative_id
        ]
        # When the sources were folded away, their sum stands for them.
        for wanted in (key.amount, TOTAL):
            for row, amount in of_initiative:
                if amount == wanted:
                    return self.index(row, column)
        return QModelIndex()


def _lines(initiative: Initiative, is_unfolded: bool) -> list[Line]:
    amounts = UNFOLDED if is_unfolded else (TOTAL,)
    return [Line(initiative, one, one == amounts[-1]) for one in amounts]


def _keys(lines: Sequence[Line]) -> list[tuple[int, str]]:
    return [(line.initiative.id if line.initiative else 0, line.amount) for line in lines]


def _line_name(line: Line) -> str:
    if line.initiative is None:
        return tr("Sum")
    names: Mapping[str, object] = {
        TOTAL: STATED_TOTAL_NAME,
        PERSONNEL: PERSONNEL_NAME,
        **{source.value: name for source, name in FUND_SOURCE_NAMES.items()},
    }
    return str(names[line.amount])


def _kind_name(kind: CostKind) -> str:
    return {CostKind.BUDGET: tr("Budget"), CostKind.SETTLEMENT: tr("Spent")}[kind]


def _font(line: Line) -> QFont:
    return look.number_font(bold=line.initiative is None)
