"""The frontier: a map of two levers by the people they bring about, and the target's line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.population.ages import Floats
from workbench.population.city import project_city_population
from workbench.population.city_inputs import CityInputs
from workbench.population.levers import Assumptions, Lever
from workbench.population.levers import lever as lever_of
from workbench.population.measures import Measure, count, measure
from workbench.population.scenario_levers import ScenarioLevers
from workbench.population.seeking import check_year

#: Levers whose people come in proportion to them, so that the target's line is exact.
_PROPORTIONAL = "households"


@dataclass(frozen=True)
class Frontier:
    """A map of TFR and households by people in a year.

    Attributes
    ----------
    tfr, households
        The values of both levers, (row,) and (column,).
    people
        What each pair brings about, (row, column), persons.
    line
        For each TFR the households a year that bring about exactly `target`, (row,); NaN where
        it takes less than none or more than the lever's range.
    needed
        The same without regard to the range; negative means that households must leave.
    """

    household_lever: Lever
    year: int
    target: float
    tfr: Floats
    households: Floats
    people: Floats
    needed: Floats

    @property
    def line(self) -> Floats:
        """Return `needed` where it lies within the lever's range, else NaN, (row,)."""
        bounds = self.household_lever
        inside = (self.needed >= bounds.minimum) & (self.needed <= bounds.maximum)
        return np.where(inside, self.needed, np.nan)


def frontier(
    inputs: CityInputs,
    assumptions: Assumptions,
    year: int,
    target: float,
    *,
    household_lever: str = "families_30s",
    measured: Measure | None = None,
    shape: tuple[int, int] = (200, 200),
) -> Frontier:
    """Return the map of TFR × households by people in `year`, and where it is `target`.

    People grow in exact proportion with the households at a given TFR, so the line is computed
    and not read off the map. `shape` is (TFR values, household values). Raises `PersonError`
    when the year is not one the run reaches, `ValueError` for a lever that is no household.
    """
    check_year(inputs, year)
    kind = lever_of(household_lever)
    if kind.group != _PROPORTIONAL or kind.is_year:
        raise ValueError(household_lever)
    wanted = measure("total") if measured is None else measured
    fertility = lever_of("tfr")
    tfr = np.linspace(fertility.minimum, fertility.maximum, shape[0])
    households = np.linspace(kind.minimum, kind.maximum, shape[1])
    scenarios = ScenarioLevers.varied(
        assumptions,
        {"tfr": np.repeat(tfr, shape[1]), household_lever: np.tile(households, shape[0])},
    )
    population = project_city_population(inputs, scenarios, year)
    people = count(population[-1:], inputs.ages, wanted)[0].reshape(shape)
    a_household = (people[:, -1] - people[:, 0]) / (households[-1] - households[0])
    # Such households may bring nobody of these ages by then: no number of them meets the target.
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = households[0] + (target - people[:, 0]) / a_household
    return Frontier(kind, year, target, tfr, households, people, needed)
