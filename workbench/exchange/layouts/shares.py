"""Shares that lost their per cent format: 0.884 among values around 87 %, in a row or a column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from workbench.exchange.findings import Finding
from workbench.exchange.guidance import Guidance
from workbench.exchange.japanese import fold_name, fold_unit
from workbench.exchange.layouts.base import spot
from workbench.exchange.layouts.indicator_columns import SheetColumns
from workbench.exchange.layouts.indicator_rows import IndicatorRow
from workbench.exchange.plausibility import looks_like_share, share
from workbench.exchange.tables import Table

Place = tuple[int, int]


def with_shares(
    rows: Sequence[IndicatorRow], table: Table, columns: SheetColumns, guidance: Guidance
) -> tuple[IndicatorRow, ...]:
    """Return the rows with a finding on each figure that may be a share and not per cent.

    Where years stand in rows the figures of an indicator are looked at over all its rows.
    """
    found: dict[int, list[Finding]] = defaultdict(list)
    for own in _of_one_indicator(rows, by_name=columns.is_long):
        figures = {place: figure for row in own for place, figure in _figures(row, columns)}
        usual = max(map(abs, figures.values()), default=0.0)
        for (row, column), figure in figures.items():
            place = spot(table.sheet, row, column)
            if (
                looks_like_share(figure, usual)
                and not guidance.on(place.sheet, place.cell)
                and not place.original.endswith(("%", "％"))
            ):
                found[row].append(share(place, figure, usual, is_asked=True))
    if not found:
        return tuple(rows)
    return tuple(
        row._replace(findings=(*row.findings, *found[row.row])) if row.row in found else row
        for row in rows
    )


def _of_one_indicator(
    rows: Iterable[IndicatorRow], *, by_name: bool
) -> Iterable[Sequence[IndicatorRow]]:
    """Return the rows whose figures are per cent, those of one indicator together."""
    together: dict[tuple[str, ...], list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        if not row.unit or fold_unit(row.unit) != "%":
            continue
        named = (row.measure_code, row.measure_name, fold_name(row.name))
        together[named if by_name else (str(row.row),)].append(row)
    return together.values()


def _figures(row: IndicatorRow, columns: SheetColumns) -> Iterator[tuple[Place, float]]:
    for column, cell in zip(columns.values, row.figures, strict=True):
        reading = row.readings.get(column.index)
        if reading is not None:
            if reading.value and reading.value.number is not None:
                yield (row.row, column.index), reading.value.number
        elif isinstance(cell, int | float):
            yield (row.row, column.index), cell
