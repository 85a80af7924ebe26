"""What holds in one step of a projection: survival, births, migration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.population.ages import Floats
from workbench.population.mortality import raised

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
class Newcomers:
    """Counted migrants of a few kinds: how many of each kind, and who they are.

    `by_age` is the people of one unit of a kind by age on arrival, (sex, age, kind); `level` how
    many units come in the period, (kind, scenario). The same as their product given as
    `Period.migrants`, but cheap for tens of thousands of scenarios.
    """

    by_age: Floats
    level: Floats

    @cached_property
    def people(self) -> Floats:
        """All of them by age on arrival, (sex, age, scenario), persons."""
        people: Floats = self.by_age @ self.level
        return people


@dataclass(frozen=True)
class ScaledRate:
    """Net migration rates that each scenario multiplies, one factor for each class of ages.

    `observed` is (sex, age, scenario or 1), `factor` (class, scenario), `classes` says which
    class an age group is of, (age,). The same as their product given as
    `Period.migration_rate`, but cheap for tens of thousands of scenarios.
    """

    observed: Floats
    factor: Floats
    classes: npt.NDArray[np.int64]

    @cached_property
    def rate(self) -> Floats:
        """The rates of each scenario, (sex, age, scenario)."""
        return self.of_ages(slice(None))

    def of_ages(self, ages: slice, out: Floats | None = None) -> Floats:
        """Return the rates of some age groups, (sex, age, scenario), perhaps into `out`."""
        classes = self.classes[ages]
        # Ages beside each other are mostly of one class, whose factors need not be copied.
        one = bool((classes == classes[0]).all())
        factor = self.factor[classes[0]] if one else self.factor[classes]
        rate: Floats = np.multiply(self.observed[:, ages], factor, out=out)
        return rate


@dataclass(frozen=True)
class Period:
    """What holds for one step.

    Attributes
    ----------
    survival
        Survival ratio into each age group, (sex, age, scenario); index 0 from birth, the last
        one from the two oldest groups together.
    mortality
        What multiplies the force of mortality of a `survival` that all scenarios share, (sex,
        scenario): the ratios are raised to this power. The same as their powers given as
        `survival`, but cheap for tens of thousands of scenarios.
    births
        Where children come from.
    migration_rate
        Net migration rate of the period by the age arrived at, (sex, age, scenario).
    scaled_rate
        The same as observed rates and a factor for each scenario; one of the two is given.
    migrants
        Net migrants of the period by age on arrival, (sex, age, scenario), persons.
    newcomers
        Further net migrants, by kind.
    timing, birth_exposure
        When counted migrants come, and whether births count the women who come at the end.
    """

    survival: Floats
    births: Fertility | ChildWomanRatio
    migration_rate: Floats | None = None
    migrants: Floats | None = None
    newcomers: Newcomers | None = None
    timing: Timing = Timing.EVEN
    birth_exposure: BirthExposure = BirthExposure.BEFORE_MIGRANTS
    scaled_rate: ScaledRate | None = None
    mortality: Floats | None = None

    @cached_property
    def surviving(self) -> Floats:
        """Survival ratios of each scenario, (sex, age, scenario), however given."""
        return self.surviving_at(slice(None))

    def surviving_at(self, ages: slice, out: Floats | None = None) -> Floats:
        """Return the survival ratios of some age groups, (sex, age, scenario), perhaps in `out`."""
        if self.mortality is None:
            return self.survival[:, ages]
        return raised(self._log_survival[:, ages], self.mortality, out)

    @cached_property
    def _log_survival(self) -> Floats:
        logarithms: Floats = np.log(self.survival)
        return logarithms

    @property
    def rate(self) -> Floats | None:
        """Net migration rates by the age arrived at, (sex, age, scenario), however given."""
        return self.migration_rate if self.scaled_rate is None else self.scaled_rate.rate


def scenario_count(period: Period) -> int:
    """Return how many scenarios a period's arrays distinguish."""
    births = period.births
    given: list[Floats | float | None]
    if isinstance(births, Fertility):
        given = [births.rates, births.sex_ratio_at_birth, births.level]
    else:
        given = [births.ratio, births.child_sex_ratio]
    given += [period.survival, period.mortality, period.migration_rate, period.migrants]
    if period.newcomers is not None:
        given.append(period.newcomers.level)
    if period.scaled_rate is not None:
        given += [period.scaled_rate.observed, period.scaled_rate.factor]
    # A single number, or nothing, holds for all scenarios.
    shapes = [each.shape for each in given if isinstance(each, np.ndarray)]
    distinguished: int = max(shape[-1] for shape in shapes if shape)
    return distinguished
