"""The rows of an indicator sheet: what names the measure and the indicator, and its values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from types import MappingProxyType
from typing import NamedTuple

from workbench.exchange.cells import CellReading, read_cell
from workbench.exchange.days_stated import dated
from workbench.exchange.fields import Field
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import SKIP, Guidance, decided
from workbench.exchange.japanese import read_year, split_unit
from workbench.exchange.japanese.folding import DASHES
from workbench.exchange.layouts.base import Spot, finding_at, spot
from workbench.exchange.layouts.indicator_columns import (
    RESULTS,
    SheetColumns,
    role_said,
    year_in_cell,
)
from workbench.exchange.layouts.whole_columns import (
    PLAIN,
    figure_in,
    figures_of,
    plain_figure,
    text_of,
    texts_of,
)
from workbench.exchange.plausibility import SHARE
from workbench.exchange.provisional import is_provisional, provisional_row
from workbench.exchange.tables import Table
from workbench.exchange.workbooks import Cell
from workbench.language import message
from workbench.plan.structure import Role
from workbench.plan.values import number


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
        The cells of the columns of values; texts of plain digits are figures already.
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


def read_rows(  # noqa: C901, PLR0912, PLR0915 - what a row says, one thing after the other
    table: Table,
    columns: SheetColumns,
    guidance: Guidance,
    stated: Mapping[int, tuple[str, str]] = MappingProxyType({}),
) -> Iterator[IndicatorRow]:
    """Yield the rows of a table of indicators; sums and rows that say nothing are left out.

    `stated` are code and name of the measures that title and sections say, by the row from which
    on they hold.
    """
    sheet, fields = table.sheet, columns.fields
    telling = {row for row, _ in (*sheet.errors, *sheet.uncalculated, *sheet.formats)}
    fixed = tuple(
        (column.role, column.fiscal_year) if column.role and column.fiscal_year else None
        for column in columns.values
    )
    indexes = [column.index for column in columns.values]
    in_unit = any(column.unit for column in columns.values)
    measure_column = fields.get(Field.MEASURE_NAME)
    code = measure = carried = carried_unit = ""
    named_in = table.first_row
    spelled = _spelled_downwards(table, measure_column)
    rows = list(table.rows())
    totals = table.totals
    figures_read, all_plain = figures_of(table, rows, indexes)
    names, roles = _roles_in_names(texts_of(table, rows, fields[Field.INDICATOR_NAME]))
    for row, own_code, own_name, name, own_unit, figures, role in zip(
        rows,
        texts_of(table, rows, fields.get(Field.MEASURE_CODE)),
        texts_of(table, rows, measure_column),
        names,
        texts_of(table, rows, fields.get(Field.UNIT)),
        figures_read,
        roles,
        strict=True,
    ):
        if spelled:
            own_name = spelled.get(row, "")  # noqa: PLW2901
        if own_code or own_name:
            # A blank below a measure's name repeats it; a new code without name does not.
            code, measure, named_in = own_code, own_name, row
        elif stated:
            code, measure = _stated(stated, row)
        if row in totals:
            continue
        unit = "" if own_unit in _NO_UNITS else own_unit or columns.unit
        readings: Mapping[int, CellReading] = {}
        told = row in telling or in_unit
        if not (told or all_plain):
            figures = tuple([figure_in(cell, unit) for cell in figures])  # noqa: PLW2901
        if told or not (all_plain or PLAIN.issuperset(map(type, figures))):
            readings = {
                index: read_cell(table, row, index, unit=columns.unit_of(index) or unit)
                for index, figure in zip(indexes, figures, strict=True)
                if told or figure.__class__ not in PLAIN
            }
        if columns.years_in_cells:
            readings = _without_years(readings, columns)
        if readings:
            unit = unit or _unit_of_cells(readings)
        if not unit and name[-1:] in _BRACKETS:
            unit = split_unit(name)[1]
        if guidance.decisions:
            readings = readings_decided(table, row, columns, readings, guidance)
        findings: tuple[Finding, ...] = ()
        if readings:
            findings = tuple(chain.from_iterable(one.findings for one in readings.values()))
        if columns.role_column is not None:
            # 目標 and 実績 stand in two rows, the name in the first of them.
            if not name and text_of(table, row, columns.role_column):
                name, unit = carried, unit or carried_unit  # noqa: PLW2901
            carried, carried_unit = name, unit
        if not name:
            held = _first_value(table, row, columns)
            if held is None:
                continue
            readings, findings = {}, (_no_indicator(held),)
        if _LISTED_AGAIN in name:
            place = spot(sheet, row, fields[Field.INDICATOR_NAME])
            findings += (_listed_again(place),)
        slots = fixed
        if columns.is_long:
            slots, said = _long_slots(table, row, columns, guidance)
            findings += said
        elif role is not None:
            slots = tuple((role, slot[1]) if slot else None for slot in fixed)
        yield IndicatorRow(
            row, code, measure, name, named_in, unit, slots, figures, readings, findings
        )


_BRACKETS = frozenset(")）]］〕】")


_ROLE_BEHIND = re.compile(
    r"(?P<name>.+?)\s*(?:[(（\[［〔【]\s*|\s)(?P<role>目標|実績|現状|基準)値?\s*[)）\]］〕】]?"
)


def _roles_in_names(names: Sequence[str]) -> tuple[Sequence[str], Sequence[Role | None]]:
    """Return names without the role behind them, and the roles: 参加者数（目標） is a target.

    Only where one name stands with several roles: 目標 alone may belong to a name.
    """
    nothing = (names, [None] * len(names))
    ends = ("目標", "実績", "値", ")", "）")
    if not any(name.endswith(ends) and ("目標" in name or "実績" in name) for name in names):
        return nothing
    split = [_ROLE_BEHIND.fullmatch(name) for name in names]
    roles: dict[str, set[str]] = {}
    for match in filter(None, split):
        roles.setdefault(match["name"], set()).add(match["role"])
    several = {name for name, said in roles.items() if len(said) > 1}
    if not several:
        return nothing
    read = [
        (match["name"], role_said(match["role"]))
        if match and match["name"] in several
        else (name, None)
        for name, match in zip(names, split, strict=True)
    ]
    return [name for name, _ in read], [role for _, role in read]


def _unit_of_cells(readings: Mapping[int, CellReading]) -> str:
    """Return the unit that all cells of a row say: 90人, 105人."""
    units = {reading.unit for reading in readings.values() if reading.unit}
    return units.pop() if len(units) == 1 else ""


def _without_years(
    readings: Mapping[int, CellReading], columns: SheetColumns
) -> Mapping[int, CellReading]:
    """Return the readings in which the year behind 80人（R4） is no second figure."""
    return {
        index: decided(reading, "figure") if index in columns.years_in_cells else reading
        for index, reading in readings.items()
    }


def _stated(stated: Mapping[int, tuple[str, str]], row: int) -> tuple[str, str]:
    """Return the measure that holds for a row; nothing before the first one is said."""
    last = max((at for at in stated if at <= row), default=None)
    return ("", "") if last is None else stated[last]


def _long_slots(
    table: Table, row: int, columns: SheetColumns, guidance: Guidance
) -> tuple[tuple[tuple[Role, int] | None, ...], tuple[Finding, ...]]:
    """Return the slots that a row says, and that its results are not final where it says so."""
    slots = _slots(table, row, columns)
    if columns.role_column is None or not any(slot and slot[0] in RESULTS for slot in slots):
        return slots, ()
    place = spot(table.sheet, row, columns.role_column)
    if not is_provisional(place.original):
        return slots, ()
    if guidance.on(place.sheet, place.cell) == SKIP:
        slots = (None,) * len(slots)
    return slots, (provisional_row(place),)


def _slots(table: Table, row: int, columns: SheetColumns) -> tuple[tuple[Role, int] | None, ...]:
    """Return role and year of each column of values where the row itself says them."""
    said = text_of(table, row, columns.role_column)
    role_of_row = role_said(said)
    if said and role_of_row is None:
        # 達成率, 差: a row about values that holds none.
        return (None,) * len(columns.values)
    slots: list[tuple[Role, int] | None] = []
    for column in columns.values:
        year = column.fiscal_year
        if column.index in columns.year_columns:
            cell = table.sheet.rows[row][columns.year_columns[column.index]]
            read = read_year(cell, near=columns.near)
            year = dated(read, columns.month).fiscal_year if read else None
        elif column.index in columns.years_in_cells:
            year = year_in_cell(table.sheet.text(row, column.index))
        role = role_of_row or column.role
        slots.append((role, year) if role and year is not None else None)
    return tuple(slots)


def readings_decided(
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
        figure = plain_figure(table.sheet.rows[row][column.index])
        if decision == SHARE and isinstance(figure, int | float):
            settled[column.index] = CellReading(place, number(round(figure * 100, 10)), "%")
        elif decision == SKIP and column.index in settled:
            settled[column.index] = replace(settled[column.index], value=None, blank=False)
        elif decision and column.index in settled:
            settled[column.index] = decided(settled[column.index], decision)
    return settled


def _spelled_downwards(table: Table, column: int | None) -> dict[int, str]:
    """Return names that are spelled one character a row, by their first row: 健, 康, づ, く, り.

    A blank row, or a border that only the eye sees, ends a name; nothing is returned where the
    column holds names as usual.
    """
    if column is None:
        return {}
    looked_at = islice(table.rows(), _LOOKED_AT)
    if any(len(text_of(table, row, column)) > 1 for row in looked_at):
        return {}
    texts = {row: text_of(table, row, column) for row in table.rows()}
    filled = {row: text for row, text in texts.items() if text}
    single = sum(len(text) == 1 for text in filled.values())
    if len(filled) < 3 or single < len(filled):
        return {}
    names: dict[int, str] = {}
    first: int | None = None
    for row, text in texts.items():
        if not text:
            first = None
        elif first is None:
            first, names[row] = row, text
        else:
            names[first] += text
    return names


#: How many rows show whether a column spells its names downwards.
_LOOKED_AT = 60


def _first_value(table: Table, row: int, columns: SheetColumns) -> Spot | None:
    for column in columns.values:
        if table.sheet.text(row, column.index).strip():
            return spot(table.sheet, row, column.index)
    return None


#: What stands in the column of units where an indicator is words.
_NO_UNITS = frozenset(DASHES) | {"ー", "なし", "無し", "文言", "定性"}
_LISTED_AGAIN = "再掲"


def _listed_again(place: Spot) -> Finding:
    return finding_at(
        place,
        "row.listed_again",
        Level.WARNING,
        message("The row is marked 再掲; it was read as an indicator of its own."),
        message("Leave the row out if the indicator is only listed again here."),
    )


def _no_indicator(place: Spot) -> Finding:
    return finding_at(
        place,
        "row.no_indicator",
        Level.ERROR,
        message("The row has values but no indicator."),
        message("Write the indicator's name into the row."),
        rule="L2-02",
    )
