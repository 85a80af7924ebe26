"""What the plan's own terms are called when a person reads them."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.language import Message, message
from workbench.plan.grading import AppliesTo, Comparison, Measure, RollUp
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
