"""A measure's indicators as a grid: a line for each role, a column for each fiscal year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, Qt

from workbench.desktop.document import Document
from workbench.desktop.plan.entry_delegate import BLOCK_END_ROLE, LOCKED_ROLE
from workbench.desktop.plan.entry_grid import EntryModel
from workbench.desktop.plan.entry_headers import EMPHASIS_ROLE
from workbench.desktop.plan.times import local_time
from workbench.desktop.widgets.model_index import ROOT, Index
from workbench.errors import PersonError
from workbench.language import language, tr
from workbench.operations import indicator_values, years
from workbench.operations.indicator_values import Grid, Slot
from workbench.plan.fiscal_years import year_lines
from workbench.plan.names import year_name
from workbench.plan.structure import Indicator, IndicatorValue, Provenance, Role
from workbench.plan.values import format_number

#: The column of the first fiscal year.
FIRST_YEAR = 0

#: The lines of an indicator, from the top.
ROLES = (Role.BASELINE, Role.TARGET, Role.ACTUAL)


@dataclass(frozen=True)
class Line:
    """One line: an indicator's values of one role."""

    indicator: Indicator
    role: Role


class IndicatorModel(EntryModel):
    """Indicators with their baseline, target and actual values, written by operations."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.lines: list[Line] = []
        self.years: tuple[int, ...] = ()
        self._values: dict[Slot, IndicatorValue] = {}
        self._closed: frozenset[int] = frozenset()
        self._year = 0

    def show_values(
        self,
        indicators: Sequence[Indicator],
        values: Sequence[IndicatorValue],
        plan_years: Collection[int],
        year: int,
    ) -> None:
        """Show these indicators and their values.

        Every year of `plan_years` has a column, and every other one that holds a value; `year`
        is the one the page is about.
        """
        lines = [Line(indicator, role) for indicator in indicators for role in ROLES]
        shown = tuple(sorted({*plan_years, *(value.fiscal_year for value in values)}))
        is_same = shown == self.years and _keys(lines) == _keys(self.lines)
        if not is_same:
            self.beginResetModel()
        self.lines, self.years, self._year = lines, shown, year
        self._closed = years.closed_years(self._document.database)
        self._values = {
            Slot(value.indicator_id, value.role, value.fiscal_year): value for value in values
        }
        if not is_same:
            self.endResetModel()
        elif lines and shown:
            last = self.index(len(lines) - 1, len(shown) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(shown) - 1)

    def value_at(self, index: Index) -> IndicatorValue | None:
        """Return the value in a cell, None where there is none."""
        return self._values.get(self._slot(index)) if index.isValid() else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.years)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self._document.read_only else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            held = self.lines[section].role
            return {
                Qt.ItemDataRole.DisplayRole: role_name(held),
                EMPHASIS_ROLE: held is Role.ACTUAL,
                BLOCK_END_ROLE: held is ROLES[-1],
            }.get(role)
        year = self.years[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return year_heading(year, is_closed=year in self._closed)
        return year == self._year if role == EMPHASIS_ROLE else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == BLOCK_END_ROLE:
            return line.role is ROLES[-1]
        if role == LOCKED_ROLE:
            return self.years[index.column()] in self._closed
        value = self.value_at(index)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._in_words(index, line, value)
        if value is not None and role == Qt.ItemDataRole.DisplayRole:
            return value.value.display(line.indicator.decimals)
        return origin(value) if value is not None and role == Qt.ItemDataRole.ToolTipRole else None

    def _in_words(self, index: Index, line: Line, value: IndicatorValue | None) -> str:
        what = f"{line.indicator.name} {role_name(line.role)}"
        place = f"{what} {year_name(self.years[index.column()])}"
        shown = value.value.display(line.indicator.decimals) if value else tr("blank")
        return f"{place} {shown} {line.indicator.unit if value else ''}".strip()

    def _slot(self, index: Index) -> Slot:
        line = self.lines[index.row()]
        return Slot(line.indicator.id, line.role, self.years[index.column()])

    def _grid(self) -> Grid:
        return Grid(tuple((line.indicator.id, line.role) for line in self.lines), self.years)

    def enter(self, index: Index, text: str) -> bool:
        slot = self._slot(index)
        return self._document.run(
            lambda database: indicator_values.type_value(database, slot, text)
        )

    def paste(self, index: Index, text: str) -> bool:
        grid, row, column = self._grid(), index.row(), index.column()
        return not self._document.read_only and self._document.run(
            lambda database: indicator_values.paste(database, grid, row, column, text)
        )

    def copied(self, rows: Sequence[Sequence[Index]]) -> str:
        slots = [[self._slot(index) for index in row] for row in rows]
        return indicator_values.copied(self._document.database, self._grid(), slots)

    def wipe(self, indexes: Sequence[Index]) -> bool:
        slots = [self._slot(index) for index in indexes if self.value_at(index) is not None]
        return bool(slots and not self._document.read_only) and self._document.run(
            lambda database: indicator_values.set_values(database, dict.fromkeys(slots))
        )

    def why_not(self, index: Index) -> PersonError | None:
        try:
            years.require_open(self._document.database, [self.years[index.column()]])
        except PersonError as error:
            return error
        return None

    def refuse(self, error: PersonError) -> None:
        self._document.refused.emit(error)

    def cell_key(self, index: Index) -> object:
        return self._slot(index)

    def index_of(self, key: object) -> QModelIndex:
        if not isinstance(key, Slot) or key.fiscal_year not in self.years:
            return QModelIndex()
        column = self.years.index(key.fiscal_year)
        for row, line in enumerate(self.lines):
            if line.indicator.id == key.indicator_id and line.role is key.role:
                return self.index(row, column)
        return QModelIndex()

    def edited_text(self, index: Index) -> str:
        """Return a figure with all its decimals, however few are shown."""
        value = self.value_at(index)
        if value is None:
            return ""
        number = value.value.number
        return value.value.display() if number is None else format_number(number)


def _keys(lines: Sequence[Line]) -> list[tuple[int, Role]]:
    return [(line.indicator.id, line.role) for line in lines]


def role_name(role: Role) -> str:
    """Return what a value is for, in words."""
    return {
        Role.BASELINE: tr("Baseline"),
        Role.TARGET: tr("Target"),
        Role.ACTUAL: tr("Actual"),
    }[role]


class Sourced(Protocol):
    """What may have come from a workbook."""

    @property
    def provenance(self) -> Provenance | None:
        """Return the cell it came from, None for what was typed."""


def origin(value: Sourced) -> str:
    """Return where a value comes from: workbook, sheet, cell, original text, who and when."""
    source = value.provenance
    if source is None:
        return tr("Entered here; no source is recorded.")
    shown = tr("From {place}", place=source.display())
    if source.recorded_at:
        when = local_time(source.recorded_at)
        return f"{shown}\n{tr('Imported by {who}, {when}', who=source.recorded_by, when=when)}"
    return shown


def year_heading(year: int, *, is_closed: bool = False) -> str:
    """Return the heading of a fiscal year's column, in two lines where it is closed or in eras."""
    first, second = year_lines(year) if language() == "ja" else (f"FY{year}", "")
    second = tr("closed") if is_closed else second
    return f"{first}\n{second}" if second else first
