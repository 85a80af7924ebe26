"""Two copies of a plan are merged: what one deleted and the other still works on."""

import pytest

from tests.operations.merging.two_copies import add_value, take_in
from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.merging import Side
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile


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
