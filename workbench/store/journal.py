"""Every change is one transaction, one journal entry, one undo step.

A `Transaction` records each row it touches, before and after, in the transaction that changes
it. Undo and redo replay those rows by id, survive closing the file, and are journalled
themselves, so the journal is the audit trail too.
"""

from __future__ import annotations

import datetime
import getpass
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby

from workbench.store.database import Database
from workbench.store.schema import PLAN_TABLES

#: A row's columns as SQLite holds them.
Row = Mapping[str, object]


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Outcome:
    """What an operation did: its entry (None: nothing changed) and the rows it touched."""

    entry: Entry | None
    touched: frozenset[tuple[str, int]] = field(default=frozenset(), repr=False)

    @property
    def tables(self) -> frozenset[str]:
        """Return the names of the tables that changed."""
        return frozenset(table for table, _id in self.touched)


@dataclass
class _Change:
    table: str
    row_id: int
    before: Row | None
    after: Row | None


@dataclass
class Transaction:
    """The writes of one operation."""

    database: Database
    changes: list[_Change] = field(default_factory=list)
    #: Filled when the transaction has been committed.
    outcome: Outcome = field(default_factory=lambda: Outcome(None))

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its id."""
        return self.insert_many(table, [row])[0]

    def insert_many(self, table: str, rows: Iterable[Row]) -> list[int]:
        """Insert rows and return their ids, in order."""
        return [self._insert_one(table, row) for row in rows]

    def _insert_one(self, table: str, row: Row) -> int:
        columns = _checked_columns(self.database, table, row)
        marks = ", ".join("?" * len(columns))
        cursor = self.database.connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
            list(row.values()),
        )
        row_id = int(cursor.lastrowid or 0)
        self.changes.append(_Change(table, row_id, None, {**row, "id": row_id}))
        return row_id

    def update(self, table: str, row_id: int, new: Row) -> None:
        """Change columns of a row; those that stay as they are are not journalled."""
        columns = _checked_columns(self.database, table, new)
        held = self.database.row(
            f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?",  # noqa: S608
            [row_id],
        )
        if held is None:
            raise KeyError(f"{table} {row_id}")
        after = {name: value for name, value in new.items() if held[name] != value}
        if not after:
            return
        before = {name: held[name] for name in after}
        _write(self.database, [_Change(table, row_id, before, after)])
        self.changes.append(_Change(table, row_id, before, after))

    def delete(self, table: str, row_id: int) -> None:
        """Delete a row and everything that hangs on it."""
        for child, column, parent_column in _references_to(self.database, table):
            held = self.database.row(
                f"SELECT {parent_column} FROM {table} WHERE id = ?",  # noqa: S608
                [row_id],
            )
            if held is None:
                raise KeyError(f"{table} {row_id}")
            below = self.database.rows(
                f"SELECT id FROM {child} WHERE {column} = ?",  # noqa: S608
                [held[0]],
            )
            for row in below:
                self.delete(child, row["id"])
        whole = self.database.row(f"SELECT * FROM {table} WHERE id = ?", [row_id])  # noqa: S608
        if whole is None:
            raise KeyError(f"{table} {row_id}")
        change = _Change(table, row_id, dict(whole), None)
        _write(self.database, [change])
        self.changes.append(change)


@contextmanager
def transaction(
    database: Database,
    action: str,
    details: Mapping[str, object] | None = None,
    *,
    undoable: bool = True,
) -> Iterator[Transaction]:
    """Make all writes inside one journalled step; an exception takes all of them back.

    `action` names what is done (as ``element.rename``) and `details` holds the words that the
    step is described with. The making of a plan is the one step that is not `undoable`. After
    the block ``outcome`` says what changed.
    """
    changing = Transaction(database)
    with database.atomic():
        yield changing
        if changing.changes:
            _abandon_undone(database)
            kind = "do" if undoable else "make"
            changing.outcome = _record(database, action, details or {}, changing.changes, kind=kind)


def undo(database: Database) -> Outcome:
    """Take back the last step that stands; do nothing when there is none."""
    return _replay(database, next_undo(database), "undo")


def redo(database: Database) -> Outcome:
    """Do again the step taken back last; do nothing when there is none."""
    return _replay(database, next_redo(database), "redo")


def next_undo(database: Database) -> Entry | None:
    """Return the step that `undo` would take back."""
    return _one(database, "kind = 'do' AND state = 'done' ORDER BY id DESC")


def next_redo(database: Database) -> Entry | None:
    """Return the step that `redo` would do again."""
    return _one(database, "kind = 'do' AND state = 'undone' ORDER BY id")


def entries(database: Database, limit: int = -1) -> list[Entry]:
    """Return the journal, newest first."""
    found = database.rows("SELECT * FROM journal ORDER BY id DESC LIMIT ?", [limit])
    return [_entry(row) for row in found]


def last_entry_id(database: Database) -> int:
    """Return the id of the newest entry, 0 for an empty journal."""
    newest = database.row("SELECT max(id) FROM journal")
    return int(newest[0] or 0) if newest else 0


def _one(database: Database, condition: str) -> Entry | None:
    row = database.row(f"SELECT * FROM journal WHERE {condition} LIMIT 1")  # noqa: S608
    return None if row is None else _entry(row)


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(**{**dict(row), "details": json.loads(row["details"])})


def _abandon_undone(database: Database) -> None:
    database.connection.execute("UPDATE journal SET state = 'abandoned' WHERE state = 'undone'")


def _record(
    database: Database,
    action: str,
    details: Mapping[str, object],
    changes: Sequence[_Change],
    *,
    kind: str,
    of_entry: int | None = None,
) -> Outcome:
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    cursor = database.connection.execute(
        "INSERT INTO journal (at, who, action, details, kind, state, of_entry)"
        " VALUES (?, ?, ?, ?, ?, 'done', ?)",
        [at, person(), action, _json(details), kind, of_entry],
    )
    entry_id = int(cursor.lastrowid or 0)
    if of_entry is None:
        # An undo's own rows are those of the entry it takes back; they need no second copy.
        database.connection.executemany(
            "INSERT INTO journal_change (entry_id, table_name, row_id, before, after)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                (entry_id, one.table, one.row_id, _json(one.before), _json(one.after))
                for one in changes
            ),
        )
    entry = _one(database, f"id = {entry_id}")
    return Outcome(entry, frozenset((one.table, one.row_id) for one in changes))


def _replay(database: Database, entry: Entry | None, kind: str) -> Outcome:
    if entry is None:
        return Outcome(None)
    with database.atomic():
        changes = _changes_of(database, entry.id)
        if kind == "undo":
            changes = [
                _Change(one.table, one.row_id, one.after, one.before) for one in reversed(changes)
            ]
        _write(database, changes)
        database.connection.execute(
            "UPDATE journal SET state = ? WHERE id = ?",
            ["undone" if kind == "undo" else "done", entry.id],
        )
        return _record(database, entry.action, entry.details, changes, kind=kind, of_entry=entry.id)


def _changes_of(database: Database, entry_id: int) -> list[_Change]:
    found = database.rows("SELECT * FROM journal_change WHERE entry_id = ? ORDER BY id", [entry_id])
    return [
        _Change(row["table_name"], row["row_id"], _loaded(row["before"]), _loaded(row["after"]))
        for row in found
    ]


def _write(database: Database, changes: Sequence[_Change]) -> None:
    """Bring rows to their state after; runs of the same shape go as one statement."""

    def shape(change: _Change) -> tuple[str, str, tuple[str, ...]]:
        if change.after is None:
            return change.table, "delete", ()
        verb = "insert" if change.before is None else "update"
        return change.table, verb, tuple(change.after)

    for (table, verb, columns), run in groupby(changes, shape):
        _checked_columns(database, table, dict.fromkeys(columns))
        if verb == "delete":
            statement = f"DELETE FROM {table} WHERE id = ?"  # noqa: S608
            parameters: list[list[object]] = [[one.row_id] for one in run]
        elif verb == "insert":
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
            parameters = [list((one.after or {}).values()) for one in run]
        else:
            settings = ", ".join(f"{name} = ?" for name in columns)
            statement = f"UPDATE {table} SET {settings} WHERE id = ?"  # noqa: S608
            parameters = [[*(one.after or {}).values(), one.row_id] for one in run]
        database.connection.executemany(statement, parameters)


def _checked_columns(database: Database, table: str, row: Row) -> list[str]:
    """Return the column names of `row`; names that the schema lacks never reach SQL."""
    if table not in PLAN_TABLES:
        raise ValueError(f"no table {table!r} in a plan")
    unknown = row.keys() - database.columns(table)
    if unknown:
        raise ValueError(f"no columns {sorted(unknown)} in {table}")
    return list(row)


def _references_to(database: Database, table: str) -> list[tuple[str, str, str]]:
    return [
        (child, row["from"], row["to"])
        for child in PLAN_TABLES
        for row in database.rows(f"PRAGMA foreign_key_list({child})")
        if row["table"] == table
    ]


def _json(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _loaded(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def person() -> str:
    """Return the name the operating system knows the person by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
