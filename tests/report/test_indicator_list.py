"""The list of all indicators."""

import dataclasses

import pytest

from tests.report.pages_read import A4_LANDSCAPE, check_pages, text_of
from workbench.plan.structure import Direction, Indicator, IndicatorValue, Role
from workbench.plan.values import Kind, Value, number, words
from workbench.report.forms import render
from workbench.report.indicator_rows import indicator_row, spark

A3_LANDSCAPE = (420.0, 297.0)


def test_the_list_repeats_its_header_and_groups_by_goal(sample_document, fill, pages_of):
    pages = pages_of(render("indicators", fill(sample_document)))
    assert len(pages) > 3
    check_pages(pages, A4_LANDSCAPE)
    for page in pages:
        if "記入例の指標" in page.text:
            assert "指標名" in page.text
            assert "基準値" in page.text
            assert "目標値" in page.text
    text = text_of(pages)
    for element in sample_document.plan.elements:
        assert element.name in text
    for i in range(1, 91):
        assert f"記入例の指標{i}番" in text


def test_the_goal_stands_above_its_indicators_on_every_page(sample_document, fill, pages_of):
    for page in pages_of(render("indicators", fill(sample_document))):
        rows = sorted((run.y, run.text) for run in page.runs if run.text.startswith("目標"))
        bands = [y for y, text in rows if not text.startswith("目標値")]
        indicators = [run.y for run in page.runs if run.text.startswith("記入例の")]
        if indicators:
            assert min(bands) < min(indicators)
            assert max(bands) < max(indicators)


def test_numbers_of_a_column_end_at_one_edge(sample_document, fill, pages_of):
    page = pages_of(render("indicators", fill(sample_document)))[0]
    edges = {round(run.right, 1) for run in page.runs if run.text == "1,234.5"}
    assert len(edges) == 1


def test_a_plan_of_ten_years_is_listed_on_a3(plan_of, document_of, fill, pages_of):
    document = document_of(plan_of(2, 2))  # 2024 to 2033
    pages = pages_of(render("indicators", fill(document)))
    assert (pages[0].width, pages[0].height) == pytest.approx(A3_LANDSCAPE, abs=0.1)
    assert "令和15(2033)" in pages[0].text


def row_of(document, values, **given):
    indicator = Indicator(1, 1, 1, "指標", "％", **given)
    held = tuple(
        IndicatorValue(i, 1, year, role, value) for i, (year, role, value) in enumerate(values)
    )
    changed = dataclasses.replace(document, values=held)
    return indicator_row(changed, indicator, range(2023, 2028)), spark(changed, indicator)


def test_progress_is_right_in_both_directions(sample_document):
    up = [
        (2021, Role.BASELINE, number(40)),
        (2027, Role.TARGET, number(60)),
        (2024, Role.ACTUAL, number(45)),
    ]
    assert row_of(sample_document, up)[0]["progress"] == "25%"
    down = [
        (2021, Role.BASELINE, number(60)),
        (2027, Role.TARGET, number(40)),
        (2024, Role.ACTUAL, number(65)),
    ]
    assert row_of(sample_document, down, direction=Direction.LESS)[0]["progress"] == "△25%"


def test_signs_and_blanks_stay_what_they_are(sample_document):
    values = [
        (2021, Role.BASELINE, Value(Kind.UNKNOWN)),
        (2027, Role.TARGET, words("設置")),
        (2023, Role.ACTUAL, Value(Kind.NONE)),
        (2024, Role.ACTUAL, Value(Kind.WITHHELD)),
        (2025, Role.ACTUAL, Value(Kind.PENDING)),
    ]
    row, chart = row_of(sample_document, values)
    assert row["baseline"]["text"] == "…"
    assert row["target"] == {"text": "設置", "year": "令和9"}
    assert row["values"] == ["－", "x", "(集計中)", "", ""]
    assert row["progress"] == "－"
    assert chart is None


def test_all_values_of_an_indicator_show_the_same_decimals(sample_document):
    values = [
        (2021, Role.BASELINE, number(12)),
        (2027, Role.TARGET, number(15.5)),
        (2023, Role.ACTUAL, number(13)),
    ]
    row, chart = row_of(sample_document, values)
    assert (row["baseline"]["text"], row["target"]["text"]) == ("12.0", "15.5")
    assert row["values"][0] == "13.0"
    assert chart is not None
