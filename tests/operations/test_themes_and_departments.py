"""Themes and their matrix, departments and what they are in charge of."""

from workbench.operations import history
from workbench.operations.departments import (
    Uses,
    add_department,
    delete_department,
    merge_departments,
    move_departments,
    rename_department,
    uses,
    uses_by_department,
)
from workbench.operations.editing import ELEMENT_DEPARTMENT, ELEMENT_JOINT, edit_text
from workbench.operations.themes import (
    add_theme,
    delete_theme,
    matrix,
    move_themes,
    set_link,
    set_links,
)
from workbench.plan.departments import departments_of
from workbench.store.database import Database
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_departments, load_plan

from .conftest import refused, said


class TestMatrix:
    def test_many_cells_are_one_step(self, small: Database) -> None:
        before = load_plan(small).theme_links
        outcome = set_links(small, {(3, 1): None, (3, 2): "発信", (4, 1): "", (5, 2): None})
        found = {(one.element_id, one.theme_id): one.initiative
                 for one in load_plan(small).theme_links}  # fmt: skip
        assert found == {(3, 2): "発信", (4, 1): ""}
        assert said(outcome) == "主な取組4件を変更"
        history.undo(small)
        assert load_plan(small).theme_links == before

    def test_the_sample_has_23_links_on_19_of_45_measures(self, plan_file: PlanFile) -> None:
        """2-8, 4-1, 4-10 and 5-6 are named twice."""
        found = matrix(load_plan(plan_file.database))
        assert (len(found.measures), len(found.themes)) == (45, 5)
        assert sum(found.total_of_theme(theme.id) for theme in found.themes) == 23
        twice = [one.code for one in found.measures if found.total_of_measure(one.id) == 2]
        assert twice == ["2-8", "4-1", "4-10", "5-6"]
        named = [one for one in found.measures if found.total_of_measure(one.id)]
        assert len(named) == 19

    def test_a_cell_is_set_changed_and_emptied_in_place(self, small: Database) -> None:
        assert said(set_link(small, 4, 1, "")) == (
            "1-2 待機児童の解消（記入例） を横断テーマ「共生」に位置付け"
        )
        set_link(small, 4, 1, "保育の場を広げる（記入例）")
        link = matrix(load_plan(small)).link(4, 1)
        assert link is not None
        assert link.initiative == "保育の場を広げる（記入例）"
        set_link(small, 4, 1, None)
        assert matrix(load_plan(small)).link(4, 1) is None
        history.undo(small)
        assert matrix(load_plan(small)).link(4, 1) == link

    def test_an_empty_cell_stays_empty_without_a_step(self, small: Database) -> None:
        assert set_link(small, 4, 1, None).entry is None

    def test_themes_are_added_ordered_and_deleted_with_their_links(self, small: Database) -> None:
        refused("theme.name_taken", add_theme, small, "共生")
        add_theme(small, "環境（記入例）")
        move_themes(small, [3], 0)
        assert [theme.name for theme in load_plan(small).themes] == [
            "環境（記入例）", "共生", "選ばれるまち"
        ]  # fmt: skip
        assert said(delete_theme(small, 1)) == "横断テーマ「共生」を削除（位置付け1件）"
        assert load_plan(small).theme_links == ()


class TestDepartments:
    def test_a_name_typed_somewhere_joins_the_list(self, small: Database) -> None:
        edit_text(small, ELEMENT_DEPARTMENT, 5, "デジタル推進課")
        edit_text(small, ELEMENT_JOINT, 5, "政策経営課／ 総務課\n政策経営課")
        element = load_plan(small).element(5)
        assert departments_of(element) == ("デジタル推進課", "政策経営課", "総務課")
        assert [one.name for one in load_departments(small)][2:] == ["デジタル推進課", "総務課"]

    def test_renaming_reaches_everything_it_is_in_charge_of(self, small: Database) -> None:
        edit_text(small, ELEMENT_JOINT, 4, "政策経営課、総務課")
        rename_department(small, 1, "企画課")
        plan = load_plan(small)
        assert plan.element(3).department == "企画課"
        assert plan.element(4).joint_departments == "企画課、総務課"
        history.undo(small)
        assert load_plan(small).element(3).department == "政策経営課"

    def test_one_in_use_is_asked_about_before_it_goes(self, small: Database) -> None:
        edit_text(small, ELEMENT_JOINT, 4, "政策経営課")
        error = refused("department.in_use", delete_department, small, 1)
        assert "2" in str(error)
        assert uses(small, "政策経営課") == 2

    def test_a_successor_takes_over(self, small: Database) -> None:
        outcome = delete_department(small, 1, successor="こども課")
        assert load_plan(small).element(3).department == "こども課"
        assert [one.name for one in load_departments(small)] == ["こども課"]
        assert said(outcome) == "担当課「政策経営課」を削除し「こども課」へ引き継ぎ"

    def test_nobody_may_take_over(self, small: Database) -> None:
        delete_department(small, 1, successor="")
        assert load_plan(small).element(3).department == ""

    def test_several_are_merged_into_a_new_one_as_one_step(self, small: Database) -> None:
        edit_text(small, ELEMENT_JOINT, 4, "政策経営課、総務課")
        before = load_plan(small)
        outcome = merge_departments(small, [1, 2], "企画こども課")
        plan = load_plan(small)
        assert plan.element(3).department == "企画こども課"
        # It leads, so it does not join as well.
        assert plan.element(4).department == "企画こども課"
        assert plan.element(4).joint_departments == "総務課"
        assert [one.name for one in load_departments(small)] == ["総務課", "企画こども課"]
        assert said(outcome) == "担当課「政策経営課、こども課」を「企画こども課」に統合"
        history.undo(small)
        assert load_plan(small) == before
        assert [one.name for one in load_departments(small)] == ["政策経営課", "こども課", "総務課"]

    def test_one_of_those_merged_may_stay(self, small: Database) -> None:
        merge_departments(small, [1, 2], "こども課")
        assert [one.name for one in load_departments(small)] == ["こども課"]
        assert load_plan(small).element(3).department == "こども課"
        assert merge_departments(small, [2], "こども課").entry is None
        refused("department.several", merge_departments, small, [2], "総務課・財政課")
        refused("name.empty", merge_departments, small, [2], " ")

    def test_what_each_is_in_charge_of_is_counted(self, small: Database) -> None:
        edit_text(small, ELEMENT_JOINT, 4, "政策経営課、総務課")
        found = uses_by_department(small)
        assert found["総務課"] == Uses(elements=1)
        assert {name: held.total for name, held in found.items()} == {
            name: uses(small, name) for name in found
        }

    def test_their_order_is_that_of_the_organisation(self, small: Database) -> None:
        add_department(small, "総務課")
        outcome = move_departments(small, [3], 0)
        assert [one.name for one in load_departments(small)] == ["総務課", "政策経営課", "こども課"]
        assert said(outcome) == "担当課「総務課」の順番を変更"

    def test_names_are_single_and_not_taken(self, small: Database) -> None:
        refused("department.name_taken", add_department, small, "こども課")
        refused("department.several", add_department, small, "総務課・財政課")
        refused("name.empty", add_department, small, "")
