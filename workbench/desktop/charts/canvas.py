"""The drawing area of a chart: calm axes, words on the lines, a reading under the pointer."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

from workbench.desktop import look
from workbench.desktop.charts.axes import FigureAxis, nice_ticks
from workbench.desktop.charts.labels import Labels
from workbench.desktop.charts.readings import Reading
from workbench.desktop.lettering import Type, metrics_of

#: How near, in pixels, the pointer must come to a figure that is not a bar.
_REACH = 28.0

#: How far figures at the left stand apart at least, in lines.
_APART = 1.6

#: So many lines of small text a canvas has room for, one above the other.
_LEAST_LINES = 10


class Canvas(pg.PlotWidget):
    """A pyqtgraph plot without its menus, mouse zoom and automatic ranges.

    Items are added once with `add` and fed with setData or setOpts; nothing here looks for a
    range by itself, so that a moving lever costs a repaint and no layout.
    """

    resized = Signal()

    def __init__(self) -> None:
        self.across, self.up = FigureAxis("bottom"), FigureAxis("left")
        super().__init__(axisItems={"bottom": self.across, "left": self.up})
        plot = self.getPlotItem()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        self.setMouseEnabled(False, False)
        self.view = plot.getViewBox()
        self.view.disableAutoRange()
        self.view.setDefaultPadding(0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMinimumWidth(120)
        self.leave_room_for(_LEAST_LINES)
        self._grid = self.add(pg.PlotCurveItem(connect="pairs"), z=-20)
        self._ring = self.add(pg.ScatterPlotItem(size=13, symbol="o"), z=40)
        self.labels = Labels(self.view)
        self._callout = look.label()
        self._callout.setParent(self)
        self._callout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._callout.setMargin(look.SPACING // 2)
        self._callout.setFrameShape(QLabel.Shape.Box)
        self._callout.setAutoFillBackground(True)
        self._callout.hide()
        self._readings: Callable[[], Iterable[Reading]] = tuple
        self._reading_for: Callable[[float, float], Reading | None] | None = None
        self.set_margins(right=look.SPACING)

    def add(self, item: pg.GraphicsObject, z: float = 0) -> pg.GraphicsObject:
        """Put an item on the canvas for good and return it."""
        item.setZValue(z)
        self.view.addItem(item, ignoreBounds=True)
        return item

    def leave_room_for(self, lines: int) -> None:
        """Be no flatter than so many lines of small text, whose words would else collide."""
        lines = max(lines, _LEAST_LINES)
        self.setMinimumHeight(math.ceil(lines * metrics_of(Type(figures=True)).height()))

    def set_margins(self, *, right: float, top: float = look.SPACING) -> None:
        """Leave room at the right for the labels of line ends, and above the plot."""
        self.getPlotItem().setContentsMargins(0, top, right, 0)
        self.labels.margin = right
        self.labels.arrange()

    def set_ranges(
        self, across: tuple[float, float], up: tuple[float, float], grid: Sequence[float] = ()
    ) -> None:
        """Show these ranges, with faint lines at the heights in `grid`."""
        self.view.setRange(xRange=across, yRange=up, padding=0, disableAutoRange=True)
        heights = np.repeat(np.asarray(grid, dtype=float), 2)
        self._grid.setData(np.tile(np.asarray(across, dtype=float), len(grid)), heights)
        self.labels.arrange()

    def heights(self, low: float, high: float, most: int = 6) -> list[float]:
        """Return round heights to be written at the left, so few that their figures stand apart."""
        room = self.view.height() / (_APART * metrics_of(Type(figures=True)).height())
        return nice_ticks(low, high, max(min(most, int(room)), 2))

    def paint_in(self, colours: look.Colours) -> None:
        """Take on a theme's colours."""
        self.setBackground(colours.sheet)
        self.across.paint_in(colours)
        self.up.paint_in(colours)
        self._grid.setPen(pg.mkPen(colours.line, width=1))
        self._ring.setPen(pg.mkPen(colours.text, width=1))
        self._ring.setBrush(pg.mkBrush(None))
        self.labels.surface = colours.sheet
        self.labels.update()

    def answer_with(self, readings: Callable[[], Iterable[Reading]]) -> None:
        """Ask `readings` for the figures when the pointer moves over the chart."""
        self._readings = readings

    def answer_at(self, reading_for: Callable[[float, float], Reading | None]) -> None:
        """Ask `reading_for` instead, with the place in the chart's units: for maps."""
        self._reading_for = reading_for

    def reading_at(self, position: QPointF) -> Reading | None:
        """Return the figure under or nearest to a position of the widget, or None."""
        inner = self.view.mapFromScene(self.mapToScene(position.toPoint()))
        if self._reading_for is not None:
            place = self.view.mapSceneToView(self.mapToScene(position.toPoint()))
            return self._reading_for(place.x(), place.y())
        nearest, distance = None, _REACH
        for reading in self._readings():
            away = self._distance(reading, inner)
            if away < distance:
                nearest, distance = reading, away
        return nearest

    def _distance(self, reading: Reading, inner: QPointF) -> float:
        if reading.area:
            left, bottom, right, top = reading.area
            x0, y0 = self.labels.pixel(left, top)
            x1, y1 = self.labels.pixel(right, bottom)
            if x0 <= inner.x() <= x1 and y0 <= inner.y() <= y1:
                return 0.0
        x, y = self.labels.pixel(reading.x, reading.y)
        return float(np.hypot(x - inner.x(), y - inner.y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._show(self.reading_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show(None)

    def forget_pointer(self) -> None:
        """Take the reading away: its figure has moved."""
        if self._callout.isVisible():
            self._show(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _show(self, reading: Reading | None) -> None:
        if reading is None:
            self._callout.hide()
            self._ring.setData([], [])
            return
        self._ring.setData([reading.x], [reading.y])
        lines = [html.escape(reading.what), f"<b>{html.escape(reading.figure)}</b>"]
        if reading.source:
            muted = look.current_colours().muted
            lines.append(f"<span style='color:{muted}'>{html.escape(reading.source)}</span>")
        self._callout.setText(f'<p style="line-height:125%">{"<br>".join(lines)}</p>')
        self._callout.adjustSize()
        x, y = self.labels.pixel(reading.x, reading.y)
        at = self.mapFromScene(self.view.mapToScene(QPointF(x, y)))
        size, gap = self._callout.size(), 2 * look.SPACING
        left = at.x() + gap if at.x() + gap + size.width() < self.width() else at.x() - gap
        left -= size.width() if left < at.x() else 0
        top = at.y() - size.height() - gap
        top = at.y() + gap if top < 0 else top
        self._callout.move(
            max(0, min(left, self.width() - size.width())),
            max(0, min(top, self.height() - size.height())),
        )
        self._callout.show()
