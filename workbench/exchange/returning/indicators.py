"""The results of indicators that a department sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.exchange.cells import CellReading, in_unit, read_cell
from workbench.exchange.changes import Change
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import fold_unit
from workbench.exchange.japanese.signs import read_sign
from workbench.exchange.layouts.base import finding_at, spot
from workbench.exchange.layouts.round_trip import ReturnedRow
from workbench.exchange.proposals import IndicatorChange, ValueChange
from workbench.exchange.returning.gathered import Gathering, as_typed
from workbench.exchange.templates.indicator_form import ACTUAL
from workbench.language import message
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
    for mark, column in gathering.returned.columns.items():
        if mark.field == ACTUAL:
            reading = _read(gathering, row.row, column, indicator)
            gathering.add_findings(reading.findings)
            gathering.add_findings(
                _share(reading, indicator, held.get((indicator.id, mark.fiscal_year - 1)))
            )
            old = held.get((indicator.id, mark.fiscal_year))
            _add_value(gathering, key, mark.fiscal_year, reading, old)


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


def _share(
    reading: CellReading, indicator: Indicator, before: IndicatorValue | None
) -> tuple[Finding, ...]:
    """Notice 0.884 after last year's 87.5 %: a share that lost its per cent format."""
    figure = reading.value.number if reading.value else None
    usual = before.value.number if before else None
    if figure is None or usual is None or fold_unit(indicator.unit) != "%":
        return ()
    if not 0 < abs(figure) <= 1 or abs(usual) < 10 or reading.spot.original.endswith("%"):
        return ()
    finding = finding_at(
        reading.spot,
        "cell.share",
        Level.WARNING,
        message(
            "{figure} stands among values up to {usual} %: it may be a share, {share} %.",
            figure=f"{figure:g}",
            usual=f"{usual:g}",
            share=f"{figure * 100:g}",
        ),
        message("Write the figure in per cent."),
        rule="L3-04",
    )
    return (finding,)


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
