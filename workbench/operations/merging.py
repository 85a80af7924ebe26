"""Taking another copy of the plan in: what it changed, where the two disagree, one step.

`compare_with` says what would happen; `merge` does it with the choices made. A conflict without
a choice keeps what stands in this plan.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import Message, message, tr
from workbench.operations.history import describe
from workbench.operations.row_words import column_name, content, row_name, table_name
from workbench.operations.years import closed_years
from workbench.store import applying, lineage, merging
from workbench.store.database import Database
from workbench.store.fetching import fetch
from workbench.store.home import room
from workbench.store.journal import Entry, Outcome, entries, last_entry_id, transaction
from workbench.store.merging import Comparison, Conflict, Kind, Side
from workbench.store.migrating import open_database
from workbench.store.planfile import PlanFile
from workbench.store.translating import Key, Row

__all__ = ["Choice", "Proposal", "Side", "compare_with", "merge", "merge_original"]


@dataclass(frozen=True)
class Choice:
    """A conflict in words, to be shown side by side; `key` is what a choice refers to.

    `base` is what both once had. An empty text means that there is no such thing on that side.
    """

    key: str
    what: str
    field: str
    why: Message
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Change:
    """A change that is taken without a question: what it touches, before and after, in words."""

    what: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One step that only one of the copies has: when (ISO time, UTC), who, and what it did."""

    at: str
    who: str
    words: str


@dataclass(frozen=True)
class Proposal:
    """What merging a file would do; `choices` have to be looked through, `changes` may be.

    `ours` and `theirs` say what each copy has done since the two were the same, oldest first.
    `twins` are codes that both copies have given to something new: both stay, one of them should
    be renumbered.
    """

    file: str
    sha256: str
    people: tuple[str, ...]
    ours: tuple[Step, ...]
    theirs: tuple[Step, ...]
    changes: tuple[Change, ...]
    choices: tuple[Choice, ...]
    twins: tuple[str, ...]
    comparison: Comparison

    @property
    def is_empty(self) -> bool:
        """Tell whether the other copy holds nothing that this one lacks."""
        return not self.changes and not self.choices


def compare_with(database: Database, path: Path) -> Proposal:
    """Return what the copy of this plan in `path` holds that this one does not.

    The file is only read. Raises `PersonError` when it cannot be, or is not a copy of this plan.
    """
    copy = room("working") / f"merge-{secrets.token_hex(8)}.plandb"
    try:
        sha256 = fetch(path, copy).sha256
        theirs = open_database(copy)
        try:
            comparison = merging.compare(database, theirs, _closed_here(database))
            newer = entries(theirs, limit=comparison.their_steps)
        finally:
            theirs.close()
    except merging.Strangers as error:
        raise _strangers(path) from error
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)
    here = entries(database, limit=comparison.mine_until - comparison.ours_known)
    ours = steps_of(entry for entry in here if entry.id > comparison.ours_known)
    return _Wording(database, comparison).proposal(path.name, sha256, ours, steps_of(newer))


def merge(
    database: Database, proposal: Proposal, choices: Mapping[str, Side] | None = None
) -> Outcome:
    """Take in the other copy as one step.

    `choices` says by their keys for which conflicts the other side is right. Raises
    `PersonError` when this plan was changed since the comparison, or the two cannot be put
    together; nothing is changed then.
    """
    comparison, chosen = proposal.comparison, choices or {}
    if last_entry_id(database) != comparison.mine_until:
        raise PersonError(
            "merge.outdated",
            message("The plan was changed after the two were compared."),
            remedy=message("Compare them again."),
        )
    theirs = sum(chosen.get(one.key) is Side.THEIRS for one in comparison.conflicts)
    details: dict[str, object] = {
        "file": proposal.file,
        "people": list(proposal.people),
        "steps": comparison.their_steps,
        "taken": comparison.changes + theirs,
        "kept": len(comparison.conflicts) - theirs,
        "through": comparison.through,
        "ids": lineage.as_runs(comparison.ids),
    }
    try:
        with transaction(database, lineage.MERGED, details) as change:
            applying.apply(change, comparison, chosen)
    except applying.Circle as error:
        raise PersonError(
            "merge.circle",
            message("With these choices elements of the plan would hang on each other."),
            remedy=message("Keep the place in the tree that this plan gives one of them."),
        ) from error
    except sqlite3.IntegrityError as error:
        raise PersonError(
            "merge.impossible",
            message("Both copies have used the same name or number for different things."),
            remedy=message("Rename one of them in one of the copies, then merge again."),
        ) from error
    return change.outcome


def merge_original(
    plan_file: PlanFile, proposal: Proposal, choices: Mapping[str, Side] | None = None
) -> Outcome:
    """Take in what somebody else has saved into the plan's own file while it was open here.

    `proposal` is that of ``compare_with(plan_file.database, plan_file.path)``. Saving replaces
    that file afterwards, if nobody has saved once more. Raises `PersonError` as `merge` does.
    """
    outcome = merge(plan_file.database, proposal, choices)
    plan_file.note_taken_in(proposal.sha256)
    return outcome


def as_text(proposal: Proposal) -> Iterator[str]:
    """Yield what merging would do, line by line, for a terminal."""
    if proposal.is_empty:
        yield tr("{file} holds nothing that this plan lacks.", file=proposal.file)
    for change in proposal.changes:
        yield f"  {change.what} / {change.field}: {change.before} → {change.after}"
    for choice in proposal.choices:
        yield tr("Conflict: {what} / {field}. {why}", what=choice.what, field=choice.field,
                 why=choice.why)  # fmt: skip
        yield f"    {tr('This plan')}: {choice.mine}"
        yield f"    {tr('The other copy')}: {choice.theirs}"


def steps_of(newest_first: Iterable[Entry]) -> tuple[Step, ...]:
    """Return entries of a journal in words, oldest first."""
    steps = [Step(entry.at, entry.who, describe(entry)) for entry in newest_first]
    return tuple(reversed(steps))


def _closed_here(database: Database) -> merging.IsClosed | None:
    closed = closed_years(database)
    if not closed:
        return None

    def is_closed(table: str, row: Row) -> bool:
        if table == "plan_year" or row.get("fiscal_year") not in closed:
            return False
        return table != "indicator_value" or row["role"] == "actual"

    return is_closed


def _strangers(path: Path) -> PersonError:
    return PersonError(
        "merge.strangers",
        message("This is not a copy of the plan that is open, or they parted too long ago."),
        remedy=message("Merge files that were saved from the same plan."),
        place=str(path),
    )


_WHY: Mapping[Kind, Message] = {
    Kind.BOTH_CHANGED: message("Both copies changed it."),
    Kind.THEY_DELETED: message("The other copy deleted it; here it was changed or added to."),
    Kind.WE_DELETED: message("It was deleted here; the other copy changed it or added to it."),
    Kind.CLOSED: message("The other copy changed a year that is closed here."),
}


class _Wording:
    """Puts a comparison into words; rows are looked up here first, then in the other copy."""

    def __init__(self, database: Database, comparison: Comparison) -> None:
        self._database = database
        self._comparison = comparison

    def proposal(
        self, file: str, sha256: str, ours: tuple[Step, ...], theirs: tuple[Step, ...]
    ) -> Proposal:
        held = self._comparison
        people = tuple(sorted({step.who for step in theirs}))
        changes = [self._updated(key, new) for key, new in sorted(held.updates.items())]
        changes += [
            Change(self._name(key), table_name(key[0]), "", self._whole(key, row))
            for key, row in sorted(held.insertions.items(), key=lambda one: one[0])
        ]
        changes += [
            Change(self._name(key), table_name(key[0]), self._whole(key, self._find(*key)), "")
            for key in sorted(held.deletions)
        ]
        choices = tuple(self._choice(conflict) for conflict in held.conflicts)
        return Proposal(
            file, sha256, people, ours, theirs, tuple(changes), choices, self._twins(), held
        )

    def _find(self, table: str, row_id: int) -> Row | None:
        key = (table, row_id)
        return (
            merging.row_of(self._database, key)
            or self._comparison.theirs.get(key)
            or self._comparison.base.get(key)
        )

    def _name(self, key: Key) -> str:
        row = self._find(*key)
        return row_name(key[0], row, self._find) if row else table_name(key[0])

    def _whole(self, key: Key, row: Row | None) -> str:
        return "" if row is None else row_name(key[0], row, self._find)

    def _updated(self, key: Key, new: Row) -> Change:
        columns = tuple(new)
        before = self._find(*key) or {}
        after = {**before, **new}
        return Change(
            self._name(key),
            column_name(key[0], columns),
            content(key[0], columns, before, self._find),
            content(key[0], columns, after, self._find),
        )

    def _choice(self, conflict: Conflict) -> Choice:
        key = (conflict.table, conflict.row_id)
        columns = conflict.columns

        def said(row: Row | None) -> str:
            if row is None:
                return ""
            if columns:
                return content(conflict.table, columns, row, self._find)
            return row_name(conflict.table, row, self._find)

        return Choice(
            conflict.key,
            self._name(key),
            column_name(conflict.table, columns) if columns else table_name(conflict.table),
            _WHY[conflict.kind],
            said(conflict.base),
            said(conflict.mine),
            said(conflict.theirs),
        )

    def _twins(self) -> tuple[str, ...]:
        new = {
            str(row["code"])
            for (table, _id), row in self._comparison.insertions.items()
            if table == "element"
        }
        ours = {str(row["code"]) for row in self._database.rows("SELECT code FROM element")}
        return tuple(sorted(new & ours))
