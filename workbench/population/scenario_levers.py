"""The levers of many scenarios as arrays, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from workbench.population.ages import Floats
from workbench.population.levers import (
    CHOICES,
    LEVERS,
    Assumptions,
    Convergence,
    PeriodOverride,
)

#: How sharply the exponential and the logistic way bend; both begin at 0 and end at 1 exactly.
_EXPONENTIAL_RATE = 3.0
_LOGISTIC_RATE = 8.0

_LEVER_KEYS = tuple(lever.key for lever in LEVERS)
_CHOICE_KEYS = tuple(choice.key for choice in CHOICES)
_values_of, _choices_of = attrgetter(*_LEVER_KEYS), attrgetter(*_CHOICE_KEYS)


@dataclass(frozen=True)
class ScenarioLevers:
    """Every lever's value and every choice, (scenario,), and the values set for single years.

    `overrides` pairs the index of a scenario (None: every one) with a value for some years.
    """

    values: Mapping[str, Floats]
    choices: Mapping[str, npt.NDArray[np.str_]]
    overrides: tuple[tuple[int | None, PeriodOverride], ...] = ()

    @classmethod
    def of(cls, assumptions: Sequence[Assumptions]) -> ScenarioLevers:
        """Return the levers of some assumptions, each a scenario; `ValueError` for none."""
        if not assumptions:
            raise ValueError("no assumptions")
        values = np.array(list(zip(*map(_values_of, assumptions), strict=True)), float)
        choices = np.array(list(zip(*map(_choices_of, assumptions), strict=True)))
        return cls(
            dict(zip(_LEVER_KEYS, values, strict=True)),
            dict(zip(_CHOICE_KEYS, choices, strict=True)),
            tuple((i, each) for i, one in enumerate(assumptions) for each in one.overrides),
        )

    @classmethod
    def varied(cls, assumptions: Assumptions, varied: Mapping[str, Floats]) -> ScenarioLevers:
        """Return scenarios that share `assumptions` except for the levers in `varied`.

        `varied` gives a value for each scenario, (scenario,), by lever; no `Assumptions` is made
        for each, so that tens of thousands are cheap.
        """
        count = len(next(iter(varied.values())))
        one = cls.of([assumptions])
        values = {key: np.repeat(value, count) for key, value in one.values.items()}
        choices = {key: np.repeat(value, count) for key, value in one.choices.items()}
        for key, given in varied.items():
            if key not in values or given.shape != (count,):
                raise ValueError(f"{key} of shape {given.shape}")
            values[key] = np.asarray(given, dtype=np.float64)
        return cls(values, choices, tuple((None, each) for each in assumptions.overrides))

    @property
    def scenarios(self) -> int:
        """How many scenarios there are."""
        return len(self.values["tfr"])

    def key(self, names: Sequence[str]) -> object:
        """Return what tells these levers and choices from others of the same names."""
        mine = tuple(each for each in self.overrides if each[1].key in names)
        held = (self.values[name] if name in self.values else self.choices[name] for name in names)
        return (*(each.tobytes() for each in held), mine)

    def yearly(self, key: str, years: npt.NDArray[np.int64], held: Floats | None = None) -> Floats:
        """Return a lever in each year, (year, scenario), or (1, scenario) if it never changes.

        `held` is what holds without overrides, instead of the lever's value, (year or 1,
        scenario).
        """
        value = self.values[key][np.newaxis, :] if held is None else held
        mine = [(index, override) for index, override in self.overrides if override.key == key]
        if mine:
            value = np.broadcast_to(value, (len(years), self.scenarios)).copy()
            for index, override in mine:
                inside = (years >= override.from_year) & (years < override.to_year)
                value[inside, slice(None) if index is None else index] = override.value
        return value

    def active(self, years: npt.NDArray[np.int64]) -> Floats:
        """Return 1 in the years in which migration measures have begun, else 0.

        (year, scenario), or (1, scenario) if they have begun in all of them.
        """
        begin = self.values["measures_from"]
        if np.all(begin <= years[0]):
            return np.ones((1, self.scenarios))
        begun: Floats = (years[:, np.newaxis] >= begin).astype(np.float64)
        return begun

    def tfr(
        self, years: npt.NDArray[np.int64], present: float, way: Floats | None = None
    ) -> Floats:
        """Return the TFR of each year, (year or 1, scenario), from `present` at the first.

        `way` is what `tfr_way` returns, for whoever has it.
        """
        final = self.values["tfr"][np.newaxis, :]
        if (final == present).all():
            return self.yearly("tfr", years)
        gone = self.tfr_way(years) if way is None else way
        return self.yearly("tfr", years, present + (final - present) * gone)

    def tfr_way(self, years: npt.NDArray[np.int64]) -> Floats:
        """Return how much of its change the TFR has behind it, (year, scenario or 1), 0 … 1."""
        until, path = self.values["tfr_year"], self.choices["tfr_path"]
        if (until == until[0]).all() and (path == path[0]).all():
            # Tens of thousands of scenarios mostly share their way.
            until, path = until[:1], path[:1]
        elapsed = share_of_way(years, int(years[0]), until)
        way = np.empty_like(elapsed)
        for kind in Convergence:
            mine = path == kind
            if mine.any():
                way[:, mine] = converge(elapsed[:, mine], kind)
        return way


def share_of_way(years: npt.NDArray[np.int64], start: int, end: Floats) -> Floats:
    """Return how much of the time from `start` to `end` has passed in the middle of each year.

    (year, scenario), 0 … 1; 1 throughout when `end` is not after `start`.
    """
    passed = years[:, np.newaxis] + 0.5 - start
    return np.clip(passed / np.maximum(end - start, 0.5), 0.0, 1.0)


def converge(elapsed: Floats, kind: Convergence) -> Floats:
    """Return how much of the change is done after a share of the time, both 0 … 1.

    Exponential: ``(1 − e^(−3τ)) / (1 − e^(−3))``, fast at first. Logistic: the curve
    ``1 / (1 + e^(−8(τ − ½)))``, stretched so that it begins at 0 and ends at 1.
    """
    if kind is Convergence.EXPONENTIAL:
        done: Floats = np.expm1(-_EXPONENTIAL_RATE * elapsed) / np.expm1(-_EXPONENTIAL_RATE)
        return done
    if kind is Convergence.LOGISTIC:
        # tanh is the logistic curve between −1 and 1; it is odd, so half its range is added.
        half = np.tanh(_LOGISTIC_RATE / 4.0)
        done = np.tanh(_LOGISTIC_RATE / 2.0 * (elapsed - 0.5)) / half
        return np.asarray(0.5 + 0.5 * done)
    return elapsed


def period_means(yearly: Floats, width: int) -> Floats:
    """Return the mean over each period of `width` years, (period, scenario) from (year, scenario).

    One year that holds for all stays one period that holds for all.
    """
    if yearly.shape[0] == 1:
        return yearly
    means: Floats = yearly.reshape(-1, width, yearly.shape[1]).mean(axis=1)
    return means
