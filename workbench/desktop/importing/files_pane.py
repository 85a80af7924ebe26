"""The files at the left: how far each has come, and what can be done with all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QProgressBar, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.importing.file_words import summary
from workbench.desktop.importing.files import File, Files, State
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.rows import TitledRows, calm
from workbench.language import tr


class _List(QListWidget):
    """Delete takes a file off the list."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class FilesPane(QWidget):
    """Lists the files and says how many are still being read."""

    choose_wanted = Signal()
    remove_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self.list = _List()
        self.list.setAccessibleName(tr("Files to import"))
        self.list.setWordWrap(True)
        calm(self.list, on_window=True)
        self.list.setItemDelegate(TitledRows(self.list))
        self.list.removed.connect(self.remove_wanted)
        self.choose_button = push_button(tr("Choose files…"))
        self.choose_button.clicked.connect(self.choose_wanted)
        self.remove_button = push_button(tr("Take off the list"))
        self.remove_button.clicked.connect(self.remove_wanted)
        self.sources = Link(tr("Files taken in so far…"), size=look.SMALL)
        self.all_button = push_button()
        self.all_button.clicked.connect(self.all_wanted)
        self._words = look.label(size=look.SMALL, muted=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(SPACING)
        self._bar.setAccessibleName(tr("Files read"))
        self.cancel = Link(tr("Cancel"), size=look.SMALL)
        self.cancel.clicked.connect(files.cancel_all)
        self._progress = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        words = QHBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self._words, 1)
        words.addWidget(self.cancel)
        progress = QVBoxLayout(self._progress)
        progress.setContentsMargins(SPACING, 0, SPACING, 0)
        progress.setSpacing(SPACING // 2)
        progress.addLayout(words)
        progress.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addWidget(self.list, 1)
        column.addWidget(self._progress)
        column.addWidget(self.all_button)
        column.addWidget(self.choose_button)
        column.addWidget(self.remove_button)
        column.addWidget(self.sources)

    def list_files(self) -> None:
        """Show every file; the one looked at stays."""
        row = self.list.currentRow()
        self.list.clear()
        for file in self._files.files:
            self.list.addItem(summary(file))
            self.list.item(self.list.count() - 1).setToolTip(str(file.path))
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self.show_progress()

    def refresh(self, place: int) -> None:
        """Show how far a file has come."""
        item = self.list.item(place)
        if item is not None:
            item.setText(summary(self._files.files[place]))
        self.show_progress()

    def show_progress(self) -> None:
        """Say how many files are read, and offer to take all of them in."""
        total, left = len(self._files.files), self._files.reading_count
        self._progress.setVisible(left > 0 and total > 1)
        self._words.setText(tr("{done} of {total} read", done=total - left, total=total))
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(total - left)
        ready = self.ready()
        self.all_button.setVisible(len(ready) > 1)
        self.all_button.setEnabled(left == 0)
        self.all_button.setText(tr("Take in all {count} files", count=len(ready)))

    def ready(self) -> list[File]:
        """Return the files that would change the plan."""
        return [
            file
            for file in self._files.files
            if file.state is State.READ and file.reading is not None and file.reading.writes
        ]
