"""Columns of figures under a table that was read, which nothing took for values: they are said.

R8予定, 前回値, columns of money or of a span of years hold figures that somebody wrote down. Of
columns that are plainly about values (達成率, 順位), or that number the rows, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from workbench.exchange.fields import ColumnMeaning, is_part_of_year, tells_about_values
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import read_value, shadow
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.exchange.personal import is_personal
from workbench.exchange.tables import Column, Table
from workbench.exchange.workbooks import Cell
from workbench.language import message

#: So many rows show what a column holds, and what share of its cells has to be figures.
_LOOKED_AT, _AGREEING = 60, 0.6
#: So many columns of a table get a note each; more are gathered in one, so that it is no flood.
_ONE_BY_ONE = 3
#: Numbers that name something instead of counting it.
_NUMBERING = re.compile(
    r"番号|no\.?$|№|通番|連番|項番|コード|code|(?<![a-z])id(?![a-z])|順位|順番|優先|ページ|頁"
    r"|電話|内線|目標$|ゴール|sdgs|配点|得点|点数|重要度|満足度"
)
#: R6-R5, the later year in front: what was added from one to the other.
_ADDED = re.compile(r"^(?:令和|[r])?(\d+)(?:年度?)?[-−–](?:令和|[r])?(\d+)(?:年度?)?$")
#: 開始年度, 最終更新年: years that something began or ended.
_OF_YEARS = re.compile(r"^\D*(?:年度?|年月日?|時期|期間|月|日)$")


def unread_columns(table: Table, meanings: Sequence[ColumnMeaning | None]) -> tuple[Finding, ...]:
    """Return notes on the columns of figures that mean nothing to what reads the table."""
    known = {meaning.column.index for meaning in meanings if meaning}
    left = [
        column
        for column in table.columns
        if column.index not in known and _speaks_of_values(column) and _holds_figures(table, column)
    ]
    left = [column for column in left if not is_personal(table, column)]
    if len(left) <= _ONE_BY_ONE:
        return tuple(
            finding_at(
                _header(table, column),
                "column.unread",
                Level.NOTE,
                message("The column holds figures and was not read."),
                message("Say beside the sheet what it means if its figures count."),
            )
            for column in left
        )
    return (
        finding_at(
            _header(table, left[0]),
            "column.unread",
            Level.NOTE,
            message(
                "{count} columns hold figures and were not read: {columns}.",
                count=len(left),
                columns="、".join(_named(table, column) for column in left),
            ),
            message("Say beside the sheet what they mean if their figures count."),
        ),
    )


def _speaks_of_values(column: Column) -> bool:
    words = shadow(column.name).casefold().replace(" ", "")
    added = _ADDED.match(words)
    return not (
        (added and int(added[1]) > int(added[2]))
        or tells_about_values(column.folded)
        or is_part_of_year(column)
        or _NUMBERING.search(words)
        or _OF_YEARS.match(words)
    )


def _holds_figures(table: Table, column: Column) -> bool:
    cells = [
        cell
        for row in islice(table.rows(), _LOOKED_AT)
        if (cell := table.sheet.cell(row, column.index)) is not None
    ]
    figures = [figure for cell in cells if (figure := _figure(cell)) is not None]
    if not figures or len(figures) < _AGREEING * len(cells):
        return False
    # 1, 2, 3 beside the rows number them.
    return bool(column.parts) or not _counts_up(figures)


def _figure(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else read_value(cell).number


def _counts_up(figures: Sequence[float]) -> bool:
    return all(later - earlier == 1 for earlier, later in pairwise(figures))


def _header(table: Table, column: Column) -> Spot:
    own = table.sheet.text(table.names_row, column.index) if len(column.parts) == 1 else ""
    return Spot(table.sheet.name, table.names_row, column.index, own or column.name)


def _named(table: Table, column: Column) -> str:
    place = _header(table, column)
    return f"{place.cell} {place.original}".strip()
