"""The readable book out of a plan file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange.book import BookContent, write_book
from workbench.exchange.scenario_results import ScenarioResult
from workbench.operations.file_writing import Told, to_nobody, write_beside
from workbench.operations.population import load_population
from workbench.operations.scenario_results import scenario_results
from workbench.operations.yearly_progress import yearly_progress
from workbench.store import queries
from workbench.store.database import Database
from workbench.store.journal import last_change


def write(database: Database, path: Path, told: Told = to_nobody) -> tuple[Path, ...]:
    """Write the book to `path`; raises `PersonError` when the file cannot be written."""
    content = book_content(database)

    def write_it(beside: Path) -> None:
        write_book(content, beside)
        told(1, 1)

    write_beside(path, write_it)
    return (path,)


def book_content(database: Database) -> BookContent:
    """Return everything that the book shows."""
    plan = queries.load_plan(database)
    values = queries.load_indicator_values(database)
    evaluations = queries.load_evaluations(database)
    return BookContent(
        plan=plan,
        indicator_values=values,
        statistics=queries.load_statistics(database),
        vital_events=queries.load_vital_events(database),
        scenarios=_scenario_results(database),
        made_at=last_change(database),
        initiatives=queries.load_initiatives(database),
        initiative_themes=queries.load_initiative_themes(database),
        costs=queries.load_costs(database),
        evaluations=evaluations,
        progress=yearly_progress(database, plan, values, evaluations),
        settlements=queries.load_settlements(database),
    )


def _scenario_results(database: Database) -> Sequence[ScenarioResult]:
    try:
        data = load_population(database)
    except PersonError:
        # A plan without population figures still has a book; its sheets say what is missing.
        return []
    # A scenario that cannot be projected is said, as in print: it must not vanish from the book.
    return scenario_results(database, data)
