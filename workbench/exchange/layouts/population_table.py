"""Population by sex and age: 国勢調査 tables and the result tables of 社人研, in any arrangement.

Sex, age and year may stand in the rows, the columns, a section's heading or the title; each
figure is placed by all the labels that hold for it. A table of many municipalities is read for
one of them; in a workbook with a sheet for each, the sheet is found by its name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from workbench.exchange.area_codes import area_code
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import find_years, fold_name, read_value, read_year, shadow
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.population_labels import (
    ALL_AGES,
    AgeGroup,
    finest,
    is_total,
    read_age,
    read_sex,
)
from workbench.exchange.tables import Column, Table, find_tables
from workbench.exchange.workbooks import Sheet
from workbench.language import message
from workbench.plan.statistics import Basis

KEY = "population_table"
AREA_MISSING = "population.area_missing"

_LABELS_LOOKED_AT = 60
#: So many age groups make a table one of ages.
_ENOUGH_AGES = 5
_NO_COUNT = re.compile(r"割合|構成比|性比|指数|平均年齢|中位|増減|%|率")
_THOUSANDS = re.compile(r"\(?(?:1,?000人|千人)\)?")
_REPEATED = re.compile(r"再掲|うち|別掲")
_YEAR_COLUMNS = frozenset({"年", "年次", "西暦", "調査年", "year"})
#: What a column of persons is called where the labels stand in the rows.
_COUNTS = frozenset({"人口", "人口総数", "推計人口", "総人口", "人数", "人", "値", "persons"})
_BASES = (
    (Basis.PROJECTION, ("推計", "将来", "projection")),
    (Basis.REGISTER, ("住民基本台帳", "住基")),
    (Basis.CENSUS, ("国勢調査", "census")),
)


@dataclass(frozen=True)
class _Tags:
    """What labels say of a figure; None where they say nothing."""

    sex: str | None = None
    age: AgeGroup | None = None
    year: int | None = None
    total: bool = False

    def or_else(self, other: _Tags) -> _Tags:
        """Return these tags, completed by weaker ones."""
        return _Tags(
            self.sex or other.sex,
            self.age or other.age,
            self.year or other.year,
            self.total or other.total,
        )

    def settled(self) -> _Tags:
        """Return the tags with 総数 put in for what is still open: all ages, or both sexes."""
        if not self.total:
            return self
        age = self.age or ALL_AGES
        return replace(self, age=age, sex=self.sex or "both")


@dataclass(frozen=True)
class PopulationFigure:
    """Persons of a sex and an age group in a year, with the cell."""

    year: int
    sex: str
    age: AgeGroup
    persons: float
    spot: Spot


@dataclass(frozen=True)
class PopulationReading:
    """What a workbook says of one municipality's population.

    `title` is the table's own; figures are of the finest age groups, with totals by sex only
    where there are no ages.
    """

    basis: Basis
    title: str
    figures: tuple[PopulationFigure, ...]


def recognise(sheet: Sheet) -> Match | None:
    """Return a match when a table has enough age groups in its rows or its columns."""
    for table in find_tables(sheet):
        ages = {age for column in table.columns if (age := _column_tags(column).age)}
        if len(ages) < _ENOUGH_AGES:
            looked_at = islice(table.rows(), _LABELS_LOOKED_AT)
            ages = {age for row in looked_at if (age := _row_tags(table, row).age)}
        if len(ages) >= _ENOUGH_AGES and any(age.first == 0 for age in ages):
            return Match(KEY, sheet, table, 0.8)
    return None


def read(
    match: Match, code: str, municipality: str
) -> tuple[PopulationReading | None, tuple[Finding, ...]]:
    """Return the population of the municipality, or None, and what was noticed.

    Parameters
    ----------
    match
        What `recognise` returned.
    code, municipality
        The area: five digits, and its name.
    """
    figures: list[PopulationFigure] = []
    for table in find_tables(match.sheet):
        figures.extend(_figures(table, code, municipality))
    if not figures:
        return None, (_not_found(match, municipality),)
    titles = match.table.title if match.table else ()
    title = next((text for text in titles if len(text) > 3), match.sheet.name)
    basis = _basis((*titles, match.sheet.name, *(match.table.notes if match.table else ())))
    if basis is None:
        return None, (_no_basis(match),)
    kept = tuple(_kept(figures))
    return PopulationReading(basis, title, kept), tuple(_totals(figures, kept))


def _basis(texts: Iterable[str]) -> Basis | None:
    whole = " ".join(texts)
    return next((basis for basis, words in _BASES if any(word in whole for word in words)), None)


# -- what labels say -------------------------------------------------------------------------------


def _label_tags(text: str) -> _Tags:
    return _Tags(read_sex(text), read_age(text), None, is_total(text))


def _column_tags(column: Column) -> _Tags:
    tags = _Tags()
    for part in column.parts:
        years = find_years(part)
        named = _Tags(year=years[0].year) if len(years) == 1 else _Tags()
        tags = tags.or_else(_label_tags(part)).or_else(named)
    return tags


def _row_tags(table: Table, row: int) -> _Tags:
    """Read the labels of a row: its texts, and a year in a column of years."""
    tags = _Tags()
    for column in table.columns:
        cell = table.cell(row, column.index)
        if column.folded in _YEAR_COLUMNS:
            year = read_year(cell)
            tags = tags.or_else(_Tags(year=year.year if year else None))
        elif isinstance(cell, str):
            label = _label_tags(cell)
            if label == _Tags() and "年" in cell and (named := read_year(cell)):
                label = _Tags(year=named.year)
            tags = tags.or_else(label)
        elif cell is not None and not _is_code(column):
            break
    return tags


def _is_code(column: Column) -> bool:
    return "コード" in column.name or "番号" in column.name


def _heading_tags(texts: Iterable[str]) -> _Tags:
    """Read titles and section headings: a sex standing alone, a single year."""
    tags = _Tags()
    years: set[int] = set()
    for text in texts:
        tags = tags.or_else(_Tags(sex=read_sex(text)))
        years |= {year.year for year in find_years(text)}
    return tags.or_else(_Tags(year=years.pop() if len(years) == 1 else None))


# -- figures ---------------------------------------------------------------------------------------


def _figures(table: Table, code: str, municipality: str) -> Iterator[PopulationFigure]:
    columns = [
        (column, tags)
        for column in table.columns
        if not _NO_COUNT.search(shadow(column.name))
        and not _is_code(column)
        and column.folded not in _YEAR_COLUMNS
        and ((tags := _column_tags(column)) != _Tags() or column.folded in _COUNTS)
    ]
    headings = (*table.title, table.sheet.name)
    weakest = _heading_tags(_corner(table)).or_else(_heading_tags(headings))
    named = _names_area(headings, code, municipality)
    names = (column.name for column in table.columns)
    factor = 1000 if _THOUSANDS.search(" ".join((*table.title, *names))) else 1
    sections, rows, section = table.sections(), set(table.rows()), _Tags()
    for row in range(table.first_row - 1, table.last_row + 1):
        if row in sections:
            section = _heading_tags((sections[row],)).or_else(section)
        if row not in rows or _is_repeated(table, row):
            continue
        if not (named or _is_area_row(table, row, code, municipality)):
            continue
        tags = _row_tags(table, row)
        for column, column_tags in columns:
            placed = tags.or_else(column_tags).or_else(section).or_else(weakest).settled()
            figure = _figure(spot(table.sheet, row, column.index), placed, table, factor)
            if figure:
                yield figure


def _figure(place: Spot, tags: _Tags, table: Table, factor: int) -> PopulationFigure | None:
    persons = read_value(table.sheet.cell(place.row, place.column)).number
    if persons is None or tags.age is None or tags.year is None:
        return None
    return PopulationFigure(tags.year, tags.sex or "both", tags.age, persons * factor, place)


def _corner(table: Table) -> Iterator[str]:
    """Yield what stands in the header over the columns of labels: 男女計 in the corner."""
    sample = range(table.first_row, min(table.first_row + 5, table.last_row + 1))
    for column in table.columns:
        if any(
            read_value(table.sheet.cell(row, column.index)).number is not None for row in sample
        ):
            return
        yield from column.parts


def _is_repeated(table: Table, row: int) -> bool:
    return any(_REPEATED.search(cell) for cell in table.sheet.rows[row] if isinstance(cell, str))


def _names_area(texts: Iterable[str], code: str, municipality: str) -> bool:
    """Tell whether a title or a sheet's name names the municipality by name or code."""
    folded = fold_name(municipality)
    for text in texts:
        codes = {area_code(digits) for digits in re.findall(r"(?<!\d)\d{5,6}(?!\d)", shadow(text))}
        if folded in fold_name(text) or code in codes:
            return True
    return False


def _is_area_row(table: Table, row: int, code: str, municipality: str) -> bool:
    """Tell whether a row is of the municipality: by its code, else by its name."""
    folded = fold_name(municipality)
    for column in table.columns[:8]:
        cell = table.sheet.cell(row, column.index)
        if "コード" in column.name and area_code(cell) is not None:
            return area_code(cell) == code
        if isinstance(cell, str) and fold_name(cell).endswith(folded):
            return True
    return False


# -- what is kept ----------------------------------------------------------------------------------


def _kept(figures: list[PopulationFigure]) -> Iterator[PopulationFigure]:
    """Keep the finest age groups; both sexes together only where they are not told apart."""
    of_year: dict[int, list[PopulationFigure]] = defaultdict(list)
    for figure in figures:
        of_year[figure.year].append(figure)
    for year in sorted(of_year):
        held = of_year[year]
        by_sex = {figure.sex for figure in held if figure.age != ALL_AGES}
        sexes = {"male", "female"} if {"male", "female"} <= by_sex else {"both"}
        ages = finest({figure.age for figure in held if figure.sex in sexes})
        seen: set[tuple[str, AgeGroup]] = set()
        for figure in held:
            place = (figure.sex, figure.age)
            if figure.sex in sexes and figure.age in ages and place not in seen:
                seen.add(place)
                yield figure


def _totals(
    figures: list[PopulationFigure], kept: tuple[PopulationFigure, ...]
) -> Iterator[Finding]:
    """Hold each published total against the sum of its age groups."""
    sums: dict[tuple[int, str], float] = defaultdict(float)
    for figure in kept:
        sums[figure.year, figure.sex] += figure.persons
        if figure.sex != "both":
            sums[figure.year, "both"] += figure.persons
    rounding = 1.5 * len({figure.age for figure in kept})
    for figure in figures:
        added = sums.get((figure.year, figure.sex))
        if figure.age == ALL_AGES and added and abs(added - figure.persons) > rounding:
            yield finding_at(
                figure.spot,
                "sum.differs",
                Level.WARNING,
                message(
                    "The cell says {held}, its parts add up to {sum}.",
                    held=f"{figure.persons:,.0f}",
                    sum=f"{added:,.0f}",
                ),
                message("Compare the figure with the published table."),
            )


def by_year(figures: Iterable[PopulationFigure]) -> Mapping[int, float]:
    """Return all persons of each year."""
    totals: dict[int, float] = defaultdict(float)
    for figure in figures:
        totals[figure.year] += figure.persons
    return totals


def _title_spot(match: Match) -> Spot:
    titles = match.table.title if match.table else ()
    return Spot(match.sheet.name, 0, 0, titles[0] if titles else "")


def _not_found(match: Match, municipality: str) -> Finding:
    place = _title_spot(match)
    return finding_at(
        place,
        AREA_MISSING,
        Level.ERROR,
        message("The table holds no figures for {municipality}.", municipality=municipality),
        message("Use the table of the municipality, or of all municipalities."),
        rule="L3-06",
    )


def _no_basis(match: Match) -> Finding:
    place = _title_spot(match)
    return finding_at(
        place,
        "population.no_basis",
        Level.ERROR,
        message("Nothing says whether the table is a census, the register or a projection."),
        message("Write 国勢調査, 住民基本台帳 or 将来推計人口 above the table."),
        rule="L3-08",
        needs_decision=True,
    )
