"""Grading: bands from the top, reasons instead of bad grades, roll-ups by a stated rule."""

from collections.abc import Mapping

import pytest

from workbench.operations.schemes import shipped_schemes
from workbench.plan.grading import (
    AppliesTo,
    Band,
    Comparison,
    Grade,
    Measure,
    RollUp,
    Scheme,
    grade_of,
    overridden,
    roll_up,
    roll_up_plan,
)
from workbench.plan.grading_checks import problems
from workbench.plan.progress import Why, assess
from workbench.plan.recorded import PlanYears, Standing
from workbench.plan.structure import (
    Direction,
    Element,
    Indicator,
    IndicatorValue,
    Level,
    Plan,
    Profile,
    Role,
)
from workbench.plan.values import Kind, Value, number

SCHEMES = {scheme.key: scheme for scheme in shipped_schemes()}
YEARS = PlanYears(2023, 2027)


def graded(
    scheme: str,
    baseline: float | None,
    target: float | None,
    actual: float | Kind,
    direction: Direction = Direction.MORE,
    survey_interval: int | None = None,
    year: int = 2025,
) -> Grade:
    indicator = Indicator(1, 1, 1, "指標", "%", direction, survey_interval=survey_interval)
    result = Value(actual) if isinstance(actual, Kind) else number(actual)
    given = [(Role.BASELINE, 2022, baseline), (Role.TARGET, 2027, target)]
    values = [
        IndicatorValue(1, 1, when, role, number(figure))
        for role, when, figure in given
        if figure is not None
    ]
    values.append(IndicatorValue(3, 1, year, Role.ACTUAL, result))
    found = assess(indicator, values, year, YEARS)
    return grade_of(SCHEMES[scheme], indicator, found)


@pytest.mark.parametrize(
    ("actual", "grade"), [(150, "S"), (149, "A"), (111, "A"), (110, "B"), (90, "B"), (89, "C")]
)
def test_s_a_b_c_turn_at_the_target_and_at_ten_per_cent_of_the_baseline(actual, grade) -> None:
    assert graded("sabc", 100, 150, actual).grade == grade


@pytest.mark.parametrize(
    ("actual", "grade"), [(50, "S"), (89, "A"), (90, "B"), (110, "B"), (111, "C")]
)
def test_s_a_b_c_turn_round_where_less_is_better(actual, grade) -> None:
    assert graded("sabc", 100, 50, actual, Direction.LESS).grade == grade


@pytest.mark.parametrize(
    ("actual", "grade"),
    [(210, "A"), (200, "A"), (199.9, "B"), (180, "B"), (160, "C"), (140, "D"), (120, "E"),
     (100, "F"), (99.9, "G"), (0, "G")],
)  # fmt: skip
def test_seven_tiers_turn_at_the_ratios_to_the_target(actual, grade) -> None:
    assert graded("seven", 80, 200, actual).grade == grade


@pytest.mark.parametrize(
    ("year", "actual", "grade"),
    [
        (2023, 120, "A"), (2024, 140, "A"), (2025, 160, "A"), (2026, 180, "A"), (2027, 200, "A"),
        (2025, 159, "B"), (2025, 140, "B"), (2025, 139, "C"), (2025, 100, "C"), (2025, 99, "D"),
    ],
)  # fmt: skip
def test_the_path_rises_by_a_fifth_a_year_and_a_fifth_behind_is_one_year(
    year, actual, grade
) -> None:
    assert graded("path", 100, 200, actual, year=year).grade == grade


@pytest.mark.parametrize(("actual", "grade"), [(63.1, "a"), (63, "b"), (57, "b"), (56.9, "c")])
def test_surveys_within_three_points_count_as_unchanged(actual, grade) -> None:
    assert graded("abc", 60, 80, actual, survey_interval=1).grade == grade


@pytest.mark.parametrize(("actual", "grade"), [(60.1, "a"), (60, "b"), (59.9, "c")])
def test_counted_indicators_have_no_such_margin(actual, grade) -> None:
    assert graded("abc", 60, 80, actual).grade == grade


@pytest.mark.parametrize(
    ("actual", "grade"), [(150, "A"), (140, "B"), (130, "C"), (120, "D"), (110, "E"), (109, "F")]
)
def test_letters_turn_at_every_fifth_of_the_progress(actual, grade) -> None:
    assert graded("letters", 100, 150, actual).grade == grade


def test_grades_given_by_hand_are_offered_and_never_computed() -> None:
    scheme = SCHEMES["letters"]
    assert {"完了", "－"} <= set(scheme.grades)
    rolled = roll_up(scheme, ["A", "A"])
    assert rolled.grade == "A"
    assert roll_up(scheme, ["完了", "A"]).grade == "A"
    assert roll_up(scheme, ["－", "B"]) == roll_up(scheme, [None, "B"])


class TestNothingMissingIsABadGrade:
    @pytest.mark.parametrize("scheme", SCHEMES)
    @pytest.mark.parametrize(
        ("kind", "standing"),
        [(Kind.PENDING, Standing.PENDING), (Kind.NONE, Standing.NONE),
         (Kind.UNKNOWN, Standing.UNKNOWN), (Kind.WITHHELD, Standing.WITHHELD)],
    )  # fmt: skip
    def test_a_sign_has_no_grade_and_its_reason(self, scheme, kind, standing) -> None:
        found = graded(scheme, 100, 150, kind)
        assert (found.grade, found.why) == (None, standing)

    def test_no_target_or_baseline_is_no_grade(self) -> None:
        assert graded("seven", 100, None, 120).why is Why.NO_TARGET
        assert graded("letters", None, 150, 120).why is Why.NO_BASELINE
        assert graded("letters", None, 150, 120).grade is None

    def test_a_negative_target_is_graded_by_its_progress(self) -> None:
        """−700 → −582: at −629.2 60 % of the way: no ratio, so the progress stands in."""
        assert graded("seven", -700, -582, -629.2).grade == "E"
        assert graded("seven", -700, -582, -580).grade == "A"

    def test_a_target_of_zero_that_is_reached_is_full(self) -> None:
        assert graded("seven", 20, 0, 0, Direction.LESS).grade == "A"
        assert graded("seven", 20, 0, 4, Direction.LESS).grade == "C"

    def test_what_is_held_is_full_when_kept_and_else_by_its_ratio(self) -> None:
        """98 kept at 98; 93.1 is 95 % of it."""
        assert graded("letters", 98, 98, 98, Direction.HOLD).grade == "A"
        assert graded("letters", 98, 98, 93.1, Direction.HOLD).grade == "B"

    def test_a_decline_slowed_enough_is_full(self) -> None:
        assert graded("letters", 94222, 92500, 93000).grade == "A"

    def test_any_rise_from_a_baseline_of_zero_is_more_than_a_tenth(self) -> None:
        assert graded("sabc", 0, 10, 1).grade == "A"
        assert graded("sabc", 0, 10, 0).grade == "B"


def test_a_grade_set_by_a_person_keeps_the_computed_one_beside_it() -> None:
    found = overridden(graded("seven", 80, 200, 100), "B", "災害のため（記入例）")
    assert (found.grade, found.computed, found.is_overridden) == ("B", "F", True)


class TestRollUp:
    def test_the_mean_of_the_points_goes_to_the_nearest_grade_halves_upwards(self) -> None:
        """S 4, A 3, B 2, C 1: (4 + 3) ÷ 2 = 3.5 → S; (3 + 2 + 2) ÷ 3 = 2.33 → B."""
        assert roll_up(SCHEMES["sabc"], ["S", "A"]).grade == "S"
        assert roll_up(SCHEMES["sabc"], ["A", "B", "B"]).grade == "B"

    def test_parts_without_a_grade_are_counted_and_left_out(self) -> None:
        rolled = roll_up(SCHEMES["sabc"], ["A", None, None])
        assert (rolled.grade, rolled.graded, rolled.total) == ("A", 1, 3)

    def test_nothing_graded_is_no_grade(self) -> None:
        assert roll_up(SCHEMES["sabc"], [None, None]).grade is None
        assert roll_up(SCHEMES["sabc"], []).grade is None

    def test_the_other_rule_takes_the_lowest(self) -> None:
        scheme = Scheme("x", "最低", SCHEMES["sabc"].bands, RollUp.LOWEST)
        assert roll_up(scheme, ["S", "S", "C", None]).grade == "C"


def three_levels() -> Plan:
    """目標 1 with 施策 1-1 (indicators 1, 2) and 1-2 (indicators 3, 4, 5), and 1-3 without any."""
    levels = (Level(1, 0, "目標", "{n}"), Level(2, 1, "施策", "{parent}-{n}"))
    elements = (
        Element(1, None, 1, 1, "1", "目標"),
        Element(2, 1, 2, 1, "1-1", "施策"),
        Element(3, 1, 2, 2, "1-2", "施策"),
        Element(4, 1, 2, 3, "1-3", "施策"),
    )
    indicators = tuple(
        Indicator(i, element, i, "指標", "人") for i, element in enumerate((2, 2, 3, 3, 3), 1)
    )
    profile = Profile("市", "20220", "計画", "", 2023, 2027, "")
    return Plan(profile, levels, elements, (), (), indicators)


class TestRollUpOfAPlan:
    def rolled(self, given: Mapping[int, str] | None = None):
        grades = {1: "S", 2: "S", 3: "C", 4: "C", 5: None}
        return roll_up_plan(three_levels(), SCHEMES["sabc"], grades, given or {})

    def test_each_measure_counts_once_in_its_goal(self) -> None:
        """1-1 is S (4), 1-2 is C (1), 1-3 has none: (4 + 1) ÷ 2 = 2.5 → A."""
        found = self.rolled()
        assert [found[i].grade for i in (2, 3, 4, 1)] == ["S", "C", None, "A"]
        assert (found[1].graded, found[1].total) == (2, 3)

    def test_a_grade_given_in_an_evaluation_counts_in_place_of_the_computed_one(self) -> None:
        found = self.rolled({3: "B"})
        assert (found[3].grade, found[3].computed) == ("B", "C")
        assert found[1].grade == "A"  # (4 + 2) ÷ 2 = 3


class TestChecks:
    @pytest.mark.parametrize("key", SCHEMES)
    def test_every_shipped_scheme_is_sound(self, key: str) -> None:
        assert problems(SCHEMES[key]) == []

    def test_a_band_that_can_never_be_reached_is_named(self) -> None:
        bands = (
            Band("A", Measure.PROGRESS, Comparison.AT_LEAST, 0.5),
            Band("B", Measure.PROGRESS, Comparison.AT_LEAST, 0.8),
            Band("C", Measure.PROGRESS, Comparison.REST),
        )
        (found,) = problems(Scheme("x", "逆", bands))
        assert "B" in str(found)

    def test_a_scheme_must_take_the_rest_for_every_kind(self) -> None:
        bands = (
            Band("a", Measure.POINTS, Comparison.ABOVE, 0),
            Band("b", Measure.POINTS, Comparison.REST, applies_to=AppliesTo.SURVEYS),
        )
        assert len(problems(Scheme("x", "欠け", bands))) == 1

    def test_names_bounds_and_points_are_needed(self) -> None:
        bands = (
            Band("A", Measure.RATIO, Comparison.AT_LEAST, None, points=2),
            Band(" ", Measure.RATIO, Comparison.REST),
            Band("A", Measure.HAND, Comparison.REST, points=3),
        )
        assert len(problems(Scheme("x", "不備", bands))) >= 3
        assert len(problems(Scheme("x", " ", bands))) == 1
