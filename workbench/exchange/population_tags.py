"""What the labels around a figure say of it: sex, age group, year, and whether it is a sum."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.exchange.japanese import find_years, read_year, shadow
from workbench.exchange.population_labels import (
    ALL_AGES,
    AgeGroup,
    is_total,
    read_age,
    read_sex,
)
from workbench.exchange.tables import Column, Table
from workbench.exchange.workbooks import Cell

_YEAR_COLUMNS = frozenset({"年", "年次", "西暦", "調査年", "year"})
_OLDEST = 130
#: What may stand around a word of a heading.
_BEFORE_YEAR = re.compile(r"[男女](?=令和|平成|昭和|\d{4})")
_BETWEEN = re.compile(r"[\s()\[\]:・,、，/]+")


@dataclass(frozen=True)
class Tags:
    """What labels say of a figure; None where they say nothing."""

    sex: str | None = None
    age: AgeGroup | None = None
    year: int | None = None
    total: bool = False

    def or_else(self, other: Tags) -> Tags:
        """Return these tags, completed by weaker ones."""
        return Tags(
            self.sex or other.sex,
            self.age or other.age,
            self.year or other.year,
            self.total or other.total,
        )

    def settled(self) -> Tags:
        """Return the tags with 総数 put in for what is still open: all ages, or both sexes."""
        if not self.total:
            return self
        age = self.age or ALL_AGES
        return replace(self, age=age, sex=self.sex or "both")


def _label_tags(text: str) -> Tags:
    return Tags(read_sex(text), read_age(text), None, is_total(text))


def is_label(text: str) -> bool:
    """Tell whether a text names a sex, an age group, or a sum."""
    return _label_tags(text) != Tags()


def column_tags(column: Column) -> Tags:
    """Read the header of a column."""
    tags = Tags()
    for part in column.parts:
        # 2020（令和2）年 names one year twice.
        years = {year.year for year in find_years(part)}
        named = Tags(year=years.pop()) if len(years) == 1 else Tags()
        # 男 2020年 names both in one cell.
        sex = Tags(sex=_sex_of_heading(part))
        tags = tags.or_else(_label_tags(part)).or_else(named).or_else(sex)
    return tags


def is_code(column: Column) -> bool:
    """Tell whether a column holds codes or numbers of things."""
    return "コード" in column.name or "番号" in column.name


def heading_tags(texts: Iterable[str]) -> Tags:
    """Read titles and section headings: a sex standing alone, a single year.

    A sex stands alone as the whole text or between spaces and brackets: 世帯主率（男）.
    """
    tags = Tags()
    years: set[int] = set()
    for text in texts:
        tags = tags.or_else(Tags(sex=_sex_of_heading(text)))
        years |= {year.year for year in find_years(text)}
    return tags.or_else(Tags(year=years.pop() if len(years) == 1 else None))


def _sex_of_heading(text: str) -> str | None:
    if whole := read_sex(text):
        return whole
    if before := _BEFORE_YEAR.match(shadow(text)):
        return read_sex(before[0])
    named = {read_sex(word) for word in _BETWEEN.split(shadow(text))} & {"male", "female"}
    return named.pop() if len(named) == 1 else None


@dataclass(frozen=True)
class RowTags:
    """What the labels of a row say: those in front of all figures, and ages further right."""

    front: Tags
    further: tuple[tuple[int, Tags], ...] = ()

    def of_column(self, column: int) -> Tags:
        """Return what holds for a column: the nearest age to its left takes the front's place."""
        nearest = [tags for index, tags in self.further if index < column]
        if not nearest:
            return self.front
        return replace(self.front, age=nearest[-1].age, total=nearest[-1].total)


def row_tags(table: Table, row: int) -> RowTags:
    """Read the labels of a row: its texts, a year in a column of years, ages as plain figures."""
    front, further, in_front = Tags(), [], True
    for column in table.columns:
        cell = table.cell(row, column.index)
        tags = _cell_tags(column, cell)
        if tags is None:
            in_front = in_front and (cell is None or is_code(column))
        elif in_front:
            front = front.or_else(tags)
        elif holds_ages(column) and (tags.age is not None or tags.total):
            further.append((column.index, Tags(age=tags.age, total=tags.total)))
    return RowTags(front, tuple(further))


def _cell_tags(column: Column, cell: Cell) -> Tags | None:
    """Return what a cell says as a label; None for a figure or a blank."""
    if holds_years(column):
        year = read_year(cell)
        return Tags(year=year.year if year else None)
    if holds_ages(column) and (age := _age_in_figures(cell)) is not None:
        return Tags(age=age)
    if not isinstance(cell, str):
        return None
    tags = _label_tags(cell)
    if tags == Tags() and "年" in cell and (named := read_year(cell)):
        return Tags(year=named.year)
    return tags


def holds_ages(column: Column) -> bool:
    """Tell whether a column holds ages: 年齢, 年齢（各歳）."""
    return column.folded.startswith(("年齢", "各歳")) and read_age(column.name) is None


def _age_in_figures(cell: Cell) -> AgeGroup | None:
    """Return the single age that a cell of a column of ages holds as a plain figure."""
    if isinstance(cell, str) and cell.strip().isdecimal():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    whole = int(cell) if float(cell).is_integer() else -1
    return AgeGroup(whole, whole) if 0 <= whole <= _OLDEST else None


def holds_years(column: Column) -> bool:
    """Tell whether a column holds years: 年, 年次."""
    return column.folded in _YEAR_COLUMNS
