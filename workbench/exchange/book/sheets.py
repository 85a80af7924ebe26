"""A sheet as the book lays it out: title, table with header, widths, heights, print set-up."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FONT = "BIZ UDゴシック"
_LINE = 16.5
_MOST_LINES = 24
_ACCENT = "#1F3A5F"
_RULE = "#B8BEC7"

#: Real negatives shown with △, as the city's forms do.
WHOLE = '#,##0;"△"#,##0'
EXACT = '#,##0.##########;"△"#,##0.##########'
SIGNED = '"+"#,##0;"△"#,##0;0'


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """Return the format with these XlsxWriter properties on top of the book's typeface."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
            self._made[key] = self._workbook.add_format(base | properties)
        return self._made[key]

    @property
    def title(self) -> Format:
        """The format of a sheet's title."""
        return self.of(font_size=15, bold=True, font_color=_ACCENT)

    @property
    def note(self) -> Format:
        """The format of the lines under a title or a table."""
        return self.of(font_size=9, font_color="#4A4F57")

    @property
    def header(self) -> Format:
        """The format of a header cell."""
        return self.of(
            bold=True, font_color="#FFFFFF", bg_color=_ACCENT, border=1, border_color=_RULE,
            align="center", text_wrap=True,
        )  # fmt: skip

    def cell(self, kind: str = "text", **more: Any) -> Format:
        """Return the format of a table cell: text, code, or a number format."""
        shared: dict[str, Any] = {"border": 1, "border_color": _RULE, **more}
        if kind == "text":
            return self.of(text_wrap=True, **shared)
        if kind in ("code", "centre"):
            return self.of(align="center", **shared)
        return self.of(num_format=kind, align="right", **shared)


@dataclass(frozen=True)
class Column:
    """A column of a table: its header, width in characters and kind of cell."""

    header: str
    width: float
    kind: str = "text"


@dataclass
class Sheet:
    """One sheet of the book being written from top to bottom."""

    workbook: xlsxwriter.Workbook
    styles: Styles
    name: str
    columns: Sequence[Column]
    landscape: bool = True
    row: int = 0
    worksheet: Worksheet = field(init=False)

    def __post_init__(self) -> None:
        self.worksheet = self.workbook.add_worksheet(self.name)
        self.worksheet.hide_gridlines(2)
        for index, column in enumerate(self.columns):
            self.worksheet.set_column(index, index, column.width, self.styles.of())
        self._set_up_print()

    def _set_up_print(self) -> None:
        self.worksheet.set_paper(9)
        if self.landscape:
            self.worksheet.set_landscape()
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.worksheet.set_footer(f"&L&9{self.name}&R&9&P / &N")

    def title(self, text: str, *notes: str) -> None:
        """Write the sheet's title and the lines under it."""
        self.worksheet.set_row(self.row, 26)
        self.worksheet.write_string(self.row, 0, text, self.styles.title)
        self.row += 1
        for note in notes:
            self.note(note)
        self.row += 1

    def note(self, text: str) -> None:
        """Write one line of small text."""
        self.worksheet.write_string(self.row, 0, text, self.styles.note)
        self.row += 1

    def header(self, *, filtered_rows: int = 0) -> None:
        """Write the header row, keep it in sight and repeat it on every page."""
        for index, column in enumerate(self.columns):
            self.worksheet.write_string(self.row, index, column.header, self.styles.header)
        lines = max(_lines(column.header, column.width) for column in self.columns)
        self.worksheet.set_row(self.row, max(22, lines * _LINE))
        self.worksheet.freeze_panes(self.row + 1, 0)
        self.worksheet.repeat_rows(self.row)
        if filtered_rows:
            last = self.row + filtered_rows
            self.worksheet.autofilter(self.row, 0, last, len(self.columns) - 1)
        self.row += 1

    def record(self, values: Sequence[object], formats: dict[int, Format] | None = None) -> None:
        """Write one row of the table, high enough for all wrapped text."""
        formats = formats or {}
        for index, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            style = formats.get(index) or self.styles.cell(column.kind)
            write(self.worksheet, self.row, index, value, style)
        texts = (
            (value, column.width)
            for column, value in zip(self.columns, values, strict=True)
            if isinstance(value, str)
        )
        lines = max((_lines(text, width) for text, width in texts), default=1)
        self.worksheet.set_row(self.row, max(20, lines * _LINE + 4))
        self.row += 1


def write(worksheet: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    """Write a cell: numbers as numbers, everything else as text, nothing as an empty cell."""
    if value is None or value == "":
        worksheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        worksheet.write_number(row, column, value, style)
    else:
        worksheet.write_string(row, column, str(value), style)


def text_width(text: str) -> int:
    """Return the width of a text in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)


def _lines(text: str, width: float) -> int:
    wrapped = sum(max(1, math.ceil(text_width(line) / (width - 1))) for line in text.split("\n"))
    return min(wrapped, _MOST_LINES)
