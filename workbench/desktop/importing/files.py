"""The workbooks on the import page: each is read off the main thread, and again when need be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.desktop.document import Document
from workbench.desktop.tasks import Task, Tasks
from workbench.errors import PersonError
from workbench.exchange.proposals import ImportProposal, Line
from workbench.operations import importing
from workbench.store.database import Database
from workbench.store.journal import Outcome

#: Changes of these tables alone leave a difference that was shown before as it is.
_NOT_COMPARED = frozenset({"assumption", "scenario", "theme", "theme_link", "setting", "source"})


class State(Enum):
    """How far a file has come."""

    READING = auto()
    READ = auto()
    REFUSED = auto()
    CANCELLED = auto()


@dataclass(frozen=True)
class Reading:
    """What reading a file gave."""

    proposal: ImportProposal
    lines: tuple[Line, ...]


@dataclass
class File:
    """One workbook and what is known of it."""

    path: Path
    state: State = State.READING
    reading: Reading | None = None
    error: PersonError | None = None
    password: str | None = None
    task: Task | None = None


class Files(QObject):
    """Reads workbooks one after the other and keeps what they would change up to date."""

    #: Something about a file changed: its place in the list.
    changed = Signal(int)
    #: Files were added or taken away.
    listed = Signal()

    def __init__(self, document: Document, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._tasks = tasks
        self.files: list[File] = []
        document.changed.connect(self._follow)
        document.opened.connect(self._read_again)

    def add(self, paths: Sequence[Path]) -> int:
        """Read workbooks; one that is listed already is read again. Return the first's place."""
        places = []
        for path in paths:
            held = [place for place, file in enumerate(self.files) if file.path == path]
            if not held:
                self.files.append(File(path))
            places.append(held[0] if held else len(self.files) - 1)
        self.listed.emit()
        for place in places:
            self.read(place)
        return places[0]

    def remove(self, place: int) -> None:
        """Take a file off the list; the plan is not touched."""
        file = self.files.pop(place)
        if file.task is not None:
            file.task.cancel()
        self.listed.emit()

    def read(self, place: int, password: str | None = None) -> None:
        """Read a file, or read it again."""
        file = self.files[place]
        if file.task is not None:
            file.task.cancel()
        file.password = password or file.password
        file.state = State.READING
        plan, path, secret = self._document.database.path, file.path, file.password
        file.task = self._tasks.start(
            lambda: _read(plan, path, secret),
            lambda reading: self._done(file, reading),
            lambda error: self._failed(file, error),
        )
        self.changed.emit(place)

    def cancel(self, place: int) -> None:
        """Stop waiting for a file."""
        file = self.files[place]
        if file.task is not None:
            file.task.cancel()
        file.task, file.state = None, State.CANCELLED
        self.changed.emit(place)

    def _done(self, file: File, reading: Reading) -> None:
        file.state, file.reading, file.error, file.task = State.READ, reading, None, None
        self.changed.emit(self.files.index(file))

    def _failed(self, file: File, error: BaseException) -> None:
        if not isinstance(error, PersonError):
            self.cancel(self.files.index(file))
            raise error
        file.state, file.reading, file.error, file.task = State.REFUSED, None, error, None
        self.changed.emit(self.files.index(file))

    def _follow(self, outcome: Outcome) -> None:
        if outcome.tables - _NOT_COMPARED:
            self._read_again()

    def _read_again(self) -> None:
        for place, file in enumerate(self.files):
            if file.state in (State.READ, State.READING):
                self.read(place)


def _read(plan: Path, path: Path, password: str | None) -> Reading:
    """Compare a workbook with the plan, through a connection of this thread's own."""
    database = Database(plan, read_only=True)
    try:
        proposal = importing.propose(database, path, password=password)
        return Reading(proposal, tuple(importing.lines(database, proposal)))
    finally:
        database.close()
