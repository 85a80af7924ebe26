"""Files written off the main thread: how far it is, the way out, and where they are in the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices

from workbench.desktop.reports import rendering
from workbench.desktop.tasks import Task, Tasks
from workbench.operations.file_writing import Stopped, Told
from workbench.store.database import Database

#: Writes files out of a plan, telling how far it is; returns them.
Work = Callable[[Database, Told], Sequence[Path]]


class Writing(QObject):
    """One piece of writing at a time."""

    began = Signal()
    #: So many of so many files are written.
    progressed = Signal(int, int)
    #: These files (list[Path]) were written.
    written = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    #: Told on a worker thread, heard on the main one.
    _told = Signal(int, int, int)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None
        self._number = 0
        self._told.connect(self._hear)

    @property
    def is_working(self) -> bool:
        """Tell whether something is being written."""
        return self._task is not None

    def start(self, plan: Path, work: Work) -> None:
        """Write with `work`; what was being written before is stopped."""
        self.stop()
        self._number += 1
        number = self._number
        started: list[Task] = []

        def told(done: int, of: int) -> None:
            if any(task.cancelled for task in started):
                raise Stopped
            self._told.emit(number, done, of)

        task = self._tasks.start(
            lambda: rendering.of_plan(plan, lambda database: work(database, told)),
            lambda files: self._end(self.written, list(files)),
            lambda error: self._end(self.failed, error),
        )
        started.append(task)
        self._task = task
        self.began.emit()

    def stop(self) -> None:
        """Write no further file; what was finished stays, nothing is left half-way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.stopped.emit()

    def _hear(self, number: int, done: int, of: int) -> None:
        if number == self._number and self._task is not None:
            self.progressed.emit(done, of)

    def _end(self, signal: SignalInstance, outcome: object) -> None:
        self._task = None
        signal.emit(outcome)


def open_outside(path: Path) -> bool:
    """Open a file or a folder with the program of the system; tell whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
