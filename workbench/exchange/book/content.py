"""What goes into the readable book, as plain objects."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.scenario_results import ScenarioResult
from workbench.plan.evaluations import Evaluation
from workbench.plan.initiatives import Cost, Initiative, InitiativeTheme
from workbench.plan.settlements import Settlement
from workbench.plan.statistics import Statistics
from workbench.plan.structure import IndicatorValue, Plan
from workbench.plan.vital_events import VitalEvent
from workbench.plan.year_progress import YearProgress


@dataclass(frozen=True)
class BookContent:
    """Everything the book shows.

    Parameters
    ----------
    progress
        How the plan stands, by fiscal year: those that have results or evaluations.
    made_at
        When the plan was last changed; written into the book, so that bytes can be repeated.
    """

    plan: Plan
    indicator_values: Sequence[IndicatorValue]
    statistics: Statistics
    vital_events: Sequence[VitalEvent]
    scenarios: Sequence[ScenarioResult]
    made_at: datetime.datetime
    initiatives: Sequence[Initiative] = ()
    initiative_themes: Sequence[InitiativeTheme] = ()
    costs: Sequence[Cost] = ()
    evaluations: Sequence[Evaluation] = ()
    progress: Mapping[int, YearProgress] | None = None
    settlements: Sequence[Settlement] = ()

    @property
    def footer(self) -> str:
        """Return what stands at the foot of every page."""
        profile = self.plan.profile
        return f"{profile.title} {profile.subtitle}　計画の最終更新 {self.made_at:%Y-%m-%d}"

    @property
    def years(self) -> tuple[int, ...]:
        """Return the fiscal years of `progress`, in order."""
        return tuple(sorted(self.progress or {}))

    def values_of(self) -> Mapping[int, list[IndicatorValue]]:
        """Return the values of each indicator."""
        held: dict[int, list[IndicatorValue]] = {}
        for value in self.indicator_values:
            held.setdefault(value.indicator_id, []).append(value)
        return held
