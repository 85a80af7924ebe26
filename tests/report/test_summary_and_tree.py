"""The plan summary and the plan tree, as they come off the printer."""

import dataclasses
import datetime
import shutil
import subprocess
from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.language import set_language
from workbench.places import resources
from workbench.plan.statistics import Statistics
from workbench.report.document import Edition
from workbench.report.facts import PopulationFacts
from workbench.report.forms import preview_sheets, render
from workbench.report.tree import tree_content

A4 = (210.0, 297.0)
A3_LANDSCAPE = (420.0, 297.0)
MARGIN = 8.0


def size_of(page):
    return pytest.approx((page.width, page.height), abs=0.1)


@pytest.fixture(scope="module")
def summary(sample_document, pages_of):
    return pages_of(render("summary", sample_document))


@pytest.fixture(scope="module")
def tree(sample_document, pages_of):
    return pages_of(render("tree", sample_document))


# --- the sample ------------------------------------------------------------------------------


def test_the_summary_has_two_pages_a4_portrait(summary):
    assert len(summary) == 2
    for page in summary:
        assert size_of(page) == A4


def test_the_tree_of_6_goals_and_45_measures_is_one_page_a3_landscape(tree):
    assert len(tree) == 1
    assert size_of(tree[0]) == A3_LANDSCAPE


def test_both_name_every_goal_and_measure_with_its_code(summary, tree, sample_document):
    for text in (summary[1].text, tree[0].text):
        for element in sample_document.plan.elements:
            assert element.name in text
            assert f"{element.code}" in text


def test_the_summary_gives_vision_period_and_targets(summary):
    first = summary[0].text
    assert "自然、文化、産業が織りなす　共生の街　安曇野" in first
    assert "令和5（2023）年度～令和9（2027）年度" in first
    for figure in ("94,222", "92,500", "86,000", "85,000", "△582", "△681", "+233", "+263"):
        assert figure in first


def test_the_summary_gives_both_projections_and_the_gap_to_the_target(summary):
    first = summary[0].text
    assert "社人研 令和5年推計" in first
    assert "2050年 78,135人" in first
    assert "社人研 平成30年推計" in first
    assert "2045年 76,479人" in first
    assert "目標との差 △1,744人" in first  # 84,256 − 86,000


def test_the_summary_sets_the_yearly_figures_beside_the_targets(summary):
    first = summary[0].text
    # 住民基本台帳 2014–2024, as published
    for figure in ("△414", "△472", "△508", "△594", "△730", "△762", "△845"):
        assert figure in first
    for figure in ("△52", "+295", "+166", "+583", "+406", "+464"):
        assert figure in first
    assert "2024年 △845人（目標との差 △263人）" in first
    assert "2024年 +464人（目標との差 +231人）" in first


def test_the_summary_says_that_census_and_register_are_different_populations(summary):
    first = summary[0].text
    assert "国勢調査とは対象とする人口が異なる" in first
    assert "縦軸は0から始まっていません" in first
    assert "報道による市の計画上の目標" in first


def test_the_summary_gives_the_themes_with_their_aims(summary, sample_document):
    second = summary[1].text
    for theme in sample_document.plan.themes:
        assert theme.name in second
        for aim in theme.aims.split("\n"):
            assert aim in second


def test_the_tree_marks_every_link_between_themes_and_measures(tree, sample_document):
    rows = [row for goal in tree_content(sample_document)["goals"] for row in goal["rows"]]
    assert sum(len(row["themes"]) for row in rows) == 23
    marked = {row["code"]: row["themes"] for row in rows if row["themes"]}
    assert len(marked) == 19
    assert marked["4-10"] == [2, 5]
    # 5 in the heads of the columns, 5 in the legend, one for each link; right of the names
    marks = [run for run in tree[0].runs if run.text in "12345" and run.size < 3.2]
    assert len(marks) == 5 + 5 + 23
    assert len([run for run in marks if run.x > 330]) == 5 + 23


def test_every_page_says_when_for_which_year_which_version_and_which_page(summary, tree):
    for pages in (summary, tree):
        for number, page in enumerate(pages, start=1):
            assert "作成日 令和7（2025）年4月1日" in page.text
            assert "令和7（2025）年度" in page.text
            assert "第1版" in page.text
            assert f"{number} / {len(pages)}" in page.text
            assert "安曇野市　政策部政策経営課" in page.text


def test_nothing_stands_on_anything_else_or_runs_off_the_paper(summary, tree):
    for page in (*summary, *tree):
        assert page.overlaps() == []
        assert page.outside(MARGIN) == []


def test_forms_are_japanese_whatever_the_language_of_the_window(sample_document):
    japanese = render("summary", sample_document)
    set_language("en")
    assert render("summary", sample_document) == japanese


# --- as a file -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["summary", "tree"])
def test_the_same_document_gives_the_same_bytes(kind, sample_document):
    assert render(kind, sample_document) == render(kind, sample_document)


def test_the_date_enters_the_file(sample_document):
    edition = Edition(datetime.date(2025, 4, 2), 2025, "第1版")
    later = dataclasses.replace(sample_document, edition=edition)
    assert render("tree", later) != render("tree", sample_document)


@pytest.mark.parametrize("kind", ["summary", "tree"])
def test_the_file_is_archival_tagged_and_has_a_title(kind, sample_document):
    pdf = render(kind, sample_document)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang(ja-JP)" in pdf
    assert "安曇野市 第2次安曇野市総合計画 後期基本計画" in pdf.decode("utf-8", "ignore")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
@pytest.mark.parametrize("kind", ["summary", "tree"])
def test_words_are_found_as_ordinary_characters(kind, sample_document, tmp_path):
    file = tmp_path / "form.pdf"
    file.write_bytes(render(kind, sample_document))
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode("utf-8")
    for word in ("目標", "安心", "安曇野", "共生"):
        assert word in text
    assert not any("\u2e80" <= character <= "\u2fdf" for character in text)  # radicals


def test_words_are_mapped_to_ordinary_characters_in_the_file(summary, tree):
    for page in (*summary, *tree):
        assert not any("\u2e80" <= character <= "\u2fdf" for character in page.text)
    for word in ("目標", "安心", "安曇野"):
        assert word in summary[1].text + summary[0].text
        assert word in tree[0].text


def test_the_preview_has_the_same_pages(sample_document):
    for kind, count in (("summary", 2), ("tree", 1)):
        pages = preview_sheets(kind, sample_document)
        assert len(pages) == count
        assert all(page.drawing.startswith(b"<svg") for page in pages)


def test_templates_reach_for_nothing_outside():
    for template in (resources() / "typst").glob("*.typ"):
        text = template.read_text(encoding="utf-8")
        assert "@preview" not in text
        assert "http" not in text


# --- other plans -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["summary", "tree"])
@pytest.mark.parametrize(
    "shape",
    [
        {"goals": 12, "measures": 10},
        {"goals": 1, "measures": 70},
        {"goals": 2, "measures": 1, "themes": 0},
        {"goals": 5, "measures": 6, "below": 2},
        {"goals": 3, "measures": 0},
        {"goals": 4, "measures": 8, "goal_name": "誰ひとり取り残さず" * 8},
        {"goals": 3, "measures": 6, "measure_name": "地域の多様な主体との連携・協働の推進" * 8},
        {"goals": 2, "measures": 3, "themes": 12, "theme_name": "重点的に取り組むプロジェクト" * 4},
        {"goals": 2, "measures": 3, "vision": "人と自然がともに輝く　" * 12},
        {"goals": 2, "measures": 3, "title": "まちづくり総合計画" * 8},
        {"goals": 2, "measures": 2, "vision": ""},
    ],
    ids=lambda shape: "-".join(f"{key}={str(value)[:6]}" for key, value in shape.items()),
)
def test_a_plan_of_any_shape_is_printed_whole(kind, shape, plan_of, document_of, pages_of):
    plan = plan_of(**shape)
    pages = pages_of(render(kind, document_of(plan)))
    text = "".join(page.text for page in pages)
    depths = (1, 2, 3) if kind == "tree" else (1, 2)
    for element in plan.elements:
        if element.level_id in depths:
            assert element.name in text, element.code
    for theme in plan.themes:
        assert theme.name in text
    for page in pages:
        assert page.overlaps() == []
        assert page.outside(MARGIN) == []


def test_a_plan_without_anything_says_what_could_be_there(plan_of, document_of, pages_of):
    plan = plan_of(0, 0, themes=0)
    facts = PopulationFacts("99999", Statistics((), (), (), ()), ())
    for document in (
        document_of(plan),
        dataclasses.replace(document_of(plan), population=facts),
    ):
        summary = "".join(page.text for page in pages_of(render("summary", document)))
        assert "人口のデータを登録すると" in summary
        assert "登録すると、ここに一覧が表示されます" in summary
        assert "体系図が表示されます" in pages_of(render("tree", document))[0].text


def test_markup_in_names_stays_literal(plan_of, document_of, pages_of):
    name = '*太字* #pagebreak() $x^2$ `code` <label> @preview "\\" // 末尾'
    pages = pages_of(render("tree", document_of(plan_of(2, 2, measure_name=name))))
    assert len(pages) == 1
    assert name in pages[0].text


def test_control_characters_and_foreign_line_breaks_do_no_harm(plan_of, document_of, pages_of):
    pages = pages_of(
        render("tree", document_of(plan_of(1, 1, measure_name="一\x07行\x0b二行\r\n")))
    )
    assert "一行二行1-1" in pages[0].text


@pytest.mark.parametrize("kind", ["summary", "tree"])
def test_a_character_that_no_font_has_is_named_with_its_place(kind, plan_of, document_of):
    plan = plan_of(1, 1, measure_name="外字\U000f0000の施策")
    for action in (render, preview_sheets):
        with pytest.raises(PersonError) as caught:
            action(kind, document_of(plan))
        assert caught.value.code == "report.unprintable_character"
        assert "U+F0000" in str(caught.value)
        assert "外字\U000f0000の施策" in str(caught.value)


def test_a_rare_kanji_is_printed_or_named(plan_of, document_of, pages_of):
    document = document_of(plan_of(1, 1, measure_name="𠮷野川流域"))
    try:
        outcome = pages_of(render("tree", document))[0].text
    except PersonError as error:
        outcome = str(error)
    assert "𠮷" in outcome


def test_the_translations_hold_every_sentence_of_the_package():
    # The window shows the names of the forms and these errors.
    text = (resources() / "translations" / "ja" / "report.json").read_text(encoding="utf-8")
    for path in Path(resources().parent / "workbench" / "report").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        for sentence in source.split('message("')[1:]:
            assert sentence.split('"')[0] in text
