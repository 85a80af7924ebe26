"""Goal seeking: which value of one lever meets a number of people, with the rest held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.population.ages import Floats
from workbench.population.city import period_years, project_city_population
from workbench.population.city_inputs import CityInputs
from workbench.population.levers import Assumptions, Lever
from workbench.population.levers import lever as lever_of
from workbench.population.measures import Measure, count
from workbench.population.measures import measure as measure_of
from workbench.population.scenario_levers import ScenarioLevers

#: Values tried at once; each round narrows the range to one of their intervals.
_TRIED = 33
_ROUNDS = 8
#: A target is met when this close, persons.
_CLOSE = 1e-3


@dataclass(frozen=True)
class Sought:
    """What goal seeking found.

    Attributes
    ----------
    met
        Whether the target can be met within the lever's range.
    value, reached
        The lever's value that meets it and the people then; if it cannot be met, the value that
        comes closest and what it reaches.
    lowest, highest
        The fewest and the most people the lever can bring about.
    assumptions
        The assumptions with that value.
    """

    met: bool
    lever: Lever
    measure: Measure
    year: int
    target: float
    value: float
    reached: float
    lowest: float
    highest: float
    assumptions: Assumptions

    @property
    def sentence(self) -> Message:
        """The answer in one sentence."""
        shown = {
            "measure": self.measure.name,
            "target": f"{self.target:,.0f}",
            "year": self.year,
            "lever": self.lever.name,
            "value": f"{self.value:.{max(self.lever.decimals, 1)}f}",
            "unit": self.lever.unit,
            "reached": f"{self.reached:,.0f}",
        }
        if self.met:
            return message(
                "{measure} reaches {target} in {year} with: {lever} {value} {unit}.", **shown
            )
        return message(
            "{measure} of {target} in {year} cannot be met within {low}–{high}: {lever}. "
            "The nearest is {reached} at {value} {unit}.",
            **shown,
            low=f"{self.lever.minimum:g}",
            high=f"{self.lever.maximum:g}",
        )


def seek(  # noqa: PLR0917 - in the order one would say it
    inputs: CityInputs,
    assumptions: Assumptions,
    lever: str,
    measure: str | Measure,
    year: int,
    target: float,
) -> Sought:
    """Return the value of `lever` with which `measure` counts `target` people in `year`.

    Of several such values the one nearest to the present is taken. The search covers the lever's
    whole range and is refined until it is met to a thousandth of a person; the value is not
    rounded to the slider's step.

    Raises
    ------
    PersonError
        When the year is not after the base year or not one the run reaches exactly, or the
        lever is a year.
    """
    moved = lever_of(lever)
    measured = measure_of(measure) if isinstance(measure, str) else measure
    if moved.is_year:
        raise PersonError(
            "population.seek_lever",
            message("{name} is a year and cannot be sought.", name=moved.name),
            place=lever,
        )
    check_year(inputs, year)

    def people(values: Floats) -> Floats:
        scenarios = ScenarioLevers.varied(assumptions, {lever: values})
        population = project_city_population(inputs, scenarios, year)
        counted: Floats = count(population[-1:], inputs.ages, measured)[0]
        return counted

    values = np.linspace(moved.minimum, moved.maximum, _TRIED)
    reached = people(values)
    present = float(getattr(assumptions, lever))
    met, value, then = _refine(people, values, reached, target, present)
    return Sought(
        met,
        moved,
        measured,
        year,
        target,
        value,
        then,
        float(reached.min()),
        float(reached.max()),
        assumptions.replace(lever, value),
    )


def _refine(
    people: Callable[[Floats], Floats],
    values: Floats,
    reached: Floats,
    target: float,
    present: float,
) -> tuple[bool, float, float]:
    """Return whether the target is met, by which value, and what that reaches."""
    for _ in range(_ROUNDS):
        gap = reached - target
        nearest = int(np.abs(gap).argmin())
        if abs(gap[nearest]) < _CLOSE:
            break
        crossings = np.flatnonzero(np.sign(gap[:-1]) * np.sign(gap[1:]) < 0)
        if not crossings.size:
            return False, float(values[nearest]), float(reached[nearest])
        middles = 0.5 * (values[crossings] + values[crossings + 1])
        at = crossings[np.abs(middles - present).argmin()]
        values = np.linspace(values[at], values[at + 1], _TRIED)
        reached = people(values)
    nearest = int(np.abs(reached - target).argmin())
    return True, float(values[nearest]), float(reached[nearest])


def check_year(inputs: CityInputs, year: int) -> None:
    """Raise `PersonError` when a year is not after the base year or not one the run reaches."""
    years = period_years(inputs, year)
    if years[-1] != year:
        raise PersonError(
            "population.seek_year",
            message(
                "The run reaches {before} and {after}, but not {year}.",
                before=years[-2],
                after=years[-1],
                year=year,
            ),
            remedy=message("Choose one of these years, or run in single years."),
        )
