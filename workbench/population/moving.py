"""One lever that moves: its whole way is projected at once, and each move looks its place up."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

import numpy as np

from workbench.population.ages import Floats
from workbench.population.city import CityProjection, project_city, project_levers
from workbench.population.city_inputs import CityInputs
from workbench.population.city_periods import Remembered
from workbench.population.levers import CHOICES, LEVERS, Assumptions, Lever
from workbench.population.scenario_levers import ScenarioLevers

_NAMES = (*(lever.key for lever in LEVERS), *(choice.key for choice in CHOICES))


class MovingLever:
    """Projects what the levers say, again and again while one of them moves.

    A projection of all the places of a lever takes little longer than that of one of them. So
    when one lever alone has moved twice, every place of its slider becomes a scenario, and the
    moves that follow find theirs. A value between two places, or more than one lever moved, is
    projected by itself. The results are the same.
    """

    def __init__(self) -> None:
        self._remembered = Remembered()
        self._asked: tuple[CityInputs, Assumptions, int] | None = None
        self._moved: Lever | None = None
        self._way: _Way | None = None

    def project(self, inputs: CityInputs, assumptions: Assumptions, until: int) -> CityProjection:
        """Return one scenario's projection; errors as in `project_city`."""
        before, self._asked = self._asked, (inputs, assumptions, until)
        if before is not None and before[0] is inputs and before[2] == until:
            if self._way is None or not self._way.leads_to(assumptions):
                moved, self._way = _moved(before[1], assumptions), None
                if moved is not None and moved is self._moved:
                    self._way = _Way(inputs, assumptions, moved, until)
                self._moved = moved
            found = self._way.at(assumptions) if self._way else None
            if found is not None:
                return found
        else:
            self._moved = self._way = None
        return project_city(inputs, [assumptions], until, remembered=self._remembered)


class _Way:
    """Every place of one lever's slider, projected."""

    def __init__(self, inputs: CityInputs, held: Assumptions, lever: Lever, until: int) -> None:
        values = [lever.value_at(step) for step in range(lever.steps + 1)]
        levers = ScenarioLevers.varied(held, {lever.key: np.array(values)})
        self._run = run = project_levers(inputs, levers, until)
        self._value: Callable[[Assumptions], float] = attrgetter(lever.key)
        self._rest = attrgetter("overrides", *(name for name in _NAMES if name != lever.key))
        self._held = self._rest(held)
        self._places = {value: place for place, value in enumerate(values)}
        # Each scenario by itself, so that a move reads one stretch of memory and not all of it.
        self._population = _by_scenario(run.population)
        self._births, self._deaths = _by_scenario(run.births), _by_scenario(run.deaths)
        self._net_migration = _by_scenario(run.net_migration)

    def leads_to(self, assumptions: Assumptions) -> bool:
        """Return whether nothing but the lever differs."""
        return bool(self._rest(assumptions) == self._held)

    def at(self, assumptions: Assumptions) -> CityProjection | None:
        """Return the scenario at the lever's value, None between two places."""
        place = self._places.get(self._value(assumptions))
        if place is None:
            return None
        return CityProjection(
            self._run.inputs,
            self._run.years,
            self._population[place],
            self._births[place],
            self._deaths[place],
            self._net_migration[place],
            self._run.run,
            (self._run, slice(place, place + 1)),
        )


def _moved(before: Assumptions, after: Assumptions) -> Lever | None:
    """Return the one lever with a slider that differs; None when there is more to it."""
    differing = [name for name in _NAMES if getattr(before, name) != getattr(after, name)]
    if len(differing) != 1 or before.overrides != after.overrides:
        return None
    return next((each for each in LEVERS if each.key == differing[0] and not each.is_year), None)


def _by_scenario(figures: Floats) -> Floats:
    """Return (…, scenario) as (scenario, …, 1), each scenario in one stretch."""
    return np.ascontiguousarray(np.moveaxis(figures, -1, 0))[..., np.newaxis]
