"""The table of differences of a proposal, each line made only when somebody looks at it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from workbench.exchange.changes import WRITING, Change
from workbench.exchange.proposals import ImportProposal, Line
from workbench.exchange.value_changes import Entry, NewRow, Part, ValueChange, ValueChanges
from workbench.exchange.workbooks import address, position

_KINDS = tuple(Change)
_NEW = _KINDS.index(Change.NEW)
#: Sheet and row of a line that comes from no cell.
_NOWHERE = ("", -1)


class LineTable(Sequence[Line]):
    """The lines of a proposal: those of indicators first, made on demand, then all others.

    A sheet of 20,000 rows has a quarter of a million lines, of which a person sees a screen.

    Parameters
    ----------
    proposal
        What is shown.
    element_names
        What to call each element: its code and name by id.
    others
        The lines that are not figures of indicators, made already.
    """

    def __init__(
        self,
        proposal: ImportProposal,
        element_names: Mapping[int, str],
        others: Iterable[Line] = (),
    ) -> None:
        self._proposal = proposal
        self._names = element_names
        values = proposal.values
        self._values = values if isinstance(values, ValueChanges) else ValueChanges(values)
        self._others = tuple(others)

    def __len__(self) -> int:
        return len(self._values) + len(self._others)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(len(self))[index])
        place = range(len(self))[index]
        if place < len(self._values):
            return self._proposal.line_of(self._values[place], self._names)
        return self._others[place - len(self._values)]

    def __iter__(self) -> Iterator[Line]:
        for value in self._values:
            yield self._proposal.line_of(value, self._names)
        yield from self._others

    @cached_property
    def _kinds(self) -> bytes:
        kinds = bytearray()
        for part in self._values.parts():
            if isinstance(part, NewRow):
                kinds.extend(bytes([_NEW]) * part.size)
            else:
                kinds.append(_KINDS.index(part.change))
        kinds.extend(_KINDS.index(line.change) for line in self._others)
        return bytes(kinds)

    def change(self, index: int) -> Change:
        """Return what a line's figure is, without making the line."""
        return _KINDS[self._kinds[index]]

    def of_kind(self, change: Change | None) -> Sequence[int]:
        """Return the places of the lines of a kind, or of all: those that write first."""
        kinds = self._kinds
        if change is not None:
            wanted = _KINDS.index(change)
            return array("l", (place for place, kind in enumerate(kinds) if kind == wanted))
        writing = {_KINDS.index(kind) for kind in WRITING}
        if sum(map(kinds.count, writing)) == len(kinds):
            return range(len(kinds))
        first, then = array("l"), array("l")
        for place, kind in enumerate(kinds):
            (first if kind in writing else then).append(place)
        return first + then

    @cached_property
    def _by_row(self) -> Mapping[tuple[str, int], Sequence[range]]:
        found: dict[tuple[str, int], list[range]] = {}
        start = 0
        for part in self._values.parts():
            end = start + (part.size if isinstance(part, NewRow) else 1)
            found.setdefault(_row_of(part), []).append(range(start, end))
            start = end
        for place, line in enumerate(self._others, start):
            if line.cell:
                row = (line.sheet, position(line.cell)[0])
                found.setdefault(row, []).append(range(place, place + 1))
        found.pop(_NOWHERE, None)
        return found

    def rows(self) -> Iterable[tuple[str, int]]:
        """Return sheet and row, from 0, of every row that lines come from."""
        return self._by_row.keys()

    def together(self, line: Line) -> Sequence[Line]:
        """Return the lines that are taken in with this one or not at all, itself among them."""
        if not line.whole:
            return (line,)
        return tuple(other for other in self._others if other.whole == line.whole)

    def in_row(self, sheet: str, row: int) -> Iterator[int]:
        """Yield the places of the lines that come from a row of a sheet, counted from 0."""
        for places in self._by_row.get((sheet, row), ()):
            yield from places

    def cells_of_column(self, sheet: str, column: int) -> Iterator[tuple[str, str]]:
        """Yield sheet and address of the cells of a column, from 0, that lines come from."""
        for (name, row), spans in self._by_row.items():
            if name != sheet:
                continue
            cell = address(row, column)
            if any(self._has_column(places, cell, column) for places in spans):
                yield sheet, cell

    def _has_column(self, places: range, cell: str, column: int) -> bool:
        part = self._values.part_at(places[0]) if places[0] < len(self._values) else None
        if isinstance(part, NewRow):
            return column in part.columns
        if isinstance(part, Entry):
            return part.column == column
        return self[places[0]].cell == cell

    def prepare(self) -> LineTable:
        """Count and index everything now, as on a worker thread; return the table."""
        _ = self._kinds, self._by_row
        return self


def _row_of(part: Part) -> tuple[str, int]:
    """Return sheet and row, from 0, that a change comes from."""
    if isinstance(part, ValueChange):
        place = part.provenance
        return (place.sheet, position(place.cell)[0]) if place and place.cell else _NOWHERE
    return (part.place.sheet.name, part.row) if part.place else _NOWHERE
