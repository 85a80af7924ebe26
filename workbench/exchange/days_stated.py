"""Of which day the figures of a year are: 各年1月1日現在 puts those of 令和5年 into 令和4年度.

The register is counted on 1 January, and a fiscal year begins in April: a header that says 年 and
a title that says the day belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from workbench.exchange.fields import ColumnMeaning, in_era_of, is_assumed, meanings_of
from workbench.exchange.japanese import Year, find_years, shadow
from workbench.exchange.personal import without_personal
from workbench.exchange.tables import Column, Table

_EVERY = r"(?:各|毎)年度?の?\s*"
_DAY = r"(?P<{name}>\d{{1,2}})\s*月\s*(?:\d{{1,2}}\s*日|末日?)"
#: 令和7年3月31日現在 is the day of the whole sheet, not of each of its years.
_STATED = re.compile(
    rf"{_EVERY}{_DAY.format(name='every')}|(?<![年\d])\s*{_DAY.format(name='day')}\s*(?:現在|時点)"
)


def month_stated(texts: Iterable[str]) -> int | None:
    """Return the month of the one day that texts say for every year, or None."""
    found = {
        int(match["every"] or match["day"])
        for text in texts
        for match in _STATED.finditer(shadow(text))
    }
    month = found.pop() if len(found) == 1 else None
    return month if month and 1 <= month <= 12 else None


def month_of(table: Table, *more: str) -> int | None:
    """Return the month of the day that title, notes or sheet name say for every year."""
    return month_stated((*more, *table.title, *table.notes, table.sheet.name))


def dated(year: Year, month: int | None) -> Year:
    """Return the year with the month of the day that it is of; 年度 and dates stay as they are."""
    if month is None or year.fiscal or year.month is not None:
        return year
    return replace(year, month=month)


def meanings_in(table: Table) -> tuple[ColumnMeaning, ...]:
    """Return what a table's columns mean by themselves: those of people left out, years dated."""
    month = month_of(table)
    named = [year for text in (*table.title, table.sheet.name) for year in find_years(text)]
    found: list[ColumnMeaning] = []
    for one in without_personal(table, meanings_of(table.columns)):
        year = one.year
        if year is not None and is_assumed(year) and named:
            year = in_era_of(year, named[0].fiscal_year)
        if year is not None:
            year = dated(year, _of_column(one.column, month))
        found.append(replace(one, year=year))
    return tuple(found)


def year_in_header(table: Table, column: Column) -> Year | None:
    """Return the first year that a header names, with its day where the table says it."""
    year = next((year for part in column.parts for year in find_years(part)), None)
    return dated(year, _of_column(column, month_of(table))) if year else None


def _of_column(column: Column, month: int | None) -> int | None:
    return month_stated(column.parts) or month
