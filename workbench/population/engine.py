"""The cohort-component engine: one step of any width for many scenarios, with its account.

Arrays are (sex, age, scenario), float64, scenario last and contiguous; an array given with a
scenario axis of length 1 holds for every scenario. Nothing here loops over scenarios.

One formula holds every migration convention. With ``P`` the population at the start, ``S`` the
survival ratio and ``M`` the net migration rate (both by the age arrived at), ``A`` the counted
net migrants, of whom ``a`` come at the start and ``b`` at the end of the period::

    end(x + n) = (P(x) + a(x)) S(x + n) + P(x) M(x + n) + b(x + n)

- a net migration *rate* alone is 社人研's cohort method (``a = b = 0``);
- *counts* with ``a = b = A / 2`` are Preston, Heuveline & Guillot (2001, section 6.3), the UN's
  "even"; with ``a = 0, b = A`` the UN's migration at the end of the period;
- both together are a municipality's usual migration with counted newcomers on top.

Deaths are **cohort deaths**: those of people alive at the start, of migrants who came at the
start and of the births of the period, filed under the age the cohort would have arrived at.
They are not the deaths of a calendar year by age at death, and migrants who come at the end
have none. Where ``S`` is a cohort ratio that includes migration and exceeds 1, "deaths" is the
(negative) rest of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.population.ages import AgeGroups, Floats
from workbench.population.period import (
    SEX_RATIO_AT_BIRTH,
    SEXES,
    BirthExposure,
    ChildWomanRatio,
    Fertility,
    Newcomers,
    Period,
    ScaledRate,
    Timing,
    scenario_count,
)
from workbench.population.stepping import (
    Stepper,
    arriving,
    births_from_fertility,
    sex_shares,
)

__all__ = [
    "SEXES",
    "SEX_RATIO_AT_BIRTH",
    "Account",
    "BirthExposure",
    "ChildWomanRatio",
    "Fertility",
    "Newcomers",
    "Period",
    "Projection",
    "ScaledRate",
    "Timing",
    "arriving",
    "births_from_fertility",
    "project",
    "project_population",
    "sex_shares",
    "total_fertility_rate",
]


@dataclass(frozen=True)
class Account:
    """One period's whole account, persons.

    Attributes
    ----------
    start, end
        Population by age at that moment, (sex, age, scenario).
    births
        Births of the period, (sex, scenario).
    deaths, net_migration
        Of the whole period by the age group the cohort arrives at, (sex, age, scenario).
    """

    start: Floats
    births: Floats
    deaths: Floats
    net_migration: Floats
    end: Floats

    @property
    def natural_change(self) -> Floats:
        """Births less deaths, (scenario,)."""
        change: Floats = self.births.sum(axis=0) - self.deaths.sum(axis=(0, 1))
        return change

    @property
    def social_change(self) -> Floats:
        """Net migration, (scenario,)."""
        change: Floats = self.net_migration.sum(axis=(0, 1))
        return change

    @cached_property
    def balance_error(self) -> float:
        """The largest error of end = start + births − deaths + net migration.

        By sex and age (each cohort) and in total, absolute persons.
        """
        expected = arriving(self.start)
        expected[:, 0] += self.births
        cells = self.end - (expected - self.deaths + self.net_migration)
        totals = self.end.sum(axis=(0, 1)) - (
            self.start.sum(axis=(0, 1)) + self.natural_change + self.social_change
        )
        return float(max(np.abs(cells).max(), np.abs(totals).max()))


@dataclass(frozen=True)
class Flows:
    """What came and went in each period, (period, scenario), persons."""

    births: Floats
    deaths: Floats
    net_migration: Floats


@dataclass(frozen=True)
class Projection:
    """A population carried through periods.

    Attributes
    ----------
    population
        At the base and after each period, (period + 1, sex, age, scenario).
    births
        Of each period by sex, (period, sex, scenario).
    """

    groups: AgeGroups
    sexes: tuple[str, ...]
    periods: tuple[Period, ...]
    population: Floats
    births: Floats

    @property
    def base(self) -> Floats:
        """The population at the start, (sex, age, scenario)."""
        base: Floats = self.population[0]
        return base

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """Each period's whole account; made when they are asked for."""
        return tuple(
            _account(self.population[i], period, self.births[i], self.population[i + 1])
            for i, period in enumerate(self.periods)
        )

    @cached_property
    def flows(self) -> Flows:
        """The totals of the accounts; at once where all periods share their rates."""
        births: Floats = self.births.sum(axis=1)
        if _share_rates(self.periods):
            deaths, net_migration = _lost_and_moved(self)
        else:
            deaths = np.stack([account.deaths.sum(axis=(0, 1)) for account in self.accounts])
            net_migration = np.stack([account.social_change for account in self.accounts])
        return Flows(births, deaths, net_migration)

    @property
    def balance_error(self) -> float:
        """The largest error of any period's account, persons."""
        return max((account.balance_error for account in self.accounts), default=0.0)


def _share_rates(periods: Sequence[Period]) -> bool:
    """Return whether all periods have the same survival and rates, and nobody is counted in."""
    first = periods[0] if periods else None
    return first is not None and all(
        period.survival is first.survival
        and period.migration_rate is first.migration_rate
        and period.scaled_rate is None
        and period.mortality is None
        and period.migrants is None
        and period.newcomers is None
        for period in periods
    )


def _lost_and_moved(run: Projection) -> tuple[Floats, Floats]:
    """Return deaths and net migration of each period, (period, scenario), as in `_account`."""
    survival, rate = run.periods[0].survival, run.periods[0].migration_rate
    movers = np.empty_like(run.population[1:])
    movers[:, :, 0] = run.births
    movers[:, :, 1:] = run.population[:-1, :, :-1]
    movers[:, :, -1] += run.population[:-1, :, -1]
    deaths: Floats = (movers * (1.0 - survival)).sum(axis=(1, 2))
    if rate is None:
        return deaths, np.zeros_like(deaths)
    net_migration: Floats = (movers * rate).sum(axis=(1, 2))
    return deaths, net_migration


def project(
    base: Floats,
    periods: Sequence[Period],
    groups: AgeGroups,
    sexes: tuple[str, ...] = SEXES,
    *,
    stepper: Stepper | None = None,
) -> Projection:
    """Carry a population through `periods`, each as long as an age group is wide.

    Parameters
    ----------
    base
        Population at the start, (sex, age) or (sex, age, scenario), persons; whole numbers are
        taken as float64 so that no fraction of a person is lost.
    sexes
        What the sex axis holds. Births come from ``female``; in a population of men alone the
        rates are read as births per man.
    stepper
        The one of an earlier run of the same groups and sexes, which knows what the runs share.

    Raises
    ------
    ValueError
        When the shape of `base` does not fit, a child–woman ratio meets a survival ratio from
        birth (plus migration rate) of zero, or its age groups have no 15–49.
    """
    start = _prepared(base, periods, groups, sexes)
    population = np.empty((len(periods) + 1, *start.shape))
    births = np.empty((len(periods), start.shape[0], start.shape[2]))
    population[0] = start
    stepper = stepper or Stepper(groups, sexes)
    stepper.begin()
    for i, period in enumerate(periods):
        births[i] = stepper.advance(population[i], period, population[i + 1])
    return Projection(groups, sexes, tuple(periods), population, births)


def project_population(
    base: Floats,
    periods: Sequence[Period],
    groups: AgeGroups,
    sexes: tuple[str, ...] = SEXES,
    *,
    into: Floats | None = None,
) -> Floats:
    """Return only the population at the base and after each period, without the accounts.

    (period + 1, sex, age, scenario), persons; the same steps as in `project`, written straight
    into the result. For tens of thousands of scenarios. `into` is an array of that shape to
    write into: a new one costs about half as much again. Raises `ValueError` as `project`,
    and when `into` has another shape.
    """
    start = _prepared(base, periods, groups, sexes)
    population = np.empty((len(periods) + 1, *start.shape)) if into is None else into
    if population.shape != (len(periods) + 1, *start.shape):
        raise ValueError(f"a result of shape {population.shape}")
    population[0] = start
    stepper = Stepper(groups, sexes)
    for i, period in enumerate(periods):
        stepper.advance(population[i], period, population[i + 1])
    return population


def _prepared(
    base: Floats, periods: Sequence[Period], groups: AgeGroups, sexes: tuple[str, ...]
) -> Floats:
    """Return the base as (sex, age, scenario) with as many scenarios as anything has, read-only."""
    population = np.asarray(base, dtype=np.float64)
    if population.ndim == 2:
        population = population[:, :, np.newaxis]
    if population.ndim != 3 or population.shape[:2] != (len(sexes), groups.count):
        raise ValueError(f"population of shape {population.shape}")
    scenarios = max((population.shape[2], *map(scenario_count, periods)))
    if population.shape[2] == scenarios:
        return population
    return np.broadcast_to(population, (*population.shape[:2], scenarios))


def _account(start: Floats, period: Period, births: Floats, end: Floats) -> Account:
    """Return the whole account of a step already taken."""
    survival, rate = period.surviving, period.rate
    at_start, at_end = _counted(period)
    movers = arriving(start)
    movers[:, 0] = births
    net_migration = np.zeros_like(end) if rate is None else movers * rate
    if at_start is not None:
        came = arriving(at_start)
        net_migration += came
        movers += came
    deaths = movers * (1.0 - survival)
    if at_end is not None:
        net_migration += at_end
    return Account(start, births, deaths, net_migration, end)


def total_fertility_rate(rates: Floats, width: int) -> Floats:
    """Return TFR = n × Σ f, births per woman, for rates with age first."""
    tfr: Floats = np.asarray(width * rates.sum(axis=0))
    return tfr


def _counted(period: Period) -> tuple[Floats | None, Floats | None]:
    """Return the counted migrants who come at the start and at the end."""
    migrants = period.migrants
    if period.newcomers is not None:
        people = period.newcomers.people
        migrants = people if migrants is None else migrants + people
    if migrants is None or period.timing is Timing.END:
        return None, migrants
    half = 0.5 * migrants
    return half, half
