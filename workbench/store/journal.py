"""Every change is one transaction, one journal entry, one undo step.

A `Transaction` records each row it touches, before and after, in the transaction that changes
it. Undo and redo replay those rows by id, survive closing the file, and are journalled
themselves, so the journal is the audit trail too.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from workbench.store import log
from workbench.store.changes import Change, Row, Transaction, write
from workbench.store.database import Database
from workbench.store.entries import Entry, Outcome, entry_of, person

__all__ = [
    "Entry",
    "Outcome",
    "Row",
    "Transaction",
    "changes_of",
    "entries",
    "entry_with",
    "last_change",
    "last_entry_id",
    "next_redo",
    "next_undo",
    "note",
    "person",
    "record",
    "redo",
    "transaction",
    "undo",
]

#: An entry that changes no row, such as the note that a plan was taken over.
_NOTE = "make"


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
            changing.outcome = record(database, action, details or {}, changing.changes, kind=kind)


def note(database: Database, action: str, details: Mapping[str, object]) -> Entry:
    """Write a line into the journal that stands for no change and cannot be taken back."""
    with database.atomic():
        outcome = record(database, action, details, [], kind=_NOTE)
    assert outcome.entry is not None
    return outcome.entry


def undo(database: Database) -> Outcome:
    """Take back the last step that stands; do nothing when there is none."""
    return _replay(database, next_undo(database), "undo")


def redo(database: Database) -> Outcome:
    """Do again the step taken back last; do nothing when there is none."""
    return _replay(database, next_redo(database), "redo")


def next_undo(database: Database) -> Entry | None:
    """Return the step that `undo` would take back."""
    return _one(database, f"kind = 'do' AND state = 'done' AND {_HAS_ROWS} ORDER BY id DESC")


def next_redo(database: Database) -> Entry | None:
    """Return the step that `redo` would do again."""
    return _one(database, f"kind = 'do' AND state = 'undone' AND {_HAS_ROWS} ORDER BY id")


def undo_size(database: Database, steps: int, limit: int) -> int:
    """Return how many rows undoing these steps touches, counting up to `limit`."""
    return _size(database, "state = 'done'", "DESC", steps, limit)


def redo_size(database: Database, steps: int, limit: int) -> int:
    """Return how many rows doing these steps again touches, counting up to `limit`."""
    return _size(database, "state = 'undone'", "ASC", steps, limit)


def _size(database: Database, state: str, order: str, steps: int, limit: int) -> int:
    those = (
        f"SELECT id FROM journal WHERE kind = 'do' AND {state} AND {_HAS_ROWS}"
        f" ORDER BY id {order} LIMIT ?"
    )
    touched = f"SELECT 1 FROM journal_change WHERE entry_id IN ({those}) LIMIT ?"
    counted = database.row(f"SELECT count(*) FROM ({touched})", [steps, limit])
    return int(counted[0]) if counted else 0


#: Of the oldest steps of a long journal only the line is kept; see `workbench.store.thinning`.
_HAS_ROWS = "EXISTS (SELECT 1 FROM journal_change WHERE entry_id = journal.id)"


def entries(database: Database, limit: int = -1) -> list[Entry]:
    """Return the journal, newest first."""
    found = database.rows("SELECT * FROM journal ORDER BY id DESC LIMIT ?", [limit])
    return [entry_of(row) for row in found]


def entry_with(database: Database, entry_id: int) -> Entry | None:
    """Return the entry with this id, or None."""
    return _one(database, f"id = {int(entry_id)}")


def last_change(database: Database) -> datetime.datetime:
    """Return when the plan was last changed; the present for one that nobody has changed."""
    newest = entries(database, limit=1)
    if not newest:
        return datetime.datetime.now(datetime.UTC)
    return datetime.datetime.fromisoformat(newest[0].at)


def last_entry_id(database: Database) -> int:
    """Return the id of the newest entry, 0 for an empty journal."""
    newest = database.row("SELECT max(id) FROM journal")
    return int(newest[0] or 0) if newest else 0


def _one(database: Database, condition: str) -> Entry | None:
    row = database.row(f"SELECT * FROM journal WHERE {condition} LIMIT 1")
    return None if row is None else entry_of(row)


def _abandon_undone(database: Database) -> None:
    database.connection.execute("UPDATE journal SET state = 'abandoned' WHERE state = 'undone'")


def record(
    database: Database,
    action: str,
    details: Mapping[str, object],
    changes: Sequence[Change],
    *,
    kind: str,
    of_entry: int | None = None,
) -> Outcome:
    """Write a step that has just been done into the journal, inside its transaction."""
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
    log.note("journal", step=entry_id, action=action, kind=kind, rows=len(changes))
    return Outcome(
        entry_with(database, entry_id), frozenset((one.table, one.row_id) for one in changes)
    )


def _replay(database: Database, entry: Entry | None, kind: str) -> Outcome:
    if entry is None:
        return Outcome(None)
    with database.atomic():
        changes = changes_of(database, entry.id)
        if kind == "undo":
            changes = [one.reversed() for one in reversed(changes)]
        write(database, changes)
        database.connection.execute(
            "UPDATE journal SET state = ? WHERE id = ?",
            ["undone" if kind == "undo" else "done", entry.id],
        )
        return record(database, entry.action, entry.details, changes, kind=kind, of_entry=entry.id)


def changes_of(database: Database, entry_id: int) -> list[Change]:
    """Return the rows that a step touched, in order; an undo has those of its step."""
    found = database.rows("SELECT * FROM journal_change WHERE entry_id = ? ORDER BY id", [entry_id])
    return [
        Change(row["table_name"], row["row_id"], _loaded(row["before"]), _loaded(row["after"]))
        for row in found
    ]


def _json(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _loaded(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)
