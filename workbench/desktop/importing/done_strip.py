"""What was taken in, with the way back beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.language import tr


class DoneStrip(QFrame):
    """Says what was taken in; one link takes it back, one lists it."""

    def __init__(self) -> None:
        super().__init__()
        self.entry_id = 0
        self.paths: tuple[Path, ...] = ()
        self.words = look.label(bold=True)
        self.undo = Link(tr("Take it back"))
        self.given = Link(tr("What it gave"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        row.addWidget(self.words)
        row.addWidget(self.undo)
        row.addWidget(self.given)
        row.addStretch(1)
        self.hide()

    def forget(self) -> None:
        """Say nothing any more."""
        self.entry_id, self.paths = 0, ()
        self.hide()

    def tell(self, sentence: str, entry_id: int, paths: tuple[Path, ...]) -> None:
        """Say what the step `entry_id` took in from files."""
        self.entry_id, self.paths = entry_id, paths
        self._say(sentence, can_be_undone=True)

    def note(self, sentence: str, paths: tuple[Path, ...]) -> None:
        """Say what was done for files that changed nothing in the plan."""
        self.entry_id, self.paths = 0, paths
        self._say(sentence, can_be_undone=False)

    def _say(self, sentence: str, *, can_be_undone: bool) -> None:
        self.words.setText(f"✓ {sentence}")
        self.undo.setVisible(can_be_undone)
        self.given.setVisible(can_be_undone)
        self.show()
