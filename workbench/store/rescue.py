"""What can be had from a damaged plan file: its newest sound backup, and whatever can be read.

The damaged file is only ever read, as bytes; what is read from it goes into a new plan, which is
shown for reading and saved under another name.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.store import errors, journal, replaying, seal
from workbench.store.backups import newest_sound_backup
from workbench.store.database import HEADER, Database, connect
from workbench.store.errors import DAMAGE_ERRORS, FileError
from workbench.store.fetching import read_damaged
from workbench.store.home import room
from workbench.store.migrating import open_database
from workbench.store.planfile import PlanFile
from workbench.store.schema import PLAN_TABLES

#: The line that the journal of a rescued plan ends with.
ACTION = "file.rescue"

#: Rows that are looked for one by one between two places where reading failed.
_GAP = 20_000

#: After so many in a row that cannot be read there is nothing there.
_PAGES_OF_NOTHING = 400

_JOURNAL = ("journal", "journal_change")


@dataclass(frozen=True)
class ReadTable:
    """How much of a table could be read.

    `is_proved` says that it holds exactly what was saved; otherwise its figures have to be looked
    through. `left_out` counts rows that were read but make no sense.
    """

    name: str
    rows: int
    left_out: int
    is_proved: bool


@dataclass(frozen=True)
class Rescue:
    """A damaged plan, as far as it could be read, open for reading; `plan_file` is the caller's.

    `plan_file.save_as` puts it into a new file. `tables` says how far each can be trusted.
    """

    plan_file: PlanFile
    tables: tuple[ReadTable, ...]

    @property
    def doubtful(self) -> tuple[ReadTable, ...]:
        """Return the tables that may not hold what was saved."""
        return tuple(table for table in self.tables if not table.is_proved)


@dataclass(frozen=True)
class Offer:
    """What can be done about a damaged plan file: open this backup, or read what can be read."""

    backup: Path | None
    readable_rows: int


def offer(path: Path) -> Offer:
    """Return what can be had instead of a damaged plan file; it is not written to."""
    try:
        rescued = rescue(path)
    except FileError:
        return Offer(newest_sound_backup(path), 0)
    rescued.plan_file.close()
    rows = sum(table.rows for table in rescued.tables if table.name not in _JOURNAL)
    return Offer(newest_sound_backup(path), rows)


def rescue(path: Path) -> Rescue:
    """Read what can be read from a damaged plan file into a new plan, open for reading only.

    Raises `FileError` when nothing can be read.
    """
    copy = room("working") / f"damaged-{secrets.token_hex(8)}.plandb"
    try:
        # SQLite looks for nothing else in the first bytes.
        copy.write_bytes(HEADER + read_damaged(path, path)[len(HEADER) :])
        with contextlib.closing(_connect(copy)) as reading:
            return _rescue_into_new(path, reading)
    except DAMAGE_ERRORS as error:
        raise errors.damaged(path, str(error)) from error
    except OSError as error:
        raise errors.from_system(copy, error) from error
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)


def _connect(copy: Path) -> sqlite3.Connection:
    reading = connect(copy, read_only=True)
    # A letter that is none must not cost the row.
    reading.text_factory = lambda text: text.decode("utf-8", "replace")
    return reading


def _rescue_into_new(path: Path, reading: sqlite3.Connection) -> Rescue:
    plan_file = PlanFile.for_rescue(path)
    try:
        database = open_database(plan_file.database.path)
        try:
            tables = _fill(database, reading)
        finally:
            database.close()
    except BaseException:
        plan_file.close()
        raise
    if not any(table.rows for table in tables):
        plan_file.close()
        raise errors.damaged(path, "0")
    return Rescue(plan_file, tables)


def _fill(database: Database, reading: sqlite3.Connection) -> tuple[ReadTable, ...]:
    tables: list[ReadTable] = []
    with database.atomic():
        for table in (*PLAN_TABLES, *_JOURNAL):
            tables.append(_copy_table(database, reading, table))
        lost = _remove_what_points_nowhere(database)
    with database.atomic():
        if any(replaying.problems(database.connection)):
            # The steps do not lead here; who did what and when stays.
            database.connection.execute("DELETE FROM journal_change")
            database.connection.execute("UPDATE journal SET state = 'abandoned'")
        last = journal.last_entry_id(database)
        journal.note(database, ACTION, {"below": last + 1})
    return tuple(
        ReadTable(held.name, held.rows - lost.get(held.name, 0),
                  held.left_out + lost.get(held.name, 0), held.is_proved)
        for held in tables
    )  # fmt: skip


def _copy_table(database: Database, reading: sqlite3.Connection, table: str) -> ReadTable:
    known = {row["name"] for row in database.rows("SELECT name FROM pragma_table_info(?)", [table])}
    rows = left_out = 0
    for row in _readable_rows(reading, table):
        held = {name: row[name] for name in row.keys() if name in known}  # noqa: SIM118 - a row of SQLite has no names but these
        marks = ", ".join("?" * len(held))
        try:
            database.connection.execute(
                f"INSERT INTO {table} ({', '.join(held)}) VALUES ({marks})",
                list(held.values()),
            )
            rows += 1
        except DAMAGE_ERRORS:
            left_out += 1
    return ReadTable(table, rows, left_out, _is_proved(reading, table))


def _is_proved(reading: sqlite3.Connection, table: str) -> bool:
    with contextlib.suppress(*DAMAGE_ERRORS):
        saved = reading.execute(
            "SELECT table_name, rows, sha256 FROM sealed_table WHERE table_name = ?", [table]
        ).fetchone()
        return saved is not None and tuple(saved) == seal.digest_of(reading, table).as_row()
    return False


def _readable_rows(reading: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    """Yield the rows from the front up to a damage, those from the back, then what is between."""
    first, last = 0, None
    try:
        for row in reading.execute(f"SELECT * FROM {table} ORDER BY id"):
            yield row
            first = row["id"]
    except DAMAGE_ERRORS:
        with contextlib.suppress(*DAMAGE_ERRORS):
            backwards = f"SELECT * FROM {table} WHERE id > ? ORDER BY id DESC"
            for row in reading.execute(backwards, [first]):
                yield row
                last = row["id"]
        yield from _rows_between(reading, table, first, last)


def _rows_between(
    reading: sqlite3.Connection, table: str, first: int, last: int | None
) -> Iterator[sqlite3.Row]:
    end = min(last if last is not None else first + _GAP, first + _GAP)
    patience = _PAGES_OF_NOTHING if first or last else 20
    refused = 0
    for row_id in range(first + 1, end):
        try:
            found = reading.execute(f"SELECT * FROM {table} WHERE id = ?", [row_id])
            yield from found.fetchall()
            refused = 0
        except DAMAGE_ERRORS:
            refused += 1
            if refused > patience:
                return


def _remove_what_points_nowhere(database: Database) -> dict[str, int]:
    """Delete rows whose row above could not be read, again until all hang together."""
    lost: dict[str, int] = {}
    while True:
        orphans = [
            (row[0], row[1])
            for row in database.rows("PRAGMA foreign_key_check")
            if row[1] is not None
        ]
        if not orphans:
            return lost
        for table, row_id in set(orphans):
            database.connection.execute(
                f"DELETE FROM {table} WHERE id = ?",
                [row_id],
            )
            lost[table] = lost.get(table, 0) + 1
