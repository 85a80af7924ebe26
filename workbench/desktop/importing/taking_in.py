"""Takes workbooks into the plan: small ones at once, large ones on a worker thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from workbench.desktop.document import Document
from workbench.desktop.importing.files import File
from workbench.desktop.importing.tally import tally
from workbench.desktop.tasks import Tasks
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations import importing
from workbench.store.database import Database
from workbench.store.journal import Outcome
from workbench.store.migrating import open_database

#: More lines than this are written on a worker thread: they take longer than a blink.
_MANY = 400
#: So many steps of SQLite's machine go by between two questions whether to stop.
_ASKED_EVERY = 1_000


class TakingIn(QObject):
    """Writes the changes of one or several files as one step."""

    #: What was done, the step of the journal, and the files it came from.
    finished = Signal(str, int, object)
    #: Nothing was written; what is shown may be out of date.
    refused = Signal()

    def __init__(self, document: Document, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._tasks = tasks
        self._window = window
        self.waiting: QProgressDialog | None = None
        self._is_cancelled = False

    @property
    def is_writing(self) -> bool:
        """Tell whether a workbook is being written."""
        return self.waiting is not None

    def take_in(self, files: Sequence[File]) -> None:
        """Write what of the files is taken in; nobody may change the plan meanwhile."""
        files = [file for file in files if file.reading is not None]
        if not files or self.is_writing:
            return
        if sum(len(file.reading.lines) for file in files if file.reading) <= _MANY:
            before = self._document.next_undo
            if self._document.run(_operation(files)):
                entry = self._document.next_undo
                if entry is not None and entry != before:
                    self._tell(files, entry.id)
            else:
                self.refused.emit()
            return
        self._write_apart(files)

    def _write_apart(self, files: Sequence[File]) -> None:
        self._is_cancelled = False
        waiting = QProgressDialog(self._window)
        waiting.setWindowTitle(tr("Taking in"))
        names = "、".join(file.path.name for file in files)
        waiting.setLabelText(tr("Taking in {file}…", file=names))
        waiting.setCancelButtonText(tr("Cancel"))
        waiting.setRange(0, 0)
        waiting.setMinimumDuration(0)
        waiting.setWindowModality(Qt.WindowModality.ApplicationModal)
        waiting.canceled.connect(self.cancel)
        waiting.show()
        self.waiting = waiting
        path = self._document.database.path
        self._tasks.start(
            lambda: _write(path, _operation(files), lambda: self._is_cancelled),
            lambda outcome: self._done(files, outcome),
            self._failed,
        )

    def cancel(self) -> None:
        """Stop writing; the plan is then as it was."""
        self._is_cancelled = True

    def _close(self) -> None:
        if self.waiting is not None:
            self.waiting.canceled.disconnect(self.cancel)
            self.waiting.close()
            self.waiting.deleteLater()
            self.waiting = None

    def _done(self, files: Sequence[File], outcome: Outcome | None) -> None:
        self._close()
        if outcome is None:
            self.refused.emit()
            return
        self._document.announce(outcome)
        if outcome.entry is not None:
            self._tell(files, outcome.entry.id)

    def _failed(self, error: BaseException) -> None:
        self._close()
        if not isinstance(error, PersonError):
            raise error
        self._document.refused.emit(error)
        self.refused.emit()

    def _tell(self, files: Sequence[File], entry_id: int) -> None:
        figures = sum(
            tally(file.reading.proposal, file.effective).figures
            for file in files
            if file.reading is not None
        )
        names = files[0].path.name if len(files) == 1 else tr("{count} files", count=len(files))
        self.finished.emit(
            tr("Took in {count} figures from {file}.", count=f"{figures:,}", file=names)
            if figures
            else tr("Took in {file}.", file=names),
            entry_id,
            list(files),
        )


def _operation(files: Sequence[File]) -> Callable[[Database], Outcome]:
    """Return the operation that writes what of the files is taken in."""
    readings = [file.reading for file in files if file.reading is not None]
    choosings = [file.effective for file in files]
    if len(readings) == 1:
        chosen = importing.chosen(readings[0].proposal, choosings[0])
        return lambda database: importing.apply(database, chosen)
    proposals = [reading.proposal for reading in readings]
    return lambda database: importing.apply_together(database, proposals, choosings)


def _write(
    path: Path, operation: Callable[[Database], Outcome], cancelled: Callable[[], bool]
) -> Outcome | None:
    """Run an operation through a connection of this thread's own; None when it was cancelled."""
    with closing(open_database(path)) as database:
        database.connection.set_progress_handler(cancelled, _ASKED_EVERY)
        try:
            return operation(database)
        except sqlite3.OperationalError:
            if cancelled():
                return None
            raise
