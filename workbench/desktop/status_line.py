"""The line at the foot: what the last step did, with the way back, and where the file lies."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.step_words import describe
from workbench.desktop.widgets.links import Link
from workbench.language import tr
from workbench.store.journal import Outcome


class ElidedLabel(QLabel):
    """A label that ends in … where there is no room, and tells the whole in its tooltip."""

    def __init__(self, mode: Qt.TextElideMode, *, muted: bool = False) -> None:
        super().__init__()
        self._mode = mode
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.text_font())
        if muted:
            look.mute(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str, tooltip: str = "") -> None:
        """Show as much of `text` as there is room for, and `tooltip` or all of it on hovering."""
        self._whole = text
        self.setToolTip(tooltip or text)
        self.setAccessibleName(text)
        self._elide()

    @property
    def whole(self) -> str:
        """Return the text without its being cut."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, self._mode, self.width()))


class StatusLine(QWidget):
    """Says what happened last; an error stays until the next step."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._what = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.back = Link(tr("Undo"))
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.back.clicked.connect(self._go_back)
        self._where = ElidedLabel(Qt.TextElideMode.ElideMiddle, muted=True)
        self._where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._is_undone = False
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACING, SPACING // 2, 2 * SPACING, SPACING // 2)
        row.setSpacing(2 * SPACING)
        row.addWidget(self._what, 3)
        row.addWidget(self.back)
        row.addWidget(self._where, 2)
        # The page above must not move when the way back comes and goes.
        self.setFixedHeight(row.sizeHint().height())
        document.changed.connect(self._tell_step)
        document.saving.connect(self._tell_saving)
        document.saved.connect(self._tell_saved)
        document.refused.connect(self._forget_saving)
        document.opened.connect(self._tell_opened)
        self._tell_opened()

    @property
    def text(self) -> str:
        """Return what the line says."""
        return self._what.whole

    def tell(self, sentence: str) -> None:
        """Say something that is neither a step nor an error."""
        self._say(sentence, back=False)

    def _tell_step(self, outcome: Outcome) -> None:
        entry = outcome.entry
        if entry is None:
            return
        step = describe(entry)
        self._is_undone = entry.kind == "undo"
        self.back.setText(tr("Redo") if self._is_undone else tr("Undo"))
        words = step if entry.kind != "do" else tr("Recorded: {step}", step=step)
        self._say(words, back=True)
        self._tell_place()

    def _tell_saving(self) -> None:
        self._say(tr("Saving…"), back=False)
        # At once: on a slow share everything stands still until the file is there.
        self.repaint()

    def _forget_saving(self) -> None:
        if self.text == tr("Saving…"):
            self._say(tr("Not saved"), back=False)

    def _tell_saved(self) -> None:
        self._say(tr("Saved {file}", file=self._document.path.name), back=False)
        self._tell_place()

    def _tell_opened(self) -> None:
        self._say(tr("Opened {file}", file=self._document.path.name), back=False)
        self._tell_place()

    def _tell_place(self) -> None:
        path = self._document.path
        self._where.show_text(f"{path.parent.name} › {path.name}", str(path))

    def _say(self, sentence: str, *, back: bool) -> None:
        self._what.show_text(sentence)
        self.back.setVisible(back)

    def _go_back(self) -> None:
        (self.redo_wanted if self._is_undone else self.undo_wanted).emit()
