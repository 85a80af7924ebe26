"""Words written straight onto a chart: at the ends of lines, at points, inside bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from workbench.desktop import look
from workbench.desktop.charts.placing import Box, along, place, spread

#: Room for the thread from the end of a line to its label, in pixels.
_THREAD = 2.0 * look.SPACING


@dataclass(frozen=True)
class EndLabel:
    """What stands in the margin at the end of a line: its last figure above its name.

    Without a figure the name stands alone, beside the end and with no thread to it.
    """

    x: float
    y: float
    figure: str
    name: str
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class PointLabel:
    """What stands beside a point; the first of `sides` that is free."""

    x: float
    y: float
    text: str
    colour: str
    sides: tuple[str, ...] = ("above",)
    bold: bool = False
    size: float = look.SMALL
    gap: float = 6


@dataclass(frozen=True)
class BarLabel:
    """A figure centred on a spot, in a bar."""

    x: float
    y: float
    text: str
    colour: str


class Labels(pg.GraphicsObject):
    """All words of one chart in one item, laid out in pixels over the plot and its margin.

    `margin` is the room at the right of the plot for the labels of line ends.
    """

    def __init__(self, view: pg.ViewBox) -> None:
        super().__init__()
        # Beside the view, not in it: a view clips its children, and line ends stand outside.
        self.setParentItem(view.parentItem())
        self.setZValue(50)
        self._view = view
        self.margin = 0.0
        self.surface = "#ffffff"
        self._ends: Sequence[EndLabel] = ()
        self._points: Sequence[PointLabel] = ()
        self._bars: Sequence[BarLabel] = ()
        self._lines: Sequence[tuple[np.ndarray, np.ndarray]] = ()
        self._placed_points: list[tuple[PointLabel, Box]] = []
        view.sigResized.connect(self.arrange)

    def boundingRect(self) -> QRectF:
        """Cover the plot and the margin, not the axes: those need no repainting."""
        return self._view.rect().adjusted(0, 0, self.margin, 0)

    def set_ends(self, ends: Sequence[EndLabel]) -> None:
        """Write these at the ends of the lines."""
        self._ends = ends
        self.update()

    def set_points(
        self,
        points: Sequence[PointLabel],
        lines: Sequence[tuple[np.ndarray, np.ndarray]] = (),
    ) -> None:
        """Write these beside their points, off `lines` (each x and y) where possible."""
        self._points, self._lines = points, lines
        self.arrange()

    def set_bars(self, bars: Sequence[BarLabel]) -> None:
        """Write these into the bars."""
        self._bars = bars
        self.update()

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the chart stands, in pixels of the plot."""
        (left, right), (bottom, top) = self._view.viewRange()
        width, height = self._view.width(), self._view.height()
        return (x - left) / (right - left) * width, (top - y) / (top - bottom) * height

    def arrange(self) -> None:
        """Look for the best places of the labels beside points."""
        self.prepareGeometryChange()
        self.setPos(self._view.pos())
        area = Box(0, 0, self._view.width(), self._view.height())
        parts = [along(*self._pixels(x, y)) for x, y in self._lines]
        lines = np.concatenate(parts) if parts else np.empty((0, 2))
        taken: list[Box] = []
        self._placed_points = []
        for label in self._points:
            metrics = QFontMetricsF(look.text_font(label.size, bold=label.bold))
            size = (metrics.horizontalAdvance(label.text), metrics.height())
            at = self.pixel(label.x, label.y)
            box = place(
                at, size, sides=label.sides, area=area, taken=taken, lines=lines, gap=label.gap
            )
            taken.append(box)
            self._placed_points.append((label, box))
        self.update()

    def boxes(self) -> list[Box]:
        """Return where the labels beside points and at line ends stand now."""
        return [box for _, box in self._placed_points] + [box for _, box, _ in self._end_boxes()]

    def _pixels(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        one, two = self.pixel(0, 0), self.pixel(1, 1)
        return one[0] + (two[0] - one[0]) * x, one[1] + (two[1] - one[1]) * y

    def _end_boxes(self) -> list[tuple[EndLabel, Box, tuple[float, float]]]:
        line = QFontMetricsF(look.number_font(look.SMALL)).height()
        tips = [self.pixel(label.x, label.y) for label in self._ends]
        room = self._view.height()
        stacked = 2 * line + 4 if any(label.figure for label in self._ends) else line
        if stacked * len(self._ends) > room:
            stacked = room / max(len(self._ends), 1)
        heights = [stacked] * len(self._ends)
        centres = spread([y for _, y in tips], heights, -line / 2, room + line / 2)
        left = self._view.width() + _THREAD
        width = self.margin - _THREAD
        return [
            (label, Box(left, centre - stacked / 2, width, stacked), tip)
            for label, centre, tip in zip(self._ends, centres, tips, strict=True)
        ]

    def paint(self, painter: QPainter, *_: object) -> None:
        """Write everything, with the surface's colour behind what stands over the lines."""
        behind = QColor(self.surface)
        behind.setAlpha(200)
        for label, box in self._placed_points:
            painter.setFont(look.text_font(label.size, bold=label.bold))
            painter.fillRect(QRectF(box.x - 2, box.y, box.width + 4, box.height), behind)
            painter.setPen(QColor(label.colour))
            painter.drawText(_rect(box), Qt.AlignmentFlag.AlignCenter, label.text)
        for label, box, tip in self._end_boxes():
            self._paint_end(painter, label, box, tip)
        self._paint_bars(painter)

    def _paint_end(
        self, painter: QPainter, label: EndLabel, box: Box, tip: tuple[float, float]
    ) -> None:
        if not label.figure:
            painter.setPen(QColor(look.readable(label.colour, self.surface)))
            painter.setFont(look.text_font(look.SMALL, bold=label.bold))
            painter.drawText(_rect(box), Qt.AlignmentFlag.AlignVCenter, label.name)
            return
        middle = box.y + box.height / 2
        painter.setPen(QPen(QColor(label.colour), 1))
        edge = QPointF(self._view.width() + 3, tip[1])
        painter.drawLine(edge, QPointF(box.x - 4, middle))
        if tip[0] < self._view.width() - 2:
            painter.setPen(QPen(QColor(label.colour), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(tip[0] + 3, tip[1]), edge)
        painter.setPen(QColor(look.readable(label.colour, self.surface)))
        figure_font = look.number_font(look.SMALL, bold=label.bold)
        line = QFontMetricsF(figure_font).height()
        painter.setFont(figure_font)
        if box.height < 2 * line:
            text = f"{label.figure} {label.name}"
            painter.drawText(_rect(box), Qt.AlignmentFlag.AlignVCenter, text)
            return
        upper = QRectF(box.x, middle - line, box.width, line)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, label.figure)
        painter.setFont(look.text_font(look.SMALL, bold=label.bold))
        painter.drawText(upper.translated(0, line), Qt.AlignmentFlag.AlignVCenter, label.name)

    def _paint_bars(self, painter: QPainter) -> None:
        painter.setFont(look.number_font(look.SMALL))
        for label in self._bars:
            x, y = self.pixel(label.x, label.y)
            painter.setPen(QColor(label.colour))
            painter.drawText(
                QRectF(x - 40, y - 10, 80, 20), Qt.AlignmentFlag.AlignCenter, label.text
            )


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
