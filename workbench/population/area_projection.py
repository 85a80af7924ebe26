"""Projecting the parts of a municipality, so that they add up to it in every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from workbench.population.ages import AgeGroups, Floats
from workbench.population.areas import AreaInputs
from workbench.population.city import period_years, project_city_population
from workbench.population.city_inputs import CityInputs
from workbench.population.city_periods import city_periods
from workbench.population.engine import Fertility, Newcomers, Period, project_population
from workbench.population.levers import Assumptions
from workbench.population.measures import Measure, count, measure
from workbench.population.scenario_levers import ScenarioLevers

#: Years after the base by which fading differences between areas are gone.
_FADED_AFTER = 30


class AreaFuture(StrEnum):
    """What becomes of an area's migration beyond the municipality's."""

    FADING = "fading"
    HELD = "held"
    NONE = "none"


@dataclass(frozen=True)
class AreaProjection:
    """The parts of a municipality for some scenarios.

    Attributes
    ----------
    inputs, ages
        What it was made from.
    years
        The base year and the end of each period.
    population
        (year, sex, age, area, scenario), persons; the areas add up to the municipality's run.
    fitted
        The largest relative correction that made a cell add up, of each period, (period,).
    emptied
        How many rates of migration would have taken more people than there were and were held
        where nobody is left.
    """

    inputs: AreaInputs
    ages: AgeGroups
    years: tuple[int, ...]
    population: Floats
    fitted: Floats
    emptied: int

    @cached_property
    def total(self) -> Floats:
        """Everyone, (year, area, scenario), persons."""
        total: Floats = self.population.sum(axis=(1, 2))
        return total

    def count(self, measured: Measure | str) -> Floats:
        """Return the people a measure counts, (year, area, scenario); errors as in `count`."""
        wanted = measure(measured) if isinstance(measured, str) else measured
        years, sexes, ages, areas, scenarios = self.population.shape
        flat = self.population.reshape(years, sexes, ages, areas * scenarios)
        return count(flat, self.ages, wanted).reshape(years, areas, scenarios)


def project_areas(
    city: CityInputs,
    areas: AreaInputs,
    assumptions: Sequence[Assumptions],
    until: int = 2050,
    *,
    future: AreaFuture = AreaFuture.FADING,
) -> AreaProjection:
    """Project the parts of a municipality under several assumptions at once.

    Each period is run with the municipality's survival, fertility and migration of each scenario
    and the area's extra migration on top; extra households come to the areas in proportion to
    their people in the base year. After each period every cell is scaled so that the areas add up
    to the municipality, and the next period starts from there. Areas and scenarios are one axis
    of the same engine.

    Parameters
    ----------
    future
        Whether the areas' extra migration fades evenly to nothing within thirty years, goes on
        as observed, or is left out. It fades unless told otherwise: with ages that are an
        estimate, part of what passes for migration is that an area is older than it seems.

    Raises
    ------
    PersonError
        As `project_city`.
    """
    levers = ScenarioLevers.of(assumptions)
    years = period_years(city, until)
    whole = project_city_population(city, levers, until)
    periods = city_periods(city, levers, len(years) - 1)
    shape = (len(years), *city.base.shape, len(areas.codes), levers.scenarios)
    population = np.empty(shape)
    population[0] = areas.base[..., np.newaxis]
    fitted, emptied = np.zeros(len(periods)), 0
    for index, period in enumerate(periods):
        left = _left_of_extra(future, index, city.ages.width)
        of_areas, held = _of_areas(period, areas, levers.scenarios, left)
        start = population[index].reshape(*city.base.shape, -1)
        reached = project_population(start, [of_areas], city.ages)[-1].reshape(shape[1:])
        population[index + 1], fitted[index] = _add_up(reached, whole[index + 1], population[index])
        emptied += held
    return AreaProjection(areas, city.ages, years, population, fitted, emptied)


def _left_of_extra(future: AreaFuture, index: int, width: int) -> float:
    """Return what is left of the areas' extra migration in the middle of a period, 0 … 1."""
    if future is AreaFuture.FADING:
        return max(0.0, 1.0 - (index + 0.5) * width / _FADED_AFTER)
    return 1.0 if future is AreaFuture.HELD else 0.0


def _of_areas(period: Period, areas: AreaInputs, scenarios: int, left: float) -> tuple[Period, int]:
    """Return what holds for every area and scenario, (…, area × scenario), and rates held."""
    count_areas = len(areas.codes)
    survival = _for_each_area(period.surviving, count_areas, scenarios)
    assert period.rate is not None
    assert isinstance(period.births, Fertility)
    extra = left * areas.extra_migration[..., np.newaxis]
    rate = period.rate[:, :, np.newaxis, :] + extra
    rate = np.broadcast_to(rate, (*rate.shape[:3], scenarios)).reshape(*rate.shape[:2], -1)
    too_many = rate < -survival
    return (
        replace(
            period,
            survival=survival,
            mortality=None,
            births=replace(
                period.births,
                level=_for_each_area(np.atleast_1d(period.births.level), count_areas, scenarios),
            ),
            migration_rate=np.where(too_many, -survival, rate),
            scaled_rate=None,
            newcomers=_newcomers_of_areas(period.newcomers, areas),
        ),
        int(np.count_nonzero(too_many)),
    )


def _for_each_area(values: Floats, areas: int, scenarios: int) -> Floats:
    """Return values by scenario repeated for each area; what holds for all stays one."""
    if values.shape[-1] == 1 or scenarios == 1:
        return values
    return np.tile(values, (*(1,) * (values.ndim - 1), areas))


def _newcomers_of_areas(newcomers: Newcomers | None, areas: AreaInputs) -> Newcomers | None:
    if newcomers is None:
        return None
    people = areas.base.sum(axis=(0, 1))
    share = people / people.sum()
    level = newcomers.level[:, np.newaxis, :] * share[np.newaxis, :, np.newaxis]
    return Newcomers(newcomers.by_age, level.reshape(len(level), -1))


def _add_up(reached: Floats, whole: Floats, before: Floats) -> tuple[Floats, float]:
    """Scale areas (sex, age, area, scenario) to the whole; return them and the largest change.

    Where no area has anyone of an age and the whole has, the areas get their share of all people
    of that sex at the period's start.
    """
    together = reached.sum(axis=2)
    empty = (together == 0) & (whole != 0)
    if empty.any():
        shares = before.sum(axis=1, keepdims=True) / before.sum(axis=(1, 2), keepdims=True)
        reached = np.where(empty[:, :, np.newaxis], shares, reached)
        together = reached.sum(axis=2)
    factor = np.divide(whole, together, out=np.ones_like(whole), where=together != 0)
    change = float(np.abs(factor - 1.0)[~empty].max(initial=0.0))
    return reached * factor[:, :, np.newaxis], change
