"""Columns that say they hold one thing: two of a year, a second indicator in the same row.

What a table says twice is never settled by the place of a column: a person says which counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from workbench.exchange.fields import ColumnMeaning, Field, is_part_of_year
from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.guidance import Guidance
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.exchange.tables import Table
from workbench.exchange.workbooks import column_letters
from workbench.language import message
from workbench.plan.fiscal_years import display_fiscal_year

#: Decides which of several columns counts: its letters stand behind.
_COLUMN = "column:"
_SURE = 0.8


def doubled(
    table: Table,
    slots: Sequence[tuple[int, object, int | None]],
    guidance: Guidance,
) -> tuple[frozenset[int], tuple[Finding, ...]]:
    """Return the columns to leave out because another says the same, and what is asked of them.

    `slots` are column, role and fiscal year of each column of values. Of columns that hold the
    same the first one counts; of others the one that a person chose, and without a choice none.
    """
    together: dict[tuple[object, int], list[int]] = defaultdict(list)
    for column, role, year in slots:
        if year is not None:
            together[role, year].append(column)
    left_out: set[int] = set()
    findings: list[Finding] = []
    for (_, year), columns in together.items():
        if len(columns) < 2:
            continue
        if len({_cells(table, column) for column in columns}) == 1:
            left_out.update(columns[1:])
            continue
        place = _heading(table, columns[-1])
        decided = guidance.on(place.sheet, place.cell).removeprefix(_COLUMN)
        left_out.update(one for one in columns if column_letters(one) != decided)
        if decided not in map(column_letters, columns):
            findings.append(_asked(table, place, columns, year))
    return frozenset(left_out), tuple(findings)


def _cells(table: Table, column: int) -> tuple[object, ...]:
    return tuple(table.sheet.rows[row][column] for row in table.rows())


def _heading(table: Table, column: int) -> Spot:
    name = next((one.name for one in table.columns if one.index == column), "")
    row = table.header_rows[-1] if table.header_rows else table.first_row
    return Spot(table.sheet.name, row, column, name)


def _asked(table: Table, place: Spot, columns: Sequence[int], year: int) -> Finding:
    return finding_at(
        place,
        "column.doubled",
        Level.ERROR,
        message(
            "Columns {columns} all say that they hold the same kind of value of {year}.",
            columns="、".join(map(column_letters, columns)),
            year=display_fiscal_year(year),
        ),
        message("Choose the one that counts, or say of each which year it is of."),
        rule="L2-03",
        needs_decision=True,
        choices=tuple(
            Choice(
                f"{_COLUMN}{column_letters(column)}",
                message(
                    "{column}: {name}",
                    column=column_letters(column),
                    name=_heading(table, column).original,
                ),
            )
            for column in columns
        ),
    )


def parts_of_years(table: Table) -> Iterator[Finding]:
    """Say once that columns of quarters and months were not read."""
    for column in islice(filter(is_part_of_year, table.columns), 1):
        yield finding_at(
            _heading(table, column.index),
            "column.part_of_year",
            Level.NOTE,
            message("The column holds a part of a year; only figures of whole years were read."),
            message("Import a sheet with the figures of the whole year."),
        )


def indicator_blocks(
    meanings: Sequence[ColumnMeaning],
) -> tuple[tuple[ColumnMeaning, ...], ...]:
    """Return the columns of each indicator where a row holds several: 活動指標 and 成果指標.

    What stands left of the first name, and what only one of the blocks has, is of all of them.
    """
    names = [
        one.column.index
        for one in meanings
        if one.field is Field.INDICATOR_NAME and one.confidence >= _SURE
    ]
    edges = [0, *names[1:]]
    blocks = [
        [one for one in meanings if edge <= one.column.index < end]
        for edge, end in zip(edges, [*edges[1:], 10**6], strict=True)
    ]
    held = [{(one.role, one.year and one.year.fiscal_year) for one in block
             if one.field is Field.VALUE} for block in blocks]  # fmt: skip
    if len(blocks) < 2 or not all(one & held[0] for one in held):
        return (tuple(meanings),)
    counted: dict[Field, int] = defaultdict(int)
    for block in blocks:
        for field in {one.field for one in block}:
            counted[field] += 1
    before = [one for one in blocks[0] if one.column.index < names[0]]
    alone = [
        one
        for one in meanings
        if counted[one.field] == 1 and one.field is not Field.UNIT and one not in before
    ]
    return tuple(tuple(dict.fromkeys((*before, *block, *alone))) for block in map(tuple, blocks))
