"""Finding what an operation is about, and calling it as a planner does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction

_LABELS = {
    "element": "SELECT trim(code || ' ' || name) FROM element WHERE id = ?",
    "indicator": "SELECT trim(element.code || ' ' || indicator.name) FROM indicator"
    " JOIN element ON element.id = element_id WHERE indicator.id = ?",
    "initiative": "SELECT trim(element.code || ' ' || initiative.name) FROM initiative"
    " JOIN element ON element.id = element_id WHERE initiative.id = ?",
    "theme": "SELECT name FROM theme WHERE id = ?",
    "level": "SELECT name FROM level WHERE id = ?",
    "department": "SELECT name FROM department WHERE id = ?",
    "grading_scheme": "SELECT name FROM grading_scheme WHERE id = ?",
}

#: What is recorded by hand has no workbook behind it any more.
BY_HAND: Mapping[str, object] = {"source_id": None, "sheet": "", "cell": "", "original": ""}


def gone() -> PersonError:
    """Return the error for something that is no longer in the plan."""
    return PersonError(
        "plan.gone",
        message("This is no longer in the plan."),
        remedy=message("Undo the step that deleted it, if it is still needed."),
    )


def label(database: Database, table: str, row_id: int) -> str:
    """Return what a row is called, as 「4-10 移住・定住の推進」; raise `PersonError` for none."""
    row = database.row(_LABELS[table], [row_id])
    if row is None:
        raise gone()
    return str(row[0])


def row_of(database: Database, table: str, row_id: int) -> sqlite3.Row:
    """Return a row; raise `PersonError` when it is gone."""
    assert table in _LABELS
    row = database.row(f"SELECT * FROM {table} WHERE id = ?", [row_id])
    if row is None:
        raise gone()
    return row


def next_position(database: Database, table: str, above: Mapping[str, int | None]) -> int:
    """Return the position after the last row below the same one."""
    assert table in _LABELS
    condition = " AND ".join(f"{column} IS ?" for column in above) or "1"
    row = database.row(
        f"SELECT max(position) FROM {table} WHERE {condition}",
        list(above.values()),
    )
    return int((row[0] if row else None) or 0) + 1


def needed_name(name: str, what: Message) -> str:
    """Return a name without spaces around it; raise `PersonError` for an empty one."""
    name = name.strip()
    if not name:
        raise PersonError(
            "name.empty",
            message("{what} needs a name.", what=what),
            remedy=message("Type a name."),
        )
    return name


def between(order: Sequence[int], moved: Iterable[int], position: int | None) -> list[int]:
    """Return ids in their new order, the moved ones together at `position` (None: at the end).

    `position` counts among those that stay, from 0.
    """
    moving = list(dict.fromkeys(moved))
    staying = [one for one in order if one not in moving]
    at = len(staying) if position is None else max(0, min(position, len(staying)))
    return [*staying[:at], *moving, *staying[at:]]


def move_rows(
    database: Database, table: str, ids: Sequence[int], element_id: int, position: int | None
) -> Outcome:
    """Move rows of `table` to a measure, together, at a position among its others (None: end)."""
    names = [label(database, table, one) for one in ids]
    details = {"names": names, "owner": label(database, "element", element_id)}
    rows = database.rows(
        f"SELECT id FROM {table} WHERE element_id = ? ORDER BY position, id",
        [element_id],
    )
    with transaction(database, f"{table}.move", details) as change:
        for place, one in enumerate(between([row["id"] for row in rows], ids, position), 1):
            change.update(table, one, {"element_id": element_id, "position": place})
    return change.outcome


def made_id(outcome: Outcome) -> int | None:
    """Return the id of what an operation has added, None when it added nothing."""
    made = outcome.entry.details.get("made") if outcome.entry else None
    return made if isinstance(made, int) else None
