"""The marks of goals and themes: a dot in the goal's colour, a diamond for a theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPolygonF

from workbench.desktop import look

_SIDE = 16


def goal_colour(colour: str, position: int) -> str:
    """Return a goal's own colour, made to stand out from the sheet; one of ours if it has none."""
    theme = look.current_colours()
    chosen = colour or theme.goals[(position - 1) % len(theme.goals)]
    return look.readable(chosen, theme.sheet, contrast=3.0)


def dot(colour: str) -> QIcon:
    """Return a filled dot."""
    return _mark(colour, "dot")


def small_dot(colour: str) -> QIcon:
    """Return the smaller dot of what lies under a goal."""
    return _mark(colour, "small")


def diamond(colour: str) -> QIcon:
    """Return the diamond of a theme."""
    return _mark(colour, "diamond")


def _mark(colour: str, shape: str) -> QIcon:
    icon = QIcon()
    for scale in (1, 2):
        picture = QPixmap(_SIDE * scale, _SIDE * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        middle = _SIDE / 2
        if shape == "diamond":
            points = [(middle, 3), (13, middle), (middle, 13), (3, middle)]
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        else:
            radius = 5 if shape == "dot" else 2.5
            painter.drawEllipse(QRectF(middle - radius, middle - radius, 2 * radius, 2 * radius))
        painter.end()
        icon.addPixmap(picture)
    return icon
