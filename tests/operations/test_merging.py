"""Two copies of a plan that went separate ways come together; what touches is chosen."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import PersonError
from workbench.operations import history, merging
from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.merging import Side, compare_with, merge
from workbench.operations.sample import create_sample
from workbench.store import applying, integrity, journal, replaying, thinning
from workbench.store import merging as store_merging
from workbench.store.database import Database
from workbench.store.journal import transaction
from workbench.store.migrating import open_database
from workbench.store.planfile import PlanFile
from workbench.store.schema import PLAN_TABLES

THEME, ELEMENT, ABOUT = FIELDS["theme.name"], FIELDS["element.name"], FIELDS["element.description"]


@pytest.fixture
def mine(plan_file: PlanFile) -> PlanFile:
    """Give the planning section's plan one indicator with a baseline, and save it."""
    with transaction(plan_file.database, "test") as change:
        change.insert("indicator", {"id": 1, "element_id": 10, "position": 1, "name": "移住者数",
                                    "unit": "人"})  # fmt: skip
        add_value(change, 1, 2022, 120.0, "baseline")
    plan_file.save()
    return plan_file


@pytest.fixture
def theirs(mine: PlanFile, tmp_path: Path) -> Iterator[PlanFile]:
    """Open the copy that a department took away."""
    path = tmp_path / "移住課の写し.plandb"
    shutil.copy(mine.path, path)
    with PlanFile.open(path) as opened:
        yield opened


def add_value(change, indicator: int, year: int, number: float, role: str = "actual") -> int:
    return change.insert(
        "indicator_value",
        {"indicator_id": indicator, "fiscal_year": year, "role": role, "kind": "number",
         "number": number},
    )  # fmt: skip


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(row) for row in database.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in PLAN_TABLES
    }


def name_of(opened: PlanFile, table: str, row_id: int) -> str:
    (row,) = opened.database.rows(f"SELECT name FROM {table} WHERE id = ?", [row_id])
    return str(row[0])


def take_in(mine: PlanFile, theirs: PlanFile, choices=None) -> merging.Proposal:
    theirs.save()
    proposal = compare_with(mine.database, theirs.path)
    chosen = {one.key: choices for one in proposal.choices} if choices else {}
    before = contents(mine.database)
    outcome = merge(mine.database, proposal, chosen)
    assert integrity.contents_problems(mine.database.connection) == []
    assert mine.database.rows("PRAGMA foreign_key_check") == []
    after = contents(mine.database)
    if outcome.entry is not None:
        journal.undo(mine.database)
        assert contents(mine.database) == before
        journal.redo(mine.database)
        assert contents(mine.database) == after
    return proposal


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


def test_what_they_deleted_goes_when_nothing_here_hangs_on_it(
    mine: PlanFile, theirs: PlanFile
) -> None:
    with transaction(theirs.database, "test") as change:
        change.delete("element", 10)
    proposal = take_in(mine, theirs)
    assert proposal.choices == ()
    assert mine.database.rows("SELECT id FROM indicator") == []


@pytest.mark.parametrize(("side", "left"), [(None, 1), (Side.THEIRS, 0)])
def test_what_they_deleted_and_we_changed_is_chosen(
    mine: PlanFile, theirs: PlanFile, side: Side | None, left: int
) -> None:
    edit_text(mine.database, FIELDS["indicator.name"], 1, "移住者の数")
    with transaction(theirs.database, "test") as change:
        change.delete("element", 10)
    proposal = take_in(mine, theirs, side)
    (choice,) = proposal.choices
    assert "移住者の数" in choice.mine
    assert choice.theirs == ""
    assert len(mine.database.rows("SELECT id FROM element WHERE id = 10")) == left
    assert len(mine.database.rows("SELECT id FROM indicator_value")) == left


@pytest.mark.parametrize(("side", "left"), [(None, 2), (Side.THEIRS, 0)])
def test_what_they_deleted_and_we_added_to_is_chosen(
    mine: PlanFile, theirs: PlanFile, side: Side | None, left: int
) -> None:
    with transaction(mine.database, "test") as change:
        add_value(change, 1, 2023, 130.0)
    with transaction(theirs.database, "test") as change:
        change.delete("element", 10)
    proposal = take_in(mine, theirs, side)
    assert len(proposal.choices) == 1
    assert len(mine.database.rows("SELECT id FROM indicator_value")) == left


@pytest.mark.parametrize(("side", "left"), [(None, 0), (Side.THEIRS, 2)])
def test_what_we_deleted_and_they_added_to_is_chosen(
    mine: PlanFile, theirs: PlanFile, side: Side | None, left: int
) -> None:
    with transaction(mine.database, "test") as change:
        change.delete("element", 10)
    with transaction(theirs.database, "test") as change:
        add_value(change, 1, 2023, 130.0)
    proposal = take_in(mine, theirs, side)
    assert len(proposal.choices) == 1
    assert proposal.choices[0].mine == ""
    assert len(mine.database.rows("SELECT id FROM indicator_value")) == left
    assert len(mine.database.rows("SELECT id FROM element WHERE id = 10")) == left // 2


def test_what_they_moved_out_of_what_they_deleted_stays(mine: PlanFile, theirs: PlanFile) -> None:
    with transaction(theirs.database, "test") as change:
        change.update("indicator", 1, {"element_id": 11})
        change.delete("element", 10)
    proposal = take_in(mine, theirs)
    assert proposal.choices == ()
    (row,) = mine.database.rows("SELECT element_id FROM indicator")
    assert row[0] == 11


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


def test_merging_again_asks_only_about_what_is_new(mine: PlanFile, theirs: PlanFile) -> None:
    for opened, name in ((mine, "企画課の指標"), (theirs, "移住課の指標")):
        with transaction(opened.database, "test") as change:
            change.insert("indicator", {"element_id": 11, "position": 1, "name": name})
    edit_text(mine.database, THEME, 1, "企画課の名")
    edit_text(theirs.database, THEME, 1, "移住課の名")
    take_in(mine, theirs)
    edit_text(mine.database, THEME, 2, "企画課だけ")
    edit_text(theirs.database, THEME, 3, "移住課だけ")
    with transaction(theirs.database, "test") as change:
        add_value(change, 2, 2023, 9.0)
    second = take_in(mine, theirs)
    assert second.choices == ()
    assert second.changes[0].after == "移住課だけ"
    assert len(mine.database.rows("SELECT id FROM indicator")) == 3
    (row,) = mine.database.rows(
        "SELECT indicator.name FROM indicator_value JOIN indicator ON indicator.id = indicator_id"
        " WHERE number = 9"
    )
    assert row[0] == "移住課の指標"
    assert take_in(mine, theirs).is_empty


def test_after_each_has_taken_in_the_other_both_are_the_same(
    mine: PlanFile, theirs: PlanFile
) -> None:
    for opened, name in ((mine, "企画課の指標"), (theirs, "移住課の指標")):
        with transaction(opened.database, "test") as change:
            indicator = change.insert("indicator", {"element_id": 11, "position": 1, "name": name})
            add_value(change, indicator, 2023, 7.0)
    edit_text(theirs.database, THEME, 1, "移住課の名")
    take_in(mine, theirs)
    edit_text(mine.database, THEME, 2, "企画課の名")
    take_in(theirs, mine)
    for opened in (mine, theirs):
        names = opened.database.rows("SELECT name FROM indicator ORDER BY name")
        assert [row[0] for row in names] == ["企画課の指標", "移住者数", "移住課の指標"]
        assert len(opened.database.rows("SELECT id FROM indicator_value")) == 3
        assert (name_of(opened, "theme", 1), name_of(opened, "theme", 2)) == (
            "移住課の名", "企画課の名",
        )  # fmt: skip
    edit_text(theirs.database, THEME, 1, "移住課の名2")
    with transaction(theirs.database, "test") as change:
        (row,) = theirs.database.rows("SELECT id FROM indicator WHERE name = '企画課の指標'")
        change.update("indicator", row[0], {"name": "企画課の指標（改）"})
    third = take_in(mine, theirs)
    assert third.choices == ()
    names = mine.database.rows("SELECT name FROM indicator ORDER BY name")
    assert [row[0] for row in names] == ["企画課の指標（改）", "移住者数", "移住課の指標"]
    assert name_of(mine, "theme", 1) == "移住課の名2"


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


def test_what_was_taken_back_in_the_other_copy_is_not_merged(
    mine: PlanFile, theirs: PlanFile
) -> None:
    edit_text(theirs.database, THEME, 1, "やめた名")
    journal.undo(theirs.database)
    assert take_in(mine, theirs).is_empty


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


#: One edit: which copy, what is done, to which of the elements, and whither.
EDITS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["add", "rename", "move", "delete", "link", "undo"]),
        st.integers(0, 99),
        st.integers(0, 99),
    ),
    min_size=4,
    max_size=30,
)


@settings(max_examples=20, deadline=None)
@given(edits=EDITS, takes=st.lists(st.booleans(), min_size=40, max_size=40))
def test_whatever_both_did_the_merged_plan_is_sound_and_one_undo_takes_it_back(
    edits: list[tuple[bool, str, int, int]], takes: list[bool]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mine = open_database(Path(folder) / "mine.plandb")
        with transaction(mine, "make", undoable=False) as change:
            level = change.insert("level", {"depth": 0, "name": "目標", "numbering": "{n}"})
            for number in range(6):
                change.insert("element", {"level_id": level, "position": number, "code": "",
                                          "name": f"{number}",
                                          "parent_id": number // 2 or None})  # fmt: skip
            change.insert("theme", {"position": 1, "name": "t"})
        mine.connection.execute("VACUUM INTO ?", [str(Path(folder) / "theirs.plandb")])
        theirs = open_database(Path(folder) / "theirs.plandb")
        for is_mine, what, one, other in edits:
            edit(mine if is_mine else theirs, what, one, other)
        comparison = store_merging.compare(mine, theirs)
        choices = {
            conflict.key: Side.THEIRS
            for conflict, taken in zip(comparison.conflicts, takes, strict=False)
            if taken
        }
        before = contents(mine)
        try:
            with transaction(mine, "plan.merge") as change:
                applying.apply(change, comparison, choices)
        except applying.Circle:
            assert choices
            assert contents(mine) == before
        assert mine.rows("PRAGMA foreign_key_check") == []
        assert list(replaying.problems(mine.connection)) == []
        if change.outcome.entry is not None:
            journal.undo(mine)
            assert contents(mine) == before
        mine.close()
        theirs.close()


def chain(database: Database, element: int) -> list[int]:
    """Return an element and those above it."""
    found = [element]
    while row := database.row("SELECT parent_id FROM element WHERE id = ?", [found[-1]]):
        if row[0] is None:
            break
        found.append(row[0])
    return found


def edit(database: Database, what: str, one: int, other: int) -> None:
    ids = [row[0] for row in database.rows("SELECT id FROM element ORDER BY id")]
    if what == "undo":
        journal.undo(database)
    if what == "undo" or not ids:
        return
    first, second = ids[one % len(ids)], ids[other % len(ids)]
    with transaction(database, what) as change:
        if what == "add":
            change.insert("element", {"level_id": 1, "position": 1, "code": "", "name": f"{one}",
                                      "parent_id": first})  # fmt: skip
        elif what == "rename":
            change.update("element", first, {"name": f"{other}"})
        elif what == "move" and first not in chain(database, second):
            change.update("element", first, {"parent_id": second})
        elif what == "delete":
            change.delete("element", first)
        elif what == "link" and not database.rows(
            "SELECT id FROM theme_link WHERE element_id = ?", [first]
        ):
            change.insert("theme_link", {"theme_id": 1, "element_id": first})


def test_elements_that_each_copy_put_below_the_other_are_a_choice(
    mine: PlanFile, theirs: PlanFile
) -> None:
    with transaction(mine.database, "test") as change:
        change.update("element", 10, {"parent_id": 11})
    with transaction(theirs.database, "test") as change:
        change.update("element", 11, {"parent_id": 10})
    theirs.save()
    proposal = compare_with(mine.database, theirs.path)
    (choice,) = proposal.choices
    assert choice.field == "体系での位置"
    with pytest.raises(PersonError) as raised:
        merge(mine.database, proposal, {choice.key: Side.THEIRS})
    assert raised.value.code == "merge.circle"
    assert merge(mine.database, proposal).entry is None


def test_what_somebody_saved_into_the_open_file_is_taken_in_and_saving_goes_on(
    mine: PlanFile, theirs: PlanFile
) -> None:
    edit_text(mine.database, THEME, 1, "企画課の名")
    edit_text(theirs.database, THEME, 2, "移住課の名")
    theirs.save()
    shutil.copy(theirs.path, mine.path)
    with pytest.raises(PersonError) as raised:
        mine.save()
    assert raised.value.code == "file.changed_meanwhile"
    merging.merge_original(mine, compare_with(mine.database, mine.path))
    mine.save()
    assert integrity.problems(mine.path) == []
    with PlanFile.open(mine.path, read_only=True) as saved:
        assert (name_of(saved, "theme", 1), name_of(saved, "theme", 2)) == (
            "企画課の名", "移住課の名",
        )  # fmt: skip
    edit_text(mine.database, THEME, 1, "続き")
    mine.save()


def test_copies_are_merged_after_one_of_them_has_folded_old_steps(
    mine: PlanFile, tmp_path: Path
) -> None:
    for number in range(30):
        edit_text(mine.database, THEME, 1, f"名 {number}")
    mine.save()
    path = tmp_path / "写し.plandb"
    shutil.copy(mine.path, path)
    edit_text(mine.database, THEME, 2, "企画課の名")
    thinning.thin(mine.database, steps_kept=10)
    with PlanFile.open(path) as theirs:
        edit_text(theirs.database, THEME, 3, "移住課の名")
        proposal = take_in(mine, theirs)
        assert [change.after for change in proposal.changes] == ["移住課の名"]
        for number in range(30):
            edit_text(mine.database, THEME, 1, f"さらに {number}")
        thinning.thin(mine.database, steps_kept=10)
        with pytest.raises(PersonError) as raised:
            compare_with(mine.database, theirs.path)
    assert raised.value.code == "merge.strangers"
