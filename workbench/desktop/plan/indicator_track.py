"""An indicator's way through the years as figures: what its charts draw."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.plan.recorded import PlanYears, Recorded, Standing
from workbench.plan.structure import Accumulation, Indicator
from workbench.plan.values import Value

#: A fiscal year and the figure of it, in the indicator's unit.
Point = tuple[int, float]


@dataclass(frozen=True)
class Track:
    """What was counted, where it started, the way to the target and the target itself.

    `path` runs from the baseline over the targets of years on the way (年次期待値). Figures that
    are added up over the plan are here as totals, as their target is.
    """

    name: str
    unit: str
    decimals: int | None
    baseline: Point | None
    actuals: tuple[Point, ...]
    path: tuple[Point, ...]
    target: Point | None

    @property
    def points(self) -> tuple[Point, ...]:
        """Return every point that a chart has to have room for."""
        ends = tuple(point for point in (self.baseline, self.target) if point)
        return (*self.actuals, *self.path, *ends)

    @property
    def line(self) -> tuple[Point, ...]:
        """Return the line of what was counted, from the baseline on, by year."""
        held = dict(self.actuals)
        if self.baseline is not None:
            held.setdefault(*self.baseline)
        return tuple(sorted(held.items()))

    @property
    def is_drawable(self) -> bool:
        """Tell whether there is more than a single point to draw."""
        return len({year for year, _figure in self.points}) > 1


def track_of(indicator: Indicator, recorded: Recorded, fiscal_year: int, years: PlanYears) -> Track:
    """Return the track of an indicator as a year sees it; signs and words leave no point."""
    is_total = indicator.accumulation is Accumulation.YEARLY
    baseline: Point | None = None
    if is_total:
        baseline = (years.start, 0.0)
    elif held := recorded.baseline(fiscal_year):
        baseline = _point(*held)
    # A baseline older than the plan is where the way begins, not when.
    start = (max(baseline[0], years.start), baseline[1]) if baseline else None
    targets = [
        point
        for year, value in sorted(recorded.targets.items())
        if (point := _point(year, value)) and (start is None or year > start[0])
    ]
    path = (start, *targets) if targets and start else tuple(targets)
    if is_total:
        found = ((year, recorded.result(indicator, year, years)) for year in recorded.actuals)
        actuals = [
            (year, result.number)
            for year, result in found
            if result.standing is Standing.RECORDED and result.number is not None
        ]
    else:
        actuals = [
            point for year, value in recorded.actuals.items() if (point := _point(year, value))
        ]
    return Track(
        indicator.name,
        indicator.unit,
        indicator.decimals,
        baseline,
        tuple(sorted(actuals)),
        path,
        targets[-1] if targets else None,
    )


def _point(year: int, value: Value) -> Point | None:
    return None if value.number is None else (year, value.number)
