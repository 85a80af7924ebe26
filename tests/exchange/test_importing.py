"""From a workbook to what it would do to the plan: new, changed, the same, asked about."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from tests.exchange.proposing import HEADER, Propose
from workbench.errors import PersonError
from workbench.exchange.findings import Level
from workbench.exchange.importing import propose
from workbench.exchange.proposals import Change
from workbench.plan.structure import Plan, Role
from workbench.plan.values import Kind, Value, number


def test_new_changed_and_same_values_are_told_apart(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            HEADER,
            ("1-1", "健康づくりの推進", "特定健診受診率", "％", 45.2, 46.8, 60),
            ("1-2", "子育て支援の充実", "保育所待機児童数", "人", 5, 0, 0),
            ("1-3", "防災体制の強化", "自主防災組織率", "％", 80, 81, 90),
        ]
    )

    assert [change.change for change in proposal.indicators] == [
        Change.SAME,
        Change.SAME,
        Change.NEW,
    ]
    assert proposal.counts == {
        Change.NEW: 7,
        Change.CHANGED: 1,
        Change.SAME: 1,
        Change.MISSING: 0,
        Change.BLANK: 0,
    }
    changed = next(value for value in proposal.values if value.change is Change.CHANGED)
    assert changed.old is not None
    assert (changed.old.value, changed.new, changed.role) == (number(3), number(5), Role.ACTUAL)
    assert changed.provenance is not None
    assert (changed.provenance.title, changed.provenance.sheet, changed.provenance.cell) == (
        "調査票.xlsx",
        "実績",
        "E3",
    )
    assert changed.provenance.original == "5"
    assert len(changed.provenance.sha256) == 64
    assert proposal.writes
    assert not proposal.needs_decision
    targets = [value for value in proposal.values if value.role is Role.TARGET]
    assert {value.fiscal_year for value in targets} == {2027}


def test_a_file_that_says_what_the_plan_says_writes_nothing(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "令和5年度"),
            ("1-1", "特定健診受診率", "%", 45.2),
            ("1-2", "保育所待機児童数", "人", "３"),
        ]
    )

    assert proposal.counts[Change.SAME] == 2
    assert not proposal.writes


def test_blanks_signs_and_missing_indicators_are_never_zero(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-1", "特定健診受診率", None, "（集計中）"),
            ("1-2", "待機した児童の延べ数", 12, "－"),
        ]
    )

    by_change = {value.change: value for value in proposal.values if value.old}
    assert by_change[Change.BLANK].new is None
    assert by_change[Change.MISSING].old is not None
    assert by_change[Change.MISSING].old.indicator_id == 12
    kinds = {value.new.kind for value in proposal.values if value.new}
    assert kinds == {Kind.NUMBER, Kind.NONE, Kind.PENDING}


def test_a_cell_with_an_error_or_two_figures_is_kept_out_and_the_row_is_not(
    propose_rows: Propose,
) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "令和4年度", "令和5年度", "令和6年度"),
            ("1-3", "組織率", "％", 80, "29（4）", 0.81),
        ]
    )

    assert [value.new for value in proposal.values] == [number(80)]
    assert [(finding.code, finding.cell, finding.rule) for finding in proposal.findings] == [
        ("cell.two_figures", "E2", "L1-07"),
        ("cell.share", "F2", "L3-04"),
    ]


def test_a_target_in_words_is_kept_in_words(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "目標値（令和9年度）"),
            ("1-3", "ハザードマップ", 1, "改定"),
            ("1-3", "組織率", 80, 90),
        ]
    )

    assert Value(Kind.WORDS, words="改定") in [value.new for value in proposal.values]


def test_lines_show_old_and_new_side_by_side(propose_rows: Propose, plan: Plan) -> None:
    proposal = propose_rows(
        [("施策番号", "指標名", "令和5年度"), ("1-2", "保育所待機児童数", 1234)]
    )

    names = {element.id: f"{element.code} {element.name}" for element in plan.elements}
    line = next(iter(proposal.lines(names)))
    assert (line.subject, line.old, line.new, line.cell) == (
        "1-2 子育て支援の充実",
        "3",
        "1,234",
        "C2",
    )


def test_a_sheet_of_other_things_is_named_and_changes_nothing(propose_rows: Propose) -> None:
    proposal = propose_rows([("品名", "数量"), ("机", 3), ("椅子", 4)])

    assert not proposal.recognised
    assert not proposal.writes
    assert [finding.code for finding in proposal.findings] == ["workbook.unknown_table"]
    assert "品名" in proposal.findings[0].original


def test_every_sample_ends_in_a_proposal_or_one_sentence(samples: Path, plan: Plan) -> None:
    refused: list[str] = []
    for path in sorted(samples.glob("*/*")):
        try:
            proposal = propose(path, plan, (), (), "20220")
        except PersonError as refusal:
            refused.append(refusal.code)
        else:
            assert proposal.recognised or proposal.findings_of(Level.ERROR)
    assert all(code.startswith("file.") for code in refused)


def test_values_that_are_made_when_asked_for_are_like_any_sequence(propose_rows: Propose) -> None:
    rows: list[Sequence[object]] = [("施策番号", "指標名", "令和4年度", "令和5年度", "令和6年度")]
    rows += [("1-3", f"記入例の指標その{index}", index, None, index + 0.5) for index in range(50)]
    proposal = propose_rows([*rows, ("1-1", "特定健診受診率", 44, 45.2, "…")])

    values = proposal.values
    every = list(values)
    assert len(values) == len(every) == 103
    assert [values[index] for index in range(len(values))] == every
    assert values[-1] == every[-1]
    assert list(values[98:102]) == every[98:102]
    with pytest.raises(IndexError):
        values[103]
    assert proposal.counts[Change.NEW] == 102
    assert proposal.counts[Change.SAME] == 1
    assert values[3].provenance is not None
    assert values[3].provenance.cell == "E3"


def test_tables_below_each_other_are_all_read(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("1 健康づくり",),
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-1", "特定健診受診率", 45.2, 46),
            (),
            ("2 防災",),
            ("施策番号", "指標名", "単位", "令和4年度", "令和5年度"),
            ("1-3", "組織率", "％", 80, 81),
            ("1-3", "訓練回数", "回", 3, 4),
        ]
    )

    read = {
        (proposal.indicator_of(value).name, value.fiscal_year)
        for value in proposal.values
        if value.new
    }
    assert read == {
        ("特定健診受診率", 2023),
        ("特定健診受診率", 2024),
        ("組織率", 2022),
        ("組織率", 2023),
        ("訓練回数", 2022),
        ("訓練回数", 2023),
    }


def test_tables_beside_each_other_are_both_read(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", None, "施策番号", "指標名", "令和5年度"),
            ("1-1", "歩数", 1, None, "1-3", "組織率", 80),
            ("1-1", "教室", 2, None, "1-3", "訓練回数", 4),
        ]
    )

    assert {
        (change.indicator.element_id, change.indicator.name) for change in proposal.indicators
    } >= {(2, "歩数"), (2, "教室"), (4, "組織率"), (4, "訓練回数")}
    cells = {value.provenance.cell for value in proposal.values if value.provenance}
    assert cells == {"C2", "C3", "G2", "G3"}


def test_plain_digits_of_a_csv_file_are_figures(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "実績.csv"
    path.write_text(
        "施策番号,指標名,令和4年度,令和5年度,令和6年度\n1-3,組織率,80,81.5,-3\n1-3,訓練,007,1e3,\n",
        encoding="utf-8-sig",
    )

    proposal = propose(path, plan, (), (), "20220")

    assert [value.new for value in proposal.values] == [
        number(80),
        number(81.5),
        number(-3),
        number(7),
    ]
    assert [value.provenance.original for value in proposal.values if value.provenance][:3] == [
        "80",
        "81.5",
        "-3",
    ]
    assert [finding.cell for finding in proposal.findings if finding.needs_decision] == ["D3"]


def test_each_figure_names_the_sheet_it_stands_on(tmp_path: Path, plan: Plan) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "二課.xlsx"))
    for name, indicator in (("福祉課", "相談件数"), ("防災課", "訓練回数")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("施策番号", "指標名", "単位", "令和5年度", "令和6年度"))
        sheet.write_row(1, 0, ("1-1", indicator, "件", 10, 12))
    book.close()
    proposal = propose(tmp_path / "二課.xlsx", plan, (), (), "20220")
    told = [(value.key, value.provenance) for value in proposal.values]
    assert [(key, place.sheet if place else "") for key, place in told] == [
        ("福祉課!2", "福祉課"),
        ("福祉課!2", "福祉課"),
        ("防災課!2", "防災課"),
        ("防災課!2", "防災課"),
    ]
