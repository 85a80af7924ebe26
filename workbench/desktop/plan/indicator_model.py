"""A measure's indicators as a table: a line for each role, a column for each fiscal year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.desktop import look
from workbench.language import language, tr
from workbench.plan.fiscal_years import era_year
from workbench.plan.structure import Indicator, IndicatorValue, Role

Index = QModelIndex | QPersistentModelIndex

NAME, UNIT, ROLE, FIRST_YEAR = range(4)


@dataclass(frozen=True)
class Line:
    """One line: an indicator's values of one role by year; `is_first` begins the indicator."""

    indicator: Indicator
    role: Role
    values: dict[int, IndicatorValue]
    is_first: bool
    height: int


class IndicatorModel(QAbstractTableModel):
    """Indicators with their baseline, actual and target values."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.years: list[int] = []

    def show_values(
        self, indicators: Sequence[Indicator], values: Sequence[IndicatorValue]
    ) -> None:
        """Show these indicators and their values."""
        self.beginResetModel()
        by_role: dict[tuple[int, Role], dict[int, IndicatorValue]] = defaultdict(dict)
        for value in values:
            by_role[value.indicator_id, value.role][value.fiscal_year] = value
        self.years = sorted({value.fiscal_year for value in values})
        self.lines = []
        for indicator in indicators:
            roles = [role for role in Role if (indicator.id, role) in by_role] or [Role.ACTUAL]
            for role in roles:
                held = by_role.get((indicator.id, role), {})
                is_first = role is roles[0]
                self.lines.append(Line(indicator, role, held, is_first, len(roles)))
        self.endResetModel()

    def value_at(self, index: Index) -> IndicatorValue | None:
        """Return the value in a cell, None where there is none."""
        if not index.isValid() or index.column() < FIRST_YEAR:
            return None
        return self.lines[index.row()].values.get(self.years[index.column() - FIRST_YEAR])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST_YEAR + len(self.years)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if section >= FIRST_YEAR:
                return _year_heading(self.years[section - FIRST_YEAR])
            return (tr("Indicator"), tr("Unit"), tr("Value"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= FIRST_YEAR else _LEFT
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if index.column() >= FIRST_YEAR:
            return self._year_data(index, role)
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            texts = (line.indicator.name, line.indicator.unit, role_name(line.role))
            return texts[index.column()] if line.is_first or index.column() == ROLE else ""
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NAME:
            parts = (line.indicator.name, line.indicator.definition, line.indicator.source_note)
            return "\n".join(part for part in parts if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT | Qt.AlignmentFlag.AlignVCenter
        return None

    def _year_data(self, index: Index, role: int) -> object:
        value = self.value_at(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return look.number_font()
        if value is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return value.value.display(self.lines[index.row()].indicator.decimals)
        if role == Qt.ItemDataRole.ToolTipRole:
            return origin(value)
        return None


_LEFT = Qt.AlignmentFlag.AlignLeft


def role_name(role: Role) -> str:
    """Return what a value is for, in words."""
    return {
        Role.BASELINE: tr("Baseline"),
        Role.TARGET: tr("Target"),
        Role.ACTUAL: tr("Actual"),
    }[role]


def origin(value: IndicatorValue) -> str:
    """Return where a value comes from: workbook, sheet, cell, original text, who and when."""
    source = value.provenance
    if source is None:
        return tr("Entered here; no source is recorded.")
    shown = tr("From {place}", place=source.display())
    if source.recorded_at:
        when = source.recorded_at.replace("T", " ")[:16]
        return f"{shown}\n{tr('Imported by {who}, {when}', who=source.recorded_by, when=when)}"
    return shown


def _year_heading(year: int) -> str:
    return f"{era_year(year)}年度\n（{year}）" if language() == "ja" else f"FY{year}"
