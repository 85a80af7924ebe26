"""What is known of a municipality, and how it is derived from its censuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.ages import AgeGroups, Floats
from workbench.population.census import net_migration_rates
from workbench.population.engine import SEX_RATIO_AT_BIRTH, SEXES, total_fertility_rate


@dataclass(frozen=True)
class ObservedMigration:
    """Net migration rates seen between two censuses, (sex, age) by the age arrived at."""

    from_year: int
    to_year: int
    rate: Floats


@dataclass(frozen=True)
class CityInputs:
    """What is known of a municipality, to be carried forward.

    Attributes
    ----------
    base_year, ages, base
        The population to start from, (sex, age), persons.
    base_is_estimate
        Whether the base is an estimate rather than a count; to be said wherever it shows.
    survival
        Survival ratios of one age group's width, (sex, age).
    migration_rate
        Net migration rates of the latest period, (sex, age).
    fertility_pattern
        Births per woman and year by age, (age,), whose sum makes up `tfr`.
    tfr, sex_ratio_at_birth
        The present total fertility rate, and boys per girl.
    earlier_migration
        What was observed in the periods before, latest first.
    """

    base_year: int
    ages: AgeGroups
    base: Floats
    base_is_estimate: bool
    survival: Floats
    migration_rate: Floats
    fertility_pattern: Floats
    tfr: float
    sex_ratio_at_birth: float = SEX_RATIO_AT_BIRTH
    earlier_migration: tuple[ObservedMigration, ...] = ()


@dataclass(frozen=True)
class EarlierCensus:
    """A census before the last two, (sex, age), and what held in the five years after it.

    `survival` (sex, age) and `tfr` are those of these years; without `tfr` the present one
    stands in for it.
    """

    year: int
    population: Floats
    survival: Floats
    tfr: float | None = None


def derive_inputs(
    census2015: Floats,
    base2020: Floats,
    survival: Floats,
    fertility_pattern: Floats,
    tfr: float,
    *,
    base_year: int = 2020,
    base_is_estimate: bool = True,
    sex_ratio_at_birth: float = SEX_RATIO_AT_BIRTH,
    births: Floats | None = None,
    earlier: Sequence[EarlierCensus] = (),
) -> CityInputs:
    """Return a municipality's inputs from its last two censuses: migration is what remains.

    Parameters
    ----------
    census2015, base2020
        Population one age group's width before the base and at the base, (sex, age) in five-year
        groups, people of unknown age distributed.
    survival
        Survival ratios between the two, used for the years to come as well, (sex, age).
    fertility_pattern
        Births per woman and year by age, (age,), of any level: scaled to `tfr`.
    births
        Births between the two by sex, if known; see `net_migration_rates` for the newborn.
    earlier
        Censuses before `census2015`, latest first, each five years before the next, for
        migration of earlier periods.

    Raises
    ------
    PersonError
        When a survival ratio is not above 0 and at most 1, or a cohort was empty.
    ValueError
        When shapes differ.
    """
    ages = AgeGroups(5, base2020.shape[1])
    if not census2015.shape == base2020.shape == survival.shape == (len(SEXES), ages.count):
        raise ValueError("the census tables and survival ratios differ in shape")
    _check_survival(survival, ages)
    scale = tfr / float(total_fertility_rate(fertility_pattern, ages.width))
    pattern = np.asarray(fertility_pattern, dtype=np.float64) * scale
    tables = [
        EarlierCensus(base_year - ages.width, census2015, survival),
        *earlier,
    ]
    laters = [base2020, *(table.population for table in tables)]
    observed = [
        ObservedMigration(
            table.year,
            table.year + ages.width,
            net_migration_rates(
                table.population,
                later,
                table.survival,
                groups=ages,
                fertility=pattern if table.tfr is None else pattern * (table.tfr / tfr),
                sex_ratio_at_birth=sex_ratio_at_birth,
                births=births if table is tables[0] else None,
            ),
        )
        for table, later in zip(tables, laters, strict=False)
    ]
    return CityInputs(
        base_year,
        ages,
        np.asarray(base2020, dtype=np.float64),
        base_is_estimate,
        survival,
        observed[0].rate,
        pattern,
        tfr,
        sex_ratio_at_birth,
        tuple(observed[1:]),
    )


def _check_survival(survival: Floats, ages: AgeGroups) -> None:
    """Raise `PersonError` for a survival ratio that is none: per cent, or above 1."""
    wrong = np.argwhere(~((survival > 0) & (survival <= 1)))
    if wrong.size:
        sex, group = wrong[0].tolist()
        raise PersonError(
            "population.survival",
            message(
                "A survival ratio lies above 0 and is at most 1, but is {value}.",
                value=f"{survival[sex, group]:g}",
            ),
            place=f"{SEXES[sex]} {ages.labels[group]}",
        )
