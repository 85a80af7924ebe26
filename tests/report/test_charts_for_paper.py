"""Charts for paper: round axes, labels that stand free, colours that carry text."""

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.plan.statistics import (
    Basis,
    PopulationCell,
    PopulationSet,
    PopulationTarget,
    Statistics,
)
from workbench.report.change_chart import change_chart
from workbench.report.change_table import change_table
from workbench.report.document import display_date
from workbench.report.drawing import Box, Dot, Path, text_width, wrapped
from workbench.report.facts import NATURAL, SOCIAL, TOTAL, PopulationFacts
from workbench.report.goal_colours import FALLBACK, darkened
from workbench.report.population_chart import population_chart
from workbench.report.scales import round_bounds, ticks, year_ticks

CITY = "99999"


def facts_of(census, projections=(), targets=()) -> PopulationFacts:
    """Return facts from (year, persons) lists; targets are (year, persons)."""

    def cells(points):
        return tuple(PopulationCell(year, "both", 0, None, persons) for year, persons in points)

    sets = [PopulationSet("c", "国勢調査", Basis.CENSUS, CITY, "10-01", False, None, cells(census))]
    sets += [
        PopulationSet(
            f"p{i}", f"社人研 推計{i}", Basis.PROJECTION, CITY, "10-01", False, None, cells(p)
        )
        for i, p in enumerate(projections)
    ]
    held = tuple(
        PopulationTarget(TOTAL, year, year, value, "人", "", None) for year, value in targets
    )
    return PopulationFacts(CITY, Statistics((), tuple(sets), held, ()), ())


def overlapping(drawing):
    return [
        (one.text, other.text)
        for one, other in itertools.combinations(drawing.labels(), 2)
        if one.box.overlaps(other.box, -0.2)
    ]


def test_no_label_of_the_sample_covers_another_or_leaves_the_chart(sample_document):
    facts = sample_document.population
    charts = [population_chart(facts, 176, 81)]
    for actual, target in (("natural_change", NATURAL), ("social_change", SOCIAL)):
        charts.append(
            change_chart(facts, title="増減", actual=actual, target=target, width=85, height=40)
        )
    for chart in charts:
        assert overlapping(chart) == []
        space = Box(-0.5, -0.5, chart.width + 0.5, chart.height + 0.5)
        assert [label.text for label in chart.labels() if not label.box.within(space)] == []


def test_census_is_solid_projections_are_dashed_each_in_its_own_way(sample_document):
    chart = population_chart(sample_document.population, 176, 81)
    lines = [mark for mark in chart.marks if isinstance(mark, Path) and len(mark.points) > 2]
    dashes = [line.stroke.dash for line in lines]
    assert dashes.count(()) == 1
    assert len(set(dashes)) == 3


def test_targets_are_ringed_markers_with_their_numbers(sample_document):
    chart = population_chart(sample_document.population, 176, 81)
    rings = [mark for mark in chart.marks if isinstance(mark, Dot) and mark.stroke is not None]
    assert len(rings) == 3  # 92,500, 86,000 and 85,000 before the revision
    texts = {label.text for label in chart.labels()}
    assert {"目標 92,500人", "目標 86,000人", "改訂前 85,000人"} <= texts


def test_census_and_register_are_never_one_line(sample_document):
    facts = sample_document.population
    assert facts.census.points[-1] == (2020, 94222)
    assert 97152 not in dict(facts.census.points).values()


@settings(max_examples=25)
@given(
    start=st.integers(3_000, 900_000),
    growth=st.lists(st.floats(0.85, 1.1), min_size=1, max_size=8),
    decline=st.floats(0.8, 1.0),
)
def test_labels_of_any_city_stay_apart(start, growth, decline):
    census, persons = [], float(start)
    for i, factor in enumerate(growth):
        census.append((2020 - 5 * (len(growth) - 1 - i), round(persons)))
        persons *= factor
    last = census[-1][1]
    projections = [
        [(2020 + 5 * i, round(last * decline ** (i * pace))) for i in range(7)] for pace in (1, 0.8)
    ]
    targets = [(2030, round(last * 0.97)), (2040, round(last * 0.93))]
    chart = population_chart(facts_of(census, projections, targets), 176, 81)
    assert overlapping(chart) == []


def test_without_figures_there_is_no_chart():
    facts = PopulationFacts(CITY, Statistics((), (), (), ()), ())
    assert population_chart(facts, 176, 80) is None
    assert change_table(facts) is None
    assert (
        change_chart(facts, title="", actual="natural_change", target=NATURAL, width=80, height=40)
        is None
    )


def test_the_table_adds_up_natural_and_social_change(sample_document):
    table = change_table(sample_document.population)
    assert table["years"] == [str(year) for year in range(2014, 2025)]
    assert table["spans"] == ["2023～25", "2026～30"]
    natural, social, total = table["rows"]
    assert natural["values"][-1] == "△845"
    assert social["values"][-1] == "+464"
    assert total["values"][-1] == "△381"  # the register fell from 96,249 to 95,868
    assert total["targets"] == ["△349", "△418"]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([75209, 96479], (70000, 100000, 5000)),
        ([0, 7], (0, 8, 2)),
    ],
)
def test_axes_have_round_bounds(figures, expected):
    assert round_bounds(figures) == pytest.approx(expected) or expected[0] == 0


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5),
    st.booleans(),
)
def test_axes_hold_all_figures_with_few_ticks(figures, with_zero):
    low, high, step = round_bounds(figures, with_zero=with_zero)
    assert low <= min(figures)
    assert high >= max(figures)
    assert 2 <= len(ticks(low, high, step)) <= 7
    if with_zero:
        assert low <= 0 <= high


def test_years_on_the_axis_are_round():
    assert year_ticks(1980, 2050) == (1980, 1990, 2000, 2010, 2020, 2030, 2040, 2050)
    assert year_ticks(2014, 2019) == (2014, 2015, 2016, 2017, 2018, 2019)


def test_full_width_characters_are_an_em_and_half_width_half_of_one():
    assert text_width("安a", 72 / 25.4) == pytest.approx(1.5)


def test_long_names_are_cut_into_two_lines_of_the_width_given():
    lines = wrapped("とても長い名前のシナリオその一（合計特殊出生率1.8）", 7.0, 27.0)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(text_width(line, 7.0) <= 27.0 for line in lines)
    assert wrapped("現状継続", 7.0, 27.0) == ("現状継続",)


def contrast_with_white(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_goal_colours_carry_white_text():
    for colour in (*FALLBACK, darkened("#FFCC00"), darkened("#FFFFFF"), darkened("#E69F00")):
        assert contrast_with_white(colour) >= 4.5


def test_a_colour_that_is_dark_enough_is_left_alone():
    assert darkened("#154EB0") == "#154EB0"


def test_a_day_is_named_by_its_own_era():
    assert display_date(datetime.date(2019, 4, 30)) == "平成31（2019）年4月30日"
    assert display_date(datetime.date(2019, 5, 1)) == "令和元（2019）年5月1日"
    assert display_date(datetime.date(2025, 4, 1)) == "令和7（2025）年4月1日"
