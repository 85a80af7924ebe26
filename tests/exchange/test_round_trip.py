"""A template that a department has filled in lands in the plan."""

import random
from pathlib import Path

import pytest

from tests.exchange.filled_template import (
    EXPECTED,
    fill_indicators,
    values_of,
)
from workbench.exchange.changes import WRITING, Change
from workbench.plan.structure import Role
from workbench.plan.values import Kind, Value, number

from .template_plan import (
    YEAR,
    Filling,
    content,
    plan_of,
    returned,
)


def test_a_filled_template_lands_without_a_question(template: Filling) -> None:
    fill_indicators(template)
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert values_of(proposal) == EXPECTED
    changes = {value.fiscal_year: value.change for value in proposal.values}
    assert changes == {YEAR: Change.NEW}
    held = {proposal.indicator_of(value).name: value for value in proposal.values}
    # The plan held one of them already, so it is changed; each names its cell.
    assert [held["自然増減"].change, held["特定健診受診率"].change] == [Change.CHANGED, Change.NEW]
    place = held["自然増減"].provenance
    assert place is not None
    assert (place.sheet, place.original) == ("指標", "-612")
    assert all(change.change is Change.SAME for change in proposal.indicators)


def test_an_untouched_template_changes_nothing(template: Filling) -> None:
    proposal = returned(template.save())
    assert not proposal.writes
    assert not proposal.needs_decision
    # 自然増減 of the year, the evaluation's nothing, one amount.
    assert proposal.counts[Change.SAME] == 2


def test_rows_may_be_sorted_and_columns_inserted(template: Filling) -> None:
    fill_indicators(template)
    shuffled = random.Random(5)
    for name in ("指標", "評価"):
        template.sort(name, lambda _index: shuffled.random())
        for column in (2, 5, 9):
            template.sheet(name).insert_cols(column)
    template.sheet("指標").insert_rows(1, amount=3)
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert values_of(proposal) == EXPECTED


def test_the_file_and_its_sheets_may_be_called_otherwise(template: Filling, tmp_path: Path) -> None:
    fill_indicators(template)
    template.sheet("指標").title = "健康推進課 回答"
    proposal = returned(template.save(tmp_path / "【回答】様式 (1).xlsx"))
    assert values_of(proposal) == EXPECTED


def test_columns_sorted_without_their_marks_are_asked_about(template: Filling) -> None:
    fill_indicators(template)
    sheet = template.sheet("指標")
    first, second = template.find("指標", "自然増減"), template.find("指標", "累計の植樹")
    for column in [c for c in range(1, sheet.max_column + 1) if c != 2]:
        one, other = sheet.cell(first, column), sheet.cell(second, column)
        one.value, other.value = other.value, one.value
    proposal = returned(template.save())
    assert [finding.code for finding in proposal.findings] == ["row.other_names"] * 2
    assert {"自然増減", "累計の植樹"}.isdisjoint(values_of(proposal))


def test_a_row_added_by_hand_is_asked_about(template: Filling) -> None:
    sheet = template.sheet("指標")
    last = sheet.max_row + 1
    sheet.cell(last, 4).value = "足した指標"
    template.fill("指標", "actual", last, 5)
    proposal = returned(template.save())
    assert [finding.code for finding in proposal.findings] == ["row.unmarked"]
    assert proposal.needs_decision


def test_the_same_row_twice_is_asked_about_when_the_values_differ(template: Filling) -> None:
    sheet = template.sheet("指標")
    row, copy = template.find("指標", "特定健診受診率"), sheet.max_row + 1
    template.fill("指標", "actual", row, 50)
    for cell in sheet[row]:
        sheet.cell(copy, cell.column).value = cell.value
    assert returned(template.save()).findings == ()
    template.fill("指標", "actual", copy, 51)
    (finding,) = returned(template.save()).findings
    assert finding.code == "row.repeated"


def test_rows_that_are_gone_are_missed(template: Filling) -> None:
    template.sheet("指標").delete_rows(template.find("指標", "累計の植樹"))
    (finding,) = returned(template.save()).findings
    assert finding.code == "template.rows_gone"
    assert not finding.needs_decision


def test_a_changed_hidden_sheet_is_noticed_and_the_marks_count(template: Filling) -> None:
    fill_indicators(template)
    sheet = template.sheet("照会情報")
    row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "fiscal_year")
    sheet.cell(row, 2).value = "2030"
    proposal = returned(template.save())
    assert [finding.code for finding in proposal.findings] == ["template.about_changed"]
    assert {value.fiscal_year for value in proposal.values} == {YEAR}


def test_a_template_of_a_newer_form_is_not_taken_in_without_a_question(template: Filling) -> None:
    template.sheet("照会情報").cell(1, 2).value = "2"
    codes = [finding.code for finding in returned(template.save()).findings]
    assert "template.newer" in codes


def test_without_the_hidden_sheet_the_marks_suffice(template: Filling) -> None:
    fill_indicators(template)
    del template.workbook["照会情報"]
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert values_of(proposal) == EXPECTED


def test_a_template_of_another_plan_is_matched_by_names_and_says_so(template: Filling) -> None:
    fill_indicators(template)
    proposal = returned(template.save(), plan_id="ほかの計画")
    codes = {finding.code for finding in proposal.findings if finding.sheet == "指標"}
    assert "template.other_plan" in codes
    changed = {
        value.new
        for value in proposal.values
        if (value.role, value.fiscal_year) == (Role.ACTUAL, YEAR) and value.change in WRITING
    }
    assert number(52.5) in changed
    refused = [one for one in proposal.findings if one.needs_decision and one.sheet == "評価"]
    assert [one.code for one in refused] == ["template.other_plan"]


def test_an_indicator_that_was_deleted_meanwhile_is_asked_about(template: Filling) -> None:
    fill_indicators(template)
    path = template.save()
    proposal = returned(path, plan=plan_of(content().plan.indicators[1:]))
    assert [finding.code for finding in proposal.findings] == ["row.gone"]


def test_a_closed_year_takes_nothing_in(template: Filling) -> None:
    fill_indicators(template)
    template.fill("評価", "answer", template.find("評価", "健康づくりの推進", "現状"), "順調")
    proposal = returned(template.save(), closed_years=frozenset({YEAR}))
    assert not proposal.writes
    assert {finding.code for finding in proposal.findings} == {"year.closed"}


def test_a_blank_is_not_a_zero_and_takes_nothing_away(template: Filling) -> None:
    template.fill("指標", "actual", template.find("指標", "自然増減"), None)
    proposal = returned(template.save())
    (value,) = proposal.values
    assert (value.change, value.new) == (Change.BLANK, None)
    assert not proposal.writes


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("１２．５", number(12.5)),
        ("△582", number(-582)),
        ("0.5", number(0.5)),
        ("…", Value(Kind.UNKNOWN)),
        ("x", Value(Kind.WITHHELD)),
        ("-", Value(Kind.NONE)),
        ("（集計中）", Value(Kind.PENDING)),
    ],
)
def test_signs_and_figures_typed_as_text_are_read_as_everywhere(
    template: Filling, typed: str, value: Value
) -> None:
    template.fill("指標", "actual", template.find("指標", "特定健診受診率"), typed)
    proposal = returned(template.save())
    assert values_of(proposal)["特定健診受診率"] == value


def test_a_share_in_place_of_per_cent_is_noticed_and_taken(template: Filling) -> None:
    template.fill("指標", "actual", template.find("指標", "特定健診受診率"), 0.525)
    proposal = returned(template.save())
    (finding,) = proposal.findings
    assert (finding.code, finding.needs_decision) == ("cell.share", False)
    assert values_of(proposal)["特定健診受診率"] == number(0.525)


def test_a_result_that_jumps_is_noticed_and_taken(template: Filling) -> None:
    template.fill("指標", "actual", template.find("指標", "特定健診受診率"), 5.2)
    proposal = returned(template.save())
    (finding,) = proposal.findings
    assert (finding.code, finding.needs_decision) == ("value.jump", False)
    assert values_of(proposal)["特定健診受診率"] == number(5.2)
