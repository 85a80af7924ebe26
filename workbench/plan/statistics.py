"""Statistics a plan rests on: censuses, projections, targets, rates, areas."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from workbench.records import record


class Basis(StrEnum):
    """What a population figure counts; census and register are different populations."""

    CENSUS = "census"
    ESTIMATE = "estimate"
    PROJECTION = "projection"
    REGISTER = "register"


@record
class Source:
    """A publication or a workbook that figures come from."""

    id: int
    key: str
    title: str
    publisher: str = ""
    note: str = ""


@record
class Area:
    """The municipality or a part of it, with its official code."""

    code: str
    kind: str
    name: str
    parent_code: str = ""


@record
class PopulationCell:
    """Persons of a sex (male, female, both) in an age group of a year.

    `age_from` None means age unknown; `age_to` None means the group is open.
    """

    year: int
    sex: str
    age_from: int | None
    age_to: int | None
    persons: float

    @property
    def is_all_ages(self) -> bool:
        """Tell whether this is the total over all ages."""
        return self.age_from == 0 and self.age_to is None


def _reach(cell: PopulationCell) -> float:
    return float("inf") if cell.age_to is None else cell.age_to


@record
class PopulationSet:
    """One published table or estimate of a population."""

    key: str
    title: str
    basis: Basis
    area_code: str
    reference_date: str
    is_estimate: bool
    source: Source | None
    cells: tuple[PopulationCell, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years the set has figures for, in order."""
        return tuple(sorted({cell.year for cell in self.cells}))

    def total(self, year: int) -> float | None:
        """Return all persons of a year, as published or else added up; None without figures."""
        of_year = [cell for cell in self.cells if cell.year == year]
        published = [cell for cell in of_year if cell.is_all_ages]
        both = [cell.persons for cell in published if cell.sex == "both"]
        if both:
            return both[0]
        if published:
            return sum(cell.persons for cell in published)
        return sum(cell.persons for cell in of_year if cell.sex != "both") if of_year else None

    def count(self, year: int, first: int, last: int | None, sex: str = "") -> float | None:
        """Return the people of some ages in a year, of one sex or of all.

        None where the age groups of the set do not tell: they must fill the ages exactly.
        """
        columns = ([sex],) if sex else (["male", "female"], ["both"])
        for sexes in columns:
            counted = [self._count_of_sex(year, first, last, one) for one in sexes]
            known = [persons for persons in counted if persons is not None]
            if len(known) == len(sexes):
                return sum(known)
        return None

    def _count_of_sex(self, year: int, first: int, last: int | None, sex: str) -> float | None:
        of_start: dict[int, PopulationCell] = {}
        for cell in self.cells:
            if (cell.year, cell.sex) != (year, sex) or cell.age_from is None:
                continue
            beyond = last is not None and (cell.age_to is None or cell.age_to > last)
            if cell.age_from < first or beyond:
                continue
            # A sum stands beside its parts: the widest group that fits is the shortest way.
            held = of_start.get(cell.age_from)
            if held is None or _reach(held) < _reach(cell):
                of_start[cell.age_from] = cell
        reached, persons = first, 0.0
        while reached in of_start:
            cell = of_start[reached]
            persons += cell.persons
            if cell.age_to is None or cell.age_to == last:
                return persons
            reached = cell.age_to + 1
        return None

    def totals(self) -> tuple[tuple[int, float], ...]:
        """Return (year, persons) of every year."""
        found = ((year, self.total(year)) for year in self.years)
        return tuple((year, persons) for year, persons in found if persons is not None)


@record
class PopulationTarget:
    """A figure the plan aims at, of one year or of each year of a span.

    `quantity` is total_population, natural_change_per_year or social_change_per_year, with
    _before_revision behind it for one that has been replaced.
    """

    quantity: str
    from_year: int
    to_year: int
    value: float
    unit: str
    note: str
    source: Source | None


@record
class Rate:
    """A survival ratio, a fertility rate or a total fertility rate of a published series."""

    series: str
    quantity: str
    from_year: int
    to_year: int
    sex: str
    age_from: int | None
    age_to: int | None
    label: str
    value: float
    source: Source | None


@record
class Statistics:
    """All statistics of a plan file, without the vital events."""

    areas: tuple[Area, ...]
    population_sets: tuple[PopulationSet, ...]
    targets: tuple[PopulationTarget, ...]
    rates: tuple[Rate, ...]

    def population_set(self, key: str) -> PopulationSet:
        """Return the set of this key; raise `KeyError` when there is none."""
        for held in self.population_sets:
            if held.key == key:
                return held
        raise KeyError(key)

    def sets_of(self, basis: Basis, area_code: str) -> tuple[PopulationSet, ...]:
        """Return the sets on one basis for an area, in the order of the file."""
        return tuple(
            held
            for held in self.population_sets
            if held.basis == basis and held.area_code == area_code
        )

    def targets_of(self, quantity: str) -> tuple[PopulationTarget, ...]:
        """Return the targets for a quantity, by year."""
        held = [target for target in self.targets if target.quantity == quantity]
        return tuple(sorted(held, key=lambda target: target.from_year))

    def series(self, name: str) -> tuple[Rate, ...]:
        """Return the rates of a series, in the order of the file."""
        return tuple(rate for rate in self.rates if rate.series == name)


def titles(sources: Iterable[Source | None]) -> tuple[str, ...]:
    """Return the titles of sources, each once, in order of appearance."""
    return tuple(dict.fromkeys(source.title for source in sources if source is not None))
