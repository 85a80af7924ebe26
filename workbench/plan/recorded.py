"""What is recorded of an indicator, and which figure speaks for a fiscal year.

A year may be skipped by its survey, still be counted, or hold a sign; none of these is a zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum

from workbench.plan.structure import Accumulation, Indicator, IndicatorValue, Role
from workbench.plan.values import Kind, Value, number
from workbench.records import record


class Standing(StrEnum):
    """Whether there is a result for a year, and if not, why."""

    RECORDED = "recorded"
    #: The survey skips this year; the latest survey stands in.
    SURVEYED_BEFORE = "surveyed_before"
    #: The survey skips this year and there has been none yet.
    NOT_DUE = "not_due"
    #: A result is due and nothing has been entered.
    BLANK = "blank"
    PENDING = "pending"
    NONE = "none"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    #: A total over the years lacks one of them.
    INCOMPLETE = "incomplete"


_OF_SIGN = {
    Kind.NONE: Standing.NONE,
    Kind.UNKNOWN: Standing.UNKNOWN,
    Kind.WITHHELD: Standing.WITHHELD,
    Kind.PENDING: Standing.PENDING,
}


@record
class PlanYears:
    """The fiscal years of a plan, first and last included."""

    first: int
    last: int

    @property
    def start(self) -> int:
        """Return the year whose state the plan starts from: the one before its first."""
        return self.first - 1


@record
class Result:
    """The figure that speaks for a fiscal year, and the year it is of; or why there is none.

    `value` holds words or a number when there is a result, and otherwise the sign recorded, if
    any. `lacking` names the years that a total over the years is short of.
    """

    standing: Standing
    value: Value | None = None
    year: int | None = None
    lacking: tuple[int, ...] = ()

    @property
    def is_given(self) -> bool:
        """Tell whether there is a figure, or words, to look at."""
        return self.standing in (Standing.RECORDED, Standing.SURVEYED_BEFORE)

    @property
    def number(self) -> float | None:
        """Return the figure, None when there is none."""
        return self.value.number if self.is_given and self.value is not None else None


@record
class Recorded:
    """The values of one indicator by role and fiscal year."""

    baselines: Mapping[int, Value]
    targets: Mapping[int, Value]
    actuals: Mapping[int, Value]

    @classmethod
    def of(cls, values: Iterable[IndicatorValue]) -> Recorded:
        """Return the values of one indicator, sorted by role and year."""
        by_role: dict[Role, dict[int, Value]] = {role: {} for role in Role}
        for held in sorted(values, key=lambda one: one.fiscal_year):
            by_role[held.role][held.fiscal_year] = held.value
        return cls(by_role[Role.BASELINE], by_role[Role.TARGET], by_role[Role.ACTUAL])

    def baseline(self, fiscal_year: int) -> tuple[int, Value] | None:
        """Return the baseline in force in a year, with its own year.

        That is the newest one not later than the year; a plan revised midway may hold two.
        """
        earlier = [year for year in self.baselines if year <= fiscal_year]
        year = max(earlier) if earlier else min(self.baselines, default=None)
        return None if year is None else (year, self.baselines[year])

    def final_target(self) -> tuple[int, Value] | None:
        """Return the target of the latest year, with that year."""
        year = max(self.targets, default=None)
        return None if year is None else (year, self.targets[year])

    def result(self, indicator: Indicator, fiscal_year: int, years: PlanYears) -> Result:
        """Return what speaks for a fiscal year.

        A survey's off-year takes the latest survey of the years it stands for; a total over the
        years needs every one of them; a sign is handed on as what it is.
        """
        if indicator.accumulation is Accumulation.YEARLY:
            return self._total(indicator, fiscal_year, years)
        return self._single(indicator, fiscal_year)

    def is_due(self, indicator: Indicator, fiscal_year: int) -> bool:
        """Tell whether a year has a result of its own; surveys every second year skip one.

        Surveys are counted from the first baseline or actual year; without one every year is
        due, so that the first survey is asked for.
        """
        interval = indicator.survey_interval or 1
        anchor = min((*self.baselines, *self.actuals), default=fiscal_year)
        return (fiscal_year - anchor) % interval == 0

    def _single(self, indicator: Indicator, fiscal_year: int) -> Result:
        held = self.actuals.get(fiscal_year)
        is_due = self.is_due(indicator, fiscal_year)
        skipped = not is_due and (held is None or held.kind is Kind.NONE)
        if skipped:
            return self._latest_survey(indicator, fiscal_year)
        if held is None:
            return Result(Standing.BLANK)
        standing = _OF_SIGN.get(held.kind, Standing.RECORDED)
        return Result(standing, held, fiscal_year)

    def _latest_survey(self, indicator: Indicator, fiscal_year: int) -> Result:
        interval = indicator.survey_interval or 1
        for year in range(fiscal_year - 1, fiscal_year - interval, -1):
            held = self.actuals.get(year)
            if held is None:
                continue
            if held.kind in _OF_SIGN:
                return Result(_OF_SIGN[held.kind], held, year)
            return Result(Standing.SURVEYED_BEFORE, held, year)
        return Result(Standing.NOT_DUE)

    def _total(self, indicator: Indicator, fiscal_year: int, years: PlanYears) -> Result:
        """Add the years up from the plan's first; a year that is missing leaves no total."""
        if fiscal_year < years.first:
            return Result(Standing.NOT_DUE)
        last = self._single(indicator, fiscal_year)
        if not last.is_given and last.standing is not Standing.NOT_DUE:
            return last
        figures = {
            year: held.number if (held := self.actuals.get(year)) else None
            for year in range(years.first, fiscal_year + 1)
        }
        lacking = tuple(
            year
            for year, figure in figures.items()
            if figure is None and self.is_due(indicator, year)
        )
        if lacking:
            return Result(Standing.INCOMPLETE, lacking=lacking)
        total = math.fsum(figure for figure in figures.values() if figure is not None)
        return Result(Standing.RECORDED, number(total), fiscal_year)
