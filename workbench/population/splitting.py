"""Splitting five-year age groups into single ages, keeping every group's total."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from workbench.population.ages import AgeGroups, Floats


def split_ages(population: Floats, groups: AgeGroups, tail: Floats) -> Floats:
    """Return the population by single age; every group keeps its total, no cell is negative.

    The closed groups follow a cubic spline through the cumulated population whose slopes are
    limited so that it never falls (Hyman 1983, SIAM J. Sci. Stat. Comput. 4(4)), as in the
    demographer's usual splitting of grouped counts; the open group is spread in the proportions
    of `tail`.

    Parameters
    ----------
    population
        (sex, age, …) in the groups of `groups`, persons, none negative.
    tail
        Proportions of the single ages within the open group, (sex, age), the last one open.

    Returns
    -------
    array
        (sex, age, …): ages 0, 1, … up to the open age, ``groups.open_from + tail ages − 1``.
    """
    closed = np.moveaxis(population[:, :-1], 1, 0)
    singles = np.moveaxis(_split_closed(closed, groups.width), 0, 1)
    shares = tail / tail.sum(axis=1, keepdims=True)
    extra = (1,) * (population.ndim - 2)
    oldest = population[:, -1:] * shares.reshape(*shares.shape, *extra)
    return np.concatenate([singles, oldest], axis=1)


def people_between(
    population: Floats, groups: AgeGroups, age_from: int, age_to: int | None
) -> Floats:
    """Return the people from `age_from` to `age_to` inclusive (None: and older).

    As many as `split_ages` would give these ages; only what the spline says at both birthdays is
    found. `population` is (sex, age, …), the result (sex, …). Raises `ValueError` when an age
    lies within the open group.
    """
    birthday = groups.open_from if age_to is None else age_to + 1
    if not 0 <= age_from < birthday <= groups.open_from:
        raise ValueError(f"ages {age_from} to {age_to} of {groups.labels}")
    closed = population[:, :-1].swapaxes(0, 1)
    people = _up_to(birthday, closed, groups.width)
    people -= _up_to(age_from, closed, groups.width)
    return people if age_to is not None else people + population[:, -1]


def stationary_tail(survival: Floats, age_from: int) -> Floats:
    """Return proportions of single ages from `age_from` on in a stationary population.

    `survival` holds ratios of single years, (sex, age), the last one into the open age: the open
    age gets ``T(ω) = L(ω − 1) S(ω) / (1 − S(ω))``.
    """
    lived = np.cumprod(survival[:, :-1], axis=1)[:, age_from:]
    last = survival[:, -1]
    rest = lived[:, -1] * last / (1.0 - last)
    return np.concatenate([lived, rest[:, np.newaxis]], axis=1)


def _split_closed(people: Floats, width: int) -> Floats:
    """Return (age × width, …) from closed groups (age, …)."""
    slopes = _limited_slopes(people, width)
    # Position of each birthday within its group, and the spline's cumulated share there
    # (cubic Hermite): the group's own people plus what the slopes at both ends add.
    level, left, right = _shares_at_birthdays(width, people.ndim)
    by_birthday = level * people
    by_birthday += left * slopes[:-1]
    by_birthday += right * slopes[1:]
    singles = np.diff(by_birthday, axis=0, prepend=0.0)
    # The spline never falls; only rounding can leave −1e-13 of a person.
    np.maximum(singles, 0.0, out=singles)
    by_group = np.moveaxis(singles, 0, 1)
    return by_group.reshape(-1, *people.shape[1:])


def _limited_slopes(people: Floats, width: int, bounds: slice | None = None) -> Floats:
    """Return the spline's slopes at bounds of closed groups, (bound, …), from (age, …).

    At all of them or at some of 0, 1, … age + 1, each between 0 and three times the smaller
    density beside it.
    """
    groups = len(people)
    first, stop, _ = (bounds or slice(None)).indices(groups + 1)
    density = people / width
    flat = _spline_slopes(groups)[first:stop] @ density.reshape(groups, -1)
    slopes = flat.reshape(-1, *people.shape[1:])
    np.maximum(slopes, 0.0, out=slopes)
    above, below = slopes[: groups - first], slopes[1 if first == 0 else 0 :]
    np.minimum(above, 3.0 * density[first:stop], out=above)
    np.minimum(below, 3.0 * density[max(first - 1, 0) : stop - 1], out=below)
    return slopes


def _up_to(birthday: int, people: Floats, width: int) -> Floats:
    """Return those younger than a birthday, (…), of closed groups (age, …)."""
    group, years = divmod(birthday, width)
    younger: Floats = people[:group].sum(axis=0)
    if years:
        at = (share[years - 1] for share in _shares_at_birthdays(width, people.ndim - 1))
        level, left, right = at
        slopes = _limited_slopes(people, width, slice(group, group + 2))
        younger += level * people[group] + left * slopes[0] + right * slopes[1]
    return younger


@lru_cache(maxsize=8)
def _shares_at_birthdays(width: int, axes: int) -> tuple[Floats, Floats, Floats]:
    """Return what the group, its left and its right slope add up to each birthday within it.

    (birthday, 1, …), with `axes` axes behind; the slopes' in years.
    """
    at = np.arange(1, width + 1).reshape(-1, *(1,) * axes) / width
    level = at * at * (3.0 - 2.0 * at)
    return level, at * (1.0 - at) ** 2 * width, at * at * (at - 1.0) * width


@lru_cache(maxsize=8)
def _spline_slopes(count: int) -> Floats:
    """Return the matrix that turns `count` densities into a natural cubic spline's slopes.

    (count + 1, count): slopes at the bounds of the groups, persons per year of age.
    """
    system = np.diag(np.full(count + 1, 4.0))
    system += np.diag(np.ones(count), 1) + np.diag(np.ones(count), -1)
    system[0, 0] = system[-1, -1] = 2.0
    sides = np.zeros((count + 1, count))
    for bound in range(count + 1):
        sides[bound, max(bound - 1, 0) : bound + 1] = 3.0
    return np.asarray(np.linalg.solve(system, sides), dtype=np.float64)
