"""Hands each recognised sheet to its layout and gathers what it would change in the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.exchange.differences import Origin, compare_indicators, compare_vital_events
from workbench.exchange.findings import Finding, Level
from workbench.exchange.layouts import indicator_sheet, project_evaluation, register_dynamics
from workbench.exchange.layouts.base import Match
from workbench.exchange.matching import MeasureFinder
from workbench.exchange.projects import (
    Project,
    ProjectChange,
    ProjectYearChange,
    compare_projects,
)
from workbench.exchange.proposals import IndicatorChange, ValueChange, VitalEventChange
from workbench.language import message
from workbench.plan.structure import IndicatorValue, Plan
from workbench.plan.vital_events import VitalEvent


@dataclass(frozen=True)
class Held:
    """What the plan holds now; `area_code` has five digits."""

    plan: Plan
    indicator_values: Sequence[IndicatorValue]
    vital_events: Sequence[VitalEvent]
    area_code: str
    projects: Sequence[Project] = ()


@dataclass
class Gathered:
    """The changes of all sheets so far."""

    indicators: list[IndicatorChange] = field(default_factory=list)
    values: list[ValueChange] = field(default_factory=list)
    vital_events: list[VitalEventChange] = field(default_factory=list)
    projects: list[ProjectChange] = field(default_factory=list)
    project_years: list[ProjectYearChange] = field(default_factory=list)


def gather(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    """Add what a sheet changes; return what was noticed on it."""
    return _GATHERERS[match.layout](match, held, origin, into)


def _indicators(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    rows, found = indicator_sheet.read(match, last_year=held.plan.profile.last_year)
    compared = compare_indicators(rows, held.plan, held.indicator_values, origin)
    into.indicators.extend(compared.indicators)
    into.values.extend(compared.values)
    return (*found, *compared.findings)


def _register(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    figures, found = register_dynamics.read(match, held.area_code)
    into.vital_events.extend(
        compare_vital_events(figures, held.vital_events, held.area_code, origin)
    )
    return found


def _projects(match: Match, held: Held, origin: Origin, into: Gathered) -> tuple[Finding, ...]:
    read, found = project_evaluation.read(
        match, near=held.plan.profile.last_year, title=origin.title, sha256=origin.sha256
    )
    measures = MeasureFinder(held.plan)
    unknown: dict[tuple[str, str], list[Project]] = defaultdict(list)
    placed: list[Project] = []
    for project in read:
        element = measures.find(project.measure_code, project.measure_name).element
        if element is None:
            unknown[project.measure_code, ""].append(project)
        placed.append(replace(project, element_id=element.id if element else None))
    changes, years = compare_projects(placed, held.projects)
    into.projects.extend(changes)
    into.project_years.extend(years)
    return (*found, *_unknown_measures(match, unknown))


def _unknown_measures(
    match: Match, unknown: Mapping[tuple[str, str], Sequence[Project]]
) -> Iterator[Finding]:
    """Say once for each measure that its projects come in without one."""
    for projects in unknown.values():
        first = projects[0]
        place = first.provenance
        yield Finding(
            "project.unknown_measure",
            Level.WARNING,
            "",
            match.sheet.name,
            place.cell if place else "",
            f"{first.measure_code} {first.measure_name}".strip(),
            message(
                "The plan has no such measure; {count} projects come in without one.",
                count=len(projects),
            ),
            message("Give the projects their measure after the import."),
        )


Gatherer = Callable[[Match, Held, Origin, Gathered], tuple[Finding, ...]]

_GATHERERS: Mapping[str, Gatherer] = {
    indicator_sheet.KEY: _indicators,
    register_dynamics.KEY: _register,
    project_evaluation.KEY: _projects,
}
