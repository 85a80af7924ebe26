"""Doing what a comparison of two copies came to, with the choices made, as one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.store.changes import Transaction
from workbench.store.merging import (
    Comparison,
    Conflict,
    Side,
    children_of,
    is_in_circle,
    row_of,
)
from workbench.store.schema import PLAN_TABLES
from workbench.store.translating import Key, Row, parents_by_column


def apply(change: Transaction, comparison: Comparison, choices: Mapping[str, Side]) -> None:
    """Take in the other copy; a conflict without a choice keeps what stands here.

    Raises `Circle` when choices have put elements below each other.
    """
    _Applying(change, comparison, choices).run()
    rows = change.database.rows("SELECT id, parent_id FROM element")
    above = {row["id"]: row["parent_id"] for row in rows}
    if any(is_in_circle(element, above) for element in above):
        raise Circle


class Circle(Exception):  # noqa: N818 - told to people as something else
    """Elements would hang on each other."""


class _Applying:
    """What is done, put together from the changes and the choices."""

    def __init__(
        self, change: Transaction, comparison: Comparison, choices: Mapping[str, Side]
    ) -> None:
        self._change = change
        self._database = change.database
        self._comparison = comparison
        self._parents = parents_by_column(change.database)
        self._hung_on: dict[Key, list[Key]] = {}
        for key, row in comparison.theirs.items():
            for above in self._above(key[0], row):
                self._hung_on.setdefault(above, []).append(key)
        self._updates = {key: dict(row) for key, row in comparison.updates.items()}
        self._deletions = set(comparison.deletions)
        self._insertions = dict(comparison.insertions)
        kept = [
            (conflict.table, conflict.row_id)
            for conflict in comparison.conflicts
            if not self._decide(conflict, choices.get(conflict.key) is Side.THEIRS)
        ]
        for key in kept:
            self._keep(key)

    def _decide(self, conflict: Conflict, is_taken: bool) -> bool:
        """Take in a choice; return False for a row that they deleted and that stays."""
        key = (conflict.table, conflict.row_id)
        if not is_taken:
            return conflict.theirs is not None
        if conflict.theirs is None:
            self._deletions.add(key)
        elif conflict.mine is not None:
            new = {name: conflict.theirs[name] for name in conflict.columns}
            self._updates.setdefault(key, {}).update(new)
        else:
            self._bring_back(key)
        return True

    def run(self) -> None:
        """Write: what moves away from a deleted row goes first, what takes its place last."""
        self._drop_what_hangs_on_nothing()
        for (table, row_id), new in self._updates.items():
            if row_of(self._database, (table, row_id)) is not None:
                self._change.update(table, row_id, new)
        for table, row_id in sorted(self._deletions):
            if row_of(self._database, (table, row_id)) is not None:
                self._change.delete(table, row_id)
        for table in PLAN_TABLES:
            rows = [row for (name, _id), row in sorted(self._insertions.items()) if name == table]
            self._change.insert_many(table, rows)

    def _keep(self, key: Key) -> None:
        """Do not delete a row, anything it hangs on, or what hangs on it."""
        above = {key}
        while above:
            self._deletions -= above
            rows = [(one, row_of(self._database, one) or {}) for one in above]
            above = {upper for one, row in rows for upper in self._above(one[0], row)} - above
        self._keep_below(key)

    def _keep_below(self, key: Key) -> None:
        for below in children_of(self._database, key):
            if below in self._deletions:
                self._deletions.discard(below)
                self._keep_below(below)

    def _bring_back(self, key: Key) -> None:
        """Put a row in again that was deleted here, with what it hangs on and what hung on it."""
        row = self._comparison.theirs.get(key)
        if row is None or key in self._insertions or row_of(self._database, key) is not None:
            return
        self._insertions[key] = row
        for above in self._above(key[0], row):
            self._bring_back(above)
        for below in self._hung_on.get(key, ()):
            self._bring_back(below)

    def _above(self, table: str, row: Row) -> Iterator[Key]:
        for column, parent in self._parents[table].items():
            value = row.get(column)
            if value is not None:
                yield parent, int(str(value))

    def _drop_what_hangs_on_nothing(self) -> None:
        """Leave out what they put below something that is deleted and stays so."""
        doomed = self._doomed()
        while True:
            torn = {
                key
                for key, row in (*self._insertions.items(), *self._updates.items())
                if any(self._is_missing(above, doomed) for above in self._above(key[0], row))
            }
            if not torn:
                return
            for key in torn:
                self._insertions.pop(key, None)
                self._updates.pop(key, None)

    def _doomed(self) -> set[Key]:
        """Return the rows that will be deleted, with everything that goes with them."""
        doomed: set[Key] = set()
        waiting = list(self._deletions)
        while waiting:
            key = waiting.pop()
            if key not in doomed:
                doomed.add(key)
                waiting += [
                    child
                    for child in children_of(self._database, key)
                    if key in self._above(child[0], self._as_it_will_be(child))
                ]
        return doomed

    def _as_it_will_be(self, key: Key) -> Row:
        return {**(row_of(self._database, key) or {}), **self._updates.get(key, {})}

    def _is_missing(self, key: Key, doomed: set[Key]) -> bool:
        if key in self._insertions:
            return False
        return key in doomed or row_of(self._database, key) is None
