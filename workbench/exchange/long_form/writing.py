"""Writes long tables: a workbook with a sheet for each, or a folder with a CSV file for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from workbench.exchange.formulas import as_csv
from workbench.exchange.long_form.characters import plain
from workbench.exchange.long_form.tables import (
    Cell,
    LongTable,
    LongTables,
    Type,
    change_table,
    code_table,
    description_table,
)
from workbench.exchange.styles import Styles, close, make_workbook
from workbench.exchange.text_widths import text_width

_WIDEST = 60
_SAMPLED = 200


def write_long_form(tables: LongTables, path: Path) -> None:
    """Write the tables, their codes and their description as a workbook to `path`.

    The same tables give the same bytes. Raises `OSError` when the file cannot be written.
    """
    workbook = make_workbook(str(path), tables.title, tables.made_at)
    styles = Styles(workbook)
    for table in _all(tables):
        _write_sheet(workbook, styles, table)
    close(workbook)


def write_csv_folder(tables: LongTables, folder: Path) -> tuple[Path, ...]:
    """Write a CSV file for each table into a folder, and return them: UTF-8 with a mark, CRLF.

    Raises `OSError` when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for table in _all(tables):
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            stream.write(_csv_line([column.name for column in table.columns]))
            stream.writelines(map(_csv_line, _rows(table)))
        written.append(path)
    return tuple(written)


def _all(tables: LongTables) -> Iterator[LongTable]:
    """Yield the tables that hold anything, then their codes, description and history."""
    yield from tables.filled()
    yield code_table(tables.used_codes())
    yield description_table(tables)
    if tables.changes:
        yield change_table(tables)


def _rows(table: LongTable) -> Iterator[list[Cell]]:
    for row in table.rows:
        yield [plain(cell) or None if isinstance(cell, str) else cell for cell in row]


def _csv_line(row: Sequence[Cell]) -> str:
    """Return a record: texts in quotes, figures and empty cells without."""
    return ",".join(map(_csv_cell, row)) + "\r\n"


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return '"' + as_csv(cell).replace('"', '""') + '"'
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15
    return str(int(cell)) if whole else repr(cell)


def _write_sheet(workbook: xlsxwriter.Workbook, styles: Styles, table: LongTable) -> None:
    """Write a table as it is: names in the first row, data below, nothing else."""
    sheet = workbook.add_worksheet(table.name)
    text, number = styles.of(), styles.of()
    widths = [text_width(column.name) + 3 for column in table.columns]
    for index, column in enumerate(table.columns):
        sheet.write_string(0, index, column.name, text)
    for at, row in enumerate(_rows(table), 1):
        for index, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str):
                styles.write(sheet, at, index, cell, text)
                if at <= _SAMPLED:
                    widths[index] = max(widths[index], text_width(cell) + 2)
            else:
                sheet.write_number(at, index, cell, number)
    for index, width in enumerate(widths):
        least = 12 if table.columns[index].type is Type.NUMBER else 8
        sheet.set_column(index, index, min(_WIDEST, max(least, width)), text)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
