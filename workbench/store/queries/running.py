"""What a plan gathers while it runs: initiatives, costs, years, grades, evaluations."""

from __future__ import annotations

from collections import defaultdict

from workbench.plan.evaluations import Course, Evaluation, GradeOverride, PlanYear, YearState
from workbench.plan.grading import AppliesTo, Band, Comparison, Measure, RollUp, Scheme
from workbench.plan.initiatives import Cost, CostKind, Initiative, InitiativeTheme
from workbench.store.database import Database


def load_initiatives(database: Database) -> tuple[Initiative, ...]:
    """Return the initiatives of all measures, in order below each."""
    rows = database.rows("SELECT * FROM initiative ORDER BY element_id, position, id")
    return tuple(Initiative(**row) for row in map(dict, rows))


def load_initiative_themes(database: Database) -> tuple[InitiativeTheme, ...]:
    """Return which initiatives count towards which themes."""
    rows = database.rows("SELECT id, initiative_id, theme_id FROM initiative_theme ORDER BY id")
    return tuple(InitiativeTheme(*row) for row in rows)


def load_costs(database: Database) -> tuple[Cost, ...]:
    """Return budgets and settlements, by year; thousand yen."""
    rows = database.rows("SELECT * FROM initiative_cost ORDER BY initiative_id, fiscal_year, kind")
    return tuple(Cost(**{**row, "kind": CostKind(row["kind"])}) for row in map(dict, rows))


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


def load_evaluations(database: Database, fiscal_year: int | None = None) -> tuple[Evaluation, ...]:
    """Return the evaluations of one year or of all, by year."""
    rows = database.rows(
        "SELECT * FROM evaluation WHERE ?1 IS NULL OR fiscal_year = ?1 ORDER BY fiscal_year, id",
        [fiscal_year],
    )
    return tuple(
        Evaluation(**{**row, "course": Course(row["course"]) if row["course"] else None})
        for row in map(dict, rows)
    )
