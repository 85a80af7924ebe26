"""The columns of an indicator sheet: which field each holds, and of which year its values are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from workbench.exchange.day_findings import of_days, of_rows
from workbench.exchange.days_stated import dated, month_of
from workbench.exchange.fields import ColumnMeaning, Field
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, SKIP, Guidance, year_choice
from workbench.exchange.japanese import Year, find_years, read_year, shadow
from workbench.exchange.layouts.base import Spot, finding_at, spot
from workbench.exchange.layouts.doubled_columns import doubled, parts_of_years
from workbench.exchange.plausibility import year_outside
from workbench.exchange.provisional import is_provisional, provisional_column
from workbench.exchange.tables import Column, Table
from workbench.language import message
from workbench.plan.structure import Role

_UNIT_NOTE = re.compile(r"[(\[]?\s*単位\s*[:：]?\s*([^\s、,・()\[\]]+)\s*[)\]]?")
#: A header of several years, as 令和4～6年度, is not read as one of them.
_SURE_ENOUGH = 0.5


@dataclass(frozen=True)
class ValueColumn:
    """A column of values.

    Parameters
    ----------
    index
        Counted from 0 on the sheet.
    role
        What its values are for; None where a column of the row says so.
    fiscal_year
        None where the row says so.
    unit
        What the header says; empty when it says nothing.
    """

    index: int
    role: Role | None
    fiscal_year: int | None
    unit: str = ""


@dataclass(frozen=True)
class SheetColumns:
    """What the columns of a sheet mean.

    Parameters
    ----------
    fields
        The column of each field that is no value.
    values
        The columns of values, from the left.
    year_columns
        The column that holds the year of a column of values, by the latter's index.
    role_column
        The column that says actual, target or baseline in a sheet in long form, or None.
    findings
        What was noticed about the columns.
    near
        A fiscal year of the plan, close to which a bare 7 in a column of years is read.
    unit
        What a note above the table says of all its figures, where no column gives units.
    years_in_cells
        The columns of values each of whose cells names its year: 80人（R4）.
    month
        Of the day that the table says its years are of, as 各年1月1日現在.
    """

    fields: Mapping[Field, int]
    values: tuple[ValueColumn, ...]
    year_columns: Mapping[int, int]
    role_column: int | None
    findings: tuple[Finding, ...]
    near: int
    unit: str = ""
    years_in_cells: frozenset[int] = frozenset()
    month: int | None = None

    def unit_of(self, index: int) -> str:
        """Return the unit that the header of a column says, or nothing."""
        return next((column.unit for column in self.values if column.index == index), "")

    @property
    def is_long(self) -> bool:
        """Tell whether an indicator has a row for each year, or for target and result."""
        return bool(self.year_columns or self.years_in_cells) or self.role_column is not None


def chosen_fields(meanings: Iterable[ColumnMeaning]) -> dict[Field, ColumnMeaning]:
    """Return for each field that is no value the column most surely meant."""
    chosen: dict[Field, ColumnMeaning] = {}
    for meaning in meanings:
        held = chosen.get(meaning.field)
        if meaning.field not in {Field.VALUE, Field.VALUE_YEAR} and (
            held is None or meaning.confidence > held.confidence
        ):
            chosen[meaning.field] = meaning
    return chosen


def columns_of(
    table: Table,
    meanings: Iterable[ColumnMeaning],
    period: tuple[int, int],
    guidance: Guidance = NO_GUIDANCE,
) -> SheetColumns:
    """Return what the columns mean once each has its field.

    Parameters
    ----------
    meanings
        Of the columns that mean something, by their names or as a person said.
    period
        The plan's first and last fiscal year: a target without a year is for the end of it.
    guidance
        What a person said about columns without a year.
    """
    plan_start, last_year = period
    meanings = tuple(meanings)
    chosen = chosen_fields(meanings)
    own_year = {m.role: m.column.index for m in meanings if m.field is Field.VALUE_YEAR}
    year_of_row = chosen[Field.YEAR].column.index if Field.YEAR in chosen else None
    values: list[ValueColumn] = []
    dated_by_header: list[tuple[ColumnMeaning, Spot]] = []
    year_columns: dict[int, int] = {}
    findings: list[Finding] = []
    in_cells: set[int] = set()
    for meaning in meanings:
        if meaning.field is not Field.VALUE:
            continue
        index, year = meaning.column.index, None
        stated = own_year.get(meaning.role, year_of_row)
        place = _header_spot(table, meaning.column)
        said = guidance.year(place.sheet, place.cell)
        if said is not None:
            year = said
        elif meaning.confidence < _SURE_ENOUGH:
            findings.append(_no_year(table, meaning.column, meaning.role, plan_start))
            continue
        elif meaning.year is not None:
            year = meaning.year.fiscal_year
            dated_by_header.append((meaning, place))
        elif stated is not None:
            year_columns[index] = stated
        elif _name_their_years(table, meaning.column):
            in_cells.add(index)
            findings.append(_years_in_cells(table, meaning.column))
        elif meaning.role is Role.TARGET and not _RELATIVE.search(meaning.column.name):
            year = last_year
            findings.append(_target_without_year(table, meaning.column, last_year))
        else:
            findings.append(_no_year(table, meaning.column, meaning.role, plan_start))
            continue
        if said is None and meaning.role in RESULTS and is_provisional(meaning.column.name):
            findings.append(provisional_column(place))
            if guidance.on(place.sheet, place.cell) == SKIP:
                continue
        if year is not None and (outside := year_outside(place, year, period)):
            findings.append(outside)
        values.append(ValueColumn(index, meaning.role, year, meaning.unit))
    left_out, asked = doubled(
        table, [(one.index, one.role, one.fiscal_year) for one in values], guidance
    )
    values = [one for one in values if one.index not in left_out]
    findings.extend((*asked, *parts_of_years(table), *of_days(table, dated_by_header)))
    month = month_of(table)
    findings.extend(of_rows(table, _years_in(table, {*year_columns.values()}, month, last_year)))
    return SheetColumns(
        {field: meaning.column.index for field, meaning in chosen.items()},
        tuple(values),
        year_columns,
        _role_column(table, meanings),
        tuple(findings),
        near=last_year,
        unit="" if Field.UNIT in chosen else unit_of_all(table) or _unit_of_headers(values),
        years_in_cells=frozenset(in_cells),
        month=month,
    )


#: A year that is told from the sheet's own: it is not the plan's last one.
_RELATIVE = re.compile("[前昨今本当翌次来]年度?|[前次翌]期")


def _years_in(
    table: Table, columns: Iterable[int], month: int | None, near: int
) -> Iterator[tuple[Year, Spot]]:
    """Yield the years that the first rows name in columns of their own, each with its cell."""
    for column in columns:
        for row in islice(table.rows(), _LOOKED_AT):
            year = read_year(table.sheet.rows[row][column], near=near)
            if year is not None:
                yield dated(year, month), spot(table.sheet, row, column)


def unit_of_all(table: Table) -> str:
    """Return the one unit that a note above the table gives: （単位：千円）."""
    found = {match[1] for text in table.title if (match := _UNIT_NOTE.fullmatch(text))}
    return found.pop() if len(found) == 1 else ""


def _unit_of_headers(values: Iterable[ValueColumn]) -> str:
    """Return the unit that all headers of values say: 令和5年度（人）, 令和6年度（人）."""
    units = {column.unit for column in values}
    return units.pop() if len(units) == 1 else ""


def role_said(text: str) -> Role | None:
    """Return what a text in a row says its values are for: 目標, 実績見込, 基準値."""
    return next((role for role, words in _ROLES if any(word in text for word in words)), None)


_ROLES = (
    (Role.TARGET, ("目標", "計画", "target")),
    (Role.BASELINE, ("現状", "基準", "策定時", "baseline")),
    (Role.ACTUAL, ("実績", "実測", "結果", "actual")),
)
#: So many rows show whether a column says target and result.
_LOOKED_AT = 40


def _role_column(table: Table, meanings: Iterable[ColumnMeaning]) -> int | None:
    """Return the column that says in each row whether it holds targets or results.

    It may bear no name, so its cells decide: most of them say it, and briefly.
    """
    meanings = tuple(meanings)
    named = [one.column.index for one in meanings if one.field is Field.ROLE]
    known = {one.column.index for one in meanings}
    unnamed = [column.index for column in table.columns if column.index not in known]
    for index in (*named, *unnamed):
        rows = islice(table.rows(), _LOOKED_AT)
        texts = [text for row in rows if (text := table.text(row, index).strip())]
        saying = [text for text in texts if len(text) <= _SHORT and role_said(text)]
        if len(saying) >= 2 and len({role_said(text) for text in saying}) > 1:
            if 3 * len(saying) >= 2 * len(texts):
                return index
        elif index in named and texts and len(saying) == len(texts):
            return index
    return None


#: 目標値（最終年度） says it; a sentence about targets does not.
_SHORT = 12


#: What 実績見込 and 速報 may be read as.
RESULTS = frozenset({Role.ACTUAL, Role.BASELINE})
_IN_BRACKETS = re.compile(r"[(\[〔【]([^()]*)[)\]〕】]")


def year_in_cell(text: str) -> int | None:
    """Return the one fiscal year that stands in brackets behind a figure: 80人（R4） is of 2022."""
    behind = _IN_BRACKETS.findall(shadow(text))
    named = {year.fiscal_year for within in behind for year in find_years(within)}
    return named.pop() if len(named) == 1 else None


def _name_their_years(table: Table, column: Column) -> bool:
    """Tell whether every cell of a column that is not blank names its year."""
    texts = [text for row in table.rows() if (text := table.sheet.text(row, column.index))]
    return bool(texts) and all(year_in_cell(text) is not None for text in texts)


def _years_in_cells(table: Table, column: Column) -> Finding:
    return finding_at(
        _header_spot(table, column),
        "column.years_in_cells",
        Level.NOTE,
        message("The column names no year; each figure was taken for the year its cell names."),
        message("Write the year into the header, or into a column of its own."),
        rule="L3-05",
    )


def _header_spot(table: Table, column: Column) -> Spot:
    return Spot(table.sheet.name, table.names_row, column.index, column.name)


def _target_without_year(table: Table, column: Column, last_year: int) -> Finding:
    return finding_at(
        _header_spot(table, column),
        "column.target_without_year",
        Level.NOTE,
        message(
            "The column names no year; its targets were taken for the plan's last year, {year}.",
            year=last_year,
        ),
        rule="L3-05",
    )


def _no_year(table: Table, column: Column, role: Role | None, plan_start: int) -> Finding:
    years = _years_in_title(table)
    if role is Role.BASELINE:
        years += [plan_start - 1, plan_start - 2]
    return finding_at(
        _header_spot(table, column),
        "column.no_year",
        Level.WARNING,
        message("The column names no year; its values were not read."),
        message("Write the year into the header, as 現状値（令和4年度）."),
        rule="L3-05",
        choices=tuple(year_choice(year) for year in dict.fromkeys(years)),
    )


def _years_in_title(table: Table) -> list[int]:
    """Return the years a column without one may be of: that of the title, and the one before."""
    named = [year for text in (*table.title, table.sheet.name) for year in find_years(text)]
    return [year for first in named[:1] for year in (first.fiscal_year, first.fiscal_year - 1)]
