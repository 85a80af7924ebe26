"""From assumptions to what holds in each period of a municipality's projection."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.ages import Floats
from workbench.population.city_inputs import CityInputs
from workbench.population.engine import SEXES, Fertility, Newcomers, Period, ScaledRate
from workbench.population.households import HOUSEHOLDS, HouseholdType, newcomers
from workbench.population.levers import MigrationBase, MigrationFuture
from workbench.population.mortality import mortality_for, raised
from workbench.population.scenario_levers import ScenarioLevers, period_means, share_of_way
from workbench.population.stepping import Stepper

#: How many observed periods each base averages, and which is the latest of them.
AVERAGED = {
    MigrationBase.LATEST: slice(0, 1),
    MigrationBase.PREVIOUS: slice(1, 2),
    MigrationBase.MEAN_OF_TWO: slice(0, 2),
    MigrationBase.MEAN_OF_THREE: slice(0, 3),
}
#: From so many scenarios on their rates are not made for all ages at once.
_MANY = 200
#: Classes of ages that migration levers tell apart.
_OTHER, _YOUNG_ADULT, _CHILD_REARING = 0, 1, 2

#: The levers and choices that survival, migration and newcomers follow.
_BEGIN = "measures_from"
_TFR_WAY = ("tfr_year", "tfr_path")
_SURVIVAL = ("life_expectancy_gain",)
_MIGRATION = (
    "migration_multiplier",
    "young_adult_migration_multiplier",
    "child_rearing_migration_multiplier",
    "migration_fade_year",
    "migration_base",
    "migration_future",
    _BEGIN,
)

_Part = TypeVar("_Part")


class Remembered:
    """What was laid out for the last levers, used again where the next ones do not change it.

    While one lever moves, most of what a period needs stays. Give the same one to every run of
    a moving lever; it begins anew with other inputs.
    """

    def __init__(self) -> None:
        self._inputs: CityInputs | None = None
        self._parts: dict[str, tuple[object, object]] = {}

    def stepper(self, inputs: CityInputs) -> Stepper:
        """Return what takes the steps of every run."""
        return self.part(inputs, "stepper", None, lambda: Stepper(inputs.ages, SEXES))

    def part(self, inputs: CityInputs, name: str, key: object, make: Callable[[], _Part]) -> _Part:
        """Return a part made for `key`, or make it."""
        if self._inputs is not inputs:
            self._inputs, self._parts = inputs, {}
        held = self._parts.get(name)
        if held is not None and held[0] == key:
            return cast("_Part", held[1])
        made = make()
        self._parts[name] = (key, made)
        return made


def city_periods(
    inputs: CityInputs,
    levers: ScenarioLevers,
    count: int,
    household_types: tuple[HouseholdType, ...] = HOUSEHOLDS,
    remembered: Remembered | None = None,
) -> list[Period]:
    """Return `count` periods from the base year on.

    Every lever is first laid out year by year and then averaged over each period, so that a run
    of single years and one of five-year periods assume the same. Arrays that do not differ
    between scenarios keep a scenario axis of 1. Raises `PersonError` when the migration of an
    earlier period is asked for that is not known.
    """
    width = inputs.ages.width
    years = np.arange(inputs.base_year, inputs.base_year + count * width)
    held = remembered or Remembered()
    pattern = held.part(
        inputs, "pattern", None, lambda: inputs.fertility_pattern[:, np.newaxis] / inputs.tfr
    )
    way = held.part(
        inputs,
        "way of the TFR",
        (count, levers.key(_TFR_WAY)),
        lambda: levers.tfr_way(years),
    )
    tfr = period_means(levers.tfr(years, inputs.tfr, way), width)
    survival = held.part(
        inputs,
        "survival",
        (count, levers.key(_SURVIVAL)),
        lambda: _survival(inputs, levers, years),
    )
    migration = held.part(
        inputs,
        "migration",
        (count, levers.key(_MIGRATION)),
        lambda: _migration_rates(inputs, levers, years),
    )
    coming = held.part(
        inputs,
        "newcomers",
        (count, household_types, levers.key((*(k.key for k in household_types), _BEGIN))),
        lambda: _newcomers(inputs, levers, years, household_types),
    )
    periods = []
    for i in range(count):
        rate = migration[i if len(migration) > 1 else 0]
        periods.append(
            Period(
                survival[i if len(survival) > 1 else 0][0],
                Fertility(pattern, inputs.sex_ratio_at_birth, _of_period(tfr, i)),
                migration_rate=None if isinstance(rate, ScaledRate) else rate,
                scaled_rate=rate if isinstance(rate, ScaledRate) else None,
                newcomers=coming[i],
                mortality=survival[i if len(survival) > 1 else 0][1],
            )
        )
    return periods


def _newcomers(
    inputs: CityInputs,
    levers: ScenarioLevers,
    years: npt.NDArray[np.int64],
    household_types: tuple[HouseholdType, ...],
) -> list[Newcomers | None]:
    """Return the people of extra households in each period, None where nobody comes."""
    width = inputs.ages.width
    households = {
        kind.key: period_means(levers.yearly(kind.key, years) * levers.active(years), width)
        for kind in household_types
    }
    return [
        newcomers(
            {key: _of_period(rate, i) for key, rate in households.items()},
            inputs.ages,
            household_types,
        )
        for i in range(len(years) // width)
    ]


def _of_period(values: Floats | list[Floats], index: int) -> Floats:
    """Return a period's values; what is given once holds for all periods."""
    return values[index if len(values) > 1 else 0]


def _survival(
    inputs: CityInputs, levers: ScenarioLevers, years: npt.NDArray[np.int64]
) -> list[tuple[Floats, Floats | None]]:
    """Return each period's survival ratios, or one's for all, and what multiplies mortality."""
    observed = inputs.survival[:, :, np.newaxis]
    gains = _common(levers.yearly("life_expectancy_gain", years) / 10.0)
    if not gains.any():
        return [(observed, None)]
    a_year = np.broadcast_to(gains, (len(years), gains.shape[1]))
    by_mid_year = np.cumsum(a_year, axis=0) - a_year / 2.0
    width = inputs.ages.width
    factors = (
        mortality_for(inputs.survival, width, gain) for gain in period_means(by_mid_year, width)
    )
    if gains.shape[1] >= _MANY:
        return [(observed, factor) for factor in factors]
    return [(raised(np.log(observed), factor), None) for factor in factors]


def _migration_rates(
    inputs: CityInputs, levers: ScenarioLevers, years: npt.NDArray[np.int64]
) -> list[Floats | ScaledRate]:
    """Return the net migration rates of each period, or one that holds for all of them."""
    observed = _observed_rates(inputs, levers)
    factors = [
        period_means(factor, inputs.ages.width) for factor in _migration_factors(levers, years)
    ]
    classes = _age_classes(inputs)
    rates: list[Floats | ScaledRate] = []
    for i in range(max(len(factor) for factor in factors)):
        now = _common(np.stack([_of_period(factor, i) for factor in factors]))
        scaled = ScaledRate(observed, now, classes)
        rates.append(scaled if now.shape[-1] >= _MANY else scaled.rate)
    return rates


def _migration_factors(levers: ScenarioLevers, years: npt.NDArray[np.int64]) -> list[Floats]:
    """Return what multiplies the observed rates of each class of ages, (year or 1, scenario)."""
    begun = levers.active(years)
    everyone = levers.yearly("migration_multiplier", years)
    remaining = _remaining(levers, years)
    factors = []
    for key in (None, "young_adult_migration_multiplier", "child_rearing_migration_multiplier"):
        multiplier = everyone if key is None else everyone * levers.yearly(key, years)
        factors.append(remaining * (1.0 + (multiplier - 1.0) * begun))
    return factors


def _remaining(levers: ScenarioLevers, years: npt.NDArray[np.int64]) -> Floats:
    """Return what is left of the observed rates while they fade, (year or 1, scenario)."""
    fading = levers.choices["migration_future"] == MigrationFuture.FADING
    if not fading.any():
        return np.ones((1, levers.scenarios))
    gone = share_of_way(years, int(years[0]), levers.values["migration_fade_year"])
    return np.where(fading, 1.0 - gone, 1.0)


def _age_classes(inputs: CityInputs) -> npt.NDArray[np.int64]:
    """Return which migration lever each age group arrived at answers to, (age,)."""
    ages = inputs.ages.starts
    young = (ages >= 15) & (ages < 30)
    rearing = (ages < 15) | ((ages >= 30) & (ages < 45))
    return np.where(young, _YOUNG_ADULT, np.where(rearing, _CHILD_REARING, _OTHER))


def _observed_rates(inputs: CityInputs, levers: ScenarioLevers) -> Floats:
    """Return the rates of the chosen base, (sex, age, scenario or 1)."""
    known = [inputs.migration_rate, *(each.rate for each in inputs.earlier_migration)]
    chosen, of_scenario = np.unique(levers.choices["migration_base"], return_inverse=True)
    rates = []
    for base in chosen:
        span = AVERAGED[MigrationBase(str(base))]
        if span.stop > len(known):
            raise PersonError(
                "population.migration_unknown",
                message(
                    "Net migration is asked for from {needed} periods, but is known for {known}.",
                    needed=span.stop,
                    known=len(known),
                ),
                remedy=message("Import an earlier census by sex and age, or choose another base."),
            )
        rates.append(np.mean(known[span], axis=0))
    if len(rates) == 1:
        alone: Floats = rates[0][:, :, np.newaxis]
        return alone
    stacked: Floats = np.stack(rates, axis=-1)[:, :, of_scenario]
    return stacked


def _common(values: Floats) -> Floats:
    """Return the values with a scenario axis of 1 when all scenarios share them."""
    if values.shape[-1] > 1 and np.all(values == values[..., :1]):
        return values[..., :1]
    return values
