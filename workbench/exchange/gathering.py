"""Hands each recognised sheet to its layout and gathers what it would change in the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.exchange.answers import NOTHING_RUNNING, Answer, Running
from workbench.exchange.differences import compare_indicators
from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, Guidance
from workbench.exchange.headship_changes import HeadshipChange, HeadshipHeld, compare_headship
from workbench.exchange.indicator_changes import IndicatorPart
from workbench.exchange.japanese import fold_name
from workbench.exchange.layouts import (
    headship_table,
    indicator_sheet,
    population_table,
    project_evaluation,
    register_dynamics,
    round_trip,
    settlement_card,
    years_down,
)
from workbench.exchange.layouts.base import Match, Spot, finding_at
from workbench.exchange.layouts.indicator_sheet import IndicatorSheet
from workbench.exchange.layouts.population_table import PopulationReading
from workbench.exchange.matching import MeasureFinder
from workbench.exchange.measure_titles import measures_stated
from workbench.exchange.origins import Origin
from workbench.exchange.population_checks import checked
from workbench.exchange.population_sets import PopulationSetChange, compare_population
from workbench.exchange.project_places import place_projects
from workbench.exchange.projects import (
    Project,
    ProjectChange,
    ProjectYearChange,
    compare_projects,
)
from workbench.exchange.proposals import VitalEventChange
from workbench.exchange.returning import compare_returned
from workbench.exchange.settlements import SettlementChange, compare_settlement
from workbench.exchange.value_changes import Part
from workbench.exchange.vital_event_changes import compare_vital_events
from workbench.language import Message, message
from workbench.plan.settlements import Settlement
from workbench.plan.statistics import PopulationSet
from workbench.plan.structure import IndicatorValue, Plan
from workbench.plan.vital_events import VitalEvent
from workbench.population.headship import HeadshipRates


@dataclass(frozen=True)
class Held:
    """What the plan holds now; `area_code` has five digits.

    None for projects, population sets or settlements says that there is no place for them.
    """

    plan: Plan
    indicator_values: Sequence[IndicatorValue]
    vital_events: Sequence[VitalEvent]
    area_code: str
    projects: Sequence[Project] | None = None
    population_sets: Sequence[PopulationSet] | None = None
    settlements: Sequence[Settlement] | None = None
    running: Running = NOTHING_RUNNING
    guidance: Guidance = NO_GUIDANCE
    headship: HeadshipRates | None = None

    @cached_property
    def measures(self) -> MeasureFinder:
        """Return what finds the plan's measures, by the codes they bore before, too."""
        return MeasureFinder(self.plan, self.running.old_codes)


@dataclass
class Gathered:
    """The changes of all sheets so far."""

    indicator_sheets: list[IndicatorSheet] = field(default_factory=list)
    indicators: list[IndicatorPart] = field(default_factory=list)
    values: list[Part] = field(default_factory=list)
    vital_events: list[VitalEventChange] = field(default_factory=list)
    projects: list[ProjectChange] = field(default_factory=list)
    project_years: list[ProjectYearChange] = field(default_factory=list)
    populations: list[PopulationReading] = field(default_factory=list)
    population_sets: list[PopulationSetChange] = field(default_factory=list)
    settlements: list[SettlementChange] = field(default_factory=list)
    headship_matches: list[Match] = field(default_factory=list)
    headship: list[HeadshipChange] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    #: Sheets of other municipalities, and whose cards a workbook of many holds.
    other_areas: list[Finding] = field(default_factory=list)
    other_cards: list[str] = field(default_factory=list)
    #: What departments call things, as decided on this workbook: the id by its alias.
    learned: dict[str, int] = field(default_factory=dict)


def gather(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    """Add what a sheet changes; return what was noticed on it."""
    return _GATHERERS[match.layout](match, held, origin, into)


def _indicators(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    """Read a table of indicators; all of a workbook's are compared together, in `finish`."""
    profile = held.plan.profile
    table = match.table
    measures = measures_stated(table, held.measures) if table else {}
    read = indicator_sheet.read(
        match,
        period=(profile.first_year, profile.last_year),
        guidance=held.guidance,
        stated={row: (one.code, one.name) for row, one in measures.items()},
    )
    into.indicator_sheets.extend(read)
    return tuple(finding for sheet in read for finding in sheet.findings)


def _years_down(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    sheets, found = years_down.read(match, held.measures, held.guidance)
    into.indicator_sheets.extend(sheets)
    return found


def _register(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    figures, found = register_dynamics.read(match, held.area_code)
    into.vital_events.extend(
        compare_vital_events(figures, held.vital_events, held.area_code, origin)
    )
    return found


def _projects(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    read, found = project_evaluation.read(
        match,
        near=held.plan.profile.last_year,
        title=origin.title,
        sha256=origin.sha256,
        guidance=held.guidance,
    )
    known = held.projects or ()
    assert match.table is not None
    header = project_evaluation.header_cell(match.table)
    placed = place_projects(read, known, held.measures, match.sheet, held.guidance, header=header)
    changes, years = compare_projects(placed.projects, known)
    into.projects.extend(changes)
    into.project_years.extend(years)
    into.learned.update(placed.learned)
    return (*found, *placed.findings)


def _population(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    reading, found = population_table.read(match, held.area_code, held.plan.profile.municipality)
    if reading is not None:
        into.populations.append(reading)
        return found
    missing = [finding for finding in found if finding.code == population_table.AREA_MISSING]
    into.other_areas.extend(missing)
    return tuple(finding for finding in found if finding not in missing)


def _headship(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    """Keep a sheet of headship rates; those of the nearest area are compared in `finish`."""
    into.headship_matches.append(match)
    return ()


def _settlement(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    name = settlement_card.municipality_of(match.sheet)
    place = settlement_card.name_spot(match.sheet)
    if fold_name(name) != fold_name(held.plan.profile.municipality):
        into.other_cards.append(name)
        if held.guidance.on(place.sheet, place.cell) != TAKE:
            return (_of_another(place, name),)
    card, found = settlement_card.read(match, title=origin.title, sha256=origin.sha256)
    if card is not None:
        into.settlements.append(compare_settlement(card, held.settlements or ()))
    return found


#: Decides that the accounts of another body are taken in, to be compared with.
TAKE = "take"


def _of_another(place: Spot, name: str) -> Finding:
    return finding_at(
        place,
        "settlement.other",
        Level.NOTE,
        message("These are the accounts of {name}; they were left out.", name=name),
        message("Take them in where they are wanted for comparison."),
        choices=(Choice(TAKE, message("Take in the accounts of {name}", name=name)),),
    )


def finish(gathered: Gathered, held: Held, origin: Origin) -> tuple[Finding, ...]:
    """Compare what lies over several sheets, and say what shows when all have been read."""
    populations, noticed = checked(gathered.populations)
    compared = compare_indicators(
        gathered.indicator_sheets,
        held.measures,
        held.indicator_values,
        origin,
        held.guidance,
    )
    gathered.indicators.extend(compared.indicators)
    gathered.values.extend(compared.values)
    gathered.learned.update(compared.learned)
    gathered.population_sets.extend(
        compare_population(
            populations,
            held.population_sets or (),
            held.area_code,
            workbook=origin.title,
            sha256=origin.sha256,
        )
    )
    rates, of_rates = compare_headship(
        gathered.headship_matches, _headship_held(held), held.guidance, origin
    )
    gathered.headship.extend(rates)
    nothing = _nothing_of(gathered, held)
    found = [*compared.findings, *noticed, *of_rates, *((nothing,) if nothing else ())]
    for kept, changes, what in (
        (held.projects, (gathered.projects, gathered.project_years), message("projects")),
        (held.population_sets, (gathered.population_sets,), message("populations by sex and age")),
        (held.settlements, (gathered.settlements,), message("accounts")),
    ):
        if kept is None and any(changes):
            found.append(_no_place(what, len(changes[0])))
            for change in changes:
                change.clear()
    return tuple(found)


def _headship_held(held: Held) -> HeadshipHeld:
    municipality = held.plan.profile.municipality
    return HeadshipHeld(held.area_code, municipality, held.headship, held.population_sets or ())


def _nothing_of(gathered: Gathered, held: Held) -> Finding | None:
    """Say that a workbook of many municipalities has nothing of the plan's own."""
    if gathered.other_areas and not gathered.populations:
        return gathered.other_areas[0]
    if not gathered.other_cards or gathered.settlements:
        return None
    return _of_the_file(
        "settlement.area_missing",
        "、".join(gathered.other_cards[:5]),
        message(
            "None of the {count} cards is that of {municipality}.",
            count=len(gathered.other_cards),
            municipality=held.plan.profile.municipality,
        ),
        message("Import the workbook that holds the card of the municipality."),
        "L3-06",
    )


def _no_place(what: Message, count: int) -> Finding:
    return _of_the_file(
        "import.no_place",
        "",
        message("Read, but the plan keeps no {what} ({count}).", what=what, count=count),
        message("Keep the workbook."),
    )


def _of_the_file(
    code: str, original: str, what: Message, remedy: Message, rule: str = ""
) -> Finding:
    return Finding(code, Level.ERROR, "", "", "", original, what, remedy, rule)


def _returned(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    """Compare a template that came back; one of another plan is read by names, if it can be."""
    returned = round_trip.read(match)
    if returned.rows and not returned.is_of_plan(held.running.plan_id):
        plain = indicator_sheet.recognise(match.sheet)
        found = _indicators(plain, held, origin, into) if plain else ()
        return (round_trip.from_other_plan(match, by_names=plain is not None), *found)
    compared = compare_returned(returned, held.plan, held.indicator_values, held.running, origin)
    into.indicators.extend(compared.indicators)
    into.values.extend(compared.values)
    into.answers.extend(compared.answers)
    return tuple(compared.findings)


Gatherer = Callable[[Match, Held, Origin, Gathered], tuple[Finding, ...]]

_GATHERERS: Mapping[str, Gatherer] = {
    indicator_sheet.KEY: _indicators,
    years_down.KEY: _years_down,
    register_dynamics.KEY: _register,
    project_evaluation.KEY: _projects,
    population_table.KEY: _population,
    headship_table.KEY: _headship,
    settlement_card.KEY: _settlement,
    round_trip.KEY: _returned,
}
