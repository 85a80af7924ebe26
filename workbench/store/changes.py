"""The writes of one operation, each row noted as it was before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from workbench.records import record
from workbench.store.database import Database
from workbench.store.entries import Outcome
from workbench.store.schema import PLAN_TABLES

#: A row's columns as SQLite holds them.
Row = Mapping[str, object]


@record
class Change:
    """A row before and after; None where it was not there. An update holds what changed only."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None

    def reversed(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.table, self.row_id, self.after, self.before)


@dataclass
class Transaction:
    """The writes of one operation."""

    database: Database
    changes: list[Change] = field(default_factory=list)
    #: Filled when the transaction has been committed.
    outcome: Outcome = field(default_factory=lambda: Outcome(None))

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its id."""
        return self.insert_many(table, [row])[0]

    def insert_many(self, table: str, rows: Iterable[Row]) -> list[int]:
        """Insert rows and return their ids, in order; a row may name its own."""
        new = [
            Change(table, row_id, None, {**row, "id": row_id})
            for row_id, row in self._numbered(table, rows)
        ]
        write(self.database, new)
        self.changes.extend(new)
        return [change.row_id for change in new]

    def _numbered(self, table: str, rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
        """Yield each row with its id; ids are never given out twice, as SQLite would do it."""
        _check_table(table)
        given = self.database.row("SELECT seq FROM sqlite_sequence WHERE name = ?", [table])
        present = self.database.row(f"SELECT max(id) FROM {table}")
        last = max(given[0] if given else 0, (present[0] if present else None) or 0)
        for row in rows:
            named = row.get("id")
            row_id = named if isinstance(named, int) else last + 1
            last = max(last, row_id)
            yield row_id, row

    def update(self, table: str, row_id: int, new: Row) -> None:
        """Change columns of a row; those that stay as they are are not journalled."""
        columns = _checked_columns(self.database, table, new)
        held = self.database.row(
            f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?",
            [row_id],
        )
        if held is None:
            raise KeyError(f"{table} {row_id}")
        after = {name: value for name, value in new.items() if held[name] != value}
        if after:
            self._write(Change(table, row_id, {name: held[name] for name in after}, after))

    def delete(self, table: str, row_id: int) -> None:
        """Delete a row and everything that hangs on it."""
        _check_table(table)
        whole = self.database.row(f"SELECT * FROM {table} WHERE id = ?", [row_id])
        if whole is None:
            raise KeyError(f"{table} {row_id}")
        for reference in self.database.references_to(table):
            below = self.database.rows(
                f"SELECT id FROM {reference.table} WHERE {reference.column} = ?",
                [whole[reference.to]],
            )
            for row in below:
                self.delete(reference.table, row["id"])
        self._write(Change(table, row_id, dict(whole), None))

    def _write(self, change: Change) -> None:
        write(self.database, [change])
        self.changes.append(change)


def write(database: Database, changes: Sequence[Change]) -> None:
    """Bring rows to their state after; runs of the same shape go as one statement."""
    for (table, verb, columns), run in groupby(changes, _shape):
        _checked_columns(database, table, dict.fromkeys(columns))
        if verb == "delete":
            statement = f"DELETE FROM {table} WHERE id = ?"
            parameters: list[list[object]] = [[one.row_id] for one in run]
        elif verb == "insert":
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
            parameters = [list((one.after or {}).values()) for one in run]
        else:
            settings = ", ".join(f"{name} = ?" for name in columns)
            statement = f"UPDATE {table} SET {settings} WHERE id = ?"
            parameters = [[*(one.after or {}).values(), one.row_id] for one in run]
        database.connection.executemany(statement, parameters)


def _shape(change: Change) -> tuple[str, str, tuple[str, ...]]:
    if change.after is None:
        return change.table, "delete", ()
    return change.table, "insert" if change.before is None else "update", tuple(change.after)


def _check_table(table: str) -> None:
    if table not in PLAN_TABLES:
        raise ValueError(f"no table {table!r} in a plan")


def _checked_columns(database: Database, table: str, row: Row) -> list[str]:
    """Return the column names of `row`; names that the schema lacks never reach SQL."""
    _check_table(table)
    unknown = row.keys() - database.columns(table)
    if unknown:
        raise ValueError(f"no columns {sorted(unknown)} in {table}")
    return list(row)
