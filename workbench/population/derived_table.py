"""Every derived figure of every scenario and year as one tidy table, for page, export and print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.language import Message, message
from workbench.population.ages import Floats
from workbench.population.city import CityProjection
from workbench.population.indicators import Indicators, derive_indicators
from workbench.population.measures import MEASURES

PERSONS, PERSONS_A_YEAR, PERCENT = message("persons"), message("persons/yr"), message("%")


@dataclass(frozen=True)
class Quantity:
    """A derived figure: its key, name and unit, and how it is read off a run.

    `read` gives (year, scenario), or (period, scenario) when `of_period`; what is
    `of_households` needs headship rates.
    """

    key: str
    name: Message
    unit: Message
    decimals: int
    read: Callable[[CityProjection, Indicators], Floats]
    of_period: bool = False
    of_households: bool = False


def _people(key: str) -> Callable[[CityProjection, Indicators], Floats]:
    return lambda _run, found: found.people[key]


def _known(figures: Floats | None) -> Floats:
    assert figures is not None
    return figures


def _share(key: str) -> Callable[[CityProjection, Indicators], Floats]:
    return lambda _run, found: 100.0 * found.share(key)


#: In the order in which they are shown.
QUANTITIES: tuple[Quantity, ...] = (
    *(Quantity(each.key, each.name, PERSONS, 0, _people(each.key)) for each in MEASURES),
    Quantity("children_share", message("Share of 0–14"), PERCENT, 1, _share("children")),
    Quantity("working_age_share", message("Share of 15–64"), PERCENT, 1, _share("working_age")),
    Quantity("aged_65_share", message("Share of 65 and over"), PERCENT, 1, _share("aged_65")),
    Quantity("aged_75_share", message("Share of 75 and over"), PERCENT, 1, _share("aged_75")),
    Quantity(
        "births_per_year",
        message("Births a year, mean of the five years"),
        PERSONS_A_YEAR,
        0,
        lambda run, _found: run.births_per_year,
        of_period=True,
    ),
    Quantity(
        "natural_change_per_year",
        message("Natural change, yearly average"),
        PERSONS_A_YEAR,
        0,
        lambda run, _found: run.natural_change_per_year,
        of_period=True,
    ),
    Quantity(
        "social_change_per_year",
        message("Social change, yearly average"),
        PERSONS_A_YEAR,
        0,
        lambda run, _found: run.social_change_per_year,
        of_period=True,
    ),
    Quantity(
        "dependency_ratio",
        message("Dependants per 100 of 15–64"),
        PERSONS,
        1,
        lambda _run, found: 100.0 * found.dependency_ratio,
    ),
    Quantity(
        "child_dependency_ratio",
        message("Children per 100 of 15–64"),
        PERSONS,
        1,
        lambda _run, found: 100.0 * found.child_dependency_ratio,
    ),
    Quantity(
        "aged_dependency_ratio",
        message("People of 65 and over per 100 of 15–64"),
        PERSONS,
        1,
        lambda _run, found: 100.0 * found.aged_dependency_ratio,
    ),
    Quantity(
        "median_age",
        message("Median age"),
        message("years"),
        1,
        lambda _run, found: found.median_age,
    ),
    Quantity(
        "medical_demand",
        message("Demand for medical care"),
        message("base year = 100"),
        1,
        lambda _run, found: found.medical_demand,
    ),
    Quantity(
        "care_demand",
        message("Demand for long-term care"),
        message("base year = 100"),
        1,
        lambda _run, found: found.care_demand,
    ),
    Quantity(
        "households",
        message("Households"),
        message("households"),
        0,
        lambda _run, found: _known(found.households),
        of_households=True,
    ),
    Quantity(
        "household_size",
        message("Persons per household"),
        PERSONS,
        2,
        lambda _run, found: _known(found.household_size),
        of_households=True,
    ),
)


def known_quantities(*, with_households: bool) -> tuple[Quantity, ...]:
    """Return what can be told: households only where headship rates are known."""
    return tuple(each for each in QUANTITIES if with_households or not each.of_households)


@dataclass(frozen=True)
class DerivedRow:
    """One figure: of which scenario, of which year, what, how much.

    `from_year` is set for a mean of the years from it to `year`; `decimals` are those shown,
    the value itself is not rounded.
    """

    scenario: str
    from_year: int | None
    year: int
    key: str
    name: Message
    unit: Message
    decimals: int
    value: float


def derived_rows(
    projection: CityProjection, names: Mapping[int, str], headship: Floats | None = None
) -> tuple[DerivedRow, ...]:
    """Return every derived figure of some scenarios of a run, for every year.

    Ordered by scenario, then quantity, then year. `names` are those of the scenarios by their
    place in the run; `headship` is the share of people who head a household, (year, sex, age) or
    (sex, age), where it is known: households and their size come with it.
    """
    found = derive_indicators(projection, headship)
    wanted = known_quantities(with_households=headship is not None)
    figures = [(each, each.read(projection, found)) for each in wanted]
    return tuple(
        row
        for column, name in names.items()
        for quantity, values in figures
        for row in _rows(projection.years, name, quantity, values[:, column])
    )


def _rows(
    years: tuple[int, ...], scenario: str, quantity: Quantity, values: Floats
) -> Iterator[DerivedRow]:
    starts: Sequence[int | None] = years[:-1] if quantity.of_period else [None] * len(years)
    ends = years[1:] if quantity.of_period else years
    for start, end, value in zip(starts, ends, np.asarray(values).tolist(), strict=True):
        yield DerivedRow(
            scenario,
            start,
            end,
            quantity.key,
            quantity.name,
            quantity.unit,
            quantity.decimals,
            value,
        )
