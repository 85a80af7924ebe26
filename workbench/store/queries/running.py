"""What a plan gathers while it runs: initiatives, costs, years, grades, evaluations."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from workbench.plan.evaluations import Course, Evaluation, GradeOverride, PlanYear, YearState
from workbench.plan.grading import AppliesTo, Band, Comparison, Measure, RollUp, Scheme
from workbench.plan.initiatives import Cost, CostKind, Initiative, InitiativeTheme
from workbench.store.database import Database
from workbench.store.queries.sources import WITH_SOURCE, provenance


def load_initiatives(database: Database, element_id: int | None = None) -> tuple[Initiative, ...]:
    """Return the initiatives of one measure or of all, in order below each."""
    where, given = ("", []) if element_id is None else ("WHERE element_id = ?", [element_id])
    rows = database.rows(
        f"{WITH_SOURCE.format(table='initiative')} {where} ORDER BY element_id, position, held.id",
        given,
    )
    return tuple(Initiative(**_own(Initiative, row), provenance=provenance(row)) for row in rows)


def load_initiative_themes(
    database: Database, initiative_ids: Iterable[int] | None = None
) -> tuple[InitiativeTheme, ...]:
    """Return which of these initiatives (None: of all) count towards which themes."""
    where, given = _of_these(initiative_ids)
    rows = database.rows(
        f"SELECT id, initiative_id, theme_id FROM initiative_theme {where} ORDER BY id",
        given,
    )
    return tuple(InitiativeTheme(*row) for row in rows)


def load_sdgs(database: Database, element_id: int | None = None) -> dict[int, tuple[int, ...]]:
    """Return element id to the numbers of the SDGs it serves, of one element or of all."""
    where, given = ("", []) if element_id is None else ("WHERE element_id = ?", [element_id])
    held: dict[int, list[int]] = defaultdict(list)
    for row in database.rows(
        f"SELECT element_id, number FROM element_sdg {where} ORDER BY element_id, number",
        given,
    ):
        held[row["element_id"]].append(row["number"])
    return {one: tuple(numbers) for one, numbers in held.items()}


def load_costs(database: Database, initiative_ids: Iterable[int] | None = None) -> tuple[Cost, ...]:
    """Return budgets and settlements of these initiatives (None: of all), by year; thousand yen."""
    where, given = _of_these(initiative_ids)
    rows = database.rows(
        f"{WITH_SOURCE.format(table='initiative_cost')} {where}"
        " ORDER BY initiative_id, fiscal_year, held.kind",
        given,
    )
    return tuple(replace(cost_of(row), provenance=provenance(row)) for row in rows)


def cost_of(row: sqlite3.Row) -> Cost:
    """Return the cost that a row of its table holds, without where it comes from."""
    return Cost(**{**_own(Cost, row), "kind": CostKind(row["kind"])})


def _own(
    kind: type[Initiative] | type[Cost] | type[Evaluation], row: sqlite3.Row
) -> dict[str, Any]:
    """Return the columns of a row that are fields of what it becomes."""
    names = _NAMES[kind.__name__]
    return {name: row[name] for name in row.keys() if name in names}  # noqa: SIM118 - a row of SQLite has no names but these


#: The fields that a row of its table gives, by the name of what it becomes.
_NAMES = {
    kind.__name__: frozenset(one.name for one in fields(kind)) - {"provenance"}
    for kind in (Initiative, Cost, Evaluation)
}


def _of_these(initiative_ids: Iterable[int] | None) -> tuple[str, list[str]]:
    if initiative_ids is None:
        return "", []
    return (
        "WHERE initiative_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(initiative_ids))],
    )


def load_schemes(database: Database) -> tuple[Scheme, ...]:
    """Return the grading schemes that the plan has adopted, in order."""
    bands: dict[int, list[Band]] = defaultdict(list)
    for row in database.rows("SELECT * FROM grading_band ORDER BY scheme_id, position, id"):
        bands[row["scheme_id"]].append(
            Band(
                row["grade"],
                Measure(row["measure"]),
                Comparison(row["comparison"]),
                row["bound"],
                AppliesTo(row["applies_to"]),
                row["points"],
                row["meaning"],
            )
        )
    return tuple(
        Scheme(
            row["key"],
            row["name"],
            tuple(bands[row["id"]]),
            RollUp(row["roll_up"]),
            row["note"],
            row["id"],
        )
        for row in database.rows("SELECT * FROM grading_scheme ORDER BY position, id")
    )


def load_overrides(database: Database, fiscal_year: int | None = None) -> tuple[GradeOverride, ...]:
    """Return the grades that persons have given to indicators, of one year or of all."""
    rows = database.rows(
        "SELECT * FROM grade_override WHERE ?1 IS NULL OR fiscal_year = ?1 ORDER BY id",
        [fiscal_year],
    )
    return tuple(GradeOverride(**row) for row in map(dict, rows))


def load_years(database: Database) -> tuple[PlanYear, ...]:
    """Return the fiscal years that have been opened, in order."""
    rows = database.rows("SELECT * FROM plan_year ORDER BY fiscal_year")
    return tuple(PlanYear(**{**row, "state": YearState(row["state"])}) for row in map(dict, rows))


def load_evaluations(
    database: Database, fiscal_year: int | None = None, element_id: int | None = None
) -> tuple[Evaluation, ...]:
    """Return the evaluations of one year or of all, and of one element or of all, by year."""
    given = {"fiscal_year": fiscal_year, "element_id": element_id}
    wanted = {column: value for column, value in given.items() if value is not None}
    where = " AND ".join(f"{column} = ?" for column in wanted) or "1"
    rows = database.rows(
        f"{WITH_SOURCE.format(table='evaluation')} WHERE {where} ORDER BY fiscal_year, held.id",
        list(wanted.values()),
    )
    return tuple(
        Evaluation(
            **{
                **_own(Evaluation, row),
                "course": Course(row["course"]) if row["course"] else None,
                "provenance": provenance(row),
            }
        )
        for row in rows
    )
