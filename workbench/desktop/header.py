"""The strip at the top: whose plan this is, whether it is saved, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from workbench.desktop import icons, look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.step_words import describe
from workbench.language import tr
from workbench.plan.fiscal_years import period_name
from workbench.store.journal import entries

#: How many steps the menu beside undo offers to go back over.
_STEPS_OFFERED = 8


class Header(QWidget):
    """Municipality, title, subtitle and years; saved when; undo with its menu."""

    def __init__(self, document: Document, undo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._title_text = ""
        #: The text, the room and the font for which the title was shortened last.
        self._elided: object = None
        self._title = look.label(bold=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.saved = look.label(muted=True)
        self.undo_button = QToolButton()
        self.undo_button.setAutoRaise(True)
        self.undo_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.undo_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.undo_button.setText(tr("Undo"))
        self.undo_button.setAccessibleName(tr("Undo"))
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._undo = undo
        self.undo_button.clicked.connect(undo.trigger)
        self._steps = QMenu(self.undo_button)
        self._steps.aboutToShow.connect(self._offer_steps)
        self.undo_button.setMenu(self._steps)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACING, SPACING // 2, SPACING, 0)
        row.setSpacing(SPACING)
        row.addWidget(self._title, 1)
        row.addWidget(self.saved)
        row.addWidget(self.undo_button)
        document.changed.connect(self.refresh)
        document.saved.connect(self.refresh)
        document.opened.connect(self.refresh)
        self._repaint()
        self.refresh()

    def refresh(self) -> None:
        """Show the plan's names and whether it is saved."""
        profile = self._document.plan.profile
        years = period_name(profile.first_year, profile.last_year)
        parts = (profile.municipality, _without(profile.title, profile.municipality),
                 profile.subtitle, years)  # fmt: skip
        self._title_text = "　".join(part for part in parts if part)
        self._title.setToolTip(self._title_text)
        self._elide()
        self.saved.setText(_saved(self._document))

    def refresh_undo(self) -> None:
        """Say of the button what undo would take back, in the plan or before an import."""
        can = self._undo.isEnabled()
        self.undo_button.setEnabled(can)
        words = self._undo.text().replace("&&", "&")
        self.undo_button.setToolTip(words if can else tr("There is nothing to undo."))

    def _offer_steps(self) -> None:
        self._steps.clear()
        done = [
            entry
            for entry in entries(self._document.database)
            if entry.kind == "do" and entry.state == "done"
        ]
        for steps, entry in enumerate(done[:_STEPS_OFFERED], start=1):
            action = self._steps.addAction(describe(entry))
            action.triggered.connect(lambda _checked=False, n=steps: self._document.undo(n))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(40 * SPACING, super().minimumSizeHint().height())

    def _elide(self) -> None:
        room = max(self._title.width(), 10 * SPACING)
        asked = self._title_text, room, self._title.font()
        if asked == self._elided:
            # Measuring a line of Japanese takes nearly a millisecond, and a start asks three times.
            return
        self._elided = asked
        metrics = self._title.fontMetrics()
        self._title.setText(metrics.elidedText(self._title_text, Qt.TextElideMode.ElideRight, room))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "undo_button"):
            self._repaint()

    def _repaint(self) -> None:
        self.undo_button.setIcon(icons.icon("undo"))


def _without(title: str, municipality: str) -> str:
    """Return 第2次総合計画 for 第2次安曇野市総合計画 once the city has been named."""
    return title.replace(municipality, "", 1) if municipality else title


def _saved(document: Document) -> str:
    if document.read_only:
        return tr("Read only")
    if document.is_modified:
        return tr("Not saved yet")
    if document.saved_at is None:
        return tr("Saved")
    return tr("Saved {time}", time=document.saved_at.strftime("%H:%M"))
