"""Results that are not final are read, said, and left out where that was decided; all 記入例."""

import pytest

from workbench.exchange.guidance import NO_GUIDANCE, SKIP, Guidance
from workbench.exchange.importing import propose
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.workbooks import Cell, Sheet, Workbook
from workbench.plan.structure import Indicator

from .conftest import plan_with

Rows = list[list[Cell]]

FORMS: dict[str, tuple[Rows, str, str]] = {
    "a column of expected results": (
        [
            ["施策番号", "指標名", "単位", "R5実績", "R6実績見込"],
            ["1-1", "参加者数", "人", 90.0, 105.0],
            ["1-1", "利用者数", "人", 21.0, 23.0],
        ],
        "column.provisional",
        "E1",
    ),
    "a column of early figures": (
        [
            ["施策番号", "指標名", "単位", "令和5年度", "令和6年度（速報値）"],
            ["1-1", "参加者数", "人", 90.0, 105.0],
            ["1-1", "利用者数", "人", 21.0, 23.0],
        ],
        "column.provisional",
        "E1",
    ),
    "a cell": (
        [
            ["施策番号", "指標名", "単位", "R5実績", "R6実績"],
            ["1-1", "参加者数", "人", 90.0, "105（見込）"],
            ["1-1", "利用者数", "人", 21.0, None],
        ],
        "cell.provisional",
        "E2",
    ),
    "a row of its own": (
        [
            ["施策番号", "指標名", "年度", "区分", "値"],
            ["1-1", "参加者数", "R5", "実績", 90.0],
            ["1-1", "参加者数", "R6", "実績見込", 105.0],
            ["1-1", "利用者数", "R5", "実績", 21.0],
        ],
        "row.provisional",
        "D3",
    ),
    "a year downwards": (
        [
            ["年度", "参加者数", "利用者数"],
            ["令和5年度", 90.0, 21.0],
            ["令和6年度見込", 105.0, 23.0],
        ],
        "row.provisional",
        "A3",
    ),
}


def proposed(rows: Rows, guidance: Guidance = NO_GUIDANCE) -> ImportProposal:
    plan = plan_with(Indicator(11, 2, 1, "参加者数", "人"), Indicator(12, 2, 2, "利用者数", "人"))
    sheet = Sheet("様式", True, tuple(map(tuple, rows)))
    workbook = Workbook("様式.xlsx", "0" * 64, "xlsx", (sheet,))
    return propose(workbook, plan, (), (), "20220", guidance=guidance)


def figures(proposal: ImportProposal, name: str = "参加者数") -> dict[int, float | None]:
    return {
        one.fiscal_year: one.new.number
        for one in proposal.values
        if one.new is not None and proposal.indicator_of(one).name == name
    }


@pytest.mark.parametrize("name", FORMS)
def test_what_is_not_final_is_said_and_kept_or_left_out_by_decision(name: str) -> None:
    rows, code, cell = FORMS[name]
    proposal = proposed(rows)
    warned = [(one.code, one.cell, one.level.value) for one in proposal.findings]
    assert (code, cell, "warning") in warned
    assert not proposal.needs_decision
    assert figures(proposal) == {2023: 90, 2024: 105}
    without = proposed(rows, Guidance(decisions={("様式", cell): SKIP}))
    assert figures(without) == {2023: 90}


def test_an_expected_target_is_no_result() -> None:
    rows: Rows = [
        ["施策番号", "指標名", "単位", "R5実績", "R9目標見込値"],
        ["1-1", "参加者数", "人", 90.0, 105.0],
        ["1-1", "利用者数", "人", 21.0, 23.0],
    ]
    assert not [one for one in proposed(rows).findings if "provisional" in one.code]


BASELINES: Rows = [
    ["施策番号", "指標名", "単位", "基準値", "R6実績"],
    ["1-1", "参加者数", "人", "80人（R4）", 105.0],
    ["1-1", "利用者数", "人", "2,000人（令和3年度）", 2300.0],
]


def test_a_year_that_every_cell_names_is_that_of_its_value() -> None:
    proposal = proposed(BASELINES)
    assert figures(proposal) == {2022: 80, 2024: 105}
    assert figures(proposal, "利用者数") == {2021: 2000, 2024: 2300}
    assert [(one.code, one.cell) for one in proposal.findings] == [("column.years_in_cells", "D1")]
    assert not proposal.needs_decision


def test_a_column_of_which_one_cell_names_no_year_is_asked_about() -> None:
    rows = [*BASELINES[:2], ["1-1", "利用者数", "人", "2,000人", 2300.0]]
    proposal = proposed(rows)
    assert "column.no_year" in {one.code for one in proposal.findings}
    assert figures(proposal) == {2024: 105}


def test_a_year_in_a_cell_of_another_year_is_a_doubt() -> None:
    rows: Rows = [
        ["施策番号", "指標名", "単位", "R5実績", "R6実績"],
        ["1-1", "参加者数", "人", 90.0, "80人（R4）"],
        ["1-1", "利用者数", "人", 21.0, 23.0],
    ]
    assert proposed(rows).needs_decision
