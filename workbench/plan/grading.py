"""Grades: a scheme is a table of bands, and nothing that is missing is ever a bad grade.

The bands are tried from the top; the first that an indicator reaches gives its grade. Where a
band's measure has no figure, `measured` says what stands in for it; where nothing does, the
indicator has no grade and the reason, and it takes no part in a roll-up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.plan.progress import Assessment, Figure, Why
from workbench.plan.recorded import Standing
from workbench.plan.structure import Indicator, Plan


class Measure(StrEnum):
    """What a band looks at."""

    PROGRESS = "progress"
    RATIO = "ratio"
    YEARS_AHEAD = "years_ahead"
    IMPROVEMENT = "improvement"
    POINTS = "points"
    #: Given by a person only: 完了, －.
    HAND = "hand"


class Comparison(StrEnum):
    """How a measure is held against a band's bound."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    #: Whatever the bands above have left.
    REST = "rest"


class AppliesTo(StrEnum):
    """Which indicators a band is for."""

    ALL = "all"
    SURVEYS = "surveys"
    COUNTS = "counts"


class RollUp(StrEnum):
    """How the grades below make up the one above."""

    #: The grade nearest to the mean of the points, halves upwards.
    AVERAGE = "average"
    #: The lowest of the grades.
    LOWEST = "lowest"


@dataclass(frozen=True)
class Band:
    """One line of a scheme.

    `bound` is a share for progress, ratio and improvement, years for years_ahead, and in the
    indicator's unit for points. `points` weigh the grade in a roll-up; None leaves it out.
    """

    grade: str
    measure: Measure
    comparison: Comparison
    bound: float | None = None
    applies_to: AppliesTo = AppliesTo.ALL
    points: float | None = None
    meaning: str = ""

    def takes(self, indicator: Indicator) -> bool:
        """Tell whether this band is for an indicator of this kind."""
        if self.applies_to is AppliesTo.ALL:
            return True
        return (self.applies_to is AppliesTo.SURVEYS) == (indicator.survey_interval is not None)

    def holds(self, figure: float) -> bool:
        """Tell whether a figure lies in this band, the ones above having been tried."""
        if self.bound is None or self.comparison is Comparison.REST:
            return True
        if self.comparison is Comparison.ABOVE:
            return figure > self.bound
        return figure >= self.bound


@dataclass(frozen=True)
class Scheme:
    """A grading scheme: its bands from the best to the worst, and its rule for rolling up.

    `id` is None for a scheme that ships with the program and that the plan has not adopted.
    """

    key: str
    name: str
    bands: tuple[Band, ...]
    roll_up: RollUp = RollUp.AVERAGE
    note: str = ""
    id: int | None = None

    @property
    def grades(self) -> tuple[str, ...]:
        """Return the names of the grades, best first, each once."""
        return tuple(dict.fromkeys(band.grade for band in self.bands))

    @property
    def points(self) -> Mapping[str, float]:
        """Return the points of each grade that counts in a roll-up."""
        return {band.grade: band.points for band in self.bands if band.points is not None}

    @property
    def computable(self) -> frozenset[str]:
        """Return the grades that the scheme gives by itself, those set by hand left out."""
        return frozenset(band.grade for band in self.bands if band.measure is not Measure.HAND)


@dataclass(frozen=True)
class Grade:
    """An indicator's grade, or why there is none.

    `computed` is what the scheme gives; `reason` is that of a person who has set another grade.
    """

    grade: str | None
    computed: str | None = None
    why: Why | Standing | None = None
    reason: str = ""

    @property
    def is_overridden(self) -> bool:
        """Tell whether a person has set the grade."""
        return bool(self.reason)


def grade_of(scheme: Scheme, indicator: Indicator, assessment: Assessment) -> Grade:
    """Return the grade a scheme gives to what is known of an indicator in a year."""
    if not assessment.result.is_given:
        return Grade(None, why=assessment.result.standing)
    for band in scheme.bands:
        if band.measure is Measure.HAND or not band.takes(indicator):
            continue
        figure = measured(band.measure, assessment)
        if figure.number is None:
            return Grade(None, why=figure.why)
        if band.holds(figure.number):
            return Grade(band.grade, band.grade)
    return Grade(None, why=Why.NO_BAND)


def overridden(computed: Grade, grade: str, reason: str) -> Grade:
    """Return the grade a person has set in place of the computed one."""
    return Grade(grade, computed.computed, computed.why, reason)


def measured(measure: Measure, found: Assessment) -> Figure:
    """Return what a band looks at, with what stands in where a formula has no figure.

    - A target that is reached is 100 % (level with the path), whatever the formula lacks.
    - Where baseline and target are the same, or the target lies against the direction, the
      ratio to the target stands in for the progress.
    - Where the target or the figure is not above zero, the progress stands in for the ratio.
    - Any change from a baseline of zero is larger than any share of it.
    """
    if measure is Measure.POINTS:
        return found.points
    if measure is Measure.IMPROVEMENT:
        return _improvement(found)
    if measure is Measure.YEARS_AHEAD:
        return _or_reached(found.years_ahead, found, 0.0)
    progress = _or_reached(found.progress, found, 1.0)
    ratio = _or_reached(found.ratio_to_target, found, 1.0)
    first, second = (progress, ratio) if measure is Measure.PROGRESS else (ratio, progress)
    stands_in = first.why in _STANDS_IN and second.number is not None
    return second if stands_in else first


_STANDS_IN = frozenset({Why.BASELINE_IS_TARGET, Why.AGAINST_DIRECTION, Why.ZERO, Why.NEGATIVE})


def _or_reached(figure: Figure, found: Assessment, full: float) -> Figure:
    return Figure(full) if figure.number is None and found.is_reached else figure


def _improvement(found: Assessment) -> Figure:
    change = found.points.number
    if found.improvement.why is Why.ZERO and change is not None:
        return Figure(math.copysign(math.inf, change) if change else 0.0)
    return found.improvement


@dataclass(frozen=True)
class RolledUp:
    """The grade of a measure or goal, and on how many of its parts it rests.

    `given` is the grade a person has set in the evaluation.
    """

    computed: str | None
    graded: int
    total: int
    given: str | None = None

    @property
    def grade(self) -> str | None:
        """Return the grade that counts: the one given, or else the computed one."""
        return self.given or self.computed


def roll_up(scheme: Scheme, grades: Iterable[str | None]) -> RolledUp:
    """Return the grade of a whole from those of its parts, by the scheme's rule.

    Parts without a grade, or with one that has no points, are counted and left out.
    """
    parts = list(grades)
    points = scheme.points
    held = [points[grade] for grade in parts if grade is not None and grade in points]
    if not held:
        return RolledUp(None, 0, len(parts))
    if scheme.roll_up is RollUp.LOWEST:
        wanted = min(held)
    else:
        wanted = round(math.fsum(held) / len(held), 10)
    # Best first, so that halfway between two grades the better one is nearer.
    given = [item for item in points.items() if item[0] in scheme.computable]
    ordered = sorted(given, key=lambda item: -item[1])
    nearest = min(ordered, key=lambda item: round(abs(item[1] - wanted), 10), default=None)
    return RolledUp(nearest[0] if nearest else None, len(held), len(parts))


def roll_up_plan(
    plan: Plan,
    scheme: Scheme,
    indicator_grades: Mapping[int, str | None],
    given: Mapping[int, str],
) -> Mapping[int, RolledUp]:
    """Return the grade of every element, from the bottom up.

    An element is graded by its own indicators when any of them has a grade, and otherwise by
    the elements below it, each of which counts once however many indicators it has. A grade
    given in an evaluation takes the place of the computed one, below as above.

    Parameters
    ----------
    indicator_grades
        Indicator id to grade, None without one.
    given
        Element id to the grade that its evaluation gives.
    """
    found: dict[int, RolledUp] = {}
    for element in reversed(plan.elements):
        own = roll_up(
            scheme, (indicator_grades.get(one.id) for one in plan.indicators_of(element.id))
        )
        below = [found[child.id] for child in plan.children(element.id)]
        rolled = own if own.graded or not below else roll_up(scheme, (one.grade for one in below))
        found[element.id] = RolledUp(
            rolled.computed, rolled.graded, rolled.total, given.get(element.id)
        )
    return found
