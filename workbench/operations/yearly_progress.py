"""How the plan stands in each of its years, for workbooks that show all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.operations.schemes import scheme_of
from workbench.plan.evaluations import Evaluation
from workbench.plan.structure import IndicatorValue, Plan, Role
from workbench.plan.year_progress import YearProgress, year_progress
from workbench.store import queries
from workbench.store.database import Database


def yearly_progress(
    database: Database,
    plan: Plan,
    values: Sequence[IndicatorValue],
    evaluations: Sequence[Evaluation],
) -> Mapping[int, YearProgress]:
    """Return how the plan stands in each of its years that has results or evaluations."""
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
