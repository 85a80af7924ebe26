"""Whether the journal leads to what stands in the plan.

The steps are taken back one after another, in memory, from the plan as it stands: each row must
be as the step left it. At the beginning nothing may be left that no step has made.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.language import Message, message
from workbench.store.changes import Change
from workbench.store.entries import Entry, entry_of
from workbench.store.schema import PLAN_TABLES

#: Rows by table and id; None: not there.
Rows = dict[str, dict[int, dict[str, object] | None]]


@dataclass
class Unwinding:
    """The plan as it stands, taken back step by step; made by `begin`."""

    connection: sqlite3.Connection
    entries: list[Entry]
    #: Of steps before this one only the line is kept.
    first_whole: int
    _rows: Rows = field(default_factory=dict)
    _defaults: dict[str, dict[str, object]] = field(default_factory=dict)

    @classmethod
    def begin(cls, connection: sqlite3.Connection) -> Unwinding:
        """Return the plan as it stands; raise `ValueError` when the journal is not readable."""
        found = connection.execute("SELECT * FROM journal ORDER BY id DESC").fetchall()
        entries = [entry_of(row) for row in found]
        below = [entry.details.get("below", 0) for entry in entries if entry.kind == "make"]
        return cls(connection, entries, max((one for one in below if type(one) is int), default=0))

    def rows(self, table: str) -> dict[int, dict[str, object] | None]:
        """Return the rows of a table at the moment reached."""
        if table not in self._rows:
            if table not in PLAN_TABLES:
                raise ValueError(table)
            found = self.connection.execute(f"SELECT * FROM {table}").fetchall()
            self._rows[table] = {row["id"]: dict(row) for row in found}
        return self._rows[table]

    def _defaults_of(self, table: str) -> dict[str, object]:
        """Return what a row holds that says nothing; a step notes only what it was given."""
        if table not in self._defaults:
            columns = self.connection.execute(
                "SELECT name, dflt_value FROM pragma_table_info(?)", [table]
            )
            self._defaults[table] = {
                # The schema has been compared with the program's own, so this is a plain value.
                name: self.connection.execute(f"SELECT {default or 'NULL'}").fetchone()[0]
                for name, default in columns.fetchall()
            }
        return self._defaults[table]

    def steps(self, after: int = 0) -> Iterator[tuple[Entry, list[Change]]]:
        """Yield each step newer than `after` with what it did, newest first.

        Ends before the first step whose rows are no longer kept.
        """
        changes = self._changes()
        for entry in self.entries:
            if entry.id <= after or min(entry.id, entry.of_entry or entry.id) < self.first_whole:
                return
            did = changes.get(entry.of_entry or entry.id, [])
            if entry.kind == "undo":
                did = [change.reversed() for change in reversed(did)]
            yield entry, did

    def with_rows(self) -> frozenset[int]:
        """Return the ids of the entries that changed rows themselves."""
        found = self.connection.execute("SELECT DISTINCT entry_id FROM journal_change")
        return frozenset(row[0] for row in found)

    def _changes(self) -> Mapping[int, list[Change]]:
        held: dict[int, list[Change]] = defaultdict(list)
        for row in self.connection.execute("SELECT * FROM journal_change ORDER BY id"):
            before, after = (
                None if row[name] is None else _object(row[name]) for name in ("before", "after")
            )
            held[row["entry_id"]].append(Change(row["table_name"], row["row_id"], before, after))
        return held

    def take_back(self, change: Change) -> bool:
        """Bring a row to its state before; return whether it was as the change had left it."""
        rows = self.rows(change.table)
        held = rows.get(change.row_id)
        if change.before is None:
            rows[change.row_id] = None
            return held is not None and change.after is not None and _holds(held, change.after)
        if change.after is None:
            rows[change.row_id] = {**self._defaults_of(change.table), **change.before}
            return held is None
        rows[change.row_id] = {**(held or {}), **change.before}
        return held is not None and _holds(held, change.after)


def problems(connection: sqlite3.Connection) -> Iterator[Message]:
    """Yield where the journal and the plan disagree."""
    try:
        unwinding = Unwinding.begin(connection)
        yield from _wrong_states(unwinding)
        yield from _wrong_rows(unwinding)
    except (ValueError, TypeError, AttributeError, KeyError):
        yield message("The journal holds lines that cannot be read.")


def _wrong_rows(unwinding: Unwinding) -> Iterator[Message]:
    for entry, did in unwinding.steps():
        for change in reversed(did):
            if not unwinding.take_back(change):
                yield message(
                    "Step {step} of the journal ({at}) does not lead to what stands in row {row} "
                    "of {table}.",
                    step=entry.id,
                    at=entry.at,
                    row=change.row_id,
                    table=change.table,
                )
    if unwinding.first_whole:
        return
    present = {
        row[0] for row in unwinding.connection.execute("SELECT name FROM sqlite_schema")
    }  # a file of an earlier version lacks the later tables
    for table in (name for name in PLAN_TABLES if name in present):
        for row_id, row in unwinding.rows(table).items():
            if row is not None:
                yield message(
                    "No step of the journal has made row {row} of {table}.", row=row_id, table=table
                )


def _wrong_states(unwinding: Unwinding) -> Iterator[Message]:
    """Yield the steps that the journal calls undone or standing though it says otherwise."""
    expected: dict[int, str] = {}
    undone: set[int] = set()
    with_rows = unwinding.with_rows()
    for entry in reversed(unwinding.entries):
        if entry.kind in ("undo", "redo"):
            of_entry = entry.of_entry or 0
            if of_entry in expected:
                expected[of_entry] = "undone" if entry.kind == "undo" else "done"
                (undone.add if entry.kind == "undo" else undone.discard)(of_entry)
        elif entry.id >= unwinding.first_whole:
            if entry.id in with_rows:
                # A new step: what was taken back before it cannot be done again.
                expected.update(dict.fromkeys(undone, "abandoned"))
                undone.clear()
            expected[entry.id] = "done"
    for entry in unwinding.entries:
        if expected.get(entry.id, entry.state) != entry.state:
            yield message(
                "Step {step} of the journal ({at}) is noted as {state}, which it is not.",
                step=entry.id,
                at=entry.at,
                state=entry.state,
            )


def _holds(held: Mapping[str, object], expected: Mapping[str, object]) -> bool:
    """Tell whether a row has these values; columns that it does not name do not count.

    A row that an undone step had added is known by the columns which that step gave it, without
    those it left to their defaults and those of later versions.
    """
    return all(name not in held or _is_same(held[name], value) for name, value in expected.items())


def _is_same(held: object, noted: object) -> bool:
    # SQLite turns a number given for a text column into text, as the journal noted it before.
    return held == noted or (isinstance(held, str) and held == str(noted))


def _object(text: str) -> dict[str, object]:
    held = json.loads(text)
    if not isinstance(held, dict):
        raise TypeError(text)
    return held
