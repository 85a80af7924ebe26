"""A table of indicators with years downwards: a column for each indicator, a row for each year.

| 年度 | 健康教室の参加者数（人） | 検診の受診率（％） |, or one indicator a sheet with 目標 and
実績 beside each other and its name above. Whose table it is, the plan says: without a measure or an
indicator that it knows, a column of figures by year may be anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.cells import CellReading, read_cell
from workbench.exchange.day_findings import of_rows
from workbench.exchange.days_stated import dated, month_of
from workbench.exchange.fields import ColumnMeaning, Field, says_no_value
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, SKIP, Guidance
from workbench.exchange.japanese import Year, find_years, fold_name, read_years, shadow
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
from workbench.exchange.layouts.year_columns import (
    ERAS,
    NamedColumn,
    is_bare,
    named_columns,
    year_columns,
)
from workbench.exchange.matching import IndicatorFinder, MeasureFinder
from workbench.exchange.provisional import is_provisional, provisional_row
from workbench.exchange.tables import Column, Table, find_tables
from workbench.exchange.workbooks import Cell, Sheet
from workbench.language import message
from workbench.plan.structure import Role

KEY = "years_down"

#: How sure it is that a column is of an indicator whose measure nothing names.
_UNSURE = 0.75


@dataclass(frozen=True)
class _Label:
    """What the cells left of a row's figures say: role and fiscal year, as far as they do."""

    role: Role | None
    year: int | None
    provisional: bool = False
    #: As it was written, with the day where the table says it.
    written: Year | None = None


def recognise(sheet: Sheet, measures: MeasureFinder) -> tuple[Match, ...]:
    """Return the tables with years downwards of whose columns the plan knows one."""
    return tuple(
        match for table in find_tables(sheet) if (match := match_of(table, measures)) is not None
    )


def match_of(table: Table, measures: MeasureFinder) -> Match | None:
    """Return a match for a table with years downwards of whose columns the plan knows one."""
    indicators = IndicatorFinder(measures.plan)
    known = any(
        one.element is not None or any(indicators.find(one.name, None))
        for one in named_columns(table, measures)
    )
    return Match(KEY, table.sheet, table, 0.6) if known else None


def meanings_of(table: Table, measures: MeasureFinder) -> tuple[ColumnMeaning, ...]:
    """Return what the columns of a table with years downwards are taken for; nothing for others."""
    named = tuple(named_columns(table, measures))
    years = tuple(ColumnMeaning(one, Field.YEAR, 0.9) for one in year_columns(table))
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


def name_cells(
    table: Table, meanings: Iterable[ColumnMeaning | None], measures: MeasureFinder
) -> Mapping[int, tuple[int, int]]:
    """Return the cell that names the indicator of each column of figures, by the column."""
    said = {meaning.column.index: meaning for meaning in meanings if meaning}
    named = named_columns(table, measures, said)
    return {one.column.index: one.name_cell for one in named}


def read(
    match: Match, measures: MeasureFinder, guidance: Guidance = NO_GUIDANCE
) -> tuple[tuple[IndicatorSheet, ...], tuple[Finding, ...]]:
    """Return a sheet of one indicator for each that has columns, and what holds for the table."""
    table = match.table
    if table is None:
        raise ValueError(match)
    said = _said(match)
    last_year = measures.plan.profile.last_year
    named: dict[tuple[int, str], list[NamedColumn]] = defaultdict(list)
    for one in named_columns(table, measures, said):
        named[one.element.id if one.element else 0, fold_name(one.name)].append(one)
    years = year_columns(table, said)
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
    named: Sequence[NamedColumn],
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
            if isinstance(cell, str) and shadow(cell) in ERAS:
                era = shadow(cell)
            elif label is None and cell is not None:
                plain = f"{cell:g}" if isinstance(cell, int | float) else cell
                label = f"{era}{plain}" if era and is_bare(cell) else cell
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
