"""The results of indicators that a department sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbench.exchange.cells import CellReading, in_unit, read_cell
from workbench.exchange.changes import Change
from workbench.exchange.japanese.signs import read_sign
from workbench.exchange.layouts.base import spot
from workbench.exchange.layouts.round_trip import ReturnedRow
from workbench.exchange.plausibility import Results
from workbench.exchange.proposals import IndicatorChange, ValueChange
from workbench.exchange.returning.gathered import Gathering, as_typed
from workbench.exchange.templates.indicator_form import ACTUAL
from workbench.plan.structure import Direction, Indicator, IndicatorValue, Role
from workbench.plan.values import Value, words

#: The actual values that the plan holds, by indicator and fiscal year.
Actuals = Mapping[tuple[int, int], IndicatorValue]


def actuals_of(values: Sequence[IndicatorValue]) -> Actuals:
    """Return the actual values among these, by indicator and fiscal year."""
    return {(one.indicator_id, one.fiscal_year): one for one in values if one.role is Role.ACTUAL}


def add_results(
    gathering: Gathering, row: ReturnedRow, indicator: Indicator, held: Actuals
) -> None:
    """Add what a row says of an indicator, for each year that was asked."""
    key = f"{row.spot.sheet}!{row.row + 1}"
    provenance = gathering.origin.at(row.spot)
    gathering.found.indicators.append(
        IndicatorChange(Change.SAME, key, indicator, indicator, provenance)
    )
    asked = {
        mark.fiscal_year: column
        for mark, column in gathering.returned.columns.items()
        if mark.field == ACTUAL
    }
    results = Results(_of_and_before(indicator, asked, held), indicator.unit)
    for year, column in asked.items():
        reading = _read(gathering, row.row, column, indicator)
        gathering.add_findings(reading.findings)
        _add_value(gathering, key, year, reading, held.get((indicator.id, year)))
        if reading.value is not None and reading.value.number is not None:
            place = (gathering.returned.sheet, row.row, column)
            results.add((Role.ACTUAL, year), reading.value.number, place)
    gathering.add_findings(tuple(results.findings()))


def _of_and_before(
    indicator: Indicator, years: Iterable[int], held: Actuals
) -> dict[tuple[Role, int], IndicatorValue]:
    """Return what the plan holds of an indicator in these years and in those before them."""
    wanted = {of for year in years for of in (year - 1, year)}
    return {
        (Role.ACTUAL, year): held[indicator.id, year]
        for year in sorted(wanted)
        if (indicator.id, year) in held
    }


def _add_value(
    gathering: Gathering, key: str, year: int, reading: CellReading, old: IndicatorValue | None
) -> None:
    provenance = gathering.origin.at(reading.spot)
    values = gathering.found.values
    if reading.blank:
        if old is not None:
            values.append(ValueChange(Change.BLANK, key, year, Role.ACTUAL, old, None, provenance))
        return
    if reading.value is None:
        return
    same = old is not None and old.value == reading.value
    change = Change.NEW if old is None else Change.SAME if same else Change.CHANGED
    if change is Change.SAME or gathering.is_open(year, reading.spot):
        values.append(ValueChange(change, key, year, Role.ACTUAL, old, reading.value, provenance))


def _read(gathering: Gathering, row: int, column: int, indicator: Indicator) -> CellReading:
    sheet = gathering.returned.sheet
    cell = sheet.cell(row, column)
    if indicator.direction is Direction.WORD and isinstance(cell, str):
        # Words are words here, even if they begin with a figure: 「3地区で実施」.
        place, sign = spot(sheet, row, column), read_sign(cell)
        if not cell.strip():
            return CellReading(place, None, blank=True)
        return CellReading(place, Value(sign) if sign else words(as_typed(cell).strip()))
    return in_unit(read_cell(gathering.returned.table, row, column), indicator.unit)
