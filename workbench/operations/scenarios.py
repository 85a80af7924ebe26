"""Population scenarios: named sets of assumptions, kept in the plan file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.editing import gone
from workbench.population.levers import Assumptions
from workbench.store.database import Database
from workbench.store.journal import Outcome, Row, Transaction, transaction


def set_assumptions(
    database: Database, scenario_id: int, assumptions: Mapping[str, object]
) -> Outcome:
    """Give levers of a scenario these values, as one step; the others stay as they are.

    A value of None takes the lever's own value away, so that it follows its source again.
    Raises `PersonError` when the scenario is gone or a value is out of range.
    """
    given = {name: value for name, value in assumptions.items() if value is not None}
    Assumptions.of(given)
    scenario = _name(database, scenario_id)
    held = {
        row["name"]: (row["id"], json.loads(row["value"]))
        for row in database.rows("SELECT * FROM assumption WHERE scenario_id = ?", [scenario_id])
    }
    now = {name: value for name, (_id, value) in held.items()}
    changed = {name: value for name, value in assumptions.items() if now.get(name) != _plain(value)}
    details = {
        "scenario": scenario,
        "changes": [[name, now.get(name), value] for name, value in changed.items()],
    }
    with transaction(database, "scenario.assume", details) as change:
        for name, value in changed.items():
            if value is None:
                change.delete("assumption", held[name][0])
            elif name in held:
                change.update("assumption", held[name][0], {"value": _json(value)})
            else:
                change.insert_many("assumption", _assumption_rows(scenario_id, {name: value}))
    return change.outcome


def note_assumption(database: Database, scenario_id: int, name: str, note: str) -> Outcome:
    """Write down why a scenario's assumption departs; it goes when the assumption goes.

    Raises `PersonError` when the scenario is gone or does not set the assumption: what follows
    its source needs no reason.
    """
    scenario = _name(database, scenario_id)
    held = database.row(
        "SELECT id, note FROM assumption WHERE scenario_id = ? AND name = ?", [scenario_id, name]
    )
    if held is None:
        raise PersonError(
            "scenario.follows",
            message("{name} does not set this assumption.", name=scenario),
            remedy=message("Move the lever first; then say why."),
        )
    details = {"scenario": scenario, "assumption": name}
    with transaction(database, "scenario.note_assumption", details) as change:
        change.update("assumption", held["id"], {"note": " ".join(note.split())})
    return change.outcome


def add_scenario(
    database: Database, name: str, assumptions: Mapping[str, object], note: str = ""
) -> Outcome:
    """Add a scenario at the end; raises `PersonError` when the name is empty or taken."""
    Assumptions.of(assumptions)
    name = _free_name(database, name)
    with transaction(database, "scenario.add", {"scenario": name}) as change:
        insert_scenario(change, name, assumptions, note)
    return change.outcome


def insert_scenario(
    change: Transaction, name: str, assumptions: Mapping[str, object], note: str = ""
) -> int:
    """Insert a scenario after the others, inside a transaction; return its id."""
    row = {"position": _next_position(change.database), "name": name, "note": note}
    scenario_id = change.insert("scenario", row)
    change.insert_many("assumption", _assumption_rows(scenario_id, assumptions))
    return scenario_id


def copy_scenario(database: Database, scenario_id: int, name: str) -> Outcome:
    """Add a copy of a scenario under another name, with its assumptions and note."""
    held = database.row("SELECT name, note FROM scenario WHERE id = ?", [scenario_id])
    if held is None:
        raise gone()
    rows = database.rows(
        "SELECT name, value, note FROM assumption WHERE scenario_id = ?", [scenario_id]
    )
    name = _free_name(database, name)
    details = {"scenario": name, "of": held["name"]}
    with transaction(database, "scenario.copy", details) as change:
        copy_id = insert_scenario(change, name, {}, held["note"])
        change.insert_many("assumption", ({**dict(row), "scenario_id": copy_id} for row in rows))
    return change.outcome


def rename_scenario(database: Database, scenario_id: int, name: str) -> Outcome:
    """Give a scenario another name; raises `PersonError` when it is empty or taken."""
    before = _name(database, scenario_id)
    if name.strip() == before:
        return Outcome(None)
    name = _free_name(database, name)
    details = {"scenario": before, "after": name}
    with transaction(database, "scenario.rename", details) as change:
        change.update("scenario", scenario_id, {"name": name})
    return change.outcome


def annotate_scenario(database: Database, scenario_id: int, note: str) -> Outcome:
    """Write down why a scenario's assumptions are what they are."""
    details = {"scenario": _name(database, scenario_id)}
    with transaction(database, "scenario.annotate", details) as change:
        change.update("scenario", scenario_id, {"note": note.rstrip()})
    return change.outcome


def delete_scenario(database: Database, scenario_id: int) -> Outcome:
    """Delete a scenario; raises `PersonError` for the last one, which the page stands on."""
    name = _name(database, scenario_id)
    count = database.row("SELECT count(*) FROM scenario")
    if count is not None and count[0] == 1:
        raise PersonError(
            "scenario.last",
            message("{name} is the only scenario left.", name=name),
            remedy=message("Add another one first."),
        )
    with transaction(database, "scenario.delete", {"scenario": name}) as change:
        change.delete("scenario", scenario_id)
    return change.outcome


def _name(database: Database, scenario_id: int) -> str:
    row = database.row("SELECT name FROM scenario WHERE id = ?", [scenario_id])
    if row is None:
        raise gone()
    return str(row["name"])


def _free_name(database: Database, name: str) -> str:
    name = name.strip()
    if not name:
        raise PersonError(
            "scenario.nameless",
            message("A scenario needs a name."),
            remedy=message("Type a name."),
        )
    if database.row("SELECT id FROM scenario WHERE name = ?", [name]) is not None:
        raise PersonError(
            "scenario.name_taken",
            message("There is a scenario named {name} already.", name=name),
            remedy=message("Choose another name."),
        )
    return name


def _next_position(database: Database) -> int:
    row = database.row("SELECT max(position) FROM scenario")
    return int((row[0] if row else None) or 0) + 1


def _assumption_rows(scenario_id: int, assumptions: Mapping[str, object]) -> Iterable[Row]:
    for name, value in assumptions.items():
        yield {"scenario_id": scenario_id, "name": name, "value": _json(value)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> object:
    """Return the value as it is once it has been through the file."""
    return json.loads(_json(value))
