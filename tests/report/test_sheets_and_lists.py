"""Measure sheets, list of indicators, matrix, population and progress, as they come out."""

import dataclasses

import numpy as np
import pytest

from workbench.errors import PersonError
from workbench.plan.structure import Direction, Indicator, IndicatorValue, Role
from workbench.plan.values import Kind, Value, format_number, number, words
from workbench.population.derived_table import known_quantities
from workbench.report.costs import cost_table
from workbench.report.document import Look
from workbench.report.forms import FORMS, render
from workbench.report.indicator_rows import indicator_row, spark
from workbench.report.population import population_content
from workbench.report.progress import progress_content

A4 = (210.0, 297.0)
A4_LANDSCAPE = (297.0, 210.0)
A3_LANDSCAPE = (420.0, 297.0)
MARGIN = 8.0
ISSUE = "課題の文章が、読点を交えて長く続きます（記入例）。" * 80  # 2,000 characters


def check_pages(pages, size):
    for number_of, page in enumerate(pages, start=1):
        assert (page.width, page.height) == pytest.approx(size, abs=0.1)
        assert page.overlaps() == []
        assert page.outside(MARGIN) == []
        assert f"{number_of} / {len(pages)}" in page.text
        assert "作成日 令和7（2025）年4月1日" in page.text
        assert "第1版" in page.text


def text_of(pages):
    """Return the text of all pages without their heads and feet."""
    return "".join(run.text for page in pages for run in page.runs if 13 < run.y < page.height - 14)


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


# --- 施策シート ------------------------------------------------------------------------------


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


# --- 指標一覧 --------------------------------------------------------------------------------


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


# --- プロジェクト×施策 -----------------------------------------------------------------------


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


# --- 人口 ------------------------------------------------------------------------------------


def test_the_population_form_shows_the_projection_as_computed(sample_document, scenarios, pages_of):
    document = dataclasses.replace(sample_document, scenarios=scenarios)
    pages = pages_of(render("population", document))
    # Two pages of outlook, then the table of each scenario, two to a page.
    assert len(pages) == 2 + 2
    check_pages(pages, A4)
    rows = population_content(document)["table"]["rows"]
    assert [row["year"] for row in rows] == ["2020", "2025", "2030", "2035", "2040", "2045", "2050"]
    totals = [float(row["total"].replace(",", "")) for row in rows]
    assert totals == pytest.approx(scenarios.projection.total[:, 0], abs=0.5)
    text = text_of(pages)
    for row in rows:
        assert row["total"] in text
    # beside it 社人研 2023 as published, and the targets
    assert [row["official"] for row in rows][:3] == ["94,222", "92,161", "89,673"]
    assert [row["target"] for row in rows] == ["－", "92,500", "－", "－", "86,000", "－", "－"]


def test_the_estimate_of_2020_is_called_one_wherever_its_ages_show(
    sample_document, scenarios, pages_of
):
    document = dataclasses.replace(sample_document, scenarios=scenarios)
    pages = pages_of(render("population", document))
    assert "2020推計値" in pages[0].text
    assert pages[1].text.count("線は2020年（推計値）") == 2
    assert "年齢別人口は推計値であり、国勢調査ではありません" in pages[1].text


def test_the_assumptions_name_what_was_changed(sample_document, scenarios, pages_of):
    document = dataclasses.replace(sample_document, scenarios=scenarios)
    text = text_of(pages_of(render("population", document)))
    for name in scenarios.names:
        assert name in text
    assert "合計特殊出生率" in text
    assert "● 1.80" in text
    assert "● 60" in text
    assert "● 0.00" in text


def test_every_derived_figure_of_every_scenario_and_year_is_printed(
    sample_document, scenarios, pages_of
):
    document = dataclasses.replace(sample_document, scenarios=scenarios)
    tables = population_content(document)["derived"]
    assert [table["name"] for table in tables] == list(scenarios.names)
    names = [str(one.name) for one in known_quantities(with_households=False)]
    text = text_of(pages_of(render("population", document)))
    for table in tables:
        assert [row["name"] for row in table["rows"]] == names
        assert all(len(row["values"]) == 7 for row in table["rows"])
        assert table["rows"][0]["values"][-1] in text
    # 出生数は期間の年平均なので、基準年にはない。
    births = next(row for row in tables[0]["rows"] if row["name"].startswith("出生数"))
    assert births["values"][0] == "－"


def test_households_and_parts_of_the_city_are_printed_where_they_are_known(
    sample_document, scenarios, scenario_areas, pages_of
):
    shape = scenarios.projection.population.shape[:3]
    headed = dataclasses.replace(
        scenarios,
        headship=np.full(shape, 0.4),
        areas=scenario_areas,
        notes=("", "県の構想に合わせた（記入例）", ""),
        reasons=({}, {"families_30s": "空き家の活用を見込む（記入例）"}, {}),
    )
    document = dataclasses.replace(sample_document, scenarios=headed)
    pages = pages_of(render("population", document))
    check_pages(pages, A4)
    text = text_of(pages)
    total = scenarios.projection.total[-1, 0]
    assert format_number(0.4 * float(total), 0) in text
    content = population_content(document)
    for table in content["derived"]:
        size = next(row for row in table["rows"] if row["name"] == "1世帯当たり人員")
        assert size["values"] == ["2.50"] * 7
    for column, group in enumerate(content["areas"]["groups"]):
        assert [row["name"] for row in group["rows"]] == [
            "明科町", "豊科町", "穂高町", "三郷村", "堀金村", "計",
        ]  # fmt: skip
        parts = [float(row["values"][4].replace(",", "")) for row in group["rows"][:-1]]
        assert sum(parts) == pytest.approx(scenarios.projection.total[4, column], abs=2.5)
    assert "出生率上昇と子育て世帯：県の構想に合わせた（記入例）" in text
    assert "空き家の活用を見込む（記入例）" in text


def test_without_a_scenario_the_published_lines_are_shown(sample_document, pages_of):
    pages = pages_of(render("population", sample_document))
    check_pages(pages, A4)
    text = text_of(pages)
    assert "社人研 令和5年推計" in text
    assert "シナリオを作ると" in text
    assert "推計値であり" not in text


# --- 進捗総括表 ------------------------------------------------------------------------------


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


# --- the city's own look -----------------------------------------------------------------------

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
