"""How our workbooks look and how their cells are written: typeface, formats, heights, text."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench.exchange.text_widths import text_width

FONT = "BIZ UDゴシック"
ACCENT = "#1F3A5F"
RULE = "#B8BEC7"
SOFT = "#EEF1F5"
GREY = "#4A4F57"

#: Real negatives shown with △, as the city's forms do.
WHOLE = '#,##0;"△"#,##0'
SIGNED = '"+"#,##0;"△"#,##0;0'
#: Any number of decimals: each figure is given the format of its own, see `exact_format`.
EXACT = "exact"
#: Text that stays text while a person types into the cell.
TYPED_TEXT = "@"

#: A4 in XlsxWriter's numbering.
A4 = 9

#: What one line of 10-point type needs, points; the highest row that Excel can show.
LINE = 14
_HIGHEST_ROW = 409

#: Nothing that begins with =, + or @ becomes a formula, nothing a link, nothing a number.
TEXT_STAYS_TEXT: Mapping[str, Any] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "−", "＝", "＋", "－", "＠")


def make_workbook(path: str, title: str, made_at: datetime.datetime) -> xlsxwriter.Workbook:
    """Return a new workbook in which text stays text.

    `made_at` takes the place of the clock, so that the same content gives the same bytes.
    """
    options = {
        **TEXT_STAYS_TEXT,
        # Columns are measured in figures of this typeface, so that text wraps as reckoned here.
        "default_format_properties": {"font_name": FONT, "font_size": 10, "font_scheme": False},
    }
    workbook = xlsxwriter.Workbook(path, options)
    workbook.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
    return workbook


def close(workbook: xlsxwriter.Workbook) -> None:
    """Write a workbook to its file; raise `OSError` when that cannot be done."""
    try:
        workbook.close()
    except FileCreateError as error:
        # XlsxWriter wraps what the system said.
        said = next((one for one in error.args if isinstance(one, OSError)), None)
        raise said or OSError(str(error)) from error


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._quoted: dict[int, Format] = {}
        self._properties: dict[int, dict[str, Any]] = {}

    def of(self, **properties: Any) -> Format:
        """Return the format with these XlsxWriter properties on top of the house typeface."""
        key = tuple(sorted(properties.items()))
        made = self._made.get(key)
        if made is None:
            base = {"valign": "vcenter", "font_family": 3}
            made = self._made[key] = self._workbook.add_format(base | properties)
            self._properties[id(made)] = properties
        return made

    def quoted(self, style: Format) -> Format:
        """Return `style` with the mark that keeps a text a text when its cell is typed in again."""
        made = self._quoted.get(id(style))
        if made is None:
            properties = self._properties[id(style)]
            made = self._quoted[id(style)] = self.of(**properties, quote_prefix=True)
        return made

    @property
    def title(self) -> Format:
        """The format of a sheet's title."""
        return self.of(font_size=15, bold=True, font_color=ACCENT)

    @property
    def note(self) -> Format:
        """The format of the lines under a title or a table."""
        return self.of(font_size=9, font_color=GREY)

    @property
    def header(self) -> Format:
        """The format of a header cell."""
        return self.of(
            bold=True, font_color="#FFFFFF", bg_color=ACCENT, border=1, border_color=RULE,
            align="center", text_wrap=True,
        )  # fmt: skip

    def cell(self, kind: str = "text", **more: Any) -> Format:
        """Return the format of a table cell: text, prose, code, centre, or a number format."""
        shared: dict[str, Any] = {"border": 1, "border_color": RULE, **more}
        if kind == "text":
            return self.of(text_wrap=True, **shared)
        if kind == "prose":
            return self.of(text_wrap=True, valign="top", **shared)
        if kind in ("code", "centre"):
            return self.of(align="center", text_wrap=True, **shared)
        return self.of(num_format="General" if kind == EXACT else kind, align="right", **shared)

    def write(
        self, worksheet: Worksheet, row: int, column: int, value: object, style: Format
    ) -> None:
        """Write a cell: numbers as numbers, all else as text, nothing as an empty cell."""
        if value is None or value == "":
            worksheet.write_blank(row, column, None, style)
        elif isinstance(value, int | float):
            worksheet.write_number(row, column, value, style)
        else:
            text = str(value)
            if text.startswith(_LOOKS_LIKE_FORMULA) and len(text) > 1:
                style = self.quoted(style)
            worksheet.write_string(row, column, text, style)


@lru_cache(maxsize=32)
def decimals_format(decimals: int) -> str:
    """Return the number format with this many decimals, △ for a negative."""
    figure = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return f'{figure};"△"{figure}'


def decimals_of(figure: float) -> int:
    """Return how many decimals a figure has, at most ten."""
    text = f"{figure:.10f}".rstrip("0")
    return len(text) - text.index(".") - 1


def exact_format(figure: float, decimals: int | None = None) -> str:
    """Return the format that shows a figure whole: with the decimals set, or those it has."""
    own = decimals_of(figure)
    return decimals_format(own if decimals is None else max(decimals, own))


@lru_cache(maxsize=100_000)
def wrapped_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of this width, cautiously."""
    # One full-width character may not fit the line's end, and kinsoku may push another one on.
    usable = max(2.0, width - (2 if width > 12 else 0.5))
    return sum(max(1, math.ceil(text_width(line) / usable)) for line in text.split("\n"))


def row_height(texts: Sequence[tuple[object, float]], least: float = 20) -> float:
    """Return the height, in points, of a row that shows all of these (text, column width)."""
    lines = max(
        (wrapped_lines(text, width) for text, width in texts if isinstance(text, str)), default=1
    )
    return min(_HIGHEST_ROW, max(least, lines * LINE + 4))
