"""A line that asks for the name of something new, where it will stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.widgets.editing import EditableText


class NewName(EditableText):
    """Hidden until it is wanted; Enter or leaving gives the name, Esc gives none."""

    given = Signal(str)
    #: It was put away without a name.
    left = Signal()

    def __init__(
        self, document: Document, name: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, look.text_font(), placeholder, one_line=True, parent=parent)
        self.hide()
        self.committed.connect(self._give)
        document.settling.connect(self.commit)

    def ask(self) -> None:
        """Wait for a name."""
        self.show_text("")
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Ask no longer."""
        self.show_text("")
        self.hide()

    def _give(self, text: str) -> None:
        if text.strip():
            self.given.emit(text)
        else:
            self._leave()

    def _leave(self) -> None:
        if not self.isHidden():
            self.put_away()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        transient = (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        )
        if event.reason() not in transient and not self.toPlainText().strip():
            self._leave()
