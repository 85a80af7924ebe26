"""Whether a plan file is sound: its pages, its references, its journal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from workbench.language import Message, message
from workbench.store.database import connect, refuse_foreign_file
from workbench.store.errors import FileError
from workbench.store.schema import OWN_TABLES, PLAN_TABLES


def problems(path: Path) -> list[Message]:
    """Return what is wrong with a plan file, nothing for a sound one.

    Raises `FileError` for a file that is not a plan of this program.
    """
    try:
        refuse_foreign_file(path)
    except FileError as error:
        if error.code == "file.damaged":
            return [error.what]
        raise
    connection = connect(path, read_only=True)
    try:
        return _problems(connection)
    except sqlite3.Error as error:
        return [message("The database cannot be read through: {detail}", detail=error)]
    finally:
        connection.close()


def _problems(connection: sqlite3.Connection) -> list[Message]:
    found = [
        message("The database is damaged: {detail}", detail=row[0])
        for row in connection.execute("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    found += [
        message("Row {row} of {table} points to a row of {parent} that is not there.",
                row=row[1], table=row[0], parent=row[2])
        for row in connection.execute("PRAGMA foreign_key_check")
    ]  # fmt: skip
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    found += [
        message("The table {table} is missing.", table=table)
        for table in (*PLAN_TABLES, *OWN_TABLES)
        if table not in present
    ]
    return found or _cycles(connection)


def _cycles(connection: sqlite3.Connection) -> list[Message]:
    statement = """
        WITH RECURSIVE reached(id) AS (
            SELECT id FROM element WHERE parent_id IS NULL
            UNION SELECT element.id FROM element JOIN reached ON element.parent_id = reached.id
        )
        SELECT code, name FROM element WHERE id NOT IN reached
    """
    return [
        message("{code} {name} hangs on itself, not on the tree.", code=row[0], name=row[1])
        for row in connection.execute(statement)
    ]
