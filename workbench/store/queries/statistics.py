"""The statistics a plan rests on, and its population scenarios."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from workbench.plan.statistics import (
    Area,
    Basis,
    PopulationCell,
    PopulationSet,
    PopulationTarget,
    Rate,
    Source,
    Statistics,
)
from workbench.plan.vital_events import VitalEvent
from workbench.records import record
from workbench.store.database import Database
from workbench.store.queries.sources import WITH_SOURCE, provenance


@record
class Scenario:
    """A named set of assumptions: lever to value; `notes` say why, for some of them."""

    id: int
    position: int
    name: str
    note: str
    assumptions: Mapping[str, object]
    notes: Mapping[str, str] = field(default_factory=dict)


def load_vital_events(
    database: Database, quantities: Sequence[str] | None = None
) -> tuple[VitalEvent, ...]:
    """Return births, deaths, migrants and register counts (None: all of them), by year."""
    statement = WITH_SOURCE.format(table="vital_event")
    if quantities is not None:
        statement += " WHERE held.quantity IN (SELECT value FROM json_each(?))"
    parameters = [] if quantities is None else [json.dumps(list(quantities))]
    return tuple(
        VitalEvent(
            row["area_code"],
            row["calendar_year"],
            row["quantity"],
            row["number"],
            provenance(row),
        )
        for row in database.rows(f"{statement} ORDER BY held.calendar_year, held.id", parameters)
    )


def load_known_areas(database: Database) -> tuple[Area, ...]:
    """Return the areas of the plan: the municipality, its parts, and those it is compared with."""
    return tuple(
        Area(row["code"], row["kind"], row["name"], row["parent_code"])
        for row in database.rows("SELECT * FROM area ORDER BY id")
    )


def load_statistics(database: Database) -> Statistics:
    """Return the censuses, projections, targets and rates of the plan."""
    sources = _sources(database)
    cells: dict[int, list[PopulationCell]] = defaultdict(list)
    for row in database.rows("SELECT * FROM population_cell ORDER BY id"):
        cells[row["set_id"]].append(_cell(row))
    return Statistics(
        areas=load_known_areas(database),
        population_sets=tuple(
            _set(row, sources, cells[row["id"]])
            for row in database.rows("SELECT * FROM population_set ORDER BY id")
        ),
        targets=_targets(database, sources),
        rates=tuple(
            Rate(
                row["series"],
                row["quantity"],
                row["from_year"],
                row["to_year"],
                row["sex"],
                row["age_from"],
                row["age_to"],
                row["label"],
                row["value"],
                sources.get(row["source_id"]),
            )
            for row in database.rows("SELECT * FROM rate ORDER BY id")
        ),
    )


def load_targets_and_newest_projection(database: Database, area_code: str) -> Statistics:
    """Return what tells where the plan's targets stand, and nothing else of the statistics.

    The newest projection is the one listed last for the area. A plan is opened on this: all
    cells and rates would take three times as long.
    """
    sources = _sources(database)
    newest = database.rows(
        "SELECT * FROM population_set WHERE basis = ? AND area_code = ? ORDER BY id DESC LIMIT 1",
        [Basis.PROJECTION.value, area_code],
    )
    return Statistics(
        areas=(),
        population_sets=tuple(
            _set(
                row,
                sources,
                map(
                    _cell,
                    database.rows(
                        "SELECT * FROM population_cell WHERE set_id = ? ORDER BY id", [row["id"]]
                    ),
                ),
            )
            for row in newest
        ),
        targets=_targets(database, sources),
        rates=(),
    )


def _sources(database: Database) -> Mapping[int, Source]:
    return {
        row["id"]: Source(row["id"], row["key"], row["title"], row["publisher"], row["note"])
        for row in database.rows("SELECT * FROM source")
    }


def _cell(row: sqlite3.Row) -> PopulationCell:
    return PopulationCell(row["year"], row["sex"], row["age_from"], row["age_to"], row["persons"])


def _set(
    row: sqlite3.Row, sources: Mapping[int, Source], cells: Iterable[PopulationCell]
) -> PopulationSet:
    return PopulationSet(
        row["key"],
        row["title"],
        Basis(row["basis"]),
        row["area_code"],
        row["reference_date"],
        bool(row["is_estimate"]),
        sources.get(row["source_id"]),
        tuple(cells),
    )


def _targets(database: Database, sources: Mapping[int, Source]) -> tuple[PopulationTarget, ...]:
    return tuple(
        PopulationTarget(
            row["quantity"],
            row["from_year"],
            row["to_year"],
            row["value"],
            row["unit"],
            row["note"],
            sources.get(row["source_id"]),
        )
        for row in database.rows("SELECT * FROM population_target ORDER BY id")
    )


def load_scenarios(database: Database) -> tuple[Scenario, ...]:
    """Return the population scenarios, in order."""
    assumptions: dict[int, dict[str, object]] = defaultdict(dict)
    notes: dict[int, dict[str, str]] = defaultdict(dict)
    for row in database.rows("SELECT * FROM assumption ORDER BY id"):
        assumptions[row["scenario_id"]][row["name"]] = json.loads(row["value"])
        if row["note"]:
            notes[row["scenario_id"]][row["name"]] = row["note"]
    return tuple(
        Scenario(
            row["id"],
            row["position"],
            row["name"],
            row["note"],
            assumptions[row["id"]],
            notes[row["id"]],
        )
        for row in database.rows("SELECT * FROM scenario ORDER BY position, id")
    )
