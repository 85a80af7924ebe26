"""How far an indicator has come: 進捗率, 対目標比 and 年次期待値, with every guard they need.

- 進捗率 = (actual − baseline) ÷ (target − baseline), right for both directions.
- 対目標比 = actual ÷ target, or target ÷ actual where less is better.
- 年次期待値 = baseline + (target − baseline) × elapsed ÷ plan years.

Where a formula says nothing it gives no figure and the reason, never a zero: see `Why`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from workbench.plan.recorded import PlanYears, Recorded, Result
from workbench.plan.structure import Accumulation, Direction, Indicator, IndicatorValue
from workbench.plan.values import Kind, Value, format_number, round_half_up
from workbench.plan.word_targets import Trend, follows, says_done, trend_of

#: Quotients are kept to this many places, so that (0.3 − 0.1) ÷ (0.5 − 0.1) is 0.5.
_PLACES = 10


class Why(StrEnum):
    """Why a formula gives no figure."""

    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    NO_RESULT = "no_result"
    #: 維持: there is no way to cover between baseline and target.
    BASELINE_IS_TARGET = "baseline_is_target"
    #: More is better and the target lies below the baseline: slowing a decline is no way either.
    AGAINST_DIRECTION = "against_direction"
    ZERO = "zero"
    NEGATIVE = "negative"
    WORDS = "words"
    #: No band of the grading scheme is for such an indicator.
    NO_BAND = "no_band"
    #: A yearly total that is to stay small says nothing before its last year.
    NOT_ENDED = "not_ended"


@dataclass(frozen=True)
class Figure:
    """A figure, or why there is none."""

    number: float | None = None
    why: Why | None = None

    @classmethod
    def of(cls, number: float) -> Figure:
        """Return a figure, without the dust of binary fractions."""
        return cls(round(number, _PLACES) + 0.0)


@dataclass(frozen=True)
class Assessment:
    """What can be said of an indicator in a fiscal year.

    Parameters
    ----------
    fiscal_year
        The year asked about.
    result
        What speaks for it, perhaps a survey of the year before.
    baseline, target
        The values compared with, each with its fiscal year; None without one.
    progress
        進捗率, a share: 1 is the target, below 0 is further off than the baseline.
    ratio_to_target
        対目標比 to the final target, a share.
    expected
        年次期待値 of the year the result is of, in the indicator's unit.
    ratio_to_expected
        対目標比 to the 年次期待値, a share.
    years_ahead
        How many years the progress is ahead of the even path; negative behind it.
    improvement
        Change from the baseline as a share of it, positive for the better.
    points
        The same change in the indicator's unit.
    is_reached
        Whether the final target is reached; None when that cannot be said.
    """

    fiscal_year: int
    result: Result
    baseline: tuple[int, Value] | None
    target: tuple[int, Value] | None
    progress: Figure
    ratio_to_target: Figure
    expected: Figure
    ratio_to_expected: Figure
    years_ahead: Figure
    improvement: Figure
    points: Figure
    is_reached: bool | None


def assess(
    indicator: Indicator,
    values: Iterable[IndicatorValue],
    fiscal_year: int,
    years: PlanYears,
) -> Assessment:
    """Return what can be said of an indicator in a fiscal year, from its own values."""
    return assess_recorded(indicator, Recorded.of(values), fiscal_year, years)


def assess_recorded(
    indicator: Indicator, recorded: Recorded, fiscal_year: int, years: PlanYears
) -> Assessment:
    """Return what can be said of an indicator whose values are sorted already."""
    result = recorded.result(indicator, fiscal_year, years)
    case = _Case(indicator, recorded, result, result.year or fiscal_year, years)
    progress, expected = case.progress(), case.expected()
    return Assessment(
        fiscal_year=fiscal_year,
        result=result,
        baseline=recorded.baseline(case.year),
        target=recorded.final_target(),
        progress=progress,
        ratio_to_target=case.ratio(case.target, is_final=True),
        expected=expected,
        ratio_to_expected=case.ratio(expected, is_final=False),
        years_ahead=case.years_ahead(progress),
        improvement=case.improvement(),
        points=case.points(),
        is_reached=case.is_reached(),
    )


class _Case:
    """One indicator in one year: the three figures the formulas need, or why one is missing."""

    def __init__(
        self,
        indicator: Indicator,
        recorded: Recorded,
        result: Result,
        year: int,
        years: PlanYears,
    ) -> None:
        self._indicator = indicator
        self._recorded = recorded
        self._result = result
        self.year = year
        baseline, target = recorded.baseline(year), recorded.final_target()
        self._baseline_value = baseline[1] if baseline else None
        self._target_value = target[1] if target else None
        self._is_total = indicator.accumulation is Accumulation.YEARLY
        # A total is counted from the plan's first year, so it starts from nothing by definition.
        self.baseline = (
            Figure(0.0) if self._is_total else _figure(self._baseline_value, Why.NO_BASELINE)
        )
        self.target = _figure(self._target_value, Why.NO_TARGET)
        self.actual = _figure(result.value if result.is_given else None, Why.NO_RESULT)
        self._start = years.start
        if baseline and not self._is_total:
            self._start = max(baseline[0], years.start)
        self._end = target[0] if target and target[0] > self._start else years.last
        self._direction = self._effective_direction()

    def _effective_direction(self) -> Direction:
        """Return the direction; that of an indicator in words follows its words where it can."""
        if self._indicator.direction is Direction.WORD and self._target_value:
            trend = trend_of(self._target_value.words)
            if trend in (Trend.RISE, Trend.AT_LEAST):
                return Direction.MORE
            if trend in (Trend.FALL, Trend.AT_MOST):
                return Direction.LESS
        return self._indicator.direction

    def progress(self) -> Figure:
        """進捗率 = (actual − baseline) ÷ (target − baseline)."""
        baseline, target, actual = self.baseline.number, self.target.number, self.actual.number
        missing = self.target.why or self.baseline.why or self.actual.why
        if baseline is None or target is None or actual is None:
            return Figure(why=missing)
        if self._direction is Direction.WORD:
            return Figure(why=Why.WORDS)
        if baseline == target:
            return Figure(why=Why.BASELINE_IS_TARGET)
        if self._is_against_direction(baseline, target):
            return Figure(why=Why.AGAINST_DIRECTION)
        return Figure.of((actual - baseline) / (target - baseline))

    def _is_against_direction(self, baseline: float, target: float) -> bool:
        rises = target > baseline
        return (self._direction is Direction.MORE and not rises) or (
            self._direction is Direction.LESS and rises
        )

    def ratio(self, target: Figure, *, is_final: bool) -> Figure:
        """対目標比: actual ÷ target, target ÷ actual for less, the smaller ÷ the larger for hold.

        There is none to a target at or below zero, nor of a figure that less is better for and
        that is at or below zero itself: the quotient would grow as things get worse.
        """
        actual, wanted = self.actual.number, target.number
        if actual is None or wanted is None:
            return Figure(why=target.why or self.actual.why)
        if self._direction is Direction.WORD:
            return Figure(why=Why.WORDS)
        if is_final and self._stays_small_and_runs_on():
            return Figure(why=Why.NOT_ENDED)
        return self._quotient(actual, wanted)

    def _quotient(self, actual: float, wanted: float) -> Figure:
        smallest = wanted if self._direction is Direction.MORE else min(actual, wanted)
        if smallest <= 0:
            return Figure(why=Why.ZERO if smallest == 0 else Why.NEGATIVE)
        if self._direction is Direction.MORE:
            return Figure.of(actual / wanted)
        if self._direction is Direction.LESS:
            return Figure.of(wanted / actual)
        return Figure.of(min(actual / wanted, wanted / actual))

    def _stays_small_and_runs_on(self) -> bool:
        return self._is_total and self._direction is Direction.LESS and self.year < self._end

    def expected(self) -> Figure:
        """年次期待値 = baseline + (target − baseline) × elapsed ÷ plan years.

        Targets set for years on the way are met exactly, with an even path between them.
        """
        if self.baseline.number is None or self.target.number is None:
            return Figure(why=self.target.why or self.baseline.why)
        points = [(self._start, self.baseline.number)]
        points += [
            (year, value.number)
            for year, value in sorted(self._recorded.targets.items())
            if value.number is not None and year > self._start
        ]
        if len(points) == 1:
            # The only target is not later than the start: it holds for the whole plan.
            return Figure.of(self.target.number)
        return Figure.of(_on_path(points, self.year))

    def years_ahead(self, progress: Figure) -> Figure:
        """Return how far the progress is ahead of the even path, in years."""
        if progress.number is None:
            return progress
        length = max(self._end - self._start, 1)
        elapsed = min(max(self.year - self._start, 0), length)
        return Figure.of(progress.number * length - elapsed)

    def points(self) -> Figure:
        """Return the change from the baseline, positive for the better.

        For one to be held: by how much nearer it is to its target than the baseline was.
        """
        baseline, actual = self.baseline.number, self.actual.number
        if baseline is None or actual is None:
            return Figure(why=self.baseline.why or self.actual.why)
        if self._direction is Direction.WORD:
            return Figure(why=Why.WORDS)
        if self._direction is Direction.HOLD:
            wanted = baseline if self.target.number is None else self.target.number
            return Figure.of(abs(baseline - wanted) - abs(actual - wanted))
        change = actual - baseline
        return Figure.of(change if self._direction is Direction.MORE else -change)

    def improvement(self) -> Figure:
        """Return the change from the baseline as a share of it; none of a baseline of zero."""
        points, baseline = self.points(), self.baseline.number
        if points.number is None or baseline is None:
            return points
        return Figure.of(points.number / abs(baseline)) if baseline else Figure(why=Why.ZERO)

    def is_reached(self) -> bool | None:
        """Tell whether the final target is reached, None when that cannot be said."""
        if self._target_value is not None and self._target_value.kind is Kind.WORDS:
            return self._reached_in_words(self._target_value.words)
        target, actual = self.target.number, self.actual.number
        if target is None or actual is None or self._direction is Direction.WORD:
            return None
        if self._direction is Direction.MORE:
            return actual >= target
        if self._direction is Direction.LESS:
            # A total that runs on can still grow past its target, but never comes back.
            runs_on = self._stays_small_and_runs_on()
            return None if runs_on and actual <= target else actual <= target
        return self._shown(actual) == self._shown(target)

    def _shown(self, figure: float) -> float:
        """Return a figure as precisely as the indicator is shown."""
        decimals = self._indicator.decimals
        return figure if decimals is None else float(round_half_up(figure, decimals))

    def _reached_in_words(self, target: str) -> bool | None:
        if not self._result.is_given or self._result.value is None:
            return None
        if self._result.value.words:
            return says_done(target, self._result.value.words)
        trend, baseline, actual = trend_of(target), self.baseline.number, self.actual.number
        if trend is None or baseline is None or actual is None:
            return None
        return follows(trend, baseline, actual)


def _figure(value: Value | None, missing: Why) -> Figure:
    if value is not None and value.number is not None:
        return Figure(value.number)
    return Figure(why=Why.WORDS if value is not None and value.kind is Kind.WORDS else missing)


def _on_path(points: list[tuple[int, float]], year: int) -> float:
    """Return the height of the path at a year; before its start and after its end it is level."""
    if year <= points[0][0]:
        return points[0][1]
    for (from_year, start), (to_year, end) in pairwise(points):
        if year <= to_year:
            return start + (end - start) * (year - from_year) / (to_year - from_year)
    return points[-1][1]


def display_share(share: Figure, *, ceiling: float | None = 1.0, decimals: int = 0) -> str:
    """Return a share in per cent as sheets print it: 72%, △12%, － for none.

    The figure itself is never capped; only what is shown stops at `ceiling` (None: nowhere).
    """
    if share.number is None:
        return "－"
    shown = share.number if ceiling is None else min(share.number, ceiling)
    return f"{format_number(shown * 100, decimals)}%"
