"""What an indicator's progress in a year says, in words: figures, formulas, why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.desktop.plan.indicator_track import Point
from workbench.language import Message, message, tr
from workbench.plan.names import STANDING_NAMES, WHY_NAMES, year_name
from workbench.plan.progress import Assessment, Figure, Why, display_share
from workbench.plan.recorded import Standing
from workbench.plan.structure import Accumulation, Direction, Indicator
from workbench.plan.values import format_number, round_half_up
from workbench.plan.year_progress import IndicatorProgress


@dataclass(frozen=True)
class Fact:
    """One figure: what it is called, the figure or －, why there is none, how it comes about."""

    name: str
    shown: str
    why: str
    formula: str


@dataclass(frozen=True)
class ProgressWords:
    """An indicator in a fiscal year.

    `why` is said once for all that has no figure; `note` says whose figure stands in; `grade` is
    － where there is none, and `grade_why` then the reason, or that of whoever gave it.
    """

    facts: tuple[Fact, ...]
    why: str
    note: str
    grade: str
    grade_why: str
    is_given: bool


def progress_words(held: IndicatorProgress, path: Sequence[Point]) -> ProgressWords:
    """Return what can be said of an indicator in a year; `path` is its track's."""
    found, indicator = held.assessment, held.indicator
    facts = (
        _progress(indicator, found),
        _ratio(indicator, found),
        _expected(indicator, found, path),
    )
    whys = dict.fromkeys(fact.why for fact in facts if fact.why)
    return ProgressWords(
        facts,
        next(iter(whys), ""),
        _note(found),
        held.grade.grade or "－",
        _grade_why(held),
        held.grade.is_overridden,
    )


def _grade_why(held: IndicatorProgress) -> str:
    grade = held.grade
    if grade.is_overridden:
        computed = grade.computed or "－"
        return tr("Given by hand, computed {grade}: {reason}", grade=computed, reason=grade.reason)
    if grade.why is None:
        return ""
    return str(_reason(grade.why))


def _reason(why: Why | Standing) -> Message:
    return STANDING_NAMES[why] if isinstance(why, Standing) else WHY_NAMES[why]


def _why(figure: Figure, found: Assessment) -> str:
    """Return why there is no figure; of a missing result, what is known of it."""
    if figure.why is None:
        return ""
    if figure.why is Why.NO_RESULT and not found.result.is_given:
        return str(STANDING_NAMES[found.result.standing])
    return str(WHY_NAMES[figure.why])


def _note(found: Assessment) -> str:
    result = found.result
    if result.standing is Standing.SURVEYED_BEFORE and result.year is not None:
        return tr("Survey of {year}", year=year_name(result.year))
    if result.standing is Standing.INCOMPLETE:
        lacking = "、".join(year_name(year) for year in result.lacking)
        return tr("Missing: {years}", years=lacking)
    return ""


def _progress(indicator: Indicator, found: Assessment) -> Fact:
    formula = tr("(actual − baseline) ÷ (target − baseline)")
    if found.progress.number is not None:
        b, t, a = _figures(indicator, found)
        formula = f"{formula} = ({a} − {b}) ÷ ({t} − {b})"
        formula = f"{formula} = {display_share(found.progress, ceiling=None, decimals=1)}"
    return Fact(
        tr("Progress rate"), display_share(found.progress), _why(found.progress, found), formula
    )


def _ratio(indicator: Indicator, found: Assessment) -> Fact:
    formula = str(
        {
            Direction.LESS: message("target ÷ actual (less is better)"),
            Direction.HOLD: message("the smaller ÷ the larger of actual and target (to be held)"),
        }.get(indicator.direction, message("actual ÷ target"))
    )
    if found.ratio_to_target.number is not None:
        _b, t, a = _figures(indicator, found)
        share = display_share(found.ratio_to_target, ceiling=None, decimals=1)
        parts = (t, a) if indicator.direction is Direction.LESS else (a, t)
        if indicator.direction is not Direction.HOLD:
            formula = f"{formula} = {parts[0]} ÷ {parts[1]}"
        formula = f"{formula} = {share}"
    shown = display_share(found.ratio_to_target, ceiling=None)
    return Fact(tr("Ratio to target"), shown, _why(found.ratio_to_target, found), formula)


def _expected(indicator: Indicator, found: Assessment, path: Sequence[Point]) -> Fact:
    formula = tr("baseline + (target − baseline) × years elapsed ÷ years of the plan")
    figure = found.expected.number
    shown = "－" if figure is None else _on_path(figure, indicator, found)
    if figure is not None and len(path) == 2:
        (start, b), (end, t) = path
        year = found.result.year or found.fiscal_year
        low, high = format_number(b), format_number(t)
        elapsed = min(max(year - start, 0), end - start)
        formula = f"{formula} = {low} + ({high} − {low}) × {elapsed} ÷ {end - start} = {shown}"
    elif len(path) > 2:
        formula = f"{formula}{tr('; by way of the targets of years before')}"
    return Fact(tr("Expected value"), shown, _why(found.expected, found), formula)


def _on_path(figure: float, indicator: Indicator, found: Assessment) -> str:
    """Return a figure on the path; with one decimal more than its ends have, if none is set."""
    if indicator.decimals is not None:
        return format_number(figure, indicator.decimals)
    ends = (held[1].number for held in (found.baseline, found.target) if held)
    shown = [format_number(number) for number in ends if number is not None]
    places = max((len(text.partition(".")[2]) for text in shown), default=0) + 1
    return format_number(float(round_half_up(figure, places)))


def _figures(indicator: Indicator, found: Assessment) -> tuple[str, str, str]:
    """Return baseline, target and actual as the formulas use them."""
    baseline = found.baseline[1].number if found.baseline else None
    if indicator.accumulation is Accumulation.YEARLY:
        baseline = 0.0
    target = found.target[1].number if found.target else None
    figures = (baseline, target, found.result.number)
    shown = ("－" if figure is None else format_number(figure) for figure in figures)
    return next(shown), next(shown), next(shown)
