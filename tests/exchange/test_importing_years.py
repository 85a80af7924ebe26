"""Of which year a figure of a sheet is."""

from pathlib import Path

import xlsxwriter

from tests.exchange.proposing import Propose
from workbench.exchange.guidance import Guidance
from workbench.exchange.importing import propose
from workbench.exchange.proposals import Change
from workbench.plan.structure import Direction, Plan, Role


def test_a_baseline_without_a_year_is_left_out_and_a_target_is_the_plans_end(
    propose_rows: Propose,
) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "現状値", "目標値", "方向性"),
            ("1-3", "火災件数", 12, 5, "減少"),
            ("1-3", "組織率", 80, 90, "増加を目指す"),
        ]
    )

    assert [(value.role, value.fiscal_year) for value in proposal.values] == [
        (Role.TARGET, 2027),
        (Role.TARGET, 2027),
    ]
    assert [change.indicator.direction for change in proposal.indicators] == [
        Direction.LESS,
        Direction.MORE,
    ]
    assert [finding.code for finding in proposal.findings] == [
        "column.no_year",
        "column.target_without_year",
    ]


def test_the_year_of_a_value_may_stand_in_a_column_of_its_own(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "現状値", "現状値の年度", "目標値", "目標年度"),
            ("1-3", "組織率", 80, "R3", 90, "令和8年度"),
            ("1-3", "訓練回数", 8, "R4", 12, "令和9年度"),
        ]
    )

    assert [(value.role, value.fiscal_year) for value in proposal.values] == [
        (Role.BASELINE, 2021),
        (Role.TARGET, 2026),
        (Role.BASELINE, 2022),
        (Role.TARGET, 2027),
    ]


def test_a_sheet_with_a_row_for_each_year_is_put_together(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "年度", "区分", "値"),
            ("1-1", "特定健診受診率", "％", "令和5年度", "実績", 45.2),
            ("1-1", "特定健診受診率", "％", "令和6年度", "実績", 46.8),
            ("1-1", "特定健診受診率", "％", "令和9年度", "目標", 60),
            ("1-1", "特定健診受診率", "％", "令和6年度", "実績", 47.0),
        ]
    )

    assert [change.change for change in proposal.indicators] == [Change.SAME]
    assert [(value.role, value.fiscal_year, value.change) for value in proposal.values] == [
        (Role.ACTUAL, 2023, Change.SAME),
        (Role.ACTUAL, 2024, Change.NEW),
        (Role.TARGET, 2027, Change.NEW),
    ]
    assert [finding.code for finding in proposal.findings] == ["indicator.repeated"]


def test_a_target_for_several_years_is_not_taken_for_one(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "目標値（令和6～9年度）"),
            ("1-3", "組織率", 80, 90),
            ("1-3", "訓練回数", 8, 12),
        ]
    )

    assert {value.role for value in proposal.values} == {Role.ACTUAL}


def test_a_column_without_a_year_offers_the_years_it_may_be_of(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "調査票.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("実績")
        for row, cells in enumerate(
            [
                ("令和6年度 施策指標実績調査票",),
                ("施策番号", "指標名", "基準値", "実績値"),
                ("1-3", "組織率", 80, 81),
                ("1-3", "訓練回数", 3, 4),
            ]
        ):
            sheet.write_row(row, 0, cells)

    asked = propose(path, plan, (), (), "20220")
    assert {
        finding.cell: [choice.key for choice in finding.choices] for finding in asked.findings
    } == {
        "C2": ["year:2024", "year:2023", "year:2022", "year:2021"],
        "D2": ["year:2024", "year:2023"],
    }
    guidance = Guidance(decisions={("実績", "C2"): "year:2022", ("実績", "D2"): "year:2023"})
    told = propose(path, plan, (), (), "20220", guidance=guidance)
    assert {(value.role, value.fiscal_year) for value in told.values} == {
        (Role.BASELINE, 2022),
        (Role.ACTUAL, 2023),
    }


def test_bare_years_in_a_column_are_read_close_to_the_plan(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "年度", "値"),
            ("1-3", "組織率", "令和５", 80),
            ("1-3", "組織率", "６　", 81),
            ("1-3", "組織率", 7, 82),
        ]
    )

    assert [value.fiscal_year for value in proposal.values] == [2023, 2024, 2025]
