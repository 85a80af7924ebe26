"""The seal of a saved plan: by it a single changed byte is found, and the table it stands in.

A saved file holds the SHA-256 of its own bytes, computed with the 64 digits themselves as zeros,
so that opening proves every byte with one pass over the file. Digests of the tables stand beside
it: they tell a file that was only packed differently (by another program's VACUUM) from one whose
contents are not those that were saved, and in which tables.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from pathlib import Path

from workbench.records import record
from workbench.store.errors import DAMAGE_ERRORS
from workbench.store.migrations import VERSIONS
from workbench.store.schema import SCHEMA_VERSION

_MARK = b"plan-seal-sha256:"
_DIGITS = 64
_ZEROS = b"0" * _DIGITS
_SEAL = re.compile(re.escape(_MARK) + b"[0-9a-f]{%d}" % _DIGITS)

#: Plan texts could spell the mark; only so many places are tried.
_TRIED = 8

#: Files of earlier versions have no seal.
FIRST_SEALED_VERSION = 2

_SEAL_TABLES = ("seal", "sealed_table")

#: SQLite's own: the last id that each table has given out, as ids never come again, and the SQL of
#: every part (where each part lies changes when the file is packed anew).
_OF_SQLITE = {
    "sqlite_sequence": "SELECT name, seq FROM sqlite_sequence ORDER BY name",
    "sqlite_schema": "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
}

#: Where sqlite-utils notes which migrations were applied.
_MIGRATIONS = "_sqlite_migrations"


@record
class SealedTable:
    """What a table held when the file was saved."""

    name: str
    rows: int
    sha256: str

    def as_row(self) -> tuple[str, int, str]:
        """Return it as the seal holds it."""
        return self.name, self.rows, self.sha256


def is_whole(content: bytes) -> bool:
    """Tell whether the bytes of a plan file are those that were saved."""
    for number, found in enumerate(_SEAL.finditer(content)):
        if number >= _TRIED:
            break
        start = found.end() - _DIGITS
        if _digest_without(content, start) == content[start : found.end()].decode("ascii"):
            return True
    return False


def seal(path: Path, connection: sqlite3.Connection) -> None:
    """Put the seal on a complete plan file that only this program has; close `connection`.

    Raises `OSError` and `sqlite3.Error` as the system does.
    """
    # Not zeros yet: a text of the plan could hold the mark with zeros, but not this.
    placeholder = secrets.token_hex(_DIGITS // 2).encode("ascii")
    with connection:
        connection.execute("DELETE FROM sealed_table")
        connection.executemany(
            "INSERT INTO sealed_table (table_name, rows, sha256) VALUES (?, ?, ?)",
            [digest_of(connection, name).as_row() for name in sealed_names()],
        )
        connection.execute(
            "INSERT OR REPLACE INTO seal (id, sha256) VALUES (1, ?)",
            [(_MARK + placeholder).decode("ascii")],
        )
    connection.close()
    with path.open("rb+") as stream:
        content = stream.read()
        start = content.index(placeholder)
        stream.seek(start)
        stream.write(_digest_without(content, start).encode("ascii"))


def digest_of(connection: sqlite3.Connection, table: str) -> SealedTable:
    """Return what a table holds now; raise `sqlite3.Error` when it cannot be read through."""
    digest, rows = hashlib.sha256(), 0
    statement = _OF_SQLITE.get(table, f"SELECT * FROM {table} ORDER BY id")
    for row in connection.execute(statement):
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        rows += 1
    return SealedTable(table, rows, digest.hexdigest())


def sealed_names(version: int = SCHEMA_VERSION) -> list[str]:
    """Return the tables that the seal of a file of this version covers."""
    held = VERSIONS[:version]
    names = [table for one in held for table in (*one.PLAN_TABLES, *one.OWN_TABLES)]
    return [*(name for name in names if name not in _SEAL_TABLES), _MIGRATIONS, *_OF_SQLITE]


def changed_tables(connection: sqlite3.Connection, version: int) -> list[str] | None:
    """Return the tables that do not hold what was saved; None for a file without a seal.

    A table that cannot be read through is one of them.
    """
    saved = {
        row[0]: SealedTable(*row)
        for row in connection.execute("SELECT table_name, rows, sha256 FROM sealed_table")
    }
    if not saved:
        return None
    return [name for name in sealed_names(version) if _digest(connection, name) != saved.get(name)]


def _digest(connection: sqlite3.Connection, table: str) -> SealedTable | None:
    try:
        return digest_of(connection, table)
    except DAMAGE_ERRORS:
        return None


def _digest_without(content: bytes, start: int) -> str:
    held = memoryview(content)
    digest = hashlib.sha256(held[:start])
    digest.update(_ZEROS)
    digest.update(held[start + _DIGITS :])
    return digest.hexdigest()
