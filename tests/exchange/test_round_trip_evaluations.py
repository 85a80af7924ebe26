"""Evaluations, costs and long texts come back from a template as they were typed."""

from pathlib import Path

import pytest

from tests.exchange.filled_template import answers_of
from workbench.exchange.changes import Change
from workbench.plan.evaluations import Evaluation

from .template_plan import (
    EVALUATIONS,
    YEAR,
    Filling,
    returned,
    written,
)


def test_evaluations_come_back_with_grade_direction_and_texts(template: Filling) -> None:
    said = {
        "評価": "A",
        "評価の理由": "目標を超えた",
        "今後の方向性": "拡充",
        "現状": "受診者が\n増えた。",
        "課題": "=若い世代「20代」",
        "今後の取組": "休日健診　全会場で実施",
    }
    for item, text in said.items():
        template.fill("評価", "answer", template.find("評価", "健康づくりの推進", item), text)
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert answers_of(proposal) == {
        (2, "grade"): "A",
        (2, "grade_reason"): "目標を超えた",
        (2, "course"): "expand",
        (2, "state"): "受診者が\n増えた。",
        (2, "issue"): "=若い世代「20代」",
        (2, "action"): "休日健診　全会場で実施",
        # What the plan held of the cost stands in the sheet and comes back the same.
        (31, "national"): 100,
    }


def test_a_grade_without_a_reason_and_a_word_not_listed_are_asked_about(
    template: Filling,
) -> None:
    template.fill("評価", "answer", template.find("評価", "健康づくりの推進", "評価"), "A")
    row = template.find("評価", "健康づくりの推進", "今後の方向性")
    template.fill("評価", "answer", row, "拡大する")
    proposal = returned(template.save())
    assert {finding.code for finding in proposal.findings} == {
        "grade.no_reason",
        "answer.not_listed",
    }
    assert not proposal.writes


def test_a_formula_in_place_of_a_text_is_not_taken_for_a_blank(template: Filling) -> None:
    row = template.find("評価", "健康づくりの推進", "現状")
    template.sheet("評価").cell(row, template.column("評価", "answer")).value = "=A1"
    (finding,) = returned(template.save()).findings
    assert finding.code == "cell.uncalculated"


def test_costs_come_back_in_thousand_yen(template: Filling) -> None:
    row = template.find("事業費（決算）", "子育て広場（記入例）")
    amounts = {
        "national": 1200,
        "prefectural": "－",
        "bonds": 0,
        "general": "3,400",
        "other": "(集計中)",
    }
    for field, typed in amounts.items():
        template.fill("事業費（決算）", field, row, typed)
    template.fill(
        "事業費（予算）", "general", template.find("事業費（予算）", "健康教室（記入例）"), 900
    )
    proposal = returned(template.save())
    assert proposal.findings == ()
    new = {
        (one.owner_id, one.part, one.fiscal_year, one.field): one.new
        for one in proposal.answers
        if one.change is Change.NEW
    }
    assert new == {
        (32, "settlement", YEAR, "national"): 1200,
        (32, "settlement", YEAR, "prefectural"): 0,
        (32, "settlement", YEAR, "bonds"): 0,
        (32, "settlement", YEAR, "general"): 3400,
        (31, "budget", YEAR + 1, "general"): 900,
    }


@pytest.mark.parametrize("typed", [12.5, -3, "数千円"])
def test_an_amount_that_is_none_is_asked_about(template: Filling, typed: object) -> None:
    row = template.find("事業費（決算）", "子育て広場（記入例）")
    template.fill("事業費（決算）", "national", row, typed)
    proposal = returned(template.save())
    assert [finding.code for finding in proposal.findings] == ["cost.not_whole"]
    assert not proposal.writes


def test_a_long_text_that_stands_in_several_rows_comes_back_as_it_was(tmp_path: Path) -> None:
    issue = "課題一。" * 400 + "\n\n次の段落。" + "課題二。" * 300
    evaluations = (*EVALUATIONS[:1], Evaluation(2, 2, YEAR, issue=issue))
    template = Filling(written(tmp_path / "長文.xlsx", evaluations=evaluations))
    rows = [row for row in template.rows("評価")
            if str(template.sheet("評価").cell(row, 4).value).startswith("課題")]  # fmt: skip
    assert len(rows) > 3
    same = returned(template.save(), evaluations=evaluations)
    assert not same.writes
    template.fill("評価", "answer", rows[0], "書き直した。")
    changed = returned(template.save(), evaluations=evaluations)
    (answer,) = [one for one in changed.answers if one.change is Change.CHANGED]
    assert str(answer.new).startswith("書き直した。")
    assert str(answer.new).endswith("課題二。")
