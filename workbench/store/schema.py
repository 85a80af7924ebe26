"""The tables of a plan file, and the migrations that make them.

Every table has an integer `id`, so that a journal entry can name the row it touched. Figures
carry where they come from: a source and, for imported ones, sheet, cell and original text.
The statements stand in `workbench.store.migrations`, one module for each version.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

from workbench.store.migrations import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


def statements(version: int) -> list[str]:
    """Return the statements that bring a file from the version before to `version`."""
    return [text for text in VERSIONS[version - 1].SQL.split(";\n") if text.strip()]


#: What SQLite itself may keep in a file: the last ids given out, and statistics of indexes.
_OF_SQLITE = re.compile(r"sqlite_(sequence|stat[134]|autoindex_\w+)")

#: Its tables are plain ones.
_PLAIN_TABLE = re.compile(r"CREATE TABLE \w+\([\w,]*\)")

#: The table in which sqlite-utils notes the migrations applied, and its index: no expressions.
_OF_MIGRATIONS = re.compile(
    r'CREATE (TABLE|UNIQUE INDEX "?idx__sqlite_migrations_\w+"? ON) "?_sqlite_migrations"?'
    r" \([^()]*\)"
)


def foreign_objects(connection: sqlite3.Connection, version: int) -> list[str]:
    """Return the names of parts of a file that this program did not make, or made otherwise.

    A part is compared by its whole SQL, so that a generated column, a strange collation, an
    index with an expression or a check that calls a function is found like a trigger.
    """
    expected = _parts(version)
    held = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return [
        str(name)
        for kind, name, table, sql in map(tuple, held)
        if not _is_ours(expected, (kind, name, table, sql))
    ]


def missing_parts(connection: sqlite3.Connection, version: int) -> list[str]:
    """Return the names of tables and indexes that a file of this version should have."""
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    return [name for name in _parts(version) if name not in present]


def _is_ours(
    expected: Mapping[str, tuple[object, ...]], part: tuple[object, object, object, object]
) -> bool:
    kind, name, table, sql = part
    if _OF_SQLITE.fullmatch(str(name)):
        plain = sql is None if kind == "index" else _PLAIN_TABLE.fullmatch(_one_line(sql))
        return kind in ("table", "index") and bool(plain)
    if table == "_sqlite_migrations":
        return kind in ("table", "index") and bool(_OF_MIGRATIONS.fullmatch(_one_line(sql)))
    return expected.get(str(name)) == (kind, table, _one_line(sql))


@cache
def _parts(version: int) -> Mapping[str, tuple[object, ...]]:
    """Return each table and index of a version: name to type, table and SQL."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for number in range(1, version + 1):
            for statement in statements(number):
                connection.execute(statement)
        held = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
        return {
            name: (kind, table, _one_line(sql))
            for kind, name, table, sql in held
            if not _OF_SQLITE.fullmatch(name)
        }


def _one_line(sql: object) -> str:
    return " ".join(str(sql).split())


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
