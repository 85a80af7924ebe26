"""The frames around the tables of a sheet: where they lie in the view, how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTableView

from workbench.desktop import look
from workbench.desktop.importing.sheet_cells import data_colour, header_colour
from workbench.desktop.importing.table_frame import Edge, TableFrame
from workbench.exchange.mapping import Suggestion

#: How near to an edge the pointer takes hold of it, in pixels.
_GRIP = 4
_GRIP_SIZE = (28, 7)
_ORDER = (Edge.SPLIT, Edge.BOTTOM, Edge.TOP, Edge.RIGHT, Edge.LEFT)


class Frames:
    """The frames of the tables on a sheet, and the one that is being dragged."""

    def __init__(self, view: QTableView) -> None:
        self._view = view
        self._tables: Sequence[Suggestion] = ()
        self._held: list[TableFrame] = []
        self.dragged: tuple[int, Edge, TableFrame] | None = None

    def show(self, tables: Sequence[Suggestion]) -> None:
        """Show the frames of tables as they lie."""
        self._tables = tables
        self._held = [TableFrame.of(table.table) for table in tables]
        self.dragged = None

    def __len__(self) -> int:
        return len(self._held)

    @property
    def at_rest(self) -> list[TableFrame]:
        """Return the frames as they lay before one was dragged."""
        return self._held

    @property
    def all(self) -> list[TableFrame]:
        """Return the frames with what is being dragged."""
        frames = list(self._held)
        if self.dragged is not None:
            frames[self.dragged[0]] = self.dragged[2]
        return frames

    def has_columns(self, number: int) -> bool:
        """Tell whether a table has any columns; one without is nowhere."""
        return bool(self._tables[number].table.columns)

    def columns(self, number: int, frame: TableFrame) -> tuple[int, int]:
        """Return the first and the last column that a frame goes around."""
        if frame.span is not None:
            return frame.span
        columns = self._tables[number].table.columns
        return columns[0].index, columns[-1].index

    def take_hold(self, number: int, edge: Edge) -> None:
        """Begin to drag an edge."""
        frame = self._held[number]
        if edge.is_upright:
            frame = replace(frame, span=self.columns(number, frame))
        self.dragged = number, edge, frame

    def drag_to(self, boundary: int, size: int) -> None:
        """Move the edge that is dragged before another row or column."""
        if self.dragged is not None:
            number, edge, _ = self.dragged
            start = self.dragged[2] if edge.is_upright else self._held[number]
            self.dragged = number, edge, start.moved(edge, boundary, size)

    def let_go(self) -> tuple[int, TableFrame] | None:
        """End dragging; return the table and its new frame, or None when it is as before."""
        if self.dragged is None:
            return None
        number, edge, frame = self.dragged
        self.dragged = None
        if edge.is_upright and frame.span == self.columns(number, self._held[number]):
            return None
        if frame == self._held[number]:
            return None
        self._held[number] = frame
        return number, frame

    def y(self, boundary: int) -> int:
        """Return where the upper edge of a row lies in the viewport."""
        rows = self._view.model().rowCount()
        if boundary >= rows:
            return self._view.rowViewportPosition(rows - 1) + self._view.rowHeight(rows - 1)
        return self._view.rowViewportPosition(boundary)

    def rect(self, number: int, first: int, last: int) -> QRect:
        """Return where the rows `first` to `last` of a table lie in the viewport."""
        begin, end = self.columns(number, self.all[number])
        left = self._view.columnViewportPosition(begin)
        right = self._view.columnViewportPosition(end) + self._view.columnWidth(end)
        top, bottom = self.y(first), self.y(last + 1)
        return QRect(left, top, right - left - 1, bottom - top - 1)

    def edge_point(self, number: int, edge: Edge) -> QPoint:
        """Return a point of the viewport at which an edge can be taken hold of."""
        frame = self.all[number]
        rect = self.rect(number, frame.top, frame.bottom)
        seen = rect.intersected(self._view.viewport().rect())
        if edge is Edge.LEFT:
            return QPoint(rect.left(), seen.center().y())
        if edge is Edge.RIGHT:
            return QPoint(rect.right(), seen.center().y())
        return QPoint(seen.center().x(), self.y(frame.boundary(edge)))

    def edge_at(self, at: QPoint) -> tuple[int, Edge] | None:
        """Return the edge that the pointer takes hold of at a point of the viewport."""
        for number, frame in enumerate(self._held):
            if not self.has_columns(number) or self._tables[number].left_out:
                continue
            rect = self.rect(number, frame.top, frame.bottom)
            if not rect.adjusted(-_GRIP, -_GRIP, _GRIP, _GRIP).contains(at):
                continue
            # Where header and data begin at one line, the line between them is meant.
            for edge in _ORDER:
                line = self.edge_point(number, edge)
                distance = at.x() - line.x() if edge.is_upright else at.y() - line.y()
                if abs(distance) <= _GRIP:
                    return number, edge
        return None

    def paint(self, painter: QPainter, *, grips: bool) -> None:
        """Draw a line around header and data of each table, dashed where nothing reads it."""
        seen = self._view.viewport().rect()
        for number, frame in enumerate(self.all):
            if self.has_columns(number) and self.rect(number, frame.top, frame.bottom).adjusted(
                -2, -2, 2, 2
            ).intersects(seen):
                self._outline(painter, number, frame, grips=grips)

    def _outline(self, painter: QPainter, number: int, frame: TableFrame, *, grips: bool) -> None:
        table = self._tables[number]
        muted = look.current_colours().official
        header, data = (muted, muted) if table.left_out else (header_colour(), data_colour())
        line = Qt.PenStyle.SolidLine if table.layout else Qt.PenStyle.DashLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(data), 2, line))
        painter.drawRect(self.rect(number, frame.split, frame.bottom))
        if frame.split > frame.top:
            painter.setPen(QPen(QColor(header), 2, line))
            painter.drawRect(self.rect(number, frame.top, frame.split - 1))
        if not grips or table.left_out:
            return
        painter.setPen(QPen(QColor(look.current_colours().sheet), 1))
        for edge, colour in (
            (Edge.TOP, header),
            (Edge.BOTTOM, data),
            (Edge.LEFT, data),
            (Edge.RIGHT, data),
            (Edge.SPLIT, data),
        ):
            size = reversed(_GRIP_SIZE) if edge.is_upright else _GRIP_SIZE
            grip = QRect(0, 0, *size)
            grip.moveCenter(self.edge_point(number, edge))
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(grip, 3, 3)
