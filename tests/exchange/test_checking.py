"""What is noticed in sheets that read well: rules of machine readability, jumps, odd years."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.findings import Finding, Level
from workbench.exchange.gathering import Held
from workbench.exchange.importing import propose_workbook
from workbench.exchange.plausibility import jumps, may_jump
from workbench.exchange.readability import readability
from workbench.exchange.reading import read_workbook
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, Workbook
from workbench.plan.structure import IndicatorValue, Plan


def sheet_of(*rows: Sequence[Cell], merged: tuple[MergedRange, ...] = ()) -> Sheet:
    width = max(map(len, rows))
    return Sheet("実績", True, tuple((*row, *[None] * (width - len(row))) for row in rows), merged)


def rules(*sheets: Sheet, kind: str = "xlsx") -> dict[str, Finding]:
    found = readability(Workbook("調査票", "00", kind, sheets))
    assert all(finding.level is Level.NOTE for finding in found)
    return {finding.rule: finding for finding in found}


CLEAN = sheet_of(
    ["施策番号", "指標名", "単位", "年度", "実績値"],
    ["1-1", "受診率", "％", "2023年度", 45.2],
    ["1-1", "受診率", "％", "2024年度", 46.8],
)


def test_a_sheet_that_keeps_the_rules_has_no_findings() -> None:
    assert rules(CLEAN) == {}


@pytest.mark.parametrize(
    ("rule", "cell", "rows"),
    [
        ("L1-03", "A3", [["指標名", "人数（人）"], ["a", 1.0], [None], ["b", 2.0], ["c", 3.0]]),
        ("L1-04", "", [["題名"], ["指標名", "人数（人）"], ["a", 1.0], ["b", 2.0]]),
        ("L1-05", "B1", [["指標名", None, "人数（人）"], ["a", "x", 1.0], ["b", "y", 2.0]]),
        ("L1-06", "A1", [["指　標　名", "人数（人）"], ["a", 1.0], ["b", 2.0]]),
        ("L1-07", "B3", [["指標名", "人数（人）"], ["a", 1.0], ["b", "29（4）"], ["c", 2.0]]),
        ("L1-08", "A2", [["指標名", "人数（人）"], ["①受診率", 1.0], ["b", 2.0]]),
        (
            "L1-09",
            "B3",
            [["指標名", "人数（人）", "備考"], ["a", 1.0, "x"], ["b", None, "y"], ["c", 2.0, "z"]],
        ),
        ("L2-01", "B2", [["指標名", "人数（人）"], ["a", "１２"], ["b", 2.0], ["c", 3.0]]),
        ("L2-02", "A3", [["施策", "指標名", "人数（人）"], ["健康", "a", 1.0], [None, "b", 2.0]]),
        ("L2-03", "A1", [["値", "値", "指標名（人）"], [1.0, 2.0, "a"], [3.0, 4.0, "b"]]),
        ("L3-01", "A2", [[None], ["指標名", "人数（人）"], ["a", 1.0], ["b", 2.0]]),
        ("L3-04", "A1", [["指標名", "実績"], ["a", 1.0], ["b", 2.0]]),
        ("L3-05", "B1", [["指標名（人）", "令和5年度"], ["a", 1.0], ["b", 2.0]]),
        (
            "L3-09",
            "B1",
            [["指標名（人）", "2023年度", "2024年度"], ["a", 1.0, 2.0], ["b", 2.0, 3.0]],
        ),
    ],
)
def test_each_rule_is_found_with_its_number_and_its_first_cell(
    rule: str, cell: str, rows: list[list[Cell]]
) -> None:
    found = rules(sheet_of(*rows))

    assert rule in found
    assert found[rule].cell == cell


def test_merged_cells_hidden_rows_several_tables_and_old_formats_are_found() -> None:
    merged = sheet_of(
        ["指標名", "人数（人）"], ["a", 1.0], ["b", 2.0], merged=(MergedRange(1, 0, 2, 0),)
    )
    hidden = Sheet("控え", True, CLEAN.rows, hidden_rows=frozenset({1}))
    two = sheet_of(
        ["指標名", "人数（人）"],
        ["a", 1.0],
        ["b", 2.0],
        [None],
        ["事業名", "費用（円）"],
        ["c", 3.0],
        ["d", 4.0],
    )

    assert rules(merged)["L1-12"].cell == "A2"
    assert "L1-13" in rules(hidden)
    assert rules(two)["L1-02"].cell == "A5"
    assert "L1-01" in rules(CLEAN, kind="xls")


def test_texts_are_no_fault_of_a_csv_file_nor_of_codes() -> None:
    text = sheet_of(["団体コード", "人口（人）"], ["202207", "95868"], ["202029", "236000"])

    assert "L2-01" not in rules(text, kind="csv")
    codes = sheet_of(["団体コード", "人口（人）"], ["202207", 95868.0], ["202029", 236000.0])
    assert "L2-01" not in rules(codes)


def test_every_rule_named_is_one_of_the_published_rules(samples: Path) -> None:
    source = samples.parent / "reference" / "machine_readability_rules_2026.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        published = {row["ID"] for row in csv.DictReader(file)}

    found = {
        finding.rule
        for name in ("ok_hougan_min.xlsx", "hidden_things.xlsx", "csv_cp932.csv")
        for finding in readability(read_workbook(samples / "broken" / name))
    }
    assert found
    assert found <= published


# -- plausibility ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by_year", "found"),
    [
        ({2022: 100.0, 2023: 120.0}, []),
        ({2022: 100.0, 2023: 1000.0}, [2023]),
        ({2022: 100.0, 2023: 10.0, 2024: 11.0}, [2023]),
        ({2022: 100.0, 2024: 1000.0}, []),
        ({2022: 0.0, 2023: 1000.0}, []),
        ({2022: -100.0, 2023: -10.0}, [2023]),
        ({2022: 20.0, 2023: 100.0, 2024: 20.0}, [2023, 2024]),
        ({2022: 20.0, 2023: 99.9, 2024: 20.0}, []),
    ],
)
def test_a_jump_is_five_times_or_a_fifth_of_the_year_before(
    by_year: dict[int, float], found: list[int]
) -> None:
    assert [year for year, _, _ in jumps(by_year)] == found


@pytest.mark.parametrize(
    ("cells", "is_worth_a_look"),
    [
        ([20.0, 100.0], True),
        ([20.0, 99.9], False),
        ([100.0, 20.0], True),
        ([0.5, 3.0], True),
        ([3.0, 4.0], False),
        ([-100.0, -20.0], True),
        ([-100.0, -21.0], False),
        ([0.0, 100.0], False),
        ([0.0, 20.0, 100.0], True),
        ([None, 20.0, "未実施", 100.0], True),
        ([None, 100.0], False),
        ([None], False),
        (["未実施", "検討中"], False),
        ([], False),
    ],
)
def test_a_row_is_looked_at_closely_where_its_figures_lie_fivefold_apart(
    cells: list[Cell], is_worth_a_look: bool
) -> None:
    assert may_jump(cells) == is_worth_a_look


@given(st.lists(st.integers(-1000, 1000), max_size=6))
def test_the_quick_look_misses_no_jump(figures: list[int]) -> None:
    by_year = {2020 + number: float(figure) for number, figure in enumerate(figures)}
    assert may_jump(figures) or not list(jumps(by_year))


def proposed(
    plan: Plan, values: Sequence[IndicatorValue], *rows: Sequence[Cell]
) -> list[tuple[str, str]]:
    workbook = Workbook("調査票.xlsx", "00", "xlsx", (sheet_of(*rows),))
    proposal = propose_workbook(workbook, Held(plan, values, (), "20220"))
    return [(finding.code, finding.cell) for finding in proposal.findings]


def test_a_sheet_of_one_year_may_leave_figures_out(plan: Plan) -> None:
    found = proposed(
        plan,
        (),
        ["施策番号", "指標名", "令和5年度"],
        ["1-3", "訓練回数", None],
        ["1-3", "備蓄の量", 12.0],
        ["1-1", "特定健診受診率", None],
    )

    assert found == []


def test_a_result_that_jumps_is_a_warning_within_the_file_and_against_the_plan(
    plan: Plan, held_values: tuple[IndicatorValue, ...]
) -> None:
    found = proposed(
        plan,
        held_values,
        ["施策番号", "指標名", "令和4年度", "令和5年度", "令和6年度", "令和9年度目標"],
        ["1-3", "訓練回数", 10.0, 100.0, 101.0, 1.0],
        ["1-1", "特定健診受診率", None, 45.2, 4.6, 60.0],
    )

    assert found == [("value.jump", "D2"), ("value.jump", "E3")]


def test_a_result_that_jumps_is_a_warning_where_years_stand_in_rows(plan: Plan) -> None:
    found = proposed(
        plan,
        (),
        ["施策番号", "指標名", "年度", "区分", "値"],
        ["1-3", "訓練回数", "令和4年度", "実績", 10.0],
        ["1-3", "訓練回数", "令和4年度", "目標", 12.0],
        ["1-3", "訓練回数", "令和5年度", "実績", 100.0],
        ["1-3", "訓練回数", "令和5年度", "目標", 13.0],
    )

    assert found == [("value.jump", "E4")]


def test_a_result_that_jumps_is_a_warning_in_a_table_of_years_downwards(
    plan: Plan, held_values: tuple[IndicatorValue, ...]
) -> None:
    found = proposed(
        plan,
        held_values,
        ["年度", "保育所待機児童数"],
        ["令和4年度", 4.0],
        ["令和5年度", 3.0],
        ["令和6年度", 31.0],
        ["令和7年度", 30.0],
    )

    assert found == [("value.jump", "B4")]


def test_a_result_written_as_text_is_compared_with_the_year_before_in_one_unit(plan: Plan) -> None:
    found = proposed(
        plan,
        (),
        ["施策番号", "指標名", "令和4年度", "令和5年度", "令和6年度"],
        ["1-3", "訓練参加者数", "1,200人", "12,100人", "12,300人"],
        ["1-3", "備蓄費", "1,200千円", "1,210,000円", "1百万円"],
    )

    assert [one for one in found if one[0] == "value.jump"] == [("value.jump", "D2")]


def test_a_first_result_is_compared_with_the_baseline_of_the_year_before(plan: Plan) -> None:
    found = proposed(
        plan,
        (),
        ["施策番号", "指標名", "現状値（令和4年度）", "令和5年度", "令和9年度目標"],
        ["1-3", "訓練回数", 10.0, 100.0, 900.0],
        ["1-3", "組織数", 10.0, 11.0, 900.0],
    )

    assert found == [("value.jump", "D2")]


def test_a_share_is_told_from_per_cent_where_years_stand_in_rows(
    plan: Plan, held_values: tuple[IndicatorValue, ...]
) -> None:
    downwards = proposed(
        plan,
        held_values,
        ["年度", "特定健診受診率"],
        ["令和4年度", 44.1],
        ["令和5年度", 45.2],
        ["令和6年度", 0.461],
    )
    in_rows = proposed(
        plan,
        (),
        ["施策番号", "指標名", "単位", "年度", "値"],
        ["1-3", "組織率", "％", "令和5年度", 88.1],
        ["1-3", "組織率", "％", "令和6年度", 0.884],
        ["1-3", "不満の率", "％", "令和5年度", 0.8],
        ["1-3", "不満の率", "％", "令和6年度", 0.9],
    )

    assert downwards == [("cell.share", "B4")]
    assert in_rows == [("cell.share", "E3")]


def test_a_share_after_per_cent_in_the_plan_is_said_to_be_one(
    plan: Plan, held_values: tuple[IndicatorValue, ...]
) -> None:
    found = proposed(
        plan,
        held_values,
        ["施策番号", "指標名", "単位", "令和6年度"],
        ["1-1", "特定健診受診率", "％", 0.461],
        ["1-2", "保育所待機児童数", "人", 2.0],
    )

    assert found == [("cell.share", "D2")]


def test_a_result_far_from_what_the_plan_holds_of_that_year_is_a_warning(
    plan: Plan, held_values: tuple[IndicatorValue, ...]
) -> None:
    found = proposed(
        plan,
        held_values,
        ["施策番号", "指標名", "令和5年度"],
        ["1-1", "特定健診受診率", 0.452],
        ["1-2", "保育所待機児童数", 30.0],
    )

    assert found == [("cell.share", "C2"), ("value.far_from_plan", "C3")]


def test_a_year_far_from_the_plan_is_a_warning_on_its_column(plan: Plan) -> None:
    found = proposed(
        plan,
        (),
        ["施策番号", "指標名", "平成5年度", "令和5年度"],
        ["1-3", "組織率", 80.0, 81.0],
        ["1-3", "訓練回数", 3.0, 4.0],
    )

    assert found == [("column.year_outside", "C1")]
