"""What the population simulator works on, read from the plan file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.plan.statistics import Basis, PopulationCell, PopulationSet, Rate, Statistics
from workbench.plan.structure import Profile
from workbench.plan.vital_events import VitalEvent
from workbench.population.ages import AgeGroups, Floats
from workbench.population.census import distribute_unknown, regroup_open
from workbench.population.city import CityInputs, EarlierCensus, derive_inputs
from workbench.population.engine import SEXES
from workbench.population.levers import Assumptions
from workbench.store.database import Database
from workbench.store.queries import (
    Scenario,
    load_profile,
    load_scenarios,
    load_statistics,
    load_vital_events,
)

_WIDTH = 5


@dataclass(frozen=True)
class PopulationData:
    """The municipality's figures, the inputs derived from them, and the scenarios.

    `base` and `before` are the two tables that the inputs rest on.
    """

    profile: Profile
    statistics: Statistics
    vital_events: tuple[VitalEvent, ...]
    scenarios: tuple[Scenario, ...]
    inputs: CityInputs
    base: PopulationSet
    before: PopulationSet

    def assumptions(self, scenario: Scenario) -> Assumptions:
        """Return a scenario's assumptions; a lever it does not name stays as observed."""
        return Assumptions.of({"tfr": self.inputs.tfr, **scenario.assumptions})


def load_population(database: Database) -> PopulationData:
    """Return everything the simulator needs.

    Raises `PersonError` when the plan lacks the figures that a projection starts from.
    """
    profile = load_profile(database)
    statistics = load_statistics(database)
    base, before = _base_and_before(statistics, profile.area_code)
    return PopulationData(
        profile,
        statistics,
        load_vital_events(database),
        load_scenarios(database),
        _derive(statistics, profile.area_code, base, before),
        base,
        before,
    )


def _base_and_before(statistics: Statistics, area_code: str) -> tuple[PopulationSet, PopulationSet]:
    """Return the newest table by sex and age and the one five years before it.

    A count is preferred to an estimate of the same year.
    """
    tables = _tables_by_year(statistics, area_code)
    for year in sorted(tables, reverse=True):
        if year - _WIDTH in tables:
            return tables[year], tables[year - _WIDTH]
    raise _lacking(message("two population tables by sex and five-year age, five years apart"))


def _tables_by_year(statistics: Statistics, area_code: str) -> dict[int, PopulationSet]:
    tables: dict[int, PopulationSet] = {}
    for basis in (Basis.ESTIMATE, Basis.CENSUS):
        for held in statistics.sets_of(basis, area_code):
            for year in held.years:
                if _open_age(held, year) is not None:
                    tables[year] = held
    return tables


def _derive(
    statistics: Statistics, area_code: str, base: PopulationSet, before: PopulationSet
) -> CityInputs:
    base_year = base.years[-1]
    open_age = min(_needed_open_age(base, base_year), _needed_open_age(before, base_year - _WIDTH))
    ages = AgeGroups(_WIDTH, open_age // _WIDTH + 1)
    newest = _newest_series(statistics, "survival_ratio")
    tfr = _newest_series(statistics, "total_fertility_rate")[-1].value
    return derive_inputs(
        by_sex_and_age(before, base_year - _WIDTH, ages),
        by_sex_and_age(base, base_year, ages),
        _survival(newest, ages),
        _fertility(_newest_series(statistics, "fertility_rate"), ages),
        tfr,
        base_year=base_year,
        base_is_estimate=base.is_estimate,
        earlier=_earlier(statistics, area_code, ages, base_year - 2 * _WIDTH),
    )


def _earlier(
    statistics: Statistics, area_code: str, ages: AgeGroups, latest: int
) -> Sequence[EarlierCensus]:
    """Return the two censuses before, for migration of earlier periods.

    Their survival is that of the oldest life table held: for 2005–2010 the one of 2015, which
    files a little of the mortality decline under migration.
    """
    tables = _tables_by_year(statistics, area_code)
    oldest = _oldest_series(statistics, "survival_ratio")
    found: list[EarlierCensus] = []
    for year in (latest, latest - _WIDTH):
        held = tables.get(year)
        if held is None or _needed_open_age(held, year) < ages.open_from:
            break
        table = by_sex_and_age(held, year, ages)
        tfr = _tfr_between(statistics, year, year + _WIDTH)
        found.append(EarlierCensus(year, table, _survival(oldest, ages), tfr))
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


def by_sex_and_age(held: PopulationSet, year: int, ages: AgeGroups) -> Floats:
    """Return a table as (sex, age), persons; people of unknown age are distributed.

    Raises `PersonError` when a cell is missing.
    """
    open_age = _needed_open_age(held, year)
    counts = {(cell.sex, cell.age_from): cell.persons for cell in _by_age(held, year)}
    starts = range(0, open_age + 1, _WIDTH)
    try:
        table = np.array([[counts[sex, start] for start in starts] for sex in SEXES])
    except KeyError as error:
        raise _lacking(message("every age group of {title}", title=held.title)) from error
    unknown = np.array(
        [
            sum(
                cell.persons
                for cell in held.cells
                if cell.year == year and cell.sex == sex and cell.age_from is None
            )
            for sex in SEXES
        ],
        dtype=np.float64,
    )
    return regroup_open(distribute_unknown(table.astype(np.float64), unknown), ages.count)


def _by_age(held: PopulationSet, year: int) -> list[PopulationCell]:
    """Return the five-year cells of a year, and the open group above them, of both sexes."""
    return [
        cell
        for cell in held.cells
        if cell.year == year
        and cell.sex in SEXES
        and cell.age_from is not None
        and not cell.is_all_ages
        and (cell.age_to is None or cell.age_to - cell.age_from == _WIDTH - 1)
    ]


def _open_age(held: PopulationSet, year: int) -> int | None:
    """Return where the open age group of a full table begins; None for one that is not full."""
    opened = {
        cell.age_from for cell in _by_age(held, year) if cell.age_to is None and cell.age_from
    }
    return max(opened) if opened else None


def _needed_open_age(held: PopulationSet, year: int) -> int:
    open_age = _open_age(held, year)
    if open_age is None:
        raise _lacking(message("every age group of {title}", title=held.title))
    return open_age


def _survival(rates: Sequence[Rate], ages: AgeGroups) -> Floats:
    """Return survival ratios by the age arrived at, the open group from the two oldest."""
    open_label = f"{ages.open_from - _WIDTH}+->{ages.open_from}+"
    held = {(rate.sex, rate.age_from): rate.value for rate in rates if rate.age_to is not None}
    open_ratio = {rate.sex: rate.value for rate in rates if _is_open(rate, ages, open_label)}
    try:
        return np.array(
            [
                [*(held[sex, int(start)] for start in ages.starts[:-1]), open_ratio[sex]]
                for sex in SEXES
            ]
        )
    except KeyError as error:
        raise _lacking(message("survival ratios up to {age}+", age=ages.open_from)) from error


def _is_open(rate: Rate, ages: AgeGroups, label: str) -> bool:
    return rate.age_to is None and (rate.age_from == ages.open_from or rate.label == label)


def _fertility(rates: Sequence[Rate], ages: AgeGroups) -> Floats:
    by_age = {rate.age_from: rate.value for rate in rates}
    return np.array([by_age.get(int(start), 0.0) for start in ages.starts])


def _newest_series(statistics: Statistics, quantity: str) -> Sequence[Rate]:
    return _series(statistics, quantity, newest=True)


def _oldest_series(statistics: Statistics, quantity: str) -> Sequence[Rate]:
    return _series(statistics, quantity, newest=False)


def _series(statistics: Statistics, quantity: str, *, newest: bool) -> Sequence[Rate]:
    held = [rate for rate in statistics.rates if rate.quantity == quantity]
    if not held:
        raise _lacking(message("rates of the kind {quantity}", quantity=quantity))
    year = (max if newest else min)(rate.to_year for rate in held)
    return [rate for rate in held if rate.to_year == year]


def _lacking(what: object) -> PersonError:
    return PersonError(
        "population.lacking",
        message("The plan lacks what a projection starts from: {what}.", what=what),
        remedy=message("Import the missing table, or begin from the sample plan."),
    )
