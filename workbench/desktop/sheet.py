"""The sheet of paper things lie on: a surface with a hairline around it, in either theme."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QWidget

_CORNER = 4.0

#: Within this distance of the edge, in pixels, the border and its corners are drawn.
_INSET = 4


class Sheet(QFrame):
    """A frame painted in the colour of sheets with a hairline border."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setForegroundRole(QPalette.ColorRole.Text)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_surface(QPainter(self), event.rect())

    def is_inside(self, part: QRect) -> bool:
        """Return whether a part of the sheet keeps off its border and corners."""
        return self.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET).contains(part)

    def paint_surface(self, painter: QPainter, part: QRect) -> None:
        """Paint a part of the sheet: its colour, and the border where the part reaches it."""
        palette = self.palette()
        if self.is_inside(part):
            # What lies on the sheet repaints often; the border need not be drawn for it.
            painter.fillRect(part, palette.brush(QPalette.ColorRole.Base))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(palette.brush(QPalette.ColorRole.Base))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, _CORNER, _CORNER)
