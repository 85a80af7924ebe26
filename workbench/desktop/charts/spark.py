"""An indicator's way in the height of its lines: counted, the path, the target. No pyqtgraph."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.plan.indicator_track import Point, Track
from workbench.language import tr
from workbench.plan.names import year_name
from workbench.plan.values import format_number

#: Room for the ring of the target and for half a dot, in pixels.
_EDGE = 8.0
_WIDTH = 10 * look.SPACING
_DOT = 2.0
_RING = 4.5


class Spark(QWidget):
    """A small chart without axes; its figures are in its description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._track: Track | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(_WIDTH)

    def show_track(self, track: Track) -> None:
        """Draw a track; nothing while there is only a single point."""
        self._track = track
        self.setAccessibleName(tr("Course of {name}", name=track.name))
        words = "、".join(_in_words(point, track) for point in track.line)
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 4 * look.SPACING)

    def paintEvent(self, event: QPaintEvent) -> None:
        track = self._track
        if track is None or not track.is_drawable:
            return
        colours = look.current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = _Scale(track.points, QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))
        pen = QPen(QColor(colours.official), 1.2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawPolyline([place(point) for point in track.path])
        painter.setPen(QPen(QColor(colours.actual), 1.8))
        line = [place(point) for point in track.line]
        painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.actual))
        for spot in line[-1:]:
            painter.drawEllipse(spot, _DOT + 0.5, _DOT + 0.5)
        if track.baseline is not None:
            painter.setBrush(QColor(colours.sheet))
            painter.setPen(QPen(QColor(colours.actual), 1.2))
            painter.drawEllipse(place(track.baseline), _DOT, _DOT)
        if track.target is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.target), 1.8))
            painter.drawEllipse(place(track.target), _RING, _RING)


class _Scale:
    """Where a point stands in an area; points of one height lie in its middle."""

    def __init__(self, points: tuple[Point, ...], area: QRectF) -> None:
        years, figures = zip(*points, strict=True)
        self._area = area
        self._first, self._years = min(years), max(max(years) - min(years), 1)
        self._low, self._span = min(figures), max(figures) - min(figures)

    def __call__(self, point: Point) -> QPointF:
        across = (point[0] - self._first) / self._years
        up = (point[1] - self._low) / self._span if self._span else 0.5
        area = self._area
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())


def _in_words(point: Point, track: Track) -> str:
    figure = format_number(point[1], track.decimals)
    return f"{year_name(point[0])} {figure} {track.unit}".strip()
