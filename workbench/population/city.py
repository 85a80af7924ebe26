"""A municipality's projection: a run for many scenarios, and what is read off it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.ages import AgeGroups, Floats
from workbench.population.city_inputs import (
    CityInputs,
    EarlierCensus,
    ObservedMigration,
    derive_inputs,
)
from workbench.population.city_periods import Remembered, city_periods
from workbench.population.engine import SEXES, Projection, project, project_population
from workbench.population.levers import Assumptions
from workbench.population.measures import Measure, count
from workbench.population.scenario_levers import ScenarioLevers

__all__ = [
    "CityInputs",
    "CityProjection",
    "EarlierCensus",
    "ObservedMigration",
    "derive_inputs",
    "period_years",
    "project_city",
    "project_city_population",
    "project_levers",
]


@dataclass(frozen=True)
class CityProjection:
    """A municipality's population and its changes for some scenarios.

    Attributes
    ----------
    inputs
        What it was made from.
    years
        The base year and the end of each period.
    population
        (year, sex, age, scenario), persons.
    births, deaths, net_migration
        Of each whole period, (period, scenario), persons; deaths are cohort deaths.
    run
        The run itself, with each period's account.
    within
        The projection of several scenarios that this is one of, and which; its run is theirs.
    """

    inputs: CityInputs
    years: tuple[int, ...]
    population: Floats
    births: Floats
    deaths: Floats
    net_migration: Floats
    run: Projection = field(repr=False)
    within: tuple[CityProjection, slice] | None = field(default=None, repr=False)

    @property
    def ages(self) -> AgeGroups:
        """The age groups of `population`."""
        return self.inputs.ages

    @cached_property
    def balance_error(self) -> float:
        """The largest error of any account, persons; found when it is asked for."""
        return self.run.balance_error

    @property
    def total(self) -> Floats:
        """Everyone, (year, scenario)."""
        return self._of_all("total", lambda run: run._both_sexes.sum(axis=1))

    @property
    def births_per_year(self) -> Floats:
        """Births a year on average of each period (年平均), (period, scenario)."""
        return self.births / self.ages.width

    @property
    def natural_change_per_year(self) -> Floats:
        """Births less deaths a year on average (自然増減), (period, scenario)."""
        return (self.births - self.deaths) / self.ages.width

    @property
    def social_change_per_year(self) -> Floats:
        """Net migration a year on average (社会増減), (period, scenario)."""
        return self.net_migration / self.ages.width

    def count(self, age_from: int, age_to: int | None = None, sex: str | None = None) -> Floats:
        """Return people from `age_from` to `age_to` inclusive (None: and older).

        Of one sex or both, (year, scenario), persons. Raises `ValueError` when the age groups
        do not begin and end there.
        """
        return self._of_all(
            (age_from, age_to, sex), lambda run: run._counted(age_from, age_to, sex)
        )

    def measured(self, measure: Measure) -> Floats:
        """Return the people a measure counts, (year, scenario), persons."""
        return self._of_all(measure.key, lambda run: count(run.population, run.ages, measure))

    def share(self, age_from: int, age_to: int | None = None) -> Floats:
        """Return the share of people of these ages among everyone, (year, scenario), 0 … 1."""
        return self.count(age_from, age_to) / self.total

    @cached_property
    def _both_sexes(self) -> Floats:
        """Men and women together, (year, age, scenario)."""
        people: Floats = self.population.sum(axis=1)
        return people

    def _counted(self, age_from: int, age_to: int | None, sex: str | None) -> Floats:
        people = self._both_sexes if sex is None else self.population[:, SEXES.index(sex)]
        counted: Floats = people[:, self.ages.indices(age_from, age_to)].sum(axis=1)
        return counted

    def _of_all(self, key: object, make: Callable[[CityProjection], Floats]) -> Floats:
        """Return figures by year, (year, scenario), found once for all scenarios of the run."""
        whole, here = self.within or (self, slice(None))
        held = whole._held.get(key)
        if held is None:
            held = whole._held[key] = make(whole)
        figures: Floats = held[:, here]
        return figures

    @cached_property
    def _held(self) -> dict[object, Floats]:
        return {}

    @property
    def negative_cells(self) -> int:
        """How many cells of the whole run hold fewer than no people.

        More leave than there are under such assumptions; nothing is clipped, so this has to be
        said wherever the run shows.
        """
        return int(np.count_nonzero(self.population < 0))

    def at(self, year: int) -> Floats:
        """Return the population of a year, (sex, age, scenario); `ValueError` if not reached."""
        people: Floats = self.population[self.years.index(year)]
        return people


def project_city(
    inputs: CityInputs,
    assumptions: Sequence[Assumptions],
    until: int = 2050,
    *,
    remembered: Remembered | None = None,
) -> CityProjection:
    """Project a municipality under several assumptions at once, each a scenario.

    The last period is the one that reaches `until`. Migration rates move people who were there
    at the start; extra households arrive half at the start and half at the end of each period,
    those of the start are exposed to death and have births in it, and all of them migrate with
    everybody else from the next period on. `remembered` makes the next run of a lever that moves
    cheaper; the result is the same.

    Raises
    ------
    PersonError
        When `until` is not after the base year, or the migration of an earlier period is asked
        for that is not known.
    """
    return project_levers(inputs, ScenarioLevers.of(assumptions), until, remembered=remembered)


def project_levers(
    inputs: CityInputs,
    levers: ScenarioLevers,
    until: int = 2050,
    *,
    remembered: Remembered | None = None,
) -> CityProjection:
    """Project scenarios whose levers are laid out already; otherwise as `project_city`."""
    years = period_years(inputs, until)
    periods = city_periods(inputs, levers, len(years) - 1, remembered=remembered)
    shape = (*inputs.base.shape, levers.scenarios)
    base = np.broadcast_to(inputs.base[:, :, np.newaxis], shape)
    stepper = remembered.stepper(inputs) if remembered else None
    run = project(base, periods, inputs.ages, stepper=stepper)
    flows = run.flows
    return CityProjection(
        inputs, years, run.population, flows.births, flows.deaths, flows.net_migration, run
    )


def project_city_population(
    inputs: CityInputs, levers: ScenarioLevers, until: int = 2050, *, into: Floats | None = None
) -> Floats:
    """Return only the population of each scenario, (year, sex, age, scenario), persons.

    For tens of thousands of scenarios, as `ScenarioLevers.varied` makes them; the years are
    those of `period_years`. Errors as in `project_city`; `into` as in `project_population`.
    """
    periods = city_periods(inputs, levers, len(period_years(inputs, until)) - 1)
    shape = (*inputs.base.shape, levers.scenarios)
    base = np.broadcast_to(inputs.base[:, :, np.newaxis], shape)
    return project_population(base, periods, inputs.ages, into=into)


def period_years(inputs: CityInputs, until: int) -> tuple[int, ...]:
    """Return the base year and the end of each period up to the one that reaches `until`.

    Raises `PersonError` when `until` is not after the base year.
    """
    if until <= inputs.base_year:
        raise PersonError(
            "population.horizon",
            message(
                "A projection from {base} cannot end in {until}.",
                base=inputs.base_year,
                until=until,
            ),
            remedy=message("Choose a year after the base year."),
        )
    width = inputs.ages.width
    periods = -(-(until - inputs.base_year) // width)
    return tuple(inputs.base_year + width * i for i in range(periods + 1))
