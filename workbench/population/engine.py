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

    `level` multiplies all rates, (scenario,): scenarios that share an age pattern and differ in
    TFR are cheapest as rates of (age, 1) with a level each. The youngest group has no fertility:
    those born in a period do not give birth in it.
    """

    rates: Floats
    sex_ratio_at_birth: Floats | float = SEX_RATIO_AT_BIRTH
    level: Floats | float = 1.0


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
        When the shape of `base` does not fit, a child–woman ratio meets a survival ratio from
        birth (plus migration rate) of zero, or its age groups have no 15–49.
    """
    start = _prepared(base, periods, groups, sexes)
    accounts: list[Account] = []
    stepper = _Stepper(groups, sexes)
    for period in periods:
        before = accounts[-1].end if accounts else start
        end = np.empty_like(before)
        births = stepper.advance(before, period, end)
        accounts.append(_account(before, period, births, end))
    return Projection(groups, sexes, start, tuple(accounts))


def project_population(
    base: Floats, periods: Sequence[Period], groups: AgeGroups, sexes: tuple[str, ...] = SEXES
) -> Floats:
    """Return only the population at the base and after each period, without the accounts.

    (period + 1, sex, age, scenario), persons; the same steps as in `project`, written straight
    into the result. For tens of thousands of scenarios.
    """
    start = _prepared(base, periods, groups, sexes)
    population = np.empty((len(periods) + 1, *start.shape))
    population[0] = start
    stepper = _Stepper(groups, sexes)
    for i, period in enumerate(periods):
        stepper.advance(population[i], period, population[i + 1])
    return population


def _prepared(
    base: Floats, periods: Sequence[Period], groups: AgeGroups, sexes: tuple[str, ...]
) -> Floats:
    """Return the base as (sex, age, scenario) with as many scenarios as anything has."""
    population = np.array(base, dtype=np.float64, order="C")
    if population.ndim == 2:
        population = population[:, :, np.newaxis]
    if population.ndim != 3 or population.shape[:2] != (len(sexes), groups.count):
        raise ValueError(f"population of shape {population.shape}")
    scenarios = max((population.shape[2], *(_scenarios(period) for period in periods)))
    shape = (*population.shape[:2], scenarios)
    return np.ascontiguousarray(np.broadcast_to(population, shape))


class _Stepper:
    """Takes steps one after another and keeps what the next one can use again."""

    def __init__(self, groups: AgeGroups, sexes: tuple[str, ...]) -> None:
        self._groups = groups
        self._sexes = sexes
        self._mothers = sexes.index("female") if "female" in sexes else 0
        self._kept: tuple[Floats, Floats | None, Floats] | None = None
        self._weighed: tuple[Floats, Floats] | None = None

    def advance(self, start: Floats, period: Period, end: Floats) -> Floats:
        """Write the population one period after `start` into `end`; return births by sex."""
        kept = self._retention(period)
        at_start, at_end = _counted(period)
        np.multiply(start[:, :-1], kept[:, 1:], out=end[:, 1:])
        end[:, -1] += start[:, -1] * kept[:, -1]
        end[:, 0] = 0.0
        if at_start is not None:
            end += arriving(at_start) * period.survival
        if at_end is not None:
            end += at_end
        births = self._births(start, period, end)
        end[:, 0] += births * kept[:, 0]
        return births

    def _retention(self, period: Period) -> Floats:
        """Return S + M; scenarios often share rates that hold for all periods."""
        survival, rate = period.survival, period.migration_rate
        if self._kept is None or self._kept[0] is not survival or self._kept[1] is not rate:
            self._kept = (survival, rate, survival if rate is None else survival + rate)
        return self._kept[2]

    def _births(self, start: Floats, period: Period, end: Floats) -> Floats:
        """Return the births by sex, (sex, scenario); `end` lacks those born in the period."""
        if isinstance(period.births, Fertility):
            total = self._births_from_fertility(start, period, period.births, end)
            return total * sex_shares(period.births.sex_ratio_at_birth, self._sexes)
        given = period.births
        women = end[self._mothers, self._groups.indices(15, 49)].sum(axis=0)
        children = given.ratio * women * sex_shares(given.child_sex_ratio, self._sexes)
        return _births_behind(children - end[:, 0], self._retention(period))

    def _births_from_fertility(
        self, start: Floats, period: Period, given: Fertility, end: Floats
    ) -> Floats:
        at_start, at_end = _counted(period)
        mothers = self._mothers
        if self._weighed is not None and self._weighed[0] is given.rates:
            before = self._weighed[1]
        else:
            before = _weigh(start[mothers], given.rates)
        after = _weigh(end[mothers], given.rates)
        self._weighed = (given.rates, after)
        if at_start is not None:
            before = before + _weigh(at_start[mothers], given.rates)
        if at_end is not None and _before_migrants(period):
            after = after - _weigh(at_end[mothers], given.rates)
        births: Floats = (0.5 * self._groups.width) * given.level * (before + after)
        return births


def _account(start: Floats, period: Period, births: Floats, end: Floats) -> Account:
    """Return the whole account of a step already taken."""
    survival, rate = period.survival, period.migration_rate
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
    return 0.5 * width * (_weigh(women_start, rates) + _weigh(women_end, rates))


def _weigh(women: Floats, rates: Floats) -> Floats:
    """Return Σ f(x) W(x) over the ages that have a fertility rate, (scenario,)."""
    fertile = np.flatnonzero(rates.any(axis=1))
    if not fertile.size:
        return np.zeros(women.shape[1])
    ages = slice(fertile[0], fertile[-1] + 1)
    if rates.shape[1] == 1:
        weighed: Floats = rates[ages, 0] @ women[ages]
    else:
        weighed = np.einsum("as,as->s", rates[ages], women[ages])
    return weighed


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
        given = [births.rates, births.sex_ratio_at_birth, births.level]
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


def _births_behind(children: Floats, kept: Floats) -> Floats:
    """Return the births that leave so many children of the period's own, (sex, scenario)."""
    if not np.all(kept[:, 0] > 0):
        raise ValueError("nobody born in the period is left at its end")
    births: Floats = children / kept[:, 0]
    return births
