"""The open plan as the window sees it: it runs operations and says what each one changed.

Views refresh from `Document.changed` and from nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from workbench.desktop.samples import SAMPLE, sample_file
from workbench.errors import PersonError
from workbench.language import tr
from workbench.plan.structure import Plan
from workbench.records import record
from workbench.store import journal, queries
from workbench.store.database import Database
from workbench.store.journal import Entry, Outcome
from workbench.store.planfile import PlanFile
from workbench.store.unsaved import Unsaved

if TYPE_CHECKING:
    from workbench.desktop.tasks import Done, Failed
    from workbench.operations.merging import Proposal, Side

Operation = Callable[[Database], Outcome]

#: Undoing more rows than this takes longer than a blink.
MANY_ROWS = 1_000


@record
class After:
    """What a step did, and the plan after it (None: to be read when it is asked for)."""

    outcome: Outcome
    plan: Plan | None


class RunsApart(Protocol):
    """Runs a large step on another thread while the window stays alive; see `apart`."""

    @property
    def is_running(self) -> bool:
        """Tell whether a step is under way."""

    def run(
        self,
        title: str,
        words: str,
        operation: Callable[[Database], Sequence[Outcome]],
        done: Done,
        failed: Failed,
    ) -> None:
        """Run it through a connection of its own, then `done` here with its `After` or None."""


class Document(QObject):
    """A plan file with signals; all of its methods run on the main thread.

    Every method that changes something returns whether it did; what a person has to put right
    is announced through `refused` and never raised.
    """

    #: An operation was committed, undone or done again: its `Outcome`.
    changed = Signal(object)
    #: The plan file is about to be written, which on a share may take seconds.
    saving = Signal()
    saved = Signal()
    #: Another plan file is shown from now on.
    opened = Signal()
    #: The plan file is about to be closed; nobody may read it any more.
    closing = Signal()
    #: A `PersonError` kept something from being done.
    refused = Signal(object)
    #: Views that hold text being typed hand it in now.
    settling = Signal()

    def __init__(self, plan_file: PlanFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan_file = plan_file
        self._plan: Plan | None = None
        self.saved_at: datetime.datetime | None = None
        #: Where large steps are taken back and done again; without it, here.
        self.apart: RunsApart | None = None

    @property
    def path(self) -> Path:
        """Return the file that saving replaces."""
        return self._plan_file.path

    @property
    def database(self) -> Database:
        """Return the working copy; for the main thread only."""
        return self._plan_file.database

    @property
    def read_only(self) -> bool:
        """Tell whether the plan may only be looked at."""
        return self._plan_file.read_only

    @property
    def cautions(self) -> tuple[PersonError, ...]:
        """Return what a person should know though opening or saving went well."""
        return self._plan_file.cautions

    @property
    def is_modified(self) -> bool:
        """Tell whether there are steps that the saved file does not hold."""
        return self._plan_file.is_modified

    @property
    def plan(self) -> Plan:
        """Return the plan as it stands now; after a step only what it touched is read again."""
        if self._plan is None:
            self._plan = queries.load_plan(self.database)
        return self._plan

    def settle(self) -> None:
        """Take in what is still being typed somewhere in the window."""
        self.settling.emit()

    def run(self, operation: Operation) -> bool:
        """Run one operation and announce what it changed; return whether it was not refused."""
        try:
            outcome = operation(self.database)
        except PersonError as error:
            self.refused.emit(error)
            return False
        self._announce([outcome])
        return True

    @property
    def known_plan(self) -> Plan | None:
        """Return the plan as far as it has been read: not at all before anybody asked."""
        return self._plan

    def announce(self, outcome: Outcome) -> None:
        """Tell the views what an operation changed that was run elsewhere."""
        self._announce([outcome])

    def adopt(self, after: After) -> None:
        """Tell the views what was done on another thread, where the plan was read as well."""
        if after.outcome.entry is None:
            return
        self._plan = after.plan
        self.changed.emit(after.outcome)

    @property
    def next_undo(self) -> Entry | None:
        """Return the step that undo would take back."""
        return journal.next_undo(self.database)

    @property
    def next_redo(self) -> Entry | None:
        """Return the step that redo would do again."""
        return journal.next_redo(self.database)

    def undo(self, steps: int = 1) -> bool:
        """Take back the last steps; return whether that was done, or has begun."""
        from workbench.operations import history

        self.settle()
        return self._replay(
            lambda database: history.undo(database, steps),
            journal.undo_size(self.database, steps, MANY_ROWS + 1),
            tr("Undo"),
            tr("Taking back…"),
        )

    def redo(self, steps: int = 1) -> bool:
        """Do again the steps that were taken back last; return as `undo` does."""
        from workbench.operations import history

        self.settle()
        return self._replay(
            lambda database: history.redo(database, steps),
            journal.redo_size(self.database, steps, MANY_ROWS + 1),
            tr("Redo"),
            tr("Doing again…"),
        )

    def _replay(
        self,
        replay: Callable[[Database], list[Outcome]],
        size: int,
        title: str,
        words: str,
    ) -> bool:
        """Replay steps that touch `size` rows, large ones apart where that is possible."""
        apart = self.apart
        if apart is not None and apart.is_running:
            return False
        if apart is not None and size > MANY_ROWS and not self.read_only:
            apart.run(title, words, replay, self._replayed, self._not_replayed)
            return True
        try:
            outcomes = replay(self.database)
        except PersonError as error:
            self.refused.emit(error)
            return False
        self._announce(outcomes)
        return bool(outcomes)

    def _replayed(self, after: After | None) -> None:
        # None: cancelled, and nothing has changed.
        if after is not None:
            self.adopt(after)

    def _not_replayed(self, error: BaseException) -> None:
        if not isinstance(error, PersonError):
            raise error
        self.refused.emit(error)

    def _announce(self, outcomes: Sequence[Outcome]) -> None:
        """Tell of several outcomes as one, so that views refresh once."""
        self.adopt(after(self._plan, self.database, outcomes))

    def merge(self, proposal: Proposal, choices: Mapping[str, Side], *, is_own: bool) -> bool:
        """Take in another copy; `is_own` is what somebody else has saved into this plan's file."""
        from workbench.operations import merging

        if is_own:
            return self.run(
                lambda _database: merging.merge_original(self._plan_file, proposal, choices)
            )
        return self.run(lambda database: merging.merge(database, proposal, choices))

    def save(self) -> bool:
        """Save in place."""
        return self._save(self._plan_file.save)

    def save_as(self, path: Path) -> bool:
        """Save under another name and go on there."""
        return self._save(lambda: self._plan_file.save_as(path))

    def _save(self, save: Callable[[], None]) -> bool:
        self.settle()
        # A save is not for another thread: no step may come between the copy and the swap.
        self.saving.emit()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            save()
        except PersonError as error:
            self.refused.emit(error)
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.saved_at = datetime.datetime.now().astimezone()
        self.saved.emit()
        return True

    def open(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> bool:
        """Show another plan file; what was not saved of this one is gone.

        With `take_over` whoever has it open loses it.
        """
        return self._replace(lambda: PlanFile.open(path, read_only=read_only, take_over=take_over))

    def recover(self, work: Unsaved) -> bool:
        """Go on with work that a crash ended; what was not saved of this plan is gone."""
        if not self.read_only and work.path.resolve() == self.path.resolve():
            return self._reopen(lambda: PlanFile.open(work.path, recover=work))
        return self._replace(lambda: PlanFile.open(work.path, recover=work))

    def create(self, making: Callable[[], PlanFile]) -> bool:
        """Show a plan that is made now; what was not saved of this one is gone."""
        return self._replace(making)

    def show(self, plan_file: PlanFile) -> None:
        """Show a plan that has been opened already."""
        self._replace(lambda: plan_file)

    def new_from_sample(self, path: Path) -> bool:
        """Make a plan from the sample and show it."""
        return self._replace(lambda: _create_sample(path))

    def _replace(self, opening: Callable[[], PlanFile]) -> bool:
        try:
            plan_file = opening()
        except PersonError as error:
            self.refused.emit(error)
            return False
        self.close()
        self._take(plan_file)
        return True

    def _reopen(self, opening: Callable[[], PlanFile]) -> bool:
        """Close this plan before the same file is opened in another way."""
        path, refused = self.path, None
        self.close()
        try:
            plan_file = opening()
        except PersonError as error:
            plan_file, refused = _open_or_sample(path), error
        self._take(plan_file)
        if refused is not None:
            self.refused.emit(refused)
        return refused is None

    def _take(self, plan_file: PlanFile) -> None:
        self._plan_file, self._plan, self.saved_at = plan_file, None, None
        self.opened.emit()

    def handed_over(self) -> Document:
        """Return a document on the same plan file; this one says nothing any more."""
        self.settle()
        self.closing.emit()
        heir = Document(self._plan_file, self.parent())
        heir.saved_at = self.saved_at
        return heir

    def close(self) -> None:
        """Close the plan file; what was not saved is gone."""
        self.closing.emit()
        self._plan_file.close()


def after(before: Plan | None, database: Database, outcomes: Sequence[Outcome]) -> After:
    """Put outcomes together as one, so that views refresh once; the plan is read if it was."""
    entries = [outcome.entry for outcome in outcomes if outcome.entry is not None]
    if not entries:
        return After(Outcome(None), before)
    outcome = outcomes[0]
    if len(outcomes) > 1:
        touched = frozenset[tuple[str, int]]().union(*(one.touched for one in outcomes))
        outcome = Outcome(entries[-1], touched)
    # Asked by every view, and of hundreds of thousands of rows not in a blink.
    _ = outcome.tables
    return After(
        outcome, None if before is None else queries.refreshed(before, database, outcome.touched)
    )


def open_sample() -> PlanFile:
    """Return the sample plan, in the user's own folder so that it can be worked on and saved.

    Raises `PersonError` when that folder cannot be written to.
    """
    sample_file().parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = sample_file(number)
        if not path.exists():
            return _create_sample(path)
        try:
            return PlanFile.open(path)
        except PersonError:
            # Open in another window, or damaged: the next one is fresh.
            number += 1


def _open_or_sample(path: Path) -> PlanFile:
    try:
        return PlanFile.open(path)
    except PersonError:
        return open_sample()


def _create_sample(path: Path) -> PlanFile:
    # Making a plan needs the demography, and with it NumPy; opening one does not.
    from workbench.operations.sample import create_sample

    return create_sample(path, SAMPLE)
