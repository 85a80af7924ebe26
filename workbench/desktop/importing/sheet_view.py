"""A sheet as it looks, with header and data outlined; the outlines can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QWidget

from workbench.desktop import look
from workbench.desktop.importing.frames import Frames
from workbench.desktop.importing.pinned_header import Pinned, pinned
from workbench.desktop.importing.sheet_cells import SheetCells, header_colour
from workbench.desktop.importing.sheet_headers import ColumnHeads, RowHeads
from workbench.desktop.importing.sheet_measures import Measures, measures
from workbench.desktop.importing.sheet_model import SheetModel, Sight
from workbench.desktop.importing.table_frame import Edge, TableFrame
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import calm
from workbench.exchange.looks import SheetLooks
from workbench.exchange.workbooks import Sheet
from workbench.language import tr

_ROW = 3 * SPACING
_TALLEST = 9 * SPACING
#: Cells of the largest merged range that is taken for a heading.
_WIDEST_HEADING = 500


class SheetView(QTableView):
    """Shows a sheet; says which cell is looked at and where a person wants header and data."""

    #: Row and column, from 0, that the person went to.
    looked_at = Signal(int, int)
    #: The number of a table on the sheet, and its new `TableFrame`.
    frame_moved = Signal(int, object)
    #: Whether cells are chosen that a table may be made of.
    range_chosen = Signal(bool)
    #: A row or column, from 0, whose heading was clicked with the right button.
    row_asked = Signal(int, QPoint)
    column_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt asks what is drawn where while the view is set up.
        self._frames = Frames(self)
        #: By cell of a merged range, its first.
        self._origins: dict[tuple[int, int], tuple[int, int]] = {}
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setItemDelegate(SheetCells(self, self.sheet_model))
        self.setHorizontalHeader(ColumnHeads(self, self.sheet_model))
        self.setVerticalHeader(RowHeads(self, self.sheet_model, lambda: self.pinned))
        self.setAccessibleName(tr("The sheet"))
        calm(self)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(look.scaled(_ROW))
        self.setCornerButtonEnabled(False)
        self._shown: Sheet | None = None
        self._lifted: list[int] = []
        self.can_move_frames = True
        for header, asked in (
            (self.horizontalHeader(), self.column_asked),
            (self.verticalHeader(), self.row_asked),
        ):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(
                lambda at, header=header, asked=asked: asked.emit(
                    header.logicalIndexAt(at), header.viewport().mapToGlobal(at)
                )
            )

    def show_sight(self, sight: Sight | None) -> None:
        """Show a sheet; the cell looked at stays when it is the same sheet."""
        sheet = sight.sheet if sight else None
        is_other = sheet is None or self._shown is None or sheet.rows is not self._shown.rows
        if is_other:
            self.clearSpans()
        self.sheet_model.show_sight(sight)
        self._frames.show(sight.view.tables if sight else ())
        if is_other and sheet is not None:
            self._measure(sheet, sight.looks if sight else None)
        if sheet is not None:
            self._lift_headers(sheet)
        self._shown = sheet
        self.viewport().update()

    def show_looks(self, looks: SheetLooks) -> None:
        """Draw the sheet as the workbook does from now on."""
        self.sheet_model.show_looks(looks)
        if self._shown is not None:
            self._widen(measures(self._shown, looks))

    def _widen(self, reckoned: Measures) -> None:
        header = self.horizontalHeader()
        # Each change of a width would lay out the whole table anew.
        header.blockSignals(True)
        for column, width in enumerate(reckoned.widths):
            self.setColumnWidth(column, look.scaled(width))
        header.blockSignals(False)
        self.updateGeometries()
        header.viewport().update()
        self.viewport().update()

    def _measure(self, sheet: Sheet, looks: SheetLooks | None) -> None:
        """Give the columns their widths and merged cells their size."""
        reckoned = measures(sheet, looks)
        self._widen(reckoned)
        digits = len(str(sheet.height))
        metrics = QFontMetrics(look.number_font(look.SMALL))
        self.verticalHeader().setFixedWidth(metrics.horizontalAdvance("0" * max(digits, 2)) + 12)
        self._origins.clear()
        for span in reckoned.spans:
            if span.rows * span.columns <= _WIDEST_HEADING:
                for row in range(span.row, span.row + span.rows):
                    for column in range(span.column, span.column + span.columns):
                        self._origins[row, column] = (span.row, span.column)
            self.setSpan(span.row, span.column, span.rows, span.columns)

    def _lift_headers(self, sheet: Sheet) -> None:
        """Make the rows of headers high enough for the lines in them."""
        for row in self._lifted:
            self.setRowHeight(row, look.scaled(_ROW))
        self._lifted.clear()
        height = QFontMetrics(look.number_font()).height()
        for frame in self._frames.at_rest:
            for row in range(frame.top, min(frame.split, frame.top + 12)):
                lines = max(
                    (str(cell).count("\n") + 1 for cell in sheet.rows[row] if cell), default=1
                )
                self._lifted.append(row)
                self.setRowHeight(
                    row, max(look.scaled(_ROW), min(lines * height + 8, look.scaled(_TALLEST)))
                )

    def go_to_cell(self, row: int, column: int) -> None:
        """Look at a cell, counted from 0, and bring it into sight."""
        index = self.sheet_model.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        held = self.pinned if current.isValid() and len(self._frames) else None
        if held is not None and current.row() > held.last:
            hidden = held.bottom - self._frames.y(current.row())
            if hidden > 0:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() - hidden)
        if current.isValid():
            self.looked_at.emit(current.row(), current.column())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.range_chosen.emit(self.chosen_range is not None)

    @property
    def frames(self) -> list[TableFrame]:
        """Return where the tables lie, with what is being dragged."""
        return self._frames.all

    def edge_point(self, number: int, edge: Edge) -> QPoint:
        """Return a point of the viewport at which an edge of a table can be taken hold of."""
        return self._frames.edge_point(number, edge)

    @property
    def chosen_range(self) -> QRect | None:
        """Return the cells chosen, columns as x and rows as y; None below two rows."""
        chosen = self.selectionModel().selection()
        if chosen.size() != 1:
            return None
        one = chosen.first()
        # A click on a merged cell chooses all of it.
        if one.height() <= self.rowSpan(one.top(), one.left()):
            return None
        return QRect(one.left(), one.top(), one.width(), one.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not len(self._frames):
            return
        painter = QPainter(self.viewport())
        pinned = self.pinned
        if pinned is not None:
            self._draw_header(painter, pinned)
            # No outline of what lies beneath is drawn over it.
            below = self.viewport().rect().adjusted(0, pinned.bottom, 0, 0)
            painter.setClipRect(below)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frames.paint(painter, grips=self.can_move_frames)
        painter.end()

    @property
    def pinned(self) -> Pinned | None:
        """Return which header rows stay in sight above the data that are scrolled."""
        frames = self._frames
        if frames.dragged is not None:
            return None
        shown = [one for place, one in enumerate(frames.at_rest) if frames.has_columns(place)]
        return pinned(shown, frames.y, self.viewport().height())

    def _draw_header(self, painter: QPainter, pinned: Pinned) -> None:
        """Draw the header rows once more, at the top, with a line beneath."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        width = self.viewport().width()
        painter.save()
        painter.setClipRect(QRect(0, 0, width, pinned.bottom))
        drawn = set[tuple[int, int]]()
        for row in range(pinned.first, pinned.last + 1):
            for column in range(self.sheet_model.columnCount()):
                left = self.columnViewportPosition(column)
                if left > width:
                    break
                at = self._origins.get((row, column), (row, column))
                index = self.sheet_model.index(*at)
                option.rect = self.visualRect(index).translated(0, pinned.shift)
                if at not in drawn and option.rect.right() >= 0:
                    drawn.add(at)
                    self.itemDelegate().paint(painter, option, index)
        painter.setPen(QPen(QColor(header_colour()), 2))
        painter.drawLine(0, pinned.bottom - 1, width, pinned.bottom - 1)
        painter.restore()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        # What stays in sight, and the outlines, were moved along with the cells.
        self.viewport().update()
        self.verticalHeader().viewport().update()

    def indexAt(self, at: QPoint) -> QModelIndex:
        held = self.pinned if len(self._frames) else None
        if held is not None and at.y() < held.bottom:
            row = held.first
            while row < held.last and at.y() >= self._frames.y(row + 1) + held.shift:
                row += 1
            place = (row, self.columnAt(at.x()))
            return self.sheet_model.index(*self._origins.get(place, place))
        return super().indexAt(at)

    def _edge_at(self, at: QPoint) -> tuple[int, Edge] | None:
        held = self.pinned
        if not self.can_move_frames or (held is not None and at.y() < held.bottom):
            return None
        return self._frames.edge_at(at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask what is to be done with the row, also when the key for it is pressed."""
        index = self.indexAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard or not index.isValid():
            index = self.currentIndex()
        if index.isValid():
            at = self.visualRect(index).bottomLeft()
            self.row_asked.emit(index.row(), self.viewport().mapToGlobal(at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        held = self._edge_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and held is not None:
            self._frames.take_hold(*held)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        dragged = self._frames.dragged
        if dragged is None:
            held = self._edge_at(at)
            if held is None:
                self.viewport().unsetCursor()
            else:
                upright = held[1].is_upright
                cursor = Qt.CursorShape.SplitHCursor if upright else Qt.CursorShape.SplitVCursor
                self.viewport().setCursor(cursor)
            if event.buttons():
                super().mouseMoveEvent(event)
            return
        self._scroll_along(at, dragged[1])
        if dragged[1].is_upright:
            self._frames.drag_to(self._column_before(at.x()), self.sheet_model.columnCount())
        else:
            self._frames.drag_to(self._row_before(at.y()), self.sheet_model.rowCount())
        self.viewport().update()

    def _row_before(self, y: int) -> int:
        """Return the row whose upper edge is the nearest to a height of the viewport."""
        row = self.rowAt(max(0, min(y, self.viewport().height() - 1)))
        if row < 0:
            return self.sheet_model.rowCount()
        return row + (y > self.rowViewportPosition(row) + self.rowHeight(row) // 2)

    def _column_before(self, x: int) -> int:
        """Return the column whose left edge is the nearest to a place of the viewport."""
        column = self.columnAt(max(0, min(x, self.viewport().width() - 1)))
        if column < 0:
            return self.sheet_model.columnCount()
        return column + (x > self.columnViewportPosition(column) + self.columnWidth(column) // 2)

    def _scroll_along(self, at: QPoint, edge: Edge) -> None:
        """Scroll on while an edge is dragged to the border of the view."""
        bar = self.horizontalScrollBar() if edge.is_upright else self.verticalScrollBar()
        place, size = (
            (at.x(), self.viewport().width())
            if edge.is_upright
            else (at.y(), self.viewport().height())
        )
        if place < _ROW:
            bar.setValue(bar.value() - _ROW)
        elif place > size - _ROW:
            bar.setValue(bar.value() + _ROW)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._frames.dragged is None:
            super().mouseReleaseEvent(event)
            return
        moved = self._frames.let_go()
        self.viewport().update()
        if moved is not None:
            self.frame_moved.emit(*moved)
