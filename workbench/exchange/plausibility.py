"""Figures that are read well and may still be wrong: jumps, and years far from the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.exchange.findings import Finding, Level
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.language import message

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
