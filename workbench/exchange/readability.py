"""How well a workbook can be read by machines, by the rules of デジタル庁.

Source: 行政データにおける機械可読性に関するルール, デジタル庁, 2026-03-31. Each finding carries the
rule's number; the import itself copes with most of what is found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbench.exchange.fields import Field, meanings_of
from workbench.exchange.findings import Finding, Level
from workbench.exchange.headers import cell_kind
from workbench.exchange.japanese import Doubt, find_years, read_value
from workbench.exchange.tables import Table, find_tables
from workbench.exchange.workbooks import Sheet, Workbook, address
from workbench.language import Message, message

#: Characters that not every machine shows alike: ① ㈱ ㎡ Ⅳ ㍻.
_DEPENDENT = re.compile("[\u2160-\u217f\u2460-\u24ff\u3200-\u32ff\u3300-\u33ff\uf8f0-\uf8ff]")
_SPREAD = re.compile(r"\n|\u3000|\S {2,}\S")
_UNIT_SAID = re.compile(r"単位|[(（](?:人|円|千円|百万円|%|％|件|世帯|ha|km)[)）]")
_UNITS_ALONE = frozenset("人 世帯 % ％ 件 円 千円 百万円 戸 箇所".split())
_NO_FIGURES = re.compile(r"コード|番号|ID|No|NO|電話|緯度|経度")
_WESTERN = re.compile(r"(?:19|20)\d{2}")
_OLD_FORMATS = frozenset({"xls", "xlsb"})


def readability(workbook: Workbook) -> tuple[Finding, ...]:
    """Return what makes the workbook hard to read for machines, rule by rule, sheet by sheet."""
    found: list[Finding] = []
    if workbook.kind in _OLD_FORMATS:
        what = message("The file is in an old format of Excel (.{kind}).", kind=workbook.kind)
        found.append(_finding("L1-01", "", "", "", what))
    for sheet in workbook.sheets:
        found.extend(_of_sheet(sheet, is_text=workbook.kind in {"csv", "tsv"}))
    return tuple(
        Finding(
            finding.code,
            finding.level,
            workbook.name,
            finding.sheet,
            finding.cell,
            finding.original,
            finding.what,
            finding.remedy,
            finding.rule,
        )
        for finding in found
    )


def _finding(rule: str, sheet: str, cell: str, original: str, what: Message) -> Finding:
    return Finding(f"readability.{rule}", Level.NOTE, "", sheet, cell, original, what, rule=rule)


def _of_sheet(sheet: Sheet, *, is_text: bool) -> Iterator[Finding]:
    tables = list(find_tables(sheet))
    if sheet.hidden_rows or sheet.hidden_columns or not sheet.visible:
        yield _finding(
            "L1-13", sheet.name, "", "", message("Rows, columns or the sheet are hidden.")
        )
    if sheet.merged:
        first = sheet.merged[0]
        yield _finding(
            "L1-12",
            sheet.name,
            address(first.first_row, first.first_column),
            "",
            message("{count} ranges of cells are merged.", count=len(sheet.merged)),
        )
    if len(tables) > 1:
        yield _finding(
            "L1-02",
            sheet.name,
            address(tables[1].top, 0),
            "",
            message("The sheet holds {count} tables.", count=len(tables)),
        )
    yield from _characters(sheet)
    for table in tables[:1]:
        yield from _of_header(table)
        yield from _of_data(table, is_text)


def _characters(sheet: Sheet) -> Iterator[Finding]:
    cells = [
        (row, column)
        for row, line in enumerate(sheet.rows)
        for column, cell in enumerate(line)
        if isinstance(cell, str) and _DEPENDENT.search(cell)
    ]
    yield from _counted(
        "L1-08",
        sheet,
        cells,
        message("{count} cells hold characters like ① or ㎡.", count=len(cells)),
    )


def _of_header(table: Table) -> Iterator[Finding]:
    sheet = table.sheet
    top = table.top
    if top or table.title:
        yield _finding(
            "L3-01",
            sheet.name,
            address(top, 0),
            "",
            message("The column names begin in row {row}, not in the first.", row=top + 1),
        )
    outside = (*table.title, *table.notes)
    if outside:
        what = message("Titles and notes stand on the sheet beside the table.")
        yield _finding("L1-04", sheet.name, "", outside[0], what)
    unnamed = [(top, column.index) for column in table.columns if not column.parts]
    yield from _counted(
        "L1-05", sheet, unnamed, message("{count} columns have no name.", count=len(unnamed))
    )
    names = [column.folded for column in table.columns if column.parts]
    if len(table.header_rows) > 1 or len(set(names)) < len(names):
        what = message("The column names take several rows, or two are alike.")
        yield _finding("L2-03", sheet.name, address(top, 0), "", what)
    spread = [
        (row, column.index)
        for row in table.header_rows
        for column in table.columns
        if _SPREAD.search(sheet.text(row, column.index).strip())
    ]
    yield from _counted(
        "L1-06",
        sheet,
        spread,
        message("{count} column names hold spaces or line breaks for looks.", count=len(spread)),
    )
    yield from _units_and_years(table)


def _units_and_years(table: Table) -> Iterator[Finding]:
    sheet, top = table.sheet, table.top
    texts = (*table.title, *(column.name for column in table.columns))
    parts = {part for column in table.columns for part in column.parts}
    has_unit = bool(parts & _UNITS_ALONE) or any(
        meaning.field is Field.UNIT for meaning in meanings_of(table.columns)
    )
    if not has_unit and not any(_UNIT_SAID.search(text) for text in texts):
        what = message("No unit is given for the figures.")
        yield _finding("L3-04", sheet.name, address(top, 0), "", what)
    years = [column for column in table.columns if any(map(find_years, column.parts))]
    eras = [(top, column.index) for column in years if not _WESTERN.search(column.name)]
    yield from _counted(
        "L3-05", sheet, eras, message("{count} years are given by era only.", count=len(eras))
    )
    if len(years) > 1:
        what = message("The years run across the columns instead of down the rows.")
        yield _finding("L3-09", sheet.name, address(top, years[0].index), "", what)


def _of_data(table: Table, is_text: bool) -> Iterator[Finding]:
    sheet, rows = table.sheet, list(table.rows())
    figures = [
        column.index
        for column in table.columns
        if not _NO_FIGURES.search(column.name)
        and 2 * sum(cell_kind(sheet.rows[row][column.index]) == "n" for row in rows) > len(rows)
    ]
    as_text: list[tuple[int, int]] = []
    double: list[tuple[int, int]] = []
    blank: list[tuple[int, int]] = []
    for row in rows:
        for column in figures:
            cell = sheet.rows[row][column]
            read = read_value(cell)
            if cell is None:
                blank.append((row, column))
            elif read.doubt is Doubt.TWO_FIGURES:
                double.append((row, column))
            elif isinstance(cell, str) and not is_text:
                as_text.append((row, column))
    yield from _counted(
        "L1-07", sheet, double, message("{count} cells hold two figures.", count=len(double))
    )
    yield from _counted(
        "L2-01", sheet, as_text, message("{count} figures are texts.", count=len(as_text))
    )
    yield from _counted(
        "L1-09",
        sheet,
        blank,
        message("{count} cells among figures are blank: zero, or not known?", count=len(blank)),
    )
    omitted = list(_omitted(table, rows))
    yield from _counted(
        "L2-02",
        sheet,
        omitted,
        message("{count} names are left out where they repeat the row above.", count=len(omitted)),
    )
    broken = [row for row in range(table.first_row, table.last_row) if _is_blank(sheet, row)]
    yield from _counted(
        "L1-03",
        sheet,
        [(row, 0) for row in broken],
        message("{count} blank rows divide the table.", count=len(broken)),
    )


def _omitted(table: Table, rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the cells of the first two columns of names that stand empty below a name."""
    named = [column.index for column in table.columns[:2]]
    above: set[int] = set()
    for row in rows:
        for column in named:
            cell = table.sheet.rows[row][column]
            if isinstance(cell, str):
                if read_value(cell).ditto:
                    yield row, column
                above.add(column)
            elif cell is None and column in above:
                yield row, column


def _is_blank(sheet: Sheet, row: int) -> bool:
    return not any(cell is not None for cell in sheet.rows[row])


def _counted(
    rule: str, sheet: Sheet, cells: list[tuple[int, int]], what: Message
) -> Iterator[Finding]:
    if cells:
        row, column = cells[0]
        yield _finding(rule, sheet.name, address(row, column), sheet.text(row, column), what)
