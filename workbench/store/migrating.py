"""Bringing a plan file of an earlier version to the present schema."""

from __future__ import annotations

from workbench.store import journal, schema
from workbench.store.changes import Change
from workbench.store.database import Database
from workbench.store.migrations import VERSIONS

#: The line that says so in the journal.
ACTION = "file.migrate"


def migrate(database: Database, version: int) -> None:
    """Bring a file of this version (0: an empty one) to the present one.

    Rows that a migration makes are noted in the journal, so that it still leads to what stands
    in the plan.
    """
    import sqlite_utils  # noqa: PLC0415 - half a second where pandas is installed

    schema.migrations().apply(sqlite_utils.Database(database.connection, execute_plugins=False))
    if version == 0:
        return
    new_tables = [table for one in VERSIONS[version:] for table in one.PLAN_TABLES]
    made = [
        Change(table, row["id"], None, dict(row))
        for table in new_tables
        for row in database.rows(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
    ]
    if made:
        details = {"from": version, "to": schema.SCHEMA_VERSION}
        with database.atomic():
            journal.record(database, ACTION, details, made, kind="make")
