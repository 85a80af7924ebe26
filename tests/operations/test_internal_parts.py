"""What is marked as internal is left out of whatever leaves the house, unless it is asked for."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from workbench.errors import PersonError
from workbench.operations import exporting, reporting
from workbench.operations.file_writing import Wanted
from workbench.operations.indicators import IndicatorFields, add_indicator
from workbench.operations.internal_parts import count_internal, readable
from workbench.operations.lookups import made_id
from workbench.operations.publishing import mark_internal
from workbench.operations.reporting import Selection
from workbench.operations.years import open_year
from workbench.store import journal, queries
from workbench.store.planfile import PlanFile

MARKED, SECRET, PUBLIC = "4-10", "内部の指標（記入例）", "公開の指標（記入例）"


@pytest.fixture
def plan(plan_file: PlanFile) -> PlanFile:
    """Return a plan with the theme 1, the measure 4-10 and an indicator of 4-11 internal."""
    database = plan_file.database
    measures = {one.code: one for one in queries.load_plan(database).elements}
    held = made_id(add_indicator(database, measures["4-11"].id, SECRET, IndicatorFields("件")))
    add_indicator(database, measures["4-11"].id, PUBLIC, IndicatorFields("件"))
    open_year(database, 2024)
    for table, row_id in (
        ("theme", 1), ("element", measures[MARKED].id), ("indicator", held)
    ):  # fmt: skip
        mark_internal(database, table, row_id)
    return plan_file


def words_of(path: Path) -> str:
    """Return everything that stands in a workbook or a folder of CSV."""
    if path.is_dir():
        files = sorted(path.rglob("*.csv"))
        return "\n".join(one.read_text(encoding="utf-8-sig") for one in files)
    book = load_workbook(path, read_only=True)
    cells = [
        str(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    book.close()
    return "\n".join(cells)


@pytest.mark.parametrize(
    ("kind", "usual"), [("book", False), ("data", False), ("template", True)], ids=str
)
@pytest.mark.parametrize("asked", [None, True, False], ids=["usual", "with", "without"])
def test_a_workbook_holds_it_as_it_was_asked_for(
    plan: PlanFile, tmp_path: Path, kind: str, usual: bool, asked: bool | None
) -> None:
    path = tmp_path / "out.xlsx"
    exporting.EXPORTS[kind](plan.database, path, Wanted(2024, internal=asked))
    words = words_of(path)
    holds = usual if asked is None else asked
    assert (SECRET in words) == holds
    assert ("移住・定住の推進" in words) == holds
    assert PUBLIC in words


def test_a_folder_of_data_is_without_it(plan: PlanFile, tmp_path: Path) -> None:
    exporting.export_data(plan.database, tmp_path / "データ")
    words = words_of(tmp_path / "データ")
    assert SECRET not in words
    assert PUBLIC in words
    assert list(csv.reader(words.splitlines()))


@pytest.mark.parametrize("internal", [False, True])
def test_a_printed_form_holds_it_as_it_was_asked_for(plan: PlanFile, internal: bool) -> None:
    of = Selection(2024, internal=internal)
    document = reporting._document(plan.database, None, of, ["indicators"])
    names = {one.name for one in document.plan.indicators}
    assert PUBLIC in names
    assert (SECRET in names) == internal
    assert any(one.code == MARKED for one in document.plan.elements) == internal
    assert any(one.id == 1 for one in document.plan.themes) == internal


def test_a_form_of_nothing_else_says_so(plan: PlanFile) -> None:
    marked = next(one for one in queries.load_plan(plan.database).elements if one.code == MARKED)
    with pytest.raises(PersonError) as caught:
        reporting.report(plan.database, "measures", of=Selection(2024, frozenset({marked.id})))
    assert caught.value.code == "report.only_internal"


def test_the_plan_itself_stays_as_it_is(plan: PlanFile) -> None:
    before = (queries.load_plan(plan.database), journal.entries(plan.database))
    with readable(plan.database, internal=False) as read:
        assert read is not plan.database
        assert count_internal(read) == 0
        # Nobody reading it can tell from its history that something was taken out.
        assert journal.last_change(read) == journal.last_change(plan.database)
    assert (queries.load_plan(plan.database), journal.entries(plan.database)) == before
    assert count_internal(plan.database) == 3


def test_without_marks_nothing_is_copied(plan_file: PlanFile) -> None:
    with readable(plan_file.database, internal=False) as read:
        assert read is plan_file.database
