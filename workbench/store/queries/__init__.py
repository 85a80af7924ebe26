"""What stands in a plan file, as plain objects; a module for each part of it.

What grading, evaluations and costs need is imported when it is first asked for: a plan is shown
without it.
"""

from typing import TYPE_CHECKING, Any

from workbench.store.queries.plan import (
    load_aliases,
    load_branches,
    load_departments,
    load_indicator_values,
    load_indicators,
    load_plan,
    load_profile,
    load_recorded,
    load_settings,
    load_tree,
    refreshed,
)
from workbench.store.queries.statistics import (
    Scenario,
    load_known_areas,
    load_scenarios,
    load_statistics,
    load_targets_and_newest_projection,
    load_vital_events,
)

if TYPE_CHECKING:
    from workbench.store.queries.running import (
        load_costs,
        load_evaluations,
        load_initiative_themes,
        load_initiatives,
        load_overrides,
        load_schemes,
        load_sdgs,
        load_years,
    )
    from workbench.store.queries.settlements import load_settlements

__all__ = [
    "Scenario",
    "load_aliases",
    "load_branches",
    "load_costs",
    "load_departments",
    "load_evaluations",
    "load_indicator_values",
    "load_indicators",
    "load_initiative_themes",
    "load_initiatives",
    "load_known_areas",
    "load_overrides",
    "load_plan",
    "load_profile",
    "load_recorded",
    "load_scenarios",
    "load_schemes",
    "load_sdgs",
    "load_settings",
    "load_settlements",
    "load_statistics",
    "load_targets_and_newest_projection",
    "load_tree",
    "load_vital_events",
    "load_years",
    "refreshed",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from workbench.store.queries import running, settlements  # noqa: PLC0415

    return getattr(settlements if name == "load_settlements" else running, name)
