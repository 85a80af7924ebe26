"""Whether a plan file is sound: its bytes, pages, references, contents and journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from workbench.language import Message, message
from workbench.store import plausibility, replaying, seal
from workbench.store.database import connect, refuse_foreign_file
from workbench.store.errors import DAMAGE_ERRORS, FileError
from workbench.store.fetching import read_plan

#: So many findings of one kind are listed; more would not help.
_LISTED = 20


def problems(path: Path, *, thorough: bool = True) -> list[Message]:
    """Return what is wrong with a plan file, nothing for a sound one.

    The bytes are held against the seal, the pages and references are checked; if `thorough`, the
    contents, too: the journal must lead to what stands in the plan, and totals must be possible.
    Raises `FileError` for a file that is not a plan of this program or cannot be read.
    """
    try:
        content = read_plan(path, path)
        version = refuse_foreign_file(path)
    except FileError as error:
        if error.code == "file.damaged":
            return [error.what]
        raise
    whole = version < seal.FIRST_SEALED_VERSION or seal.is_whole(content)
    found = [] if whole else [message("The file is not byte for byte the one that was saved.")]
    connection = connect(path, read_only=True)
    try:
        found += _pages_and_references(connection)
        if not whole:
            found += _changed_tables(connection, version)
        if thorough:
            found += contents_problems(connection)
    except DAMAGE_ERRORS as error:
        found.append(message("The database cannot be read through: {detail}", detail=error))
    finally:
        connection.close()
    return found


def contents_problems(connection: sqlite3.Connection) -> list[Message]:
    """Return what is wrong with what a plan says: its tree, its totals, its journal.

    A working copy, which has no seal of its own, can be checked with this, too.
    """
    found = _first(_cycles(connection))
    found += _first(plausibility.problems(connection))
    return found + _first(replaying.problems(connection))


def _first(found: Iterator[Message]) -> list[Message]:
    return [one for one, _number in zip(found, range(_LISTED), strict=False)]


def _pages_and_references(connection: sqlite3.Connection) -> list[Message]:
    found = [
        message("The database is damaged: {detail}", detail=" ".join(str(row[0]).split()))
        for row in connection.execute(f"PRAGMA integrity_check({_LISTED})")
        if row[0] != "ok"
    ]
    found += _first(
        message("Row {row} of {table} points to a row of {parent} that is not there.",
                row=row[1], table=row[0], parent=row[2])
        for row in connection.execute("PRAGMA foreign_key_check")
    )  # fmt: skip
    return found


def _changed_tables(connection: sqlite3.Connection, version: int) -> list[Message]:
    changed = seal.changed_tables(connection, version)
    if changed is None:
        return [message("The file has no seal.")]
    return [
        message("The table {table} does not hold what was saved.", table=name) for name in changed
    ]


def _cycles(connection: sqlite3.Connection) -> Iterator[Message]:
    statement = """
        WITH RECURSIVE reached(id) AS (
            SELECT id FROM element WHERE parent_id IS NULL
            UNION SELECT element.id FROM element JOIN reached ON element.parent_id = reached.id
        )
        SELECT code, name FROM element WHERE id NOT IN reached
    """
    for row in connection.execute(statement):
        yield message("{code} {name} hangs on itself, not on the tree.", code=row[0], name=row[1])
