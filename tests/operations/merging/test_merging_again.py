"""Copies are merged again and again, each with the other, whatever both did."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.operations.merging.two_copies import (
    THEME,
    add_value,
    contents,
    name_of,
    take_in,
)
from workbench.errors import PersonError
from workbench.operations import merging
from workbench.operations.editing import edit_text
from workbench.operations.merging import Side, compare_with, merge
from workbench.store import applying, integrity, journal, replaying, thinning
from workbench.store import merging as store_merging
from workbench.store.database import Database
from workbench.store.journal import transaction
from workbench.store.migrating import open_database
from workbench.store.planfile import PlanFile


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


def test_what_was_taken_back_in_the_other_copy_is_not_merged(
    mine: PlanFile, theirs: PlanFile
) -> None:
    edit_text(theirs.database, THEME, 1, "やめた名")
    journal.undo(theirs.database)
    assert take_in(mine, theirs).is_empty


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


@settings(max_examples=20)
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
