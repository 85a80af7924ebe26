"""How two copies of one plan hang together: the last step they share, and earlier merges.

Entries of a journal have numbers of their own copy, so that two copies agree on the number and
the whole line of each step up to the one where they parted.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.store import journal
from workbench.store.database import Database
from workbench.store.schema import PLAN_TABLES

#: The action of a merge in the journal.
MERGED = "plan.merge"

#: Their id of a row to ours, by table.
Ids = dict[str, dict[int, int]]


@dataclass(frozen=True)
class Step:
    """What a step of a journal is recognised by."""

    id: int
    line: str
    rows: str

    def is_same(self, other: Step | None) -> bool:
        """Tell whether two copies mean the same step; old steps may lack their rows."""
        if other is None or self.line != other.line:
            return False
        return self.rows == other.rows or not self.rows or not other.rows


def steps(database: Database, since: int = 0) -> dict[int, Step]:
    """Return what each step from `since` on is recognised by, oldest first."""
    rows: dict[int, hashlib._Hash] = defaultdict(hashlib.sha256)
    for row in database.rows(
        "SELECT entry_id, table_name, row_id, before, after FROM journal_change ORDER BY id"
    ):
        rows[row["entry_id"]].update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    found = database.rows(
        "SELECT id, at, who, action, details, kind, of_entry FROM journal WHERE id >= ?"
        " ORDER BY id",
        [since],
    )
    return {
        row["id"]: Step(
            row["id"],
            hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).hexdigest(),
            rows[row["id"]].hexdigest() if row["id"] in rows else "",
        )
        for row in found
    }


def last_common(mine: Mapping[int, Step], theirs: Mapping[int, Step]) -> int:
    """Return the last step that both copies did, 0 for plans that are not copies of one."""
    last = 0
    for step_id in sorted(mine.keys() & theirs.keys()):
        if not mine[step_id].is_same(theirs[step_id]):
            break
        last = step_id
    return last


@dataclass(frozen=True)
class EarlierMerge:
    """That one copy took in the other up to a step; `ids` leads from the other's ids to its own."""

    at: int
    through: int
    ids: Ids


def earlier_merges(database: Database, other: Mapping[int, Step]) -> Iterator[EarlierMerge]:
    """Yield the merges that stand in a copy and took in steps of the other one, newest first."""
    by_line = {step.line: step.id for step in other.values()}
    for entry in journal.entries(database):
        if (entry.action, entry.kind, entry.state) == (MERGED, "do", "done"):
            through = by_line.get(str(entry.details.get("through")))
            if through is not None:
                yield EarlierMerge(entry.id, through, _ids(entry.details.get("ids")))


def as_runs(ids: Ids) -> dict[str, list[list[int]]]:
    """Return ids as the journal keeps them: runs of their first id, our first id, how many."""
    runs: dict[str, list[list[int]]] = {}
    for table, pairs in ids.items():
        held = runs.setdefault(table, [])
        for theirs, mine in sorted(pairs.items()):
            if held and (theirs, mine) == (held[-1][0] + held[-1][2], held[-1][1] + held[-1][2]):
                held[-1][2] += 1
            else:
                held.append([theirs, mine, 1])
    return runs


def _ids(held: object) -> Ids:
    found = held if isinstance(held, dict) else {}
    return {
        table: {
            theirs + number: mine + number
            for theirs, mine, count in runs
            for number in range(count)
        }
        for table, runs in found.items()
        if table in PLAN_TABLES
    }
