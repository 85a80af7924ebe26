"""The former municipalities follow the levers, add up to the city, and say what is an estimate."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.desktop.charts.areas import MOST_DRAWN, AreaChart, AreaLines
from workbench.population.area_projection import AreaFuture, project_areas
from workbench.population.levers import Assumptions

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

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
