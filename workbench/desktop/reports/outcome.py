"""What became of writing files: a sentence, and the way to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.desktop.look import SPACING
from workbench.desktop.reports import writing
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr


class Outcome(QWidget):
    """What is going on or what came of it, with links beneath once there are files."""

    def __init__(self) -> None:
        super().__init__()
        self.message = prose(muted=True)
        self.open_folder, self.open_file = Link(tr("Open the folder")), Link(tr("Open the file"))
        self._files: Sequence[Path] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        for link in (self.open_folder, self.open_file):
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            link.hide()
            row.addWidget(link)
        row.addStretch(1)
        column.addLayout(row)
        self.message.hide()
        self.open_folder.clicked.connect(lambda: self._open(self._first.parent))
        self.open_file.clicked.connect(lambda: self._open(self._first))

    @property
    def text(self) -> str:
        """Return what is said."""
        return self.message.accessibleName()

    @property
    def has_files(self) -> bool:
        """Tell whether files that were written are offered."""
        return bool(self._files)

    def tell(self, sentence: str) -> None:
        """Say something; the links go."""
        self._files = ()
        self._show(sentence)

    def tell_written(self, files: Sequence[Path]) -> None:
        """Say that files were written, and offer them."""
        self._files = files
        if len(files) == 1:
            self._show(tr("Wrote {file}.", file=files[0].name))
        else:
            folder = files[0].parent.name
            self._show(tr("Wrote {count} files into {folder}.", count=len(files), folder=folder))
        self.message.setToolTip(str(files[0] if len(files) == 1 else files[0].parent))

    def _show(self, sentence: str) -> None:
        show_prose(self.message, sentence)
        self.message.setToolTip("")
        self.message.setVisible(bool(sentence))
        self.open_folder.setVisible(bool(self._files))
        self.open_file.setVisible(len(self._files) == 1)

    @property
    def _first(self) -> Path:
        # The links are shown only while there is one.
        return self._files[0]

    def _open(self, path: Path) -> None:
        if not writing.open_outside(path):
            self._show(tr("No program opens {file}.", file=path.name))
