"""The matrix of measures and themes in print."""

import dataclasses

from tests.report.pages_read import A4, check_pages, text_of
from workbench.report.forms import render


def test_the_matrix_is_one_page_with_the_totals_of_the_plan(sample_document, pages_of):
    pages = pages_of(render("matrix", sample_document))
    check_pages(pages, A4)
    first = pages[0]
    assert sum(run.text.count("●") for run in first.runs) == 23 + 1  # and one in the legend
    assert "関連がある（取組の記載なし）" in first.text
    bottom = max(run.y for run in first.runs if run.text.startswith("計"))
    totals = [r.text for r in sorted(first.runs, key=lambda r: r.x) if abs(r.y - bottom) < 1.2]
    assert totals[-6:] == ["6", "5", "5", "3", "4", "23"]
    for element in sample_document.plan.elements:
        if element.parent_id is not None:
            assert element.name in first.text


def test_the_initiatives_follow_in_words(sample_document, pages_of):
    pages = pages_of(render("matrix", sample_document))
    text = text_of(pages[1:])
    for link in sample_document.plan.theme_links:
        assert link.initiative in text


def test_a_link_without_an_initiative_is_an_open_circle(plan_of, document_of, pages_of):
    plan = plan_of(2, 3, themes=12)
    links = tuple(
        dataclasses.replace(link, initiative="" if i == 0 else link.initiative)
        for i, link in enumerate(plan.theme_links)
    )
    pages = pages_of(render("matrix", document_of(dataclasses.replace(plan, theme_links=links))))
    marks = [run.text for run in pages[0].runs if run.text in ("●", "○")]
    assert marks.count("○") == 1 + 1
    assert marks.count("●") == 5 + 1
    for theme in plan.themes:
        assert theme.name in pages[0].text
