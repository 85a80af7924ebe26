"""Printed forms out of the plan: as a PDF file, or as pictures of the pages that will print."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import message, speaking
from workbench.operations.exporting import write_beside
from workbench.operations.population import known_areas, load_population, project_areas
from workbench.operations.progress import progress_of_years
from workbench.operations.report_scopes import measures_of_goal
from workbench.plan.fiscal_years import fiscal_year_of
from workbench.plan.structure import Plan
from workbench.population.city import project_city
from workbench.report.document import Document, Edition, Look, Scenarios
from workbench.report.facts import PopulationFacts
from workbench.report.forms import FORMS, preview_pages, render
from workbench.report.records import Grading
from workbench.store import queries
from workbench.store.database import Database


@dataclass(frozen=True)
class Selection:
    """What a form is about.

    Parameters
    ----------
    fiscal_year
        The fiscal year it is about; None for that of the day it is made on.
    measures
        Ids of the measures that lists and sheets are about; None for all of them. Forms about
        the whole plan, as the summary, take no notice.
    name
        What those are called, printed on every page.
    """

    fiscal_year: int | None = None
    measures: frozenset[int] | None = None
    name: str = ""


EVERYTHING = Selection()


def selected(
    database: Database, fiscal_year: int | None = None, code: str | None = None
) -> Selection:
    """Return what is selected by a year and the code of a goal or a measure.

    Raises `PersonError` for a code that the plan does not have.
    """
    if code is None:
        return Selection(fiscal_year)
    plan = queries.load_plan(database)
    element = next((one for one in plan.elements if one.code == code), None)
    if element is None:
        raise PersonError(
            "report.no_such_code",
            message("The plan has no goal or measure {code}.", code=code),
            remedy=message("Write its code as the plan has it, as 4 or 4-10."),
        )
    own = measures_of_goal(plan, element.id) if plan.children(element.id) else {element.id}
    return Selection(fiscal_year, frozenset(own), f"{element.code} {element.name}")


#: How many years before the one at hand a sheet looks back on.
_EARLIER_YEARS = 3


def kinds() -> tuple[str, ...]:
    """Return the names of the printed forms, in the order they are offered."""
    return tuple(FORMS)


def report(
    database: Database,
    kind: str,
    made_on: datetime.date | None = None,
    of: Selection = EVERYTHING,
) -> bytes:
    """Return a form as PDF, dated `made_on` (today unless given).

    Raises `PersonError` for an unknown form and for a character that cannot be printed.
    """
    with speaking("ja"):
        return render(kind, _document(database, made_on, _applied(_known(kind), of)))


def preview(
    database: Database,
    kind: str,
    made_on: datetime.date | None = None,
    pixels_per_inch: float = 110,
    of: Selection = EVERYTHING,
) -> list[bytes]:
    """Return the pages of a form as PNG; they are the pages that `report` prints."""
    with speaking("ja"):
        document = _document(database, made_on, _applied(_known(kind), of))
        return preview_pages(kind, document, pixels_per_inch)


def write_report(
    database: Database,
    kind: str,
    path: Path,
    made_on: datetime.date | None = None,
    of: Selection = EVERYTHING,
) -> None:
    """Write a form to a PDF file; raises `PersonError` as `report`, or when it cannot."""
    pages = report(database, kind, made_on, of)
    write_beside(path, lambda beside: _write(beside, pages))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _known(kind: str) -> str:
    if kind not in FORMS:
        raise PersonError(
            "report.unknown",
            message("There is no printed form {kind}.", kind=kind),
            remedy=message("Choose one of: {names}.", names=", ".join(FORMS)),
        )
    return kind


def _applied(kind: str, of: Selection) -> Selection:
    """Return what of a selection a form heeds."""
    return of if FORMS[kind].scoped else Selection(of.fiscal_year)


def _document(database: Database, made_on: datetime.date | None, of: Selection) -> Document:
    plan = queries.load_plan(database)
    day = made_on or datetime.datetime.now().astimezone().date()
    fiscal_year = of.fiscal_year or fiscal_year_of(day)
    return Document(
        plan,
        Edition(day, fiscal_year),
        population=PopulationFacts(
            plan.profile.area_code,
            queries.load_statistics(database),
            queries.load_vital_events(database),
        ),
        look=_look(queries.load_settings(database)),
        values=queries.load_indicator_values(database),
        initiatives=queries.load_initiatives(database),
        costs=queries.load_costs(database),
        evaluations=queries.load_evaluations(database),
        grading=_grading(database, plan, fiscal_year),
        scenarios=_scenarios(database),
        scope=of.measures,
        scope_name="" if of.measures is None else of.name,
    )


def _grading(database: Database, plan: Plan, fiscal_year: int) -> Grading | None:
    """Return the grades of a year and those before it, None while nothing has one.

    Each year's grades follow its own scheme, and a closed year's stay as they were.
    """
    years = range(fiscal_year - _EARLIER_YEARS, fiscal_year + 1)
    *earlier, now = progress_of_years(database, years, plan)
    grades = {
        one.fiscal_year: {id_: rolled.grade for id_, rolled in one.elements.items() if rolled.grade}
        for one in (*earlier, now)
    }
    if not any(grades.values()):
        return None
    return Grading(now.scheme, grades, {one.fiscal_year: one.scheme for one in earlier})


def _look(settings: Mapping[str, str]) -> Look:
    """Return the city's own words and look from the settings that travel with the plan."""
    usual = Look()
    fonts = settings.get("look.fonts", "")
    return Look(
        vision_title=settings.get("look.vision_title", usual.vision_title),
        theme_title=settings.get("look.theme_title", usual.theme_title),
        footer=settings.get("look.footer", usual.footer),
        crest=settings.get("look.crest", usual.crest),
        fonts=tuple(font.strip() for font in fonts.split(",") if font.strip()),
    )


def _scenarios(database: Database) -> Scenarios | None:
    """Return the projection of every scenario, None without the figures to project from."""
    try:
        data = load_population(database)
    except PersonError:
        return None
    assumptions = tuple(data.all_assumptions())
    if not assumptions:
        return None
    projection = project_city(data.inputs, assumptions)
    parts = known_areas(database, data)
    return Scenarios(
        projection,
        tuple(scenario.name for scenario in data.scenarios),
        assumptions,
        tuple(scenario.note for scenario in data.scenarios),
        tuple(scenario.notes for scenario in data.scenarios),
        data.headship(projection.years),
        None if parts is None else project_areas(data, parts, assumptions),
    )
