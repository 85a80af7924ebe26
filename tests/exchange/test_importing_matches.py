"""Which measure, indicator or unit of the plan a row means, and when a person is asked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from tests.exchange.conftest import plan_with
from tests.exchange.proposing import HEADER, Propose
from workbench.exchange.answers import Running
from workbench.exchange.guidance import Guidance, indicator_alias, measure_alias
from workbench.exchange.importing import propose
from workbench.exchange.matching import MeasureFinder, MeasureMatch
from workbench.exchange.project_places import Placed, place_projects
from workbench.exchange.projects import Project
from workbench.exchange.proposals import Change
from workbench.exchange.workbooks import Cell, Sheet, Workbook
from workbench.plan.codes import ElementAlias
from workbench.plan.structure import IndicatorValue, Plan
from workbench.plan.values import number


def test_a_measure_that_is_uncertain_is_asked_about_and_its_row_left_out(
    propose_rows: Propose,
) -> None:
    proposal = propose_rows(
        [
            HEADER,
            ("1-2", "健康づくりの推進", "歩数", "歩", 1, 2, 3),
            ("9-9", "", "件数", "件", 1, 2, 3),
            ("", "健康づくり推進", "回数", "回", 1, 2, 3),
            ("1-3", "防災体制の強化", "組織率", "％", 80, 81, 90),
        ]
    )

    decisions = [finding for finding in proposal.findings if finding.needs_decision]
    assert [(finding.code, finding.cell) for finding in decisions] == [
        ("measure.contradiction", "A2"),
        ("measure.unknown", "A3"),
        ("measure.alike", "B4"),
    ]
    assert [change.indicator.name for change in proposal.indicators] == ["組織率"]


def test_an_indicator_of_a_similar_name_is_asked_about(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-1", "特定健診の受診率", 45, 46),
            ("1-1", "運動教室の参加者", 10, 12),
        ]
    )

    assert [finding.code for finding in proposal.findings if finding.needs_decision] == [
        "indicator.alike"
    ]
    # The plan's own indicator may be the one that is asked about: it is not called missing.
    assert [change.change for change in proposal.indicators] == [Change.NEW]


def test_names_and_codes_match_with_spelling_folded(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策", "成果指標", "単位", "R5", "R6"),
            ("１－１　健康づくりの推進", "特定健診　受診率", "パーセント", "45.2%", "46.0%"),
            ("子育て支援の充実", "保育所待機児童数", "名", "3人", "△1"),
        ]
    )

    assert [change.change for change in proposal.indicators] == [Change.SAME, Change.SAME]
    assert [value.new for value in proposal.values] == [
        number(45.2),
        number(46.0),
        number(3),
        number(-1),
    ]


def test_a_measure_named_once_holds_for_the_rows_below(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-3", "組織率", 80, 81),
            (None, "訓練の回数", 10, 12),
            ("計", None, 90, 93),
        ]
    )

    assert [change.indicator.element_id for change in proposal.indicators] == [4, 4]


def test_figures_in_another_unit_are_converted_or_asked_about(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "令和5年度", "令和6年度"),
            ("1-3", "備蓄の費用", "千円", "12百万円", "1,234千円"),
            ("1-2", "保育所待機児童数", "世帯", 3, 4),
        ]
    )

    assert [value.new for value in proposal.values if value.change is Change.NEW][:2] == [
        number(12_000),
        number(1_234),
    ]


def test_the_same_indicator_twice_in_a_file_is_asked_about(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-1", "特定健診受診率", 45, 46),
            ("1-1", "特定健診 受診率", 45, 47),
        ]
    )

    repeated = [finding for finding in proposal.findings if finding.code == "indicator.repeated"]
    assert [finding.cell for finding in repeated] == ["B3"]


def test_a_row_in_another_unit_than_the_plans_is_converted_or_asked_about(
    propose_rows: Propose,
) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "令和5年度", "令和6年度"),
            ("1-1", "特定健診受診率", "割", 4.52, 4.7),
            ("1-2", "保育所待機児童数", "世帯", 3, 4),
        ]
    )

    assert [value.new for value in proposal.values] == [number(45.2), number(47)]
    assert [finding.cell for finding in proposal.findings if finding.needs_decision] == ["D3", "E3"]
    assert [change.indicator.unit for change in proposal.indicators] == ["％", "人"]


def test_an_indicator_on_another_sheet_is_not_missing_and_said_twice_does_no_harm(
    tmp_path: Path, plan: Plan, held_values: tuple[IndicatorValue, ...]
) -> None:
    path = tmp_path / "二課.xlsx"
    header = ("施策番号", "指標名", "令和5年度", "令和6年度")
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in (
            ("健康課", [("1-1", "特定健診受診率", 45.2, 46.0), ("1-1", "歩数", 1, 2)]),
            ("国保課", [("1-1", "教室", 3, 4), ("1-1", "歩数", 1, 2)]),
            ("保険課", [("1-1", "教室", 3, 5)]),
        ):
            sheet = workbook.add_worksheet(name)
            for row, cells in enumerate([header, *rows]):
                sheet.write_row(row, 0, cells)

    proposal = propose(path, plan, held_values, (), "20220")

    assert proposal.counts[Change.MISSING] == 0
    repeated = [finding for finding in proposal.findings if finding.code == "indicator.repeated"]
    assert [(finding.sheet, finding.cell) for finding in repeated] == [("保険課", "B2")]


def test_names_spelled_one_character_a_row_are_read(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策名", "指標名", "令和5年度", "令和6年度"),
            *(
                (letter, f"記入例{number}", number, number + 1)
                for number, letter in enumerate("子育て支援の充実", 1)
            ),
        ]
    )

    assert len(proposal.indicators) == 8 + 1
    assert {change.indicator.element_id for change in proposal.indicators} == {3}


def test_what_a_department_calls_things_is_known_by_its_alias(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "調査票.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("実績")
        sheet.write_row(0, 0, ("施策名", "指標名", "令和5年度", "令和6年度"))
        sheet.write_row(1, 0, ("健康増進", "健診の受診率", 45, 46))
    aliases = {measure_alias("", "健康 増進"): 2, indicator_alias("健診の受診率"): 11}

    unknown = propose(path, plan, (), (), "20220")
    known = propose(path, plan, (), (), "20220", guidance=Guidance(aliases=aliases))

    assert unknown.needs_decision
    assert [change.old and change.old.id for change in known.indicators] == [11]
    assert not known.needs_decision


def test_a_unit_above_the_table_holds_where_no_column_gives_units(propose_rows: Propose) -> None:
    figures = [
        ("1-3", "備蓄の費用", 1200, "1,300円"),
        ("1-3", "訓練の費用", 400, "5百万円"),
    ]
    above = propose_rows(
        [("（単位：千円）",), ("施策番号", "指標名", "令和5年度", "令和6年度"), *figures]
    )

    assert {change.indicator.unit for change in above.indicators} == {"千円"}
    assert [value.new for value in above.values] == [
        number(1200),
        number(1.3),
        number(400),
        number(5000),
    ]


def test_a_number_that_does_not_go_with_the_name_is_asked_about() -> None:
    finder, plan = MeasureFinder(plan_with()), plan_with()

    unknown_name = finder.find("1-2", "ごみの減量（記入例）")
    unknown_code = finder.find("9-9", "子育て支援の充実")
    another = finder.find("1-2", "防災体制の強化")
    neither = finder.find("9-9", "ごみの減量（記入例）")

    assert [(one.reason, one.candidates) for one in (unknown_name, unknown_code, another)] == [
        ("contradiction", (plan.element(3),)),
        ("contradiction", (plan.element(3),)),
        ("contradiction", (plan.element(3), plan.element(4))),
    ]
    assert (neither.reason, neither.candidates) == ("unknown", ())


def renumbered(name: str, code: str) -> MeasureMatch:
    """Look for a measure where 1-2 was 1-1, and 1-3 was 1-2, before the renumbering (記入例)."""
    before = (ElementAlias(1, 3, "1-1", 2024), ElementAlias(2, 4, "1-2", 2024))
    held = plan_with()
    held = replace(held, elements=tuple(one for one in held.elements if one.id != 2))
    return MeasureFinder(held, before).find(code, name)


def test_an_old_number_with_its_name_is_known() -> None:
    assert renumbered("防災体制の強化", "1-2").element == plan_with().element(4)
    assert renumbered("子育て支援の充実", "1-2").element == plan_with().element(3)


def test_an_old_number_that_nobody_bears_now_is_known() -> None:
    assert renumbered("", "１－１").element == plan_with().element(3)


def test_a_number_that_two_measures_have_borne_is_asked_about() -> None:
    match = renumbered("", "1-2")
    assert (match.element, match.reason) == (None, "renumbered")
    assert [element.id for element in match.candidates] == [3, 4]


def test_an_old_number_does_not_make_another_name_right() -> None:
    assert renumbered("健やかに暮らす", "1-2").reason == "contradiction"


def test_a_sheet_of_before_the_renumbering_is_taken_in(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "調査票.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        rows = [
            HEADER,
            ("1-9", "健康づくりの推進", "歩数", "歩", 1, 2, 3),
            ("1-2", "", "件数", "件", 1, 2, 3),
        ]
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    old = (ElementAlias(1, 2, "1-9"), ElementAlias(2, 4, "1-2"))
    proposal = propose(path, plan, (), (), "20220", running=Running(old_codes=old))
    new = [one.indicator.name for one in proposal.indicators if one.change is Change.NEW]
    assert new == ["歩数"]
    asked = [finding for finding in proposal.findings if finding.needs_decision]
    assert [finding.code for finding in asked] == ["measure.renumbered"]
    assert len(asked[0].choices) == 2


#: 1-2 was 1-9 before (記入例); nobody bears 1-9 now.
BEFORE = Running(old_codes=(ElementAlias(1, 3, "1-9"),))


def grid(*rows: Sequence[Cell]) -> Workbook:
    width = max(map(len, rows))
    padded = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Workbook("様式.xlsx", "0" * 64, "xlsx", (Sheet("様式", True, padded),))


@pytest.mark.parametrize("title", ["施策1-9 子育て支援の充実", "施策1-9"])
def test_a_title_with_an_old_number_says_the_measure(plan: Plan, title: str) -> None:
    book = grid(
        (title,),
        ("指標名", "単位", "令和5年度", "令和6年度"),
        ("広場の利用者数", "人", 20.0, 21.0),
        ("訪問の件数", "件", 3.0, 4.0),
    )
    assert all(finding.needs_decision for finding in propose(book, plan, (), (), "20220").findings)
    proposal = propose(book, plan, (), (), "20220", running=BEFORE)
    assert [one.indicator.element_id for one in proposal.indicators] == [3, 3, 3]
    assert not proposal.needs_decision


def test_years_downwards_under_an_old_number_are_of_its_measure(plan: Plan) -> None:
    book = grid(
        ("1-9 子育て支援の充実",),
        ("年度", "広場の利用者数（人）", "訪問件数（件）"),
        ("令和5年度", 20.0, 3.0),
        ("令和6年度", 21.0, 4.0),
    )
    assert not propose(book, plan, (), (), "20220").recognised
    proposal = propose(book, plan, (), (), "20220", running=BEFORE)
    assert {proposal.indicator_of(one).element_id for one in proposal.values if one.new} == {3}
    assert len([one for one in proposal.values if one.new]) == 4


def test_a_project_under_an_old_number_comes_under_its_measure(plan: Plan) -> None:
    read = Project("001", "広場の運営（記入例）", "1-9", "子育て支援の充実", measure_cell="A2")
    sheet = grid(("施策番号",), ("1-9",)).sheets[0]

    def placed(old: Sequence[ElementAlias]) -> Placed:
        measures = MeasureFinder(plan, old)
        return place_projects([read], (), measures, sheet, Guidance(), header="A1")

    assert [one.element_id for one in placed(BEFORE.old_codes).projects] == [3]
    read = replace(read, measure_name="")
    assert [one.element_id for one in placed(BEFORE.old_codes).projects] == [3]
    assert [one.code for one in placed(()).findings] == ["project.unknown_measure"]
