"""The SDGs of a measure: typed as numbers, one step, printed on its sheet, gone with it."""

import datetime

import pytest

from workbench.errors import PersonError
from workbench.operations import reporting
from workbench.operations.copying import copy_branch
from workbench.operations.sdgs import read_sdgs, set_sdgs
from workbench.operations.structure import delete_elements
from workbench.report.measures import measures_content
from workbench.store.journal import undo
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_plan, load_sdgs


@pytest.fixture
def measure(plan_file: PlanFile):
    return next(one for one in load_plan(plan_file.database).elements if one.code == "4-10")


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("3, 11", (3, 11)), ("１１、３・３", (3, 11)), ("17 1", (1, 17)), ("", ()), (" 、 ", ())],
)
def test_numbers_are_read_as_they_are_typed(typed: str, numbers: tuple[int, ...]) -> None:
    assert read_sdgs(typed) == numbers


@pytest.mark.parametrize("typed", ["0", "18", "-3", "健康", "3.5", "三"])
def test_what_is_none_of_the_goals_is_refused(plan_file: PlanFile, measure, typed: str) -> None:
    with pytest.raises(PersonError) as caught:
        set_sdgs(plan_file.database, measure.id, typed)
    assert caught.value.code == "element.sdgs"
    assert load_sdgs(plan_file.database) == {}


def test_they_are_printed_on_the_sheet_and_taken_back(plan_file: PlanFile, measure) -> None:
    set_sdgs(plan_file.database, measure.id, "11、3")
    document = reporting._document(
        plan_file.database, datetime.date(2026, 4, 1), reporting.EVERYTHING, ["measures"]
    )
    sheet = next(one for one in measures_content(document)["sheets"] if one["code"] == "4-10")
    assert [one["number"] for one in sheet["sdgs"]] == [3, 11]
    set_sdgs(plan_file.database, measure.id, "11")
    assert load_sdgs(plan_file.database) == {measure.id: (11,)}
    undo(plan_file.database)
    assert load_sdgs(plan_file.database) == {measure.id: (3, 11)}


def test_they_go_with_the_measure_and_come_back_with_it(plan_file: PlanFile, measure) -> None:
    set_sdgs(plan_file.database, measure.id, "3")
    delete_elements(plan_file.database, [measure.id])
    assert load_sdgs(plan_file.database) == {}
    undo(plan_file.database)
    assert load_sdgs(plan_file.database) == {measure.id: (3,)}


def test_a_copy_serves_the_same_goals(plan_file: PlanFile, measure) -> None:
    set_sdgs(plan_file.database, measure.id, "3, 11")
    copy_branch(plan_file.database, measure.id)
    assert sorted(load_sdgs(plan_file.database).values()) == [(3, 11), (3, 11)]
