"""Which year each of the repeated blocks of a project evaluation is of.

The blocks bear no year. The last one is of the year that the sheet says it is of, held against
the years in which projects begin: each makes right one year for the first block with money.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import mode

from workbench.exchange.blocks import RepeatedBlocks
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, Guidance, year_choice
from workbench.exchange.japanese import find_years, read_value, read_year
from workbench.exchange.layouts.base import Spot, column_named, finding_at, spot
from workbench.exchange.tables import Column, Table
from workbench.language import message

#: How far back a first year may lie to tell anything about the blocks.
_RECENT = 10


def last_year(  # noqa: PLR0917 - all of it is needed, and said by name where it is not plain
    table: Table,
    blocks: RepeatedBlocks,
    totals: Sequence[int],
    near: int,
    findings: list[Finding],
    guidance: Guidance = NO_GUIDANCE,
) -> int | None:
    """Return the fiscal year of the last block, or None when it has to be asked.

    Parameters
    ----------
    totals
        The column of each block's total, by which it shows whether a project had money.
    near
        A fiscal year of the plan: a bare 7 in the column 年度 is read close to it.
    findings
        What was noticed is added to these.
    guidance
        What a person decided.
    """
    place = spot(table.sheet, table.names_row, blocks.blocks[-1][0].index)
    decided = guidance.year(place.sheet, place.cell)
    if decided is not None:
        return decided
    in_header = _years_in_headers(blocks)
    if in_header is not None:
        return in_header
    stated = _stated_year(table, near)
    if stated is None:
        findings.append(_no_year(place, near))
        return None
    agreeing = _agreement(table, totals, stated)
    best = max(agreeing, key=lambda year: (agreeing[year], year == stated), default=stated)
    sure = agreeing[best] >= 3 and agreeing[best] > 2 * agreeing.get(stated, 0)
    if best != stated and sure:
        findings.append(_years_disagree(place, stated, best))
        return None
    findings.append(
        finding_at(
            place,
            "block.year_inferred",
            Level.NOTE,
            message(
                "The blocks bear no year; they were read as {first} to {last}.",
                first=stated - blocks.count + 1,
                last=stated,
            ),
            message("{count} projects began in the year this gives.", count=agreeing[stated]),
            rule="L3-05",
        )
    )
    return stated


def _years_in_headers(blocks: RepeatedBlocks) -> int | None:
    """Return the last block's year where every block's header names its own, one after another."""
    years = [
        {year.fiscal_year for column in block for part in column.parts for year in find_years(part)}
        for block in blocks.blocks
    ]
    if any(len(found) != 1 for found in years):
        return None
    named = [found.pop() for found in years]
    return named[-1] if named == list(range(named[0], named[0] + len(named))) else None


def _stated_year(table: Table, near: int) -> int | None:
    """Return the year that the column 年度 says the sheet is of."""
    column = column_named(table, ("年度", "評価年度", "対象年度"))
    if column is None:
        texts = (*table.title, table.sheet.name)
        named = {year.fiscal_year for text in texts for year in find_years(text) if year.fiscal}
        return named.pop() if len(named) == 1 else None
    cells = [table.sheet.cell(row, column.index) for row in table.rows()]
    years = [year.year for cell in cells if (year := read_year(cell, near=near))]
    return mode(years) if years else None


def _first_year_column(table: Table) -> Column | None:
    return next((column for column in table.columns if "始期" in column.folded), None)


def _agreement(table: Table, totals: Sequence[int], stated: int) -> Counter[int]:
    """Count for each possible last year how many projects' first year it makes right.

    Only projects that have no money in the first block tell anything.
    """
    column = _first_year_column(table)
    agreeing: Counter[int] = Counter({stated: 0})
    if column is None:
        return agreeing
    for row in table.rows():
        first = read_year(table.sheet.cell(row, column.index), near=stated)
        spent = [
            index
            for index, total in enumerate(totals)
            if (read_value(table.sheet.cell(row, total)).number or 0) != 0
        ]
        if first and spent and spent[0] > 0 and abs(first.year - stated) <= _RECENT:
            agreeing[first.year + len(totals) - 1 - spent[0]] += 1
    return agreeing


def _no_year(place: Spot, near: int) -> Finding:
    return finding_at(
        place,
        "block.no_year",
        Level.ERROR,
        message("The blocks of money bear no year, and no column says which year the sheet is of."),
        message("Add a column 年度, or write the years above the blocks."),
        rule="L3-05",
        needs_decision=True,
        choices=tuple(map(year_choice, range(near, near - 8, -1))),
    )


def _years_disagree(place: Spot, stated: int, likely: int) -> Finding:
    return finding_at(
        place,
        "block.years_disagree",
        Level.ERROR,
        message(
            "The sheet is of {stated}, but the projects' first years say the last block is of"
            " {likely}.",
            stated=stated,
            likely=likely,
        ),
        message("Write the years above the blocks."),
        rule="L3-05",
        needs_decision=True,
        choices=(year_choice(stated), year_choice(likely)),
    )
