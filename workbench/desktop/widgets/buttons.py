"""Push buttons of a height that can be hit, and what a button drawn by hand needs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton

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


class DrawnButton(QAbstractButton):
    """A button that is painted by its own class; Enter presses it as the space bar does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def push_button(text: str = "") -> QPushButton:
    """Return a push button that is never pressed by Enter elsewhere."""
    button = _Button(text)
    button.setMinimumHeight(3 * SPACING + SPACING // 2)
    button.setAutoDefault(False)
    return button
