"""One step from a population to the next, for many scenarios, and the births in it.

See `workbench.population.engine` for the formula.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from workbench.population.ages import AgeGroups, Floats
from workbench.population.period import (
    BirthExposure,
    Fertility,
    Newcomers,
    Period,
    Timing,
)

#: Age groups whose rates are made at a time: of ten thousand scenarios they fit into a cache.
_BLOCK = 6


class Stepper:
    """Takes steps one after another and keeps what the next one can use again."""

    def __init__(self, groups: AgeGroups, sexes: tuple[str, ...]) -> None:
        self._groups = groups
        self._sexes = sexes
        self._mothers = sexes.index("female") if "female" in sexes else 0
        self._kept: tuple[Floats, Floats | None, Floats] | None = None
        self._weighed: tuple[Floats, Floats] | None = None
        self._blocks: Floats | None = None
        self._shared: tuple[Floats | float, Floats] | None = None
        self._fertile: tuple[Floats, slice] | None = None

    def begin(self) -> None:
        """Forget the people of the last step: the next one does not follow it."""
        self._weighed = None

    def advance(self, start: Floats, period: Period, end: Floats) -> Floats:
        """Write the population one period after `start` into `end`; return births by sex."""
        if period.scaled_rate is None and period.mortality is None:
            kept = self._retention(period)
            np.multiply(start[:, :-1], kept[:, 1:], out=end[:, 1:])
            end[:, -1] += start[:, -1] * kept[:, -1]
            newborn_kept = kept[:, 0]
        else:
            newborn_kept = self._advance_by_blocks(start, period, end)
        end[:, 0] = 0.0
        if period.migrants is not None:
            end += _left_of_arrivals(period.migrants, period)
        if period.newcomers is not None:
            _add_newcomers(end, period.newcomers, period)
        births = self._births(start, period, end, newborn_kept)
        end[:, 0] += births * newborn_kept
        return births

    def _advance_by_blocks(self, start: Floats, period: Period, end: Floats) -> Floats:
        """Write those who stay for some ages at a time; return what is kept of the newborn.

        The rates of all ages and scenarios together would be as large as the population; those
        of a few ages stay in the processor's cache.
        """
        ages, scenarios = end.shape[1:]
        if self._blocks is None or self._blocks.shape[-1] != scenarios:
            self._blocks = np.empty((2, end.shape[0], _BLOCK, scenarios))
        for first in range(0, ages, _BLOCK):
            here = slice(first, min(first + _BLOCK, ages))
            kept = self._retention_at(here, period, self._blocks[:, :, : here.stop - first])
            if not first:
                newborn_kept = kept[:, 0].copy()
                np.multiply(start[:, : here.stop - 1], kept[:, 1:], out=end[:, 1 : here.stop])
            else:
                np.multiply(start[:, first - 1 : here.stop - 1], kept, out=end[:, here])
        end[:, -1] += start[:, -1] * kept[:, -1]
        return newborn_kept

    def _retention_at(self, ages: slice, period: Period, blocks: Floats) -> Floats:
        """Return S + M of some ages, written into one of two blocks (block, sex, age, scenario)."""
        survival = period.surviving_at(ages, blocks[0])
        if period.scaled_rate is not None:
            kept = period.scaled_rate.of_ages(ages, blocks[1])
            kept += survival
            return kept
        rate = period.migration_rate
        return survival if rate is None else np.add(survival, rate[:, ages], out=blocks[0])

    def _retention(self, period: Period) -> Floats:
        """Return S + M; scenarios often share rates that hold for all periods."""
        survival, rate = period.survival, period.migration_rate
        if self._kept is None or self._kept[0] is not survival or self._kept[1] is not rate:
            self._kept = (survival, rate, survival if rate is None else survival + rate)
        return self._kept[2]

    def _births(self, start: Floats, period: Period, end: Floats, newborn_kept: Floats) -> Floats:
        """Return the births by sex, (sex, scenario); `end` lacks those born in the period."""
        if isinstance(period.births, Fertility):
            total = self._births_from_fertility(start, period, period.births, end)
            return total * self._shares(period.births.sex_ratio_at_birth)
        given = period.births
        women = end[self._mothers, self._groups.indices(15, 49)].sum(axis=0)
        children = given.ratio * women * self._shares(given.child_sex_ratio)
        return _births_behind(children - end[:, 0], newborn_kept)

    def _shares(self, ratio: Floats | float) -> Floats:
        """Return each sex's share; periods often have one ratio."""
        if self._shared is None or self._shared[0] is not ratio:
            self._shared = (ratio, sex_shares(ratio, self._sexes))
        return self._shared[1]

    def _fertile_ages(self, rates: Floats) -> slice:
        """Return the ages that have a fertility rate; periods often have one pattern."""
        if self._fertile is None or self._fertile[0] is not rates:
            self._fertile = (rates, _fertile(rates))
        return self._fertile[1]

    def _births_from_fertility(
        self, start: Floats, period: Period, given: Fertility, end: Floats
    ) -> Floats:
        mothers = self._mothers
        if self._weighed is not None and self._weighed[0] is given.rates:
            before = self._weighed[1]
        else:
            before = _weigh(start[mothers], given.rates, self._fertile_ages(given.rates))
        after = _weigh(end[mothers], given.rates, self._fertile_ages(given.rates))
        self._weighed = (given.rates, after)
        if period.migrants is not None or period.newcomers is not None:
            came = _weigh_counted(period, given.rates, mothers)
            if period.timing is Timing.EVEN:
                before = before + 0.5 * came
            elif period.birth_exposure is BirthExposure.BEFORE_MIGRANTS:
                after = after - came
        births: Floats = (0.5 * self._groups.width) * given.level * (before + after)
        return births


def _left_of_arrivals(arrivals: Floats, period: Period) -> Floats:
    """Return how many of the people who came are there at the end, by age then."""
    if period.timing is Timing.END:
        return arrivals
    half = 0.5 * arrivals
    return arriving(half) * period.surviving + half


def _add_newcomers(end: Floats, newcomers: Newcomers, period: Period) -> None:
    """Add how many of the newcomers are there at the end, by age then, in place."""
    even = period.timing is Timing.EVEN
    at_end = 0.5 * newcomers.by_age if even else newcomers.by_age
    at_start = arriving(at_end) if even else np.zeros_like(at_end)
    # Newcomers have few ages; the others are not worth a pass over all scenarios.
    there = np.asarray((at_start + at_end).any(axis=(0, 2)))
    if period.mortality is None and period.survival.shape[-1] == 1:
        left = at_start * period.survival + at_end
        for here in _blocks_of(there):
            end[:, here] += left[:, here] @ newcomers.level
        return
    for here in _blocks_of(there):
        people = at_start[:, here] @ newcomers.level
        people *= period.surviving_at(here)
        people += at_end[:, here] @ newcomers.level
        end[:, here] += people


def _blocks_of(ages: npt.NDArray[np.bool_]) -> Iterator[slice]:
    """Yield the ages that are true, some at a time."""
    found = np.flatnonzero(ages)
    for run in np.split(found, np.flatnonzero(np.diff(found) > 1) + 1):
        for block in range(0, len(run), _BLOCK):
            here = run[block : block + _BLOCK]
            yield slice(here[0], here[-1] + 1)


def _weigh_counted(period: Period, rates: Floats, mothers: int) -> Floats:
    """Return Σ f(x) A(x) over the women among all counted migrants, (scenario,)."""
    total = np.zeros(1)
    if period.migrants is not None:
        total = total + _weigh(period.migrants[mothers], rates)
    if period.newcomers is not None and rates.shape[1] > 1:
        total = total + _weigh(period.newcomers.people[mothers], rates)
    elif period.newcomers is not None:
        total = total + _weigh(period.newcomers.by_age[mothers], rates) @ period.newcomers.level
    return total


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


def _fertile(rates: Floats) -> slice:
    """Return the ages from the first to the last that has a fertility rate."""
    found = np.flatnonzero(rates.any(axis=1))
    return slice(found[0], found[-1] + 1) if found.size else slice(0, 0)


def _weigh(women: Floats, rates: Floats, fertile: slice | None = None) -> Floats:
    """Return Σ f(x) W(x) over the ages that have a fertility rate, (scenario,)."""
    ages = _fertile(rates) if fertile is None else fertile
    if ages.start == ages.stop:
        return np.zeros(women.shape[1])
    if rates.shape[1] == 1:
        weighed: Floats = rates[ages, 0] @ women[ages]
    else:
        weighed = np.einsum("as,as->s", rates[ages], women[ages])
    return weighed


def sex_shares(sex_ratio: Floats | float, sexes: tuple[str, ...]) -> Floats:
    """Return each sex's share of births or children for boys per girl, (sex, scenario)."""
    ratio = np.atleast_1d(np.asarray(sex_ratio, dtype=np.float64))
    shares = {"male": ratio / (1.0 + ratio), "female": 1.0 / (1.0 + ratio)}
    return np.stack([shares[sex] for sex in sexes])


def _births_behind(children: Floats, newborn_kept: Floats) -> Floats:
    """Return the births that leave so many children of the period's own, (sex, scenario)."""
    if not np.all(newborn_kept > 0):
        raise ValueError("nobody born in the period is left at its end")
    births: Floats = children / newborn_kept
    return births
