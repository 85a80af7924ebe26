"""Putting a complete, checked and sealed file in the place of a plan, or leaving it as it was."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from pathlib import Path

from workbench.records import record
from workbench.store import errors, locking, seal, swapping
from workbench.store.backups import back_up
from workbench.store.database import Database, connect
from workbench.store.errors import SYSTEM_ERRORS, FileError
from workbench.store.home import room
from workbench.store.naming import place_key, shared_key

#: The hash of a file that is not there.
NO_FILE = ""


@record
class Saved:
    """The SHA-256 of the file that now stands there, and what went wrong beside saving itself."""

    sha256: str
    cautions: tuple[FileError, ...]


def save(database: Database, path: Path, *, expected: str | None, blank: str = NO_FILE) -> Saved:
    """Write the whole plan to `path`, if what stands there is still `expected`.

    `expected` is a SHA-256, `NO_FILE` for a new name, or None when anything may be replaced. A
    file that is replaced is kept as a backup; that this failed is a caution, not a reason to
    lose work. `blank` is the SHA-256 of a file that held nothing and need not be kept. Raises
    `FileError`, the file there untouched, when it was changed meanwhile or the
    system refuses.
    """
    refuse_marked_read_only(path)
    complete = room("working") / f"{place_key(path)}-{os.getpid()}.saving"
    try:
        sha256 = _write_complete(database, complete, path)
        return _put_in_place(complete, path, sha256, expected, blank)
    finally:
        with contextlib.suppress(OSError):
            complete.unlink(missing_ok=True)


def refuse_marked_read_only(path: Path) -> None:
    """Raise `FileError` for a file that somebody has marked as read-only.

    A swap needs no right to write the file itself, so the mark has to be asked for. An
    administrator may write it all the same, so the bits count and not what the system allows.
    """
    try:
        writable = path.stat().st_mode & 0o222
    except OSError:
        return
    if not writable:
        raise errors.marked_read_only(path)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, `NO_FILE` when there is none."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return NO_FILE
    except OSError as error:
        raise errors.from_reading(path, error) from error


def remove_unfinished(path: Path) -> None:
    """Remove what a program that was ended while saving left beside a plan."""
    with contextlib.suppress(FileError, OSError), locking.guarded(path):
        # Nobody is swapping a file in now, so those there are nobody's.
        for left in path.parent.glob(f".{shared_key(path)}-*.saving"):
            left.unlink(missing_ok=True)


def _write_complete(database: Database, complete: Path, shown: Path) -> str:
    """Write, seal and check the new file on this PC; return its SHA-256."""
    try:
        complete.unlink(missing_ok=True)
        database.connection.execute("VACUUM INTO ?", [str(complete)])
        writing = connect(complete)
        try:
            # Nobody else has this file and it is thrown away when anything fails.
            writing.execute("PRAGMA journal_mode = OFF")
            writing.execute("PRAGMA synchronous = OFF")
            seal.seal(complete, writing)
        finally:
            writing.close()
    except SYSTEM_ERRORS as error:
        raise errors.from_system(complete, error) from error
    from workbench.store import integrity  # noqa: PLC0415 - not to open a plan

    found = integrity.problems(complete, thorough=False)
    if found:
        raise errors.unsound_copy(shown, str(found[0]))
    return hash_of(complete)


def _put_in_place(
    complete: Path, path: Path, sha256: str, expected: str | None, blank: str
) -> Saved:
    beside = path.with_name(f".{shared_key(path)}-{os.getpid()}.saving")
    cautions: list[FileError] = []
    try:
        # The guard is held for all of it: what is being written beside the plan is somebody's.
        with locking.guarded(path):
            _copy_synced(complete, beside, sha256)
            found = hash_of(path)
            if expected is not None and found != expected:
                raise (
                    errors.gone_meanwhile(path)
                    if found == NO_FILE
                    else (errors.changed_meanwhile(path))
                )
            if found not in (NO_FILE, blank):
                _keep_earlier(path, beside, cautions)
            swapping.replace(beside, path)
            _sync_folder(path.parent, cautions)
    except SYSTEM_ERRORS as error:
        raise errors.from_system(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return Saved(sha256, tuple(cautions))


def _copy_synced(complete: Path, beside: Path, sha256: str) -> None:
    # Made new: something of this name could be a link to another file.
    beside.unlink(missing_ok=True)
    with complete.open("rb") as reading, beside.open("xb") as writing:
        shutil.copyfileobj(reading, writing, 1024 * 1024)
        writing.flush()
        os.fsync(writing.fileno())
    if hash_of(beside) != sha256:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _keep_earlier(path: Path, beside: Path, cautions: list[FileError]) -> None:
    with contextlib.suppress(OSError):
        shutil.copymode(path, beside)
    try:
        back_up(path)
    except FileError as error:
        cautions.append(error)


def _sync_folder(folder: Path, cautions: list[FileError]) -> None:
    """Make the swap itself durable.

    The new file stands already, so that a system which cannot do this is no reason to refuse.
    """
    try:
        swapping.sync_folder(folder)
    except OSError as error:
        cautions.append(errors.not_synced(folder, error))
