"""The lines of the journal: what was done, by whom, when."""

from __future__ import annotations

import getpass
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from workbench.records import record


@record
class Entry:
    """One step of the journal."""

    id: int
    at: str
    who: str
    action: str
    details: Mapping[str, object]
    kind: str
    state: str
    of_entry: int | None

    def is_same_step(self, other: Entry | None) -> bool:
        """Tell whether this and an entry of another copy of the plan are the same step.

        Whether it stands or was taken back is left out: that changes afterwards.
        """
        return other is not None and self._what() == other._what()

    def _what(self) -> tuple[object, ...]:
        return (
            self.id, self.at, self.who, self.action, self.details, self.kind, self.of_entry
        )  # fmt: skip


@record
class Outcome:
    """What an operation did: its entry (None: nothing changed) and the rows it touched."""

    entry: Entry | None
    touched: frozenset[tuple[str, int]] = field(default=frozenset(), repr=False)

    @cached_property
    def tables(self) -> frozenset[str]:
        """Return the names of the tables that changed."""
        return frozenset(table for table, _id in self.touched)


def entry_of(row: sqlite3.Row) -> Entry:
    """Return a row of the journal as an entry."""
    return Entry(**{**dict(row), "details": json.loads(row["details"])})


def person() -> str:
    """Return the name the operating system knows the person by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
