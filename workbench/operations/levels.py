"""The levels of the plan: how many there are, what they are called, how they number."""

from __future__ import annotations

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.lookups import label, needed_name
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction

_LEVEL = message("A level")

#: What a new level's codes are made with.
NUMBERING = "{parent}-{n}"


def add_level(database: Database, name: str, numbering: str = NUMBERING) -> Outcome:
    """Add a level at the bottom; raise `PersonError` for an empty name or a pattern without {n}."""
    name = needed_name(name, _LEVEL)
    require_numbering(numbering, name)
    row = database.row("SELECT max(depth) FROM level")
    depth = 0 if row is None or row[0] is None else int(row[0]) + 1
    details: dict[str, object] = {"name": name}
    with transaction(database, "level.add", details) as change:
        details["made"] = change.insert(
            "level", {"depth": depth, "name": name, "numbering": numbering.strip()}
        )
    return change.outcome


def delete_level(database: Database, level_id: int) -> Outcome:
    """Delete the lowest level; raises `PersonError` for another one, and while it is in use."""
    name = label(database, "level", level_id)
    lowest = database.rows("SELECT id FROM level ORDER BY depth DESC LIMIT 1")[0]["id"]
    used = database.rows("SELECT count(*) FROM element WHERE level_id = ?", [level_id])[0][0]
    if level_id != lowest or used:
        raise PersonError(
            "level.in_use",
            message("{name} is not the lowest level, or is in use.", name=name),
            remedy=message("Delete or move what stands on it and below it first."),
        )
    with transaction(database, "level.delete", {"name": name}) as change:
        change.delete("level", level_id)
    return change.outcome


def require_numbering(numbering: str, level: str) -> None:
    """Raise `PersonError` for a pattern that gives every element of a level the same code."""
    if "{n}" not in numbering:
        raise PersonError(
            "level.numbering",
            message("The numbering of {level} must hold {part}.", level=level, part="{n}"),
            remedy=message("Without it every code on this level would be the same."),
        )
