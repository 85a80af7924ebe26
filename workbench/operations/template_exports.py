"""Templates for the departments out of a plan file: one for all, or one for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange.templates import TemplateContent, write_template
from workbench.exchange.templates.content import NOBODY
from workbench.exchange.templates.writing import forms_of
from workbench.language import message
from workbench.operations.file_writing import (
    ENDING,
    Told,
    Wanted,
    file_name,
    make_folder,
    to_nobody,
    write_beside,
)
from workbench.operations.schemes import scheme_of
from workbench.operations.years import year_to_ask
from workbench.plan.fiscal_years import short_year
from workbench.plan.year_progress import year_progress
from workbench.store import queries
from workbench.store.database import Database
from workbench.store.journal import last_change, last_entry_id


def write_one(
    database: Database, path: Path, wanted: Wanted, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write the template of a department, or of all, as one workbook.

    Raises `PersonError` when there is nothing to fill in, or the file cannot be written.
    """
    content = template_content(database, wanted)
    if not forms_of(content):
        raise _nothing_to_ask(content)
    _write(content, path, partial(told, 1, 1))
    return (path,)


def write_each(
    database: Database, folder: Path, wanted: Wanted, told: Told = to_nobody
) -> tuple[Path, ...]:
    """Write a template for each department (or for those wanted) into a folder.

    Raises `PersonError` as `write_one`. Files that were finished stay when `told` ends the work.
    """
    content = template_content(database, wanted)
    departments = [
        name for name in content.departments() if name in (wanted.departments or (name,))
    ]
    if not departments:
        raise _nothing_to_ask(content)
    make_folder(folder)
    year = short_year(content.fiscal_year)
    written: list[Path] = []
    for done, department in enumerate(departments):
        still_wanted = partial(told, done, len(departments))
        still_wanted()
        path = folder / f"{file_name(department)}_照会様式_{year}年度{ENDING}"
        _write(replace(content, department=department), path, still_wanted)
        written.append(path)
    return tuple(written)


def _write(content: TemplateContent, path: Path, still_wanted: Callable[[], None]) -> None:
    def write(beside: Path) -> None:
        write_template(content, beside)
        still_wanted()

    write_beside(path, write)


@dataclass(frozen=True)
class Asked:
    """How much a template asks of a department: rows of each kind."""

    department: str
    indicators: int
    measures: int
    initiatives: int


def asked_of_departments(database: Database, fiscal_year: int | None = None) -> tuple[Asked, ...]:
    """Return what the templates of a year would ask, for each department that is asked."""
    content = template_content(database, Wanted(fiscal_year))
    indicators = Counter(content.leads(element, one) for element, one in content.indicators())
    measures = Counter(content.leads(element) for element in content.measures())
    initiatives = Counter(
        lead
        for lead, _initiative in {
            (content.leads(element, one), one.id)
            for year in (content.fiscal_year, content.fiscal_year + 1)
            for element, one in content.running(year)
        }
    )
    return tuple(
        Asked(name, *(counted["" if name == NOBODY else name] for counted in rows))
        for rows in [(indicators, measures, initiatives)]
        for name in content.departments()
    )


def template_content(database: Database, wanted: Wanted) -> TemplateContent:
    """Return everything that the templates of a year show and ask for."""
    plan = queries.load_plan(database)
    year = wanted.fiscal_year or year_to_ask(database)
    evaluations = queries.load_evaluations(database)
    recorded = queries.load_recorded(database)
    before = year_progress(
        plan,
        recorded,
        scheme_of(database, year - 1),
        year - 1,
        overrides=queries.load_overrides(database),
        evaluations=evaluations,
    )
    return TemplateContent(
        plan=plan,
        plan_id=queries.load_settings(database).get("plan_id", ""),
        fiscal_year=year,
        values=recorded,
        made_at=last_change(database),
        revision=last_entry_id(database),
        department=wanted.department.strip(),
        evaluations=evaluations,
        initiatives=queries.load_initiatives(database),
        costs=queries.load_costs(database),
        scheme=scheme_of(database, year),
        grades_before={one: held.grade for one, held in before.elements.items() if held.grade},
    )


def _nothing_to_ask(content: TemplateContent) -> PersonError:
    departments = replace(content, department="").departments()
    if not content.department:
        return PersonError(
            "template.nothing",
            message("The plan has nothing that departments could fill in."),
            remedy=message("Add measures and indicators first."),
        )
    return PersonError(
        "template.no_department",
        message("{department} has nothing to fill in.", department=content.department),
        remedy=message("Choose one of: {names}.", names="、".join(departments)),
    )
