"""The measures that moved most since last year, each with its way as a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from workbench.desktop import look
from workbench.desktop.charts.readings import Table
from workbench.desktop.look import SPACING
from workbench.desktop.places import Place, element_place
from workbench.desktop.progress.reading_table import ReadingTable
from workbench.desktop.progress.subject import YearSubject, measure_word
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import CalmRows, is_selected, paint_selection
from workbench.language import tr
from workbench.plan.names import year_name
from workbench.plan.values import format_number
from workbench.plan.year_progress import Movement

NAME, BEFORE, NOW, CHANGE, BAR = range(5)
#: How many are shown until more are asked for.
FEW = 8

_ROW_HEIGHT = 4 * SPACING
_FIGURE_WIDTH, _BAR_WIDTH = 8 * SPACING, 15 * SPACING


class MovementsModel(HeadedModel):
    """Measures with their mean progress of two years, those that moved most first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_headings("", 0), (BEFORE, NOW, CHANGE), parent)
        self._all: tuple[Movement, ...] = ()
        self._shows_all = False

    def show(self, subject: YearSubject) -> None:
        """Show a year's movements, the first few of them."""
        self.beginResetModel()
        self._all = subject.report.movements
        self.headings = _headings(measure_word(subject.report.plan), subject.fiscal_year)
        self.endResetModel()

    def show_all(self, shows_all: bool) -> None:
        """Show every measure that moved, or the first few."""
        self.beginResetModel()
        self._shows_all = shows_all
        self.endResetModel()

    @property
    def total(self) -> int:
        """Return how many measures have moved."""
        return len(self._all)

    @property
    def rows(self) -> tuple[Movement, ...]:
        """Return the movements shown."""
        return self._all if self._shows_all else self._all[:FEW]

    @property
    def widest(self) -> float:
        """Return the largest change shown, either way, as a share."""
        return max((abs(one.change) for one in self.rows), default=1.0)

    def line_count(self) -> int:
        return len(self.rows)

    def side(self, column: int) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignCenter if column == BAR else super().side(column)

    def answer(self, row: int, column: int, role: int) -> object:
        moved = self.rows[row]
        is_figure = column in (BEFORE, NOW, CHANGE)
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return self._text(moved, column)
        answers: dict[int, object] = {
            roles.ToolTipRole: _about(moved),
            roles.FontRole: look.number_font(bold=column == CHANGE) if is_figure else None,
            roles.UserRole: moved.change,
        }
        return answers.get(role)

    def _text(self, row: Movement, column: int) -> str:
        if column == NAME:
            return f"{row.element.code}　{row.element.name}"
        if column == CHANGE:
            return format_number(100 * row.change, 0, sign=True)
        if column == BAR:
            return ""
        return f"{format_number(100 * (row.before if column == BEFORE else row.now), 0)}%"

    def place(self, row: int) -> Place | None:
        """Return the measure's page."""
        return element_place(self.rows[row].element.id)

    def table(self, rows: Sequence[int] | None = None) -> Table:
        """Return the lines as they are copied; progress in per cent, change in points."""
        name, before, now, change, _bar = self.headings
        chosen = self._all if rows is None else [self.rows[row] for row in rows]
        lines = tuple(
            (one.element.code, one.element.name, 100 * one.before, 100 * one.now,
             100 * one.change, float(one.indicators))
            for one in chosen
        )  # fmt: skip
        columns = (tr("Code"), name, f"{before} %", f"{now} %", change, tr("Indicators"))
        return Table(columns, lines, (None, None, 0, 0, 0, 0))


def _headings(word: str, year: int) -> tuple[str, ...]:
    """Return what stands over the columns; nothing over years before there is one to show."""
    years = (year_name(year - 1), year_name(year)) if year else ("", "")
    return (word, *years, tr("Change, points"), tr("back ｜ ahead"))


def _about(row: Movement) -> str:
    return tr("{name}: mean of {count} indicators", name=row.element.name, count=row.indicators)


class MovementsTable(ReadingTable):
    """The movements as a table with bars to both sides of nothing."""

    def __init__(self, model: MovementsModel) -> None:
        super().__init__(model, tr("Moved most"), _ROW_HEIGHT)
        self.setItemDelegateForColumn(BAR, _Bars(self, model))
        self.set_widths([None, *(_FIGURE_WIDTH,) * 3, _BAR_WIDTH])


class _Bars(QStyledItemDelegate):
    """Paints how far a measure went, to the right for the better."""

    def __init__(self, table: QTableView, model: MovementsModel) -> None:
        super().__init__(table)
        self._model = model
        self._rows = CalmRows(table)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._rows.sizeHint(option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        area, colours = QRect(option.rect), look.current_colours()
        if is_selected(option):
            paint_selection(painter, area, has_focus=False, bar=False)
        change = index.data(Qt.ItemDataRole.UserRole) or 0.0
        inner = QRectF(area.adjusted(SPACING, 0, -SPACING, 0))
        middle, length = inner.center().x(), inner.width() / 2
        width = length * abs(change) / self._model.widest
        left = middle if change > 0 else middle - width
        fill = colours.accent if change > 0 else colours.target
        painter.fillRect(QRectF(left, inner.center().y() - 5, width, 10), QColor(fill))
        painter.setPen(QPen(QColor(colours.official)))
        painter.drawLine(round(middle), area.top() + 4, round(middle), area.bottom() - 4)
        painter.setPen(QColor(colours.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()
