"""Forms that departments of other cities use, each as a person reads it; all 記入例."""

import pytest

from workbench.exchange.importing import propose
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, Workbook

from .conftest import plan_with

Rows = list[list[Cell]]


def sheet_of(rows: Rows, *merged: tuple[int, int, int, int]) -> Sheet:
    width = max(map(len, rows))
    padded = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet("様式", True, padded, tuple(MergedRange(*one) for one in merged))


FORMS: dict[str, Sheet] = {
    "target and result under each year": sheet_of(
        [
            ["施策番号", "指標名", "単位", "R5年度", None, "R6年度", None],
            [None, None, None, "目標", "実績", "目標", "実績"],
            ["1-1", "参加者数", "人", 100.0, 90.0, 110.0, 105.0],
            ["1-2", "利用者数", "人", 20.0, 21.0, 22.0, 23.0],
        ],
        (0, 3, 0, 4),
        (0, 5, 0, 6),
    ),
    "target and result in two rows": sheet_of(
        [
            ["施策番号", "指標名", "単位", "区分", "R5年度", "R6年度"],
            ["1-1", "参加者数", "人", "目標", 100.0, 110.0],
            [None, None, None, "実績", 90.0, 105.0],
            [None, None, None, "達成率", 90.0, 95.5],
            ["1-2", "利用者数", "人", "目標", 20.0, 22.0],
            [None, None, None, "実績", 21.0, 23.0],
            [None, None, None, "達成率", 105.0, 104.5],
        ]
    ),
    "two rows, merged, their column without a name": sheet_of(
        [
            ["施策番号", "指標名", "単位", None, "R5年度", "R6年度"],
            ["1-1", "参加者数", "人", "目標値", 100.0, 110.0],
            [None, None, None, "実績値", 90.0, 105.0],
            ["1-2", "利用者数", "人", "目標値", 20.0, 22.0],
            [None, None, None, "実績値", 21.0, 23.0],
        ],
        *[(row, column, row + 1, column) for row in (1, 3) for column in range(3)],
    ),
    "a rate of achievement and a grade beside": sheet_of(
        [
            ["施策番号", "指標名", "単位", "目標値\n(R5)", "実績値\n(R5)", "目標値\n(R6)",
             "実績値\n(R6)", "達成率\n(%)", "評価"],
            ["1-1", "参加者数", "人", 100.0, 90.0, 110.0, 105.0, 95.5, "B"],
            ["1-2", "利用者数", "人", 20.0, 21.0, 22.0, 23.0, 104.5, "A"],
        ]
    ),
    "one table for each measure, its name above": sheet_of(
        [
            ["施策評価シート（記入例）"],
            [],
            ["施策1-1 健康づくりの推進"],
            ["指標名", "単位", "目標 R5", "R5", "目標 R6", "R6"],
            ["参加者数", "人", 100.0, 90.0, 110.0, 105.0],
            [],
            ["施策1-2 子育て支援の充実"],
            ["指標名", "単位", "目標 R5", "R5", "目標 R6", "R6"],
            ["利用者数", "人", 20.0, 21.0, 22.0, 23.0],
        ]
    ),
    "sections name the measures": sheet_of(
        [
            ["指標名", "単位", "目標 R5", "R5", "目標 R6", "R6"],
            ["1-1 健康づくりの推進"],
            ["参加者数", "人", 100.0, 90.0, 110.0, 105.0],
            ["1-2 子育て支援の充実"],
            ["利用者数", "人", 20.0, 21.0, 22.0, 23.0],
        ]
    ),
    "the era in a cell of its own": sheet_of(
        [
            ["施策番号", "指標名", "単位", "目標値", None, "実績値", None],
            [None, None, None, "令和", None, "令和", None],
            [None, None, None, "5年度", "6年度", "5年度", "6年度"],
            ["1-1", "参加者数", "人", 100.0, 110.0, 90.0, 105.0],
            ["1-2", "利用者数", "人", 20.0, 22.0, 21.0, 23.0],
        ],
        (0, 3, 0, 4),
        (0, 5, 0, 6),
        (1, 3, 1, 4),
        (1, 5, 1, 6),
    ),
    "the goal beside, the unit in the cells": sheet_of(
        [
            ["№", "基本目標", "施策", "KPI", "目標値(R5)", "R5", "目標値(R6)", "R6"],
            [1.0, "健やかに暮らす", "健康づくりの推進", "参加者数",
             "100人", "90人", "110人", "105人"],
            [2.0, "健やかに暮らす", "子育て支援の充実", "利用者数", "20人", "21人", "22人", "23人"],
        ]
    ),
    "the unit in the headers": sheet_of(
        [
            ["施策番号", "指標名", "目標 R5（単位：人）", "R5（単位：人）", "目標 R6（単位：人）",
             "R6（単位：人）"],
            ["1-1", "参加者数", 100.0, 90.0, 110.0, 105.0],
            ["1-2", "利用者数", 20.0, 21.0, 22.0, 23.0],
        ]
    ),
    "code and name in one cell": sheet_of(
        [
            ["施策", "指標", "単位", "目標(R5)", "実績(R5)", "目標(R6)", "実績(R6)"],
            ["1-1 健康づくりの推進", "参加者数", "人", 100.0, 90.0, 110.0, 105.0],
            ["１－２　子育て支援の充実", "利用者数", "人", 20.0, 21.0, 22.0, 23.0],
        ]
    ),
}  # fmt: skip
SAYS = {
    ("参加者数", 2, "人", "target", 2023): 100,
    ("参加者数", 2, "人", "actual", 2023): 90,
    ("参加者数", 2, "人", "target", 2024): 110,
    ("参加者数", 2, "人", "actual", 2024): 105,
    ("利用者数", 3, "人", "target", 2023): 20,
    ("利用者数", 3, "人", "actual", 2023): 21,
    ("利用者数", 3, "人", "target", 2024): 22,
    ("利用者数", 3, "人", "actual", 2024): 23,
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reads_as_a_person_reads_it(name: str) -> None:
    workbook = Workbook("様式.xlsx", "0" * 64, "xlsx", (FORMS[name],))
    proposal = propose(workbook, plan_with(), (), (), "20220")
    read = {
        (
            (indicator := proposal.indicator_of(one)).name,
            indicator.element_id,
            indicator.unit,
            one.role.value,
            one.fiscal_year,
        ): one.new.number
        for one in proposal.values
        if one.new is not None
    }
    assert read == SAYS
    assert not proposal.needs_decision
