"""The tables of a plan file, and the migrations that make them.

Every table has an integer `id`, so that a journal entry can name the row it touched. Figures
carry where they come from: a source and, for imported ones, sheet, cell and original text.
The statements stand in `workbench.store.migrations`, one module for each version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.store.migrations import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database as SqliteUtilsDatabase
    from sqlite_utils.migrations import Migrations

#: "PLNB", in the header of every plan file.
APPLICATION_ID = 0x504C4E42

#: The schema this program writes; `user_version` of the file.
SCHEMA_VERSION = len(VERSIONS)

#: What operations write and the journal follows; parents before children.
PLAN_TABLES = tuple(table for version in VERSIONS for table in version.PLAN_TABLES)

#: What the plan file keeps for itself: the journal and the seal.
OWN_TABLES = tuple(table for version in VERSIONS for table in version.OWN_TABLES)

JOURNAL_TABLES = ("journal", "journal_change")


def statements(version: int) -> list[str]:
    """Return the statements that bring a file from the version before to `version`."""
    return [text for text in VERSIONS[version - 1].SQL.split(";\n") if text.strip()]


def migrations() -> Migrations:
    """Return the steps from an empty file to the present schema, in order."""
    # Importing sqlite-utils costs half a second where pandas is installed; only a file that is
    # new or old needs it here.
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415

    steps = Migrations("workbench")
    for version in range(1, SCHEMA_VERSION + 1):
        steps(name=f"version_{version}")(_step(version))
    return steps


def _step(version: int) -> Callable[[SqliteUtilsDatabase], None]:
    def apply(database: SqliteUtilsDatabase) -> None:
        for statement in statements(version):
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {version}")

    return apply
