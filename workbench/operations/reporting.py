"""Printed forms out of the plan: as PDF files, or as drawings of the pages that will print."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import message, speaking
from workbench.operations.file_writing import (
    Told,
    file_name,
    is_folder,
    make_folder,
    to_nobody,
    write_beside,
)
from workbench.operations.internal_parts import readable
from workbench.operations.look_texts import VERSION
from workbench.operations.looks import look_of
from workbench.operations.population import known_areas, load_population, project_areas
from workbench.operations.progress import progress_of_years
from workbench.operations.report_scopes import measures_of_goal
from workbench.plan.fiscal_years import fiscal_year_of
from workbench.plan.structure import Plan
from workbench.population.city import project_city
from workbench.report.document import Document, Edition, Scenarios
from workbench.report.facts import PopulationFacts
from workbench.report.forms import FORMS, bind, preview_sheets, render
from workbench.report.records import Grading
from workbench.report.typesetting import Sheet
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
    internal
        Whether parts of the plan that are marked as internal are printed, too.
    """

    fiscal_year: int | None = None
    measures: frozenset[int] | None = None
    name: str = ""
    internal: bool = False


EVERYTHING = Selection()


def selected(
    database: Database,
    fiscal_year: int | None = None,
    code: str | None = None,
    *,
    internal: bool = False,
) -> Selection:
    """Return what is selected by a year and the code of a goal or a measure.

    Raises `PersonError` for a code that the plan does not have.
    """
    if code is None:
        return Selection(fiscal_year, internal=internal)
    plan = queries.load_plan(database)
    element = next((one for one in plan.elements if one.code == code), None)
    if element is None:
        raise PersonError(
            "report.no_such_code",
            message("The plan has no goal or measure {code}.", code=code),
            remedy=message("Write its code as the plan has it, as 4 or 4-10."),
        )
    own = measures_of_goal(plan, element.id) if plan.children(element.id) else {element.id}
    return Selection(fiscal_year, frozenset(own), f"{element.code} {element.name}", internal)


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
        return render(kind, _about(_known(kind), _document(database, made_on, of, [kind])))


def bound(
    database: Database,
    kinds: Sequence[str],
    made_on: datetime.date | None = None,
    of: Selection = EVERYTHING,
) -> bytes:
    """Return several forms as one PDF, its pages counted through; raises as `report`."""
    with speaking("ja"):
        whole = _document(database, made_on, of, [_known(kind) for kind in kinds])
        return bind({kind: _about(kind, whole) for kind in kinds})


def preview(
    database: Database,
    kind: str,
    made_on: datetime.date | None = None,
    of: Selection = EVERYTHING,
) -> list[Sheet]:
    """Return the pages of a form as drawings; they are the pages that `report` prints."""
    with speaking("ja"):
        return preview_sheets(kind, _about(_known(kind), _document(database, made_on, of, [kind])))


def write_bound(
    database: Database,
    kinds: Sequence[str],
    path: Path,
    made_on: datetime.date | None = None,
    of: Selection = EVERYTHING,
    *,
    told: Told = to_nobody,
) -> tuple[Path, ...]:
    """Write forms to one PDF file; raises as `bound`, when it cannot, and what `told` raises."""
    pages = bound(database, kinds, made_on, of)
    told(1, 1)
    write_beside(path, lambda beside: _write(beside, pages))
    return (path,)


def write_each(
    database: Database,
    kinds: Sequence[str],
    folder: Path,
    made_on: datetime.date | None = None,
    of: Selection = EVERYTHING,
    *,
    told: Told = to_nobody,
) -> tuple[Path, ...]:
    """Write each form to a PDF file of its own in a folder; raises as `write_bound`.

    Files that were finished stay when `told` ends the work.
    """
    make_folder(folder)
    written: list[Path] = []
    with speaking("ja"):
        whole = _document(database, made_on, of, [_known(kind) for kind in kinds])
        for kind in kinds:
            told(len(written), len(kinds))
            pages = bind({kind: _about(kind, whole)})
            path = folder / f"{_file_name(kind, whole)}.pdf"
            write_beside(path, lambda beside, pages=pages: _write(beside, pages))  # type: ignore[misc]
            written.append(path)
    return tuple(written)


def write_reports(
    database: Database,
    kinds: Sequence[str],
    path: Path,
    made_on: datetime.date | None = None,
    of: Selection = EVERYTHING,
) -> tuple[Path, ...]:
    """Write forms bound into one PDF file, or each into a folder; raises as `write_bound`."""
    write = write_each if is_folder(path) else write_bound
    return write(database, list(dict.fromkeys(kinds)), path, made_on, of)


def _file_name(kind: str, document: Document) -> str:
    """Return what a form's file is called: its name, and the part of the plan it is about."""
    form = FORMS[kind]
    part = document.scope_name if form.scoped else ""
    return file_name("_".join(word for word in (str(form.title), part) if word))


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


def _about(kind: str, whole: Document) -> Document:
    """Return the document as far as a form heeds its scope."""
    return whole if FORMS[kind].scoped else replace(whole, scope=None, scope_name="")


def _document(
    database: Database,
    made_on: datetime.date | None,
    of: Selection,
    kinds: Sequence[str] = tuple(FORMS),
) -> Document:
    """Return all that forms of these kinds print."""
    with readable(database, internal=of.internal) as read:
        return _read_document(read, made_on, of, kinds)


def _read_document(
    database: Database, made_on: datetime.date | None, of: Selection, kinds: Sequence[str]
) -> Document:
    plan = queries.load_plan(database)
    if of.measures and not any(one.id in of.measures for one in plan.elements):
        raise PersonError(
            "report.only_internal",
            message("All that is to be printed is marked as internal."),
            remedy=message("Include what is internal, or choose another part of the plan."),
        )
    settings = queries.load_settings(database)
    day = made_on or datetime.datetime.now().astimezone().date()
    fiscal_year = of.fiscal_year or fiscal_year_of(day)
    return Document(
        plan,
        Edition(day, fiscal_year, settings.get(VERSION, "")),
        population=PopulationFacts(
            plan.profile.area_code,
            queries.load_statistics(database),
            queries.load_vital_events(database),
        ),
        look=look_of(settings),
        values=queries.load_indicator_values(database),
        initiatives=queries.load_initiatives(database),
        costs=queries.load_costs(database),
        evaluations=queries.load_evaluations(database),
        sdgs=queries.load_sdgs(database),
        grading=_grading(database, plan, fiscal_year),
        scenarios=_scenarios(database) if any(FORMS[kind].projects for kind in kinds) else None,
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
