"""Giving a grade in place of the computed one, for a reason; and bringing the computed one back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.choices import Choices
from workbench.desktop.widgets.editing import EditableText
from workbench.desktop.widgets.links import Link
from workbench.language import tr


class GradeRow(QWidget):
    """The grades of the year's scheme as choices, and the reason for one given by hand.

    A grade is handed in together with its reason: choosing one asks for the reason first, and
    nothing is written before that is there.
    """

    #: The grade given and the reason for it; two empty texts bring the computed grade back.
    given = Signal(str, str)

    def __init__(self, document: Document, name: str) -> None:
        super().__init__()
        self._key: object = None
        self._given = ""
        self._wanted = ""
        self._is_locked = False
        self.choices = Choices(name)
        self.computed = look.label(size=look.SMALL, muted=True)
        self.computed.setWordWrap(True)
        self.back = Link(tr("Back to the computed grade"), size=look.SMALL)
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.reason = _Reason(
            tr("Reason for the grade"), look.text_font(), tr("Why this grade? Then press Enter."),
            one_line=True,
        )  # fmt: skip
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(SPACING)
        top.addWidget(self.choices, 1)
        top.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING // 2)
        column.addLayout(top)
        column.addWidget(self.reason)
        column.addWidget(self.computed)
        self.choices.chosen.connect(self._choose)
        self.reason.committed.connect(self._hand_in)
        self.reason.left.connect(self._take_back)
        self.back.clicked.connect(lambda: self.given.emit("", ""))
        document.settling.connect(self.reason.commit)

    def show_grade(
        self, key: object, grades: Sequence[str], given: str, reason: str, computed: str
    ) -> None:
        """Show the grade given, if any, and in words what the scheme computes."""
        is_other = key != self._key
        self._key, self._given = key, given
        if is_other:
            self._wanted = ""
        self.choices.set_options([(grade, grade) for grade in grades])
        self.choices.show_choice(self._wanted or given or None)
        self.computed.setText(computed)
        self.back.setVisible(bool(given) and not self._is_locked)
        if is_other or not (self.reason.hasFocus() and self.reason.is_changed):
            self.reason.show_text(reason)
        self.reason.setVisible(bool(given or self._wanted))

    def take_focus(self) -> None:
        """Put the keyboard at the grade that counts, or at the first."""
        buttons = self.choices.buttons
        at = buttons.get(self._given) or next(iter(buttons.values()), None)
        if at is not None:
            at.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_locked(self, is_locked: bool) -> None:
        """Let the grade be read only."""
        self._is_locked = is_locked
        self.choices.setEnabled(not is_locked)
        self.reason.setReadOnly(is_locked)
        self.back.setVisible(bool(self._given) and not is_locked)

    def _choose(self, grade: object) -> None:
        if grade is None:
            self._wanted = ""
            if self._given:
                self.given.emit("", "")
            self.choices.show_choice(None)
            self.reason.setVisible(False)
            return
        self._wanted = str(grade)
        self.choices.show_choice(grade)
        self.reason.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason.ask_again()

    def _hand_in(self, text: str) -> None:
        if text.strip():
            grade, self._wanted = self._wanted or self._given, ""
            self.given.emit(grade, text)
        else:
            self._take_back()

    def _take_back(self) -> None:
        """Nothing is given without a reason: leaving it empty takes the choice back."""
        if self.reason.toPlainText().strip():
            return
        self._wanted = ""
        self.choices.show_choice(self._given or None)
        self.reason.setVisible(bool(self._given))


class _Reason(EditableText):
    """The reason; it tells when it was left, with or without a text."""

    left = Signal()

    def ask_again(self) -> None:
        """Let the text be handed in although it may stay as it is."""
        self._shown = ""
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
