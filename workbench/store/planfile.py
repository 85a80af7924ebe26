"""A plan as a document: a working copy that commits each step, and a save that swaps it in.

The original is only ever read, or replaced as a whole by a complete and checked file. Between
opening and saving all work goes into a working copy in the user's own folder; that copy is the
autosave and the crash recovery.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path

from workbench.store import errors, integrity, locking
from workbench.store.database import Database, connect, refuse_foreign_file
from workbench.store.journal import last_entry_id

#: How many earlier versions of a plan are kept.
BACKUPS_KEPT = 20


def home() -> Path:
    """Return the folder of working copies and backups; WORKBENCH_HOME overrides it."""
    named = os.environ.get("WORKBENCH_HOME")
    return Path(named) if named else user_data_path("planning-workbench", appauthor=False)


class PlanFile:
    """An open plan document; make one with `create` or `open`."""

    def __init__(self, path: Path, working: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._working = working
        self._original_hash = _hash(path)
        self.database = Database(working, read_only=read_only)
        self._saved_entry = last_entry_id(self.database)

    @classmethod
    def create(cls, path: Path) -> PlanFile:
        """Make a new, empty plan file and open it; raise `FileError` when the name is taken."""
        if path.exists():
            raise errors.exists(path)
        locking.acquire(path)
        try:
            working = _new_working_path(path)
            database = Database(working)
            try:
                _write_complete(database, path)
            finally:
                database.close()
            return cls(path, working, read_only=False)
        except BaseException:
            locking.release(path)
            raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> PlanFile:
        """Open a plan file for work, or for reading only.

        Raises `FileError` when it is not a plan, from a newer version, damaged, held by somebody
        else, or cannot be read.
        """
        refuse_foreign_file(path)
        if not read_only:
            locking.acquire(path)
        try:
            working = _new_working_path(path)
            _copy_database(path, working)
            return cls(path, working, read_only=read_only)
        except BaseException:
            if not read_only:
                locking.release(path)
            raise

    @property
    def is_modified(self) -> bool:
        """Tell whether the working copy holds steps that the saved file does not."""
        return last_entry_id(self.database) != self._saved_entry

    def save(self) -> None:
        """Swap a complete, checked file in for the original and keep the original as a backup.

        Raises `FileError`, the original untouched, when it was changed meanwhile or the system
        refuses.
        """
        if self.read_only:
            raise errors.read_only(self.path)
        if _hash(self.path) != self._original_hash:
            raise errors.changed_meanwhile(self.path)
        _write_complete(self.database, self.path, before_swap=lambda: _back_up(self.path))
        self._note_saved()

    def save_as(self, path: Path) -> None:
        """Save under another name and go on there; raise `FileError` when that fails."""
        if path.resolve() == self.path.resolve() and not self.read_only:
            self.save()
            return
        locking.acquire(path)
        try:
            _write_complete(self.database, path, before_swap=lambda: _back_up(path))
        except BaseException:
            locking.release(path)
            raise
        if self.read_only:
            self.database.close()
            self.database = Database(self._working)
            self.read_only = False
        else:
            locking.release(self.path)
        self.path = path
        self._note_saved()

    def _note_saved(self) -> None:
        self._original_hash = _hash(self.path)
        self._saved_entry = last_entry_id(self.database)

    def close(self) -> None:
        """Close the document and drop its working copy; what was not saved is gone."""
        self.database.close()
        for leftover in (self._working, self._working.with_name(f"{self._working.name}-journal")):
            leftover.unlink(missing_ok=True)
        if not self.read_only:
            locking.release(self.path)

    def __enter__(self) -> PlanFile:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def _new_working_path(path: Path) -> Path:
    folder = home() / "working"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.from_system(folder, error) from error
    moment = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
    return folder / f"{_place_key(path)}-{moment}-{os.getpid()}.plandb"


def _place_key(path: Path) -> str:
    """Return a short name for the place of a plan; plain ASCII, however long its own name."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]


def _copy_database(source: Path, target: Path) -> None:
    """Copy through SQLite, which sees a half-written page where a file copy would not."""
    try:
        with (
            contextlib.closing(connect(source, read_only=True)) as reading,
            contextlib.closing(connect(target)) as writing,
        ):
            reading.backup(writing)
            broken = writing.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        target.unlink(missing_ok=True)
        raise errors.damaged(source, str(error)) from error
    if broken != "ok":
        target.unlink(missing_ok=True)
        raise errors.damaged(source, str(broken).splitlines()[0])


def _write_complete(
    database: Database, path: Path, before_swap: Callable[[], None] | None = None
) -> None:
    """Write a complete new file beside `path`, check it, sync it and swap it in."""
    beside = path.with_name(f".{_place_key(path)}-{os.getpid()}.saving")
    try:
        beside.unlink(missing_ok=True)
        database.connection.execute("VACUUM INTO ?", [str(beside)])
        found = integrity.problems(beside)
        if found:
            raise errors.damaged(path, str(found[0]))
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        if before_swap is not None:
            before_swap()
        beside.replace(path)
        _sync_folder(path.parent)
    except errors.SYSTEM_ERRORS as error:
        raise errors.from_system(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the swap itself durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _back_up(path: Path) -> None:
    """Keep the file that is about to be replaced, and let the oldest backups go."""
    if not path.exists():
        return
    folder = home() / "backups" / _place_key(path)
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    shutil.copy2(path, folder / f"{moment}.plandb")
    for old in sorted(folder.glob("*.plandb"))[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)


def backups(path: Path) -> list[Path]:
    """Return the kept earlier versions of a plan, newest first."""
    return sorted((home() / "backups" / _place_key(path)).glob("*.plandb"), reverse=True)


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise errors.from_system(path, error) from error
