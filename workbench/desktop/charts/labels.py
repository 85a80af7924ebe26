"""Words written straight onto a chart: at the ends of lines, at points, inside bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.desktop import look
from workbench.desktop.charts.placing import Box, along, place
from workbench.desktop.lettering import Type, metrics_of, write
from workbench.report.spreading import spread

#: Room for the thread from the end of a line to its label, in pixels.
_THREAD = 2.0 * look.SPACING

#: The share of a label that may lie on others: the lines of type leave some room around words.
_TOUCHING = 0.05


class EndLabel(NamedTuple):
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
    """What stands beside a point; the first of `sides` that is free.

    One that `may_go` is left out where it would stand on another: hovering tells it still.
    """

    x: float
    y: float
    text: str
    colour: str
    sides: tuple[str, ...] = ("above",)
    bold: bool = False
    size: float = look.SMALL
    gap: float = 6
    may_go: bool = False


class BarLabel(NamedTuple):
    """A figure written on a spot without looking for room: in a bar, in a free corner.

    `anchor` says which part of the text stands on the spot: shares of its width and height.
    """

    x: float
    y: float
    text: str
    colour: str
    anchor: tuple[float, float] = (0.5, 0.5)
    figures: bool = True


_FIGURE, _WORDS = Type(figures=True), Type()
_BOLD_FIGURE = Type(figures=True, bold=True)


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
        """Cover the plot and the margin, and half a line more: line ends may lie on an edge."""
        plot: QRectF = self._view.rect()
        half = metrics_of(_FIGURE).height() / 2
        return plot.adjusted(0, -half, self.margin, half)

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

    def room_for(self, ends: Sequence[EndLabel]) -> float:
        """Return the margin that these need: where lines are many, figure and name stand in one.

        Bold ones are the widest; 0 without any.
        """
        bold, figures = metrics_of(Type(bold=True)), metrics_of(_BOLD_FIGURE)
        if self._in_one_line(ends):
            widths = [bold.horizontalAdvance(f"{one.figure} {one.name}") for one in ends]
        else:
            widths = [
                max(bold.horizontalAdvance(one.name), figures.horizontalAdvance(one.figure))
                for one in ends
            ]
        return max(widths) + _THREAD + look.SPACING if widths else 0.0

    def _in_one_line(self, ends: Sequence[EndLabel]) -> bool:
        line = metrics_of(_FIGURE).height()
        room = float(self._view.height())
        return room / max(len(ends), 1) < 2 * line

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
            metrics = metrics_of(Type(size=label.size, bold=label.bold))
            size = (metrics.horizontalAdvance(label.text), metrics.height())
            at = self.pixel(label.x, label.y)
            box = place(
                at, size, sides=label.sides, area=area, taken=taken, lines=lines, gap=label.gap
            )
            covered = sum(box.overlap(other) for other in taken)
            if label.may_go and covered > _TOUCHING * box.width * box.height:
                continue
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
        line = metrics_of(_FIGURE).height()
        tips = [self.pixel(label.x, label.y) for label in self._ends]
        room = self._view.height()
        stacked = 2 * line + 4 if any(label.figure for label in self._ends) else line + 2
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
            painter.fillRect(QRectF(box.x - 2, box.y, box.width + 4, box.height), behind)
            kind = Type(size=label.size, bold=label.bold)
            write(painter, QPointF(box.x, box.y), label.text, kind, label.colour)
        for end, box, tip in self._end_boxes():
            self._paint_end(painter, end, box, tip)
        for spot in self._bars:
            kind = _FIGURE if spot.figures else _WORDS
            metrics = metrics_of(kind)
            x, y = self.pixel(spot.x, spot.y)
            width, height = metrics.horizontalAdvance(spot.text), metrics.height()
            at = QPointF(x - spot.anchor[0] * width, y - spot.anchor[1] * height)
            write(painter, at, spot.text, kind, spot.colour)

    def _paint_end(
        self, painter: QPainter, label: EndLabel, box: Box, tip: tuple[float, float]
    ) -> None:
        colour = look.readable(label.colour, self.surface)
        name = Type(bold=label.bold)
        line = metrics_of(_FIGURE).height()
        middle = box.y + box.height / 2
        if not label.figure:
            write(painter, QPointF(box.x, middle - line / 2), label.name, name, colour)
            return
        painter.setPen(QPen(QColor(label.colour), 1))
        edge = QPointF(self._view.width() + 3, tip[1])
        painter.drawLine(edge, QPointF(box.x - 4, middle))
        if tip[0] < self._view.width() - 2:
            painter.setPen(QPen(QColor(label.colour), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(tip[0] + 3, tip[1]), edge)
        figure = _BOLD_FIGURE if label.bold else _FIGURE
        if box.height < 2 * line:
            text = f"{label.figure} {label.name}"
            write(painter, QPointF(box.x, middle - line / 2), text, name, colour)
            return
        write(painter, QPointF(box.x, middle - line), label.figure, figure, colour)
        write(painter, QPointF(box.x, middle), label.name, name, colour)
