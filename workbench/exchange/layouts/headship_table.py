"""Headship rates (世帯主率) by sex and age of the head, in any arrangement, and counted heads.

Three publications hold them:

- 社人研『日本の世帯数の将来推計（都道府県別推計）』, the rates it assumes: by prefecture (a sheet
  for each), sex and five-year age of the head, family type (家族類型) and year, every five years;
- 社人研『人口統計資料集』, 性，年齢（5歳階級）別世帯主率: the whole country, per cent, ages down
  under a row 男 and a row 女, censuses across;
- the census, 世帯主の男女，世帯主の年齢（5歳階級），世帯の家族類型別一般世帯数 (2020: its table
  12-3): heads counted, by municipality, labels numbered as in ``02_15～19歳``. They become rates
  when they are divided by the people of that sex and age.

As publications rearrange their tables from round to round, no place is taken for granted: sex,
age, year and family type may stand in the rows, the columns, a section's heading or the title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.exchange.area_codes import area_code
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import Doubt, fold_name, read_value, shadow
from workbench.exchange.labelled_cells import Labelled, ages_of, headings, labelled_cells
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.population_labels import ALL_AGES, AgeGroup, unnumbered
from workbench.exchange.population_tags import (
    Tags,
    holds_ages,
    holds_years,
    is_code,
    is_label,
)
from workbench.exchange.prefectures import UNNAMED, NamedArea, area_in_title, area_of_label
from workbench.exchange.tables import Column, Table, find_tables
from workbench.exchange.workbooks import Cell, Sheet
from workbench.language import message
from workbench.plan.values import Kind

KEY = "headship_table"

_TITLE_ROWS, _LABEL_COLUMNS = 12, 8
#: So many age groups make a table one of ages.
_ENOUGH_AGES = 5
_RATES = re.compile("世帯主率")
_HEADS = re.compile("世帯主の年齢|世帯主の男女|世帯主.*世帯数")
_NO_RATE = re.compile("人口|世帯数|人員|コード|格差")
_NO_HEADS = re.compile("人員|率|割合|コード")
_FIGURES = re.compile("世帯主率|^率$|^割合$|^一般世帯数$|^世帯数$|世帯主数|^値$")

#: The five family types of 社人研 as labels begin; together they are all households.
_FAMILY_TYPES = ("単独", "夫婦のみ", "夫婦と子", "ひとり親と子", "その他")
_ALL_FAMILIES = frozenset({"総数", "一般世帯総数", "一般世帯", "世帯総数", "総世帯", "計", "合計"})
_FAMILY_WORDS = re.compile("世帯|親族|家族|夫婦|不詳")
#: All family types together, or nothing said of them.
_ALL = ""


class Given(StrEnum):
    """What stands in the cells of a table."""

    RATES = "rates"
    HEADS = "heads"


@dataclass(frozen=True)
class HeadshipFigure:
    """The rate as it is printed, or the heads counted, of a year, a sex and an age."""

    year: int
    sex: str
    age: AgeGroup
    number: float
    spot: Spot

    def scaled(self, factor: float) -> HeadshipFigure:
        """Return the figure times a factor, from the same cell."""
        return replace(self, number=self.number * factor)


@dataclass(frozen=True)
class HeadshipReading:
    """What a sheet says of one area: `figures` of all family types together."""

    given: Given
    title: str
    area: NamedArea
    figures: tuple[HeadshipFigure, ...]


def recognise(sheet: Sheet) -> Match | None:
    """Return a match when a sheet speaks of heads of households and has their ages."""
    given = _given(sheet)
    for table in find_tables(sheet) if given else ():
        ages = ages_of(table, _ENOUGH_AGES)
        if len(ages) >= _ENOUGH_AGES:
            return Match(KEY, sheet, table, 0.85)
    return None


def _given(sheet: Sheet) -> Given | None:
    """Return what a sheet holds by the words in its first rows and its name."""
    cells = (cell for row in sheet.rows[:_TITLE_ROWS] for cell in row if isinstance(cell, str))
    words = shadow(" ".join((sheet.name, *cells)))
    if _RATES.search(words):
        return Given.RATES
    return Given.HEADS if _HEADS.search(words) and "世帯数" in words else None


def title_spot(match: Match) -> Spot:
    """Return where what holds for a whole sheet is said: the corner of its table."""
    table = match.table
    assert table is not None
    row = table.header_rows[0] if table.header_rows else table.first_row
    return spot(match.sheet, row, table.columns[0].index)


# -- areas -----------------------------------------------------------------------------------------


def areas_of(match: Match) -> tuple[NamedArea, ...]:
    """Return the areas that a sheet holds figures of, in its order; one unnamed where none is."""
    found: list[NamedArea] = []
    for table in find_tables(match.sheet):
        whole = _area_of_sheet(table) or UNNAMED
        areas = dict.fromkeys(_area_of_row(table, row) or whole for row in table.rows())
        for area in areas:
            if not any(area.is_same(known) for known in found):
                found.append(area)
    named = tuple(area for area in found if area != UNNAMED)
    return named or (UNNAMED,)


def _area_of_sheet(table: Table) -> NamedArea | None:
    """Return the area that the sheet's name or its title names."""
    by_name = area_of_label(table.sheet.name)
    if by_name:
        return by_name
    return next((area for text in headings(table) if (area := area_in_title(text))), None)


def _area_of_row(table: Table, row: int) -> NamedArea | None:
    """Return the area of a row: the last one named in front of its figures, with its code."""
    found: NamedArea | None = None
    code = ""
    for column in table.columns[:_LABEL_COLUMNS]:
        cell = table.cell(row, column.index)
        if "コード" in column.name:
            code = area_code(cell) or code
        elif isinstance(cell, str) and not is_label(cell) and (area := area_of_label(cell)):
            found = area
    if found and code and not found.code:
        return NamedArea(code, found.name)
    return found


# -- figures ---------------------------------------------------------------------------------------


def read(match: Match, area: NamedArea) -> tuple[HeadshipReading | None, tuple[Finding, ...]]:
    """Return what a sheet says of an area, or None, and what was noticed.

    Cells that hold no number where one is expected are named; a － says that nobody heads one.
    """
    given = _given(match.sheet) or Given.RATES
    by_type: dict[tuple[int, str, AgeGroup], dict[str, HeadshipFigure]] = defaultdict(dict)
    findings: list[Finding] = []
    for table in find_tables(match.sheet):
        for one in labelled_cells(table, _wanted(given), _of_area(table, area)):
            tags = one.tags
            if tags.year is None or tags.age in (None, ALL_AGES) or tags.sex not in _SEXES:
                continue
            family = _family(table, one)
            if family is None:
                continue
            place = spot(table.sheet, one.row, one.column.index)
            number = _number(table.sheet.cell(one.row, one.column.index))
            if number is None and place.original:
                findings.append(_no_number(place))
            elif number is not None and tags.age is not None:
                figure = HeadshipFigure(tags.year, tags.sex, tags.age, number, place)
                by_type[tags.year, tags.sex, tags.age].setdefault(family, figure)
    figures = tuple(whole for types in by_type.values() if (whole := _together(types)))
    if not figures:
        return None, (*findings, _nothing_read(match, has_types=bool(by_type)))
    titles = match.table.title if match.table else ()
    title = next((text for text in titles if "世帯主" in text), match.sheet.name)
    return HeadshipReading(given, title, area, figures), tuple(findings)


_SEXES = ("male", "female")


def _wanted(given: Given) -> Callable[[Column, Tags], bool]:
    """Return what tells whether a column holds what the table gives."""
    no_figure = _NO_RATE if given is Given.RATES else _NO_HEADS

    def wanted(column: Column, tags: Tags) -> bool:
        if is_code(column) or holds_ages(column) or holds_years(column):
            return False
        own = [part for part in column.parts if _family_named(part) is None]
        if any(no_figure.search(shadow(part)) for part in own):
            return False
        return tags != Tags() or any(
            _family_named(part) is not None or _FIGURES.search(fold_name(part))
            for part in column.parts
        )

    return wanted


def _of_area(table: Table, area: NamedArea) -> Callable[[int], bool]:
    whole = _area_of_sheet(table) or UNNAMED

    def of_area(row: int) -> bool:
        return (_area_of_row(table, row) or whole).is_same(area)

    return of_area


def _family(table: Table, one: Labelled) -> str | None:
    """Return the family type of a cell, `_ALL` for all of them; None for part of a type.

    It stands in the column, else in the row, the section, the title.
    """
    cells = table.sheet.rows[one.row][: one.column.index]
    for texts in (
        reversed(one.column.parts),
        (cell for cell in cells if isinstance(cell, str)),
        (one.section,),
    ):
        for text in texts:
            if (named := _family_named(text)) is not None:
                return None if named == _PART else named
    title = shadow(" ".join(headings(table)))
    in_title = [name for name in _FAMILY_TYPES if re.search(f"{name}(の|から成る)?世帯", title)]
    return in_title[0] if len(in_title) == 1 else _ALL


_PART = "part"


def _family_named(text: str) -> str | None:
    """Return the family type that a label names; None for one that names none."""
    plain = fold_name(unnumbered(text))
    if plain in {fold_name(name) for name in _ALL_FAMILIES}:
        return _ALL
    for name in _FAMILY_TYPES:
        if plain.startswith(fold_name(name)):
            return name
    is_part = _FAMILY_WORDS.search(plain) and not re.search("世帯主|世帯数", plain)
    return _PART if is_part else None


def _together(types: dict[str, HeadshipFigure]) -> HeadshipFigure | None:
    """Return the figure of all family types: as printed, else the sum of the five."""
    if _ALL in types:
        return types[_ALL]
    if set(types) != set(_FAMILY_TYPES):
        return None
    first = types[_FAMILY_TYPES[0]]
    whole = sum(figure.number for figure in types.values())
    return HeadshipFigure(first.year, first.sex, first.age, whole, first.spot)


def _number(cell: Cell) -> float | None:
    """Return the number in a cell; nobody (－) is 0, and what is no number is None."""
    if isinstance(cell, str) and cell.strip().endswith(("%", "％")):
        cell = cell.strip()[:-1]
    found = read_value(cell)
    if found.doubt is not Doubt.NO_DOUBT:
        return None
    if found.number is None and found.value is not None and found.value.kind is Kind.NONE:
        return 0.0
    return found.number


def _no_number(place: Spot) -> Finding:
    return finding_at(
        place,
        "headship.no_number",
        Level.ERROR,
        message("This is no headship rate and no number of households."),
        message("Put the number into the cell, or － where nobody heads a household."),
        rule="L2-01",
    )


def _nothing_read(match: Match, *, has_types: bool) -> Finding:
    if has_types:
        what = message("There are rates of some family types only, not of all households.")
        remedy = message("Add the rates of all family types together (総数), or of all five types.")
    else:
        what = message("Sex, year or age of the figures cannot be told from their labels.")
        remedy = message(
            "Write 男 and 女, the year (2020年) and ages (15～19歳) beside the figures."
        )
    return finding_at(title_spot(match), "headship.no_labels", Level.ERROR, what, remedy)
