"""Getting a plan file into a copy of one's own: proved by its seal, or checked in full.

The original is read once, as bytes; nothing but those bytes is opened as a database, so neither a
network share nor a companion file that lies beside it has a part in it. Only a file without a
whole seal is read through SQLite, which sees a half-written page where a file copy would not.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from workbench.records import record
from workbench.store import errors, seal
from workbench.store.database import HEADER, connect, refuse_foreign_file
from workbench.store.errors import DAMAGE_ERRORS
from workbench.store.schema import APPLICATION_ID

#: The application's mark is the last thing in a plan's header that is looked at.
_MARK = APPLICATION_ID.to_bytes(4, "big")
_HEADER_LENGTH = 72

#: No plan is larger; a file that is is not read into memory.
_LARGEST = 512 * 1024 * 1024


@record
class Fetched:
    """The SHA-256 of the original, and whether its bytes are those that were saved.

    A file whose bytes are not, but whose contents are, was packed anew by another program or is
    damaged where nothing stands.
    """

    sha256: str
    is_whole: bool


def fetch(path: Path, copy: Path, *, shown: Path | None = None) -> Fetched:
    """Copy a plan file to `copy` and return what the original was.

    Raises `FileError` when it is not a plan, from a newer version, damaged or unreadable, with
    `shown` as the file that the person knows; `copy` is gone then.
    """
    shown = shown or path
    try:
        content = read_plan(path, shown)
        is_whole = seal.is_whole(content)
        if is_whole:
            _write_private(copy, content)
            refuse_foreign_file(copy, shown=shown)
            _refuse_broken_pages(copy, shown, "quick_check")
        else:
            is_whole = _fetch_unsealed(path, copy, shown) < seal.FIRST_SEALED_VERSION
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return Fetched(hashlib.sha256(content).hexdigest(), is_whole)


def read_plan(path: Path, shown: Path) -> bytes:
    """Return the bytes of a file that begins as a plan does; raise `FileError` for another."""
    content = read_damaged(path, shown)
    if not content.startswith(HEADER):
        raise errors.damaged(shown, "header")
    return content


def read_damaged(path: Path, shown: Path) -> bytes:
    """Return the bytes of a plan file whose first ones may be damaged.

    Raises `FileError` for a file that shows no sign of being a plan.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_HEADER_LENGTH)
            if not content.startswith(HEADER) and not content.endswith(_MARK):
                raise errors.not_a_plan(shown)
            if os.fstat(stream.fileno()).st_size > _LARGEST:
                raise errors.too_large(shown, _LARGEST // 1024**2)
            return content + stream.read(_LARGEST)
    except OSError as error:
        raise errors.from_reading(shown, error) from error


def _write_private(copy: Path, content: bytes) -> None:
    try:
        copy.write_bytes(content)
    except OSError as error:
        raise errors.from_system(copy, error) from error


def _fetch_unsealed(path: Path, copy: Path, shown: Path) -> int:
    """Copy a file through SQLite, check it in full and return its version."""
    version = refuse_foreign_file(path, shown=shown)
    try:
        with (
            contextlib.closing(connect(path, read_only=True)) as reading,
            contextlib.closing(connect(copy)) as writing,
        ):
            reading.backup(writing)
    except DAMAGE_ERRORS as error:
        raise errors.damaged(shown, str(error)) from error
    _refuse_broken_pages(copy, shown, "integrity_check")
    if version >= seal.FIRST_SEALED_VERSION:
        _refuse_changed_contents(copy, shown, version)
    return version


def _refuse_changed_contents(copy: Path, shown: Path, version: int) -> None:
    try:
        with contextlib.closing(connect(copy, read_only=True)) as connection:
            changed = seal.changed_tables(connection, version)
    except DAMAGE_ERRORS as error:
        raise errors.damaged(shown, str(error)) from error
    if changed is None:
        raise errors.damaged_contents(shown, "seal")
    if changed:
        raise errors.damaged_contents(shown, ", ".join(changed))


def _refuse_broken_pages(copy: Path, shown: Path, check: str) -> None:
    try:
        with contextlib.closing(connect(copy, read_only=True)) as connection:
            said = str(connection.execute(f"PRAGMA {check}(1)").fetchone()[0])
    except DAMAGE_ERRORS as error:
        raise errors.damaged(shown, str(error)) from error
    if said != "ok":
        raise errors.damaged(shown, said.splitlines()[-1])
