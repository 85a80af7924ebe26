"""Bringing a plan file of an earlier version to the present schema."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.store import journal, schema
from workbench.store.changes import Change
from workbench.store.database import Database
from workbench.store.migrations import VERSIONS

#: The line that says so in the journal.
ACTION = "file.migrate"


def open_database(path: Path) -> Database:
    """Open a plan for writing, in the present schema: an empty or earlier file is brought to it."""
    database = Database(path)
    try:
        if database.version < schema.SCHEMA_VERSION:
            _migrate(database, database.version)
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: Database, version: int) -> None:
    """Bring a file of this version (0: an empty one) to the present one.

    Rows that a migration makes are noted in the journal, so that it still leads to what stands
    in the plan.
    """
    with _left_alone("pandas", "numpy"):
        import sqlite_utils  # noqa: PLC0415 - only a file that is new or old needs it

    schema.migrations().apply(sqlite_utils.Database(database.connection, execute_plugins=False))
    if version == 0:
        return
    new_tables = [table for one in VERSIONS[version:] for table in one.PLAN_TABLES]
    made = [
        Change(table, row["id"], None, dict(row))
        for table in new_tables
        for row in database.rows(f"SELECT * FROM {table} ORDER BY id")
    ]
    if made:
        details = {"from": version, "to": schema.SCHEMA_VERSION}
        with database.atomic():
            journal.record(database, ACTION, details, made, kind="make")


@contextmanager
def _left_alone(*packages: str) -> Iterator[None]:
    """Let an import do without packages that it would take along where they are installed.

    sqlite-utils knows pandas' and NumPy's types, which no plan file holds; loading them costs
    300 ms and 60 MB.
    """
    absent = [package for package in packages if package not in sys.modules]
    for package in absent:
        sys.modules[package] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for package in absent:
            del sys.modules[package]
