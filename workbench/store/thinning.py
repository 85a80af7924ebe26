"""A journal that does not grow without end.

Of the newest steps everything is kept, so that they can be taken back, merged and replayed. Of
older ones what they changed remains in words: one line for each day, person and thing, from what
it was in the morning to what it was in the evening.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping

from workbench.store import journal
from workbench.store.database import Database
from workbench.store.entries import Entry

#: So many of the newest steps can be taken back.
STEPS_KEPT = 5_000

#: The journal is thinned when it is this much longer, not at every save.
_SLACK = 1.2

#: The line that says from where on steps are whole; `details["below"]` is the first whole entry.
ACTION = "journal.thin"

#: Details that tell how a step changed a thing.
_BEFORE, _CHANGES = "before", "changes"

#: Details of a folded line: how many steps it stands for, and the rows that each of them touched.
_STEPS, _ROWS = "steps_folded", "rows_folded"

#: A step that touches more rows than this, as an import, keeps its own line.
_FEW_ROWS = 6

#: The rows that a step touched.
_Rows = tuple[tuple[str, int], ...]


def thin(database: Database, *, steps_kept: int = STEPS_KEPT) -> None:
    """Fold steps older than the newest `steps_kept`, if there are many such.

    Raises `FileError` when the disk refuses.
    """
    last = journal.last_entry_id(database)
    first_whole = last - steps_kept + 1
    if last - first_entry_with_rows(database) < steps_kept * _SLACK:
        return
    with database.atomic():
        run = database.connection.execute
        rows = _rows_of_steps(database, first_whole)
        run("DELETE FROM journal_change WHERE entry_id < ?", [first_whole])
        # What was taken back that long ago cannot be done again.
        run(
            "UPDATE journal SET state = 'abandoned' WHERE state = 'undone' AND id < ?",
            [first_whole],
        )
        run("UPDATE journal SET of_entry = NULL WHERE id < ?", [first_whole])
        run("DELETE FROM journal WHERE action = ?", [ACTION])
        _fold_lines(database, first_whole, rows)
        journal.note(database, ACTION, {"below": first_whole})


def first_entry_with_rows(database: Database) -> int:
    """Return the oldest entry whose rows are kept; one beyond the last when there is none."""
    row = database.row("SELECT min(entry_id) FROM journal_change")
    found = row[0] if row else None
    return int(found) if found is not None else journal.last_entry_id(database) + 1


def _rows_of_steps(database: Database, first_whole: int) -> dict[int, _Rows]:
    """Return the rows that each step touched which is to be folded; an undo those of its step."""
    found: dict[int, set[tuple[str, int]]] = {}
    for row in database.rows(
        "SELECT journal.id, table_name, row_id FROM journal"
        " JOIN journal_change ON entry_id = coalesce(of_entry, journal.id) WHERE journal.id < ?",
        [first_whole],
    ):
        found.setdefault(row["id"], set()).add((row["table_name"], row["row_id"]))
    return {step: tuple(sorted(rows)) for step, rows in found.items() if len(rows) <= _FEW_ROWS}


def _fold_lines(database: Database, first_whole: int, rows: Mapping[int, _Rows]) -> None:
    """Make one line of all that say what a person did to one thing on one day."""
    # A newer undo still names the step that it took back.
    named = {
        row[0]
        for row in database.rows("SELECT of_entry FROM journal WHERE of_entry < ?", [first_whole])
    }
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in reversed(journal.entries(database)):
        if entry.id < first_whole and entry.id not in named:
            touched = rows.get(entry.id) or _rows_folded(entry)
            if touched:
                groups.setdefault((*_by_whom(entry), touched), []).append(entry)
    database.connection.executemany(
        "UPDATE journal SET details = ? WHERE id = ?",
        [
            (json.dumps(_joined(group, key[-1]), ensure_ascii=False), group[-1].id)
            for key, group in groups.items()
        ],
    )
    database.connection.executemany(
        "DELETE FROM journal WHERE id = ?",
        [(entry.id,) for group in groups.values() for entry in group[:-1]],
    )


def _by_whom(entry: Entry) -> tuple[object, ...]:
    day = datetime.datetime.fromisoformat(entry.at).astimezone().date() if entry.at else ""
    return day, entry.who, entry.action, entry.kind, entry.state, str(entry.details.get("field"))


def _rows_folded(entry: Entry) -> _Rows:
    held = entry.details.get(_ROWS)
    listed = held if isinstance(held, list) else []
    return tuple((str(table), int(row_id)) for table, row_id in listed)


def _joined(group: list[Entry], touched: object) -> Mapping[str, object]:
    """Return the details of the newest step, from what was before the oldest one."""
    joined = dict(group[-1].details)
    if _BEFORE in joined:
        joined[_BEFORE] = group[0].details.get(_BEFORE)
    if _CHANGES in joined:
        joined[_CHANGES] = _joined_changes(entry.details.get(_CHANGES) for entry in group)
    joined[_STEPS] = sum(int(str(entry.details.get(_STEPS, 1))) for entry in group)
    joined[_ROWS] = touched
    return joined


def _joined_changes(changes: Iterable[object]) -> list[list[object]]:
    """Return what each named part was at first and is at last."""
    joined: dict[str, list[object]] = {}
    for listed in changes:
        for name, before, after in listed if isinstance(listed, list) else ():
            joined[name] = [name, joined.get(name, [name, before])[1], after]
    return list(joined.values())
