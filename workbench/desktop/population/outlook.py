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
    end = min(max(int(np.searchsorted(projection.years, year)), 1), last)
    start = end - 1
    away = (year - projection.years[start]) / (projection.years[end] - projection.years[start])

    def at(figures: np.ndarray) -> float:
        return float(figures[0, scenario] * (1 - away) + figures[1, scenario] * away)

    # Splitting into single ages costs time: only the two years in question are split.
    around = projection.population[start : end + 1]
    return Outlook(
        year,
        at(projection.total[start : end + 1]),
        at(projection.count(65)[start : end + 1]),
        at(count(around, projection.ages, _PUPILS)),
        float(projection.births_per_year[start, scenario]),
        projection.years[start],
        projection.years[end],
    )
