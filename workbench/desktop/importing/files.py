"""The workbooks on the import page: read off the main thread, compared again when need be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.desktop.document import Document
from workbench.desktop.importing import remembered_encodings
from workbench.desktop.importing.finding_model import Decided, place_of
from workbench.desktop.importing.first_sheet import first_read
from workbench.desktop.importing.sheet_measures import measures, passed_over
from workbench.desktop.importing.steps import Said, Steps
from workbench.desktop.tasks import Task, Tasks
from workbench.errors import PersonError
from workbench.exchange.choosing import EVERYTHING, Choosing, bad_rows
from workbench.exchange.findings import Finding
from workbench.exchange.guidance import NO_GUIDANCE, Guidance
from workbench.exchange.line_table import LineTable
from workbench.exchange.looks import SheetLooks
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.reading import ReadingCancelled
from workbench.exchange.workbooks import Workbook
from workbench.operations import importing
from workbench.operations.import_memory import remembered_from
from workbench.plan.codes import ElementAlias
from workbench.store.database import Database
from workbench.store.journal import Outcome
from workbench.store.queries import load_aliases

#: Errors that naming the encoding puts right.
ASKS_ENCODING = frozenset({"file.unknown_encoding"})

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
    """What reading a file gave.

    Parameters
    ----------
    remembered
        By sheet: the workbook whose columns were confirmed and served again.
    writes
        Whether taking it in would write anything.
    old_codes
        The codes that the plan's measures bore before.
    """

    proposal: ImportProposal
    lines: LineTable
    remembered: Mapping[str, str] = field(default_factory=dict)
    writes: bool = False
    old_codes: Sequence[ElementAlias] = ()


@dataclass
class File:
    """One workbook, what is known of it, and what a person said of it."""

    path: Path
    state: State = State.READING
    book: Workbook | None = None
    reading: Reading | None = None
    error: PersonError | None = None
    password: str | None = None
    #: What a person says a text is in; empty tells it from the text.
    encoding: str = ""
    task: Task | None = None
    guidance: Guidance = NO_GUIDANCE
    choosing: Choosing = EVERYTHING
    decided: Mapping[tuple[str, str], Decided] = field(default_factory=dict)
    #: What can be taken back of what a person said, before the file is taken in.
    steps: Steps = field(default_factory=Steps)
    #: How its sheets look, those that were shown; None where that cannot be told.
    looks: dict[str, SheetLooks | None] = field(default_factory=dict)

    def forget_decisions(self) -> None:
        """Forget what was said of cells that may now hold something else.

        What columns mean serves again where they are the same, as it would next year.
        """
        confirmed = tuple(mapping for _, mapping in self.guidance.mappings)
        self.guidance = replace(
            self.guidance,
            decisions={},
            tables={},
            remembered=(*confirmed, *self.guidance.remembered),
        )
        self.decided = {}
        self.choosing = EVERYTHING
        self.steps.clear()

    @property
    def said(self) -> Said:
        """Return what a person has said so far."""
        return Said(self.guidance, self.decided)

    @property
    def effective(self) -> Choosing:
        """Return what is taken in, rows with errors left out where that is wished."""
        if not self.choosing.skip_bad_rows or self.reading is None:
            return self.choosing
        bad = frozenset(bad_rows(self.reading.proposal.findings))
        return replace(self.choosing, rows_left_out=self.choosing.rows_left_out | bad)


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
        document.opened.connect(self._begin_again)

    @property
    def reading_count(self) -> int:
        """Return how many files are being read or wait for it."""
        return sum(file.state is State.READING for file in self.files)

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

    def read(self, place: int, password: str | None = None, encoding: str = "") -> None:
        """Read a file, or read it again from the disk."""
        file = self.files[place]
        file.book = None
        file.looks.clear()
        file.password = password or file.password
        file.encoding = encoding or file.encoding
        self._start(place)

    def read_in(self, place: int, encoding: str) -> None:
        """Read a text in the encoding a person chose, from now on whenever it is read."""
        remembered_encodings.keep(self.files[place].path, encoding)
        self.read(place, encoding=encoding)

    def compare(self, place: int) -> None:
        """Compare a file with the plan again, as it was read."""
        self._start(place)

    def _start(self, place: int) -> None:
        file = self.files[place]
        if file.task is not None:
            file.task.cancel()
        file.state = State.READING
        plan, path, book = self._document.database.path, file.path, file.book
        secret, encoding, guidance = file.password, file.encoding, file.guidance
        held: list[Task] = []

        def is_cancelled() -> bool:
            return bool(held) and held[0].cancelled

        file.task = self._tasks.start(
            lambda: _read(
                plan,
                book or path,
                password=secret,
                encoding=encoding,
                guidance=guidance,
                cancelled=is_cancelled,
            ),
            lambda reading: self._done(file, reading),
            lambda error: self._failed(file, error),
        )
        held.append(file.task)
        self.changed.emit(place)

    def guide(self, place: int, guidance: Guidance) -> None:
        """Compare a file again with what a person said of it; that is a step to take back."""
        self._say(place, Said(guidance, self.files[place].decided))

    def take_back(self, place: int) -> None:
        """Take back what was said of a file last."""
        file = self.files[place]
        self._hold(place, file.steps.back(file.said))

    def say_again(self, place: int) -> None:
        """Say again what was taken back last."""
        file = self.files[place]
        self._hold(place, file.steps.again(file.said))

    def _say(self, place: int, said: Said) -> None:
        file = self.files[place]
        file.steps.add(file.said, said)
        self._hold(place, said)

    def _hold(self, place: int, said: Said | None) -> None:
        if said is not None:
            file = self.files[place]
            file.guidance, file.decided = said.guidance, said.decided
            self.compare(place)

    def decide(self, place: int, findings: Sequence[Finding], key: str) -> None:
        """Keep a decision on findings, or take it back for an empty key, and compare again."""
        file = self.files[place]
        decisions, decided = dict(file.guidance.decisions), dict(file.decided)
        for finding in findings:
            if key:
                decisions[place_of(finding)] = key
                decided[place_of(finding)] = Decided(finding, key)
            else:
                decisions.pop(place_of(finding), None)
                decided.pop(place_of(finding), None)
        self._say(place, Said(replace(file.guidance, decisions=decisions), decided))

    def choose(self, place: int, choosing: Choosing) -> None:
        """Keep what a person takes in of a file."""
        self.files[place].choosing = choosing
        self.changed.emit(place)

    def cancel(self, place: int) -> None:
        """Stop waiting for a file."""
        file = self.files[place]
        if file.task is not None:
            file.task.cancel()
        file.task, file.state = None, State.CANCELLED
        self.changed.emit(place)

    def cancel_all(self) -> None:
        """Stop waiting for every file that is still being read."""
        for place, file in enumerate(self.files):
            if file.state is State.READING:
                self.cancel(place)

    def _done(self, file: File, reading: Reading) -> None:
        before = file.reading.proposal.sha256 if file.reading else ""
        said = file.decided or file.guidance.tables
        if before not in ("", reading.proposal.sha256) and said:
            # The department has sent another file under the same name.
            file.forget_decisions()
            file.book, file.reading = reading.proposal.book, None
            self.compare(self.files.index(file))
            return
        file.state, file.reading, file.error, file.task = State.READ, reading, None, None
        file.book = reading.proposal.book
        self.changed.emit(self.files.index(file))

    def _failed(self, file: File, error: BaseException) -> None:
        place = self.files.index(file)
        if isinstance(error, ReadingCancelled):
            self.cancel(place)
            return
        if not isinstance(error, PersonError):
            self.cancel(place)
            raise error
        known = remembered_encodings.of(file.path)
        if error.code in ASKS_ENCODING and not file.encoding and known:
            self.read(place, encoding=known)
            return
        file.state, file.reading, file.error, file.task = State.REFUSED, None, error, None
        self.changed.emit(place)

    def _follow(self, outcome: Outcome) -> None:
        if outcome.tables - _NOT_COMPARED:
            self._compare_all_again()

    def _begin_again(self) -> None:
        """Compare with another plan, whose measures and indicators are others."""
        for file in self.files:
            file.forget_decisions()
            file.guidance = NO_GUIDANCE
        self._compare_all_again()

    def _compare_all_again(self) -> None:
        for place, file in enumerate(self.files):
            if file.state in (State.READ, State.READING):
                self.compare(place)


def _read(
    plan: Path,
    file: Path | Workbook,
    *,
    password: str | None,
    encoding: str,
    guidance: Guidance,
    cancelled: Callable[[], bool],
) -> Reading:
    """Compare a workbook with the plan, through a connection of this thread's own."""
    database = Database(plan, read_only=True)
    try:
        proposal = importing.propose(
            database,
            file,
            password=password,
            encoding=encoding,
            guidance=guidance,
            cancelled=cancelled,
        )
        lines = importing.lines(database, proposal).prepare()
        remembered = {
            view.sheet.name: remembered_from(database, table.table)
            for view in proposal.views
            for table in view.tables
            if table.remembered and table.layout
        }
        # Counted once, here: the list of files asks again and again.
        _ = proposal.counts
        # The sheet shown first is measured here; others when they are turned to.
        place = first_read(proposal.views, lines)
        for view in proposal.views[place : place + 1]:
            measures(view.sheet)
            for suggestion in view.tables:
                passed_over(suggestion.table)
        return Reading(
            proposal, lines, remembered, importing.writes(proposal), load_aliases(database)
        )
    finally:
        database.close()
