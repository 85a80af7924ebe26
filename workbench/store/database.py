"""A connection to a plan file: settings every connection needs, reads, and the journal's writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.store import errors
from workbench.store.schema import (
    APPLICATION_ID,
    OWN_TABLES,
    PLAN_TABLES,
    SCHEMA_VERSION,
    migrations,
)

if TYPE_CHECKING:
    from sqlite_utils import Database as SqliteUtilsDatabase

_HEADER = b"SQLite format 3\x00"


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection that trusts nothing in the file and enforces foreign keys."""
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def refuse_foreign_file(path: Path) -> None:
    """Raise `FileError` unless `path` is a plan file that this program can read.

    Refused are other files, files of a newer version, and files with triggers, views or tables
    that this program did not make.
    """
    try:
        with path.open("rb") as stream:
            if stream.read(len(_HEADER)) != _HEADER:
                raise errors.not_a_plan(path)
        connection = connect(path, read_only=True)
    except FileNotFoundError:
        raise errors.missing(path) from None
    except (OSError, sqlite3.Error) as error:
        raise errors.from_system(path, error) from error
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise errors.not_a_plan(path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise errors.newer(path, version, SCHEMA_VERSION)
        _refuse_foreign_objects(path, connection)
    except sqlite3.Error as error:
        raise errors.damaged(path, str(error)) from error
    finally:
        connection.close()


def _refuse_foreign_objects(path: Path, connection: sqlite3.Connection) -> None:
    ours = {*PLAN_TABLES, *OWN_TABLES, "_sqlite_migrations"}
    rows = connection.execute("SELECT type, name, tbl_name FROM sqlite_schema").fetchall()
    foreign = [
        row["name"]
        for row in rows
        if row["type"] in ("trigger", "view")
        or (row["tbl_name"] not in ours and not row["tbl_name"].startswith("sqlite_"))
    ]
    if foreign:
        raise errors.foreign_objects(path, ", ".join(foreign))


class Database:
    """An open plan: one connection, for one thread."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.connection = connect(path, read_only=read_only)
        self._utils: SqliteUtilsDatabase | None = None
        self._columns: dict[str, frozenset[str]] = {}
        if read_only:
            self.connection.execute("PRAGMA query_only = ON")
        elif self._version() < SCHEMA_VERSION:
            migrations().apply(self.utils)

    @property
    def utils(self) -> SqliteUtilsDatabase:
        """Return the connection as sqlite-utils sees it, imported when first needed."""
        if self._utils is None:
            import sqlite_utils  # noqa: PLC0415 - half a second where pandas is installed

            self._utils = sqlite_utils.Database(self.connection, execute_plugins=False)
        return self._utils

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        return self.connection.execute(statement, parameters).fetchall()

    def row(self, statement: str, parameters: Sequence[object] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        found: sqlite3.Row | None = self.connection.execute(statement, parameters).fetchone()
        return found

    def columns(self, table: str) -> frozenset[str]:
        """Return the column names of a table of this program's schema."""
        if table not in self._columns:
            found = self.rows("SELECT name FROM pragma_table_info(?)", [table])
            self._columns[table] = frozenset(row["name"] for row in found)
        return self._columns[table]

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Commit what happens inside as a whole, or nothing of it."""
        if self.read_only:
            raise errors.read_only(self.path)
        with self.utils.atomic():
            # A replayed deletion may put children back before their parents.
            self.connection.execute("PRAGMA defer_foreign_keys = ON")
            yield

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
