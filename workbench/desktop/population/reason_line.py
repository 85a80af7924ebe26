"""Why an assumption departs: a word beside the value, and a line to write in when it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QToolButton

from workbench.desktop import look
from workbench.language import tr


class ReasonLine(QObject):
    """A button that keeps its room and the line it opens; `written` carries the new reason.

    Both are for the owner to lay out. There is nothing to give a reason for while a value is as
    observed: then neither is shown.
    """

    written = Signal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held = ""
        self.button, self.line = QToolButton(), QLineEdit()
        self.button.setText(tr("why?"))
        self.button.setFont(look.text_font(look.SMALL))
        self.button.setAutoRaise(True)
        self.button.setCheckable(True)
        self.button.setToolTip(tr("Write down why this departs"))
        self.button.setAccessibleName(tr("Why {name} departs", name=name))
        look.mute(self.button)
        policy = self.button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(policy)
        self.line.setFont(look.text_font(look.SMALL))
        self.line.setPlaceholderText(tr("Why this value?"))
        self.line.setAccessibleName(tr("Why {name} departs", name=name))
        self.line.hide()
        self.button.toggled.connect(self._open)
        self.line.editingFinished.connect(self._finish)

    def show_reason(self, reason: str, *, departs: bool) -> None:
        """Show what is written, without saying that it was."""
        self._held = reason
        self.line.setText(reason)
        self.line.setCursorPosition(0)
        self.line.setToolTip(reason)
        self.button.setChecked(bool(reason))
        self.show_departure(departs=departs)

    def show_departure(self, *, departs: bool) -> None:
        """Offer the line while the value departs."""
        self.button.setVisible(departs)
        if not departs:
            self.button.setChecked(False)

    def _open(self, opened: bool) -> None:
        self.line.setVisible(opened)
        if opened and not self._held:
            self.line.setFocus()

    def _finish(self) -> None:
        written = " ".join(self.line.text().split())
        if written != self._held:
            self._held = written
            self.written.emit(written)
