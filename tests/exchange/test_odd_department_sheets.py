"""Sheets of departments that are easily read wrong: each gives the right figures or asks.

All names and figures are 記入例.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from workbench.exchange.guidance import Guidance
from workbench.exchange.importing import propose
from workbench.exchange.matching import IndicatorFinder
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, Workbook
from workbench.plan.structure import Indicator

from .conftest import plan_with

Rows = list[list[Cell]]
#: Indicator, first letter of the role (actual, target, baseline), fiscal year.
Figures = dict[tuple[str, str, int], float | str]


def sheet_of(rows: Rows, *merged: tuple[int, int, int, int], name: str = "様式") -> Sheet:
    width = max(map(len, rows))
    padded = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet(name, True, padded, tuple(MergedRange(*one) for one in merged))


def proposed(*sheets: Sheet, guidance: Guidance | None = None) -> ImportProposal:
    book = Workbook("様式.xlsx", "0" * 64, "xlsx", sheets)
    return propose(book, plan_with(), (), (), "20220", guidance=guidance or Guidance())


def figures(proposal: ImportProposal) -> Figures:
    held = [
        (
            (proposal.indicator_of(one).name, one.role.value[0], one.fiscal_year),
            one.new.number if one.new.number is not None else one.new.display(),
        )
        for one in proposal.values
        if one.new is not None
    ]
    assert len(dict(held)) == len(held), "a value is there twice"
    return dict(held)


@dataclass(frozen=True)
class Odd:
    """A workbook, what a person reads in it, and what is said of it."""

    sheets: tuple[Sheet, ...]
    says: Figures
    codes: tuple[str, ...] = ()
    units: dict[str, str] = field(default_factory=dict)


def two_years(visitors: tuple[float, float] = (20, 21)) -> Figures:
    return {
        ("参加者数", "a", 2023): 80,
        ("参加者数", "a", 2024): 90,
        ("利用者数", "a", 2023): visitors[0],
        ("利用者数", "a", 2024): visitors[1],
    }


ODD: dict[str, Odd] = {
    "a header of five rows": Odd(
        (
            sheet_of(
                [
                    ["指標の一覧"],
                    ["施策", None, "指標"],
                    ["番号", "名称", "指標名", "単位", "実績", None, None, "目標"],
                    [None, None, None, None, "前期", None, "後期"],
                    [None, None, None, None, "令和", None, None, "令和"],
                    [None, None, None, None, "4年度", "5年度", "6年度", "9年度"],
                    ["1-1", "健康づくりの推進", "参加者数", "人", 70.0, 80.0, 90.0, 120.0],
                    ["1-2", "子育て支援の充実", "利用者数", "人", 19.0, 20.0, 21.0, 30.0],
                ],
                (1, 0, 1, 1), (1, 2, 1, 7), (2, 0, 5, 0), (2, 1, 5, 1), (2, 2, 5, 2),
                (2, 3, 5, 3), (2, 4, 2, 6), (3, 4, 3, 5), (4, 4, 4, 6),
            ),
        ),
        {
            **two_years(),
            ("参加者数", "a", 2022): 70, ("利用者数", "a", 2022): 19,
            ("参加者数", "t", 2027): 120, ("利用者数", "t", 2027): 30,
        },
    ),
    "quarters beside the year's total": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "令和6年度"],
                    [None, None, None, "第1四半期", "第2四半期", "第3四半期", "第4四半期", "計"],
                    ["1-1", "参加者数", "人", 10.0, 20.0, 30.0, 30.0, 90.0],
                    ["1-2", "利用者数", "人", 1.0, 2.0, 3.0, 15.0, 21.0],
                ],
                (0, 3, 0, 7),
            ),
        ),
        {("参加者数", "a", 2024): 90, ("利用者数", "a", 2024): 21},
        ("column.part_of_year",),
    ),
    "halves of a year alone": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "R6上半期", "R6下半期"],
                    ["1-1", "参加者数", "人", 10.0, 20.0],
                    ["1-2", "利用者数", "人", 1.0, 2.0],
                ]
            ),
        ),
        {},
        ("workbook.unknown_table",),
    ),
    "months of one year": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "令和6年4月", "令和6年5月", "令和5年度"],
                    ["1-1", "参加者数", "人", 10.0, 20.0, 80.0],
                    ["1-2", "利用者数", "人", 1.0, 2.0, 20.0],
                ]
            ),
        ),
        {("参加者数", "a", 2023): 80, ("利用者数", "a", 2023): 20},
        ("column.doubled",),
    ),
    "a result and its revision": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "R5実績", "当初目標（R9）", "修正目標（R9）"],
                    ["1-1", "参加者数", "人", 80.0, 100.0, 110.0],
                    ["1-2", "利用者数", "人", 20.0, 30.0, 30.0],
                ]
            ),
        ),
        {("参加者数", "a", 2023): 80, ("利用者数", "a", 2023): 20},
        ("column.doubled",),
    ),
    "the same column twice": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "R5", "R6", "R6（再掲）"],
                    ["1-1", "参加者数", "人", 80.0, 90.0, 90.0],
                    ["1-2", "利用者数", "人", 20.0, 21.0, 21.0],
                ]
            ),
        ),
        two_years(),
    ),
    "two indicators in a row": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名①", "単位①", "R5①", "R6①",
                     "指標名②", "単位②", "R5②", "R6②"],
                    ["1-1", "参加者数", "人", 80.0, 90.0, "受診率", "％", 45.0, 46.0],
                    ["1-2", "利用者数", "人", 20.0, 21.0, None, None, None, None],
                ]
            ),
        ),
        {**two_years(), ("受診率", "a", 2023): 45, ("受診率", "a", 2024): 46},
        units={"参加者数": "人", "受診率": "％"},
    ),
    "activity and outcome in a row": Odd(
        (
            sheet_of(
                [
                    ["施策", "活動指標", None, None, None, "成果指標", None, None, None, "担当課"],
                    [None, "指標名", "単位", "R5", "R6", "指標名", "単位", "R5", "R6", None],
                    ["1-1 健康づくりの推進", "教室数", "回", 4.0, 5.0, "参加者数", "人", 80.0, 90.0,
                     "記入例課"],
                    ["1-2 子育て支援の充実", "開催数", "回", 2.0, 3.0, "利用者数", "人", 20.0, 21.0,
                     "記入例課"],
                ],
                (0, 0, 1, 0), (0, 1, 0, 4), (0, 5, 0, 8), (0, 9, 1, 9),
            ),
        ),
        {
            **two_years(),
            ("教室数", "a", 2023): 4, ("教室数", "a", 2024): 5,
            ("開催数", "a", 2023): 2, ("開催数", "a", 2024): 3,
        },
        units={"教室数": "回", "利用者数": "人"},
    ),
    "signs that repeat what is above": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "施策名", "指標名", "単位", "R5", "R6"],
                    ["1-1", "健康づくりの推進", "参加者数", "人", 80.0, 90.0],
                    ["〃", "〃", "受診者数", "〃", 45.0, "〃"],
                    ["1-2", "子育て支援の充実", "利用者数", "同上", 20.0, 21.0],
                ]
            ),
        ),
        {**two_years(), ("受診者数", "a", 2023): 45, ("受診者数", "a", 2024): 90},
        units={"受診者数": "人", "利用者数": "人"},
    ),
    "listed again, sums, notes, the header repeated": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "施策名", "指標名", "単位", "R5", "R6"],
                    ["1-1", "健康づくりの推進", "参加者数", "人", 80.0, 90.0],
                    [None, None, "小計", "人", 80.0, 90.0],
                    ["施策番号", "施策名", "指標名", "単位", "R5", "R6"],
                    ["1-2", "子育て支援の充実", "利用者数", "人", 20.0, 21.0],
                    ["1-2", "子育て支援の充実", "参加者数（再掲）", "人", 80.0, 90.0],
                    [None, None, "合計", None, 100.0, 111.0],
                    ["※ 再掲は合計に含まない"],
                    ["※1", "参加者数は延べ"],
                ]
            ),
        ),
        {
            **two_years(),
            ("参加者数（再掲）", "a", 2023): 80, ("参加者数（再掲）", "a", 2024): 90,
        },
        ("row.sum", "row.listed_again"),
    ),
    "pages with their number beside the title": Odd(
        (
            sheet_of(
                [
                    ["進捗管理表（記入例）", None, None, None, "1/2"],
                    ["施策番号", "指標名", "単位", "R5", "R6"],
                    ["1-1", "参加者数", "人", 80.0, 90.0],
                    ["1-1", "受診者数", "人", 45.0, 46.0],
                    [],
                    ["進捗管理表（記入例）", None, None, None, "2/2"],
                    ["施策番号", "指標名", "単位", "R5", "R6"],
                    ["1-2", "利用者数", "人", 20.0, 21.0],
                    ["1-3", "訓練回数", "回", 3.0, 4.0],
                ]
            ),
        ),
        {
            **two_years(),
            ("受診者数", "a", 2023): 45, ("受診者数", "a", 2024): 46,
            ("訓練回数", "a", 2023): 3, ("訓練回数", "a", 2024): 4,
        },
    ),
    "a title that would run over the columns": Odd(
        (
            sheet_of(
                [
                    ["令和6年度の進捗", None, None, None, "記入例の注意"],
                    ["施策番号", "指標名", "単位", "R5", "R6"],
                    ["1-1", "参加者数", "人", 80.0, 90.0],
                    ["1-2", "利用者数", "人", 20.0, 21.0],
                ]
            ),
        ),
        two_years(),
    ),
    "a second page with other years": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "R6"],
                    ["1-1", "参加者数", "人", 90.0],
                    ["1-2", "利用者数", "人", 21.0],
                    [],
                    ["施策番号", "指標名", "単位", "R4", "R5"],
                    ["1-1", "参加者数", "人", None, 80.0],
                    ["1-2", "利用者数", "人", None, 20.0],
                ]
            ),
        ),
        two_years(),
    ),
    "one sheet for each year": Odd(
        tuple(
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", f"{name}実績"],
                    ["1-1", "参加者数", "人", first],
                    ["1-2", "利用者数", "人", second],
                ],
                name=name,
            )
            for name, first, second in (("R5", 80.0, 20.0), ("R6", 90.0, 21.0))
        ),
        two_years(),
    ),
    "eras that change on the way": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "H30", "R元", "2", "３", "R4"],
                    ["1-1", "参加者数", "人", 1.0, 2.0, 3.0, 4.0, 5.0],
                    ["1-2", "利用者数", "人", 6.0, 7.0, 8.0, 9.0, 10.0],
                ]
            ),
        ),
        {
            (name, "a", year): first + year - 2018
            for name, first in (("参加者数", 1), ("利用者数", 6))
            for year in range(2018, 2023)
        },
    ),
    "the head of a form directly above the header": Odd(
        (
            sheet_of(
                [
                    ["施策名", "1-1 健康づくりの推進"],
                    ["担当課", "記入例課"],
                    ["指標名", "単位", "R5", "R6"],
                    ["参加者数", "人", 80.0, 90.0],
                    ["受診者数", "人", 45.0, 46.0],
                ]
            ),
        ),
        {
            ("参加者数", "a", 2023): 80, ("参加者数", "a", 2024): 90,
            ("受診者数", "a", 2023): 45, ("受診者数", "a", 2024): 46,
        },
    ),
    "the head of a form with figures in it": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "1-1", "施策名", "健康づくりの推進"],
                    ["記入日", "令和7年5月30日", "様式", 3.0],
                    ["指標名", "単位", "R4", "R5", "R6"],
                    ["参加者数", "人", None, 80.0, 90.0],
                    ["受診者数", "人", None, 45.0, 46.0],
                ]
            ),
        ),
        {
            ("参加者数", "a", 2023): 80, ("参加者数", "a", 2024): 90,
            ("受診者数", "a", 2023): 45, ("受診者数", "a", 2024): 46,
        },
    ),
    "this year and last, next year's target": Odd(
        (
            sheet_of(
                [
                    ["令和6年度 実績報告（記入例）"],
                    ["施策番号", "指標名", "単位", "前年度実績", "今年度実績", "来年度目標", "R5"],
                    ["1-1", "参加者数", "人", 80.0, 90.0, 100.0, 80.0],
                    ["1-2", "利用者数", "人", 20.0, 21.0, 22.0, 20.0],
                ]
            ),
        ),
        {("参加者数", "a", 2023): 80, ("利用者数", "a", 2023): 20},
        ("column.no_year",),
    ),
    "comparisons that name a year": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "2023年度", "2024年度", "対2023年度", "R6-R5"],
                    ["1-1", "参加者数", "人", 80.0, 90.0, 10.0, 10.0],
                    ["1-2", "利用者数", "人", 20.0, 21.0, 1.0, 1.0],
                ]
            ),
        ),
        two_years(),
    ),
    "target and result in one cell": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "R5", "R6"],
                    ["1-1", "参加者数", "人", "目標 85\n実績 80", "目標95 実績90"],
                    ["1-2", "利用者数", "人", "22/20", "実績：21"],
                ]
            ),
        ),
        {},
        ("cell.two_figures", "cell.unread_figures"),
    ),
    "years without an era": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "5年度", "６年度", "９年度目標"],
                    ["1-1", "参加者数", "人", 80.0, 90.0, 120.0],
                    ["1-2", "利用者数", "人", 20.0, 21.0, 30.0],
                ]
            ),
        ),
        {**two_years(), ("参加者数", "t", 2027): 120, ("利用者数", "t", 2027): 30},
        ("column.era_assumed",),
    ),
    "years without an era, the era in the title": Odd(
        (
            sheet_of(
                [
                    ["平成27年度 事務事業評価シート（記入例）"],
                    ["施策番号", "指標名", "単位", "区分", "26年度", "27年度", "最終目標値",
                     "目標年度"],
                    ["1-1", "参加者数", "人", "目標値", 80.0, 85.0, 120.0, "H29"],
                    [None, None, None, "実績値", 81.0, None, None, None],
                    ["1-2", "利用者数", "人", "目標値", 20.0, 21.0, 30.0, "H29"],
                    [None, None, None, "実績値", 19.0, None, None, None],
                ]
            ),
        ),
        {
            ("参加者数", "t", 2014): 80, ("参加者数", "t", 2015): 85, ("参加者数", "a", 2014): 81,
            ("参加者数", "t", 2017): 120, ("利用者数", "t", 2014): 20,
            ("利用者数", "t", 2015): 21, ("利用者数", "a", 2014): 19, ("利用者数", "t", 2017): 30,
        },
    ),
    "the unit behind the name": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名及び単位", "R5", "R6"],
                    ["1-1", "参加者数（人）", 80.0, 90.0],
                    ["1-2", "売上〔単位：百万円〕", 45.2, 46.1],
                ]
            ),
        ),
        {
            ("参加者数（人）", "a", 2023): 80, ("参加者数（人）", "a", 2024): 90,
            ("売上〔単位：百万円〕", "a", 2023): 45.2, ("売上〔単位：百万円〕", "a", 2024): 46.1,
        },
        units={"参加者数（人）": "人", "売上〔単位：百万円〕": "百万円"},
    ),
    "plan, result, difference, and money": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "R5計画", "R5実績", "差異", "R5予算額（千円）",
                     "R5決算額（千円）"],
                    ["1-1", "参加者数", "人", 85.0, 80.0, -5.0, 1000.0, 900.0],
                    ["1-2", "利用者数", "人", 22.0, 20.0, -2.0, 500.0, 450.0],
                ]
            ),
        ),
        {
            ("参加者数", "t", 2023): 85, ("参加者数", "a", 2023): 80,
            ("利用者数", "t", 2023): 22, ("利用者数", "a", 2023): 20,
        },
        ("column.unread",),
    ),
    "target and result behind the name": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "R5", "R6"],
                    ["1-1", "参加者数（目標）", "人", 85.0, 95.0],
                    ["1-1", "参加者数（実績）", "人", 80.0, 90.0],
                    ["1-2", "利用者数　目標値", "人", 22.0, 23.0],
                    ["1-2", "利用者数　実績値", "人", 20.0, 21.0],
                    ["1-3", "訓練の目標", "件", 3.0, 4.0],
                ]
            ),
        ),
        {
            **two_years(),
            ("参加者数", "t", 2023): 85, ("参加者数", "t", 2024): 95,
            ("利用者数", "t", 2023): 22, ("利用者数", "t", 2024): 23,
            ("訓練の目標", "a", 2023): 3, ("訓練の目標", "a", 2024): 4,
        },
    ),
    "columns numbered in brackets": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "令和5年度", "令和6年度"],
                    ["(1)", "(2)", "(3)", "(4)", "(5)"],
                    ["1-1", "参加者数", "人", 80.0, 90.0],
                    ["1-2", "利用者数", "人", 20.0, 21.0],
                ]
            ),
        ),
        two_years(),
    ),
    "columns numbered in kana": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "令和5年度", "令和6年度"],
                    ["ア", "イ", "ウ", "エ", "オ"],
                    ["1-1", "参加者数", "人", 80.0, 90.0],
                    ["1-2", "利用者数", "人", 20.0, 21.0],
                ]
            ),
        ),
        two_years(),
    ),
    "words, and frequencies with their unit": Odd(
        (
            sheet_of(
                [
                    ["施策番号", "指標名", "単位", "現状値(R4)", "R6実績", "目標値(R9)"],
                    ["1-1", "計画の策定", "－", "未策定", "検討中", "策定"],
                    ["1-2", "満足度", "％", "52.3", "55.0", "60%以上"],
                    ["1-3", "訓練", "回/年", "1回/年", "2回／年", "3"],
                ]
            ),
        ),
        {
            ("計画の策定", "b", 2022): "未策定", ("計画の策定", "a", 2024): "(集計中)",
            ("計画の策定", "t", 2027): "策定",
            ("満足度", "b", 2022): 52.3, ("満足度", "a", 2024): 55, ("満足度", "t", 2027): 60,
            ("訓練", "b", 2022): 1, ("訓練", "a", 2024): 2, ("訓練", "t", 2027): 3,
        },
        ("cell.bound",),
        units={"計画の策定": "", "訓練": "回/年"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_a_sheet_gives_what_a_person_reads_or_asks(name: str) -> None:
    odd = ODD[name]
    proposal = proposed(*odd.sheets)

    assert figures(proposal) == odd.says
    assert tuple(dict.fromkeys(one.code for one in proposal.findings)) == odd.codes
    units = {proposal.indicator_of(one).name: proposal.indicator_of(one).unit
             for one in proposal.values}  # fmt: skip
    assert {name: units[name] for name in odd.units} == odd.units


def test_a_person_says_which_of_two_columns_counts() -> None:
    sheet = ODD["a result and its revision"].sheets[0]
    asked = next(one for one in proposed(sheet).findings if one.needs_decision)
    assert (asked.cell, [choice.key for choice in asked.choices]) == (
        "F1",
        ["column:E", "column:F"],
    )

    settled = proposed(sheet, guidance=Guidance(decisions={("様式", "F1"): "column:F"}))

    assert not settled.needs_decision
    assert figures(settled)["参加者数", "t", 2027] == 110


def test_every_further_indicator_of_a_row_tells_its_cell() -> None:
    proposal = proposed(ODD["two indicators in a row"].sheets[0])
    places = {
        one.new.name: one.provenance.cell
        for one in proposal.indicators
        if one.new and one.provenance
    }
    assert places == {"参加者数": "B2", "利用者数": "B3", "受診率": "F2"}
    values = {
        (proposal.indicator_of(one).name, one.fiscal_year): one.provenance.cell
        for one in proposal.values
        if one.provenance
    }
    assert values["受診率", 2024] == "I2"
    assert values["参加者数", 2024] == "E2"


@pytest.mark.parametrize(
    ("held", "written", "found"),
    [
        ("参加者数", "参加者数（人）", True),
        ("参加者数（人）", "参加者数", True),
        ("参加者数［人］", "参加者数（単位：人）", True),
        # What else stands in brackets tells indicators apart.
        ("参加者数（男性）", "参加者数", False),
        ("参加者数（延べ）", "参加者数（実人数）", False),
    ],
)
def test_a_unit_behind_a_name_does_not_make_another_indicator_of_it(
    held: str, written: str, found: bool
) -> None:
    known = Indicator(11, 2, 1, held, "人")

    old, _ = IndicatorFinder(plan_with(known)).find(written, 2)

    assert old == (known if found else None)
