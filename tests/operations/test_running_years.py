"""A plan through its years: cost of initiatives, evaluations, grades, opening and closing."""

from dataclasses import replace
from typing import ClassVar

from workbench.operations import history
from workbench.operations.evaluations import (
    evaluation_pair,
    set_course,
    set_evaluation_grade,
    write_evaluation,
)
from workbench.operations.grades import (
    choose_scheme,
    copy_of,
    delete_scheme,
    override_grade,
    save_scheme,
)
from workbench.operations.initiatives import (
    add_initiative,
    cost_table,
    delete_initiatives,
    set_cost,
    set_initiative_themes,
    set_running_years,
)
from workbench.operations.lookups import made_id
from workbench.operations.schemes import scheme_of, schemes, shipped_schemes
from workbench.operations.years import close_year, open_year, reopen_year, set_scheme_of_year
from workbench.plan.evaluations import Course, YearState
from workbench.plan.initiatives import Cost, CostKind, CostTotal, window
from workbench.store.database import Database
from workbench.store.queries import (
    load_costs,
    load_evaluations,
    load_initiatives,
    load_overrides,
    load_plan,
    load_schemes,
    load_years,
)

from .conftest import refused, said

BUDGET, SETTLEMENT = CostKind.BUDGET, CostKind.SETTLEMENT


class TestCost:
    #: A row of a published sheet of project evaluations, thousand yen: 3,089 from general funds.
    ROW: ClassVar = {"national": 0, "prefectural": 0, "bonds": 0, "other": 0, "general": 3089}

    def test_the_total_is_the_sum_of_the_sources(self, small: Database) -> None:
        set_cost(small, 1, 2024, BUDGET, self.ROW)
        (cost,) = load_costs(small)
        assert (cost.total, cost.stated_total) == (3089, None)

    def test_a_stated_total_that_is_not_the_sum_is_refused(self, small: Database) -> None:
        error = refused("cost.sum", set_cost, small, 1, 2024, BUDGET,
                        {**self.ROW, "stated_total": 4209})  # fmt: skip
        assert "4,209" in str(error)
        assert load_costs(small) == ()
        set_cost(small, 1, 2024, BUDGET, {**self.ROW, "stated_total": 3089, "personnel": 1120})
        refused("cost.sum", set_cost, small, 1, 2024, BUDGET, {"general": 3000})

    def test_a_total_may_stand_alone_but_not_below_the_sources_known(self, small: Database) -> None:
        set_cost(small, 1, 2024, BUDGET, {"stated_total": 5000, "national": 2000})
        assert load_costs(small)[0].total == 5000
        refused("cost.sum", set_cost, small, 1, 2024, BUDGET, {"national": 6000})

    def test_what_is_not_known_is_no_zero(self) -> None:
        assert Cost(1, 1, 2024, BUDGET, national=10).total is None
        assert Cost(1, 1, 2024, BUDGET, *(0,) * 5).total == 0

    def test_an_amount_has_no_sign(self, small: Database) -> None:
        refused("cost.negative", set_cost, small, 1, 2024, BUDGET, {"national": -1})

    def test_a_change_is_said_with_year_kind_and_amounts(self, small: Database) -> None:
        set_cost(small, 1, 2024, BUDGET, self.ROW)
        outcome = set_cost(small, 1, 2024, BUDGET, {"general": 3200})
        assert said(outcome) == (
            "1-1 移住相談（記入例） の予算 令和6年度：一般財源 3,089 → 3,200（千円）"
        )

    def test_a_closed_year_can_only_be_read(self, small: Database) -> None:
        set_cost(small, 1, 2024, BUDGET, self.ROW)
        open_year(small, 2024)
        close_year(small, 2024)
        refused("year.closed", set_cost, small, 1, 2024, SETTLEMENT, self.ROW)
        refused("year.closed", delete_initiatives, small, [1])

    def test_totals_by_element_theme_and_department(self, small: Database) -> None:
        """1-1: 3,089 and one not known; 2-1: 500, counted towards both themes."""
        other = made_id(add_initiative(small, 5, "窓口の電子化（記入例）")) or 0
        add_initiative(small, 3, "金額未定（記入例）")
        set_cost(small, 1, 2024, BUDGET, self.ROW)
        set_cost(small, other, 2024, BUDGET, {"stated_total": 500})
        set_cost(small, other, 2025, BUDGET, {"stated_total": 900})
        set_initiative_themes(small, other, [1, 2])
        table = cost_table(small, load_plan(small), 2024)
        assert table.by_element[3] == CostTotal(3089, 1, 1)
        assert table.by_element[1] == CostTotal(3089, 1, 1)
        assert table.by_element[2] == CostTotal(500, 1, 0)
        assert table.by_theme == {1: CostTotal(500, 1, 0), 2: CostTotal(500, 1, 0)}
        assert table.whole == CostTotal(3589, 2, 1)

    def test_an_initiative_counts_only_in_the_years_it_runs(self, small: Database) -> None:
        set_running_years(small, 1, 2023, 2024)
        plan = load_plan(small)
        assert cost_table(small, plan, 2024).whole.unknown == 1
        assert cost_table(small, plan, 2025).whole == CostTotal(0, 0, 0)
        refused("initiative.years", set_running_years, small, 1, 2025, 2024)

    def test_the_window_is_three_years(self) -> None:
        assert window(2025) == (2025, 2026, 2027)


class TestYears:
    def test_opening_carries_empty_rows_to_fill(self, small: Database) -> None:
        outcome = open_year(small, 2024)
        assert said(outcome) == "令和6年度を開始（評価する施策3件）"
        evaluations = load_evaluations(small, 2024)
        assert {one.element_id for one in evaluations} == {3, 4, 5}
        assert all(one.is_empty for one in evaluations)
        assert [(cost.initiative_id, cost.total) for cost in load_costs(small)] == [(1, None)]

    def test_a_year_is_opened_once(self, small: Database) -> None:
        open_year(small, 2024)
        refused("year.opened", open_year, small, 2024)
        refused("year.not_opened", close_year, small, 2025)

    def test_a_closed_year_is_reopened_for_a_reason_that_the_journal_keeps(
        self, small: Database
    ) -> None:
        open_year(small, 2024)
        close_year(small, 2024)
        refused("year.reason", reopen_year, small, 2024, " ")
        outcome = reopen_year(small, 2024, "決算の訂正（記入例）")
        assert said(outcome) == "令和6年度を開き直し（決算の訂正（記入例））"
        assert load_years(small)[0].state is YearState.OPEN

    def test_closing_keeps_the_scheme_its_grades_follow(self, small: Database) -> None:
        open_year(small, 2024)
        close_year(small, 2024)
        choose_scheme(small, "seven")
        assert scheme_of(small, 2024).key == shipped_schemes()[0].key
        assert scheme_of(small, 2025).key == "seven"
        held = next(scheme for scheme in load_schemes(small) if scheme.id is not None)
        refused("year.closed", save_scheme, small, replace(held, name="改"))
        refused("scheme.in_use", delete_scheme, small, held.id)

    def test_one_made_here_stays_while_the_plan_follows_it(self, small: Database) -> None:
        mine = copy_of(shipped_schemes()[0], "own", "独自の基準")
        save_scheme(small, mine)
        choose_scheme(small, "own")
        held = next(one for one in load_schemes(small) if one.key == "own")
        refused("scheme.in_use", delete_scheme, small, held.id)
        choose_scheme(small, "seven")
        delete_scheme(small, held.id)
        assert [one.key for one in load_schemes(small)] == ["seven"]


class TestEvaluations:
    def test_last_years_stands_beside_it(self, small: Database) -> None:
        write_evaluation(small, 3, 2023, {"state": "転入が増えた（記入例）"})
        write_evaluation(small, 3, 2024, {"issue": "空き家が足りない（記入例）"})
        set_course(small, 3, 2024, Course.EXPAND)
        pair = evaluation_pair(small, 3, 2024)
        assert pair.now is not None
        assert pair.before is not None
        assert (pair.now.issue, pair.now.course) == ("空き家が足りない（記入例）", Course.EXPAND)
        assert pair.before.state == "転入が増えた（記入例）"
        assert pair.now.who
        assert pair.now.at

    def test_a_step_is_said_with_what_it_changed(self, small: Database) -> None:
        outcome = set_course(small, 3, 2024, Course.REVIEW)
        assert said(outcome) == (
            "1-1 移住・定住（記入例） の令和6年度の評価：今後の方向性 （空欄） → 見直し"
        )

    def test_nothing_new_is_no_step(self, small: Database) -> None:
        open_year(small, 2024)
        assert write_evaluation(small, 3, 2024, {"state": ""}).entry is None
        assert write_evaluation(small, 4, 2023, {"state": " "}).entry is None

    def test_a_grade_needs_a_reason(self, small: Database) -> None:
        refused("grade.reason", set_evaluation_grade, small, 3, 2024, "A", " ")
        set_evaluation_grade(small, 3, 2024, "A", "目標を前倒しで達成（記入例）")
        (found,) = load_evaluations(small, 2024)
        assert (found.grade, found.grade_reason) == ("A", "目標を前倒しで達成（記入例）")

    def test_a_closed_year_can_only_be_read(self, small: Database) -> None:
        open_year(small, 2024)
        close_year(small, 2024)
        refused("year.closed", write_evaluation, small, 3, 2024, {"state": "x"})
        refused("year.closed", set_course, small, 3, 2024, Course.END)


class TestGrades:
    def test_a_grade_is_overridden_with_a_reason_and_given_back(self, small: Database) -> None:
        refused("grade.reason", override_grade, small, 1, 2023, "S", "")
        refused("grade.unknown", override_grade, small, 1, 2023, "優", "理由")
        refused("grade.unknown", set_evaluation_grade, small, 3, 2023, "優", "理由")
        outcome = override_grade(small, 1, 2023, "S", "災害の影響を除く（記入例）")
        assert said(outcome) == (
            "1-1 移住者数 の令和5年度の評価を S に変更（災害の影響を除く（記入例））"
        )
        assert [one.grade for one in load_overrides(small, 2023)] == ["S"]
        override_grade(small, 1, 2023, "", "")
        assert load_overrides(small) == ()

    def test_a_scheme_that_ships_becomes_the_plans_own_when_chosen(self, small: Database) -> None:
        assert scheme_of(small).id is None
        choose_scheme(small, "letters")
        own = scheme_of(small)
        assert own.id is not None
        assert own.bands == next(s for s in shipped_schemes() if s.key == "letters").bands
        assert schemes(small)[0].key == "letters"
        refused("plan.gone", choose_scheme, small, "none")

    def test_an_edited_scheme_is_kept_beside_the_others(self, small: Database) -> None:
        mine = copy_of(shipped_schemes()[1], "mine", "わたしたちの基準（記入例）")
        bands = (replace(mine.bands[0], bound=1.05), *mine.bands[1:])
        save_scheme(small, replace(mine, bands=bands))
        set_scheme = next(scheme for scheme in load_schemes(small) if scheme.key == "mine")
        assert set_scheme.bands == bands
        open_year(small, 2024)
        set_scheme_of_year(small, 2024, set_scheme.id)
        assert scheme_of(small, 2024).key == "mine"

    def test_a_scheme_that_cannot_be_used_is_not_kept(self, small: Database) -> None:
        mine = replace(shipped_schemes()[1], bands=())
        refused("scheme.unsound", save_scheme, small, mine)
        assert load_schemes(small) == ()


def test_everything_here_can_be_taken_back(small: Database) -> None:
    before = [load_initiatives(small), load_costs(small), load_years(small), load_schemes(small)]
    add_initiative(small, 4, "保育士の確保（記入例）", first_year=2024)
    open_year(small, 2024)
    close_year(small, 2024)
    choose_scheme(small, "seven")
    assert len(history.undo(small, 9)) == 4
    assert before == [
        load_initiatives(small), load_costs(small), load_years(small), load_schemes(small)
    ]  # fmt: skip
