"""Where the plan stands in a fiscal year: grades by goal, what is missing, what has moved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.plan.departments import departments_of
from workbench.plan.evaluations import Evaluation, GradeOverride
from workbench.plan.grading import (
    Grade,
    Measure,
    RolledUp,
    Scheme,
    grade_of,
    measured,
    overridden,
    roll_up_plan,
)
from workbench.plan.progress import Assessment, Why, assess_recorded
from workbench.plan.recorded import PlanYears, Recorded, Standing
from workbench.plan.structure import Direction, Element, Indicator, Plan

_NOTHING = Recorded({}, {}, {})


@dataclass(frozen=True)
class IndicatorProgress:
    """An indicator in a year: what can be said of it, and its grade."""

    indicator: Indicator
    assessment: Assessment
    grade: Grade


@dataclass(frozen=True)
class YearProgress:
    """All indicators and elements of a plan in a fiscal year, by id."""

    fiscal_year: int
    scheme: Scheme
    indicators: Mapping[int, IndicatorProgress]
    elements: Mapping[int, RolledUp]


def year_progress(
    plan: Plan,
    recorded: Mapping[int, Recorded],
    scheme: Scheme,
    fiscal_year: int,
    *,
    overrides: Iterable[GradeOverride] = (),
    evaluations: Iterable[Evaluation] = (),
) -> YearProgress:
    """Return how every indicator and every element stands in a fiscal year.

    Overrides and evaluations of other years are left out; `recorded` is by indicator id.
    """
    years = PlanYears(plan.profile.first_year, plan.profile.last_year)
    given = {one.indicator_id: one for one in overrides if one.fiscal_year == fiscal_year}
    indicators: dict[int, IndicatorProgress] = {}
    for indicator in plan.indicators:
        values = recorded.get(indicator.id, _NOTHING)
        assessment = assess_recorded(indicator, values, fiscal_year, years)
        grade = grade_of(scheme, indicator, assessment)
        override = given.get(indicator.id)
        if override is not None:
            grade = overridden(grade, override.grade, override.reason)
        indicators[indicator.id] = IndicatorProgress(indicator, assessment, grade)
    grades = {one: held.grade.grade for one, held in indicators.items()}
    of_elements = {
        one.element_id: one.grade
        for one in evaluations
        if one.fiscal_year == fiscal_year and one.grade
    }
    elements = roll_up_plan(plan, scheme, grades, of_elements)
    return YearProgress(fiscal_year, scheme, indicators, elements)


@dataclass(frozen=True)
class GradeCounts:
    """How many have each grade, in the order of the scheme, and how many have none."""

    by_grade: Mapping[str, int]
    ungraded: int

    @property
    def total(self) -> int:
        """Return how many there are, with a grade or without."""
        return sum(self.by_grade.values()) + self.ungraded

    def share(self, grade: str) -> float | None:
        """Return the share of a grade of those that have one, None when none has."""
        graded = self.total - self.ungraded
        return self.by_grade.get(grade, 0) / graded if graded else None


@dataclass(frozen=True)
class GoalCounts:
    """The grades below a goal (None: in the whole plan), with last year's beside them."""

    goal: Element | None
    measures: GradeCounts
    measures_before: GradeCounts
    indicators: GradeCounts
    indicators_before: GradeCounts


def goal_counts(plan: Plan, now: YearProgress, before: YearProgress) -> tuple[GoalCounts, ...]:
    """Return the counts below each top element, and of the whole plan at the end."""
    goal_of = _goals(plan)
    rows = [
        _counts(plan, goal, now, before, {one for one, top in goal_of.items() if top == goal.id})
        for goal in plan.children(None)
    ]
    return (*rows, _counts(plan, None, now, before, set(goal_of)))


def _counts(
    plan: Plan, goal: Element | None, now: YearProgress, before: YearProgress, ids: set[int]
) -> GoalCounts:
    measures = [element.id for element in measures_of(plan) if element.id in ids]
    indicators = [one.id for one in plan.indicators if one.element_id in ids]

    def of_measures(year: YearProgress) -> GradeCounts:
        return count_grades(year.scheme, (year.elements[one].grade for one in measures))

    def of_indicators(year: YearProgress) -> GradeCounts:
        return count_grades(year.scheme, (year.indicators[one].grade.grade for one in indicators))

    return GoalCounts(
        goal, of_measures(now), of_measures(before), of_indicators(now), of_indicators(before)
    )


def count_grades(scheme: Scheme, grades: Iterable[str | None]) -> GradeCounts:
    """Return how many have each grade; a grade the scheme does not have stands at the end."""
    counts = dict.fromkeys(scheme.grades, 0)
    ungraded = 0
    for grade in grades:
        if grade is None:
            ungraded += 1
        else:
            counts[grade] = counts.get(grade, 0) + 1
    return GradeCounts(counts, ungraded)


class Lack(StrEnum):
    """What is missing of an indicator or a measure."""

    RESULT = "result"
    TARGET = "target"
    BASELINE = "baseline"
    EVALUATION = "evaluation"


@dataclass(frozen=True)
class Missing:
    """Something that is not there yet, and who owes it.

    `indicator` is None where an evaluation of the measure is missing; `standing` tells a result
    not entered from one still being counted.
    """

    element: Element
    indicator: Indicator | None
    lack: Lack
    standing: Standing | None
    departments: tuple[str, ...]


_OWED = frozenset({Standing.BLANK, Standing.PENDING, Standing.INCOMPLETE})


def missing(
    plan: Plan, now: YearProgress, evaluations: Iterable[Evaluation] = ()
) -> tuple[Missing, ...]:
    """Return what a year still lacks, in the order of the plan.

    Of evaluations only those that were opened and are still empty are missing.
    """
    empty = {
        one.element_id for one in evaluations if one.fiscal_year == now.fiscal_year and one.is_empty
    }
    found: list[Missing] = []
    for element in plan.elements:
        for indicator in plan.indicators_of(element.id):
            for lack, standing in _lacks(now.indicators[indicator.id]):
                names = departments_of(indicator) or in_charge(plan, element)
                found.append(Missing(element, indicator, lack, standing, names))
        if element.id in empty:
            names = in_charge(plan, element)
            found.append(Missing(element, None, Lack.EVALUATION, None, names))
    return tuple(found)


def _lacks(held: IndicatorProgress) -> Iterable[tuple[Lack, Standing | None]]:
    found = held.assessment
    if found.result.standing in _OWED:
        yield Lack.RESULT, found.result.standing
    if found.target is None:
        yield Lack.TARGET, None
    in_words = held.indicator.direction is Direction.WORD
    if found.progress.why is Why.NO_BASELINE and not in_words:
        yield Lack.BASELINE, None


def in_charge(plan: Plan, element: Element) -> tuple[str, ...]:
    """Return the departments in charge of an element, or of the nearest above that names any."""
    for one in (element, *plan.ancestors(element)):
        names = departments_of(one)
        if names:
            return names
    return ()


@dataclass(frozen=True)
class Movement:
    """How far a measure's progress has moved since last year.

    Shares: the mean over the indicators that have a figure in both years, `indicators` of them.
    """

    element: Element
    before: float
    now: float
    indicators: int

    @property
    def change(self) -> float:
        """Return the difference, positive for the better."""
        return self.now - self.before


def movements(plan: Plan, now: YearProgress, before: YearProgress) -> tuple[Movement, ...]:
    """Return the measures that have moved, those that moved most first."""
    found: list[Movement] = []
    for element in measures_of(plan):
        pairs = [
            (then.number, this.number)
            for one in plan.indicators_of(element.id)
            if (then := measured(Measure.PROGRESS, before.indicators[one.id].assessment)).number
            is not None
            and (this := measured(Measure.PROGRESS, now.indicators[one.id].assessment)).number
            is not None
        ]
        if pairs:
            then_mean = math.fsum(pair[0] for pair in pairs) / len(pairs)
            now_mean = math.fsum(pair[1] for pair in pairs) / len(pairs)
            found.append(Movement(element, then_mean, now_mean, len(pairs)))
    moved = [one for one in found if round(one.change, 10)]
    return tuple(sorted(moved, key=lambda one: -abs(one.change)))


def measures_of(plan: Plan) -> list[Element]:
    """Return the elements that are evaluated: those without any below, and those with indicators.

    In a tree of goals and measures these are the measures.
    """
    return [
        element
        for element in plan.elements
        if not plan.children(element.id) or plan.indicators_of(element.id)
    ]


def _goals(plan: Plan) -> dict[int, int]:
    """Return element id to the id of the top element it stands below, itself included."""
    tops: dict[int, int] = {}
    for element in plan.elements:
        tops[element.id] = element.id if element.parent_id is None else tops[element.parent_id]
    return tops
