"""The history of one part of the plan, and of one person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from workbench.store.database import Database
from workbench.store.journal import Entry, entries

#: Tables whose rows hang on an element, and those that hang on rows of these.
_OF_ELEMENT = (
    "theme_link",
    "indicator",
    "initiative",
    "evaluation",
    "element_alias",
    "element_sdg",
)
_OF_PARTS = {
    "indicator_value": ("indicator", "indicator_id"),
    "grade_override": ("indicator", "indicator_id"),
    "initiative_cost": ("initiative", "initiative_id"),
    "initiative_theme": ("initiative", "initiative_id"),
}


def entries_about(database: Database, element_id: int) -> list[Entry]:
    """Return the steps that touched an element or anything that hangs on it, newest first.

    What has been deleted since is among them, and so are undoing and redoing; the making of the
    plan is not.
    """
    found = _steps_touching(database, "element", [element_id])
    ids_of: dict[str, set[int]] = {}
    for table in _OF_ELEMENT:
        ids_of[table] = _ids_ever_below(database, table, "element_id", [element_id])
        found |= _steps_touching(database, table, ids_of[table])
    for table, (above, column) in _OF_PARTS.items():
        ids = _ids_ever_below(database, table, column, ids_of[above])
        found |= _steps_touching(database, table, ids)
    return [entry for entry in entries(database) if (entry.of_entry or entry.id) in found]


def people(database: Database) -> list[str]:
    """Return everybody who has changed the plan, by name."""
    return [row["who"] for row in database.rows("SELECT DISTINCT who FROM journal ORDER BY who")]


def _ids_ever_below(database: Database, table: str, column: str, above: Iterable[int]) -> set[int]:
    """Return the ids of the rows that hang on some others, or did before a step moved or ended it.

    Only steps a person took are looked through; the making of the plan holds every row.
    """
    listed = json.dumps(sorted(above))
    now = database.rows(
        f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
        [listed],
    )
    before = database.rows(
        "SELECT DISTINCT row_id FROM journal_change"
        " JOIN journal ON journal.id = entry_id AND kind = 'do'"
        " WHERE table_name = ?1 AND ("
        " json_extract(before, ?2) IN (SELECT value FROM json_each(?3))"
        " OR json_extract(after, ?2) IN (SELECT value FROM json_each(?3)))",
        [table, f"$.{column}", listed],
    )
    return {row[0] for row in (*now, *before)}


def _steps_touching(database: Database, table: str, row_ids: Sequence[int] | set[int]) -> set[int]:
    rows = database.rows(
        "SELECT DISTINCT entry_id FROM journal_change"
        " JOIN journal ON journal.id = entry_id AND kind = 'do'"
        " WHERE table_name = ? AND row_id IN (SELECT value FROM json_each(?))",
        [table, json.dumps(sorted(row_ids))],
    )
    return {row["entry_id"] for row in rows}
