"""From a plan's statistics to what a projection starts from: tables by age, rates, migration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.plan.statistics import Basis, PopulationSet, Rate, Statistics
from workbench.population.age_spans import AgeSpan, Tiling, tile
from workbench.population.ages import AgeGroups, Floats
from workbench.population.census import distribute_unknown
from workbench.population.city import CityInputs, EarlierCensus, derive_inputs
from workbench.population.engine import SEXES
from workbench.population.life_tables import survival_to

WIDTH = 5
#: Ages of 75 and over are counted everywhere; a table must reach so far.
_YOUNGEST_OPEN = 75
#: Ages at which women have children, the last one not included.
_FERTILE = (15, 50)
#: A published figure for a census year agrees with the census to this share.
_AGREES = 0.001


@dataclass(frozen=True)
class AgeTable:
    """The population of a year by sex and age, as a set of the plan has it."""

    held: PopulationSet
    year: int
    columns: tuple[Mapping[AgeSpan, float], ...]
    tilings: tuple[Tiling, ...]

    @property
    def open_from(self) -> int:
        """Where the open group of five-year groups begins at the latest."""
        return min(tiling.open_from for tiling in self.tilings) // WIDTH * WIDTH

    @property
    def is_counted(self) -> bool:
        """Whether the figures are a count; a projection begins with one."""
        return not self.held.is_estimate and self.held.basis is not Basis.ESTIMATE

    def by_groups(self, ages: AgeGroups) -> Floats:
        """Return the table as (sex, age), persons; people of unknown age are distributed.

        Raises `PersonError` when its groups cannot be put together into `ages`.
        """
        known = np.stack(
            [
                tiling.regroup(column, ages)
                for column, tiling in zip(self.columns, self.tilings, strict=True)
            ]
        )
        unknown = [
            sum(persons for span, persons in column.items() if span.is_unknown)
            for column in self.columns
        ]
        return distribute_unknown(known, np.array(unknown, dtype=np.float64))


def age_table(held: PopulationSet, year: int) -> AgeTable | None:
    """Return a set's table of a year, or None when it has not men and women at every age."""
    columns: list[Mapping[AgeSpan, float]] = []
    tilings: list[Tiling] = []
    for sex in SEXES:
        column = {
            AgeSpan(cell.age_from, cell.age_to): cell.persons
            for cell in held.cells
            if cell.year == year and cell.sex == sex
        }
        try:
            tiling = tile(column)
        except PersonError:
            return None
        if tiling.open_from < _YOUNGEST_OPEN:
            return None
        columns.append(column)
        tilings.append(tiling)
    table = AgeTable(held, year, tuple(columns), tuple(tilings))
    return table if sum(map(sum, (column.values() for column in columns))) > 0 else None


def age_tables(statistics: Statistics, area_code: str) -> dict[int, AgeTable]:
    """Return the best table of each year for an area.

    A census is preferred to the population an official projection starts from, and that to an
    estimate. Years that were only projected are not among them.
    """
    found: dict[int, AgeTable] = {}
    for basis in (Basis.ESTIMATE, Basis.PROJECTION, Basis.CENSUS):
        for held in statistics.sets_of(basis, area_code):
            years: Iterable[int] = held.years
            if basis is Basis.PROJECTION:
                years = [year for year in held.years[:1] if _is_a_count(held, year, statistics)]
            for year in years:
                table = age_table(held, year)
                if table is not None:
                    found[year] = table
    return found


def _is_a_count(held: PopulationSet, year: int, statistics: Statistics) -> bool:
    """Tell whether a projection's first year is the census it starts from.

    That is so when it agrees with the census the plan holds, or when the projection's own year,
    which its title names, is a later one.
    """
    counted = [
        total
        for census in statistics.sets_of(Basis.CENSUS, held.area_code)
        if year in census.years and (total := census.total(year))
    ]
    if counted:
        first = held.total(year) or 0.0
        return any(abs(first - total) <= _AGREES * total for total in counted)
    named = [int(digits) for digits in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", held.title)]
    return bool(named) and year < max(named)


def base_and_before(tables: Mapping[int, AgeTable]) -> tuple[AgeTable, AgeTable]:
    """Return the newest table and the one five years before it.

    Raises `PersonError` when no two tables are five years apart.
    """
    for year in sorted(tables, reverse=True):
        if year - WIDTH in tables:
            return tables[year], tables[year - WIDTH]
    raise lacking(message("two population tables by sex and five-year age, five years apart"))


def derive_city(
    statistics: Statistics, tables: Mapping[int, AgeTable], base: AgeTable, before: AgeTable
) -> CityInputs:
    """Return the inputs of a projection from `base` on; raise `PersonError` for lacking rates."""
    newest = _newest_series(statistics, "survival_ratio")
    open_from = min(base.open_from, before.open_from, _last_open(newest))
    if open_from < _YOUNGEST_OPEN:
        raise lacking(message("survival ratios up to {age}+", age=_YOUNGEST_OPEN))
    ages = AgeGroups(WIDTH, open_from // WIDTH + 1)
    tfr = _newest_series(statistics, "total_fertility_rate")[-1].value
    return derive_inputs(
        before.by_groups(ages),
        base.by_groups(ages),
        _survival(newest, ages),
        _fertility(_newest_series(statistics, "fertility_rate"), ages),
        tfr,
        base_year=base.year,
        base_is_estimate=not base.is_counted,
        earlier=_earlier(statistics, tables, ages, before.year - WIDTH),
    )


def _earlier(
    statistics: Statistics, tables: Mapping[int, AgeTable], ages: AgeGroups, latest: int
) -> Sequence[EarlierCensus]:
    """Return the two censuses before, for migration of earlier periods.

    Their survival is that of the oldest life table held: for 2005–2010 the one of 2015, which
    files a little of the mortality decline under migration.
    """
    oldest = _oldest_series(statistics, "survival_ratio")
    if _last_open(oldest) < ages.open_from:
        return []
    found: list[EarlierCensus] = []
    for year in (latest, latest - WIDTH):
        table = tables.get(year)
        if table is None or table.open_from < ages.open_from:
            break
        tfr = _tfr_between(statistics, year, year + WIDTH)
        found.append(EarlierCensus(year, table.by_groups(ages), _survival(oldest, ages), tfr))
    return found


def _tfr_between(statistics: Statistics, first: int, last: int) -> float | None:
    """Return the total fertility rate of the span that covers most of the time between censuses.

    Censuses are of 1 October; a rate of 2013–17 covers January 2013 to December 2017.
    """
    best, longest = None, 0.0
    for rate in statistics.rates:
        if rate.quantity == "total_fertility_rate":
            start, end = max(first + 0.75, rate.from_year), min(last + 0.75, rate.to_year + 1)
            if end - start > longest:
                best, longest = rate.value, end - start
    return best


def _survival(rates: Sequence[Rate], ages: AgeGroups) -> Floats:
    """Return survival ratios by the age arrived at, the open group from the two oldest."""
    closed = {(rate.sex, rate.age_from): rate.value for rate in rates if rate.age_to is not None}
    opened = {(rate.sex, rate.age_from): rate.value for rate in rates if rate.age_to is None}
    published = min((age for _sex, age in opened if age and age >= ages.open_from), default=None)
    try:
        if published is None:
            raise KeyError
        ratios = np.array(
            [
                [*(closed[sex, start] for start in range(0, published, WIDTH)),
                 opened[sex, published]]
                for sex in SEXES
            ]
        )  # fmt: skip
    except KeyError as error:
        raise lacking(message("survival ratios up to {age}+", age=ages.open_from)) from error
    return survival_to(ratios, ages.count)


def _last_open(rates: Sequence[Rate]) -> int:
    """Return the latest open group that survival ratios lead into."""
    return max((rate.age_from or 0 for rate in rates if rate.age_to is None), default=0)


def _fertility(rates: Sequence[Rate], ages: AgeGroups) -> Floats:
    """Return births per woman and year by age, (age,); a rate that is missing is not zero."""
    by_age = {rate.age_from: rate.value for rate in rates}
    if any(start not in by_age for start in range(*_FERTILE, WIDTH)):
        raise lacking(message("fertility rates for every age from {first} to {last}",
                              first=_FERTILE[0], last=_FERTILE[1] - 1))  # fmt: skip
    return np.array([by_age.get(int(start), 0.0) for start in ages.starts])


def _newest_series(statistics: Statistics, quantity: str) -> Sequence[Rate]:
    return _series(statistics, quantity, newest=True)


def _oldest_series(statistics: Statistics, quantity: str) -> Sequence[Rate]:
    return _series(statistics, quantity, newest=False)


def _series(statistics: Statistics, quantity: str, *, newest: bool) -> Sequence[Rate]:
    held = [rate for rate in statistics.rates if rate.quantity == quantity]
    if not held:
        raise lacking(message("rates of the kind {quantity}", quantity=quantity))
    year = (max if newest else min)(rate.to_year for rate in held)
    return [rate for rate in held if rate.to_year == year]


def lacking(what: object) -> PersonError:
    """Return the error for a plan without something that a projection needs."""
    return PersonError(
        "population.lacking",
        message("The plan lacks what a projection starts from: {what}.", what=what),
        remedy=message("Import the missing table, or begin from the sample plan."),
    )
