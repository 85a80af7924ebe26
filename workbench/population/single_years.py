"""From five-year inputs to single ages and yearly steps, which school places need."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from workbench.population.ages import AgeGroups, Floats
from workbench.population.city_inputs import CityInputs, ObservedMigration
from workbench.population.splitting import split_ages, stationary_tail


def single_year_inputs(inputs: CityInputs, survival: Floats, fertility: Floats) -> CityInputs:
    """Return the inputs of a run in yearly steps that assumes the same as the five-year run.

    Parameters
    ----------
    inputs
        Five-year inputs.
    survival
        Survival ratios of single years, (sex, age), of the same life table as the five-year
        ones (see `workbench.population.life_tables`); its age groups become those of the run.
    fertility
        Births per woman and year by single age, (age,), of any level: scaled to the TFR.

    Raises
    ------
    ValueError
        When `survival` does not reach the open group of `inputs`, or a cohort is gone entirely.
    """
    ages = AgeGroups(1, survival.shape[1])
    if ages.open_from < inputs.ages.open_from:
        raise ValueError(f"single ages end at {ages.open_from}")
    tail = stationary_tail(survival, inputs.ages.open_from)
    yearly = [
        yearly_migration(rate, inputs.survival, survival, inputs.ages)
        for rate in (inputs.migration_rate, *(each.rate for each in inputs.earlier_migration))
    ]
    return replace(
        inputs,
        ages=ages,
        base=split_ages(inputs.base, inputs.ages, tail),
        survival=survival,
        migration_rate=yearly[0],
        fertility_pattern=fertility * (inputs.tfr / fertility.sum()),
        earlier_migration=tuple(
            ObservedMigration(each.from_year, each.to_year, rate)
            for each, rate in zip(inputs.earlier_migration, yearly[1:], strict=True)
        ),
    )


def yearly_migration(
    rate: Floats, survival: Floats, yearly_survival: Floats, groups: AgeGroups
) -> Floats:
    """Return net migration rates of single years and ages that leave each cohort as large.

    What five years of migration do to a cohort, ``ln((S + M) / S)``, is spread over the ages it
    passes so that every five-year cohort keeps its sum and the rates change as little as they
    can from age to age. `rate` and `survival` are (sex, age) in `groups`, `yearly_survival` and
    the result (sex, age) in single years. Raises `ValueError` when nobody of a cohort is left.
    """
    left = (survival + rate) / survival
    if np.any(left <= 0):
        raise ValueError("a cohort is gone entirely, so no yearly rate leads there")
    spread = _spread(groups, yearly_survival.shape[1])
    intensity = np.log(left) @ spread.T
    yearly: Floats = yearly_survival * np.expm1(intensity)
    return yearly


@lru_cache(maxsize=8)
def _spread(groups: AgeGroups, ages: int) -> Floats:
    """Return the matrix from a group's five-year intensity to those of single ages.

    (single age, age group). Least squares of the differences between neighbouring ages under
    one condition for each cohort: the sum over the ages passed, weighted by how much of the
    cohort passes them, is the five-year intensity.
    """
    passed = _ages_passed(groups, ages)
    steps = np.diff(np.eye(ages), axis=0)
    count = groups.count
    system = np.zeros((ages + count, ages + count))
    system[:ages, :ages] = steps.T @ steps
    system[ages:, :ages] = passed
    system[:ages, ages:] = passed.T
    wanted = np.vstack([np.zeros((ages, count)), np.eye(count)])
    return np.asarray(np.linalg.solve(system, wanted)[:ages], dtype=np.float64)


def _ages_passed(groups: AgeGroups, ages: int) -> Floats:
    """Return the share of each cohort that arrives at each single age during a period.

    (age group arrived at, single age). Of people aged a … a + n − 1 everyone passes n ages, the
    middle one together; of those born in the period all reach age 0, some age 1, …. In the open
    group people of the youngest n ages are taken to stand for all.
    """
    width = groups.width
    passed = np.zeros((groups.count, ages))
    for group in range(groups.count):
        for age in range((group - 1) * width, group * width):
            reached = np.arange(max(age + 1, 0), min(age + width, ages - 1) + 1)
            passed[group, reached] += 1.0 / width
    return passed
