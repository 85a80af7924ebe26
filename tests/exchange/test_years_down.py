"""Tables with years downwards and indicators across read as a person reads them; all 記入例."""

import datetime

import pytest

from workbench.exchange.importing import propose
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, Workbook
from workbench.plan.structure import Indicator, Plan

from .conftest import plan_with

Rows = list[list[Cell]]

PLAN = plan_with(
    Indicator(11, 2, 1, "健康教室の参加者数", "人"),
    Indicator(12, 3, 1, "広場の利用者数", "人"),
)
#: Three years of two indicators, each with its measure's id.
SAYS = {
    ("健康教室の参加者数", 2, "actual", 2022): 80,
    ("健康教室の参加者数", 2, "actual", 2023): 90,
    ("健康教室の参加者数", 2, "actual", 2024): 105,
    ("広場の利用者数", 3, "actual", 2022): 20,
    ("広場の利用者数", 3, "actual", 2023): 21,
    ("広場の利用者数", 3, "actual", 2024): 23,
}
TARGETS = {
    ("健康教室の参加者数", 2, "target", 2027): 120,
    ("広場の利用者数", 3, "target", 2027): 30,
}


def sheet_of(rows: Rows, *merged: tuple[int, int, int, int], name: str = "様式") -> Sheet:
    width = max(map(len, rows))
    padded = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet(name, True, padded, tuple(MergedRange(*one) for one in merged))


def proposed(*sheets: Sheet, plan: Plan = PLAN) -> ImportProposal:
    return propose(Workbook("様式.xlsx", "0" * 64, "xlsx", sheets), plan, (), (), "20220")


def figures(proposal: ImportProposal) -> dict[tuple[str, int, str, int], float | None]:
    return {
        (
            (indicator := proposal.indicator_of(one)).name,
            indicator.element_id,
            one.role.value,
            one.fiscal_year,
        ): one.new.number
        for one in proposal.values
        if one.new is not None
    }


LABELS: dict[str, list[Cell]] = {
    "eras": ["令和4年度", "令和5年度", "令和6年度"],
    "letters": ["R4", "R5", "R6"],
    "full width": ["Ｒ４", "Ｒ５", "Ｒ６"],
    "end of the year": ["令和4年度末", "令和5年度末", "令和6年度末"],
    "western": [2022.0, 2023.0, 2024.0],
    "western with the word": ["2022年度", "2023年度", "2024年度"],
    "bare numbers go on": ["令和4", 5.0, 6.0],
    "both": ["令和4年度（2022年度）", "令和5年度（2023年度）", "令和6年度（2024年度）"],
    "dates": [datetime.date(2023, 3, 31), datetime.date(2024, 3, 31), datetime.date(2025, 3, 31)],
    "days in words": ["令和5年3月31日現在", "令和6年3月31日現在", "令和7年3月31日現在"],
}


@pytest.mark.parametrize("heading", ["年度", "年次", None])
@pytest.mark.parametrize("spelled", LABELS)
def test_years_downwards_are_read_in_any_spelling(spelled: str, heading: str | None) -> None:
    first, second, third = LABELS[spelled]
    sheet = sheet_of([
        ["指標の推移（記入例）"],
        [heading, "健康教室の参加者数", "広場の利用者数"],
        [first, 80.0, 20.0],
        [second, 90.0, 21.0],
        [third, 105.0, 23.0],
    ])  # fmt: skip
    assert figures(proposed(sheet)) == SAYS


FORMS: dict[str, Sheet] = {
    "a row of units in brackets": sheet_of([
        ["年度", "健康教室の参加者数", "広場の利用者数"],
        [None, "（人）", "（人）"],
        ["R4", 80.0, 20.0], ["R5", 90.0, 21.0], ["R6", 105.0, 23.0], ["R9目標", 120.0, 30.0],
    ]),
    "a row of bare units": sheet_of([
        ["年度", "健康教室の参加者数", "広場の利用者数"],
        ["単位", "人", "人"],
        ["R4", 80.0, 20.0], ["R5", 90.0, 21.0], ["R6", 105.0, 23.0],
        ["目標値（令和9年度）", 120.0, 30.0],
    ]),
    "units behind the names, a remark and a rate": sheet_of([
        ["No.1 指標（記入例）"],
        ["年度", "健康教室の参加者数（人）", "前年比", "広場の利用者数（単位：人）", "備考"],
        ["R4", 80.0, None, 20.0, None], ["R5", 90.0, 1.12, 21.0, "記入例"],
        ["R6", 105.0, 1.16, 23.0, None], ["目標", 120.0, None, 30.0, None],
    ]),
    "measures above the indicators": sheet_of(
        [
            ["年度", "1-1 健康づくりの推進", "1-2 子育て支援の充実"],
            [None, "健康教室の参加者数", "広場の利用者数"],
            ["R4", 80.0, 20.0], ["R5", 90.0, 21.0], ["R6", 105.0, 23.0], ["目標(R9)", 120.0, 30.0],
        ],
        (0, 0, 1, 0),
    ),
    "an era merged beside the number": sheet_of(
        [
            ["年度", None, "健康教室の参加者数", "広場の利用者数"],
            ["令和", 4.0, 80.0, 20.0], [None, 5.0, 90.0, 21.0], [None, 6.0, 105.0, 23.0],
            ["目標値（R9）", None, 120.0, 30.0],
        ],
        (0, 0, 0, 1), (1, 0, 3, 0),
    ),
    "two spellings of the year": sheet_of([
        ["西暦", "和暦", "健康教室の参加者数", "広場の利用者数"],
        [2022.0, "令和4", 80.0, 20.0], [2023.0, "令和5", 90.0, 21.0],
        [2024.0, "令和6", 105.0, 23.0], [2027.0, "令和9目標", 120.0, 30.0],
    ]),
    "figures as texts with signs and notes below": sheet_of([
        ["年次", "健康教室の参加者数", "広場の利用者数"],
        ["令和４年度", "80人", "２０"], ["令和５年度", "90人", "２１"],
        ["令和６年度", "105人", "２３"], ["目標（令和９年度）", "120人", "３０"],
        ["※ 実績は年度末の値"],
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_years_downwards_reads_as_a_person_reads_it(name: str) -> None:
    proposal = proposed(FORMS[name])
    assert figures(proposal) == SAYS | TARGETS
    assert not proposal.needs_decision


def test_target_and_result_of_one_indicator_stand_beside_each_other() -> None:
    sheet = sheet_of(
        [
            ["年度", "健康教室の参加者数（人）", None, None, "広場の利用者数（人）", None, None],
            [None, "目標値", "実績値", "達成率", "目標値", "実績値", "達成率"],
            ["令和4年度", 85.0, 80.0, 94.1, 22.0, 20.0, 90.9],
            ["令和5年度", 95.0, 90.0, 94.7, 24.0, 21.0, 87.5],
            ["令和6年度", 99.0, 105.0, 106.1, 26.0, 23.0, 88.5],
        ],
        (0, 0, 1, 0),
        (0, 1, 0, 3),
        (0, 4, 0, 6),
    )
    targets = {
        ("健康教室の参加者数", 2, "target", 2022): 85,
        ("健康教室の参加者数", 2, "target", 2023): 95,
        ("健康教室の参加者数", 2, "target", 2024): 99,
        ("広場の利用者数", 3, "target", 2022): 22,
        ("広場の利用者数", 3, "target", 2023): 24,
        ("広場の利用者数", 3, "target", 2024): 26,
    }
    assert figures(proposed(sheet)) == SAYS | targets


def one_measure(name: str, code: str, indicator: str, *results: float) -> Sheet:
    years = ("令和4年度", "令和5年度", "令和6年度")
    return sheet_of(
        [
            ["指標名", indicator],
            ["単位", "人"],
            [],
            ["年度", "実績値", "備考"],
            *([year, result, None] for year, result in zip(years, results, strict=True)),
        ],
        name=code,
    )


def test_a_sheet_for_each_measure_names_the_indicator_above() -> None:
    proposal = proposed(
        one_measure("健康づくりの推進", "1-1", "健康教室の参加者数", 80.0, 90.0, 105.0),
        one_measure("子育て支援の充実", "1-2", "広場の利用者数", 20.0, 21.0, 23.0),
    )
    assert figures(proposal) == SAYS


def test_a_new_indicator_gets_its_measure_from_the_sheet_and_its_unit_from_the_header() -> None:
    sheet = sheet_of(
        [
            ["年度", "検診の受診率（％）", "教室の回数（回）"],
            ["R5", 45.2, 12.0],
            ["R6", "46.0", 14.0],
        ],
        name="1-1 健康づくりの推進",
    )
    proposal = proposed(sheet)
    made = {one.indicator.name: one.indicator for one in proposal.indicators if one.old is None}
    assert {name: (one.element_id, one.unit) for name, one in made.items()} == {
        "検診の受診率": (2, "%"),
        "教室の回数": (2, "回"),
    }
    assert figures(proposal)["検診の受診率", 2, "actual", 2024] == 46.0


def test_each_value_says_the_cell_it_came_from() -> None:
    proposal = proposed(FORMS["a row of units in brackets"])
    places = {
        (proposal.indicator_of(one).name, one.fiscal_year): one.provenance.cell
        for one in proposal.values
        if one.provenance
    }
    assert places["健康教室の参加者数", 2022] == "B3"
    assert places["広場の利用者数", 2024] == "C5"
    named = {
        one.indicator.name: one.provenance.cell for one in proposal.indicators if one.provenance
    }
    assert named == {"健康教室の参加者数": "B1", "広場の利用者数": "C1"}


def test_an_indicator_that_two_measures_might_have_is_asked_about() -> None:
    plan = plan_with(
        Indicator(11, 2, 1, "参加者数", "人"),
        Indicator(12, 3, 1, "参加者数", "人"),
    )
    sheet = sheet_of([["年度", "参加者数"], ["R5", 90.0], ["R6", 105.0]])
    proposal = proposed(sheet, plan=plan)
    assert proposal.needs_decision
    assert [one.cell for one in proposal.findings if one.needs_decision] == ["B1"]
    assert not figures(proposal)


def test_a_result_without_a_year_is_said_and_left_out() -> None:
    sheet = sheet_of([
        ["年度", "健康教室の参加者数", "広場の利用者数"],
        ["現状値", 70.0, 18.0],
        ["R5", 90.0, 21.0],
        ["R6", 105.0, 23.0],
    ])  # fmt: skip
    proposal = proposed(sheet)
    assert [(one.code, one.cell) for one in proposal.findings] == [("row.no_year", "A2")]
    assert {year for _, _, _, year in figures(proposal)} == {2023, 2024}


def test_a_table_by_year_of_which_the_plan_knows_nothing_is_not_taken_for_indicators() -> None:
    sheet = sheet_of([["年度", "出生", "死亡"], ["R5", 90.0, 210.0], ["R6", 105.0, 230.0]])
    proposal = proposed(sheet)
    assert not proposal.layouts
    assert [one.code for one in proposal.findings] == ["workbook.unknown_table"]
