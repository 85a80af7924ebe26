"""The plan's population targets beside the newest figure on each basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt

from workbench.desktop import look
from workbench.desktop.charts.readings import Table
from workbench.desktop.look import SPACING
from workbench.desktop.places import POPULATION, Place
from workbench.desktop.progress.reading_table import ReadingTable
from workbench.desktop.progress.subject import YearSubject
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.language import Message, message, tr
from workbench.plan.population_standing import NATURAL, SOCIAL, TOTAL, TargetStanding
from workbench.plan.statistics import Basis
from workbench.plan.values import format_number

WHAT, TARGET, BASIS, FIGURE, GAP, MEAN = range(6)

_ROW_HEIGHT = 4 * SPACING
_FIGURE_WIDTH = 9 * SPACING

_QUANTITIES: Mapping[str, Message] = {
    TOTAL: message("Population"),
    NATURAL: message("Natural change a year"),
    SOCIAL: message("Social change a year"),
}


class TargetsModel(HeadedModel):
    """A line for each target and basis; what repeats from the line above is left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_headings(), (TARGET, FIGURE, GAP, MEAN), parent)
        self.rows: tuple[TargetStanding, ...] = ()

    def show(self, subject: YearSubject) -> None:
        """Show the targets of the plan."""
        self.beginResetModel()
        self.rows = subject.report.population
        self.endResetModel()

    def line_count(self) -> int:
        return len(self.rows)

    def answer(self, row: int, column: int, role: int) -> object:
        standing = self.rows[row]
        if role == Qt.ItemDataRole.DisplayRole:
            repeated = row and standing.target == self.rows[row - 1].target
            return "" if repeated and column in (WHAT, TARGET) else _text(standing, column)
        if role == Qt.ItemDataRole.FontRole and column in (TARGET, FIGURE, MEAN, GAP):
            return look.number_font(bold=column == TARGET)
        if role == Qt.ItemDataRole.ToolTipRole and standing.target.source is not None:
            return tr("From {place}", place=standing.target.source.title)
        return None

    def place(self, _row: int) -> Place | None:
        """Return the page that can be asked what it would take."""
        return Place(POPULATION)

    def table(self, rows: Sequence[int] | None = None) -> Table:
        """Return the lines as they are copied, with nothing left out."""
        chosen = self.rows if rows is None else [self.rows[row] for row in rows]
        lines = tuple(
            (
                _quantity(one),
                _when(one),
                one.target.value,
                _basis(one),
                one.figure,
                one.gap,
                one.mean,
            )
            for one in chosen
        )
        what, *others = self.headings
        return Table((what, tr("Year"), *others), lines, (None, None, 0, None, 0, 0, 0))


class TargetsTable(ReadingTable):
    """The targets as a table."""

    def __init__(self, model: TargetsModel) -> None:
        super().__init__(model, tr("Population targets and where they stand"), _ROW_HEIGHT)
        self.set_widths([None, *(_FIGURE_WIDTH,) * 5])


def _headings() -> tuple[str, ...]:
    return (
        tr("What"),
        tr("Target"),
        tr("Compared with"),
        tr("Newest figure"),
        tr("Gap"),
        tr("Mean so far"),
    )


def _text(row: TargetStanding, column: int) -> str:
    target = row.target
    is_change = target.quantity != TOTAL
    if column == WHAT:
        return f"{_quantity(row)}　{_when(row)}"
    if column == BASIS:
        return _basis(row)
    if column == MEAN:
        return "" if row.mean is None else format_number(row.mean, 0, sign=True)
    figure = {TARGET: target.value, FIGURE: row.figure, GAP: row.gap}[column]
    return format_number(figure, 0, sign=is_change or column == GAP)


def _quantity(row: TargetStanding) -> str:
    return str(_QUANTITIES[row.target.quantity])


def _when(row: TargetStanding) -> str:
    target = row.target
    is_one = target.from_year == target.to_year
    if is_one:
        return str(target.to_year)
    return tr("{first} to {last}", first=target.from_year, last=target.to_year)


def _basis(row: TargetStanding) -> str:
    if row.basis is Basis.CENSUS:
        return tr("census of {year}", year=row.year)
    if row.basis is Basis.PROJECTION:
        return tr("newest projection")
    if row.target.quantity == TOTAL:
        return tr("register, 1 January {year}", year=row.year)
    return tr("register, {year}", year=row.year)
