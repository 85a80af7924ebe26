"""Fiscal years: opened with empty rows to fill, closed against changes, reopened on purpose."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.lookups import gone
from workbench.operations.schemes import insert_scheme, scheme_of, schemes
from workbench.plan.evaluations import PlanYear, YearState
from workbench.plan.fiscal_years import fiscal_year_of
from workbench.plan.names import YearName
from workbench.plan.year_progress import measures_of
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction
from workbench.store.queries import load_initiatives, load_plan, load_profile, load_years


def open_year(database: Database, fiscal_year: int, *, scheme_id: int | None = None) -> Outcome:
    """Open a fiscal year, with empty rows to fill.

    Every measure gets an evaluation and every initiative that runs in the year a budget, none
    of them holding a word or a figure. `scheme_id` is the grading scheme its grades follow
    (None: the plan's). Raises `PersonError` when the year has been opened before.
    """
    if year_of(database, fiscal_year) is not None:
        raise PersonError(
            "year.opened",
            message("{year} has been opened already.", year=YearName(fiscal_year)),
            remedy=message("Reopen it if it is closed."),
        )
    plan = load_plan(database)
    measured = [element.id for element in measures_of(plan)]
    evaluations = _to_fill(database, "evaluation", "element_id", fiscal_year, measured)
    running = [one.id for one in load_initiatives(database) if one.runs_in(fiscal_year)]
    budgets = _to_fill(database, "initiative_cost", "initiative_id", fiscal_year, running)
    details: dict[str, object] = {"year": fiscal_year, "measures": len(evaluations)}
    with transaction(database, "year.open", details) as change:
        row = {"fiscal_year": fiscal_year, "state": YearState.OPEN.value, "scheme_id": scheme_id}
        details["made"] = change.insert("plan_year", row)
        change.insert_many("evaluation", evaluations)
        change.insert_many("initiative_cost", [{**row, "kind": "budget"} for row in budgets])
    return change.outcome


def close_year(database: Database, fiscal_year: int) -> Outcome:
    """Close a fiscal year: its results, evaluations and costs can only be read from now on.

    The scheme that its grades follow now stays theirs. Raises `PersonError` when the year has
    not been opened.
    """
    held = _opened(database, fiscal_year)
    with transaction(database, "year.close", {"year": fiscal_year}) as change:
        scheme_id = held.scheme_id
        if scheme_id is None:
            scheme = scheme_of(database, fiscal_year)
            scheme_id = insert_scheme(change, scheme) if scheme.id is None else scheme.id
        row = {"state": YearState.CLOSED.value, "scheme_id": scheme_id}
        change.update("plan_year", held.id, row)
    return change.outcome


def reopen_year(database: Database, fiscal_year: int, reason: str) -> Outcome:
    """Reopen a closed year for a stated reason; raises `PersonError` without one."""
    if not reason.strip():
        raise PersonError(
            "year.reason",
            message("A closed year is reopened for a reason only."),
            remedy=message("Write down why."),
        )
    held = _opened(database, fiscal_year)
    details = {"year": fiscal_year, "reason": reason.strip()}
    with transaction(database, "year.reopen", details) as change:
        change.update("plan_year", held.id, {"state": YearState.OPEN.value})
    return change.outcome


def set_scheme_of_year(database: Database, fiscal_year: int, scheme_id: int | None) -> Outcome:
    """Let the grades of an open year follow another scheme (None: the plan's)."""
    require_open(database, [fiscal_year])
    held = _opened(database, fiscal_year)
    with transaction(database, "year.scheme", {"year": fiscal_year}) as change:
        change.update("plan_year", held.id, {"scheme_id": scheme_id})
    return change.outcome


def grade_year_by(database: Database, fiscal_year: int, key: str) -> Outcome:
    """Let the grades of an open year alone follow a scheme; one that ships becomes the plan's own.

    Raises `PersonError` when the year is closed or was never opened, and for an unknown scheme.
    """
    require_open(database, [fiscal_year])
    held = _opened(database, fiscal_year)
    chosen = next((scheme for scheme in schemes(database) if scheme.key == key), None)
    if chosen is None:
        raise gone()
    with transaction(database, "year.scheme", {"year": fiscal_year}) as change:
        scheme_id = insert_scheme(change, chosen) if chosen.id is None else chosen.id
        change.update("plan_year", held.id, {"scheme_id": scheme_id})
    return change.outcome


def year_to_ask(database: Database, today: datetime.date | None = None) -> int:
    """Return the newest fiscal year that is open, or else the one that ended last.

    The latter is kept within the plan's years. `today` is this day unless given.
    """
    opened = [year.fiscal_year for year in load_years(database) if year.state is YearState.OPEN]
    if opened:
        return max(opened)
    profile = load_profile(database)
    day = today or datetime.datetime.now().astimezone().date()
    return min(max(fiscal_year_of(day) - 1, profile.first_year), profile.last_year)


def year_of(database: Database, fiscal_year: int) -> PlanYear | None:
    """Return a fiscal year as it was opened or closed, None when it never was."""
    return next((one for one in load_years(database) if one.fiscal_year == fiscal_year), None)


def closed_years(database: Database) -> frozenset[int]:
    """Return the fiscal years whose results can only be read."""
    return frozenset(
        year.fiscal_year for year in load_years(database) if year.state is YearState.CLOSED
    )


def require_open(database: Database, fiscal_years: Iterable[int]) -> None:
    """Raise `PersonError` when one of these years is closed."""
    found = closed_years(database).intersection(fiscal_years)
    if found:
        raise _closed(min(found))


def require_no_closed_results(database: Database, element_ids: Sequence[int]) -> None:
    """Raise `PersonError` when results of a closed year hang on one of these elements."""
    listed = json.dumps(list(element_ids))
    held = database.rows(
        """
        WITH wanted AS (SELECT value FROM json_each(?))
        SELECT fiscal_year FROM indicator_value JOIN indicator ON indicator.id = indicator_id
            WHERE role = 'actual' AND element_id IN wanted
        UNION SELECT fiscal_year FROM evaluation WHERE element_id IN wanted
        UNION SELECT fiscal_year FROM initiative_cost
            JOIN initiative ON initiative.id = initiative_id WHERE element_id IN wanted
        """,
        [listed],
    )
    require_open(database, (row[0] for row in held))


def require_no_closed_values(database: Database, indicator_ids: Sequence[int]) -> None:
    """Raise `PersonError` when one of these indicators has a result in a closed year."""
    held = database.rows(
        "SELECT DISTINCT fiscal_year FROM indicator_value"
        " WHERE role = 'actual' AND indicator_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(indicator_ids))],
    )
    require_open(database, (row[0] for row in held))


def require_no_closed_costs(database: Database, initiative_ids: Sequence[int]) -> None:
    """Raise `PersonError` when one of these initiatives has a cost in a closed year."""
    held = database.rows(
        "SELECT DISTINCT fiscal_year FROM initiative_cost"
        " WHERE initiative_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(initiative_ids))],
    )
    require_open(database, (row[0] for row in held))


def _to_fill(
    database: Database, table: str, column: str, fiscal_year: int, ids: Iterable[int]
) -> list[dict[str, object]]:
    """Return an empty row of a year for each part that has none yet."""
    held = {
        row[0]
        for row in database.rows(
            f"SELECT {column} FROM {table} WHERE fiscal_year = ?",
            [fiscal_year],
        )
    }
    return [{column: one, "fiscal_year": fiscal_year} for one in ids if one not in held]


def _opened(database: Database, fiscal_year: int) -> PlanYear:
    held = year_of(database, fiscal_year)
    if held is None:
        raise PersonError(
            "year.not_opened",
            message("{year} has not been opened yet.", year=YearName(fiscal_year)),
            remedy=message("Open the year first."),
        )
    return held


def _closed(fiscal_year: int) -> PersonError:
    return PersonError(
        "year.closed",
        message("{year} is closed.", year=YearName(fiscal_year)),
        remedy=message("Reopen the year first if its results have to be put right."),
    )
