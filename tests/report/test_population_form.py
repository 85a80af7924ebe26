"""The population in print."""

import dataclasses

import numpy as np
import pytest

from tests.report.pages_read import A4, check_pages, text_of
from workbench.plan.values import format_number
from workbench.population.derived_table import known_quantities
from workbench.report.forms import render
from workbench.report.population import population_content


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
