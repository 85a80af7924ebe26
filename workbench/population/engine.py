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
from enum import StrEnum
from functools import cached_property

import numpy as np

from workbench.population.ages import AgeGroups, Floats

SEXES = ("male", "female")
#: Boys per girl at birth in Japan.
SEX_RATIO_AT_BIRTH = 1.052


class Timing(StrEnum):
    """When counted migrants come."""

    EVEN = "even"
    END = "end"


class BirthExposure(StrEnum):
    """Which women at the end of the period count for births when migrants come at the end."""

    BEFORE_MIGRANTS = "before_migrants"
    WITH_MIGRANTS = "with_migrants"


@dataclass(frozen=True)
class Fertility:
    """Births per woman and year by age, (age, scenario), and boys per girl at birth.

    The youngest group has no fertility: those born in a period do not give birth in it.
    """

    rates: Floats
    sex_ratio_at_birth: Floats | float = SEX_RATIO_AT_BIRTH


@dataclass(frozen=True)
class ChildWomanRatio:
    """People in the youngest group for each woman of 15–49 at the end of the period (子ども女性比).

    `child_sex_ratio` is boys per girl in that group. The births of the period are those that
    leave so many children after death and migration.
    """

    ratio: Floats | float
    child_sex_ratio: Floats | float = SEX_RATIO_AT_BIRTH


@dataclass(frozen=True)
class Period:
    """What holds for one step.

    Attributes
    ----------
    survival
        Survival ratio into each age group, (sex, age, scenario); index 0 from birth, the last
        one from the two oldest groups together.
    births
        Where children come from.
    migration_rate
        Net migration rate of the period by the age arrived at, (sex, age, scenario).
    migrants
        Net migrants of the period by age on arrival, (sex, age, scenario), persons.
    timing, birth_exposure
        When `migrants` come, and whether births count the women who come at the end.
    """

    survival: Floats
    births: Fertility | ChildWomanRatio
    migration_rate: Floats | None = None
    migrants: Floats | None = None
    timing: Timing = Timing.EVEN
    birth_exposure: BirthExposure = BirthExposure.BEFORE_MIGRANTS


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
class Projection:
    """The accounts of consecutive periods."""

    groups: AgeGroups
    sexes: tuple[str, ...]
    base: Floats
    accounts: tuple[Account, ...]

    @cached_property
    def population(self) -> Floats:
        """Population at the base and after each period, (period + 1, sex, age, scenario)."""
        return np.stack([self.base, *(account.end for account in self.accounts)])

    @property
    def balance_error(self) -> float:
        """The largest error of any period's account, persons."""
        return max((account.balance_error for account in self.accounts), default=0.0)


def project(
    base: Floats, periods: Sequence[Period], groups: AgeGroups, sexes: tuple[str, ...] = SEXES
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

    Raises
    ------
    ValueError
        When the shape of `base` does not fit.
    """
    population = np.array(base, dtype=np.float64, order="C")
    if population.ndim == 2:
        population = population[:, :, np.newaxis]
    if population.ndim != 3 or population.shape[:2] != (len(sexes), groups.count):
        raise ValueError(f"population of shape {population.shape}")
    scenarios = max((population.shape[2], *(_scenarios(period) for period in periods)))
    population = np.ascontiguousarray(
        np.broadcast_to(population, (*population.shape[:2], scenarios))
    )
    start, accounts = population, []
    for period in periods:
        accounts.append(step(start, period, groups, sexes))
        start = accounts[-1].end
    return Projection(groups, sexes, population, tuple(accounts))


def step(
    start: Floats, period: Period, groups: AgeGroups, sexes: tuple[str, ...] = SEXES
) -> Account:
    """Carry a population through one period and return the account.

    `start` is (sex, age, scenario), persons. Raises `ValueError` when a child–woman ratio meets
    a survival ratio from birth (plus migration rate) of zero, or groups without 15–49.
    """
    survival, rate = period.survival, period.migration_rate
    at_start, at_end = _counted(period)
    movers = arriving(start)
    exposed = movers if at_start is None else movers + arriving(at_start)
    deaths = exposed * (1.0 - survival)
    end = exposed * survival
    net_migration = np.zeros_like(end) if rate is None else movers * rate
    end += net_migration
    if at_start is not None:
        net_migration += arriving(at_start)
    if at_end is not None:
        net_migration += at_end
        end += at_end
    mothers = sexes.index("female") if "female" in sexes else 0
    if isinstance(period.births, Fertility):
        present = start[mothers] if at_start is None else start[mothers] + at_start[mothers]
        left = end[mothers]
        if _before_migrants(period) and at_end is not None:
            left = left - at_end[mothers]
        total = births_from_fertility(present, left, period.births.rates, groups.width)
        births = total * sex_shares(period.births.sex_ratio_at_birth, sexes)
    else:
        women = end[mothers, groups.indices(15, 49)].sum(axis=0)
        children = period.births.ratio * women * sex_shares(period.births.child_sex_ratio, sexes)
        births = _births_behind(children - end[:, 0], survival, rate)
    deaths[:, 0] = births * (1.0 - survival[:, 0])
    end[:, 0] += births * survival[:, 0]
    if rate is not None:
        net_migration[:, 0] += births * rate[:, 0]
        end[:, 0] += births * rate[:, 0]
    return Account(start, births, deaths, net_migration, end)


def arriving(population: Floats) -> Floats:
    """Return people by the age group they will be in after the step, (sex, age, scenario).

    The open group receives the two oldest together; nobody arrives in the youngest.
    """
    moved = np.empty_like(population)
    moved[:, 0] = 0.0
    moved[:, 1:] = population[:, :-1]
    moved[:, -1] += population[:, -1]
    return moved


def births_from_fertility(
    women_start: Floats, women_end: Floats, rates: Floats, width: int
) -> Floats:
    """Return the births of a period, both sexes, (scenario,).

    ``n × Σ f(x) × ½ (W_start(x) + W_end(x))`` with women (age, scenario) and rates per woman and
    year (Preston, Heuveline & Guillot 2001, section 6.3).
    """
    exposure = 0.5 * (women_start[1:] + women_end[1:])
    births: Floats = width * (rates[1:] * exposure).sum(axis=0)
    return births


def sex_shares(sex_ratio: Floats | float, sexes: tuple[str, ...] = SEXES) -> Floats:
    """Return each sex's share of births or children for boys per girl, (sex, scenario)."""
    ratio = np.atleast_1d(np.asarray(sex_ratio, dtype=np.float64))
    shares = {"male": ratio / (1.0 + ratio), "female": 1.0 / (1.0 + ratio)}
    return np.stack([shares[sex] for sex in sexes])


def total_fertility_rate(rates: Floats, width: int) -> Floats:
    """Return TFR = n × Σ f, births per woman, for rates with age first."""
    tfr: Floats = np.asarray(width * rates.sum(axis=0))
    return tfr


def _scenarios(period: Period) -> int:
    """Return how many scenarios a period's arrays distinguish."""
    births = period.births
    if isinstance(births, Fertility):
        given = [births.rates, births.sex_ratio_at_birth]
    else:
        given = [births.ratio, births.child_sex_ratio]
    given += [each for each in (period.migration_rate, period.migrants) if each is not None]
    return max(np.shape(each)[-1] if np.ndim(each) else 1 for each in [period.survival, *given])


def _counted(period: Period) -> tuple[Floats | None, Floats | None]:
    """Return the counted migrants who come at the start and at the end."""
    if period.migrants is None:
        return None, None
    if period.timing is Timing.END:
        return None, period.migrants
    half = 0.5 * period.migrants
    return half, half


def _before_migrants(period: Period) -> bool:
    return period.timing is Timing.END and period.birth_exposure is BirthExposure.BEFORE_MIGRANTS


def _births_behind(children: Floats, survival: Floats, rate: Floats | None) -> Floats:
    """Return the births that leave so many children of the period's own, (sex, scenario)."""
    kept = survival[:, 0] if rate is None else survival[:, 0] + rate[:, 0]
    if not np.all(kept > 0):
        raise ValueError("nobody born in the period is left at its end")
    births: Floats = children / kept
    return births
