"""Runs a large step on a worker thread, with its progress in sight; the plan waits meanwhile.

The step is one transaction on a connection of that thread's own: cancelled, failed or killed, it
leaves the plan as it was. Nobody can change the plan before it has ended, as the window takes no
clicks but the one that cancels.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from workbench.desktop.document import After, Document, after
from workbench.desktop.tasks import Done, Failed, Tasks
from workbench.language import tr
from workbench.store.database import Database
from workbench.store.journal import Outcome
from workbench.store.migrating import open_database

if TYPE_CHECKING:
    from PySide6.QtWidgets import QProgressDialog

Operation = Callable[[Database], Sequence[Outcome]]

#: So many steps of SQLite's machine go by between two questions whether to stop.
ASKED_EVERY = 1_000


class Apart(QObject):
    """Runs one step at a time."""

    def __init__(self, document: Document, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._tasks = tasks
        self._window = window
        self.waiting: QProgressDialog | None = None
        self._is_cancelled = False

    @property
    def is_running(self) -> bool:
        """Tell whether a step is under way."""
        return self.waiting is not None

    def run(self, title: str, words: str, operation: Operation, done: Done, failed: Failed) -> None:
        """Run an operation, then `done` with its `After`, or with None when it was cancelled.

        `words` say what is being done. `failed` is handed what was raised instead.
        """
        from PySide6.QtWidgets import QProgressDialog

        self._is_cancelled = False
        waiting = QProgressDialog(self._window)
        waiting.setWindowTitle(title)
        waiting.setLabelText(words)
        waiting.setCancelButtonText(tr("Cancel"))
        waiting.setRange(0, 0)
        waiting.setMinimumDuration(0)
        waiting.setWindowModality(Qt.WindowModality.ApplicationModal)
        waiting.canceled.connect(self.cancel)
        waiting.show()
        self.waiting = waiting
        path, before = self._document.database.path, self._document.known_plan

        def work() -> After | None:
            with closing(open_database(path)) as database:
                # A large transaction that spilled over would keep the window from reading.
                database.connection.execute("PRAGMA cache_spill = OFF")
                outcomes = _cancellable(database, operation, lambda: self._is_cancelled)
                return None if outcomes is None else after(before, database, outcomes)

        def close_and(then: Callable[[Any], None]) -> Callable[[Any], None]:
            def end(result: Any) -> None:
                self._close()
                then(result)

            return end

        self._tasks.start(work, close_and(done), close_and(failed))

    def cancel(self) -> None:
        """Stop; the plan is then as it was."""
        self._is_cancelled = True

    def _close(self) -> None:
        if self.waiting is not None:
            self.waiting.canceled.disconnect(self.cancel)
            self.waiting.close()
            self.waiting.deleteLater()
            self.waiting = None


def _cancellable(
    database: Database, operation: Operation, cancelled: Callable[[], bool]
) -> Sequence[Outcome] | None:
    """Run an operation, all of it or nothing; None when it was cancelled."""
    database.connection.set_progress_handler(cancelled, ASKED_EVERY)
    try:
        return operation(database)
    except sqlite3.OperationalError:
        if cancelled():
            return None
        raise
    finally:
        # What has been committed is read to its end.
        database.connection.set_progress_handler(None, 0)
