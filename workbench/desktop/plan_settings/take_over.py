"""A question on the page: which department takes over what another is in charge of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr


class TakeOver(QWidget):
    """Names are chosen from the list or typed; parts of a name find it."""

    #: The name of the department that takes over, empty for none.
    agreed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = prose()
        self.into = QComboBox()
        self.into.setEditable(True)
        self.into.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.into.setMinimumWidth(32 * SPACING)
        self.into.setAccessibleName(tr("Department that takes over"))
        completer = self.into.completer()
        assert isinstance(completer, QCompleter)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.agree = push_button()
        self.leave = push_button(tr("Leave it"))
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(look.label(tr("Taken over by"), muted=True))
        for widget in (self.into, self.agree, self.leave):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING, 0, SPACING)
        column.setSpacing(SPACING // 2)
        column.addWidget(self.words)
        column.addLayout(row)
        self._may_be_nobody = False
        self.into.editTextChanged.connect(self._allow)
        self.agree.clicked.connect(self._agree)
        self.leave.clicked.connect(self._leave)
        self.hide()

    def ask(self, words: str, names: Sequence[str], agreeing: str, *, may_be_nobody: bool) -> None:
        """Ask; an empty name means nobody, where that may be."""
        self._may_be_nobody = may_be_nobody
        show_prose(self.words, words)
        self.agree.setText(agreeing)
        self.into.clear()
        self.into.addItems(list(names))
        self.into.setCurrentIndex(-1)
        self.into.clearEditText()
        line = self.into.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr("nobody") if may_be_nobody else tr("Choose, or type a new name"))
        self._allow()
        self.show()
        self.into.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self) -> None:
        self.agree.setEnabled(self._may_be_nobody or bool(self.into.currentText().strip()))

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit(self.into.currentText().strip())

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.agree.isEnabled():
            self._agree()
        else:
            super().keyPressEvent(event)
