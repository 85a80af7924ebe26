"""The levels of the plan: how many there are, what they are called, how they number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.lookups import gone, label, needed_name
from workbench.plan.codes import code_from
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction
from workbench.store.queries import load_tree

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


def insert_level(database: Database, above_id: int, name: str) -> Outcome:
    """Put a level between one and those below it, as one step.

    Every element right above it that has something below gets one element on the new level,
    named as itself, to which all that was below it goes; codes stay until they are renumbered.
    Numberings that count levels from the top follow. Raises `PersonError` for an empty name and
    for the lowest level, below which a level is added and not put between.
    """
    name = needed_name(name, _LEVEL)
    plan = load_tree(database)
    above = next((level for level in plan.levels if level.id == above_id), None)
    if above is None:
        raise gone()
    below = [level for level in plan.levels if level.depth > above.depth]
    if not below:
        raise PersonError(
            "level.lowest",
            message("Nothing is below {level} to put a level above.", level=above.name),
            remedy=message("Add a level at the bottom instead."),
        )
    taken = {element.code for element in plan.elements}
    details: dict[str, object] = {"name": name, "above": above.name}
    with transaction(database, "level.insert", details) as change:
        # From the lowest up: no two levels are ever at the same depth.
        for level in reversed(below):
            numbering = _moved_down(level.numbering, above.depth)
            change.update("level", level.id, {"depth": level.depth + 1, "numbering": numbering})
        new = {"depth": above.depth + 1, "name": name, "numbering": NUMBERING}
        details["made"] = change.insert("level", new)
        for parent in plan.at_depth(above.depth):
            children = plan.children(parent.id)
            if not children:
                continue
            code = _free_code(parent.code, taken)
            taken.add(code)
            row = {"parent_id": parent.id, "level_id": details["made"], "position": 1}
            between = change.insert("element", {**row, "code": code, "name": parent.name})
            for child in children:
                change.update("element", child.id, {"parent_id": between})
    return change.outcome


def _moved_down(numbering: str, depth: int) -> str:
    """Return a numbering whose codes of levels below `depth`, counted from the top, moved down."""
    return re.sub(
        r"\{(\d+)\}",
        lambda found: f"{{{int(found[1]) + (int(found[1]) > depth)}}}",
        numbering,
    )


def _free_code(parent: str, taken: Container[str]) -> str:
    return next(
        code
        for number in itertools.count(1)
        if (code := code_from(NUMBERING, number, {0: parent})) not in taken
    )


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
