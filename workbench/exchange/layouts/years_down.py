"""A table of indicators with years downwards: a column for each indicator, a row for each year.

| 年度 | 健康教室の参加者数（人） | 検診の受診率（％） |, or one indicator a sheet with 目標 and
実績 beside each other and its name above. Whose table it is, the plan says: without a measure or an
indicator that it knows, a column of figures by year may be anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.cells import CellReading, read_cell
from workbench.exchange.day_findings import of_rows
from workbench.exchange.days_stated import dated, month_of
from workbench.exchange.fields import SYNONYMS, ColumnMeaning, Field, says_no_value
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, SKIP, Guidance
from workbench.exchange.headers import header_texts
from workbench.exchange.japanese import Year, find_years, fold_name, is_unit, read_years, shadow
from workbench.exchange.layouts.base import Match, finding_at, spot
from workbench.exchange.layouts.indicator_columns import (
    SheetColumns,
    ValueColumn,
    role_said,
    unit_of_all,
)
from workbench.exchange.layouts.indicator_rows import IndicatorRow, readings_decided
from workbench.exchange.layouts.indicator_sheet import IndicatorSheet
from workbench.exchange.layouts.shares import with_shares
from workbench.exchange.layouts.whole_columns import PLAIN, plain_figure
from workbench.exchange.matching import IndicatorFinder, MeasureFinder
from workbench.exchange.measure_titles import measure_named, measures_stated
from workbench.exchange.personal import is_personal
from workbench.exchange.provisional import is_provisional, provisional_row
from workbench.exchange.tables import Column, Table, find_tables
from workbench.exchange.workbooks import Cell, Sheet
from workbench.language import message
from workbench.plan.structure import Element, Plan, Role

KEY = "years_down"

#: How sure it is that a column is of an indicator whose measure nothing names.
_UNSURE = 0.75
#: What share of a column's cells has to name years, or to hold figures.
_AGREEING = 0.6
_ERAS = frozenset({"令和", "平成", "昭和"})
_YEAR_HEADINGS = frozenset(
    map(fold_name, "年度 年 年次 西暦 和暦 会計年度 年度末 元号 期間 時期 年月 時点".split())
)
_NAME_LABELS = frozenset(
    fold_name(name)
    for name in (*SYNONYMS[Field.INDICATOR_NAME], "成果指標名", "指標の名称")
    if name != "項目"
)
#: Words of a header that name neither an indicator nor its measure.
_FILLING = frozenset(
    {
        *_NAME_LABELS,
        *_YEAR_HEADINGS,
        *map(fold_name, "値 数値 推移 指標の推移 項目 単位 施策".split()),
    }
)
_LEFT_OUT = frozenset(
    fold_name(name)
    for field in (Field.REMARKS, Field.SOURCE_NOTE, Field.DEPARTMENT, Field.DEFINITION)
    for name in SYNONYMS[field]
)
_ROLE_BEHIND = re.compile(r"^(?P<name>.+?)\s*[(\[\s]\s*(?P<role>目標|実績|現状|基準)値?\s*[)\]]?$")
_IN_BRACKETS = re.compile(
    r"^(?P<name>.*?)\s*[(\[]\s*(?:単位\s*[:：]?\s*)?(?P<unit>[^()\[\]]+)[)\]]$"
)
_NAME_IN_TITLE = re.compile(r"^(?P<label>[^:：]{1,16})\s*[:：]\s*(?P<name>.+)$")


@dataclass(frozen=True)
class _Label:
    """What the cells left of a row's figures say: role and fiscal year, as far as they do."""

    role: Role | None
    year: int | None
    provisional: bool = False
    #: As it was written, with the day where the table says it.
    written: Year | None = None


@dataclass(frozen=True)
class _Named:
    """What the header says of a column: whose it is, the cell that says so, role and unit."""

    column: Column
    name: str
    name_cell: tuple[int, int]
    element: Element | None
    role: Role | None
    unit: str


def recognise(sheet: Sheet, plan: Plan) -> tuple[Match, ...]:
    """Return the tables with years downwards of whose columns the plan knows one."""
    return tuple(
        match for table in find_tables(sheet) if (match := match_of(table, plan)) is not None
    )


def match_of(table: Table, plan: Plan) -> Match | None:
    """Return a match for a table with years downwards of whose columns the plan knows one."""
    indicators = IndicatorFinder(plan)
    known = any(
        one.element is not None or any(indicators.find(one.name, None))
        for one in _columns(table, plan, MeasureFinder(plan))
    )
    return Match(KEY, table.sheet, table, 0.6) if known else None


def meanings_of(table: Table, plan: Plan) -> tuple[ColumnMeaning, ...]:
    """Return what the columns of a table with years downwards are taken for; nothing for others."""
    named = tuple(_columns(table, plan, MeasureFinder(plan)))
    years = tuple(ColumnMeaning(one, Field.YEAR, 0.9) for one in _year_columns(table))
    figures = tuple(
        ColumnMeaning(
            one.column,
            Field.VALUE,
            0.9 if one.element is not None else _UNSURE,
            one.role or Role.ACTUAL,
            unit=one.unit,
        )
        for one in named
    )
    return (*years, *figures) if figures else ()


def read(
    match: Match, plan: Plan, guidance: Guidance = NO_GUIDANCE
) -> tuple[tuple[IndicatorSheet, ...], tuple[Finding, ...]]:
    """Return a sheet of one indicator for each that has columns, and what holds for the table."""
    table = match.table
    if table is None:
        raise ValueError(match)
    said = _said(match)
    last_year = plan.profile.last_year
    named: dict[tuple[int, str], list[_Named]] = defaultdict(list)
    for one in _columns(table, plan, MeasureFinder(plan), said):
        named[one.element.id if one.element else 0, fold_name(one.name)].append(one)
    years = _year_columns(table, said)
    if not years:
        return (), ()
    year_column = years[0].index
    labels = _labels(table, years, last_year)
    findings = tuple(_unlabelled(table, year_column, labels, last_year))
    sheets: list[IndicatorSheet] = []
    for columns in named.values():
        values = tuple(
            ValueColumn(one.column.index, one.role or Role.ACTUAL, None, one.unit)
            for one in columns
        )
        own = SheetColumns(
            {}, values, {one.index: year_column for one in values}, None, (), near=last_year
        )
        rows = tuple(_rows(table, year_column, columns, own, labels, last_year, guidance))
        rows = with_shares(rows, table, own, guidance)
        sheets.append(IndicatorSheet(table, own, rows, (), columns[0].name_cell))
    return tuple(sheets), findings


def _said(match: Match) -> Mapping[int, ColumnMeaning] | None:
    """Return what a person said of the columns, by their places; None when nobody did."""
    if match.meanings is None:
        return None
    return {meaning.column.index: meaning for meaning in match.meanings}


def _rows(  # noqa: PLR0917 - all of it is needed once
    table: Table,
    year_column: int,
    named: Sequence[_Named],
    columns: SheetColumns,
    labels: Mapping[int, _Label],
    last_year: int,
    guidance: Guidance,
) -> Iterator[IndicatorRow]:
    first, sheet = named[0], table.sheet
    element = first.element
    code, measure = (element.code, element.name) if element else ("", "")
    telling = {row for row, _ in (*sheet.errors, *sheet.uncalculated, *sheet.formats)}
    unit = next((one.unit for one in named if one.unit), "") or unit_of_all(table)
    for row, label in labels.items():
        year = last_year if label.year is None and label.role is Role.TARGET else label.year
        place = spot(sheet, row, year_column)
        left_out = label.provisional and guidance.on(place.sheet, place.cell) == SKIP
        if year is None or left_out:
            continue
        cells = [sheet.rows[row][column.index] for column in columns.values]
        figures: tuple[Cell, ...] = tuple(map(plain_figure, cells))
        readings: Mapping[int, CellReading] = {
            column.index: read_cell(table, row, column.index, unit=column.unit or unit)
            for column, figure in zip(columns.values, figures, strict=True)
            if row in telling or figure.__class__ not in PLAIN
        }
        unit = unit or next((one.unit for one in readings.values() if one.unit), "")
        if guidance.decisions:
            readings = readings_decided(table, row, columns, readings, guidance)
        found = tuple(finding for one in readings.values() for finding in one.findings)
        slots = tuple((label.role or column.role or Role.ACTUAL, year) for column in columns.values)
        yield IndicatorRow(
            row, code, measure, first.name, row, unit, slots, figures, readings, found
        )


def _year_columns(
    table: Table, said: Mapping[int, ColumnMeaning] | None = None
) -> tuple[Column, ...]:
    """Return the columns that say the year: 年度, 西暦 beside it, 令和 and 3 in two.

    They are those that a person `said`, or else stand at the left.
    """
    if said is not None:
        fields = {place: meaning.field for place, meaning in said.items()}
        return tuple(one for one in table.columns if fields.get(one.index) is Field.YEAR)
    found: list[Column] = []
    numbers = False
    for column in table.columns:
        cells = _cells(table, column)
        eras = _are_eras(cells)
        headed = column.folded in _YEAR_HEADINGS or not (column.parts or numbers)
        if not eras and not _are_years(cells, headed=headed):
            break
        numbers = numbers or not eras
        found.append(column)
    return tuple(found) if numbers else ()


def _are_eras(cells: Sequence[Cell]) -> bool:
    """Tell whether cells say nothing but the era of the numbers beside them."""
    texts = [shadow(cell) for cell in cells if isinstance(cell, str)]
    return any(text in _ERAS for text in texts) and all(
        text in _ERAS or find_years(text) for text in texts
    )


def _are_years(cells: Sequence[Cell], *, headed: bool) -> bool:
    """Tell whether cells name different years; bare figures only under a heading that says so."""
    filled = [cell for cell in cells if cell is not None]
    if not headed and all(isinstance(cell, int | float) for cell in filled):
        return False
    saying = [cell for cell in filled if find_years(cell) or (headed and _is_bare(cell))]
    return len(saying) >= 2 and len(saying) >= _AGREEING * len(filled)


def _is_bare(cell: Cell) -> bool:
    return bool(re.fullmatch(r"(?:元|\d{1,2}(?:\.0)?)\s*(?:年度?末?)?", shadow(str(cell))))


def _cells(table: Table, column: Column) -> list[Cell]:
    return [table.cell(row, column.index) for row in range(table.first_row, table.last_row + 1)]


def _labels(table: Table, columns: Sequence[Column], near: int) -> Mapping[int, _Label]:
    """Return for each row that holds figures of a year what its label in `columns` says."""
    said: dict[int, Cell] = {}
    #: What the second spelling of the year says beside it.
    roles: dict[int, Role | None] = {}
    era = ""
    for row in table.rows():
        label: Cell = None
        for column in columns:
            cell = table.cell(row, column.index)
            if isinstance(cell, str) and shadow(cell) in _ERAS:
                era = shadow(cell)
            elif label is None and cell is not None:
                plain = f"{cell:g}" if isinstance(cell, int | float) else cell
                label = f"{era}{plain}" if era and _is_bare(cell) else cell
            elif isinstance(cell, str):
                roles[row] = roles.get(row) or role_said(cell)
        if label is not None:
            said[row] = label
    labels: dict[int, _Label] = {}
    month = month_of(table, *(part for column in columns for part in column.parts))
    for (row, cell), read in zip(said.items(), read_years(said.values(), near=near), strict=True):
        year = dated(read, month) if read else None
        text = shadow(cell) if isinstance(cell, str) else ""
        provisional = is_provisional(text)
        role = None if says_no_value(fold_name(text)) else role_said(text)
        if year is not None:
            labels[row] = _Label(role or roles.get(row), year.fiscal_year, provisional, year)
        elif role is not None:
            named = {one.fiscal_year for one in find_years(text)}
            if len(named) < 2:
                labels[row] = _Label(role, named.pop() if named else None, provisional)
    return labels


def _unlabelled(
    table: Table, column: int, labels: Mapping[int, _Label], last_year: int
) -> Iterator[Finding]:
    """Say what a row without a year was taken for, or that it was not read."""
    written = ((one.written, row) for row, one in labels.items() if one.written)
    yield from of_rows(table, ((year, spot(table.sheet, row, column)) for year, row in written))
    for row, label in labels.items():
        place = spot(table.sheet, row, column)
        if label.provisional and label.role is not Role.TARGET:
            yield provisional_row(place)
        if label.year is None and label.role is Role.TARGET:
            yield finding_at(
                place,
                "row.target_without_year",
                Level.NOTE,
                message(
                    "The row names no year; its targets were taken for the plan's last year,"
                    " {year}.",
                    year=last_year,
                ),
                rule="L3-05",
            )
        elif label.year is None:
            yield finding_at(
                place,
                "row.no_year",
                Level.WARNING,
                message("The row names no year; its values were not read."),
                message("Write the year beside it, as 現状値（令和4年度）."),
                rule="L3-05",
            )


def _columns(
    table: Table,
    plan: Plan,
    measures: MeasureFinder,
    said: Mapping[int, ColumnMeaning] | None = None,
) -> Iterator[_Named]:
    """Yield the columns of figures right of the years, or those said, each with what it is of."""
    years = _year_columns(table, said)
    if not years:
        return
    titled = _name_in_title(table)
    stated = measures_stated(table, plan).get(0)
    stated = stated or measure_named((table.sheet.name,), plan, measures)
    carried = header_texts(table.sheet, table.header_rows)
    for column in table.columns:
        meaning = said.get(column.index) if said is not None else None
        if said is not None:
            if meaning is None or meaning.field is not Field.VALUE:
                continue
        elif column.index <= years[-1].index or not _holds_figures(table, column):
            continue
        parts = [texts[column.index] for texts in carried if texts[column.index]]
        parts = list(dict.fromkeys((*parts, *_unit_below(table, column))))
        read = _read_header(column, parts, plan, measures)
        if read is None and meaning is None:
            continue
        name, element, role, unit = read or (column.name, None, None, "")
        name = name or titled
        if meaning is not None:
            name, role, unit = name or column.letters, meaning.role or role, meaning.unit or unit
        if name:
            cell = _name_cell(table, column, carried, name)
            yield _Named(column, name, cell, element or stated, role, unit)


def _read_header(
    column: Column, parts: Sequence[str], plan: Plan, measures: MeasureFinder
) -> tuple[str, Element | None, Role | None, str] | None:
    """Return name, measure, role and unit that header texts say; None for no values at all."""
    name, unit = "", ""
    element: Element | None = None
    role: Role | None = None
    for part in parts:
        text = part
        if is_unit(text):
            unit = text.strip("（）()[] ").removeprefix("単位").lstrip(":： ")
            continue
        bracketed = _IN_BRACKETS.match(text)
        if bracketed and is_unit(bracketed["unit"]):
            text, unit = bracketed["name"], bracketed["unit"].strip()
        behind = _ROLE_BEHIND.match(text)
        if behind:
            text, role = behind["name"], role_said(behind["role"])
        folded = fold_name(text)
        if folded in _LEFT_OUT or (says_no_value(folded) and (name or len(folded) <= 5)):
            return None
        if folded in _FILLING:
            continue
        if role_said(text) and len(folded) <= 5:
            role = role_said(text)
            continue
        named = measure_named((text,), plan, measures)
        if named is not None:
            element = named
        else:
            name = text
    return name, element, role, unit


def _unit_below(table: Table, column: Column) -> Iterator[str]:
    """Yield the unit that stands in a row of units between header and data."""
    for row in range(max(table.header_rows, default=0) + 1, table.first_row):
        text = table.sheet.text(row, column.index)
        if text and is_unit(text):
            yield shadow(text)


def _holds_figures(table: Table, column: Column) -> bool:
    if is_personal(table, column):
        return False
    cells = [cell for cell in _cells(table, column) if cell is not None]
    return any(isinstance(cell, int | float) for cell in cells) or any(
        re.match(r"[\d△▲−-]", shadow(str(cell))) for cell in cells
    )


def _name_in_title(table: Table) -> str:
    """Return the indicator's name where it stands above the table, behind 指標名 or beside it."""
    titles = table.title
    for place, text in enumerate(titles):
        within = _NAME_IN_TITLE.match(text)
        if within and fold_name(within["label"]) in _NAME_LABELS:
            return _without_unit(within["name"])
        if fold_name(text) in _NAME_LABELS and place + 1 < len(titles):
            return _without_unit(titles[place + 1])
    return ""


def _without_unit(name: str) -> str:
    bracketed = _IN_BRACKETS.match(name)
    return bracketed["name"] if bracketed and is_unit(bracketed["unit"]) else name


def _name_cell(
    table: Table, column: Column, carried: Sequence[Sequence[str]], name: str
) -> tuple[int, int]:
    """Return the header cell that says the name; the column's own one for a name above."""
    for row, texts in zip(table.header_rows, carried, strict=True):
        if texts[column.index].startswith(name):
            first = column.index
            while first and not table.sheet.text(row, first):
                first -= 1
            return row, first
    return table.header_rows[0] if table.header_rows else table.first_row, column.index
