"""The population figures that printed forms draw on, as plain objects with a few questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from workbench.plan.statistics import Basis, PopulationSet, PopulationTarget, Statistics
from workbench.plan.vital_events import VitalEvent
from workbench.records import record

TOTAL = "total_population"
BEFORE_REVISION = "total_population_before_revision"
NATURAL = "natural_change_per_year"
SOCIAL = "social_change_per_year"

#: A year and the persons in it.
Point = tuple[int, float]


@record
class Line:
    """One line of a population chart: a title and its points by year."""

    key: str
    title: str
    points: tuple[Point, ...]

    def at(self, year: int) -> float | None:
        """Return the persons of a year, None where the line has no point."""
        return dict(self.points).get(year)


@record
class PopulationFacts:
    """Censuses, projections, targets and vital events of one municipality.

    Census and projections stand on the census; vital events on the resident register. The two
    count different populations and are never made one line here.
    """

    area_code: str
    statistics: Statistics
    vital_events: tuple[VitalEvent, ...]

    def sets(self, *bases: Basis) -> tuple[PopulationSet, ...]:
        """Return the population sets on these bases for the municipality as a whole."""
        return tuple(
            held
            for held in self.statistics.population_sets
            if held.basis in bases and held.area_code == self.area_code
        )

    @cached_property
    def census(self) -> Line | None:
        """Return the census totals as one line, None when there is no census."""
        totals: dict[int, float] = {}
        for held in self.sets(Basis.CENSUS):
            totals.update(held.totals())
        return Line("census", "国勢調査", tuple(sorted(totals.items()))) if totals else None

    @cached_property
    def projections(self) -> tuple[Line, ...]:
        """Return the official projections, one line each, in the order of the plan."""
        return tuple(
            Line(held.key, held.title, held.totals()) for held in self.sets(Basis.PROJECTION)
        )

    @property
    def latest_projection(self) -> Line | None:
        """Return the projection listed last, which is the newest round."""
        return self.projections[-1] if self.projections else None

    def targets(self, quantity: str) -> tuple[PopulationTarget, ...]:
        """Return the targets for a quantity, by year."""
        return self.statistics.targets_of(quantity)

    @cached_property
    def _events(self) -> Mapping[str, Mapping[int, float]]:
        held: dict[str, dict[int, float]] = {}
        for event in self.vital_events:
            if event.area_code == self.area_code:
                held.setdefault(event.quantity, {})[event.calendar_year] = event.number
        return held

    def events(self, quantity: str) -> tuple[Point, ...]:
        """Return (calendar year, figure) of a quantity of the register, by year."""
        return tuple(sorted(self._events.get(quantity, {}).items()))

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not (self.census or self.projections or self.targets(TOTAL))
