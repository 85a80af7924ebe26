"""Writes a form into a workbook: protected but for the cells to fill in, set for A4 landscape."""

from __future__ import annotations

from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from workbench.exchange.styles import (
    A4,
    EXACT,
    LINE,
    TYPED_TEXT,
    Styles,
    decimals_format,
    exact_format,
    row_height,
    wrapped_lines,
)
from workbench.exchange.templates.forms import (
    SIGNS_TAKEN,
    WORDS,
    Entry,
    Form,
    FormColumn,
    FormRow,
)
from workbench.exchange.templates.lists import source_of
from workbench.exchange.templates.marks import NAMES, ROW_MARKS, row_mark

TO_FILL = "#FFF2CC"
_FILLED = "#FFFFFF"
_FRAME = "#B45F06"

#: Where the hidden column of row marks stands: between visible ones, so that whoever sorts a
#: selection of rows takes it along.
MARKS_COLUMN = 1

#: What may be done to a protected sheet: everything that does not lose a cell's place.
_ALLOWED = {
    "sort": True,
    "autofilter": True,
    "format_cells": False,
    "format_columns": True,
    "format_rows": True,
    "insert_columns": True,
}


@dataclass(frozen=True)
class Page:
    """What stands around the form on every page."""

    plan_id: str
    footer_left: str
    footer_centre: str


def write_form(workbook: xlsxwriter.Workbook, styles: Styles, form: Form, page: Page) -> list[str]:
    """Write a form as a sheet; return the marks of its rows, in order."""
    return _FormSheet(workbook, styles, form, page).write()


class _FormSheet:
    """One form being written from top to bottom; columns shift right of the hidden one."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, styles: Styles, form: Form, page: Page
    ) -> None:
        self._workbook = workbook
        self._styles = styles
        self._form = form
        self._page = page
        self._sheet: Worksheet = workbook.add_worksheet(form.name)
        self._places = [_place(index) for index in range(len(form.columns))]
        self._names = [index for index, column in enumerate(form.columns) if column.names_row]
        self._made: dict[tuple[int, str, bool], Format] = {}

    def write(self) -> list[str]:
        self._set_up()
        header = self._write_head()
        first = header + 1
        marks = [self._write_row(first + place, row) for place, row in enumerate(self._form.rows)]
        last = header + len(marks)
        self._sheet.autofilter(header, 0, last, self._places[-1])
        self._sheet.freeze_panes(first, _place(self._form.left_frozen))
        self._sheet.repeat_rows(header)
        for index, column in enumerate(self._form.columns):
            if column.entry is not None:
                self._check_entries(index, column, first, last)
        self._sheet.protect("", _ALLOWED)
        return marks

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(
            f"&L&8{_plain(self._page.footer_left)}"
            f"&C&8{_plain(self._page.footer_centre)}&R&8{_plain(self._form.name)}　&P / &N"
        )
        for place, column in zip(self._places, self._form.columns, strict=True):
            sheet.set_column(place, place, column.width, self._styles.of())
        sheet.set_column(MARKS_COLUMN, MARKS_COLUMN, 4, self._styles.of(), {"hidden": True})

    def _write_head(self) -> int:
        """Write title, notes, the hidden row of marks and the header; return the header's row."""
        sheet, styles = self._sheet, self._styles
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, self._form.title, styles.title)
        row = 1
        for note in self._form.notes:
            sheet.write_string(row, 0, note, styles.note)
            row += 1
        sheet.set_row(row, 8)
        row += 1
        sheet.set_row(row, None, None, {"hidden": True})
        sheet.write_string(row, MARKS_COLUMN, ROW_MARKS, styles.note)
        for place, column in zip(self._places, self._form.columns, strict=True):
            mark = str(column.mark) if column.mark else NAMES if column.names_row else ""
            if mark:
                sheet.write_string(row, place, mark, styles.note)
        row += 1
        lines = 1
        for place, column in zip(self._places, self._form.columns, strict=True):
            style = styles.header if column.entry is None else self._header_to_fill()
            sheet.write_string(row, place, column.header, style)
            lines = max(lines, wrapped_lines(column.header, column.width))
        sheet.write_string(row, MARKS_COLUMN, "", styles.header)
        sheet.set_row(row, max(24, lines * LINE + 4))
        return row

    def _header_to_fill(self) -> Format:
        return self._styles.of(
            bold=True, bg_color=TO_FILL, border=2, border_color=_FRAME, align="center",
            text_wrap=True,
        )  # fmt: skip

    def _write_row(self, at: int, row: FormRow) -> str:
        names = [str(row.cells[index] or "") for index in self._names]
        mark = row_mark(row.key, self._page.plan_id, names)
        self._sheet.write_string(at, MARKS_COLUMN, mark, self._styles.note)
        for index, cell in enumerate(row.cells):
            style = self._format(index, cell, row)
            if self._form.columns[index].sums:
                self._write_sum(at, index, cell, style)
            else:
                self._styles.write(self._sheet, at, self._places[index], cell, style)
        texts = [
            (cell, column.width) for cell, column in zip(row.cells, self._form.columns, strict=True)
        ]
        self._sheet.set_row(at, row_height(texts, row.least_height))
        return mark

    def _write_sum(self, at: int, index: int, cell: object, style: Format) -> None:
        """Add up the columns to be filled in before this one; blank while none is filled in."""
        first = index
        while first and self._form.columns[first - 1].entry is not None:
            first -= 1
        span = ":".join(xl_rowcol_to_cell(at, self._places[one]) for one in (first, index - 1))
        formula = f'=IF(COUNT({span})=0,"",SUM({span}))'
        self._sheet.write_formula(at, self._places[index], formula, style, cell or "")

    def _format(self, index: int, cell: object, row: FormRow) -> Format:
        column = self._form.columns[index]
        kind = _number_format(column, cell, row)
        key = (index, kind, bool(row.choices))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._made_for(column, kind, bool(row.choices))
        return made

    def _made_for(self, column: FormColumn, kind: str, is_choice: bool) -> Format:
        if column.entry is None:
            return self._styles.cell(kind)
        to_fill = {
            "locked": False, "bg_color": TO_FILL, "border": 2, "border_color": _FRAME,
        }  # fmt: skip
        if column.entry is Entry.TEXT:
            shape = {"align": "center"} if is_choice else {"valign": "top"}
            return self._styles.of(text_wrap=True, num_format=TYPED_TEXT, **shape, **to_fill)
        wrap = kind == TYPED_TEXT
        return self._styles.of(num_format=kind, align="right", text_wrap=wrap, **to_fill)

    def _check_entries(self, index: int, column: FormColumn, first: int, last: int) -> None:
        """Let only what the column is for be entered, and show which cells are done."""
        place = self._places[index]
        done = self._workbook.add_format({"bg_color": _FILLED})
        self._sheet.conditional_format(
            first, place, last, place, {"type": "no_blanks", "format": done}
        )
        if column.entry is Entry.TEXT:
            self._offer_lists(place, first)
            return
        cell = xl_rowcol_to_cell(first, place)
        if column.entry is Entry.AMOUNT:
            rule, takes = amount_rule(cell), "0 以上の整数"
        else:
            decimals = self._form.decimals_column
            if decimals is None:
                raise ValueError(self._form.name)
            rule = figure_rule(cell, f"${xl_col_to_name(self._places[decimals])}{first + 1}")
            takes = "数値（小数の桁は「小数桁」まで）"
        self._sheet.data_validation(
            first,
            place,
            last,
            place,
            {
                "validate": "custom",
                "value": rule,
                "input_title": "記入欄",
                "input_message": f"{takes}、または － … x (集計中)",
                "error_title": "入力できない値です",
                "error_message": f"{takes}、または － … x (集計中) のどれかを入力してください。"
                "単位は付けないでください。",
            },
        )

    def _offer_lists(self, place: int, first: int) -> None:
        """Offer its list in each row that has one; rows of one list share one rule."""
        for name, words in self._form.lists.items():
            rows = [at for at, row in enumerate(self._form.rows, first) if row.choices == name]
            if not rows:
                continue
            options: dict[str, object] = {
                "validate": "list",
                "source": source_of(name, words),
                "input_title": name,
                "input_message": "一覧から選んでください。",
                "error_title": "一覧にない値です",
                "error_message": f"{name}は一覧から選んでください：{'、'.join(words)}"[:250],
            }
            if len(rows) > 1:
                options["other_cells"] = [[at, place, at, place] for at in rows[1:]]
            self._sheet.data_validation(rows[0], place, rows[0], place, options)


def _place(index: int) -> int:
    """Return where a form's column stands in the sheet, the hidden one being in between."""
    return index if index < MARKS_COLUMN else index + 1


def _plain(text: str) -> str:
    """Return a text as a footer shows it; & begins a command there."""
    return text.replace("&", "&&").replace("\n", " ")[:80]


def _number_format(column: FormColumn, cell: object, row: FormRow) -> str:
    if column.kind != EXACT:
        return column.kind
    if row.decimals == WORDS:
        return TYPED_TEXT
    decimals = row.decimals if isinstance(row.decimals, int) else None
    if isinstance(cell, int | float):
        return exact_format(cell, decimals)
    # An empty cell without a number of decimals must not round what is typed into it.
    return "General" if decimals is None else decimals_format(decimals)


def _is_sign(cell: str) -> str:
    signs = ",".join(f'{cell}="{sign}"' for sign in SIGNS_TAKEN)
    return f"OR({signs})"


def figure_rule(cell: str, decimals: str) -> str:
    """Return the rule for a figure; it names the row's own decimals, so that rows can be sorted."""
    rounded = f'IF({decimals}="",TRUE,ROUND({cell},{decimals})={cell})'
    return f'=IF({decimals}="{WORDS}",TRUE,IF(ISNUMBER({cell}),{rounded},{_is_sign(cell)}))'


def amount_rule(cell: str) -> str:
    """Return the rule for an amount: a whole number, not negative, or a sign."""
    whole = f"AND({cell}>=0,INT({cell})={cell})"
    return f"=IF(ISNUMBER({cell}),{whole},{_is_sign(cell)})"
