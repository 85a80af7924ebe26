"""A department's indicator sheet: 施策番号, 指標名, 単位, values by 年度; columns by synonyms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from workbench.exchange.days_stated import meanings_in
from workbench.exchange.fields import Field, meanings_of
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, Guidance
from workbench.exchange.japanese import fold_name
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.layouts.doubled_columns import indicator_blocks
from workbench.exchange.layouts.indicator_columns import SheetColumns, chosen_fields, columns_of
from workbench.exchange.layouts.indicator_rows import IndicatorRow, read_rows
from workbench.exchange.layouts.shares import with_shares
from workbench.exchange.layouts.whole_columns import text_of
from workbench.exchange.personal import department_of
from workbench.exchange.tables import Column, Table, find_tables
from workbench.exchange.workbooks import Sheet, address
from workbench.language import message
from workbench.plan.structure import Direction

KEY = "indicator_sheet"

TEXT_FIELDS = (
    Field.UNIT,
    Field.DIRECTION,
    Field.DEFINITION,
    Field.SOURCE_NOTE,
    Field.DEPARTMENT,
)
_DIRECTIONS: tuple[tuple[Direction, tuple[str, ...]], ...] = (
    (Direction.LESS, ("減", "低下", "削減", "下", "↓", "↘", "-", "抑制")),
    (Direction.MORE, ("増", "上昇", "向上", "上", "↑", "↗", "+", "拡大")),
    (Direction.HOLD, ("維持", "横ばい", "→", "現状", "継続")),
)


@dataclass(frozen=True)
class IndicatorSheet:
    """A sheet of indicators as it was read."""

    table: Table
    columns: SheetColumns
    rows: tuple[IndicatorRow, ...]
    findings: tuple[Finding, ...]
    #: The cell that names the one indicator of a table with a column for each, years downwards.
    name_cell: tuple[int, int] | None = None
    #: Whether another indicator stands left of it in the same rows.
    is_further: bool = False

    def key_of(self, row: IndicatorRow) -> str:
        """Return what names an indicator inside a proposal by the row it was met in first."""
        if self.name_cell is not None:
            named = address(*self.name_cell)
        elif self.is_further:
            # The row's first indicator bears its number.
            named = address(row.row, self.columns.fields[Field.INDICATOR_NAME])
        elif self.table.span is not None:
            # The table beside this one has rows of the same numbers.
            named = address(row.row, self.table.span[0])
        else:
            named = f"{row.row + 1}"
        return f"{self.table.sheet.name}!{named}"

    def texts_of(self, row: IndicatorRow) -> dict[Field, str]:
        """Return definition, direction and so on; only those the sheet has a column for."""
        fields = self.columns.fields
        texts = {
            name: text_of(self.table, row.row, fields[name])
            for name in TEXT_FIELDS
            if name in fields
        }
        if Field.DEPARTMENT in texts:
            texts[Field.DEPARTMENT] = department_of(texts[Field.DEPARTMENT])
        return texts

    def name_spot(self, row: IndicatorRow) -> Spot:
        """Return the cell of the indicator's name."""
        if self.name_cell is not None:
            return spot(self.table.sheet, *self.name_cell)
        return spot(self.table.sheet, row.row, self.columns.fields[Field.INDICATOR_NAME])

    def measure_spot(self, row: IndicatorRow) -> Spot:
        """Return the cell that names the measure: its code, or its name without a code."""
        named = [
            self.columns.fields[name]
            for name in (Field.MEASURE_CODE, Field.MEASURE_NAME)
            if name in self.columns.fields
        ]
        if not named:
            return self.name_spot(row)
        cells = self.table.sheet.rows[row.measure_row]
        filled = (column for column in named if cells[column] is not None)
        return spot(self.table.sheet, row.measure_row, next(filled, named[0]))


def read_direction(text: str) -> Direction | None:
    """Return the direction that 増加, ↓ or 維持 states."""
    plain = fold_name(text)
    for direction, words in _DIRECTIONS:
        if any(word in plain for word in words):
            return direction
    return None


def recognise(sheet: Sheet) -> Match | None:
    """Return the surest of the tables of indicators on the sheet."""
    return max(recognise_tables(sheet), key=lambda match: match.confidence, default=None)


def recognise_tables(sheet: Sheet) -> Iterator[Match]:
    """Yield each table with a column of indicator names and one of values."""
    for whole in find_tables(sheet):
        for table in side_by_side(whole):
            match = match_of(table)
            if match is not None:
                yield match


def match_of(table: Table) -> Match | None:
    """Return a match for a table with a column of indicator names and one of values."""
    meanings = meanings_of(table.columns)
    chosen = chosen_fields(meanings)
    values = any(meaning.field is Field.VALUE for meaning in meanings)
    if Field.INDICATOR_NAME not in chosen or not values:
        return None
    measure = {Field.MEASURE_CODE, Field.MEASURE_NAME, Field.INDICATOR_ID}
    sure = 0.9 if measure & set(chosen) else 0.6
    return Match(KEY, table.sheet, table, chosen[Field.INDICATOR_NAME].confidence * sure)


def side_by_side(table: Table) -> tuple[Table, ...]:
    """Return the tables that stand beside each other, a blank column between them."""
    groups: list[list[Column]] = []
    for column in table.columns:
        if not groups or column.index > groups[-1][-1].index + 1:
            groups.append([])
        groups[-1].append(column)
    named = [
        group
        for group in groups
        if any(meaning.field is Field.INDICATOR_NAME for meaning in meanings_of(group))
    ]
    if len(named) < 2 or len(named) < len(groups):
        return (table,)
    return tuple(
        map(
            _ending,
            (
                replace(table, columns=tuple(group), span=(group[0].index, group[-1].index))
                for group in groups
            ),
        )
    )


def _ending(table: Table) -> Table:
    """Return one of several tables beside each other as long as its own rows go."""
    last = table.last_row
    while last > table.first_row and not any(cell is not None for cell in table.own_cells(last)):
        last -= 1
    return replace(table, last_row=last)


def read(
    match: Match,
    *,
    period: tuple[int, int],
    guidance: Guidance = NO_GUIDANCE,
    stated: Mapping[int, tuple[str, str]] = MappingProxyType({}),
) -> tuple[IndicatorSheet, ...]:
    """Return the sheet's rows and what holds for the sheet as a whole.

    There is one for each indicator that a row holds: 活動指標 and 成果指標 beside each other.

    Parameters
    ----------
    match
        What `recognise` returned.
    period
        The plan's first and last fiscal year: a target without a year is for the end of it.
    guidance
        What a person decided on doubtful cells.
    stated
        Code and name of the measures that title and sections say, by row; see `read_rows`.
    """
    table = match.table
    if table is None:
        raise ValueError(match)
    meanings = match.meanings
    if meanings is None:
        meanings = meanings_in(table)
    sheets: list[IndicatorSheet] = []
    for block in indicator_blocks(meanings):
        columns = columns_of(table, block, period, guidance)
        read_so_far = tuple(read_rows(table, columns, guidance, stated))
        rows = with_shares(read_so_far, table, columns, guidance)
        hidden = () if sheets else (*_sums(table), *_hidden(table, columns, rows))
        sheets.append(
            IndicatorSheet(
                table, columns, rows, (*columns.findings, *hidden), is_further=bool(sheets)
            )
        )
    return tuple(sheets)


def _sums(table: Table) -> Iterator[Finding]:
    """Say which rows were left out because they sum up others; one may be an indicator."""
    rows = sorted(table.totals)
    if rows:
        label = next(
            column for column, cell in enumerate(table.sheet.rows[rows[0]]) if isinstance(cell, str)
        )
        yield finding_at(
            spot(table.sheet, rows[0], label),
            "row.sum",
            Level.NOTE,
            message(
                "Rows that sum up others were left out: {rows}.",
                rows="、".join(str(row + 1) for row in rows[:_ROWS_SAID])
                + ("…" if len(rows) > _ROWS_SAID else ""),
            ),
            message("Give an indicator that is called so a longer name."),
        )


#: So many rows are said by their numbers.
_ROWS_SAID = 8


def _hidden(
    table: Table, columns: SheetColumns, rows: tuple[IndicatorRow, ...]
) -> Iterator[Finding]:
    """Report hidden rows and columns that hold something: they were read like the others."""
    sheet = table.sheet
    for row in rows if sheet.hidden_rows else ():
        if row.row in sheet.hidden_rows:
            yield finding_at(
                spot(sheet, row.row, columns.fields[Field.INDICATOR_NAME]),
                "row.hidden",
                Level.WARNING,
                message("The row is hidden; it was read all the same."),
                message("Show the row, or delete it if it does not count."),
                rule="L1-13",
            )
    for column in table.columns:
        if column.index in sheet.hidden_columns:
            yield finding_at(
                spot(sheet, table.top, column.index),
                "column.hidden",
                Level.WARNING,
                message("The column is hidden; it was read all the same."),
                message("Show the column, or delete it if it does not count."),
                rule="L1-13",
            )
