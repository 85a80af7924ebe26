"""Survival ratios from a life table's probabilities of dying, for age groups of any width."""

from __future__ import annotations

import numpy as np

from workbench.population.ages import AgeGroups, Floats

#: Of those who die in their first year, the share of it they live on average; later ages: half.
_INFANT_SHARE = 0.1


def person_years(deaths: Floats) -> Floats:
    """Return person-years lived at each single age for one birth, L(x), (…, age + 1).

    `deaths` are the probabilities of dying q(x), (…, age) from age 0. Deaths fall in the middle
    of the year, those of infants at a tenth of it. The last entry is what remains to those who
    survive the table, at the mortality of its last age.
    """
    leaving = np.cumprod(1.0 - deaths, axis=-1)
    entering = np.concatenate([np.ones_like(deaths[..., :1]), leaving[..., :-1]], axis=-1)
    died = entering - leaving
    lived = entering - 0.5 * died
    lived[..., 0] = entering[..., 0] - (1.0 - _INFANT_SHARE) * died[..., 0]
    rest = leaving[..., -1:] * (1.0 / deaths[..., -1:] - 0.5)
    return np.concatenate([lived, rest], axis=-1)


def survival_from_deaths(deaths: Floats, groups: AgeGroups) -> Floats:
    """Return the survival ratios into each age group, (…, age), as the engine takes them.

    ``S(0) = L(0, n) / n``, ``S(x) = L(x, n) / L(x − n, n)``, the last one ``T(ω) / T(ω − n)``.
    Raises `ValueError` when the table ends before the open group.
    """
    lived = person_years(deaths)
    if lived.shape[-1] <= groups.open_from:
        raise ValueError(f"the life table ends before {groups.open_from}")
    starts = groups.starts
    by_group = np.add.reduceat(lived, starts, axis=-1)
    ratios = np.empty_like(by_group)
    ratios[..., 0] = by_group[..., 0] / groups.width
    ratios[..., 1:] = by_group[..., 1:] / by_group[..., :-1]
    ratios[..., -1] = by_group[..., -1] / (by_group[..., -2] + by_group[..., -1])
    return ratios


def survival_to(survival: Floats, count: int) -> Floats:
    """Return survival ratios whose open group begins earlier, `count` age groups in all.

    From ``L(x) = L(x − n) S(x)`` and ``T(ω) = L(ω − n) S(ω) / (1 − S(ω))`` follow the person-years
    of the groups put together, and their ratio ``T(x) / T(x − n)``. `survival` is (sex, age), its
    last ratio from the two oldest groups together. Raises `ValueError` when it has fewer groups
    than asked for.
    """
    groups = survival.shape[1]
    if groups < count:
        raise ValueError(f"{groups} age groups cannot become {count}")
    if groups == count:
        return survival
    lived = np.cumprod(survival[:, :-1], axis=1)
    last = survival[:, -1]
    rest = lived[:, -1] * last / (1.0 - last)
    remaining = lived[:, count - 1 :].sum(axis=1) + rest
    ratio = remaining / (lived[:, count - 2] + remaining)
    return np.concatenate([survival[:, : count - 1], ratio[:, np.newaxis]], axis=1)
