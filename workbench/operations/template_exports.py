"""Templates for the departments out of a plan file: one for all, or one for each."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange.templates import TemplateContent, write_template
from workbench.exchange.templates.writing import forms_of
from workbench.language import message
from workbench.operations.exporting import ENDING, Wanted, last_change, write_beside
from workbench.operations.schemes import scheme_of
from workbench.operations.years import year_to_ask
from workbench.plan.fiscal_years import short_year
from workbench.plan.year_progress import year_progress
from workbench.store import queries
from workbench.store.database import Database
from workbench.store.errors import SYSTEM_ERRORS, from_system
from workbench.store.journal import last_entry_id

#: What no file name may hold on Windows.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def write_one(database: Database, path: Path, wanted: Wanted) -> tuple[Path, ...]:
    """Write the template of a department, or of all, as one workbook.

    Raises `PersonError` when there is nothing to fill in, or the file cannot be written.
    """
    content = template_content(database, wanted)
    if not forms_of(content):
        raise _nothing_to_ask(content)
    write_beside(path, lambda beside: write_template(content, beside))
    return (path,)


def write_each(database: Database, folder: Path, wanted: Wanted) -> tuple[Path, ...]:
    """Write a template for each department (or for the one wanted) into a folder.

    Raises `PersonError` as `write_one`.
    """
    content = template_content(database, wanted)
    departments = content.departments()
    if not departments:
        raise _nothing_to_ask(content)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except SYSTEM_ERRORS as error:
        raise from_system(folder, error) from error
    year = short_year(content.fiscal_year)
    written: list[Path] = []
    for department in departments:
        name = _FORBIDDEN.sub("_", department)[:60].strip(" .")
        path = folder / f"{name}_照会様式_{year}年度{ENDING}"
        own = replace(content, department=department)
        write_beside(path, lambda beside, own=own: write_template(own, beside))  # type: ignore[misc]
        written.append(path)
    return tuple(written)


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
