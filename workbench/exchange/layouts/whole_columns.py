"""Texts and figures of many rows of a table at once, read by the column.

A sheet may have twenty thousand rows. What most of its columns hold needs no reading, texts
without anything to tidy and plain figures, and that a whole column can be told in one look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

from workbench.exchange.japanese import tidy
from workbench.exchange.japanese.signs import DITTO
from workbench.exchange.tables import Table
from workbench.exchange.workbooks import Cell

#: Cells that need no reading: figures and blanks.
PLAIN = frozenset({float, int, type(None)})

#: A figure as CSV files and texts in cells have it, which needs no reading either.
_DIGITS = re.compile(
    r"(?P<minus>[-△▲])?(?P<digits>(?:0|[1-9]\d{0,11}|[1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.\d{1,6})?)",
    re.ASCII,
)


def text_of(table: Table, row: int, column: int | None) -> str:
    """Return a text as the department wrote it; comparing folds its spelling."""
    if column is None:
        return ""
    cell = table.sheet.rows[row][column]
    if isinstance(cell, str):
        return _tidied(cell)
    return "" if cell is None and not table.sheet.merged else _tidied(table.text(row, column))


def texts_of(table: Table, rows: Sequence[int], column: int | None) -> Sequence[str]:
    """Return the text of each row in a column, as `text_of` does; '' without a column.

    〃 and 同上 are the text above.
    """
    if column is None:
        return list(repeat("", len(rows)))
    cells = _cells(table, rows, column)
    if {*map(type, cells)} == {str}:
        texts: list[str] = cells  # type: ignore[assignment]  # all of them are texts
        joined = "".join(texts)
        if joined.isprintable() and " " not in joined:
            return _without_dittos(texts)
    return _without_dittos([text_of(table, row, column) for row in rows])


def _without_dittos(texts: Sequence[str]) -> Sequence[str]:
    if DITTO.isdisjoint(texts):
        return texts
    above = ""
    said: list[str] = []
    for text in texts:
        said.append(above if text in DITTO else text)
        above = said[-1] or above
    return said


def figures_of(
    table: Table, rows: Sequence[int], columns: Sequence[int]
) -> tuple[Sequence[tuple[Cell, ...]], bool]:
    """Return the cells of each row in columns of values, and whether none needs reading.

    Texts of plain digits are figures already.
    """
    plain = True
    read: list[list[Cell]] = []
    for column in columns:
        cells = _cells(table, rows, column)
        if str in (kinds := {*map(type, cells)}):
            cells = [*map(plain_figure, cells)]
            kinds = {*map(type, cells)}
        plain = plain and kinds <= PLAIN
        read.append(cells)
    return list(zip(*read, strict=True)) if read else [()] * len(rows), plain


def plain_figure(cell: Cell) -> Cell:
    """Return a text of plain digits as the figure it is, and every other cell as it stands."""
    match = _DIGITS.fullmatch(cell) if isinstance(cell, str) else None
    if match is None:
        return cell
    figure = float(match["digits"].replace(",", ""))
    return -figure if match["minus"] and figure else figure


def figure_in(cell: Cell, unit: str) -> Cell:
    """Return a figure with its row's unit behind it as the figure: 1,234人 is 1234 人."""
    if not isinstance(cell, str) or not unit or not cell.endswith(unit):
        return cell
    figure = plain_figure(cell[: -len(unit)])
    return cell if isinstance(figure, str) else figure


def _cells(table: Table, rows: Sequence[int], column: int) -> list[Cell]:
    whole = table.sheet.columns[column]
    if rows and len(rows) == rows[-1] + 1 - rows[0]:
        return [*whole[rows[0] : rows[-1] + 1]]
    return [whole[row] for row in rows]


def _tidied(text: str) -> str:
    """Tidy a text; most have nothing to tidy, which is quickly told."""
    return text if text.isprintable() and text == text.strip() else tidy(text)
