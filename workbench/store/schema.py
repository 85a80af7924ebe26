"""The tables of a plan file, and the migrations that make them.

Every table has an integer `id`, so that a journal entry can name the row it touched. Figures
carry where they come from: a source and, for imported ones, sheet, cell and original text.
The statements stand in `workbench.store.migrations`, one module for each version.
"""

from __future__ import annotations

import hashlib
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


#: What `digest` returns for the present version; a test computes it and says when it has changed.
#: To make all parts in order to compare them would take 6 ms of each opening.
DIGEST = "e4cb21a4cf5fa86faed72377ce352472ffeb885ba0066b386c141a53c483762c"


def is_as_made_here(connection: sqlite3.Connection, version: int) -> bool:
    """Tell whether a file has the very parts that this program makes, and no other.

    It says so of files of the present version only, and of those only while `DIGEST` is right:
    otherwise `foreign_objects` and `missing_parts` have to look.
    """
    if version != SCHEMA_VERSION:
        return False
    parts: list[tuple[object, ...]] = []
    for kind, name, table, sql in _held(connection):
        if not _may_be_there(kind, name, table, sql):
            parts.append((name, kind, table, _one_line(sql)))
    return _digest_of(parts) == DIGEST


def digest(version: int) -> str:
    """Return the SHA-256 of all parts that this program makes for a version."""
    return _digest_of([(name, *part) for name, part in _parts(version).items()])


def _digest_of(parts: list[tuple[object, ...]]) -> str:
    return hashlib.sha256(repr(sorted(parts, key=repr)).encode()).hexdigest()


def foreign_objects(connection: sqlite3.Connection, version: int) -> list[str]:
    """Return the names of parts of a file that this program did not make, or made otherwise.

    A part is compared by its whole SQL, so that a generated column, a strange collation, an
    index with an expression or a check that calls a function is found like a trigger.
    """
    expected = _parts(version)
    return [
        str(name)
        for kind, name, table, sql in _held(connection)
        if not (
            _may_be_there(kind, name, table, sql)
            or expected.get(str(name)) == (kind, table, _one_line(sql))
        )
    ]


def missing_parts(connection: sqlite3.Connection, version: int) -> list[str]:
    """Return the names of tables and indexes that a file of this version should have."""
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    return [name for name in _parts(version) if name not in present]


def _held(connection: sqlite3.Connection) -> list[tuple[object, object, object, object]]:
    """Return type, name, table and SQL of every part of a file."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    return [(kind, name, table, sql) for kind, name, table, sql in rows]


def _may_be_there(kind: object, name: object, table: object, sql: object) -> bool:
    """Tell whether a part is one that SQLite or sqlite-utils keeps for itself, as they make it."""
    if _OF_SQLITE.fullmatch(str(name)):
        plain = sql is None if kind == "index" else _PLAIN_TABLE.fullmatch(_one_line(sql))
        return kind in ("table", "index") and bool(plain)
    if table == "_sqlite_migrations":
        return kind in ("table", "index") and bool(_OF_MIGRATIONS.fullmatch(_one_line(sql)))
    return False


@cache
def _parts(version: int) -> Mapping[str, tuple[object, ...]]:
    """Return each table and index of a version: name to type, table and SQL."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for number in range(1, version + 1):
            for statement in statements(number):
                connection.execute(statement)
        return {
            str(name): (kind, table, _one_line(sql))
            for kind, name, table, sql in _held(connection)
            if not _OF_SQLITE.fullmatch(str(name))
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
