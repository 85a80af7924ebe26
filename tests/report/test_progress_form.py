"""The progress of a year in print."""

from tests.report.pages_read import A4_LANDSCAPE, check_pages, text_of
from workbench.report.forms import render
from workbench.report.progress import progress_content


def test_counts_of_grades_add_up_to_the_measures_with_last_year_beside(
    sample_document, fill, pages_of
):
    document = fill(sample_document)
    content = progress_content(document)
    assert content["grades"] == ["A", "B", "C", "D", "未評価"]
    for row in (*content["rows"], content["total"]):
        assert sum(int(cell["count"]) for cell in row["now"]) == int(row["count"])
        assert sum(int(cell["count"]) for cell in row["before"]) == int(row["count"])
    # 45 measures, A B C D by turns last year; this year A A B C, every ninth without
    assert [cell["count"] for cell in content["total"]["before"]] == ["12", "11", "11", "11", "0"]
    assert [cell["count"] for cell in content["total"]["now"]] == ["20", "10", "10", "0", "5"]
    assert [cell["share"] for cell in content["total"]["now"]][-1] == "11％"
    pages = pages_of(render("progress", document))
    check_pages(pages, A4_LANDSCAPE)
    assert "おおむね順調" in pages[0].text


def test_grades_are_told_by_their_sign_in_the_bars_too(sample_document, fill):
    bars = [row["bar"]["marks"] for row in progress_content(fill(sample_document))["rows"]]
    for marks in bars:
        signs = [mark["text"] for mark in marks if mark["kind"] == "label"]
        assert signs
        assert set(signs) <= {"A", "B", "C", "D", "－"}


def test_every_measure_is_listed_with_both_grades(sample_document, fill, pages_of):
    text = text_of(pages_of(render("progress", fill(sample_document)))[1:])
    for element in sample_document.plan.elements:
        assert element.name in text
