"""The field in which words are looked for: in the plan, or in a list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from workbench.desktop import icons
from workbench.desktop.look import SPACING
from workbench.language import tr


class SearchField(QLineEdit):
    """Has a lens; Down goes to what is found, Esc clears.

    Parameters
    ----------
    words
        What stands in the empty field; of the plan, unless given.
    name
        What the field is called for those who cannot see it.
    """

    left_downwards = Signal()

    def __init__(self, words: str = "", name: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(words or tr("Find in the plan (Ctrl+F)"))
        self.setAccessibleName(name or words or tr("Find in the plan"))
        self.setClearButtonEnabled(True)
        wanted = self._wanted = (
            self.fontMetrics().horizontalAdvance(self.placeholderText()) + 8 * SPACING
        )
        if words:
            self.setMinimumWidth(wanted)
        else:
            # On the smallest screen the buttons beside it need the room more.
            self._wanted = max(wanted, 32 * SPACING)
            self.setMinimumWidth(12 * SPACING)
            self.setMaximumWidth(self._wanted)
        self._lens = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._repaint()

    def sizeHint(self) -> QSize:
        return QSize(self._wanted, super().sizeHint().height())

    def _repaint(self) -> None:
        self._lens.setIcon(icons.icon("search"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lens"):
            self._repaint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
