"""The tree: added to, moved, copied, deleted, renumbered; never a cycle, never a code twice."""

from workbench.exchange.matching import MeasureFinder
from workbench.operations import history
from workbench.operations.copying import copy_branch
from workbench.operations.editing import LEVEL_NUMBERING, edit_text
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.levels import add_level, delete_level, insert_level
from workbench.operations.lookups import made_id
from workbench.operations.structure import (
    Deletion,
    add_element,
    delete_elements,
    deletion_of,
    move_elements,
    renumber,
    set_code,
)
from workbench.operations.years import close_year, open_year
from workbench.plan.structure import Plan, Role
from workbench.plan.values import number
from workbench.store.database import Database
from workbench.store.queries import load_aliases, load_indicator_values, load_plan

from .conftest import refused


def codes(database: Database) -> list[str]:
    return [element.code for element in load_plan(database).elements]


def names(plan: Plan, parent_id: int | None) -> list[str]:
    return [element.code for element in plan.children(parent_id)]


class TestAdding:
    def test_a_measure_gets_the_next_code_of_its_level(self, small: Database) -> None:
        outcome = add_element(small, 1, " 地域医療（記入例） ")
        added = load_plan(small).element(made_id(outcome) or 0)
        assert (added.code, added.name) == ("1-3", "地域医療（記入例）")
        assert outcome.entry is not None
        assert history.describe(outcome.entry) == "施策 1-3 地域医療（記入例） を追加"

    def test_it_can_stand_first_among_its_siblings(self, small: Database) -> None:
        add_element(small, 1, "先頭", position=0)
        assert names(load_plan(small), 1) == ["1-3", "1-1", "1-2"]

    def test_a_level_further_down_follows_its_own_pattern(self, small: Database) -> None:
        add_element(small, 4, "基本事業")
        assert "1-2-1" in codes(small)

    def test_below_the_last_level_there_is_no_place(self, small: Database) -> None:
        below = made_id(add_element(small, 4, "基本事業"))
        refused("level.none_below", add_element, small, below, "事務事業")
        add_level(small, "事務事業")
        add_element(small, below, "事務事業")
        assert "1-2-1-1" in codes(small)

    def test_a_code_taken_and_an_empty_name_are_refused(self, small: Database) -> None:
        refused("code.taken", add_element, small, 2, "別", code="1-1")
        refused("name.empty", add_element, small, 2, "　")
        refused("plan.gone", add_element, small, 999, "別")


class TestMoving:
    def test_a_measure_moves_to_another_goal_and_keeps_its_code(self, small: Database) -> None:
        move_elements(small, [4], 2, 0)
        plan = load_plan(small)
        assert (names(plan, 1), names(plan, 2)) == (["1-1"], ["1-2", "2-1"])

    def test_the_step_says_what_went_where(self, small: Database) -> None:
        goal = load_plan(small).element(2)
        outcome = move_elements(small, [4], 2, 0)
        assert outcome.entry is not None
        assert f"{goal.code} {goal.name}" in history.describe(outcome.entry)

    def test_several_keep_their_order_among_their_new_siblings(self, small: Database) -> None:
        move_elements(small, [4, 3], 2, None)
        assert names(load_plan(small), 2) == ["2-1", "1-1", "1-2"]

    def test_a_goal_cannot_be_put_below_its_own_measure(self, small: Database) -> None:
        refused("tree.cycle", move_elements, small, [1], 4, None)
        refused("tree.cycle", move_elements, small, [1], 1, None)

    def test_a_branch_changes_its_levels_as_a_whole(self, small: Database) -> None:
        move_elements(small, [1], 2, None)
        plan = load_plan(small)
        assert [plan.level_of(plan.element(one)).depth for one in (1, 3)] == [1, 2]

    def test_a_branch_that_would_reach_below_the_last_level_is_refused(
        self, small: Database
    ) -> None:
        add_element(small, 3, "基本事業")
        before = load_plan(small)
        refused("level.none_below", move_elements, small, [1], 2, None)
        assert load_plan(small) == before

    def test_the_order_alone_can_change(self, small: Database) -> None:
        outcome = move_elements(small, [3], 1, 1)
        assert names(load_plan(small), 1) == ["1-2", "1-1"]
        assert outcome.entry is not None
        assert history.describe(outcome.entry) == "1-1 移住・定住（記入例） の順序を変更"


class TestDeleting:
    def test_what_goes_is_counted_before(self, small: Database) -> None:
        assert deletion_of(small, [1, 3]) == Deletion(3, 2, 6, 1, 1, 0)

    def test_everything_below_goes_and_comes_back(self, small: Database) -> None:
        before, values = load_plan(small), load_indicator_values(small)
        delete_elements(small, [1, 3])
        assert codes(small) == ["2", "2-1"]
        assert load_indicator_values(small) == ()
        history.undo(small)
        assert (load_plan(small), load_indicator_values(small)) == (before, values)

    def test_results_of_a_closed_year_do_not_go_unseen(self, small: Database) -> None:
        open_year(small, 2023)
        close_year(small, 2023)
        refused("year.closed", delete_elements, small, [1])


class TestCodes:
    def test_renumbering_follows_the_order_and_keeps_the_old_codes(self, small: Database) -> None:
        move_elements(small, [4], 1, 0)
        outcome = renumber(small, until_year=2025)
        assert codes(small) == ["1", "1-1", "1-2", "2", "2-1"]
        assert outcome.entry is not None
        assert history.describe(outcome.entry) == "2件の番号を付け直し"
        plan, aliases = load_plan(small), load_aliases(small)
        assert {(alias.element_id, alias.code) for alias in aliases} == {(4, "1-2"), (3, "1-1")}
        finder = MeasureFinder(plan, aliases)
        assert finder.find("1-1", plan.element(3).name).element == plan.element(3)
        assert finder.find("1-1", plan.element(4).name).element == plan.element(4)

    def test_going_back_to_an_old_code_leaves_no_alias_of_it(self, small: Database) -> None:
        set_code(small, 5, "2-9")
        set_code(small, 5, "2-1")
        assert [alias.code for alias in load_aliases(small)] == ["2-9"]

    def test_a_code_that_is_borne_elsewhere_is_refused(self, small: Database) -> None:
        refused("code.taken", set_code, small, 5, "1-1")
        set_code(small, 5, "1-3")
        add_element(small, 1, "三つ目", code="1-4")
        refused("code.taken", renumber, small, 1)

    def test_a_branch_can_be_renumbered_by_itself(self, small: Database) -> None:
        set_code(small, 2, "9")
        renumber(small, 2)
        assert codes(small) == ["1", "1-1", "1-2", "9", "9-1"]


class TestCopying:
    def test_a_branch_is_copied_with_its_targets_and_without_its_results(
        self, small: Database
    ) -> None:
        made = made_id(copy_branch(small, 1))
        plan = load_plan(small)
        assert names(plan, None) == ["1", "2", "3"]
        assert names(plan, made) == ["3-1", "3-2"]
        copied = plan.children(made)[0]
        (indicator,) = plan.indicators_of(copied.id)
        values = load_indicator_values(small, [indicator.id])
        assert {value.role for value in values} == {Role.BASELINE, Role.TARGET}
        assert [link.initiative for link in plan.links_of(copied.id)] == ["相談窓口"]
        assert copied.department == "政策経営課"

    def test_the_copy_can_change_and_the_original_stays(self, small: Database) -> None:
        made = made_id(copy_branch(small, 3, position=0))
        plan = load_plan(small)
        assert names(plan, 1) == ["1-3", "1-1", "1-2"]
        (indicator,) = plan.indicators_of(made or 0)
        set_value(small, Slot(indicator.id, Role.TARGET, 2027), number(999))
        (original,) = load_indicator_values(small, [1])[-1:]
        assert original.value == number(150)


class TestLevels:
    def test_a_level_in_use_or_above_others_stays(self, small: Database) -> None:
        refused("level.in_use", delete_level, small, 1)
        refused("level.in_use", delete_level, small, 2)
        delete_level(small, 3)
        assert [level.name for level in load_plan(small).levels] == ["目標", "施策"]

    def test_a_pattern_must_tell_the_elements_of_a_level_apart(self, small: Database) -> None:
        refused("level.numbering", add_level, small, "事務事業", "{parent}")


def test_a_level_between_two_keeps_numberings_that_count_from_the_top(small: Database) -> None:
    edit_text(small, LEVEL_NUMBERING, 3, "{0}/{1}/{n}")
    before = load_plan(small)
    outcome = insert_level(small, 1, "政策")
    assert outcome.entry is not None
    assert history.describe(outcome.entry) == f"{before.levels[0].name}の下に階層「政策」を挿入"
    plan = load_plan(small)
    assert [level.depth for level in plan.levels] == [0, 1, 2, 3]
    assert [level.name for level in plan.levels][1] == "政策"
    assert plan.levels[-1].numbering == "{0}/{2}/{n}"
    for one in plan.elements:
        above = None if one.parent_id is None else plan.level_of(plan.element(one.parent_id)).depth
        assert plan.level_of(one).depth == (0 if above is None else above + 1)
    refused("level.lowest", insert_level, small, plan.levels[-1].id, "さらに下")
    history.undo(small)
    assert load_plan(small) == before
