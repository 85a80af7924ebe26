"""Finds where the data of a table end, and which cells a merged cell covers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from workbench.exchange.headers import WINDOW, cell_kind, counts_columns
from workbench.exchange.japanese import fold_name
from workbench.exchange.workbooks import Cell, MergedRange, Sheet

_FOOTNOTE = re.compile(r"\s*[(（]?\s*(?:注|※|\*|資料|出典|備考|出所|\d+[)）])")


def next_header(sheet: Sheet, header_rows: Sequence[int], first: int) -> int:
    """Return the row at which another table's header begins, or the sheet's height.

    That is where columns of figures hold texts, and it is not this table's header repeated.
    """
    # A short table ends at the first blank row, and what is below may be another one.
    until = next(
        (row for row in range(first, first + WINDOW) if _is_blank(sheet, row)), first + WINDOW
    )
    sample = [
        [cell_kind(cell) for cell in row] for row in sheet.rows[first : max(until, first + 1)]
    ]
    figures = [
        column
        for column in range(sheet.width)
        if 2 * sum(row[column] == "n" for row in sample) > len(sample)
    ]
    ends = (figures[-1], figures[0]) if figures else ()
    headings = {folded_texts(sheet, row) for row in header_rows}
    rows: Sequence[int] = range(first + 1, sheet.height - 1)
    # Either end tells most rows apart: at the left, running numbers may look like headings.
    for column in ends:
        rows = _may_be_heads(sheet.columns[column], rows)
    for row in rows:
        cells = sheet.rows[row]
        if len(cells) - cells.count(None) < 2:
            # A section's name may stand in a column of running numbers.
            continue
        filled = [cells[column] for column in figures if cells[column] is not None]
        if len(filled) < max(1, len(figures) // 2) or not all(map(_may_head, filled)):
            continue
        texts = sum(cell_kind(cell) == "t" for cell in filled)
        years = (
            not texts
            and counts_columns(cells, [cell_kind(cell) for cell in cells])
            and not _repeats_above(sheet, row)
        )
        if (texts == len(filled) or years) and folded_texts(sheet, row) not in headings:
            return _top_of_header(sheet, row, first)
    return sheet.height


def _may_be_heads(column: Sequence[Cell], rows: Sequence[int]) -> Sequence[int]:
    """Return those rows of a column of figures in which it is blank or may hold a heading."""
    # Most cells are figures that are no years, which is told without asking any further.
    likely = [
        row
        for row in rows
        if (cell := column[row]).__class__ is not float or cell == 1 or 1868 <= cell <= 2150
    ]
    return [row for row in likely if column[row] is None or _may_head(column[row])]


def _repeats_above(sheet: Sheet, row: int) -> bool:
    """Tell whether a row says again what stands above it: 件, 4-10. A heading never does.

    1999 and 2000 side by side may be years, and they may be figures.
    """
    pairs = zip(sheet.rows[row], sheet.rows[row - 1], strict=True)
    return any(isinstance(cell, str) and cell == above for cell, above in pairs)


def _is_blank(sheet: Sheet, row: int) -> bool:
    return row >= sheet.height or not any(cell is not None for cell in sheet.rows[row])


def _may_head(cell: Cell) -> bool:
    """Tell whether a cell in a column of figures may be a heading: a text, a year, or a 1."""
    if isinstance(cell, str):
        kind = cell_kind(cell)
        return kind == "t" or (kind == "n" and len(cell) <= 4)
    if isinstance(cell, int | float):
        return cell == 1 or (1868 <= cell <= 2150 and cell % 1 == 0)
    return False


def _top_of_header(sheet: Sheet, row: int, first: int) -> int:
    """Return the first row above `row` that holds no figures: titles and upper header rows."""
    top = row
    while top - 1 > first and not any(cell_kind(cell) == "n" for cell in sheet.rows[top - 1]):
        top -= 1
    return top


def folded_texts(sheet: Sheet, row: int) -> tuple[str, ...]:
    """Return the texts of a row with spelling folded, for comparing rows."""
    return tuple(fold_name(cell) for cell in sheet.rows[row] if isinstance(cell, str))


def last_data_row(sheet: Sheet, first: int, end: int) -> int:
    """Return the last row that is neither blank nor a note below the table."""
    last = end - 1
    while last > first:
        filled = [cell for cell in sheet.rows[last] if cell is not None]
        note = (
            bool(filled)
            and isinstance(filled[0], str)
            and (
                len(filled) == 1
                or (
                    bool(_FOOTNOTE.match(filled[0]))
                    and not any(cell_kind(cell) == "n" for cell in filled[1:])
                )
            )
        )
        if filled and not note:
            break
        last -= 1
    return last


def merge_origins(
    merged: Sequence[MergedRange], first_row: int
) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return for each covered cell of the data area the cell that holds the text.

    Of ranges that overlap, as a damaged file has them, the first one counts.
    """
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in merged:
        if merge.last_row < first_row or merge.last_row - merge.first_row > 2000:
            continue
        for row in range(merge.first_row, merge.last_row + 1):
            for column in range(merge.first_column, min(merge.last_column, 2000) + 1):
                origins.setdefault((row, column), (merge.first_row, merge.first_column))
    return origins
