"""Population scenarios: named sets of assumptions, kept in the plan file."""

from __future__ import annotations

import json
from collections.abc import Mapping

from workbench.operations.editing import gone
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction


def set_assumptions(
    database: Database, scenario_id: int, assumptions: Mapping[str, object]
) -> Outcome:
    """Give levers of a scenario these values, as one step; the others stay as they are.

    Raises `PersonError` when the scenario is gone.
    """
    scenario = database.row("SELECT name FROM scenario WHERE id = ?", [scenario_id])
    if scenario is None:
        raise gone()
    held = {
        row["name"]: (row["id"], json.loads(row["value"]))
        for row in database.rows("SELECT * FROM assumption WHERE scenario_id = ?", [scenario_id])
    }
    changed = {
        name: value
        for name, value in assumptions.items()
        if name not in held or held[name][1] != value
    }
    details = {
        "scenario": scenario["name"],
        "changes": [
            [name, held[name][1] if name in held else None, value]
            for name, value in changed.items()
        ],
    }
    with transaction(database, "scenario.assume", details) as change:
        for name, value in changed.items():
            text = json.dumps(value, ensure_ascii=False)
            if name in held:
                change.update("assumption", held[name][0], {"value": text})
            else:
                row = {"scenario_id": scenario_id, "name": name, "value": text}
                change.insert("assumption", row)
    return change.outcome
