"""What goes into the readable book, as plain objects."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.scenario_results import ScenarioResult
from workbench.plan.statistics import Statistics
from workbench.plan.structure import IndicatorValue, Plan
from workbench.plan.vital_events import VitalEvent


@dataclass(frozen=True)
class BookContent:
    """Everything the book shows; `made_at` is written into it, so that bytes can be repeated."""

    plan: Plan
    indicator_values: Sequence[IndicatorValue]
    statistics: Statistics
    vital_events: Sequence[VitalEvent]
    scenarios: Sequence[ScenarioResult]
    made_at: datetime.datetime

    def values_of(self) -> Mapping[int, list[IndicatorValue]]:
        """Return the values of each indicator."""
        held: dict[int, list[IndicatorValue]] = {}
        for value in self.indicator_values:
            held.setdefault(value.indicator_id, []).append(value)
        return held
