"""A department's indicator sheet: 施策番号, 指標名, 単位, values by 年度; columns by synonyms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from workbench.exchange.cells import CellReading, read_cell
from workbench.exchange.fields import Field, meanings_of
from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, Guidance, decided
from workbench.exchange.japanese import fold_name, fold_unit, read_year
from workbench.exchange.japanese.folding import tidy
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.layouts.indicator_columns import SheetColumns, chosen_fields, columns_of
from workbench.exchange.tables import Column, Table, find_tables
from workbench.exchange.workbooks import Cell, Sheet
from workbench.language import message
from workbench.plan.structure import Direction, Role
from workbench.plan.values import number

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
_ROLES = (
    (Role.TARGET, ("目標", "計画", "target")),
    (Role.BASELINE, ("現状", "基準", "策定時", "baseline")),
    (Role.ACTUAL, ("実績", "実測", "結果", "actual")),
)


class IndicatorRow(NamedTuple):
    """One row of the sheet; a tuple, because a sheet may have twenty thousand.

    Parameters
    ----------
    row
        Counted from 0 on the sheet.
    measure_code, measure_name, name
        What names the measure and the indicator, as written.
    measure_row
        The row in which the measure is named; a blank below a name repeats it.
    unit
        The unit the row says; empty when it says none.
    slots
        The (role, fiscal year) of each column of values, in their order; None where the row
        leaves them open.
    figures
        The cells of the columns of values, as they stand.
    readings
        Those of them that are more than a plain figure or a blank, by column.
    findings
        What was noticed in the row.
    """

    row: int
    measure_code: str
    measure_name: str
    name: str
    measure_row: int
    unit: str
    slots: tuple[tuple[Role, int] | None, ...]
    figures: tuple[Cell, ...]
    readings: Mapping[int, CellReading]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class IndicatorSheet:
    """A sheet of indicators as it was read."""

    table: Table
    columns: SheetColumns
    rows: tuple[IndicatorRow, ...]
    findings: tuple[Finding, ...]

    def texts_of(self, row: IndicatorRow) -> dict[Field, str]:
        """Return definition, direction and so on; only those the sheet has a column for."""
        fields = self.columns.fields
        return {
            name: _text(self.table, row.row, fields[name]) for name in TEXT_FIELDS if name in fields
        }

    def name_spot(self, row: IndicatorRow) -> Spot:
        """Return the cell of the indicator's name."""
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
        for table in _side_by_side(whole):
            meanings = meanings_of(table.columns)
            chosen = chosen_fields(meanings)
            values = any(meaning.field is Field.VALUE for meaning in meanings)
            if Field.INDICATOR_NAME in chosen and values:
                measure = {Field.MEASURE_CODE, Field.MEASURE_NAME, Field.INDICATOR_ID}
                sure = 0.9 if measure & set(chosen) else 0.6
                certain = chosen[Field.INDICATOR_NAME].confidence
                yield Match(KEY, sheet, table, certain * sure)


def _side_by_side(table: Table) -> tuple[Table, ...]:
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
    return tuple(replace(table, columns=tuple(group)) for group in groups)


def read(
    match: Match, *, period: tuple[int, int], guidance: Guidance = NO_GUIDANCE
) -> IndicatorSheet:
    """Return the sheet's rows and what holds for the sheet as a whole.

    Parameters
    ----------
    match
        What `recognise` returned.
    period
        The plan's first and last fiscal year: a target without a year is for the end of it.
    guidance
        What a person decided on doubtful cells.
    """
    table = match.table
    if table is None:
        raise ValueError(match)
    meanings = meanings_of(table.columns) if match.meanings is None else match.meanings
    columns = columns_of(table, meanings, period, guidance)
    rows = tuple(_rows(table, columns, guidance))
    return IndicatorSheet(table, columns, rows, (*columns.findings, *_hidden(table, columns, rows)))


def _rows(table: Table, columns: SheetColumns, guidance: Guidance) -> Iterator[IndicatorRow]:
    sheet, fields = table.sheet, columns.fields
    telling = {row for row, _ in (*sheet.errors, *sheet.uncalculated, *sheet.formats)}
    fixed = tuple(
        (column.role, column.fiscal_year) if column.role and column.fiscal_year else None
        for column in columns.values
    )
    indexes = [column.index for column in columns.values]
    in_unit = any(column.unit for column in columns.values)
    name_column = fields[Field.INDICATOR_NAME]
    code_column, measure_column = fields.get(Field.MEASURE_CODE), fields.get(Field.MEASURE_NAME)
    unit_column = fields.get(Field.UNIT)
    code = measure = ""
    named_in = table.first_row
    for row in table.rows():
        own_code = _text(table, row, code_column)
        own_name = _text(table, row, measure_column)
        if own_code or own_name:
            # A blank below a measure's name repeats it; a new code without name does not.
            code, measure, named_in = own_code, own_name, row
        if table.is_total(row):
            continue
        unit = _text(table, row, unit_column)
        cells = sheet.rows[row]
        figures = tuple([cells[index] for index in indexes])
        readings: Mapping[int, CellReading] = {}
        if row in telling or in_unit or not _PLAIN.issuperset(map(type, figures)):
            readings = _readings(table, row, columns, unit, row in telling)
        if guidance.decisions:
            readings = _decided(table, row, columns, readings, guidance)
        findings = tuple(chain.from_iterable(reading.findings for reading in readings.values()))
        if unit and fold_unit(unit) == "%":
            findings += tuple(_shares(table, row, columns, readings, guidance))
        name = _text(table, row, name_column)
        if not name:
            held = _first_value(table, row, columns)
            if held is None:
                continue
            readings, findings = {}, (_no_indicator(held),)
        slots = _slots(table, row, columns) if columns.is_long else fixed
        yield IndicatorRow(
            row, code, measure, name, named_in, unit, slots, figures, readings, findings
        )


def _text(table: Table, row: int, column: int | None) -> str:
    """Return a text as the department wrote it; comparing folds its spelling."""
    if column is None:
        return ""
    cell = table.sheet.rows[row][column]
    if isinstance(cell, str):
        return _tidied(cell)
    return "" if cell is None and not table.sheet.merged else _tidied(table.text(row, column))


def _tidied(text: str) -> str:
    """Tidy a text; most have nothing to tidy, which is quickly told."""
    return text if text.isprintable() and text == text.strip() else tidy(text)


def _slots(table: Table, row: int, columns: SheetColumns) -> tuple[tuple[Role, int] | None, ...]:
    """Return role and year of each column of values where the row itself says them."""
    said = _text(table, row, columns.role_column)
    role_of_row = next(
        (role for role, words in _ROLES if any(word in said for word in words)), None
    )
    slots: list[tuple[Role, int] | None] = []
    for column in columns.values:
        year = column.fiscal_year
        if column.index in columns.year_columns:
            read = read_year(table.sheet.rows[row][columns.year_columns[column.index]])
            year = read.fiscal_year if read else None
        role = role_of_row or column.role
        slots.append((role, year) if role and year is not None else None)
    return tuple(slots)


def _readings(
    table: Table, row: int, columns: SheetColumns, unit: str, telling: bool
) -> dict[int, CellReading]:
    """Read the cells that are more than a plain figure or a blank."""
    cells = table.sheet.rows[row]
    return {
        column.index: read_cell(table, row, column.index, unit=column.unit or unit)
        for column in columns.values
        if cells[column.index].__class__ not in _PLAIN or telling or column.unit
    }


def _decided(
    table: Table,
    row: int,
    columns: SheetColumns,
    readings: Mapping[int, CellReading],
    guidance: Guidance,
) -> dict[int, CellReading]:
    """Return the readings with what a person decided on them; 0.884 may become 88.4."""
    settled = dict(readings)
    for column in columns.values:
        place = spot(table.sheet, row, column.index)
        decision = guidance.on(place.sheet, place.cell)
        figure = table.sheet.rows[row][column.index]
        if decision == _SHARE and isinstance(figure, int | float):
            settled[column.index] = CellReading(place, number(round(figure * 100, 10)), "%")
        elif decision and column.index in settled:
            settled[column.index] = decided(settled[column.index], decision)
    return settled


#: Decides that 0.884 is 88.4 %, or that it is what it says.
_SHARE, _AS_SAID = "share", "figure"

#: Cells that need no reading: figures and blanks.
_PLAIN = frozenset({float, int, type(None)})


def _first_value(table: Table, row: int, columns: SheetColumns) -> Spot | None:
    for column in columns.values:
        if table.sheet.text(row, column.index).strip():
            return spot(table.sheet, row, column.index)
    return None


def _no_indicator(place: Spot) -> Finding:
    return finding_at(
        place,
        "row.no_indicator",
        Level.ERROR,
        message("The row has values but no indicator."),
        message("Write the indicator's name into the row."),
        rule="L2-02",
    )


def _shares(
    table: Table,
    row: int,
    columns: SheetColumns,
    readings: Mapping[int, CellReading],
    guidance: Guidance,
) -> Iterator[Finding]:
    """Notice 0.884 among values around 87 %: a share that lost its per cent format."""
    figures: dict[int, float] = {}
    for column in columns.values:
        reading, cell = readings.get(column.index), table.sheet.rows[row][column.index]
        if reading is not None:
            if reading.value and reading.value.number is not None:
                figures[column.index] = reading.value.number
        elif isinstance(cell, int | float):
            figures[column.index] = cell
    usual = max(map(abs, figures.values()), default=0.0)
    for index, figure in figures.items():
        if not 0 < abs(figure) <= 1 or usual < 10:
            continue
        place = spot(table.sheet, row, index)
        decision = guidance.on(place.sheet, place.cell)
        if not decision and not place.original.endswith(("%", "％")):
            yield finding_at(
                place,
                "cell.share",
                Level.ERROR,
                message(
                    "{figure} stands among values up to {usual} %: it may be a share, {share} %.",
                    figure=f"{figure:g}",
                    usual=f"{usual:g}",
                    share=f"{figure * 100:g}",
                ),
                message("Write the figure in per cent."),
                rule="L3-04",
                needs_decision=True,
                choices=(
                    Choice(_SHARE, f"{figure * 100:g} %"),
                    Choice(_AS_SAID, f"{figure:g} %"),
                ),
            )


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
                spot(sheet, table.header_rows[0], column.index),
                "column.hidden",
                Level.WARNING,
                message("The column is hidden; it was read all the same."),
                message("Show the column, or delete it if it does not count."),
                rule="L1-13",
            )
