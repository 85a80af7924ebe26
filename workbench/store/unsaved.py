"""Work that was never saved: what a crash or a power cut left behind, and what it holds."""

from __future__ import annotations

import contextlib
import secrets
from enum import StrEnum
from pathlib import Path

from workbench.records import record
from workbench.store import journal, working
from workbench.store.database import HEADER, Database
from workbench.store.entries import Entry
from workbench.store.errors import DAMAGE_ERRORS, FileError
from workbench.store.fetching import fetch
from workbench.store.home import room
from workbench.store.migrating import open_database
from workbench.store.naming import place_key
from workbench.store.saving import NO_FILE, hash_of
from workbench.store.working import WorkingCopy


class Original(StrEnum):
    """What became of the saved file since the work began."""

    AS_IT_WAS = "as it was"
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@record
class Unsaved:
    """A working copy that nobody works on, with what it holds beyond the saved file.

    `steps` are the journal's entries that the file lacks, those after `saved_entry`, oldest first;
    `operations.recovery` puts them into words. `readable` tells whether the copy itself is sound
    enough to go on with.
    """

    copy: WorkingCopy
    steps: tuple[Entry, ...]
    saved_entry: int
    original: Original
    readable: bool = True

    @property
    def path(self) -> Path:
        """Return the plan that the work belongs to."""
        return self.copy.path

    @property
    def last_change(self) -> str:
        """Return when the last step was done (ISO time, UTC); empty when that cannot be read."""
        return self.steps[-1].at if self.steps else ""

    def discard(self) -> None:
        """Give the work up."""
        self.copy.remove()


def find(path: Path | None = None) -> list[Unsaved]:
    """Return the unsaved work on a plan, or on every plan, newest first.

    Copies that hold nothing beyond their plan are removed on the way.
    """
    found: list[Unsaved] = []
    for copy in working.left_behind():
        if path is None or place_key(copy.path) == place_key(path):
            held = _look_into(copy)
            if held is None:
                copy.remove()
            else:
                found.append(held)
    return found


def _look_into(copy: WorkingCopy) -> Unsaved | None:
    """Return what a copy holds; None when that is nothing."""
    # Without a hash it was still being made.
    if copy.read_only or not copy.original_hash or not _is_database(copy.file):
        return None
    try:
        # Opening it for writing takes back the step that was interrupted, if there is one.
        database = open_database(copy.file)
        try:
            saved_entry, original = _saved_entry(copy, database)
            steps = [step for step in journal.entries(database) if step.id > saved_entry]
        finally:
            database.close()
    except (*DAMAGE_ERRORS, FileError, ValueError):
        return Unsaved(copy, (), copy.saved_entry, _state_of(copy), readable=False)
    return Unsaved(copy, tuple(reversed(steps)), saved_entry, original) if steps else None


def _is_database(file: Path) -> bool:
    with contextlib.suppress(OSError), file.open("rb") as stream:
        return stream.read(len(HEADER)) == HEADER
    return False


def _state_of(copy: WorkingCopy) -> Original:
    try:
        found = hash_of(copy.path)
    except FileError:
        return Original.UNREADABLE
    if found == NO_FILE:
        return Original.MISSING
    return Original.AS_IT_WAS if found == copy.original_hash else Original.CHANGED


def _saved_entry(copy: WorkingCopy, database: Database) -> tuple[int, Original]:
    """Return the last step of the copy that the plan holds, too, and what became of the plan.

    A crash in the moment after saving leaves a note that is older than the plan, and one in the
    moment of recovering leaves a copy that others have gone on from. So a plan that has changed
    is looked into: when it ends with a step of the copy, or holds the last one of the copy, the
    copy was saved then.
    """
    original = _state_of(copy)
    if original is Original.CHANGED:
        last_here = journal.last_entry_id(database)
        there = _steps_of(copy.path)
        for step_id in (last_here, max(there, default=0)):
            step = journal.entry_with(database, step_id)
            if step is not None and step.is_same_step(there.get(step_id)):
                return step_id, Original.AS_IT_WAS
    return copy.saved_entry, original


def _steps_of(path: Path) -> dict[int, Entry]:
    """Return the steps that a plan holds; none for one that cannot be read."""
    look = room("working") / f"look-{secrets.token_hex(8)}.plandb"
    try:
        fetch(path, look)
        with contextlib.closing(Database(look, read_only=True)) as database:
            return {step.id: step for step in journal.entries(database)}
    except (*DAMAGE_ERRORS, FileError, ValueError):
        return {}
    finally:
        with contextlib.suppress(OSError):
            look.unlink(missing_ok=True)
