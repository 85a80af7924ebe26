"""Getting census tables ready: unknown ages, the open group, cohort ratios, net migration."""

from __future__ import annotations

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.ages import AgeGroups, Floats
from workbench.population.engine import SEXES, arriving, births_from_fertility, sex_shares


def distribute_unknown(population: Floats, unknown: Floats) -> Floats:
    """Return the population with people of unknown age (年齢不詳) spread in proportion, by sex.

    `population` is (sex, age), `unknown` (sex,), persons. Raises `ValueError` when a sex has
    people of unknown age only.
    """
    known = population.sum(axis=1)
    if np.any((known <= 0) & (unknown > 0)):
        raise ValueError("only people of unknown age")
    factor = 1.0 + np.divide(unknown, known, out=np.zeros_like(known), where=known > 0)
    spread: Floats = population * factor[:, np.newaxis]
    return spread


def regroup_open(population: Floats, count: int) -> Floats:
    """Return the population with its oldest groups put together so that `count` remain.

    The age axis is 1. Raises `ValueError` when there are fewer groups than asked for: people of
    85+ cannot be told apart into 85–89 and 90+.
    """
    if population.shape[1] < count:
        raise ValueError(f"{population.shape[1]} age groups cannot become {count}")
    oldest = population[:, count - 1 :].sum(axis=1, keepdims=True)
    return np.concatenate([population[:, : count - 1], oldest], axis=1)


def cohort_ratios(earlier: Floats, later: Floats) -> Floats:
    """Return how many of each cohort are found again one age group later, (sex, age).

    Filed under the age arrived at, the last one from the two oldest groups together; index 0 is
    0, since nobody arrives there from an age. Raises `PersonError` for an empty cohort: its ratio
    is unknown, not zero.
    """
    origin = arriving(earlier)
    empty = np.argwhere(origin[:, 1:] <= 0)
    if empty.size:
        sex, group = empty[0].tolist()
        raise PersonError(
            "population.empty_cohort",
            message("Nobody was counted here, so what became of this cohort is unknown."),
            remedy=message("Use a larger area, or rates from one."),
            place=f"{SEXES[sex]}[{group}]",
        )
    ratios = np.zeros_like(later, dtype=np.float64)
    ratios[:, 1:] = later[:, 1:] / origin[:, 1:]
    return ratios


def net_migration_rates(
    earlier: Floats,
    later: Floats,
    survival: Floats,
    *,
    groups: AgeGroups,
    fertility: Floats,
    sex_ratio_at_birth: float,
    births: Floats | None = None,
) -> Floats:
    """Return the net migration rates between two censuses: cohort ratio − survival, (sex, age).

    The same holds for those born between them: the children found, divided by the births, less
    their survival. `births` by sex (sex,) are those registered between the two censuses; without
    them the births are those of the women of both censuses at `fertility` (age,), births per
    woman and year. (Carrying the rate of 5–9 over to newborns instead moves the total of
    安曇野市 in 2040 by at most 0.8 %.)
    """
    rates = cohort_ratios(earlier, later) - survival
    if births is None:
        total = births_from_fertility(
            earlier[1][:, np.newaxis],
            later[1][:, np.newaxis],
            fertility[:, np.newaxis],
            groups.width,
        )
        births = (total * sex_shares(sex_ratio_at_birth, SEXES))[:, 0]
    rates[:, 0] = later[:, 0] / births - survival[:, 0]
    return rates
