"""The files themselves: sound by qpdf, archival and tagged by what they say of themselves."""

import dataclasses
import re
import shutil
import subprocess

import pytest

from workbench.report.forms import FORMS, bind, render

ISSUE = "課題の文章が、読点を交えて長く続きます（記入例）。" * 80  # 2,000 characters
LONG = "誰もが住み慣れた地域でいきいきと暮らし続けられる包括的支援体制の推進と充実"

needs_qpdf = pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
needs_poppler = pytest.mark.skipif(
    not shutil.which("pdffonts") or not shutil.which("pdfinfo"), reason="poppler is not installed"
)


@pytest.fixture(scope="module")
def files(sample_document, scenarios, plan_of, document_of, fill):
    """Return PDFs by name: every form filled in, and of a plan with nothing in it; all bound."""
    whole = dataclasses.replace(fill(sample_document), scenarios=scenarios)
    made = {f"filled {kind}": render(kind, whole) for kind in FORMS}
    empty = document_of(plan_of(0, 0, themes=0))
    made |= {f"nothing {kind}": render(kind, empty) for kind in FORMS}
    return made | {"bound": bind(dict.fromkeys(FORMS, whole))}


@pytest.fixture(scope="module")
def extremes(sample_document, plan_of, document_of, fill):
    """Return PDFs by name: the sample as it ships, 12 goals of long names, 40 indicators."""
    wide = plan_of(12, 4, themes=12, measure_name=LONG, goal_name=LONG, theme_name=LONG)
    documents = {
        "sample": sample_document,
        "wide": fill(document_of(wide), indicators=1, name=LONG, text=ISSUE),
        "deep": fill(document_of(plan_of(1, 1, below=2)), indicators=40, text=ISSUE),
    }
    return {
        f"{name} {kind}": render(kind, document)
        for name, document in documents.items()
        for kind in FORMS
    }


@needs_qpdf
def test_qpdf_finds_nothing_wrong_with_any_form(files, tmp_path):
    check(files, tmp_path)


@needs_qpdf
@pytest.mark.long
def test_qpdf_finds_nothing_wrong_with_extreme_contents(extremes, tmp_path):
    check(extremes, tmp_path)


def check(files, tmp_path):
    for name, content in files.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        command = ["qpdf", "--check", path]
        checked = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert checked.returncode == 0, f"{name}: {checked.stdout}{checked.stderr}"
        assert "WARNING" not in checked.stdout + checked.stderr, name


def test_every_file_says_that_it_is_archival_accessible_and_japanese(files):
    for name, content in files.items():
        assert b"<pdfaid:part>2</pdfaid:part>" in content, name
        assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content, name
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content, name
        assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", content), name
        assert b"/StructTreeRoot" in content, name
        assert re.search(rb"/Lang\s*\(ja-JP\)", content), name
        assert b"/OutputIntents" in content, name
        assert b"/DisplayDocTitle true" in content, name
        # what an archive may not depend on
        for forbidden in (b"/JavaScript", b"/Encrypt", b"/EmbeddedFile", b"/Launch"):
            assert forbidden not in content, name


def test_charts_are_figures_with_words_for_those_who_do_not_see_them(files):
    assert files["filled population"].count(b"/S/Figure") >= 3
    assert files["filled summary"].count(b"/S/Figure") >= 3
    for name in ("filled population", "filled summary", "filled measures"):
        content = files[name]
        assert content.count(b"/Alt") >= content.count(b"/S/Figure"), name


def test_tables_say_which_cells_are_headings(files):
    for name in ("filled indicators", "filled progress", "filled measures"):
        assert b"/S/Table" in files[name], name
        assert b"/S/TH" in files[name], name


@needs_poppler
def test_every_font_is_in_the_file_and_maps_to_characters(files, tmp_path):
    path = tmp_path / "一式.pdf"
    path.write_bytes(files["bound"])
    said = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    fonts = [line.split() for line in said.splitlines()[2:]]
    assert fonts
    for *_name, embedded, subset, mapped, _object, _generation in fonts:
        assert (embedded, subset, mapped) == ("yes", "yes", "yes")
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", info)


# --- several forms in one document ----------------------------------------------------------------


def test_the_pages_of_bound_forms_are_counted_through(files, pages_of):
    pages = pages_of(files["bound"])
    assert len(pages) == sum(len(pages_of(files[f"filled {kind}"])) for kind in FORMS)
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page.text


def test_bound_forms_stand_as_they_do_alone_on_their_own_paper(files, pages_of):
    bound = iter(pages_of(files["bound"]))
    for kind in FORMS:
        for alone in pages_of(files[f"filled {kind}"]):
            page = next(bound)
            assert (page.width, page.height) == (alone.width, alone.height)
            assert _body(page) == _body(alone), kind


def _body(page):
    """Return the texts of a page with their places, without the foot."""
    return [
        (run.text, round(run.x, 1), round(run.y, 1))
        for run in page.runs
        if run.y < page.height - 14
    ]


def test_the_same_forms_are_bound_into_the_same_bytes(sample_document):
    kinds = ("summary", "tree", "progress")
    assert bind(dict.fromkeys(kinds, sample_document)) == bind(
        dict.fromkeys(kinds, sample_document)
    )
