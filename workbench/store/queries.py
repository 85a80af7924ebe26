"""What stands in a plan file, as plain objects."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workbench.plan import structure
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
from workbench.plan.values import Kind, Value
from workbench.plan.vital_events import VitalEvent
from workbench.store.database import Database


@dataclass(frozen=True)
class Scenario:
    """A named set of assumptions: lever to value."""

    id: int
    position: int
    name: str
    note: str
    assumptions: Mapping[str, object]


def load_plan(database: Database) -> structure.Plan:
    """Return the whole tree; indicator values are read apart, as they are many."""
    return structure.Plan(
        profile=load_profile(database),
        levels=_all(database, structure.Level, "level ORDER BY depth"),
        elements=_in_tree_order(
            _all(database, structure.Element, "element ORDER BY parent_id, position, id")
        ),
        themes=_all(database, structure.Theme, "theme ORDER BY position, id"),
        theme_links=_all(
            database,
            structure.ThemeLink,
            "theme_link ORDER BY (SELECT position FROM theme WHERE theme.id = theme_id), id",
        ),
        indicators=tuple(
            structure.Indicator(**{**dict(row), "direction": structure.Direction(row["direction"])})
            for row in database.rows("SELECT * FROM indicator ORDER BY element_id, position, id")
        ),
    )


def load_profile(database: Database) -> structure.Profile:
    """Return what the plan is; raise `LookupError` for a file that holds no plan yet."""
    row = database.row("SELECT * FROM profile")
    if row is None:
        raise LookupError("profile")
    return structure.Profile(**{name: row[name] for name in row.keys() if name != "id"})  # noqa: SIM118


def load_indicator_values(
    database: Database, indicator_ids: Sequence[int] | None = None
) -> tuple[structure.IndicatorValue, ...]:
    """Return the values of these indicators (None: of all), by year."""
    statement = _WITH_SOURCE.format(table="indicator_value")
    if indicator_ids is not None:
        statement += " WHERE held.indicator_id IN (SELECT value FROM json_each(?))"
    statement += " ORDER BY held.indicator_id, held.fiscal_year, held.role"
    parameters = [] if indicator_ids is None else [json.dumps(list(indicator_ids))]
    return tuple(
        structure.IndicatorValue(
            row["id"],
            row["indicator_id"],
            row["fiscal_year"],
            structure.Role(row["role"]),
            Value(Kind(row["kind"]), row["number"], row["words"]),
            _provenance(row),
        )
        for row in database.rows(statement, parameters)
    )


def load_vital_events(database: Database) -> tuple[VitalEvent, ...]:
    """Return births, deaths, migrants and register counts, by year."""
    statement = _WITH_SOURCE.format(table="vital_event")
    return tuple(
        VitalEvent(
            row["area_code"],
            row["calendar_year"],
            row["quantity"],
            row["number"],
            _provenance(row),
        )
        for row in database.rows(f"{statement} ORDER BY held.calendar_year, held.id")
    )


def load_statistics(database: Database) -> Statistics:
    """Return the censuses, projections, targets and rates of the plan."""
    sources = {
        row["id"]: Source(row["id"], row["key"], row["title"], row["publisher"], row["note"])
        for row in database.rows("SELECT * FROM source")
    }
    cells: dict[int, list[PopulationCell]] = defaultdict(list)
    for row in database.rows("SELECT * FROM population_cell ORDER BY id"):
        cells[row["set_id"]].append(
            PopulationCell(row["year"], row["sex"], row["age_from"], row["age_to"], row["persons"])
        )
    return Statistics(
        areas=tuple(
            Area(row["code"], row["kind"], row["name"], row["parent_code"])
            for row in database.rows("SELECT * FROM area ORDER BY id")
        ),
        population_sets=tuple(
            PopulationSet(
                row["key"],
                row["title"],
                Basis(row["basis"]),
                row["area_code"],
                row["reference_date"],
                bool(row["is_estimate"]),
                sources.get(row["source_id"]),
                tuple(cells[row["id"]]),
            )
            for row in database.rows("SELECT * FROM population_set ORDER BY id")
        ),
        targets=tuple(
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
        ),
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


def load_scenarios(database: Database) -> tuple[Scenario, ...]:
    """Return the population scenarios, in order."""
    assumptions: dict[int, dict[str, object]] = defaultdict(dict)
    for row in database.rows("SELECT * FROM assumption ORDER BY id"):
        assumptions[row["scenario_id"]][row["name"]] = json.loads(row["value"])
    return tuple(
        Scenario(row["id"], row["position"], row["name"], row["note"], assumptions[row["id"]])
        for row in database.rows("SELECT * FROM scenario ORDER BY position, id")
    )


def load_settings(database: Database) -> dict[str, str]:
    """Return the settings that travel with the plan."""
    return {row["key"]: row["value"] for row in database.rows("SELECT key, value FROM setting")}


Part = TypeVar("Part")

_WITH_SOURCE = """
    SELECT held.*, source.title, source.sha256, source.recorded_at, source.recorded_by
    FROM {table} AS held LEFT JOIN source ON source.id = held.source_id
"""


def _provenance(row: sqlite3.Row) -> structure.Provenance | None:
    if row["source_id"] is None:
        return None
    return structure.Provenance(
        row["source_id"],
        row["title"],
        row["sha256"],
        row["sheet"],
        row["cell"],
        row["original"],
        row["recorded_at"],
        row["recorded_by"],
    )


def _all(database: Database, part: type[Part], tail: str) -> tuple[Part, ...]:
    """Return every row of a table as objects whose fields are its columns."""
    return tuple(part(**row) for row in database.rows(f"SELECT * FROM {tail}"))  # noqa: S608


def _in_tree_order(elements: Sequence[structure.Element]) -> tuple[structure.Element, ...]:
    below: dict[int | None, list[structure.Element]] = defaultdict(list)
    for element in elements:
        below[element.parent_id].append(element)
    ordered: list[structure.Element] = []
    waiting = list(reversed(below[None]))
    while waiting:
        element = waiting.pop()
        ordered.append(element)
        waiting.extend(reversed(below[element.id]))
    return tuple(ordered)
