"""The figures a planner asks for first, read off a projection: arithmetic, no Qt."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from workbench.population.ages import Floats
from workbench.population.city import CityProjection
from workbench.population.measures import measure

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
    years = projection.years
    year = min(max(year, years[0]), years[-1])
    end = min(max(bisect_left(years, year), 1), len(years) - 1)
    start = end - 1
    away = (year - years[start]) / (years[end] - years[start])

    def at(figures: Floats) -> float:
        return float(figures[start, scenario] * (1 - away) + figures[end, scenario] * away)

    return Outlook(
        year,
        at(projection.total),
        at(projection.count(65)),
        at(projection.measured(_PUPILS)),
        float(projection.births_per_year[start, scenario]),
        years[start],
        years[end],
    )
