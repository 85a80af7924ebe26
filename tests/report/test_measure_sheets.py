"""The sheets of the measures, a page or two each."""

import dataclasses

from tests.report.pages_read import A4, check_pages, text_of
from workbench.report.costs import cost_table
from workbench.report.forms import render

ISSUE = "課題の文章が、読点を交えて長く続きます（記入例）。" * 80  # 2,000 characters


def test_every_measure_of_the_sample_has_a_sheet_of_its_own(sample_document, pages_of):
    pages = pages_of(render("measures", sample_document))
    assert len(pages) == 45
    check_pages(pages, A4)
    measures = [e for e in sample_document.plan.elements if e.parent_id is not None]
    for page, measure in zip(pages, measures, strict=True):
        goal = sample_document.plan.element(measure.parent_id)
        assert measure.code in page.text
        assert measure.name in page.text
        assert goal.name in page.text
        for link in sample_document.plan.links_of(measure.id):
            assert link.initiative in page.text


def test_a_full_sheet_holds_all_its_parts_on_two_pages_at_most(sample_document, fill, pages_of):
    document = dataclasses.replace(
        fill(sample_document),
        scope=frozenset(
            {element.id for element in sample_document.plan.elements if element.code == "4-10"}
        ),
    )
    pages = pages_of(render("measures", document))
    assert len(pages) <= 2
    check_pages(pages, A4)
    text = text_of(pages)
    for part in (
        "移住・定住の推進",
        "目標4",
        "現状記入例。",
        "課題記入例。",
        "記入例の指標",
        "記入例事業",
        "1,234.5",
        "(集計中)",
        "すべての人に健康と福祉を",
        "6,234",
        "777",
        "要因。",
        "対応。",
        "継続",
    ):
        assert part in text


def test_long_texts_and_forty_indicators_are_printed_whole(plan_of, document_of, fill, pages_of):
    plan = plan_of(1, 1, themes=12, measure_name="とても長い施策の名称です" * 12)
    base = dataclasses.replace(
        document_of(plan), edition=dataclasses.replace(document_of(plan).edition, version="第1版")
    )
    document = fill(base, indicators=40, name="長い名称を持つ指標" * 5, text=ISSUE)
    pages = pages_of(render("measures", document))
    check_pages(pages, A4)
    text = text_of(pages)
    assert ISSUE in text
    for indicator in document.plan.indicators:
        assert indicator.name in text
    with_table = [page for page in pages if "長い名称を持つ指標" in page.text]
    assert len(with_table) > 1
    assert all("指標名（単位）" in page.text for page in with_table)


def test_a_scope_limits_sheets_and_lists(sample_document, fill, pages_of):
    chosen = [e.id for e in sample_document.plan.elements if e.code in ("1-1", "6-5")]
    document = dataclasses.replace(fill(sample_document), scope=frozenset(chosen))
    assert len(pages_of(render("measures", document))) == 2
    listed = text_of(pages_of(render("indicators", document)))
    assert "健康づくりの推進" in listed
    assert "市民の視点に立った行財政運営" in listed
    assert "保健衛生の充実" not in listed


def test_costs_add_up_and_what_is_not_known_is_said(sample_document, fill):
    document = fill(sample_document)
    measure = next(e for e in document.plan.elements if e.code == "1-1")
    table = cost_table(document, measure)
    assert table["columns"] == ["令和6予算", "令和6決算"]
    assert table["rows"][0]["amounts"] == ["6,234", "6,234"]  # 1000 + 200 + 0 + 34 + 5000
    assert table["sums"][0]["amounts"] == ["1,000", "200", "0", "34", "5,000", "6,234", "777"]
    assert table["partial"] == ""
    unknown = tuple(dataclasses.replace(cost, bonds=None) for cost in document.costs)
    table = cost_table(dataclasses.replace(document, costs=unknown), measure)
    assert table["rows"][0]["amounts"] == ["…", "…"]
    assert table["sums"][0]["amounts"][2] == "…"
    assert table["partial"] == "※"
