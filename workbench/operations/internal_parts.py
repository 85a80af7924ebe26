"""What is marked as internal, and the plan without it for whatever leaves the house."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from workbench.store.database import Database, connect
from workbench.store.home import room
from workbench.store.journal import transaction
from workbench.store.migrating import open_database
from workbench.store.schema import PLAN_TABLES

#: The journal's line about what was taken out of a copy.
ACTION = "plan.publish"


def count_internal(database: Database) -> int:
    """Return how many parts of the plan are marked as internal."""
    row = database.row("SELECT count(*) FROM internal_mark")
    return 0 if row is None else int(row[0])


@contextmanager
def readable(database: Database, *, internal: bool) -> Iterator[Database]:
    """Give the plan to read from: as it is, or without what is marked as internal.

    Without it the plan is read from a copy that is thrown away afterwards, in which neither the
    marked parts nor what hangs on them are left; where nothing is marked there is no copy.
    """
    if internal or not count_internal(database):
        yield database
        return
    copy = room("working") / f"publish-{secrets.token_hex(8)}.plandb"
    try:
        with contextlib.closing(connect(copy)) as writing:
            database.connection.backup(writing)
        with contextlib.closing(open_database(copy)) as stripped:
            # Nobody else has the copy, and it is thrown away when anything fails.
            stripped.connection.execute("PRAGMA synchronous = OFF")
            last = _last_step(stripped)
            delete_internal(stripped)
            # That it was taken out is no step of the plan: dates and histories stay as they are.
            with stripped.atomic():
                stripped.connection.execute("DELETE FROM internal_mark")
                for statement in (
                    "DELETE FROM journal_change WHERE entry_id > ?",
                    "DELETE FROM journal WHERE id > ?",
                ):
                    stripped.connection.execute(statement, [last])
            yield stripped
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)


def delete_internal(database: Database) -> None:
    """Delete from a copy what is marked as internal, with what hangs on it."""
    marks = database.rows("SELECT table_name, row_id FROM internal_mark")
    with transaction(database, ACTION) as change:
        for table, row_id in marks:
            if table in PLAN_TABLES and database.row(
                f"SELECT id FROM {table} WHERE id = ?",
                [row_id],
            ):
                change.delete(table, row_id)


def _last_step(database: Database) -> int:
    row = database.row("SELECT max(id) FROM journal")
    return int(row[0] or 0) if row is not None else 0
