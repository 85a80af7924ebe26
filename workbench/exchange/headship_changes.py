"""What the headship rates of a workbook change: whose they are, whole years, against the plan's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.errors import PersonError
from workbench.exchange.changes import Change
from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.guidance import SKIP, Guidance
from workbench.exchange.headship_heads import shares_of_heads
from workbench.exchange.layouts import headship_table
from workbench.exchange.layouts.base import Match, Spot, finding_at
from workbench.exchange.layouts.headship_table import Given, HeadshipFigure, HeadshipReading
from workbench.exchange.origins import Origin
from workbench.exchange.population_labels import finest
from workbench.exchange.prefectures import COUNTRY, UNNAMED, NamedArea, nearest_first
from workbench.language import message
from workbench.plan.statistics import PopulationSet
from workbench.plan.structure import Provenance
from workbench.population.age_spans import AgeSpan
from workbench.population.headship import FIRST_AGE, HeadshipRate, HeadshipRates

_CHOSEN = "area:"
#: As many as there are prefectures, and the country.
_MOST_OFFERED = 48


@dataclass(frozen=True)
class HeadshipChange:
    """One rate that the file adds, changes or confirms; `area` is whose rates they are."""

    change: Change
    area: str
    old: HeadshipRate | None
    new: HeadshipRate
    provenance: Provenance


@dataclass(frozen=True)
class HeadshipHeld:
    """What the plan holds to compare with: its rates, and the people that heads are among."""

    code: str
    municipality: str
    rates: HeadshipRates | None = None
    populations: Sequence[PopulationSet] = ()


def compare_headship(
    matches: Sequence[Match], held: HeadshipHeld, guidance: Guidance, origin: Origin
) -> tuple[tuple[HeadshipChange, ...], tuple[Finding, ...]]:
    """Return what the sheets of a workbook change, and what was noticed.

    The rates of the nearest area are taken: the municipality's own, else its prefecture's, else
    those of the whole country; a decision on the first table names another.
    """
    if not matches:
        return (), ()
    areas = _areas(matches)
    place = headship_table.title_spot(matches[0])
    decision = guidance.on(place.sheet, place.cell)
    area = _chosen(areas, held, decision)
    if area is None:
        return (), (_elsewhere(place, areas, held),)
    findings: list[Finding] = []
    if found := _whose(place, area, areas, held):
        findings.append(found)
    if decision == SKIP:
        return (), tuple(findings)
    readings: list[HeadshipReading] = []
    for match in matches:
        if any(area.is_same(one) for one in headship_table.areas_of(match)):
            reading, seen = headship_table.read(match, area)
            findings.extend(seen)
            readings.extend([reading] if reading else [])
    figures, of_shares = _shares(readings, area, held)
    rates, of_years = _whole_years(figures)
    findings += [*of_shares, *of_years]
    known = {_key(rate): rate for rate in (held.rates.rates() if held.rates else ())}
    return tuple(_changes(rates, figures, known, str(area), origin)), tuple(findings)


# -- whose rates -----------------------------------------------------------------------------------


def _areas(matches: Iterable[Match]) -> tuple[NamedArea, ...]:
    found: list[NamedArea] = []
    for match in matches:
        for area in headship_table.areas_of(match):
            if not any(area.is_same(known) for known in found):
                found.append(area)
    return tuple(found)


def _chosen(areas: Sequence[NamedArea], held: HeadshipHeld, decision: str) -> NamedArea | None:
    for area in areas:
        if decision == f"{_CHOSEN}{area.name}":
            return area
    for wanted in nearest_first(held.code, held.municipality):
        for area in areas:
            if area.is_same(wanted):
                return wanted
    return None


def _whose(
    place: Spot, area: NamedArea, areas: Sequence[NamedArea], held: HeadshipHeld
) -> Finding | None:
    """Say whose rates are taken where they are not the municipality's own, and which others are."""
    own = NamedArea(held.code, held.municipality)
    if area.is_same(own):
        return None
    if area == UNNAMED:
        what = message("Nothing says whose rates these are; they are taken as they stand.")
    else:
        what = message(
            "These are the rates of {area}, which stand for those of {municipality}.",
            area=area.name, municipality=held.municipality,
        )  # fmt: skip
    remedy = message("Households then follow the people here and the habits there.")
    return finding_at(place, "headship.area", Level.NOTE, what, remedy, choices=_offered(areas))


def _offered(areas: Sequence[NamedArea]) -> tuple[Choice, ...]:
    """Return the areas whose rates may be taken, prefectures and the country first."""
    named = sorted((one for one in areas if one.name), key=lambda one: one.code[2:] != "000")
    return tuple(
        Choice(f"{_CHOSEN}{one.name}", message("Take the rates of {area}", area=one.name))
        for one in named[:_MOST_OFFERED]
    )


def _elsewhere(place: Spot, areas: Sequence[NamedArea], held: HeadshipHeld) -> Finding:
    """Say that all rates are of areas that lie elsewhere."""
    names = "、".join(area.name for area in areas[:5])
    return finding_at(
        place,
        "headship.area_missing",
        Level.ERROR,
        message(
            "The workbook has rates of {areas}; it has none of {municipality}, of its prefecture "
            "or of {country}.",
            areas=names, municipality=held.municipality, country=COUNTRY.name,
        ),
        message("Use the sheet of the prefecture, or choose an area whose rates may stand for it."),
        rule="L3-06",
        needs_decision=True,
        choices=_offered(areas),
    )  # fmt: skip


# -- shares and whole years ------------------------------------------------------------------------


def _shares(
    readings: Sequence[HeadshipReading], area: NamedArea, held: HeadshipHeld
) -> tuple[list[HeadshipFigure], list[Finding]]:
    """Return the figures as shares, 0 to 1; of one given twice the first counts."""
    given = [reading.given for reading in readings]
    if Given.RATES in given:
        printed = _merged(one for one in readings if one.given is Given.RATES)
        per_cent = any(figure.number > 1.0 for figure in printed)
        return [figure.scaled(0.01 if per_cent else 1.0) for figure in printed], []
    counted = _merged(readings)
    return shares_of_heads(counted, held.populations, area) if counted else ([], [])


def _merged(readings: Iterable[HeadshipReading]) -> list[HeadshipFigure]:
    merged: dict[tuple[object, ...], HeadshipFigure] = {}
    for reading in readings:
        for figure in reading.figures:
            merged.setdefault((figure.year, figure.sex, figure.age), figure)
    return list(merged.values())


def _whole_years(
    figures: Sequence[HeadshipFigure],
) -> tuple[tuple[HeadshipRate, ...], tuple[Finding, ...]]:
    """Return the rates of the years that are whole and have the ages of the last such year."""
    whole: dict[int, HeadshipRates] = {}
    of_year: dict[int, list[HeadshipFigure]] = defaultdict(list)
    for figure in figures:
        of_year[figure.year].append(figure)
    troubles: dict[int, tuple[Spot, PersonError]] = {}
    for year, held in sorted(of_year.items()):
        place = held[0].spot
        try:
            rates: list[HeadshipRate] = []
            for figure in _of_whole_groups(held):
                place = figure.spot
                rates.append(_rate(figure))
            place = held[0].spot
            whole[year] = HeadshipRates.of(rates)
        except PersonError as trouble:
            troubles[year] = place, trouble
    level = Level.WARNING if whole else Level.ERROR
    findings = [_left_out(level, year, *trouble) for year, trouble in troubles.items()]
    spans = whole[max(whole)].spans if whole else ()
    for year in [year for year, table in whole.items() if table.spans != spans]:
        del whole[year]
        findings.append(_other_ages(of_year[year][0].spot, year))
    return tuple(rate for table in whole.values() for rate in table.rates()), tuple(findings)


def _of_whole_groups(figures: Sequence[HeadshipFigure]) -> list[HeadshipFigure]:
    """Return the figures of the finest ages, without those that hold others (15歳以上)."""
    heading = [figure for figure in figures if _may_head(figure)]
    ages = finest({figure.age for figure in heading})
    return [figure for figure in heading if figure.age in ages]


def _left_out(level: Level, year: int, place: Spot, trouble: PersonError) -> Finding:
    what = message("The rates of {year} are left out: {reason}", year=year, reason=trouble.what)
    return finding_at(place, "headship.year_left_out", level, what, trouble.remedy)


def _may_head(figure: HeadshipFigure) -> bool:
    """Tell whether a figure is of an age that is known, and may head a household."""
    age = figure.age
    return age.first is not None and (age.last is None or age.last >= FIRST_AGE)


def _rate(figure: HeadshipFigure) -> HeadshipRate:
    span = AgeSpan(figure.age.first, figure.age.last)
    return HeadshipRate(figure.year, figure.sex, span, round(figure.number, 9))


def _other_ages(place: Spot, year: int) -> Finding:
    return finding_at(
        place,
        "headship.other_ages",
        Level.WARNING,
        message("The ages of {year} are others than those of the last year; it is left out.",
                year=year),
        message("All years of a table of rates have the same ages."),
    )  # fmt: skip


# -- differences -----------------------------------------------------------------------------------


def _key(rate: HeadshipRate) -> tuple[int, str, AgeSpan]:
    return rate.year, rate.sex, rate.ages


def _changes(
    rates: Iterable[HeadshipRate],
    figures: Sequence[HeadshipFigure],
    known: dict[tuple[int, str, AgeSpan], HeadshipRate],
    area: str,
    origin: Origin,
) -> Iterator[HeadshipChange]:
    spots = {
        (figure.year, figure.sex, AgeSpan(figure.age.first, figure.age.last)): figure.spot
        for figure in figures
    }
    for rate in rates:
        old, place = known.get(_key(rate)), spots[_key(rate)]
        change = Change.NEW if old is None else Change.SAME if old == rate else Change.CHANGED
        provenance = Provenance(
            0, origin.title, origin.sha256, place.sheet, place.cell, place.original
        )
        yield HeadshipChange(change, area, old, rate, provenance)


def whole_years_of(
    changes: Sequence[HeadshipChange], takes: Callable[[HeadshipChange], bool]
) -> tuple[HeadshipChange, ...]:
    """Return the changes of the years of which all is taken: a year goes in whole, or not."""
    left = {one.new.year for one in changes if not takes(one)}
    return tuple(one for one in changes if one.new.year not in left)
