"""A workbook as it was read: plain immutable objects, cells with the addresses of the sheet."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from workbench.exchange.findings import Finding

#: What may stand in a cell; a blank is None.
Cell = str | float | int | bool | datetime.date | None


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is A, 27 is AB."""
    letters = ""
    number = column + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return the address of a cell counted from 0, as the sheet shows it: (8, 5) is F9."""
    return f"{column_letters(column)}{row + 1}"


def position(cell: str) -> tuple[int, int]:
    """Return row and column, counted from 0, of an address: F9 is (8, 5).

    Of a range the first cell counts. Raises `ValueError` for what is no address.
    """
    first = cell.partition(":")[0]
    letters = first.rstrip("0123456789")
    if not letters or not letters.isascii() or not letters.isalpha() or letters == first:
        raise ValueError(cell)
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - 64
    return int(first[len(letters) :]) - 1, column - 1


@dataclass(frozen=True)
class MergedRange:
    """A range of merged cells, counted from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet from its cell A1 on; all rows are equally long.

    Parameters
    ----------
    name
        Empty for a CSV file.
    visible
        False when the sheet is hidden.
    rows
        The grid; ``rows[8][5]`` is F9.
    merged
        Merged ranges, where the format tells (xlsx, xls).
    hidden_rows, hidden_columns
        Counted from 0.
    errors
        Cells that show an error, with it: ``{(8, 5): "#N/A"}``.
    uncalculated
        Cells with a formula whose value was never stored; their value here is None.
    formats
        Number formats that say more than the number, as ``0"人"`` or ``#,##0,``.
    column_widths
        Of the columns whose width was set, in characters; xlsx and xls.
    """

    name: str
    visible: bool
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[MergedRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    column_widths: Mapping[int, float] = field(default_factory=dict)
    #: What was found on the sheet, kept so that each layout need not search again.
    memory: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @cached_property
    def columns(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the grid column by column; ``columns[5][8]`` is F9."""
        return tuple(zip(*self.rows, strict=True))

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell counted from 0; None beyond the edges."""
        if 0 <= row < self.height and 0 <= column < self.width:
            return self.rows[row][column]
        return None

    def text(self, row: int, column: int) -> str:
        """Return the cell's text as a person reads it, unstripped; '' for a blank.

        An error shows as its sign (``#N/A``).
        """
        error = self.errors.get((row, column))
        return error if error is not None else shown(self.cell(row, column))


def shown(cell: Cell) -> str:
    """Return a cell's text as a person reads it: 12.0 is 12, a date is 2025-04-01."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell)


@dataclass(frozen=True)
class Workbook:
    """A workbook as it was read.

    Parameters
    ----------
    name
        The file's name without its folder.
    sha256
        Of the file as it lies on disk.
    kind
        What it is from its bytes: xlsx, xlsm, xlsb, xls, ods, csv, tsv.
    sheets
        In the order of the tabs.
    notes
        What was noticed while reading.
    """

    name: str
    sha256: str
    kind: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Finding, ...] = ()

    @property
    def extension(self) -> str:
        """Return what the name claims, lower case, without the dot."""
        return PurePath(self.name).suffix.lower().removeprefix(".")
