"""Columns of figures that nothing took for values are said, and no others; all 記入例."""

import pytest

from workbench.exchange.fields import Field
from workbench.exchange.findings import Level
from workbench.exchange.guidance import NO_GUIDANCE, Guidance, SaidTable
from workbench.exchange.importing import propose
from workbench.exchange.mapping import confirmed, with_field
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.table_areas import area_of
from workbench.exchange.workbooks import Cell, Sheet, Workbook
from workbench.plan.structure import Plan, Role

ROWS: list[list[Cell]] = [
    ["1-1", "参加者数", "人", 80.0, 90.0],
    ["1-2", "利用者数", "人", 20.0, 21.0],
    ["1-3", "訓練回数", "回", 3.0, 4.0],
]
HEADER: list[Cell] = ["施策番号", "指標名", "単位", "令和5年度", "令和6年度"]


def read(
    plan: Plan, *more: tuple[str, list[Cell]], guidance: Guidance = NO_GUIDANCE
) -> ImportProposal:
    """Return what is proposed of a table with further columns, each a name and three cells."""
    header = (*HEADER, *(name for name, _ in more))
    rows = ((*own, *(cells[place] for _, cells in more)) for place, own in enumerate(ROWS))
    book = Workbook("様式.xlsx", "0" * 64, "xlsx", (Sheet("様式", True, (header, *rows)),))
    return propose(book, plan, (), (), "20220", guidance=guidance)


def unread(proposal: ImportProposal) -> list[tuple[str, str]]:
    found = [one for one in proposal.findings if one.code == "column.unread"]
    assert all(one.level is Level.NOTE and not one.needs_decision for one in found)
    return [(one.cell, one.original) for one in found]


@pytest.mark.parametrize(
    "name", ["R8予定", "前回値", "R5予算額（千円）", "決算額", "事業費", "コスト", "利用者の内訳"]
)
def test_a_column_of_figures_that_nothing_reads_is_named(plan: Plan, name: str) -> None:
    assert unread(read(plan, (name, [5.0, "1,234", "12人"]))) == [("F1", name)]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("達成率", [0.5, 0.6, 0.7]),
        ("達成率（％）", [50.0, 60.0, 70.0]),
        ("備考", [1.0, 2.0, 3.0]),
        ("評価", [3.0, 4.0, 5.0]),
        ("順位", [3.0, 4.0, 5.0]),
        ("No.", [3.0, 4.0, 5.0]),
        ("整理番号", [3.0, 4.0, 5.0]),
        ("対前年度増減", [3.0, 4.0, 5.0]),
        ("開始年度", [2019.0] * 3),
        ("担当内線", [2019.0] * 3),
        ("R6-R5", [10.0, 1.0, 1.0]),
        ("R7見込の根拠", ["増加のため"] * 3),
        ("R8予定", ["未定", "検討中", None]),
        ("R8予定", [None, None, None]),
        ("SDGs", [3.0, 4.0, 5.0]),
        ("", [1.0, 2.0, 3.0]),
    ],
)
def test_columns_that_are_plainly_no_values_are_not(
    plan: Plan, name: str, cells: list[Cell]
) -> None:
    assert unread(read(plan, (name, cells))) == []


def test_many_such_columns_make_one_note(plan: Plan) -> None:
    money = [(f"R{year}予算（千円）", [1.0, 5.0, 9.0]) for year in range(3, 8)]
    proposal = read(plan, *money)
    assert unread(proposal) == [("F1", "R3予算（千円）")]
    said = next(str(one) for one in proposal.findings if one.code == "column.unread")
    assert "F1 R3予算（千円）、G1 R4予算（千円）、" in said


def test_a_column_whose_meaning_a_person_said_is_not_unread(plan: Plan) -> None:
    more = ("R8予定", [100.0, 30.0, 5.0])
    table = read(plan, more).views[0].tables[0]
    told = with_field(table, 5, Field.VALUE, role=Role.TARGET, fiscal_year=2026)
    said = SaidTable(area_of(table.table), confirmed(table.table, told.meanings))
    proposal = read(plan, more, guidance=Guidance(tables={"様式": (said,)}))
    assert unread(proposal) == []
    assert sum(one.fiscal_year == 2026 for one in proposal.values) == 3


def test_years_downwards_name_the_column_that_was_not_read(plan: Plan) -> None:
    rows: list[list[Cell]] = [
        ["年度", "保育所待機児童数（人）", "予算額（千円）", "達成率"],
        ["令和4年度", 5.0, 100.0, 90.0],
        ["令和5年度", 3.0, 200.0, 91.0],
        ["令和6年度", 2.0, 300.0, 92.0],
    ]
    sheet = Sheet("様式", True, tuple(map(tuple, rows)))
    proposal = propose(Workbook("様式.xlsx", "0" * 64, "xlsx", (sheet,)), plan, (), (), "20220")
    assert len(proposal.values) == 3
    assert unread(proposal) == [("C1", "予算額（千円）")]
