"""What the window shows until the plan has moved in: its surfaces, where they will be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING

#: How far down the page begins beneath menus, header and page buttons, and how wide the tree is.
PAGE_TOP, TREE_WIDTH = 86, 36 * SPACING


class Threshold(QWidget):
    """The empty surfaces of the plan page: nothing jumps when they are filled.

    `words` say what is waited for, where that takes longer than the blink of an eye.
    """

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.current_colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.window))
        page = self.rect().adjusted(TREE_WIDTH, PAGE_TOP, 0, -3 * SPACING)
        painter.fillRect(page, QColor(colours.sheet))
        if self._words:
            painter.setPen(QColor(colours.muted))
            painter.setFont(look.text_font())
            painter.drawText(page, Qt.AlignmentFlag.AlignCenter, self._words)
