"""Many changes of values, each made into an object only when somebody looks at it.

A sheet of 20,000 rows changes a quarter of a million values. Counting them and showing a screen
of them must not wait for all of them to become objects with their provenance.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple, overload

from workbench.exchange.changes import Change
from workbench.exchange.workbooks import Sheet, address
from workbench.plan.structure import IndicatorValue, Provenance, Role
from workbench.plan.values import Value, number


@dataclass(frozen=True)
class ValueChange:
    """A value of an indicator in a year.

    Parameters
    ----------
    key
        The key of its `IndicatorChange`.
    new
        None where the file has a blank, or nothing at all.
    """

    change: Change
    key: str
    fiscal_year: int
    role: Role
    old: IndicatorValue | None
    new: Value | None
    provenance: Provenance | None = None

    def made(self) -> ValueChange:
        """Return the change itself: it is an object already."""
        return self


@dataclass(frozen=True)
class Places:
    """Gives the provenance of the cells of one sheet."""

    sheet: Sheet
    workbook: str
    sha256: str

    def __call__(self, row: int, column: int) -> Provenance:
        """Return where a cell is and what stands in it; rows and columns count from 0."""
        return Provenance(
            0,
            self.workbook,
            self.sha256,
            self.sheet.name,
            self.address(row, column),
            self.sheet.text(row, column),
        )

    @staticmethod
    def address(row: int, column: int) -> str:
        """Return the address of a cell."""
        return address(row, column)


class Entry(NamedTuple):
    """A change before it is looked at; `place` gives the provenance of a row and a column."""

    change: Change
    key: str
    fiscal_year: int
    role: Role
    old: IndicatorValue | None
    new: Value | float | None
    place: Places | None
    row: int
    column: int

    def made(self) -> ValueChange:
        """Return the change as an object."""
        new = self.new if self.new is None or isinstance(self.new, Value) else number(self.new)
        provenance = self.place(self.row, self.column) if self.place else None
        return ValueChange(
            self.change, self.key, self.fiscal_year, self.role, self.old, new, provenance
        )


class NewRow(NamedTuple):
    """All values of a row whose indicator has none in the plan: its figures in their columns."""

    key: str
    slots: tuple[tuple[Role, int] | None, ...]
    columns: tuple[int, ...]
    figures: tuple[object, ...]
    place: Places
    row: int
    #: How many values the row holds.
    size: int

    def entries(self) -> Iterator[Entry]:
        """Yield the changes, one for each figure."""
        for slot, column, figure in zip(self.slots, self.columns, self.figures, strict=True):
            if slot is not None and isinstance(figure, int | float):
                role, year = slot
                yield Entry(
                    Change.NEW, self.key, year, role, None, figure, self.place, self.row, column
                )


Part = Entry | ValueChange | NewRow


class ValueChanges(Sequence[ValueChange]):
    """A sequence of `ValueChange`, made from its parts as they are asked for."""

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._parts = tuple(parts)
        sizes = (part.size if part.__class__ is NewRow else 1 for part in self._parts)
        #: Where each part ends in the sequence.
        self._ends = tuple(accumulate(sizes))
        self._counts: Counter[Change] | None = None

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> ValueChange: ...

    @overload
    def __getitem__(self, index: slice) -> ValueChanges: ...

    def __getitem__(self, index: int | slice) -> ValueChange | ValueChanges:
        if isinstance(index, slice):
            return ValueChanges(self._entry(place) for place in range(len(self))[index])
        return self._entry(range(len(self))[index]).made()

    def _entry(self, place: int) -> Entry | ValueChange:
        at = bisect_right(self._ends, place)
        part = self._parts[at]
        if not isinstance(part, NewRow):
            return part
        before = self._ends[at - 1] if at else 0
        return next(islice(part.entries(), place - before, None))

    def __iter__(self) -> Iterator[ValueChange]:
        return (entry.made() for entry in self.entries())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(self._ends)

    def entries(self) -> Iterator[Entry | ValueChange]:
        """Yield what says of each change what it is, without making it."""
        for part in self._parts:
            if isinstance(part, NewRow):
                yield from part.entries()
            else:
                yield part

    def parts(self) -> tuple[Part, ...]:
        """Return the changes as they are kept, rows of new values in one piece."""
        return self._parts

    def part_at(self, index: int) -> Part:
        """Return what a change is kept in: itself, or its row."""
        return self._parts[bisect_right(self._ends, index)]

    def counts(self) -> Counter[Change]:
        """Return how many there are of each kind, without making one."""
        if self._counts is None:
            self._counts = self._counted()
        return self._counts.copy()

    def _counted(self) -> Counter[Change]:
        counted: Counter[Change] = Counter()
        new = 0
        for part in self._parts:
            if isinstance(part, NewRow):
                new += part.size
            else:
                counted[part.change] += 1
        counted[Change.NEW] += new
        return counted

    def where(self, accepted: Callable[[Entry | ValueChange], bool]) -> ValueChanges:
        """Return those whose entry is accepted."""
        return ValueChanges(entry for entry in self.entries() if accepted(entry))
