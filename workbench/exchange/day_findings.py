"""What is said of years that are no fiscal years: calendar years, and days before April."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.exchange.days_stated import month_of
from workbench.exchange.fields import ColumnMeaning, is_assumed
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import year_choice
from workbench.exchange.japanese import Year, shadow
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.exchange.tables import Column, Table
from workbench.language import message
from workbench.plan.fiscal_years import display_fiscal_year

_FIRST_MONTH = 4


def of_days(table: Table, columns: Iterable[tuple[ColumnMeaning, Spot]]) -> Iterator[Finding]:
    """Say of columns with years what was made of 年 and of days before April.

    `columns` are those whose year is their header's own, each with its header cell.
    """
    is_said = era_is_said = False
    for meaning, place in columns:
        year = meaning.year
        if year is not None and is_assumed(year) and not era_is_said:
            era_is_said = True
            yield _era_assumed(place, year)
        if year is None or year.fiscal or year.bare:
            continue
        if year.month is None:
            if year.fiscal is False and not is_said:
                is_said = True
                yield _calendar_years(place, year.fiscal_year)
        elif year.month < _FIRST_MONTH and not _is_end_of_year(table, meaning.column):
            yield _before_april(place, year)


def _era_assumed(place: Spot, year: Year) -> Finding:
    return finding_at(
        place,
        "column.era_assumed",
        Level.WARNING,
        message(
            "The years name no era; this one was taken for {year}.",
            year=display_fiscal_year(year.fiscal_year),
        ),
        message("Write the era into the header, as 令和5年度 or R5."),
        rule="L3-05",
    )


def of_rows(table: Table, years: Iterable[tuple[Year, Spot]]) -> Iterator[Finding]:
    """Say once of a column of years what was made of 年 and of days that the table states."""
    stated = month_of(table)
    for year, place in years:
        if year.fiscal or year.bare:
            continue
        if year.month is None and year.fiscal is False:
            yield _calendar_years(place, year.fiscal_year)
            return
        if stated is not None and year.month == stated < _FIRST_MONTH:
            yield replace(_before_april(place, year), choices=())
            return


def _calendar_years(place: Spot, taken_for: int) -> Finding:
    """Return the note that 令和5年 was taken for fiscal year 2023."""
    return finding_at(
        place,
        "column.calendar_years",
        Level.NOTE,
        message(
            "The years are written 年, not 年度; they were taken for the fiscal years of the same"
            " number, here {year}.",
            year=taken_for,
        ),
        message("Choose another year for the column where its figures are of January to March."),
        rule="L3-05",
    )


def _before_april(place: Spot, year: Year) -> Finding:
    return finding_at(
        place,
        "column.before_april",
        Level.WARNING,
        message(
            "The figures are of a day from January to March {year}; they were taken for fiscal"
            " year {fiscal_year}, in which that day lies.",
            year=year.year,
            fiscal_year=year.fiscal_year,
        ),
        message("Choose the year that they are to count for, if it is another one."),
        rule="L3-05",
        choices=(year_choice(year.fiscal_year), year_choice(year.year)),
    )


def _is_end_of_year(table: Table, column: Column) -> bool:
    """Tell whether the header itself says 31 March: nobody takes that for another year."""
    hidden = any(
        isinstance(table.sheet.cell(row, column.index), datetime.date)
        and (row, column.index) in table.sheet.formats
        for row in table.header_rows
    )
    text = shadow("".join(column.parts))
    return not hidden and bool(re.search(r"3月\s*(?:31日|末)|[-/.]0?3[-/.]31", text))
