"""Figures derived from a projection: shares, dependency, median age, demand for care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.population.ages import AgeGroups, Floats
from workbench.population.city import CityProjection
from workbench.population.measures import MEASURES, Measure, count

#: Need of medical care by age relative to 40–64, and of long-term care.
_MEDICAL = ((0, 14, 0.6), (15, 39, 0.4), (40, 64, 1.0), (65, 74, 2.3), (75, None, 3.9))
_CARE = ((40, 64, 1.0), (65, 74, 9.7), (75, None, 87.3))


@dataclass(frozen=True)
class Indicators:
    """Derived figures of a projection for every year and scenario, (year, scenario).

    Attributes
    ----------
    people
        By the key of a measure: total, age groups, pupils, women of 20–39, persons.
    dependency_ratio
        (0–14 and 65+) ÷ 15–64; `child_dependency_ratio` and `aged_dependency_ratio` its parts.
    median_age
        Years.
    medical_demand, care_demand
        Index, base year = 100.
    births_per_year
        Births a year on average of each period, (period, scenario).
    households
        Households (一般世帯), None without headship rates.
    """

    years: tuple[int, ...]
    people: Mapping[str, Floats]
    child_dependency_ratio: Floats
    aged_dependency_ratio: Floats
    median_age: Floats
    medical_demand: Floats
    care_demand: Floats
    births_per_year: Floats
    households: Floats | None = None

    @property
    def dependency_ratio(self) -> Floats:
        """(0–14 and 65+) ÷ 15–64."""
        return self.child_dependency_ratio + self.aged_dependency_ratio

    @property
    def household_size(self) -> Floats | None:
        """Persons per household, None without headship rates.

        Everyone is counted, also those who live in homes and other institutions.
        """
        if self.households is None:
            return None
        size: Floats = self.people["total"] / self.households
        return size

    def share(self, key: str) -> Floats:
        """Return the share of a measure's people among everyone, 0 … 1."""
        return self.people[key] / self.people["total"]


def derive_indicators(projection: CityProjection, headship: Floats | None = None) -> Indicators:
    """Return the derived figures of a projection, for every year and scenario.

    Households are among them where `headship` is given; see `households`.
    """
    population, ages = projection.population, projection.ages
    people = {each.key: count(population, ages, each) for each in MEASURES}
    working = people["working_age"]
    return Indicators(
        projection.years,
        people,
        people["children"] / working,
        people["aged_65"] / working,
        median_age(population, ages),
        _index(_weighted(population, ages, _MEDICAL)),
        _index(_weighted(population, ages, _CARE)),
        projection.births_per_year,
        None if headship is None else households(projection, headship),
    )


def median_age(population: Floats, ages: AgeGroups) -> Floats:
    """Return the age that half of the people are under, (year, scenario), years.

    People are taken to be spread evenly within their group. In the open group they stand at its
    first age. `population` is (year, sex, age, scenario).
    """
    cumulated = population.sum(axis=1).cumsum(axis=1)
    half = cumulated[:, -1] / 2.0
    reached = (cumulated < half[:, np.newaxis]).sum(axis=1)
    group = np.minimum(reached, ages.count - 1)
    after = np.take_along_axis(cumulated, group[:, np.newaxis], axis=1)[:, 0]
    before = np.where(
        group > 0,
        np.take_along_axis(cumulated, np.maximum(group - 1, 0)[:, np.newaxis], axis=1)[:, 0],
        0.0,
    )
    share = np.where(group < ages.count - 1, (half - before) / (after - before), 0.0)
    median: Floats = (group + share) * ages.width
    return median


def households(projection: CityProjection, headship: Floats) -> Floats:
    """Return the number of households, (year, scenario), from headship rates (世帯主率).

    `headship` is the share of people who head a household in the projection's age groups,
    (year, sex, age), or (sex, age) where it stays. Raises `ValueError` when it has another shape.
    """
    people = projection.population
    if headship.shape not in (people.shape[:3], people.shape[1:3]):
        raise ValueError(f"headship rates of shape {headship.shape}")
    by_year = np.broadcast_to(headship, people.shape[:3])
    headed: Floats = np.einsum("ysan,ysa->yn", people, by_year)
    return headed


def _weighted(
    population: Floats, ages: AgeGroups, weights: tuple[tuple[int, int | None, float], ...]
) -> Floats:
    total = np.zeros((population.shape[0], population.shape[3]))
    for age_from, age_to, weight in weights:
        span = Measure("", MEASURES[0].name, age_from, age_to)
        total += weight * count(population, ages, span)
    return total


def _index(values: Floats) -> Floats:
    """Return the values with the first year as 100."""
    return 100.0 * values / values[:1]
