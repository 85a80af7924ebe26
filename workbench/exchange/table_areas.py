"""Where tables lie on a sheet as a person showed them, instead of where they are found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.exchange.tables import SHOWN, Table, find_table, table_at
from workbench.exchange.workbooks import MergedRange, Sheet


@dataclass(frozen=True)
class TableArea:
    """Where a person showed the header and the data of a table; rows and columns count from 0.

    Without `last_row` the data go on to where they are found to end; without columns they take
    the sheet's whole width.
    """

    header_rows: tuple[int, ...]
    first_row: int
    last_row: int | None = None
    columns: tuple[int, int] | None = None

    @property
    def top(self) -> int:
        """Return the first row, of the header if there is one."""
        return min((*self.header_rows, self.first_row))

    def is_on(self, sheet: Sheet) -> bool:
        """Tell whether the data would begin on the sheet."""
        first = self.columns[0] if self.columns else 0
        return 0 <= self.first_row < sheet.height and 0 <= first < sheet.width


def area_of(table: Table) -> TableArea:
    """Return where a table lies, as a person would show it."""
    return TableArea(table.header_rows, table.first_row, table.last_row, table.span)


def shown_table(
    sheet: Sheet, area: TableArea, *, from_row: int = 0, until: int | None = None
) -> Table:
    """Return the table at an area that is on the sheet; what reaches beyond its edges is cut.

    What stands between `from_row` and `until` belongs to it.
    """
    header = tuple(row for row in area.header_rows if 0 <= row < sheet.height)
    last = None if area.last_row is None else min(area.last_row, sheet.height - 1)
    span = area.columns and (area.columns[0], min(area.columns[1], sheet.width - 1))
    return table_at(sheet, header, area.first_row, last, from_row=from_row, until=until, span=span)


def area_within(sheet: Sheet, rows: range, columns: range) -> TableArea:
    """Return the table in a range of cells that a person showed: its header is looked for there.

    Where none is found, the first row of the range is the header.
    """
    part = Sheet(
        sheet.name,
        True,
        tuple(row[columns.start : columns.stop] for row in sheet.rows[rows.start : rows.stop]),
        merged=tuple(
            MergedRange(
                one.first_row - rows.start,
                one.first_column - columns.start,
                one.last_row - rows.start,
                one.last_column - columns.start,
            )
            for one in sheet.merged
            if one.first_row in rows and one.first_column in columns
        ),
    )
    found = find_table(part)
    is_whole = columns.start == 0 and columns.stop >= sheet.width
    span = None if is_whole else (columns.start, columns.stop - 1)
    last = rows.stop - 1
    if found is None or not found.header_rows:
        first = min(rows.start + 1, last)
        return TableArea((rows.start,) if first > rows.start else (), first, last, span)
    header = range(found.top + rows.start, found.first_row + rows.start)
    return TableArea(tuple(header), header.stop, last, span)


def with_tables(sheet: Sheet, areas: Iterable[TableArea]) -> Sheet:
    """Return the sheet with the tables where a person showed them, and with no others.

    They stand in the order of the areas; one that lies outside of the sheet is disregarded.
    """
    fresh = replace(sheet, memory={})
    on_sheet = [area for area in areas if area.is_on(sheet)]
    tops = sorted(area.top for area in on_sheet)
    ends = sorted(area.first_row if area.last_row is None else area.last_row for area in on_sheet)
    # Every layout looks for its tables with `find_table`, which looks here first.
    fresh.memory[SHOWN] = tuple(
        shown_table(
            fresh,
            area,
            from_row=max((end + 1 for end in ends if end < area.top), default=0),
            until=next((top for top in tops if top > (area.last_row or area.first_row)), None),
        )
        for area in on_sheet
    )
    return fresh
