"""A connection to a plan file: settings every connection needs, reads, and the journal's writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workbench.records import record
from workbench.store import errors, schema
from workbench.store.errors import DAMAGE_ERRORS

#: What every SQLite file begins with.
HEADER = b"SQLite format 3\x00"

#: The longest row that is read, in bytes; a file with a longer one was not made here.
_LONGEST_ROW = 64 * 1024 * 1024


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection that trusts nothing in the file and enforces foreign keys."""
    address = f"{_address(path)}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_ROW)
        connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
        # VACUUM INTO attaches the new file.
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _address(path: Path) -> str:
    """Return the address of a file; SQLite takes no server name where a UNC path has it."""
    uri = path.absolute().as_uri()
    return uri if uri.startswith("file:///") else f"file:////{uri.removeprefix('file://')}"


def refuse_foreign_file(path: Path, *, shown: Path | None = None) -> int:
    """Return the version of a plan file that this program can read; raise `FileError` otherwise.

    Refused are other files, files of a newer version, and files with triggers, views, tables or
    columns that this program did not make. `shown` is the file that the person knows, where
    `path` is a copy of it.
    """
    shown = shown or path
    try:
        with path.open("rb") as stream:
            if stream.read(len(HEADER)) != HEADER:
                raise errors.not_a_plan(shown)
        connection = connect(path, read_only=True)
    except OSError as error:
        raise errors.from_reading(shown, error) from error
    except DAMAGE_ERRORS as error:
        raise errors.damaged(shown, str(error)) from error
    try:
        return _known_version(shown, connection)
    except DAMAGE_ERRORS as error:
        raise errors.damaged(shown, str(error)) from error
    finally:
        connection.close()


def _known_version(shown: Path, connection: sqlite3.Connection) -> int:
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise errors.not_a_plan(shown)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.SCHEMA_VERSION:
        raise errors.newer(shown, version, schema.SCHEMA_VERSION)
    if version < 1:
        raise errors.damaged(shown, f"version {version}")
    if schema.is_as_made_here(connection, version):
        return version
    foreign = schema.foreign_objects(connection, version)
    if foreign:
        raise errors.foreign_objects(shown, ", ".join(foreign))
    missing = schema.missing_parts(connection, version)
    if missing:
        raise errors.damaged(shown, ", ".join(missing))
    return version


@record
class Reference:
    """A column of `table` that refers to the column `to` of another table."""

    table: str
    column: str
    to: str


class Database:
    """An open plan: one connection, for one thread.

    A file that may be of an earlier version is opened with `migrating.open_database`.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.connection = connect(path, read_only=read_only)
        self._columns: dict[str, frozenset[str]] = {}
        self._references: dict[str, tuple[Reference, ...]] = {}
        if read_only:
            self.connection.execute("PRAGMA query_only = ON")

    @property
    def version(self) -> int:
        """Return the version of the schema that the file has; 0 for an empty file."""
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

    def references_to(self, table: str) -> tuple[Reference, ...]:
        """Return which columns of which tables of the plan refer to `table`."""
        if not self._references:
            found: dict[str, list[Reference]] = {name: [] for name in schema.PLAN_TABLES}
            for child in schema.PLAN_TABLES:
                for row in self.rows("SELECT * FROM pragma_foreign_key_list(?)", [child]):
                    found[row["table"]].append(Reference(child, row["from"], row["to"]))
            self._references = {name: tuple(held) for name, held in found.items()}
        return self._references[table]

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Commit what happens inside as a whole, or nothing of it; blocks may be nested.

        Raises `FileError` for a plan that may only be read, and when the disk is full or fails;
        `PersonError` for a text that no file can hold.
        """
        if self.read_only:
            raise errors.read_only(self.path)
        if self.connection.in_transaction:
            with self._part_of_a_larger_step():
                yield
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            # A replayed deletion may put children back before their parents.
            self.connection.execute("PRAGMA defer_foreign_keys = ON")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            self._roll_back()
            if isinstance(error, sqlite3.OperationalError) and errors.is_of_system(error):
                raise errors.from_system(self.path, error) from error
            if isinstance(error, UnicodeEncodeError):
                raise errors.half_a_character(error) from error
            raise

    def _roll_back(self) -> None:
        # A full disk makes SQLite take the transaction back itself.
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    @contextmanager
    def _part_of_a_larger_step(self) -> Iterator[None]:
        self.connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK TO part")
            raise
        finally:
            self.connection.execute("RELEASE part")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
