"""An import writes nothing into a closed year, and departments it names join the list."""

from pathlib import Path

import pytest
import xlsxwriter

from workbench.errors import PersonError
from workbench.operations import importing
from workbench.operations.years import close_year, open_year
from workbench.store.journal import Outcome
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_departments, load_indicator_values

HEADER = ["施策番号", "指標名", "単位", "担当課", "令和5年度", "令和6年度"]


def take_in(plan_file: PlanFile, path: Path, *figures: object) -> Outcome:
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("指標")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["4-10", "移住相談件数（記入例）", "件", "移住定住課", *figures])
    workbook.close()
    return importing.apply(plan_file.database, importing.propose(plan_file.database, path))


@pytest.fixture
def closed(plan_file: PlanFile, tmp_path: Path) -> PlanFile:
    take_in(plan_file, tmp_path / "昨年.xlsx", 110)
    open_year(plan_file.database, 2023)
    close_year(plan_file.database, 2023)
    return plan_file


def test_a_sheet_that_confirms_a_closed_year_still_brings_the_open_one(
    closed: PlanFile, tmp_path: Path
) -> None:
    take_in(closed, tmp_path / "今年.xlsx", 110, 125)
    held = {one.fiscal_year: one for one in load_indicator_values(closed.database)}
    assert held[2024].value.number == 125
    assert held[2023].provenance is not None
    assert held[2023].provenance.title == "昨年.xlsx"


def test_another_figure_for_a_closed_year_keeps_all_of_it_out(
    closed: PlanFile, tmp_path: Path
) -> None:
    with pytest.raises(PersonError) as raised:
        take_in(closed, tmp_path / "今年.xlsx", 111, 125)
    assert raised.value.code == "year.closed"
    assert [one.fiscal_year for one in load_indicator_values(closed.database)] == [2023]


def test_departments_named_in_a_sheet_join_the_list(plan_file: PlanFile, tmp_path: Path) -> None:
    take_in(plan_file, tmp_path / "記入例.xlsx", 1, 2)
    assert "移住定住課" in [one.name for one in load_departments(plan_file.database)]
