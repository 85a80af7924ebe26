"""The figures a planner asks for first, read off a projection: arithmetic, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.population.city import CityProjection
from workbench.population.measures import count, measure

#: 小学生, 6 to 11: read off five-year groups split into single ages.
_PUPILS = measure("primary_pupils")


@dataclass(frozen=True)
class Outlook:
    """One scenario in one year.

    Parameters
    ----------
    total, old, school_children
        Persons on 1 October: everyone, 65 and over, 6 to 11.
    births_per_year
        The yearly average of the period that ends in, or holds, the year.
    births_from, births_to
        That period.
    """

    year: int
    total: float
    old: float
    school_children: float
    births_per_year: float
    births_from: int
    births_to: int

    @property
    def old_share(self) -> float:
        """The share of those 65 and over, 0 to 1."""
        return self.old / self.total


def outlook(projection: CityProjection, year: int, scenario: int = 0) -> Outlook:
    """Return a scenario's figures in a year; between two steps they are interpolated."""
    year = min(max(year, projection.years[0]), projection.years[-1])
    last = len(projection.years) - 1
    period = min(max(int(np.searchsorted(projection.years, year)), 1), last) - 1

    def at(figures: np.ndarray) -> float:
        return float(np.interp(year, projection.years, figures[:, scenario]))

    return Outlook(
        year,
        at(projection.total),
        at(projection.count(65)),
        at(count(projection.population, projection.ages, _PUPILS)),
        float(projection.births_per_year[period, scenario]),
        projection.years[period],
        projection.years[period + 1],
    )
