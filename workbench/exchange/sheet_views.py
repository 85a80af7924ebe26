"""What was made of each sheet of a workbook, for a person to look at and to put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.exchange.guidance import Guidance, SaidTable
from workbench.exchange.layouts import (
    headship_table,
    indicator_sheet,
    population_table,
    project_evaluation,
    register_dynamics,
    years_down,
)
from workbench.exchange.mapping import Suggestion, confirmed, is_complete
from workbench.exchange.table_areas import TableArea, area_of
from workbench.exchange.workbooks import Sheet

#: Layouts of whose tables a person may say what the columns mean; '' is none at all.
_OPEN = frozenset({"", indicator_sheet.KEY, years_down.KEY})
#: Layouts whose tables a person may frame: the others are known by marks in them.
_FRAMED = _OPEN | {
    headship_table.KEY,
    population_table.KEY,
    project_evaluation.KEY,
    register_dynamics.KEY,
}


@dataclass(frozen=True)
class SheetView:
    """One sheet and what was made of it.

    Parameters
    ----------
    sheet
        The grid as it was read.
    tables
        The tables on it, from the top, with the meaning of each column; those that nothing
        reads, too, and those a person left out. Layouts that define their columns give them no
        meaning a person could change.
    fixed_layout
        The key of a layout that reads the sheet as a whole; empty where each table has its own.
    """

    sheet: Sheet
    tables: tuple[Suggestion, ...]
    fixed_layout: str = ""

    @property
    def layout(self) -> str:
        """Return the key of the layout that reads the sheet or its first table; '' for none."""
        read = (table.layout for table in self.tables if table.layout)
        return self.fixed_layout or next(read, "")

    @property
    def remembered(self) -> bool:
        """Tell whether a mapping confirmed on an earlier sheet was used."""
        return any(table.remembered for table in self.tables)

    @property
    def columns_can_be_said(self) -> bool:
        """Tell whether a person may say what columns mean: some layouts define it."""
        return self.fixed_layout in _OPEN

    @property
    def tables_can_be_framed(self) -> bool:
        """Tell whether a person may say where the tables lie."""
        return self.fixed_layout in _FRAMED and self.sheet.visible


def said_of(view: SheetView, guidance: Guidance) -> tuple[SaidTable, ...]:
    """Return the tables of a sheet as a person said them; as they were found if nobody did."""
    held = guidance.tables.get(view.sheet.name)
    if held is not None and len(held) == len(view.tables):
        return held
    return tuple(
        SaidTable(
            area_of(one.table),
            replace(confirmed(one.table, one.meanings), left_out=True) if one.left_out else None,
        )
        for one in view.tables
    )


def framed(said: Sequence[SaidTable], number: int, area: TableArea) -> tuple[SaidTable, ...]:
    """Return the tables with one of them where a person showed it; past the last it is a new one.

    What was said of its columns under another heading no longer holds. Whatever of another table
    lies in the area goes to this one; a table that is left with nothing is gone, and one whose
    heading a new table takes.
    """
    fresh = SaidTable(area, moved=True)
    held = said[number] if number < len(said) else None
    same_header = held and (held.area.header_rows, held.area.columns) == (
        area.header_rows,
        area.columns,
    )
    if held is not None and same_header and held.mapping is not None:
        fresh = replace(fresh, mapping=replace(held.mapping, left_out=False))
    others = [one for place, one in enumerate(said) if place != number]
    left = (cut for one in others if (cut := _beside(one, area)) is not None)
    return _ordered(
        [fresh, *(one for one in left if held or one.area.header_rows or one in others)]
    )


def _ordered(said: Sequence[SaidTable]) -> tuple[SaidTable, ...]:
    return tuple(sorted(said, key=lambda one: (one.area.top, one.area.columns or (0, 0))))


def _beside(one: SaidTable, area: TableArea) -> SaidTable | None:
    """Return what an area leaves of another table; None when that is nothing."""
    own, last = one.area, area.last_row
    end = own.last_row
    if own.columns and area.columns:
        apart = own.columns[1] < area.columns[0] or area.columns[1] < own.columns[0]
        if apart:
            return one
    if (last is not None and last < own.top) or (end is not None and end < area.top):
        return one
    if own.top < area.top and own.first_row < area.top:
        return replace(one, area=replace(own, last_row=area.top - 1), moved=True)
    if last is not None and (end is None or last < end) and own.first_row <= last:
        # Its heading is gone, what is below may have another.
        return replace(
            one, area=TableArea((), last + 1, end, own.columns), mapping=None, moved=True
        )
    return None


def mapped(said: Sequence[SaidTable], number: int, suggestion: Suggestion) -> tuple[SaidTable, ...]:
    """Return the tables with the columns of one of them as a person confirmed them."""
    held = said[number]
    mapping = confirmed(suggestion.table, suggestion.meanings, shown=held.moved)
    return _with(said, number, replace(held, mapping=mapping))


def left_out(
    said: Sequence[SaidTable], number: int, suggestion: Suggestion, *, read: bool
) -> tuple[SaidTable, ...]:
    """Return the tables with one of them left out, or read again."""
    held = said[number]
    if not read:
        mapping = confirmed(suggestion.table, suggestion.meanings, shown=held.moved)
        fresh = replace(held, mapping=replace(mapping, left_out=True))
    elif is_complete(suggestion.meanings):
        fresh = mapped(said, number, suggestion)[number]
    else:
        fresh = replace(held, mapping=None)
    return _with(said, number, fresh)


def _with(said: Sequence[SaidTable], number: int, fresh: SaidTable) -> tuple[SaidTable, ...]:
    return tuple(fresh if place == number else one for place, one in enumerate(said))
