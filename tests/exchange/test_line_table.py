"""The table of differences makes its lines on demand and knows which cells they come from."""

from pathlib import Path

import pytest
import xlsxwriter

from workbench.exchange.changes import Change
from workbench.exchange.importing import propose
from workbench.exchange.line_table import LineTable
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.showing import as_shown
from workbench.exchange.workbooks import Sheet
from workbench.plan.structure import IndicatorValue, Plan


@pytest.fixture
def proposal(tmp_path: Path, plan: Plan, held_values: tuple[IndicatorValue, ...]) -> ImportProposal:
    path = tmp_path / "二課.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in (
            ("健康課", [("1-1", "特定健診受診率", "％", 45.2, 46.0), ("1-1", "歩数", "歩", 1, 2)]),
            ("防災課", [("1-3", "訓練", "回", 3, 4)]),
        ):
            sheet = workbook.add_worksheet(name)
            header = ("施策番号", "指標名", "単位", "令和5年度", "令和6年度")
            for row, cells in enumerate([header, *rows]):
                sheet.write_row(row, 0, cells)
    return propose(path, plan, held_values, (), "20220")


def test_the_lines_are_those_of_the_proposal(proposal: ImportProposal) -> None:
    table = LineTable(proposal, {}, proposal.other_lines())
    assert list(table) == list(proposal.lines({})) == [table[place] for place in range(len(table))]
    assert table[2:4] == (table[2], table[3])
    assert [table.change(place) for place in range(len(table))] == [line.change for line in table]


def test_those_that_write_come_first(proposal: ImportProposal) -> None:
    table = LineTable(proposal, {})
    order = [table.change(place) for place in table.of_kind(None)]
    assert order == [Change.NEW] * 5 + [Change.SAME]
    assert len(table.of_kind(Change.SAME)) == 1


def test_rows_and_columns_know_their_lines(proposal: ImportProposal) -> None:
    table = LineTable(proposal, {}).prepare()
    assert [table[place].cell for place in table.in_row("健康課", 1)] == ["D2", "E2"]
    assert [table[place].name for place in table.in_row("防災課", 1)] == ["訓練", "訓練"]
    assert list(table.in_row("防災課", 7)) == []
    assert set(table.cells_of_column("健康課", 4)) == {("健康課", "E2"), ("健康課", "E3")}
    assert set(table.rows()) == {("健康課", 1), ("健康課", 2), ("防災課", 1)}


@pytest.mark.parametrize(
    ("figure", "code", "shown"),
    [
        (95.0, '0"人"', "95人"),
        (1_234_567.0, "#,##0,", "1,235"),
        (1_234_567.0, '#,##0,"千円"', "1,235千円"),
        (0.884, "0.0%", "88.4%"),
        (12.5, '0.0"点"', "12.5点"),
        (0.1 + 0.2, "", "0.3"),
        (12.0, "", "12"),
    ],
)
def test_a_number_shows_as_its_format_has_it(figure: float, code: str, shown: str) -> None:
    formats = {(0, 0): code} if code else {}
    assert as_shown(Sheet("", True, ((figure,),), formats=formats), 0, 0) == shown
