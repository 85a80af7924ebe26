"""The progress of a fiscal year as the page shows it, read from the plan file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.operations.schemes import scheme_of
from workbench.plan.population_standing import TargetStanding, population_standings
from workbench.plan.structure import Plan
from workbench.plan.year_progress import (
    GoalCounts,
    Missing,
    Movement,
    YearProgress,
    goal_counts,
    missing,
    movements,
    year_progress,
)
from workbench.store.database import Database
from workbench.store.queries import (
    load_evaluations,
    load_overrides,
    load_plan,
    load_recorded,
    load_statistics,
    load_vital_events,
)


@dataclass(frozen=True)
class ProgressReport:
    """A fiscal year: grades by goal with last year beside, what is missing, what has moved."""

    fiscal_year: int
    plan: Plan
    now: YearProgress
    before: YearProgress
    goals: tuple[GoalCounts, ...]
    missing: tuple[Missing, ...]
    movements: tuple[Movement, ...]
    population: tuple[TargetStanding, ...]


def progress_report(
    database: Database, fiscal_year: int, plan: Plan | None = None
) -> ProgressReport:
    """Return where the plan stands in a fiscal year, each year by its own grading scheme."""
    plan = plan or load_plan(database)
    evaluations = load_evaluations(database)
    now, before = progress_of_years(database, (fiscal_year, fiscal_year - 1), plan)
    return ProgressReport(
        fiscal_year,
        plan,
        now,
        before,
        goal_counts(plan, now, before),
        missing(plan, now, evaluations),
        movements(plan, now, before),
        population_standings(
            load_statistics(database), load_vital_events(database), plan.profile.area_code
        ),
    )


def progress_of_years(
    database: Database, fiscal_years: Iterable[int], plan: Plan | None = None
) -> tuple[YearProgress, ...]:
    """Return how everything stands in each of these years, each by its own grading scheme."""
    plan = plan or load_plan(database)
    recorded = load_recorded(database)
    evaluations = load_evaluations(database)
    overrides = load_overrides(database)
    return tuple(
        year_progress(
            plan,
            recorded,
            scheme_of(database, year),
            year,
            overrides=overrides,
            evaluations=evaluations,
        )
        for year in fiscal_years
    )
