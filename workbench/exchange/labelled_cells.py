"""Walks the cells of a table whose labels stand anywhere: in rows, columns, sections, the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from workbench.exchange.japanese import read_value
from workbench.exchange.population_labels import AgeGroup
from workbench.exchange.population_tags import Tags, column_tags, heading_tags, row_tags
from workbench.exchange.tables import Column, Table

#: So many rows tell whether a table has ages down its side.
_ROWS_LOOKED_AT = 60
_REPEATED = re.compile(r"再掲|うち|別掲")


@dataclass(frozen=True)
class Labelled:
    """A cell of a table with all that is said of it; the row counts from 0.

    `section` is the heading that the row stands under, empty without one.
    """

    row: int
    column: Column
    tags: Tags
    section: str


def labelled_cells(
    table: Table, wanted: Callable[[Column, Tags], bool], of_area: Callable[[int], bool]
) -> Iterator[Labelled]:
    """Yield the cells of the wanted columns in the rows of an area, each with its labels.

    The nearest label counts: that of the row, then of the column, the section, the title.
    """
    columns = [
        (column, tags) for column in table.columns if wanted(column, tags := column_tags(column))
    ]
    weakest = heading_tags(corner(table)).or_else(heading_tags(headings(table)))
    sections, rows, section, heading = table.sections(), set(table.rows()), Tags(), ""
    for row in range(table.first_row - 1, table.last_row + 1):
        if row in sections:
            heading = sections[row]
            section = heading_tags((heading,)).or_else(section)
        if row not in rows or _is_repeated(table, row) or not of_area(row):
            continue
        labels = row_tags(table, row)
        for column, of_column in columns:
            tags = labels.of_column(column.index)
            placed = tags.or_else(of_column).or_else(section).or_else(weakest).settled()
            yield Labelled(row, column, placed, heading)


def ages_of(table: Table, enough: int) -> set[AgeGroup]:
    """Return the age groups in the columns of a table, or where they are not enough in its rows."""
    ages = {age for column in table.columns if (age := column_tags(column).age)}
    if len(ages) >= enough:
        return ages
    looked_at = islice(table.rows(), _ROWS_LOOKED_AT)
    return {age for row in looked_at if (age := row_tags(table, row).front.age)}


def headings(table: Table) -> Sequence[str]:
    """Return what holds for a whole table: its title and the sheet's name."""
    return (*table.title, table.sheet.name)


def corner(table: Table) -> Iterator[str]:
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
