"""What the plan's own terms are called when a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.language import Message, language, message
from workbench.plan.evaluations import Course
from workbench.plan.fiscal_years import short_year
from workbench.plan.grading import AppliesTo, Comparison, Measure, RollUp
from workbench.plan.initiatives import CostKind, FundSource
from workbench.plan.progress import Why
from workbench.plan.recorded import Standing
from workbench.plan.structure import Accumulation, Direction, Role

ROLE_NAMES: Mapping[Role, Message] = {
    Role.BASELINE: message("baseline"),
    Role.TARGET: message("target"),
    Role.ACTUAL: message("actual"),
}

DIRECTION_NAMES: Mapping[Direction, Message] = {
    Direction.MORE: message("more is better"),
    Direction.LESS: message("less is better"),
    Direction.HOLD: message("to be held"),
    Direction.WORD: message("in words"),
}

ACCUMULATION_NAMES: Mapping[Accumulation, Message] = {
    Accumulation.EACH: message("each year for itself"),
    Accumulation.RUNNING: message("recorded as a running total"),
    Accumulation.YEARLY: message("recorded by year and added up over the plan"),
}

STANDING_NAMES: Mapping[Standing, Message] = {
    Standing.RECORDED: message("recorded"),
    Standing.SURVEYED_BEFORE: message("no survey this year; the latest one stands in"),
    Standing.NOT_DUE: message("no survey due yet"),
    Standing.BLANK: message("not entered"),
    Standing.PENDING: message("still being counted"),
    Standing.NONE: message("none (－)"),
    Standing.UNKNOWN: message("unknown (…)"),
    Standing.WITHHELD: message("withheld (x)"),
    Standing.INCOMPLETE: message("a year of the total is missing"),
}

WHY_NAMES: Mapping[Why, Message] = {
    Why.NO_BASELINE: message("there is no baseline"),
    Why.NO_TARGET: message("there is no target"),
    Why.NO_RESULT: message("there is no result"),
    Why.BASELINE_IS_TARGET: message("baseline and target are the same"),
    Why.AGAINST_DIRECTION: message("the target lies against the direction"),
    Why.ZERO: message("it would divide by zero"),
    Why.NEGATIVE: message("a ratio to a negative figure says nothing"),
    Why.WORDS: message("words are for a person to judge"),
    Why.NO_BAND: message("no band of the scheme is for this indicator"),
    Why.NOT_ENDED: message("a total that is to stay small is known at the end"),
}

MEASURE_NAMES: Mapping[Measure, Message] = {
    Measure.PROGRESS: message("progress from baseline to target"),
    Measure.RATIO: message("ratio to the target"),
    Measure.YEARS_AHEAD: message("years ahead of the even path"),
    Measure.IMPROVEMENT: message("change from the baseline, as a share of it"),
    Measure.POINTS: message("change from the baseline, in the unit"),
    Measure.HAND: message("set by hand"),
}

COMPARISON_NAMES: Mapping[Comparison, Message] = {
    Comparison.AT_LEAST: message("at least"),
    Comparison.ABOVE: message("above"),
    Comparison.REST: message("everything else"),
}

APPLIES_TO_NAMES: Mapping[AppliesTo, Message] = {
    AppliesTo.ALL: message("all indicators"),
    AppliesTo.SURVEYS: message("indicators from surveys"),
    AppliesTo.COUNTS: message("indicators that are counted"),
}

ROLL_UP_NAMES: Mapping[RollUp, Message] = {
    RollUp.AVERAGE: message("mean of the points, to the nearest grade, halves upwards"),
    RollUp.LOWEST: message("the lowest grade"),
}

COURSE_NAMES: Mapping[Course, Message] = {
    Course.EXPAND: message("expand"),
    Course.CONTINUE: message("continue"),
    Course.REVIEW: message("review"),
    Course.REDUCE: message("reduce"),
    Course.END: message("end"),
}

COST_KIND_NAMES: Mapping[CostKind, Message] = {
    CostKind.BUDGET: message("budget"),
    CostKind.SETTLEMENT: message("settlement"),
}

FUND_SOURCE_NAMES: Mapping[FundSource, Message] = {
    FundSource.NATIONAL: message("national subsidies"),
    FundSource.PREFECTURAL: message("prefectural subsidies"),
    FundSource.BONDS: message("local bonds"),
    FundSource.OTHER: message("other sources"),
    FundSource.GENERAL: message("general funds"),
}

STATED_TOTAL_NAME = message("total cost")
PERSONNEL_NAME = message("personnel cost")

#: The 17 goals of the United Nations (SDGs) by their official catchwords, in order.
SDG_NAMES: tuple[Message, ...] = (
    message("No poverty"),
    message("Zero hunger"),
    message("Good health and well-being"),
    message("Quality education"),
    message("Gender equality"),
    message("Clean water and sanitation"),
    message("Affordable and clean energy"),
    message("Decent work and economic growth"),
    message("Industry, innovation and infrastructure"),
    message("Reduced inequalities"),
    message("Sustainable cities and communities"),
    message("Responsible consumption and production"),
    message("Climate action"),
    message("Life below water"),
    message("Life on land"),
    message("Peace, justice and strong institutions"),
    message("Partnerships for the goals"),
)


def year_name(fiscal_year: int) -> str:
    """Return 令和9年度, or FY2027 in English."""
    return f"{short_year(fiscal_year)}年度" if language() == "ja" else f"FY{fiscal_year}"


@dataclass(frozen=True)
class YearName:
    """A fiscal year put into words when it is shown, as the value of a `Message`."""

    fiscal_year: int

    def __str__(self) -> str:
        return year_name(self.fiscal_year)

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)
