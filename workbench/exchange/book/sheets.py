"""A sheet as the book lays it out: title, table with header, widths, heights, print set-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench.exchange.styles import A4, EXACT, LINE, Styles, exact_format, row_height

#: Where a year stands: a figure that charts and filters can use, shown with its character.
YEAR = '0"年"'
#: A share of one, shown in per cent.
SHARE = '0.0%;"△"0.0%'


@dataclass(frozen=True)
class Column:
    """A column of a table: its header, width in characters and kind of cell."""

    header: str
    width: float
    kind: str = "text"


@dataclass
class Sheet:
    """One sheet of the book being written from top to bottom.

    `kept` columns stay in sight at the left; `footer` stands at the left of every page's foot.
    """

    workbook: xlsxwriter.Workbook
    styles: Styles
    name: str
    columns: Sequence[Column]
    footer: str = ""
    landscape: bool = True
    kept: int = 0
    row: int = 0
    worksheet: Worksheet = field(init=False)
    _header_row: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.worksheet = self.workbook.add_worksheet(self.name)
        self.worksheet.hide_gridlines(2)
        for index, column in enumerate(self.columns):
            self.worksheet.set_column(index, index, column.width, self.styles.of())
        self._set_up_print()

    def _set_up_print(self) -> None:
        self.worksheet.set_paper(A4)
        if self.landscape:
            self.worksheet.set_landscape()
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        left = self.footer.replace("&", "&&").replace("\n", " ")[:100]
        self.worksheet.set_footer(f"&L&8{left}&C&8{self.name}&R&8&P / &N")

    def title(self, text: str, *notes: str) -> None:
        """Write the sheet's title and the lines under it."""
        self.worksheet.set_row(self.row, 26)
        self.worksheet.write_string(self.row, 0, text, self.styles.title)
        self.row += 1
        for note in notes:
            if note:
                self.note(note)
        self.row += 1

    def note(self, text: str) -> None:
        """Write one line of small text."""
        self.worksheet.write_string(self.row, 0, text, self.styles.note)
        self.row += 1

    def header(self, *, filtered_rows: int = 0, repeated: bool = True) -> None:
        """Write the header row, keep it in sight and repeat it on every page.

        A short table with a chart on the page after it has its header once (not `repeated`).
        """
        for index, column in enumerate(self.columns):
            self.worksheet.write_string(self.row, index, column.header, self.styles.header)
        texts = [(column.header, column.width) for column in self.columns]
        self.worksheet.set_row(self.row, row_height(texts, LINE + 10))
        self.worksheet.freeze_panes(self.row + 1, self.kept)
        if repeated:
            self.worksheet.repeat_rows(self.row)
        if filtered_rows:
            last = self.row + filtered_rows
            self.worksheet.autofilter(self.row, 0, last, len(self.columns) - 1)
        self._header_row = self.row
        self.row += 1

    @property
    def first_row(self) -> int:
        """Return the first row of the table, counted from 0."""
        return self._header_row + 1

    def record(self, values: Sequence[object], formats: Mapping[int, Format] | None = None) -> None:
        """Write one row of the table, high enough for all wrapped text."""
        formats = formats or {}
        for index, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            style = formats.get(index) or self._style(column, value)
            self.styles.write(self.worksheet, self.row, index, value, style)
        texts = [(value, column.width) for column, value in zip(self.columns, values, strict=True)]
        self.worksheet.set_row(self.row, row_height(texts))
        self.row += 1

    def _style(self, column: Column, value: object) -> Format:
        if column.kind == EXACT and isinstance(value, int | float):
            return self.styles.cell(exact_format(value))
        return self.styles.cell(column.kind)

    def fit_on_one_page(self) -> None:
        """Print the whole sheet on one page."""
        self.worksheet.fit_to_pages(1, 1)

    def start_page(self) -> int:
        """Begin a page for a chart: cut in two it helps nobody. Return its first row."""
        self.row += 1
        self.worksheet.set_h_pagebreaks([self.row])
        return self.row
