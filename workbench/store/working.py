"""Working copies: where the work on a plan stands until it is saved, and after a crash.

Beside each copy lies a note of which plan it belongs to, as it was when it was opened or saved
last, and of the process that works on it. What a process that has ended left behind is found by
these notes.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from workbench.records import record
from workbench.store import errors, swapping
from workbench.store.home import home, room
from workbench.store.naming import place_key
from workbench.store.processes import Process, process_of, this_process

#: What SQLite may put beside a database while it writes.
_COMPANIONS = ("", "-journal", "-wal", "-shm")


#: Nothing takes a day, in seconds.
_LONG_AGO = 86_400.0


@record
class WorkingCopy:
    """A working copy and what its note says.

    `original_hash` is the SHA-256 of the plan when it was opened or saved last, `saved_entry` the
    last journal entry that it held then. `path` is the plan as the person named it.
    """

    file: Path
    path: Path
    original_hash: str
    saved_entry: int
    read_only: bool
    process: Process

    @classmethod
    def begin(cls, path: Path, *, read_only: bool) -> WorkingCopy:
        """Return the place for a new working copy of a plan, noted before anything is in it."""
        moment = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
        name = f"{place_key(path)}-{moment}-{os.getpid()}-{secrets.token_hex(2)}.plandb"
        copy = cls(room("working") / name, path.absolute(), "", 0, read_only, this_process())
        copy.write_note()
        return copy

    def noted(
        self,
        *,
        path: Path | None = None,
        original_hash: str,
        saved_entry: int,
        read_only: bool | None = None,
    ) -> WorkingCopy:
        """Return the copy with another note, which still has to be written."""
        return replace(
            self,
            path=self.path if path is None else path.absolute(),
            original_hash=original_hash,
            saved_entry=saved_entry,
            read_only=self.read_only if read_only is None else read_only,
        )

    def write_note(self) -> None:
        """Put the note in place as a whole; raise `FileError` when it cannot be written."""
        content = {
            "path": str(self.path),
            "original_hash": self.original_hash,
            "saved_entry": self.saved_entry,
            "read_only": self.read_only,
            "machine": self.process.machine,
            "process": self.process.id,
            "began": self.process.began,
        }
        try:
            swapping.write_synced(self._note, json.dumps(content, ensure_ascii=False))
        except OSError as error:
            raise errors.from_system(self.file, error) from error

    @property
    def place(self) -> str:
        """Return the short name of the place that the plan was opened from, for the log."""
        return self.file.name.partition("-")[0]

    @property
    def _note(self) -> Path:
        return self.file.with_suffix(".json")

    def remove(self) -> None:
        """Delete the copy; its note goes last, so that nothing is left that nobody knows of."""
        for ending in _COMPANIONS:
            with contextlib.suppress(OSError):
                swapping.remove(self.file.with_name(f"{self.file.name}{ending}"))
        for left in (self.file.with_suffix(".new"), self._note):
            with contextlib.suppress(OSError):
                swapping.remove(left)


def left_behind() -> Iterator[WorkingCopy]:
    """Yield the working copies of processes that have ended, newest first."""
    notes = (home() / "working").glob("*.json")
    for note in sorted(notes, key=lambda one: one.name.partition("-")[2], reverse=True):
        copy = _from_note(note)
        if copy is not None and copy.process.is_gone():
            yield copy


def tidy() -> None:
    """Remove what programs that ended in the middle of something left in the folder long ago.

    A working copy with its note is never removed here.
    """
    before = time.time() - _LONG_AGO
    for file in (home() / "working").glob("*"):
        belongs_to_a_copy = file.with_suffix(".json").exists() or ".plandb-" in file.name
        with contextlib.suppress(OSError):
            if not belongs_to_a_copy and file.stat().st_mtime < before:
                file.unlink()


def _from_note(note: Path) -> WorkingCopy | None:
    try:
        held = json.loads(note.read_text(encoding="utf-8"))
        return WorkingCopy(
            note.with_suffix(".plandb"),
            Path(str(held["path"])),
            str(held["original_hash"]),
            int(held["saved_entry"]),
            bool(held["read_only"]),
            process_of(held),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None
