"""Figures that are read well and may still be wrong: jumps, and years far from the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.exchange.findings import Finding, Level
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.language import message
from workbench.plan.structure import IndicatorValue, Role

#: From one year to the next a figure rarely grows fivefold or falls to a fifth.
_JUMP = 5.0
#: How many years before and after the plan its indicators may reach.
_YEARS_BEFORE, _YEARS_AFTER = 15, 15


def may_jump(figures: Sequence[float]) -> bool:
    """Tell quickly whether the figures lie far enough apart for a jump among them."""
    least, most = min(figures, default=0.0), max(figures, default=0.0)
    if least > 0 and most < _JUMP * least:
        return False
    sizes = [abs(figure) for figure in figures if figure]
    return len(sizes) > 1 and max(sizes) >= _JUMP * min(sizes)


def jumps(by_year: Mapping[int, float]) -> Iterator[tuple[int, float, float]]:
    """Yield (year, figure of the year before, figure) where a figure jumps; zeros tell nothing."""
    for year, figure in by_year.items():
        before = by_year.get(year - 1)
        if before and figure and not 1 / _JUMP < abs(figure / before) < _JUMP:
            yield year, before, figure


def jumping(
    slots: Sequence[tuple[Role, int] | None],
    figures: Sequence[object],
    held: Mapping[tuple[Role, int], IndicatorValue],
) -> Iterator[tuple[int, float, float]]:
    """Yield (place in the row, figure of the year before, figure) for results that jump.

    Years that only the plan holds count, too; a figure that the plan has already does not.
    """
    read = {
        slot[1]: figure
        for slot, figure in zip(slots, figures, strict=True)
        if slot is not None and slot[0] is Role.ACTUAL and isinstance(figure, int | float)
    }
    known = {
        year: value.value.number
        for (role, year), value in held.items()
        if role is Role.ACTUAL and value.value.number is not None
    }
    for year, before, figure in jumps(known | read):
        old = held.get((Role.ACTUAL, year))
        if year in read and (old is None or old.value.number != figure):
            yield slots.index((Role.ACTUAL, year)), before, figure


def jump(place: Spot, before: float, figure: float) -> Finding:
    """Return the finding on a figure that jumps."""
    return finding_at(
        place,
        "value.jump",
        Level.WARNING,
        message(
            "The figure is {figure}, after {before} the year before.",
            figure=f"{figure:,g}",
            before=f"{before:,g}",
        ),
        message("Compare it with the records; a digit may be missing or the unit have changed."),
    )


def year_outside(place: Spot, year: int, period: tuple[int, int]) -> Finding | None:
    """Return a finding when a column's year lies far outside the plan."""
    first, last = period
    if first - _YEARS_BEFORE <= year <= last + _YEARS_AFTER:
        return None
    return finding_at(
        place,
        "column.year_outside",
        Level.WARNING,
        message(
            "The column is of {year}; the plan runs from {first} to {last}.",
            year=year,
            first=first,
            last=last,
        ),
        message("Check the era and the year in the header."),
        rule="L3-05",
    )
