"""The rows of another copy of the plan in the ids of this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from workbench.store.database import Database
from workbench.store.lineage import Ids
from workbench.store.schema import PLAN_TABLES

Row = dict[str, object]

#: A row of this plan: table and id.
Key = tuple[str, int]

#: This table names a row of any other one, so it comes after all of them.
_MARKS = "internal_mark"


class Base(Protocol):
    """What the rows of the other copy were when it was last the same as this one."""

    ids: Ids
    touched: set[Key]

    def row(self, table: str, row_id: int) -> tuple[Row | None, bool]:
        """Return a row as it was by their id, and whether it is in our ids already."""


class Translation:
    """Every row of the other copy under the id that it has, or will have, in this one.

    A row that both copies added for the same thing, as its unique columns say, is one row.
    """

    def __init__(self, mine: Database, theirs: Database, base: Base) -> None:
        self._mine = mine
        self._base = base
        #: Their rows as they stand.
        self.rows: dict[Key, Row] = {}
        #: What those rows that they touched were before; None: not there.
        self.base: dict[Key, Row | None] = {}
        #: Their id to ours of each row that they added.
        self.added: Ids = {}
        self._parents = parents_by_column(mine)
        for table in (*(name for name in PLAN_TABLES if name != _MARKS), _MARKS):
            self._take_in(table, theirs)

    def our_id(self, table: str, their_id: int) -> int:
        """Return the id in this plan of a row of the other copy."""
        added = self.added.get(table, {}).get(their_id)
        return self._base.ids.get(table, {}).get(their_id, their_id) if added is None else added

    def _take_in(self, table: str, theirs: Database) -> None:
        held = {row["id"]: dict(row) for row in theirs.rows(f"SELECT * FROM {table}")}
        touched = {row_id for name, row_id in self._base.touched if name == table}
        before = {row_id: self._base.row(table, row_id) for row_id in touched}
        self._give_ids(table, [held[one] for one in sorted(held.keys() & touched)
                               if before[one][0] is None])  # fmt: skip
        for row_id, row in held.items():
            self.rows[table, self.our_id(table, row_id)] = self._translated(table, row)
        for row_id, (row_before, is_ours) in before.items():
            key = (table, self.our_id(table, row_id))
            if row_before is not None and not is_ours:
                self.base[key] = self._translated(table, row_before)
            else:
                self.base[key] = row_before or self.base.get(key)

    def _give_ids(self, table: str, added: list[Row]) -> None:
        """Find or make the id in this plan of each row that they added."""
        ids = self.added.setdefault(table, {})
        given_out = self._mine.row("SELECT seq FROM sqlite_sequence WHERE name = ?", [table])
        last = max(int(given_out[0]) if given_out else 0, *self._known_ids(table), 0)
        same = _RowsByUniqueColumns(self._mine, table)
        for row in added:
            their_id = int(str(row["id"]))
            found = same.find(self._translated(table, row))
            if found is None:
                found = last = max(last + 1, their_id)
            ids[their_id] = found

    def _known_ids(self, table: str) -> Iterator[int]:
        row = self._mine.row(f"SELECT max(id) FROM {table}")
        yield int((row[0] if row else None) or 0)
        yield from self._base.ids.get(table, {}).values()

    def _translated(self, table: str, row: Row) -> Row:
        changed = dict(row)
        changed["id"] = self.our_id(table, int(str(row["id"])))
        for column, parent in self._parents[table].items():
            if row[column] is not None:
                changed[column] = self.our_id(parent, int(str(row[column])))
        if table == _MARKS:
            changed["row_id"] = self.our_id(str(row["table_name"]), int(str(row["row_id"])))
        return changed


class _RowsByUniqueColumns:
    """The rows of a table of this plan by what must be unique in it."""

    def __init__(self, database: Database, table: str) -> None:
        self._columns = list(unique_columns(database, table))
        self._ids: list[dict[tuple[object, ...], int]] = [
            {
                tuple(row[name] for name in columns): row["id"]
                for row in database.rows(f"SELECT * FROM {table}")
            }
            for columns in self._columns
        ]

    def find(self, row: Row) -> int | None:
        """Return the id of the row that stands for the same thing."""
        for columns, ids in zip(self._columns, self._ids, strict=True):
            found = ids.get(tuple(row[name] for name in columns))
            if found is not None:
                return found
        return None


def parents_by_column(database: Database) -> dict[str, dict[str, str]]:
    """Return for each table which of its columns hold the id of a row of which other one."""
    found: dict[str, dict[str, str]] = {table: {} for table in PLAN_TABLES}
    for parent in PLAN_TABLES:
        for reference in database.references_to(parent):
            if reference.to == "id":
                found[reference.table][reference.column] = parent
    return found


def unique_columns(database: Database, table: str) -> Iterator[tuple[str, ...]]:
    """Yield the columns of each unique index of a table."""
    for index in database.rows("SELECT name FROM pragma_index_list(?) WHERE [unique]", [table]):
        columns = database.rows("SELECT name FROM pragma_index_info(?)", [index["name"]])
        yield tuple(row["name"] for row in columns)
