"""What holds of every printed form."""

import dataclasses

import pytest

from workbench.errors import PersonError
from workbench.report.document import Look
from workbench.report.forms import FORMS, render


def test_all_seven_forms_are_offered():
    assert list(FORMS) == [
        "summary",
        "tree",
        "measures",
        "indicators",
        "matrix",
        "population",
        "progress",
    ]


@pytest.mark.parametrize("kind", list(FORMS))
def test_every_form_of_the_sample_gives_the_same_bytes_twice(kind, sample_document):
    assert render(kind, sample_document) == render(kind, sample_document)


@pytest.mark.parametrize("kind", list(FORMS))
def test_every_form_of_an_empty_plan_says_what_could_be_there(kind, plan_of, document_of, pages_of):
    pages = pages_of(render(kind, document_of(plan_of(0, 0, themes=0))))
    text = "".join(page.text for page in pages)
    assert "されます。" in text or "ありません。" in text
    for page in pages:
        assert page.overlaps() == []


CREST = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<circle cx="5" cy="5" r="4"/></svg>'
)


@pytest.mark.parametrize("kind", list(FORMS))
def test_a_crest_and_a_footer_of_the_citys_own_are_printed(kind, sample_document, pages_of):
    look = Look(crest=CREST, footer="安曇野市役所 本庁舎", theme_title="重点テーマ")
    pages = pages_of(render(kind, dataclasses.replace(sample_document, look=look)))
    for page in pages:
        assert "安曇野市役所 本庁舎" in page.text
        assert page.overlaps() == []


def test_a_crest_that_is_no_picture_is_refused_in_a_sentence(sample_document):
    broken = dataclasses.replace(sample_document, look=Look(crest="<svg"))
    with pytest.raises(PersonError) as caught:
        render("summary", broken)
    assert caught.value.code == "report.crest"
