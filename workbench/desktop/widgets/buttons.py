"""Push buttons of a height that can be hit."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton

from workbench.desktop.look import SPACING


class _Button(QPushButton):
    """A button that is framed while it is checked: in the dark its own shade is not seen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)


def push_button(text: str = "") -> QPushButton:
    """Return a push button that is never pressed by Enter elsewhere."""
    button = _Button(text)
    button.setMinimumHeight(3 * SPACING + SPACING // 2)
    button.setAutoDefault(False)
    return button
