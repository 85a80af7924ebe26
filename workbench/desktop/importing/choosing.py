"""What a person takes in of a workbook, changed line by line, row by row, column by column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.exchange.choosing import EVERYTHING, Choosing
from workbench.exchange.line_table import LineTable
from workbench.exchange.proposals import Line
from workbench.exchange.workbooks import position


def with_lines(
    choosing: Choosing, lines: LineTable, chosen: Iterable[Line], *, taken: bool
) -> Choosing:
    """Return the choosing with these lines taken in or left out.

    A line whose row or column was left out as a whole is taken in alone: the others of that row
    or column are then left out one by one. Lines that make a whole go together.
    """
    for line in (one for given in chosen for one in lines.together(given)):
        if not line.cell:
            continue
        if not taken:
            cells = choosing.cells_left_out | {(line.sheet, line.cell)}
            choosing = replace(choosing, cells_left_out=cells)
            continue
        row, column = position(line.cell)
        if (line.sheet, row) in choosing.rows_left_out:
            choosing = _without_row(choosing, lines, line.sheet, row)
        if (line.sheet, column) in choosing.columns_left_out:
            choosing = _without_column(choosing, lines, line.sheet, column)
        cells = choosing.cells_left_out - {(line.sheet, line.cell)}
        choosing = replace(choosing, cells_left_out=cells)
    return choosing


def _without_row(choosing: Choosing, lines: LineTable, sheet: str, row: int) -> Choosing:
    cells = {(sheet, lines[place].cell) for place in lines.in_row(sheet, row)}
    return replace(
        choosing,
        rows_left_out=choosing.rows_left_out - {(sheet, row)},
        cells_left_out=choosing.cells_left_out | cells,
    )


def _without_column(choosing: Choosing, lines: LineTable, sheet: str, column: int) -> Choosing:
    return replace(
        choosing,
        columns_left_out=choosing.columns_left_out - {(sheet, column)},
        cells_left_out=choosing.cells_left_out | set(lines.cells_of_column(sheet, column)),
    )


def with_row(choosing: Choosing, sheet: str, row: int, *, taken: bool) -> Choosing:
    """Return the choosing with a row of a sheet taken in or left out; rows count from 0."""
    rows = choosing.rows_left_out
    place = (sheet, row)
    return replace(choosing, rows_left_out=rows - {place} if taken else rows | {place})


def with_column(choosing: Choosing, sheet: str, column: int, *, taken: bool) -> Choosing:
    """Return the choosing with a column of a sheet taken in or left out."""
    columns = choosing.columns_left_out
    place = (sheet, column)
    return replace(choosing, columns_left_out=columns - {place} if taken else columns | {place})


def everything(choosing: Choosing) -> Choosing:
    """Return the choosing with nothing left out; what holds for blanks and bad rows stays."""
    return replace(
        EVERYTHING,
        clear_blanks=choosing.clear_blanks,
        skip_bad_rows=choosing.skip_bad_rows,
    )


def nothing(choosing: Choosing, lines: LineTable) -> Choosing:
    """Return the choosing with every row left out, so that lines can be taken in one by one."""
    return replace(everything(choosing), rows_left_out=frozenset(lines.rows()))
