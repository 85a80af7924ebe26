"""Runs held to a given path: the migration or the births that it would take, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.ages import Floats
from workbench.population.city import period_years
from workbench.population.city_inputs import CityInputs
from workbench.population.city_periods import city_periods
from workbench.population.engine import Account, Fertility, Newcomers, Period, project
from workbench.population.households import HOUSEHOLDS, HouseholdType
from workbench.population.levers import Assumptions
from workbench.population.scenario_levers import ScenarioLevers
from workbench.population.seeking import check_year

#: Steps of TFR and of persons that tell how the population answers; it answers nearly in
#: proportion, so that a few corrections meet the path.
_TFR_STEP, _PERSON_STEP = 0.1, 100.0
_CORRECTIONS, _CLOSE = 12, 1e-7


class HeldBy(StrEnum):
    """What gives way so that the population keeps to its path."""

    MIGRATION = "migration"
    BIRTHS = "births"


@dataclass(frozen=True)
class PlannedChange:
    """Yearly natural and social change planned from `from_year` up to, without, `to_year`."""

    from_year: int
    to_year: int
    natural: float
    social: float


@dataclass(frozen=True)
class HeldRun:
    """A run that keeps to a path, and what it takes.

    Attributes
    ----------
    years, total
        The base year and the end of each period, and everyone then, persons.
    population
        (year, sex, age), persons.
    tfr
        TFR of each period, (period,); implied where births give way.
    births_per_year, deaths_per_year, net_migration_per_year
        Of each period on average, persons a year, (period,).
    extra_migrants_per_year
        What comes on top of the observed migration, (period,); implied where migration gives way.
    """

    years: tuple[int, ...]
    population: Floats
    tfr: Floats
    births_per_year: Floats
    deaths_per_year: Floats
    net_migration_per_year: Floats
    extra_migrants_per_year: Floats

    @property
    def total(self) -> Floats:
        """Everyone, (year,), persons."""
        total: Floats = self.population.sum(axis=(1, 2))
        return total

    @property
    def natural_change_per_year(self) -> Floats:
        """Births less deaths a year, (period,)."""
        return self.births_per_year - self.deaths_per_year

    @property
    def possible(self) -> bool:
        """Whether the path asks for neither negative births nor negative people."""
        return bool(self.tfr.min() >= 0 and self.population.min() >= 0)


def hold_total(
    inputs: CityInputs,
    assumptions: Assumptions,
    path: Mapping[int, float],
    by: HeldBy = HeldBy.MIGRATION,
    *,
    newcomers: HouseholdType = HOUSEHOLDS[1],
) -> HeldRun:
    """Return the run whose total follows `path`, and the migration or births it implies.

    Parameters
    ----------
    path
        Persons by year, as 92,500 in 2025 and 86,000 in 2040; straight between them and from
        the base. The run ends with the last of them.
    by
        What gives way: people moving in (or out) beyond the observed migration, with the ages
        of `newcomers`, or the TFR.

    Raises
    ------
    PersonError
        When the path has no year after the base year, or its last is not one the run reaches.
    """
    until = max(path, default=inputs.base_year)
    check_year(inputs, until)
    years = period_years(inputs, until)
    known = {inputs.base_year: float(inputs.base.sum()), **path}
    totals = np.interp(years, sorted(known), [known[year] for year in sorted(known)])

    def gaps(index: int, account: Account) -> Floats:
        gap: Floats = account.end.sum(axis=(0, 1)) - totals[index + 1]
        return gap[np.newaxis]

    unknown = [by is HeldBy.BIRTHS, by is HeldBy.MIGRATION]
    return _held(inputs, assumptions, years, gaps, unknown=unknown, newcomers=newcomers)


def hold_changes(
    inputs: CityInputs,
    assumptions: Assumptions,
    changes: Sequence[PlannedChange],
    *,
    newcomers: HouseholdType = HOUSEHOLDS[1],
) -> HeldRun:
    """Return the run with the planned natural and social change, and the TFR and migrants in it.

    A period's change is the mean of its years' plans; the run ends with the last of them. Both
    the TFR and the extra migrants give way. Raises `PersonError` when a year from the base year
    on has no plan, or the last year is not one the run reaches.
    """
    until = max((change.to_year for change in changes), default=inputs.base_year)
    check_year(inputs, until)
    years = period_years(inputs, until)
    width = inputs.ages.width
    planned = np.array([_planned(changes, year) for year in range(years[0], years[-1])])
    by_period = planned.reshape(-1, width, 2).sum(axis=1)

    def gaps(index: int, account: Account) -> Floats:
        reached = np.stack([account.natural_change, account.social_change])
        gap: Floats = reached - by_period[index][:, np.newaxis]
        return gap

    return _held(inputs, assumptions, years, gaps, unknown=[True, True], newcomers=newcomers)


def _planned(changes: Sequence[PlannedChange], year: int) -> tuple[float, float]:
    for change in changes:
        if change.from_year <= year < change.to_year:
            return change.natural, change.social
    raise PersonError(
        "population.plan_gap",
        message("There is no planned natural and social change for {year}.", year=year),
    )


def _held(
    inputs: CityInputs,
    assumptions: Assumptions,
    years: tuple[int, ...],
    gaps: Callable[[int, Account], Floats],
    *,
    unknown: list[bool],
    newcomers: HouseholdType,
) -> HeldRun:
    """Take the periods one by one, each with the TFR and migrants that close its gaps."""
    width = inputs.ages.width
    periods = city_periods(inputs, ScenarioLevers.of([assumptions]), len(years) - 1)
    people = newcomers.by_age(inputs.ages)[..., np.newaxis] / newcomers.persons
    start, accounts, found = inputs.base, [], []
    for index, period in enumerate(periods):
        assert isinstance(period.births, Fertility)
        answer = np.array([float(np.ravel(period.births.level)[0]), 0.0])
        for _ in range(_CORRECTIONS):
            tried = _tried(answer, unknown)
            account = _step(inputs, start, period, people, tried)
            gap = gaps(index, account)
            if np.abs(gap[:, 0]).max() < _CLOSE:
                break
            response = (gap[:, 1:] - gap[:, :1]) / np.array([_TFR_STEP, _PERSON_STEP])[unknown]
            answer[unknown] -= np.linalg.solve(response, gap[:, 0])
        accounts.append(_step(inputs, start, period, people, answer[:, np.newaxis]))
        found.append(answer.copy())
        start = accounts[-1].end[:, :, 0]
    answers = np.array(found)
    return HeldRun(
        years,
        np.stack([inputs.base, *(account.end[:, :, 0] for account in accounts)]),
        answers[:, 0],
        np.array([account.births.sum() for account in accounts]) / width,
        np.array([account.deaths.sum() for account in accounts]) / width,
        np.array([account.net_migration.sum() for account in accounts]) / width,
        answers[:, 1] / width,
    )


def _tried(answer: Floats, unknown: list[bool]) -> Floats:
    """Return the answer and, beside it, the answer with each unknown moved a step."""
    moves = np.diag([_TFR_STEP, _PERSON_STEP])[:, unknown]
    return np.concatenate([answer[:, np.newaxis], answer[:, np.newaxis] + moves], axis=1)


def _step(
    inputs: CityInputs, start: Floats, period: Period, people: Floats, tried: Floats
) -> Account:
    """Take one period with each TFR and number of extra migrants tried, (2, scenario)."""
    assert isinstance(period.births, Fertility)
    by_age, level = people, tried[1:]
    if period.newcomers is not None:
        by_age = np.concatenate([period.newcomers.by_age, people], axis=2)
        given = np.repeat(period.newcomers.level[:, :1], tried.shape[1], axis=1)
        level = np.concatenate([given, tried[1:]])
    changed = replace(
        period,
        births=replace(period.births, level=tried[0]),
        newcomers=Newcomers(by_age, level),
    )
    return project(start, [changed], inputs.ages).accounts[0]
