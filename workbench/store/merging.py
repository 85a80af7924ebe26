"""What two copies of one plan have made of it since they parted, row by row.

Every row that the other copy changed is held against what it was when they parted (the base) and
against what stands here now. Changes that do not touch are taken; the rest are conflicts to choose
from. Rows that the other copy added get ids of this one, and rows that both added for the same
thing (the same indicator, role and year) are one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.store import lineage
from workbench.store.database import Database
from workbench.store.lineage import Ids, Step
from workbench.store.replaying import Unwinding
from workbench.store.translating import Key, Row, Translation, parents_by_column

#: Columns that only make sense together, and so are decided together.
_TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "indicator_value": (
        ("kind", "number", "words", "source_id", "sheet", "cell", "original"),
    ),
    "vital_event": (("number", "reference_date", "source_id", "sheet", "cell", "original"),),
    "grade_override": (("grade", "reason", "who", "at"),),
    "evaluation": (("grade", "grade_reason"),),
    "element": (("parent_id", "level_id"),),
}  # fmt: skip

#: Columns that nobody is asked about: where both changed them, this plan's stay.
_QUIET = frozenset({"id", "position", "who", "at", "source_id", "sheet", "cell", "original"})


#: Tells of a row, by its table, that it may not change here.
IsClosed = Callable[[str, Row], bool]


class Side(StrEnum):
    """Whose version of a conflict is kept."""

    MINE = "mine"
    THEIRS = "theirs"


class Kind(StrEnum):
    """How two changes touch."""

    BOTH_CHANGED = "both changed"
    THEY_DELETED = "they deleted"
    WE_DELETED = "we deleted"
    #: They changed what is closed here.
    CLOSED = "closed"


@dataclass(frozen=True)
class Conflict:
    """A row, or columns of it, on which the copies disagree.

    `columns` is empty when the row as a whole is in question. `base`, `mine` and `theirs` are the
    rows (None: not there); ids in them are those of this plan.
    """

    kind: Kind
    table: str
    row_id: int
    columns: tuple[str, ...]
    base: Row | None
    mine: Row | None
    theirs: Row | None

    @property
    def key(self) -> str:
        """Return a name by which a choice refers to this conflict."""
        return ":".join((self.table, str(self.row_id), *self.columns))


@dataclass
class Comparison:
    """What a merge would do; made by `compare`.

    `ours_known` is the last step of this plan that the other copy has, too. `updates`,
    `deletions` and `insertions` touch nothing that was changed here. `theirs` and `base` hold
    every row of the other copy and what it was when the copies parted.
    """

    mine_until: int
    ours_known: int
    their_steps: int
    through: str
    ids: Ids
    theirs: dict[Key, Row]
    base: dict[Key, Row | None]
    updates: dict[Key, Row] = field(default_factory=dict)
    deletions: set[Key] = field(default_factory=set)
    insertions: dict[Key, Row] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """Return how many rows are taken without a question."""
        return len(self.updates) + len(self.deletions) + len(self.insertions)


class Strangers(Exception):  # noqa: N818 - told to people as something else
    """The two plans do not come from one, or parted longer ago than their journals tell."""


def compare(mine: Database, theirs: Database, is_closed: IsClosed | None = None) -> Comparison:
    """Return what merging `theirs` into `mine` would do.

    What `is_closed` says may not change here, as the results of a closed year, is not taken
    without a question. Raises `Strangers` when the journals share no step that both still hold
    whole.
    """
    # What one of them has folded can no longer be compared.
    whole = max(Unwinding.begin(one.connection).first_whole for one in (mine, theirs))
    our_steps, their_steps = lineage.steps(mine, whole), lineage.steps(theirs, whole)
    parted = lineage.last_common(our_steps, their_steps)
    if not parted:
        raise Strangers
    base = _Base(mine, theirs, parted, our_steps, their_steps)
    translation = Translation(mine, theirs, base)
    comparison = Comparison(
        mine_until=max(our_steps),
        ours_known=base.ours_known,
        their_steps=sum(step > base.known for step in their_steps),
        through=their_steps[max(their_steps)].line,
        ids=translation.added,
        theirs=translation.rows,
        base=translation.base,
    )
    for key in sorted(translation.base):
        _compare_row(mine, comparison, key)
    _find_torn_references(mine, comparison)
    _find_circles(mine, comparison)
    if is_closed is not None:
        _ask_about_closed(mine, comparison, is_closed)
    return comparison


class _Base:
    """The rows of the other copy when it last was the same as this one, by their ids."""

    def __init__(
        self,
        mine: Database,
        theirs: Database,
        parted: int,
        our_steps: Mapping[int, Step],
        their_steps: Mapping[int, Step],
    ) -> None:
        taken_in = next(lineage.earlier_merges(mine, their_steps), None)
        given = next(lineage.earlier_merges(theirs, our_steps), None)
        self.ids = _joined_ids(mine, theirs, our_steps, their_steps)
        #: The last of their steps that are known here, and the last of ours that is known there.
        self.known = parted
        self.ours_known = parted if given is None else max(parted, given.through)
        self.touched: set[Key] = set()
        self._ours: Unwinding | None = None
        if given is not None and (taken_in is None or given.through > taken_in.at):
            # They took ours in after we took theirs: what ours was then, both had.
            self._ours = _unwound(mine, given.through)
            self.known = given.at
            self._theirs = _unwound(theirs, parted, self.touched)
        else:
            if taken_in is not None:
                self.known = taken_in.through
            self._theirs = _unwound(theirs, self.known, self.touched)

    def row(self, table: str, row_id: int) -> tuple[Row | None, bool]:
        """Return a row as it was by their id, and whether its references are in our ids."""
        if self._ours is None:
            return self._theirs.rows(table).get(row_id), False
        ours = self.ids.get(table, {}).get(row_id)
        if ours is None and self._theirs.rows(table).get(row_id) is None:
            return None, True
        return self._ours.rows(table).get(row_id if ours is None else ours), True


def _joined_ids(
    mine: Database,
    theirs: Database,
    our_steps: Mapping[int, Step],
    their_steps: Mapping[int, Step],
) -> Ids:
    """Return their id of a row to ours, as all earlier merges of the two have given them out."""
    joined: Ids = {}
    for merge in reversed(list(lineage.earlier_merges(theirs, our_steps))):
        for table, pairs in merge.ids.items():
            joined.setdefault(table, {}).update({own: other for other, own in pairs.items()})
    for merge in reversed(list(lineage.earlier_merges(mine, their_steps))):
        for table, pairs in merge.ids.items():
            joined.setdefault(table, {}).update(pairs)
    return joined


def _unwound(database: Database, until: int, touched: set[Key] | None = None) -> Unwinding:
    """Return the plan as it was after the step `until`; `touched` takes in what came after."""
    unwinding = Unwinding.begin(database.connection)
    if until < unwinding.first_whole - 1:
        raise Strangers
    for _entry, did in unwinding.steps(after=until):
        for change in reversed(did):
            unwinding.take_back(change)
            if touched is not None:
                touched.add((change.table, change.row_id))
    return unwinding


def _compare_row(mine: Database, comparison: Comparison, key: Key) -> None:
    """Put what they did to a row among the changes or the conflicts."""
    base, theirs, ours = comparison.base[key], comparison.theirs.get(key), row_of(mine, key)
    if theirs is None:
        if ours is not None and base is not None:
            if _is_same(ours, base):
                comparison.deletions.add(key)
            else:
                comparison.conflicts.append(Conflict(Kind.THEY_DELETED, *key, (), base, ours, None))
    elif ours is None:
        if base is None:
            comparison.insertions[key] = theirs
        elif not _is_same(theirs, base):
            comparison.conflicts.append(Conflict(Kind.WE_DELETED, *key, (), base, None, theirs))
    else:
        for columns in _changed_together(key[0], theirs, base):
            _compare_columns(comparison, key, columns, (base, ours, theirs))


def _changed_together(table: str, theirs: Row, base: Row | None) -> Iterator[tuple[str, ...]]:
    """Yield the columns that they changed, those that are decided together as one."""
    seen: set[str] = set()
    for column in theirs:
        if column in seen or column == "id":
            continue
        group = next((one for one in _TOGETHER.get(table, ()) if column in one), (column,))
        seen.update(group)
        if base is None or any(theirs[name] != base.get(name) for name in group):
            yield group


def _compare_columns(
    comparison: Comparison,
    key: Key,
    columns: tuple[str, ...],
    versions: tuple[Row | None, Row, Row],
) -> None:
    base, ours, theirs = versions
    differing = tuple(name for name in columns if ours[name] != theirs[name])
    if not differing:
        return
    if base is not None and all(ours[name] == base.get(name) for name in columns):
        comparison.updates.setdefault(key, {}).update({name: theirs[name] for name in columns})
    elif not _QUIET.issuperset(differing):
        comparison.conflicts.append(Conflict(Kind.BOTH_CHANGED, *key, columns, base, ours, theirs))


def _find_torn_references(mine: Database, comparison: Comparison) -> None:
    """Find what one side put below something that the other has deleted."""
    parents = parents_by_column(mine)
    known = {(one.table, one.row_id) for one in comparison.conflicts}
    for (table, _row_id), row in [*comparison.insertions.items(), *comparison.updates.items()]:
        for column, parent in parents[table].items():
            value = row.get(column)
            above = (parent, int(str(value))) if value is not None else None
            if above and above not in known and _is_gone(mine, comparison, above):
                known.add(above)
                base = comparison.base.get(above) or comparison.theirs.get(above)
                comparison.conflicts.append(
                    Conflict(Kind.WE_DELETED, *above, (), base, None, comparison.theirs.get(above))
                )
    for key in sorted(comparison.deletions):
        if _has_children_of_ours(mine, comparison, key):
            comparison.deletions.discard(key)
            comparison.conflicts.append(
                Conflict(Kind.THEY_DELETED, *key, (), comparison.base[key], row_of(mine, key), None)
            )


def _find_circles(mine: Database, comparison: Comparison) -> None:
    """Find elements that one side put below what the other put below them."""
    place = "parent_id"
    above = {row["id"]: row[place] for row in mine.rows("SELECT id, parent_id FROM element")}
    moved = {
        key: new for key, new in comparison.updates.items() if key[0] == "element" and place in new
    }
    above.update({key[1]: row[place] for key, row in comparison.insertions.items()
                  if key[0] == "element"})  # fmt: skip
    above.update({key[1]: new[place] for key, new in moved.items()})
    for key, new in sorted(moved.items()):
        if is_in_circle(key[1], above):
            ours = row_of(mine, key)
            above[key[1]] = ours[place] if ours else None
            columns = tuple(name for name in (place, "level_id") if new.pop(name, None) is not None)
            if not new:
                del comparison.updates[key]
            comparison.conflicts.append(
                Conflict(Kind.BOTH_CHANGED, *key, columns or (place,), comparison.base[key], ours,
                         comparison.theirs[key])
            )  # fmt: skip


def is_in_circle(element: int, above: Mapping[int, object]) -> bool:
    """Tell whether going up from an element never comes to an end."""
    seen: set[object] = set()
    at: object = element
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(int(str(at)))
    return at is not None


def _ask_about_closed(mine: Database, comparison: Comparison, is_closed: IsClosed) -> None:
    touched = {*comparison.updates, *comparison.insertions, *comparison.deletions}
    for key in sorted(touched):
        theirs, ours = comparison.theirs.get(key), row_of(mine, key)
        if any(row is not None and is_closed(key[0], row) for row in (theirs, ours)):
            columns = tuple(comparison.updates.pop(key, {}))
            comparison.insertions.pop(key, None)
            comparison.deletions.discard(key)
            base = comparison.base.get(key)
            comparison.conflicts.append(Conflict(Kind.CLOSED, *key, columns, base, ours, theirs))


def _is_gone(mine: Database, comparison: Comparison, key: Key) -> bool:
    return key not in comparison.insertions and row_of(mine, key) is None


def _has_children_of_ours(mine: Database, comparison: Comparison, key: Key) -> bool:
    """Tell whether something hangs on a row here that they neither deleted nor moved away."""
    deleted = {
        (one.table, one.row_id) for one in comparison.conflicts if one.kind is Kind.THEY_DELETED
    } | comparison.deletions
    return any(
        child not in deleted and not _moves_away(mine, comparison, child, key)
        for child in children_of(mine, key)
    )


def _moves_away(mine: Database, comparison: Comparison, child: Key, key: Key) -> bool:
    new = comparison.updates.get(child, {})
    columns = [
        reference.column
        for reference in mine.references_to(key[0])
        if reference.table == child[0] and reference.to == "id"
    ]
    return bool(columns) and all(name in new and new[name] != key[1] for name in columns)


def children_of(database: Database, key: Key) -> Iterator[Key]:
    """Yield the rows that refer to a row, by its id or by what it is called."""
    row = row_of(database, key)
    if row is None:
        return
    for reference in database.references_to(key[0]):
        found = database.rows(
            f"SELECT id FROM {reference.table} WHERE {reference.column} = ?",
            [row[reference.to]],
        )
        yield from ((reference.table, one["id"]) for one in found)


def row_of(database: Database, key: Key) -> Row | None:
    """Return a row of this plan, None when it is not there."""
    row = database.row(f"SELECT * FROM {key[0]} WHERE id = ?", [key[1]])
    return None if row is None else dict(row)


def _is_same(row: Row, other: Row) -> bool:
    return all(row[name] == other[name] for name in row.keys() & other.keys())
