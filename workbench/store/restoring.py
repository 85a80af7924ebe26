"""Making a plan hold what an earlier version of it held, as part of one step."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.store.changes import Change, Row, Transaction, write
from workbench.store.database import Database
from workbench.store.schema import PLAN_TABLES


def restore(change: Transaction, earlier: Database) -> None:
    """Bring every row to what it is in `earlier`, a version of the same plan.

    Rows that differ are taken out and put in anew: figures that were swapped between two rows
    would be in each other's way otherwise.
    """
    database = change.database
    # What rows refer to is put in after they were taken out.
    database.connection.execute("PRAGMA defer_foreign_keys = ON")
    wanted: dict[str, Mapping[int, Row]] = {}
    for table in reversed(PLAN_TABLES):
        held, wanted[table] = _rows(database, table), _rows(earlier, table)
        gone = [Change(table, row_id, row, None) for row_id, row in held.items()
                if wanted[table].get(row_id) != row]  # fmt: skip
        _do(change, gone)
    for table in PLAN_TABLES:
        held = _rows(database, table)
        _do(change, [Change(table, row_id, None, row) for row_id, row in wanted[table].items()
                     if row_id not in held])  # fmt: skip


def _do(change: Transaction, changes: list[Change]) -> None:
    write(change.database, changes)
    change.changes.extend(changes)


def _rows(database: Database, table: str) -> dict[int, Row]:
    return {row["id"]: dict(row) for row in database.rows(f"SELECT * FROM {table} ORDER BY id")}
