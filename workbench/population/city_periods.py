"""From assumptions to what holds in each period of a municipality's projection."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.ages import Floats
from workbench.population.city_inputs import CityInputs
from workbench.population.engine import Fertility, Period, ScaledRate
from workbench.population.households import HOUSEHOLDS, HouseholdType, newcomers
from workbench.population.levers import MigrationBase, MigrationFuture
from workbench.population.mortality import improved_survival
from workbench.population.scenario_levers import ScenarioLevers, period_means, share_of_way

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


def city_periods(
    inputs: CityInputs,
    levers: ScenarioLevers,
    count: int,
    household_types: tuple[HouseholdType, ...] = HOUSEHOLDS,
) -> list[Period]:
    """Return `count` periods from the base year on.

    Every lever is first laid out year by year and then averaged over each period, so that a run
    of single years and one of five-year periods assume the same. Arrays that do not differ
    between scenarios keep a scenario axis of 1. Raises `PersonError` when the migration of an
    earlier period is asked for that is not known.
    """
    width = inputs.ages.width
    years = np.arange(inputs.base_year, inputs.base_year + count * width)
    survival = _survival(inputs, levers, years)
    tfr = period_means(levers.tfr(years, inputs.tfr), width)
    pattern = inputs.fertility_pattern[:, np.newaxis] / inputs.tfr
    migration = _migration_rates(inputs, levers, years)
    households = {
        kind.key: period_means(levers.yearly(kind.key, years) * levers.active(years), width)
        for kind in household_types
    }
    return [
        _with_migration(
            Period(
                _of_period(survival, i),
                Fertility(pattern, inputs.sex_ratio_at_birth, _of_period(tfr, i)),
                newcomers=newcomers(
                    {key: _of_period(rate, i) for key, rate in households.items()},
                    inputs.ages,
                    household_types,
                ),
            ),
            migration[i if len(migration) > 1 else 0],
        )
        for i in range(count)
    ]


def _of_period(values: Floats | list[Floats], index: int) -> Floats:
    """Return a period's values; what is given once holds for all periods."""
    return values[index if len(values) > 1 else 0]


def _with_migration(period: Period, rate: Floats | ScaledRate) -> Period:
    if isinstance(rate, ScaledRate):
        return replace(period, scaled_rate=rate)
    return replace(period, migration_rate=rate)


def _survival(
    inputs: CityInputs, levers: ScenarioLevers, years: npt.NDArray[np.int64]
) -> list[Floats]:
    gains = levers.yearly("life_expectancy_gain", years) / 10.0
    if not gains.any():
        return [inputs.survival[:, :, np.newaxis]]
    a_year = np.broadcast_to(gains, (len(years), levers.scenarios))
    by_mid_year = np.cumsum(a_year, axis=0) - a_year / 2.0
    width = inputs.ages.width
    return [
        improved_survival(inputs.survival, width, gain) for gain in period_means(by_mid_year, width)
    ]


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
