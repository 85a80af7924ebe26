"""The former municipalities follow the levers, add up to the city, and say what is an estimate."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.desktop.charts.areas import MOST_DRAWN, AreaChart, AreaLines
from workbench.population.area_projection import AreaFuture, project_areas
from workbench.population.city import project_city
from workbench.population.levers import Assumptions

AREAS = 4
NAMES = ["明科町", "豊科町", "穂高町", "三郷村", "堀金村"]


@pytest.fixture
def page(page, qapp):
    """Return the page opened at the areas."""
    page.tabs.setCurrentIndex(AREAS)
    qapp.processEvents()
    return page


def shown(page, row, column):
    text = page.areas.table_view.item(row, column).text()
    return float(text.replace(",", "").replace("△", "-"))


def test_the_base_years_column_is_the_census_of_each_area(page):
    table = page.areas.table_view
    assert [table.item(row, 0).text() for row in range(5)] == NAMES
    # 令和2年国勢調査 人口等基本集計 第1-1表, as data/azumino has it.
    assert [shown(page, row, 1) for row in range(6)] == [7659, 27362, 32529, 18026, 8646, 94222]


def test_the_areas_add_up_to_the_city_in_every_year_while_a_lever_moves(page, qapp):
    page.panel.levers["families_30s"].slider.setValue(80)
    qapp.processEvents()
    total = page.areas.projection.total[:, :, 0].sum(axis=1)
    np.testing.assert_allclose(total, page.projection.total[:, 0])
    for column, persons in enumerate(page.projection.total[:, 0], start=1):
        assert shown(page, 5, column) == round(persons)


def test_change_and_share_of_the_old_are_those_of_the_figures_beside_them(page, subject):
    people = [shown(page, 0, column) for column in range(1, 8)]
    assert shown(page, 0, 8) == pytest.approx((people[4] / people[0] - 1) * 100, abs=0.05)
    run = project_areas(subject.inputs, subject.areas.inputs, [subject.assumptions])
    old = run.count("aged_65")[4, 0, 0] / run.total[4, 0, 0] * 100
    assert shown(page, 0, 10) == pytest.approx(old, abs=0.05)
    assert page.areas.table_view.horizontalHeaderItem(8).text().endswith("2020→2040年")


def test_an_areas_own_migration_can_be_left_out_and_then_they_shrink_alike(page):
    before = [shown(page, row, 8) for row in range(5)]
    box = page.areas.future_box
    box.setCurrentIndex(box.findData(AreaFuture.NONE))
    box.activated.emit(box.currentIndex())
    after = [shown(page, row, 8) for row in range(5)]
    assert max(after) - min(after) < 1 < 10 < max(before) - min(before)


def test_it_is_said_that_the_ages_are_an_estimate_and_whose(page):
    words = page.areas.notes.text()
    assert "年齢構成は推計値" in words
    assert all(name in words for name in NAMES)
    assert "令和2年国勢調査" in words


def test_the_table_is_copied_as_excel_takes_it(page, qtbot):
    qtbot.mouseClick(page.areas.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 7
    assert lines[1].split("\t")[:2] == ["明科町", "7659"]


def test_everything_fits_the_smallest_screen(page):
    assert page.minimumSizeHint().width() <= 1366
    view = page.areas
    assert view.notes.geometry().bottom() < view.notes.parentWidget().height()
    assert view.notes.height() >= view.notes.heightForWidth(view.notes.width())
    assert view.chart.canvas.height() > 120
    assert not view.table_view.verticalScrollBar().isVisible()
    assert not view.table_view.horizontalScrollBar().isVisible()


def test_without_areas_there_is_no_such_tab(page, subject):
    page.set_subject(replace(subject, areas=None))
    assert not page.tabs.isTabVisible(AREAS)
    page.set_subject(subject)
    assert page.tabs.isTabVisible(AREAS)


def test_a_tab_that_is_not_offered_leaves_no_hole(empty_page, subject, qapp):
    empty_page.set_subject(replace(subject, areas=None))
    qapp.processEvents()
    tabs = empty_page.tabs
    shown = [tabs.tabRect(at) for at in range(tabs.count()) if at != AREAS]
    assert all(one.right() + 1 == next_.left() for one, next_ in pairwise(shown))


def test_lines_begin_at_a_hundred_and_the_pointer_reads_persons(page, qapp):
    lines = page.areas.chart._lines
    np.testing.assert_allclose(lines.indexed[0], 100)
    assert lines.whole[0] == pytest.approx(100)
    reading = next(one for one in page.areas.chart.readings() if "2040" in one.what)
    assert reading.what == "2040年 明科町"
    assert reading.figure.startswith(f"{page.areas.projection.total[4, 0, 0]:,.0f}人（2020年比 △")
    assert "国勢調査" in reading.source


def test_moving_a_lever_redraws_the_lines(page, qapp):
    before = page.areas.chart._area_line.getData()[1].copy()
    page.set_assumptions(Assumptions(tfr=1.8))
    qapp.processEvents()
    after = page.areas.chart._area_line.getData()[1]
    assert not np.array_equal(before, after, equal_nan=True)


def test_of_many_parts_the_most_populous_are_drawn_and_the_empty_do_no_harm(qtbot):
    chart = AreaChart()
    qtbot.addWidget(chart)
    people = np.array([[0.0, *range(1, MOST_DRAWN + 3)]] * 2)
    names = [str(int(number)) for number in people[0]]
    chart.set_city("市")
    chart.set_lines(AreaLines((2020, 2025), names, people, 2025))
    chart.settle()
    assert {one.what for one in chart.readings() if "2025" in one.what} == {
        f"2025年 {number}" for number in range(3, MOST_DRAWN + 3)
    }
    assert np.isfinite(chart._lines.indexed).all()


def choose(box, words):
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_scenarios_stand_side_by_side_and_every_column_adds_up_to_its_city(page, subject):
    areas = page.areas
    choose(areas.view_box, "シナリオの比較")
    table = areas.table()
    names = [one.name for one in subject.scenarios]
    assert list(table.columns[2:]) == names
    assert table.columns[:2] == ("2040年の値", "2020年（基準）")
    for column, one in enumerate(subject.scenarios, start=2):
        whole = project_city(subject.inputs, [one.assumptions], 2050).total[4, 0]
        assert table.rows[-1][column] == pytest.approx(whole, abs=1e-6)
        parts = [row[column] for row in table.rows[:-1]]
        assert sum(parts) == pytest.approx(whole, abs=1e-6)


@pytest.mark.parametrize("figure", ["小学生（6～11歳）", "65歳以上の割合（％）"])
def test_another_figure_and_another_year_can_be_compared(page, subject, figure):
    areas = page.areas
    choose(areas.view_box, "シナリオの比較")
    choose(areas.figure_box, figure)
    choose(areas.year_box, "2030")
    goal = next(one for one in subject.scenarios if one.name == "目標")
    run = project_areas(subject.inputs, subject.areas.inputs, [goal.assumptions])
    column = areas.table().columns.index("目標")
    if "割合" in figure:
        expected = 100 * run.count("aged_65")[2, 1, 0] / run.total[2, 1, 0]
    else:
        expected = run.count("primary_pupils")[2, 1, 0]
    assert areas.table().rows[1][column] == pytest.approx(expected)


def test_another_scenario_can_be_followed_over_the_years(page, subject):
    choose(page.areas.scenario_box, "シミュレーション1")
    one = next(one for one in subject.scenarios if one.name == "シミュレーション1")
    whole = project_city(subject.inputs, [one.assumptions], 2050).total[:, 0]
    assert page.areas.table().rows[-1][1:8] == pytest.approx(tuple(whole))


def test_compared_scenarios_have_a_line_in_every_panel_and_their_name_beside(page, subject, qapp):
    goal = next(one for one in subject.scenarios if one.name == "目標")
    page.scenarios.compare(goal.id)
    qapp.processEvents()
    chart = page.areas.chart
    x, y = chart._beside_lines[0].getData()
    assert len(x) == 5 * (7 + 1)
    run = project_areas(subject.inputs, subject.areas.inputs, [goal.assumptions])
    assert y[4] == pytest.approx(100 * run.total[4, 0, 0] / run.total[0, 0, 0])
    assert [label.name for label in chart.canvas.labels._ends] == ["検討案", "目標"]
    reading = next(one for one in chart.readings() if one.what == "2040年 明科町（目標）")
    assert reading.figure.startswith(f"{run.total[4, 0, 0]:,.0f}人")
    assert "国勢調査" in reading.source
    assert "明科町（目標）" in chart.table().columns
    page.scenarios.compare(goal.id, False)
    qapp.processEvents()
    assert not len(chart._beside_lines[0].getData()[0])
    assert not chart.canvas.labels._ends


def test_the_chart_of_several_scenarios_is_saved_as_lines_with_their_names(
    page, subject, qapp, tmp_path
):
    page.scenarios.compare(subject.scenarios[2].id)
    qapp.processEvents()
    page.areas.chart.write_picture(tmp_path / "地区別.svg")
    assert (tmp_path / "地区別.svg").stat().st_size > 5_000
    assert not page.areas.chart.picture().isNull()
