"""Workbooks out of the plan."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from workbench.errors import PersonError
from workbench.exchange.book import BookContent, write_book
from workbench.exchange.book.content import ScenarioResult
from workbench.language import speaking
from workbench.operations.population import load_population
from workbench.population.city import project_city
from workbench.population.levers import LEVERS
from workbench.store import queries
from workbench.store.database import Database
from workbench.store.errors import SYSTEM_ERRORS, from_system
from workbench.store.journal import entries


def export_book(database: Database, path: Path) -> None:
    """Write the readable book: plan, themes, indicators, population, sources.

    The date in it is that of the plan's last change, so the same plan gives the same bytes.
    Raises `PersonError` when the file cannot be written; one that was there stays then.
    """
    with speaking("ja"):
        content = BookContent(
            plan=queries.load_plan(database),
            indicator_values=queries.load_indicator_values(database),
            statistics=queries.load_statistics(database),
            vital_events=queries.load_vital_events(database),
            scenarios=_scenario_results(database),
            made_at=last_change(database),
        )
        write_beside(path, lambda beside: write_book(content, beside))


def last_change(database: Database) -> datetime.datetime:
    """Return when the plan was last changed."""
    newest = entries(database, limit=1)
    if not newest:
        return datetime.datetime.now(datetime.UTC)
    return datetime.datetime.fromisoformat(newest[0].at)


def _scenario_results(database: Database) -> list[ScenarioResult]:
    try:
        data = load_population(database)
    except PersonError:
        # A plan without population figures still has a book; its sheets say what is missing.
        return []
    assumptions = [data.assumptions(scenario) for scenario in data.scenarios]
    if not assumptions:
        return []
    projection = project_city(data.inputs, assumptions)
    return [
        ScenarioResult(
            scenario.name,
            [
                (str(lever.name), f"{getattr(held, lever.key):,.{lever.decimals}f} {lever.unit}")
                for lever in LEVERS
                if getattr(held, lever.key) != lever.default or lever.key == "tfr"
            ],
            data.inputs,
            projection,
            column,
        )
        for column, (scenario, held) in enumerate(zip(data.scenarios, assumptions, strict=True))
    ]


def write_beside(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a complete file beside `path`, then swap it in.

    Raises `PersonError` when the system refuses; a file that was there stays as it was.
    """
    beside = path.with_name(f".{path.stem[:40]}.writing{path.suffix}")
    try:
        write(beside)
        beside.replace(path)
    except (*SYSTEM_ERRORS, XlsxWriterException) as error:
        # XlsxWriter wraps what the system said.
        said = next((one for one in error.args if isinstance(one, OSError)), error)
        raise from_system(path, said) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


#: What `workbench export --kind` offers.
EXPORTS: Mapping[str, Callable[[Database, Path], None]] = {"book": export_book}
