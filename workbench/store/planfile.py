"""A plan as a document: a working copy that commits each step, and a save that swaps it in.

The original is only ever read, or replaced as a whole by a complete and checked file. Between
opening and saving all work goes into a working copy in the user's own folder; that copy is the
autosave and the crash recovery.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from workbench.store import errors, journal, log, saving, thinning, unsaved
from workbench.store.backups import backups
from workbench.store.database import Database, connect, refuse_foreign_file
from workbench.store.entries import Entry
from workbench.store.errors import DAMAGE_ERRORS, FileError, told_as_file_errors
from workbench.store.fetching import fetch
from workbench.store.home import home
from workbench.store.locking import Holder, Lock
from workbench.store.migrating import open_database
from workbench.store.naming import for_system, real_file
from workbench.store.unsaved import Original, Unsaved
from workbench.store.working import WorkingCopy, tidy

__all__ = ["PlanFile", "Unsaved", "backups", "home"]


class PlanFile:
    """An open plan document; make one with `create` or `open`."""

    def __init__(
        self,
        path: Path,
        working: WorkingCopy,
        lock: Lock | None,
        cautions: tuple[FileError, ...] = (),
    ) -> None:
        self.path = path
        #: What a person should know though opening or saving went well, as a backup not kept.
        self.cautions = cautions
        self._working = working
        self._lock = lock
        # What `create` wrote before anything was in the plan: no earlier version of it.
        self._blank = saving.NO_FILE
        self.database = (
            Database(working.file, read_only=True)
            if working.read_only
            else open_database(working.file)
        )
        log.note("plan.open", place=working.place, read_only=working.read_only)

    @classmethod
    def create(cls, path: Path) -> PlanFile:
        """Make a new, empty plan file and open it; raise `FileError` when the name is taken."""
        with told_as_file_errors(path):
            file = _file(path)
            if file.exists():
                raise errors.exists(path)
            with _held(file) as lock, _begun(path, read_only=False) as begun:
                database = open_database(begun.file)
                try:
                    saved = saving.save(database, file, expected=saving.NO_FILE)
                finally:
                    database.close()
                working = begun.noted(original_hash=saved.sha256, saved_entry=0)
                working.write_note()
                made = cls(path, working, lock)
                made._blank = saved.sha256
                return made

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        take_over: bool = False,
        recover: Unsaved | None = None,
    ) -> PlanFile:
        """Open a plan file for work, or for reading only.

        With `take_over` the lock of somebody who has it open is replaced, and the journal says
        so. With `recover` the work goes on where a crash ended it. Raises `FileError` when it is
        not a plan, from a newer version, damaged, held by somebody else, or cannot be read.
        """
        with told_as_file_errors(path):
            tidy()
            if recover is None and not _file(path).exists():
                raise errors.missing(path)
            if read_only:
                with _begun(path, read_only=True) as begun:
                    working, cautions = _fetched(path, begun)
                    return cls(path, working, None, cautions)
            saving.refuse_marked_read_only(_file(path))
            with _held_for_work(path, take_over=take_over) as lock:
                saving.remove_unfinished(_file(path))
                with _begun(path, read_only=False) as begun:
                    if recover:
                        working, cautions = _recovered(recover, begun), ()
                    else:
                        working, cautions = _fetched(path, begun)
                    opened = cls(path, working, lock, cautions)
                if recover:
                    recover.discard()
                if lock.taken_from is not None:
                    journal.note(opened.database, "file.take_over", _words(lock.taken_from))
                return opened

    @classmethod
    def for_rescue(cls, path: Path) -> PlanFile:
        """Return an empty plan, open for reading, to be filled with what is read of `path`.

        It can be saved under any name but that of the damaged file.
        """
        with _begun(path, read_only=True) as begun:
            open_database(begun.file).close()
            return cls(path, begun, None)

    @staticmethod
    def unsaved(path: Path | None = None) -> list[Unsaved]:
        """Return the work on a plan (None: on any) that was left unsaved by a crash."""
        return unsaved.find(path)

    @property
    def read_only(self) -> bool:
        """Tell whether the plan may only be looked at."""
        return self._working.read_only

    @property
    def is_modified(self) -> bool:
        """Tell whether the working copy holds steps that the saved file does not."""
        return journal.last_entry_id(self.database) != self._working.saved_entry

    @property
    def unsaved_steps(self) -> tuple[Entry, ...]:
        """Return the steps that the saved file does not hold, oldest first."""
        saved = self._working.saved_entry
        newest = journal.last_entry_id(self.database) - saved
        steps = journal.entries(self.database, limit=newest) if newest else []
        return tuple(step for step in reversed(steps) if step.id > saved)

    def save(self) -> None:
        """Swap a complete, checked file in for the original and keep the original as a backup.

        Raises `FileError`, the original untouched, when it was changed meanwhile, when somebody
        has taken the plan over, or when the system refuses. `cautions` says what else went wrong.
        """
        if self.read_only or self._lock is None:
            raise errors.read_only(self.path)
        with told_as_file_errors(self.path):
            self._lock.confirm()
            self._save(self.path, expected=self._working.original_hash)

    def save_as(self, path: Path) -> None:
        """Save under another name and go on there; raise `FileError` when that fails."""
        with told_as_file_errors(path):
            if _file(path).resolve() == _file(self.path).resolve():
                self.save()
                return
            with _held(_file(path)) as lock:
                self._save(path, expected=None)
        if self._lock is not None:
            self._lock.release()
        self._lock = lock

    def _save(self, path: Path, *, expected: str | None) -> None:
        # A connection for reading only cannot write another file either.
        writing = open_database(self._working.file) if self.read_only else self.database
        try:
            if not self.read_only:
                thinning.thin(writing)
            # Asked for now: once the file is swapped in nothing may fail any more.
            saved_entry = journal.last_entry_id(writing)
            saved = saving.save(writing, _file(path), expected=expected, blank=self._blank)
        except BaseException:
            if writing is not self.database:
                writing.close()
            raise
        if writing is not self.database:
            self.database.close()
            self.database = writing
        self.path, self.cautions = path, saved.cautions
        log.note("plan.save", place=self._working.place, cautions=len(saved.cautions))
        self._working = self._working.noted(
            path=path,
            original_hash=saved.sha256,
            saved_entry=saved_entry,
            read_only=False,
        )
        try:
            self._working.write_note()
        except FileError as error:
            # The plan is saved; a crash would only be told with the old note.
            self.cautions = (*self.cautions, error)

    def note_taken_in(self, sha256: str) -> None:
        """Let saving replace this version of the original: what it held is in this plan now."""
        self._working = self._working.noted(
            original_hash=sha256, saved_entry=self._working.saved_entry
        )
        self._working.write_note()

    def close(self) -> None:
        """Close the document and drop its working copy; what was not saved is gone."""
        log.note("plan.close", place=self._working.place)
        self.database.close()
        self._working.remove()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> PlanFile:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def _file(path: Path) -> Path:
    """Return the file behind the name that the person knows."""
    return Path(for_system(real_file(path.absolute())))


@contextmanager
def _held(file: Path) -> Iterator[Lock]:
    """Hold the lock of a plan inside the block, and beyond it unless an exception ends it."""
    with _kept(Lock.acquire(file)) as lock:
        yield lock


@contextmanager
def _kept(lock: Lock) -> Iterator[Lock]:
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _held_for_work(path: Path, *, take_over: bool) -> AbstractContextManager[Lock]:
    try:
        lock = Lock.acquire(_file(path), take_over=take_over)
    except FileError as error:
        if error.code == "file.no_permission":
            raise errors.not_for_work(path) from error
        raise
    return _kept(lock)


@contextmanager
def _begun(path: Path, *, read_only: bool) -> Iterator[WorkingCopy]:
    """Begin a working copy, which goes again when an exception ends the block."""
    working = WorkingCopy.begin(path, read_only=read_only)
    try:
        yield working
    except BaseException:
        working.remove()
        raise


def _fetched(path: Path, working: WorkingCopy) -> tuple[WorkingCopy, tuple[FileError, ...]]:
    """Return the working copy with the plan in it, and what a person should know of the file.

    A plan of an earlier version is brought to the present one.
    """
    fetched = fetch(_file(path), working.file, shown=path)
    try:
        database = open_database(working.file)
        try:
            saved_entry = journal.last_entry_id(database)
        finally:
            database.close()
    except DAMAGE_ERRORS as error:
        raise errors.damaged(path, str(error)) from error
    noted = working.noted(original_hash=fetched.sha256, saved_entry=saved_entry)
    noted.write_note()
    return noted, () if fetched.is_whole else (errors.not_as_saved(path),)


def _recovered(work: Unsaved, working: WorkingCopy) -> WorkingCopy:
    """Return the working copy with the work of a crash in it.

    The plan counts as unchanged when the work goes on from what it holds now.
    """
    source = work.copy.file
    try:
        with (
            contextlib.closing(connect(source)) as reading,
            contextlib.closing(connect(working.file)) as writing,
        ):
            reading.backup(writing)
            said = str(writing.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except DAMAGE_ERRORS as error:
        raise errors.damaged(source, str(error)) from error
    if said != "ok":
        raise errors.damaged(source, said.splitlines()[-1])
    refuse_foreign_file(working.file, shown=source)
    if work.original is Original.AS_IT_WAS:
        original_hash = saving.hash_of(_file(work.path))
    elif work.original is Original.MISSING:
        original_hash = saving.NO_FILE
    else:
        original_hash = work.copy.original_hash
    noted = working.noted(original_hash=original_hash, saved_entry=work.saved_entry)
    noted.write_note()
    return noted


def _words(held: Holder) -> dict[str, object]:
    return {"who": held.who, "machine": held.machine, "since": held.since}
