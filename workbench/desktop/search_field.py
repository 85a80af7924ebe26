"""The field in which words are looked for in the plan."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from workbench.desktop import icons
from workbench.desktop.look import SPACING
from workbench.language import tr


class SearchField(QLineEdit):
    """Finds in the tree; Down goes there, Esc clears."""

    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr("Find in the plan (Ctrl+F)"))
        self.setAccessibleName(tr("Find in the plan"))
        self.setClearButtonEnabled(True)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        self.setFixedWidth(max(words + 8 * SPACING, 32 * SPACING))
        self._lens = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._repaint()

    def _repaint(self) -> None:
        self._lens.setIcon(icons.icon("search"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lens"):
            self._repaint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
