"""Two copies of a plan, and how one is taken into the other."""

from workbench.operations import merging
from workbench.operations.editing import FIELDS
from workbench.operations.merging import compare_with, merge
from workbench.store import integrity, journal
from workbench.store.database import Database
from workbench.store.planfile import PlanFile
from workbench.store.schema import PLAN_TABLES

THEME, ELEMENT, ABOUT = FIELDS["theme.name"], FIELDS["element.name"], FIELDS["element.description"]


def add_value(change, indicator: int, year: int, number: float, role: str = "actual") -> int:
    return change.insert(
        "indicator_value",
        {"indicator_id": indicator, "fiscal_year": year, "role": role, "kind": "number",
         "number": number},
    )  # fmt: skip


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(row) for row in database.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in PLAN_TABLES
    }


def name_of(opened: PlanFile, table: str, row_id: int) -> str:
    (row,) = opened.database.rows(f"SELECT name FROM {table} WHERE id = ?", [row_id])
    return str(row[0])


def take_in(mine: PlanFile, theirs: PlanFile, choices=None) -> merging.Proposal:
    theirs.save()
    proposal = compare_with(mine.database, theirs.path)
    chosen = {one.key: choices for one in proposal.choices} if choices else {}
    before = contents(mine.database)
    outcome = merge(mine.database, proposal, chosen)
    assert integrity.contents_problems(mine.database.connection) == []
    assert mine.database.rows("PRAGMA foreign_key_check") == []
    after = contents(mine.database)
    if outcome.entry is not None:
        journal.undo(mine.database)
        assert contents(mine.database) == before
        journal.redo(mine.database)
        assert contents(mine.database) == after
    return proposal
