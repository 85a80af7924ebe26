"""Printed forms out of the plan: as a PDF file, or as pictures of the pages that will print."""

from __future__ import annotations

import datetime
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import message, speaking
from workbench.operations.exporting import write_beside
from workbench.plan.fiscal_years import fiscal_year_of
from workbench.report.document import Document, Edition
from workbench.report.facts import PopulationFacts
from workbench.report.forms import FORMS, preview_pages, render
from workbench.store import queries
from workbench.store.database import Database


def kinds() -> tuple[str, ...]:
    """Return the names of the printed forms, in the order they are offered."""
    return tuple(FORMS)


def report(database: Database, kind: str, made_on: datetime.date | None = None) -> bytes:
    """Return a form as PDF, dated `made_on` (today unless given).

    Raises `PersonError` for an unknown form and for a character that cannot be printed.
    """
    with speaking("ja"):
        return render(_known(kind), _document(database, made_on))


def preview(
    database: Database,
    kind: str,
    made_on: datetime.date | None = None,
    pixels_per_inch: float = 110,
) -> list[bytes]:
    """Return the pages of a form as PNG; they are the pages that `report` prints."""
    with speaking("ja"):
        return preview_pages(_known(kind), _document(database, made_on), pixels_per_inch)


def write_report(
    database: Database, kind: str, path: Path, made_on: datetime.date | None = None
) -> None:
    """Write a form to a PDF file; raises `PersonError` as `report`, or when it cannot."""
    pages = report(database, kind, made_on)
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


def _document(database: Database, made_on: datetime.date | None) -> Document:
    plan = queries.load_plan(database)
    day = made_on or datetime.datetime.now().astimezone().date()
    facts = PopulationFacts(
        plan.profile.area_code,
        queries.load_statistics(database),
        queries.load_vital_events(database),
    )
    return Document(plan, Edition(day, fiscal_year_of(day)), None if facts.is_empty else facts)
