"""Two copies of a plan are merged: what was changed on both sides, and what is chosen."""

from pathlib import Path

import pytest

from tests.operations.merging.two_copies import ABOUT, ELEMENT, THEME, add_value, name_of, take_in
from workbench.errors import PersonError
from workbench.operations import history
from workbench.operations.editing import edit_text
from workbench.operations.merging import Side, compare_with, merge
from workbench.operations.sample import create_sample
from workbench.store import journal
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile


def test_changes_that_do_not_touch_are_merged_as_one_step(mine: PlanFile, theirs: PlanFile) -> None:
    edit_text(mine.database, THEME, 1, "企画課の名")
    edit_text(mine.database, ABOUT, 10, "企画課の説明")
    edit_text(theirs.database, THEME, 2, "移住課の名")
    edit_text(theirs.database, ELEMENT, 10, "移住課の施策名")
    proposal = take_in(mine, theirs)
    assert proposal.choices == ()
    assert len(proposal.changes) == 2
    assert name_of(mine, "theme", 1) == "企画課の名"
    assert name_of(mine, "theme", 2) == "移住課の名"
    (row,) = mine.database.rows("SELECT name, description FROM element WHERE id = 10")
    assert tuple(row) == ("移住課の施策名", "企画課の説明")
    (newest,) = [one for one in journal.entries(mine.database) if one.kind == "do"][:1]
    assert "移住課の写し.plandb を統合（変更2件" in history.describe(newest)


def test_a_conflict_is_shown_side_by_side_and_kept_unless_chosen(
    mine: PlanFile, theirs: PlanFile
) -> None:
    was = name_of(mine, "theme", 1)
    edit_text(mine.database, THEME, 1, "企画課の名")
    edit_text(theirs.database, THEME, 1, "移住課の名")
    proposal = take_in(mine, theirs)
    (choice,) = proposal.choices
    assert (choice.base, choice.mine, choice.theirs) == (was, "企画課の名", "移住課の名")
    assert choice.field == "名称"
    assert choice.what == "企画課の名"
    assert name_of(mine, "theme", 1) == "企画課の名"


def test_a_conflict_chosen_for_the_other_side_takes_theirs(
    mine: PlanFile, theirs: PlanFile
) -> None:
    edit_text(mine.database, THEME, 1, "企画課の名")
    edit_text(theirs.database, THEME, 1, "移住課の名")
    take_in(mine, theirs, Side.THEIRS)
    assert name_of(mine, "theme", 1) == "移住課の名"


def test_the_same_change_on_both_sides_is_no_conflict(mine: PlanFile, theirs: PlanFile) -> None:
    for opened in (mine, theirs):
        edit_text(opened.database, THEME, 1, "同じ名")
    assert take_in(mine, theirs).is_empty


def test_rows_that_both_added_get_ids_of_their_own_and_keep_what_hangs_on_them(
    mine: PlanFile, theirs: PlanFile
) -> None:
    for opened, name in ((mine, "企画課の指標"), (theirs, "移住課の指標")):
        with transaction(opened.database, "test") as change:
            indicator = change.insert(
                "indicator", {"element_id": 11, "position": 1, "name": name, "unit": "件"}
            )
            assert indicator == 2
            add_value(change, indicator, 2023, 7.0)
            mark = {"table_name": "indicator", "row_id": indicator}
            change.insert("internal_mark", mark)
    proposal = take_in(mine, theirs)
    assert proposal.choices == ()
    found = mine.database.rows(
        "SELECT indicator.name, number, internal_mark.row_id = indicator.id FROM indicator"
        " JOIN indicator_value ON indicator_id = indicator.id"
        " JOIN internal_mark ON row_id = indicator.id WHERE indicator.id > 1"
    )
    assert sorted(map(tuple, found)) == [("企画課の指標", 7.0, 1), ("移住課の指標", 7.0, 1)]


def test_a_value_that_both_entered_for_the_same_year_is_one_value(
    mine: PlanFile, theirs: PlanFile
) -> None:
    for opened, year, number in (
        (mine, 2023, 130.0), (mine, 2024, 140.0), (theirs, 2023, 131.0), (theirs, 2024, 140.0),
    ):  # fmt: skip
        with transaction(opened.database, "test") as change:
            add_value(change, 1, year, number)
    proposal = take_in(mine, theirs, Side.THEIRS)
    (choice,) = proposal.choices
    assert choice.what == "1-4 移住者数 令和5年度 実績値"
    assert (choice.mine, choice.theirs) == ("130", "131")
    found = mine.database.rows("SELECT number FROM indicator_value ORDER BY fiscal_year")
    assert [row[0] for row in found] == [120.0, 131.0, 140.0]


def test_a_value_deleted_and_entered_anew_is_a_change_of_that_value(
    mine: PlanFile, theirs: PlanFile
) -> None:
    with transaction(theirs.database, "test") as change:
        change.delete("indicator_value", 1)
        add_value(change, 1, 2022, 125.0, "baseline")
    take_in(mine, theirs)
    (row,) = mine.database.rows("SELECT id, number FROM indicator_value")
    assert tuple(row) == (1, 125.0)


def test_a_year_closed_here_is_not_changed_without_a_question(
    mine: PlanFile, theirs: PlanFile
) -> None:
    with transaction(mine.database, "test") as change:
        change.insert("plan_year", {"fiscal_year": 2023, "state": "closed"})
    with transaction(theirs.database, "test") as change:
        add_value(change, 1, 2023, 131.0)
        add_value(change, 1, 2024, 141.0)
    proposal = take_in(mine, theirs)
    (choice,) = proposal.choices
    assert "締めた年度" in str(choice.why)
    years = mine.database.rows("SELECT fiscal_year FROM indicator_value ORDER BY 1")
    assert [row[0] for row in years] == [2022, 2024]
    with transaction(theirs.database, "test") as change:
        change.update("indicator_value", 2, {"number": 132.0})


def test_codes_given_twice_are_named(mine: PlanFile, theirs: PlanFile) -> None:
    for opened in (mine, theirs):
        with transaction(opened.database, "test") as change:
            change.insert("element", {"parent_id": 1, "level_id": 2, "position": 99,
                                      "code": "1-99", "name": opened.path.stem})  # fmt: skip
    assert take_in(mine, theirs).twins == ("1-99",)


def test_a_plan_of_another_origin_is_refused(mine: PlanFile, tmp_path: Path) -> None:
    with create_sample(tmp_path / "別の計画.plandb") as other, pytest.raises(PersonError) as raised:
        compare_with(mine.database, other.path)
    assert raised.value.code == "merge.strangers"


def test_a_comparison_that_has_grown_old_is_refused(mine: PlanFile, theirs: PlanFile) -> None:
    edit_text(theirs.database, THEME, 1, "移住課の名")
    theirs.save()
    proposal = compare_with(mine.database, theirs.path)
    edit_text(mine.database, THEME, 2, "企画課の名")
    with pytest.raises(PersonError) as raised:
        merge(mine.database, proposal)
    assert raised.value.code == "merge.outdated"


def test_every_proposal_is_told_in_words(mine: PlanFile, theirs: PlanFile) -> None:
    edit_text(theirs.database, ABOUT, 10, "説明")
    with transaction(theirs.database, "test") as change:
        change.update("element", 11, {"parent_id": 1})
        change.delete("theme_link", 1)
        add_value(change, 1, 2023, 131.0)
        change.insert("assumption", {"scenario_id": 1, "name": "tfr", "value": "1.5"})
    proposal = take_in(mine, theirs)
    for change_shown in proposal.changes:
        assert change_shown.what
        assert "None" not in f"{change_shown}".replace("comparison=None", "")
    assert proposal.people
    assert len(proposal.theirs) == 2
