"""Population by sex and age: census, register and the result tables of 社人研, in any arrangement.

Sex, age and year may stand in the rows, the columns, a section's heading or the title; each
figure is placed by all the labels that hold for it. A table of many municipalities is read for
one of them; in a workbook with a sheet for each, the sheet is found by its name. Ages may go on
in further columns to the right, as registers by single age are printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workbench.exchange.area_codes import area_code
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import Doubt, fold_name, read_value, shadow
from workbench.exchange.labelled_cells import ages_of, headings, labelled_cells
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.population_labels import (
    ALL_AGES,
    UNKNOWN_AGE,
    AgeGroup,
    finest,
)
from workbench.exchange.population_tags import (
    Tags,
    holds_ages,
    holds_years,
    is_code,
    is_label,
)
from workbench.exchange.tables import Column, Table, find_tables
from workbench.exchange.workbooks import Cell, Sheet
from workbench.language import message
from workbench.plan.statistics import Basis
from workbench.plan.values import Kind

KEY = "population_table"
AREA_MISSING = "population.area_missing"

#: So many age groups make a table one of ages.
_ENOUGH_AGES = 5
_NO_COUNT = re.compile(r"割合|構成比|性比|指数|平均年齢|中位|増減|%|率")
_THOUSANDS = re.compile(r"\(?(?:1,?000人|千人)\)?")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
#: What a column of persons is called where the labels stand in the rows.
_COUNTS = frozenset({"人口", "人口総数", "推計人口", "総人口", "人数", "人", "値", "persons"})
_BASES = (
    (Basis.PROJECTION, ("推計", "将来", "projection")),
    (Basis.REGISTER, ("住民基本台帳", "住基")),
    (Basis.CENSUS, ("国勢調査", "census")),
)


@dataclass(frozen=True)
class PopulationFigure:
    """Persons of a sex and an age group in a year, with the cell."""

    year: int
    sex: str
    age: AgeGroup
    persons: float
    spot: Spot


@dataclass(frozen=True)
class PopulationCell:
    """A cell whose labels say sex, age and year, whatever stands in it.

    `persons` is None where no figure stands there; `unit` is 1000 in a table of thousands.
    """

    year: int
    sex: str
    age: AgeGroup
    value: Cell
    persons: float | None
    unit: int
    spot: Spot


@dataclass(frozen=True)
class PopulationReading:
    """What a workbook says of one municipality's population.

    `title` is the table's own, `reference_date` month and day of its figures. `figures` are of
    the finest age groups, with totals by sex only where there are no ages; `cells` are all that
    stand in the table, sums and what cannot be read among them.
    """

    basis: Basis
    title: str
    reference_date: str
    figures: tuple[PopulationFigure, ...]
    cells: tuple[PopulationCell, ...]

    def of_years(self, years: Container[int]) -> PopulationReading:
        """Return what is said of these years."""
        return replace(
            self,
            figures=tuple(figure for figure in self.figures if figure.year in years),
            cells=tuple(cell for cell in self.cells if cell.year in years),
        )


def recognise(sheet: Sheet) -> Match | None:
    """Return a match when a table has enough age groups in its rows or its columns."""
    for table in find_tables(sheet):
        ages = ages_of(table, _ENOUGH_AGES)
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
    cells = list(_without_spacers(_all_cells(match, code, municipality)))
    figures = [
        PopulationFigure(cell.year, cell.sex, cell.age, cell.persons, cell.spot)
        for cell in cells
        if cell.persons is not None
    ]
    if not figures:
        return None, (_not_found(match, municipality),)
    titles = match.table.title if match.table else ()
    title = next((text for text in titles if len(text) > 3), match.sheet.name)
    texts = (*titles, match.sheet.name, *(match.table.notes if match.table else ()))
    basis = _basis(texts)
    if basis is None:
        return None, (_no_basis(match),)
    date = _reference_date(basis, titles)
    return PopulationReading(basis, title, date, tuple(_kept(figures)), tuple(cells)), ()


def _all_cells(match: Match, code: str, municipality: str) -> Iterator[PopulationCell]:
    for table in find_tables(match.sheet):
        yield from _cells(table, code, municipality)


def _without_spacers(cells: Iterable[PopulationCell]) -> Iterator[PopulationCell]:
    """Leave out blanks where the same labels have a figure, or where a blank says nothing.

    A blank column under a heading that spans several is none of the table's.
    """
    found = list(cells)
    filled = {(cell.year, cell.sex, cell.age) for cell in found if cell.value is not None}
    for cell in found:
        blank = cell.value is None
        if not blank or (
            (cell.year, cell.sex, cell.age) not in filled
            and cell.age not in (ALL_AGES, UNKNOWN_AGE)
        ):
            yield cell


def _reference_date(basis: Basis, titles: Iterable[str]) -> str:
    """Return month and day of the figures: that of the title, else the usual one."""
    for text in titles:
        if found := _DAY.search(shadow(text).replace(" ", "")):
            return f"{int(found[1]):02}-{int(found[2]):02}"
    return "01-01" if basis is Basis.REGISTER else "10-01"


def _basis(texts: Iterable[str]) -> Basis | None:
    whole = " ".join(texts)
    return next((basis for basis, words in _BASES if any(word in whole for word in words)), None)


# -- figures ---------------------------------------------------------------------------------------


def _cells(table: Table, code: str, municipality: str) -> Iterator[PopulationCell]:
    named = _names_area(headings(table), code, municipality)
    names = (column.name for column in table.columns)
    unit = 1000 if _THOUSANDS.search(" ".join((*table.title, *names))) else 1

    def of_area(row: int) -> bool:
        return named or _is_area_row(table, row, code, municipality)

    for one in labelled_cells(table, _holds_persons, of_area):
        cell = _cell(spot(table.sheet, one.row, one.column.index), one.tags, table, unit)
        if cell:
            yield cell


def _holds_persons(column: Column, tags: Tags) -> bool:
    return (
        not _NO_COUNT.search(shadow(column.name))
        and not is_code(column)
        and not holds_ages(column)
        and not holds_years(column)
        and (tags != Tags() or column.folded in _COUNTS)
    )


def _cell(place: Spot, tags: Tags, table: Table, unit: int) -> PopulationCell | None:
    if tags.age is None or tags.year is None:
        return None
    value = table.sheet.cell(place.row, place.column)
    if value is None and place.original:
        value = place.original  # an error in the cell, as #REF!
    # Labels first: the census numbers its own (1_男), and 1 is no count of persons then.
    if isinstance(value, str) and is_label(value):
        return None
    read = read_value(value)
    persons = read.number if read.doubt is Doubt.NO_DOUBT else None
    if persons is None and read.value is not None and read.value.kind is Kind.NONE:
        persons = 0.0  # － in an official table: nobody was counted there
    counted = None if persons is None else persons * unit
    return PopulationCell(tags.year, tags.sex or "both", tags.age, value, counted, unit, place)


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
