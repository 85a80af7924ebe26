"""The progress of a year: counts by goal, last year's beside, what is missing, what has moved."""

import pytest

from workbench.operations.evaluations import set_evaluation_grade, write_evaluation
from workbench.operations.grades import override_grade
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.indicators import add_indicator
from workbench.operations.lookups import made_id
from workbench.operations.progress import ProgressReport, progress_report
from workbench.operations.years import open_year
from workbench.plan.recorded import Standing
from workbench.plan.statistics import Basis
from workbench.plan.structure import Role
from workbench.plan.values import Kind, Value, number
from workbench.plan.year_progress import GoalCounts, Lack
from workbench.store.database import Database
from workbench.store.planfile import PlanFile


def goal(report: ProgressReport, code: str) -> GoalCounts:
    return next(row for row in report.goals if row.goal is not None and row.goal.code == code)


@pytest.fixture
def filled(small: Database) -> Database:
    """Give results of two years: 100 → 150 stands at 110, then 160; 20 → 0 at 12, then pending."""
    set_value(small, Slot(1, Role.ACTUAL, 2024), number(160))
    set_value(small, Slot(2, Role.ACTUAL, 2024), Value(Kind.PENDING))
    return small


def test_grades_are_counted_by_goal_with_last_years_beside(filled: Database) -> None:
    """2023: 110 is within 10 % (B), 12 of 20 is 40 % better (A); 2024: S, and one pending."""
    row = goal(progress_report(filled, 2024), "1")
    assert row.indicators.by_grade == {"S": 1, "A": 0, "B": 0, "C": 0}
    assert row.indicators.ungraded == 1
    assert row.indicators_before.by_grade == {"S": 0, "A": 1, "B": 1, "C": 0}
    assert row.measures.by_grade["S"] == 1
    assert row.measures.ungraded == 1
    assert row.measures.share("S") == 1
    assert row.measures_before.share("A") == 0.5


def test_the_whole_plan_stands_at_the_end(filled: Database) -> None:
    last = progress_report(filled, 2024).goals[-1]
    assert last.goal is None
    assert (last.measures.total, last.indicators.total) == (3, 2)


def test_a_goal_without_a_grade_has_no_share_rather_than_zero(filled: Database) -> None:
    row = goal(progress_report(filled, 2024), "2")
    assert row.measures.ungraded == row.measures.total == 1
    assert row.measures.share("S") is None


def test_grades_given_by_persons_count(filled: Database) -> None:
    override_grade(filled, 1, 2024, "C", "記入例")
    set_evaluation_grade(filled, 4, 2024, "A", "記入例")
    row = goal(progress_report(filled, 2024), "1")
    assert row.indicators.by_grade["C"] == 1
    assert (row.measures.by_grade["A"], row.measures.by_grade["C"]) == (1, 1)


def test_what_is_missing_names_the_department_that_owes_it(filled: Database) -> None:
    made = made_id(add_indicator(filled, 5, "電子申請率（記入例）"))
    open_year(filled, 2024)
    write_evaluation(filled, 3, 2024, {"state": "記入例"})
    report = progress_report(filled, 2024)
    found = [
        (one.element.code, one.indicator.id if one.indicator else None, one.lack, one.standing)
        for one in report.missing
    ]
    assert found == [
        ("1-2", 2, Lack.RESULT, Standing.PENDING),
        ("1-2", None, Lack.EVALUATION, None),
        ("2-1", made, Lack.RESULT, Standing.BLANK),
        ("2-1", made, Lack.TARGET, None),
        ("2-1", None, Lack.EVALUATION, None),
    ]


def test_the_measures_that_moved_most_come_first(filled: Database) -> None:
    """移住者数: 10/50 then 60/50, up by 1; 待機児童数: 8/20 then 2/20, down by 0.3."""
    set_value(filled, Slot(2, Role.ACTUAL, 2024), number(18))
    moved = progress_report(filled, 2024).movements
    assert [(one.element.code, round(one.change, 10)) for one in moved] == [
        ("1-1", 1.0), ("1-2", -0.3)
    ]  # fmt: skip


def test_a_measure_moves_by_the_mean_of_its_indicators(filled: Database) -> None:
    """1-1: 10/50 → 60/50, and 0/100 → 20/100 beside it: a mean of 0.1, then of 0.7."""
    second = made_id(add_indicator(filled, 3, "空き家の活用件数（記入例）"))
    for role, year, figure in (
        (Role.BASELINE, 2022, 0),
        (Role.TARGET, 2027, 100),
        (Role.ACTUAL, 2023, 0),
        (Role.ACTUAL, 2024, 20),
    ):
        set_value(filled, Slot(second, role, year), number(figure))
    (moved,) = progress_report(filled, 2024).movements
    assert (moved.element.code, moved.indicators) == ("1-1", 2)
    assert (round(moved.before, 10), round(moved.now, 10)) == (0.1, 0.7)


def test_a_measure_without_figures_in_both_years_has_not_moved(filled: Database) -> None:
    assert [one.element.code for one in progress_report(filled, 2024).movements] == ["1-1"]


def test_population_targets_stand_beside_counts_of_each_basis(plan_file: PlanFile) -> None:
    """The plan aims at 86,000 in 2040; the census of 2020 counted 94,222."""
    found = progress_report(plan_file.database, 2023).population
    of_2040 = [
        one for one in found
        if one.target.quantity == "total_population" and one.target.to_year == 2040
    ]  # fmt: skip
    by_basis = {one.basis: one for one in of_2040}
    assert (by_basis[Basis.CENSUS].year, by_basis[Basis.CENSUS].figure) == (2020, 94222)
    assert by_basis[Basis.PROJECTION].year == 2040
    assert by_basis[Basis.PROJECTION].gap == by_basis[Basis.PROJECTION].figure - 86000


def test_yearly_changes_stand_beside_the_register_of_the_years_meant(plan_file: PlanFile) -> None:
    found = [
        one for one in progress_report(plan_file.database, 2023).population
        if one.target.quantity == "natural_change_per_year"
    ]  # fmt: skip
    assert found
    for one in found:
        assert one.basis is Basis.REGISTER
        assert one.target.from_year <= one.year <= one.target.to_year
        assert one.figure < 0
