"""Figures that are read well and may still be wrong: jumps, and years far from the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.japanese import fold_unit
from workbench.exchange.layouts.base import Spot, finding_at, spot
from workbench.exchange.workbooks import Sheet
from workbench.language import message
from workbench.plan.structure import IndicatorValue, Role

#: From one year to the next a figure rarely grows fivefold or falls to a fifth.
_JUMP = 5.0
#: How many years before and after the plan its indicators may reach.
_YEARS_BEFORE, _YEARS_AFTER = 15, 15


def may_jump(cells: Sequence[object]) -> bool:
    """Tell quickly whether the figures among cells lie far enough apart for a jump."""
    in_order: list[Any]
    try:
        in_order = sorted(cells)  # a blank is told below
    except TypeError:
        in_order = sorted(cell for cell in cells if isinstance(cell, int | float))
    # A single blank is in order as well, and so are words alone.
    if not in_order or not isinstance(in_order[0], int | float):
        return False
    if in_order[0] > 0 and in_order[-1] < _JUMP * in_order[0]:
        return False
    sizes = [abs(cell) for cell in in_order if isinstance(cell, int | float) and cell]
    return len(sizes) > 1 and max(sizes) >= _JUMP * min(sizes)


def jumps(by_year: Mapping[int, float]) -> Iterator[tuple[int, float, float]]:
    """Yield (year, figure of the year before, figure) where a figure jumps; zeros tell nothing."""
    for year, figure in by_year.items():
        before = by_year.get(year - 1)
        if before and _is_far(figure, before):
            yield year, before, figure


def _is_far(figure: float, other: float) -> bool:
    return bool(figure) and not 1 / _JUMP < abs(figure / other) < _JUMP


@dataclass
class Results:
    """The results of one indicator in a workbook, wherever its rows stand; years as keys.

    Parameters
    ----------
    held
        What the plan holds of it: years that only the plan has count as the year before, and a
        figure that it has already is not doubted again.
    figures, places
        What was read, in the indicator's unit, and the cell of each.
    unit
        The indicator's.
    baselines
        The first year's figure is compared with a baseline of the year before.
    """

    held: Mapping[tuple[Role, int], IndicatorValue]
    unit: str = ""
    figures: dict[int, float] = field(default_factory=dict)
    places: dict[int, tuple[Sheet, int, int]] = field(default_factory=dict)
    baselines: dict[int, float] = field(default_factory=dict)

    def add(self, slot: tuple[Role, int], figure: float, place: tuple[Sheet, int, int]) -> None:
        """Take in a figure; targets say nothing."""
        role, year = slot
        if role is Role.ACTUAL:
            self.figures[year] = figure
            self.places[year] = place
        elif role is Role.BASELINE:
            self.baselines[year] = figure

    def findings(self) -> Iterator[Finding]:
        """Yield a finding on each figure that jumps."""
        known = {
            **self._held(Role.BASELINE),
            **self.baselines,
            **self._held(Role.ACTUAL),
            **self.figures,
        }
        far: set[int] = set()
        for year, figure in self.figures.items():
            old = self.held.get((Role.ACTUAL, year))
            if old is not None and old.value.number and _is_far(figure, old.value.number):
                far.add(year)
                yield self._doubted(year, old.value.number, _far_from_plan)
        for year, before, figure in jumps(known):
            old = self.held.get((Role.ACTUAL, year))
            is_new = old is None or old.value.number != figure
            if year in self.places and year not in far and is_new:
                yield self._doubted(year, before, _jump)

    def _doubted(
        self, year: int, other: float, said: Callable[[Spot, float, float], Finding]
    ) -> Finding:
        """Return the finding on a figure far from another: it may be a share, and no per cent."""
        place, figure = spot(*self.places[year]), self.figures[year]
        is_said = place.original.endswith(("%", "％"))
        if fold_unit(self.unit) == "%" and looks_like_share(figure, other) and not is_said:
            return share(place, figure, other, is_asked=False)
        return said(place, other, figure)

    def _held(self, role: Role) -> dict[int, float]:
        return {
            year: value.value.number
            for (of, year), value in self.held.items()
            if of is role and value.value.number is not None
        }


def _jump(place: Spot, before: float, figure: float) -> Finding:
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


def _far_from_plan(place: Spot, held: float, figure: float) -> Finding:
    return finding_at(
        place,
        "value.far_from_plan",
        Level.WARNING,
        message(
            "The figure is {figure}; the plan holds {held} for the same year.",
            figure=f"{figure:,g}",
            held=f"{held:,g}",
        ),
        message("Compare it with the records; a digit may be missing or the unit have changed."),
    )


#: Decides that 0.884 is 88.4 %, or that it is what it says.
SHARE, AS_SAID = "share", "figure"


def looks_like_share(figure: float, usual: float) -> bool:
    """Tell 0.884 beside 87.1 per cent: it may be a share that lost its format."""
    return 0 < abs(figure) <= 1 and abs(usual) >= 10


def share(place: Spot, figure: float, usual: float, *, is_asked: bool) -> Finding:
    """Return the finding on a figure that may be a share; `usual` stands beside it."""
    return finding_at(
        place,
        "cell.share",
        Level.ERROR if is_asked else Level.WARNING,
        message(
            "{figure} stands among values up to {usual} %: it may be a share, {share} %.",
            figure=f"{figure:g}",
            usual=f"{usual:g}",
            share=f"{figure * 100:g}",
        ),
        message("Write the figure in per cent."),
        rule="L3-04",
        needs_decision=is_asked,
        choices=(Choice(SHARE, f"{figure * 100:g} %"), Choice(AS_SAID, f"{figure:g} %"))
        if is_asked
        else (),
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
