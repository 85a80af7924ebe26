"""The table of grades as it is painted: marks over the columns, counts, shares and bars."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.progress.grades_model import (
    CELL_ROLE,
    FIRST_GRADE,
    Bar,
    Cell,
    GradesModel,
)
from workbench.desktop.progress.marks import GradeLook, paint_mark, paint_share
from workbench.desktop.progress.reading_table import NAME, ReadingTable
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import CalmHeader, Wrapped, is_selected, paint_selection
from workbench.language import tr
from workbench.plan.structure import Element

_ROW_HEIGHT = 6 * SPACING
_NAME_WIDTH, _COUNT_WIDTH, _BAR_WIDTH = 20 * SPACING, 8 * SPACING, 14 * SPACING
_GRADE_WIDTH, _NARROW_GRADE_WIDTH = 9 * SPACING, 7 * SPACING
_MARK = 16
#: From how many columns on, and in how little room, the counts stand closer.
_MANY, _WIDE = 7, 90 * SPACING


class GradesTable(ReadingTable):
    """Goals by grade; the name and the bar share what the counts leave."""

    def __init__(self, model: GradesModel) -> None:
        super().__init__(model, tr("Grades by goal"), _ROW_HEIGHT)
        self._grades = model
        self.setItemDelegate(_GradeRows(self))
        header = _GradeHeader(self, model)
        header.setMinimumHeight(5 * SPACING)
        self.setHorizontalHeader(header)
        model.modelReset.connect(self._share_width)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        graded = range(FIRST_GRADE, self._grades.ungraded_column + 1)
        room = self.viewport().width() - _COUNT_WIDTH
        is_wide = len(graded) < _MANY and room >= _WIDE
        width = _GRADE_WIDTH if is_wide else _NARROW_GRADE_WIDTH
        left = max(room - width * len(graded), _NAME_WIDTH)
        # Names come before bars, which repeat the counts.
        bar = min(max(_BAR_WIDTH, round(left * 0.45)), left - _NAME_WIDTH)
        for column, given in enumerate((left - bar, _COUNT_WIDTH, *(width for _ in graded), bar)):
            self.setColumnWidth(column, given)


class _GradeHeader(CalmHeader):
    """Paints each grade's mark where its name would stand."""

    def __init__(self, table: QTableView, model: GradesModel) -> None:
        super().__init__(table)
        self._grades = model

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        model = self._grades
        grade = model.headerData(logicalIndex, Qt.Orientation.Horizontal, CELL_ROLE)
        is_ungraded = logicalIndex == model.ungraded_column
        if not is_ungraded and not isinstance(grade, GradeLook):
            super().paintSection(painter, rect, logicalIndex)
            return
        colours = look.current_colours()
        painter.save()
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        if isinstance(grade, GradeLook):
            paint_mark(painter, QPointF(rect.center()), grade)
        else:
            painter.setFont(self.font())
            painter.setPen(QColor(colours.muted))
            words = model.headerData(logicalIndex, Qt.Orientation.Horizontal)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(words or ""))
        painter.setPen(QColor(colours.official))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class _GradeRows(QStyledItemDelegate):
    """Paints a goal's name with its dot, counts over last year's, and the bars."""

    def __init__(self, table: GradesTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_COUNT_WIDTH, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        area, colours = QRect(option.rect), look.current_colours()
        is_whole = index.row() == index.model().rowCount() - 1
        if is_selected(option):
            paint_selection(
                painter, area, has_focus=self._table.hasFocus(), bar=index.column() == NAME
            )
        held = index.data(CELL_ROLE)
        inner = area.adjusted(SPACING, 0, -SPACING, -1)
        if isinstance(held, Cell):
            _paint_cell(painter, inner, held)
        elif isinstance(held, Bar):
            _paint_bar(painter, QRectF(inner), held)
        elif index.column() == NAME:
            _paint_name(painter, inner, str(index.data()), held)
        else:
            painter.setFont(look.number_font())
            painter.setPen(QColor(colours.text))
            painter.drawText(inner.adjusted(0, 7, 0, 0), _RIGHT_TOP, str(index.data() or ""))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if is_whole:
            painter.setPen(QPen(QColor(colours.official)))
            painter.drawLine(area.topLeft(), area.topRight())
        painter.restore()


_RIGHT_TOP = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


def _paint_name(painter: QPainter, area: QRect, text: str, goal: object) -> None:
    colours = look.current_colours()
    if isinstance(goal, Element):
        icon = dots.dot(dots.goal_colour(goal.colour, goal.position))
        icon.paint(painter, QRect(area.left() - 4, area.top() + 7, _MARK, _MARK))
    room = area.adjusted(_MARK, 0, 0, 0)
    font = look.text_font(bold=not isinstance(goal, Element))
    wrapped = Wrapped.of(text, font, room.width(), most=2)
    painter.setPen(QColor(colours.text))
    top = area.top() + (4 if len(wrapped.lines) > 1 else 6)
    wrapped.paint(painter, QRect(room.left(), top, room.width(), room.height()))


def _paint_cell(painter: QPainter, area: QRect, cell: Cell) -> None:
    """Paint this year's count and share, and last year's smaller beneath."""
    colours = look.current_colours()
    small = look.number_font(look.SMALL)
    painter.setFont(small)
    share_width = painter.fontMetrics().horizontalAdvance("100%")
    # Thousands reach into the margin of the cell.
    count_area = area.adjusted(-2 * SPACING, 0, -share_width - 4, 0)
    painter.setPen(QColor(colours.muted))
    if cell.count:
        painter.drawText(area.adjusted(0, 9, 0, 0), _RIGHT_TOP, cell.share)
    if cell.before is not None:
        earlier = area.adjusted(0, 28, 0, 0)
        painter.drawText(count_area.adjusted(0, 28, 0, 0), _RIGHT_TOP, f"{cell.before:,}")
        if cell.before:
            painter.drawText(earlier, _RIGHT_TOP, cell.share_before)
    painter.setFont(look.number_font(bold=bool(cell.count)))
    painter.setPen(QColor(colours.text if cell.count else colours.muted))
    painter.drawText(count_area.adjusted(0, 7, 0, 0), _RIGHT_TOP, f"{cell.count:,}")


def _paint_bar(painter: QPainter, area: QRectF, bar: Bar) -> None:
    for parts, top, height, named in ((bar.now, 8.0, 18.0, True), (bar.before, 30.0, 8.0, False)):
        left = area.left()
        for grade, share in parts:
            width = area.width() * share
            # A hairline of the sheet stands between two parts, where there is room for it.
            part = QRectF(left, area.top() + top, width - (1 if width > 3 else 0), height)
            paint_share(painter, part, grade, named=named)
            left += width
