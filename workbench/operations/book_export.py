"""The readable book out of a plan file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange.book import BookContent, write_book
from workbench.exchange.scenario_results import ScenarioResult
from workbench.operations.exporting import last_change, write_beside
from workbench.operations.population import load_population
from workbench.operations.scenario_results import scenario_results
from workbench.operations.schemes import scheme_of
from workbench.plan.evaluations import Evaluation
from workbench.plan.structure import IndicatorValue, Plan, Role
from workbench.plan.year_progress import YearProgress, year_progress
from workbench.store import queries
from workbench.store.database import Database


def write(database: Database, path: Path) -> tuple[Path, ...]:
    """Write the book to `path`; raises `PersonError` when the file cannot be written."""
    content = book_content(database)
    write_beside(path, lambda beside: write_book(content, beside))
    return (path,)


def book_content(database: Database) -> BookContent:
    """Return everything that the book shows."""
    plan = queries.load_plan(database)
    values = queries.load_indicator_values(database)
    evaluations = queries.load_evaluations(database)
    return BookContent(
        plan=plan,
        indicator_values=values,
        statistics=queries.load_statistics(database),
        vital_events=queries.load_vital_events(database),
        scenarios=_scenario_results(database),
        made_at=last_change(database),
        initiatives=queries.load_initiatives(database),
        initiative_themes=queries.load_initiative_themes(database),
        costs=queries.load_costs(database),
        evaluations=evaluations,
        progress=_progress(database, plan, values, evaluations),
    )


def _progress(
    database: Database,
    plan: Plan,
    values: Sequence[IndicatorValue],
    evaluations: Sequence[Evaluation],
) -> Mapping[int, YearProgress]:
    """Return how the plan stands in the years that have results or evaluations."""
    years = {one.fiscal_year for one in values if one.role is Role.ACTUAL}
    years |= {one.fiscal_year for one in evaluations if not one.is_empty}
    profile = plan.profile
    if not years:
        return {}
    recorded = queries.load_recorded(database)
    overrides = queries.load_overrides(database)
    return {
        year: year_progress(
            plan,
            recorded,
            scheme_of(database, year),
            year,
            overrides=overrides,
            evaluations=evaluations,
        )
        for year in sorted(years)
        if profile.first_year <= year <= profile.last_year
    }


def _scenario_results(database: Database) -> Sequence[ScenarioResult]:
    try:
        return scenario_results(load_population(database))
    except PersonError:
        # A plan without population figures still has a book; its sheets say what is missing.
        return []
