"""Where the plan's population targets stand: each beside the newest figure on every basis.

Census and resident register count different populations, so they stand side by side and are
never joined.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.plan.statistics import Basis, PopulationTarget, Statistics
from workbench.plan.vital_events import VitalEvent

TOTAL = "total_population"
NATURAL = "natural_change_per_year"
SOCIAL = "social_change_per_year"

#: What the register calls the quantity a target speaks of.
_EVENTS = {NATURAL: "natural_change", SOCIAL: "social_change"}


@dataclass(frozen=True)
class TargetStanding:
    """A target beside one figure.

    Parameters
    ----------
    target
        The figure aimed at.
    basis
        What the figure counts.
    year
        The calendar year of the figure; of a projection, that of the target.
    figure
        Persons, or persons a year.
    mean
        For changes a year: the mean of the register's years that the target speaks of.
    """

    target: PopulationTarget
    basis: Basis
    year: int
    figure: float
    mean: float | None = None

    @property
    def gap(self) -> float:
        """Return the figure less the target."""
        return self.figure - self.target.value


def population_standings(
    statistics: Statistics, events: Iterable[VitalEvent], area_code: str
) -> tuple[TargetStanding, ...]:
    """Return every target in force beside the newest figure on each basis, targets by year."""
    of_area = [event for event in events if event.area_code == area_code]
    found: list[TargetStanding] = []
    for target in statistics.targets_of(TOTAL):
        found += _counts(statistics, of_area, target, area_code)
        found += _projection(statistics, target, area_code)
    for quantity, event in _EVENTS.items():
        for target in statistics.targets_of(quantity):
            found += _changes(of_area, event, target)
    return tuple(found)


def _counts(
    statistics: Statistics, events: list[VitalEvent], target: PopulationTarget, area_code: str
) -> Iterator[TargetStanding]:
    totals = [
        pair for held in statistics.sets_of(Basis.CENSUS, area_code) for pair in held.totals()
    ]
    if totals:
        year, persons = max(totals)
        yield TargetStanding(target, Basis.CENSUS, year, persons)
    register = [
        (event.calendar_year + 1, event.number)
        for event in events
        if event.quantity == "register_population"
    ]
    if register:
        # The register's count of a year is that of 1 January after it.
        year, persons = max(register)
        yield TargetStanding(target, Basis.REGISTER, year, persons)


def _projection(
    statistics: Statistics, target: PopulationTarget, area_code: str
) -> Iterator[TargetStanding]:
    """Yield the newest projection of the target's own year; a later edition stands later."""
    for held in reversed(statistics.sets_of(Basis.PROJECTION, area_code)):
        persons = held.total(target.to_year)
        if persons is not None:
            yield TargetStanding(target, Basis.PROJECTION, target.to_year, persons)
            return


def _changes(
    events: list[VitalEvent], quantity: str, target: PopulationTarget
) -> Iterator[TargetStanding]:
    counted = sorted(
        (event.calendar_year, event.number)
        for event in events
        if event.quantity == quantity and event.calendar_year >= target.from_year
        and event.calendar_year <= target.to_year
    )  # fmt: skip
    if counted:
        year, newest = counted[-1]
        mean = math.fsum(number for _year, number in counted) / len(counted)
        yield TargetStanding(target, Basis.REGISTER, year, newest, mean)
