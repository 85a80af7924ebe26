"""What stands in a plan file, as plain objects; a module for each part of it."""

from workbench.store.queries.plan import (
    load_aliases,
    load_departments,
    load_indicator_values,
    load_indicators,
    load_place,
    load_plan,
    load_profile,
    load_recorded,
    load_settings,
    load_tree,
    refreshed,
)
from workbench.store.queries.running import (
    load_costs,
    load_evaluations,
    load_initiative_themes,
    load_initiatives,
    load_overrides,
    load_schemes,
    load_years,
)
from workbench.store.queries.statistics import (
    Scenario,
    load_scenarios,
    load_statistics,
    load_vital_events,
)

__all__ = [
    "Scenario",
    "load_aliases",
    "load_costs",
    "load_departments",
    "load_evaluations",
    "load_indicator_values",
    "load_indicators",
    "load_initiative_themes",
    "load_initiatives",
    "load_overrides",
    "load_place",
    "load_plan",
    "load_profile",
    "load_recorded",
    "load_scenarios",
    "load_schemes",
    "load_settings",
    "load_statistics",
    "load_tree",
    "load_vital_events",
    "load_years",
    "refreshed",
]
