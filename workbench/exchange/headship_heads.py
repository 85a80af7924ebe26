"""Headship rates from counted heads: divided by the people of the same sex, age and year.

The census counts the heads of general households (一般世帯); the people are all residents, as in
社人研's rates. Heads and people of unknown age are spread over the known ages in proportion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.exchange.findings import Finding, Level
from workbench.exchange.layouts.base import finding_at
from workbench.exchange.layouts.headship_table import HeadshipFigure
from workbench.exchange.population_labels import AgeGroup, finest
from workbench.exchange.prefectures import NamedArea
from workbench.language import message
from workbench.plan.statistics import Basis, PopulationSet
from workbench.population.age_spans import AgeSpan

#: Whose people are divided by: those counted, those a projection starts from, those estimated.
_BASES = (Basis.CENSUS, Basis.PROJECTION, Basis.ESTIMATE)


def shares_of_heads(
    heads: Sequence[HeadshipFigure], populations: Sequence[PopulationSet], area: NamedArea
) -> tuple[list[HeadshipFigure], list[Finding]]:
    """Return the share of people who head a household, and what was noticed."""
    shares: list[HeadshipFigure] = []
    findings: list[Finding] = []
    for year in sorted({figure.year for figure in heads}):
        of_year = [figure for figure in heads if figure.year == year]
        people = _people(populations, area, year)
        if people is None:
            findings.append(_no_people(of_year[0], area))
            continue
        if people.is_estimate:
            findings.append(_estimated(of_year[0], people))
        unknown = sum(figure.number for figure in of_year if figure.age.first is None)
        if unknown:
            findings.append(_spread(of_year[0], unknown))
        for sex in ("male", "female"):
            shares.extend(_of_sex([one for one in of_year if one.sex == sex], people, year, sex))
    return shares, findings


def _of_sex(
    heads: Sequence[HeadshipFigure], people: PopulationSet, year: int, sex: str
) -> Iterable[HeadshipFigure]:
    cells = {
        AgeGroup(cell.age_from, cell.age_to): cell.persons
        for cell in people.cells
        if (cell.year, cell.sex) == (year, sex)
    }
    ages = finest({age for age in cells if age.first is not None})
    known = sum(cells[age] for age in ages)
    more_people = 1.0 + sum(cells[age] for age in cells if age.first is None) / known
    groups = finest({head.age for head in heads if head.age.first is not None})
    kept = [head for head in heads if head.age in groups]
    all_heads = sum(head.number for head in kept)
    unknown = sum(head.number for head in heads if head.age.first is None)
    more_heads = 1.0 + unknown / all_heads if all_heads else 1.0
    for head in kept:
        span = AgeSpan(head.age.first, head.age.last)
        within = [age for age in ages if span.holds(AgeSpan(age.first, age.last))]
        if not within or min(age.first or 0 for age in within) != head.age.first:
            continue
        persons = sum(cells[age] for age in within) * more_people
        if persons:
            yield head.scaled(more_heads / persons)


def _people(
    populations: Sequence[PopulationSet], area: NamedArea, year: int
) -> PopulationSet | None:
    """Return the people of an area in a year by sex and age, counted rather than estimated."""
    for basis in _BASES:
        for held in populations:
            # A table of totals by sex, as of the census' first results, divides nothing.
            sexes = {cell.sex for cell in held.cells if cell.year == year and not cell.is_all_ages}
            here = held.area_code == area.code and held.basis is basis
            if basis is Basis.PROJECTION and (not held.years or year != held.years[0]):
                continue
            if here and {"male", "female"} <= sexes:
                return held
    return None


def _no_people(head: HeadshipFigure, area: NamedArea) -> Finding:
    return finding_at(
        head.spot,
        "headship.no_people",
        Level.ERROR,
        message("The heads of {year} cannot be divided: the plan has no people of {area} by sex "
                "and age for that year.", year=head.year, area=area.name),
        message("Import the census of that year by sex and age first."),
    )  # fmt: skip


def _estimated(head: HeadshipFigure, people: PopulationSet) -> Finding:
    return finding_at(
        head.spot,
        "headship.estimated_people",
        Level.WARNING,
        message("The heads are divided by an estimate ({title}).", title=people.title),
        message("Import the census of that year by sex and age, and then this table again."),
    )


def _spread(head: HeadshipFigure, unknown: float) -> Finding:
    return finding_at(
        head.spot,
        "headship.unknown_ages",
        Level.NOTE,
        message("{count} heads of unknown age are spread over the ages in proportion.",
                count=f"{unknown:,.0f}"),
    )  # fmt: skip
