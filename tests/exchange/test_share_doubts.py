"""Whole rows of shares under per cent: asked about where the plan or the table tells; 記入例."""

from collections.abc import Sequence

import pytest

from workbench.exchange.guidance import Guidance
from workbench.exchange.importing import propose
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.workbooks import Cell, Sheet, Workbook
from workbench.plan.structure import IndicatorValue, Plan, Role
from workbench.plan.values import number

PER_CENT_HELD = IndicatorValue(101, 11, 2023, Role.ACTUAL, number(45.2))


def shares(plan: Plan, held: Sequence[IndicatorValue], *rows: Sequence[Cell]) -> ImportProposal:
    """Return what is proposed of a table of these rows, beneath two years."""
    header = ("施策番号", "指標名", "単位", "令和5年度", "令和6年度")
    book = Workbook("率.xlsx", "0" * 64, "xlsx", (Sheet("率", True, (header, *map(tuple, rows))),))
    return propose(book, plan, held, (), "20220")


def asked(proposal: ImportProposal) -> list[tuple[str, bool, list[str]]]:
    return [
        (one.cell, one.needs_decision, [str(choice.label) for choice in one.choices])
        for one in proposal.findings
        if one.code == "cell.share"
    ]


def test_a_whole_row_of_shares_is_asked_about_after_per_cent_in_the_plan(plan: Plan) -> None:
    proposal = shares(plan, [PER_CENT_HELD], ("1-1", "特定健診受診率", "％", 0.452, "0.461"))
    assert asked(proposal) == [
        ("D2", True, ["45.2 %", "0.452 %"]),
        ("E2", True, ["46.1 %", "0.461 %"]),
    ]
    decisions = {("率", "D2"): "share", ("率", "E2"): "share"}
    assert proposal.book is not None
    settled = propose(
        proposal.book, plan, [PER_CENT_HELD], (), "20220", guidance=Guidance(decisions=decisions)
    )
    assert not settled.findings
    assert [value.new for value in settled.values] == [number(45.2), number(46.1)]


def test_other_indicators_of_the_table_that_are_shares_make_it_asked(plan: Plan) -> None:
    proposal = shares(
        plan,
        [PER_CENT_HELD],
        ("1-1", "特定健診受診率", "％", 0.452, 0.461),
        ("1-3", "組織率", "％", 0.8, 0.85),
    )
    assert [(cell, must) for cell, must, _ in asked(proposal)] == [
        (cell, True) for cell in ("D2", "E2", "D3", "E3")
    ]
    # One indicator in per cent shows that 0.8 is meant as it stands.
    proposal = shares(
        plan,
        [PER_CENT_HELD],
        ("1-1", "特定健診受診率", "％", 45.2, 46.1),
        ("1-3", "不満の率", "％", 0.8, 0.85),
    )
    assert asked(proposal) == []


def test_shares_with_nothing_to_compare_are_warned_about_only_where_many_agree(plan: Plan) -> None:
    rows = [("1-3", f"{name}の率", "％", 0.8, 0.35) for name in ("組織", "訓練", "備蓄")]
    assert [(cell, must) for cell, must, _ in asked(shares(plan, (), *rows))] == [("D2", False)]
    assert asked(shares(plan, (), *rows[:2])) == []
    people = [(*row[:2], "人", *row[3:]) for row in rows]
    assert asked(shares(plan, (), *people)) == []


@pytest.mark.parametrize("figure", ["0.5%", "0.5％", 3.0, 0.0, None, "－"])
def test_figures_that_are_plainly_per_cent_are_not_asked_about(plan: Plan, figure: Cell) -> None:
    proposal = shares(plan, [PER_CENT_HELD], ("1-1", "特定健診受診率", "％", figure, 46.1))
    assert asked(proposal) == []


def test_figures_far_off_even_as_shares_are_not_asked_about(plan: Plan) -> None:
    proposal = shares(plan, [PER_CENT_HELD], ("1-1", "特定健診受診率", "％", 0.004, 0.005))
    assert not any(must for _, must, _ in asked(proposal))


def test_a_plan_that_holds_shares_itself_is_not_asked_about(plan: Plan) -> None:
    held = IndicatorValue(101, 11, 2023, Role.ACTUAL, number(0.4))
    assert asked(shares(plan, [held], ("1-1", "特定健診受診率", "％", 0.452, 0.461))) == []
