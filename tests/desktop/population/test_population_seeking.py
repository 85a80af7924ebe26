"""What would it take? Answers that can be taken over, and a map whose dot can be dragged."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from workbench.population.city import project_city
from workbench.population.levers import Assumptions


@pytest.fixture
def page(page, qapp):
    """Return the page opened at what it would take."""
    page.tabs.setCurrentIndex(1)
    qapp.processEvents()
    return page


def total_in_2040(subject, assumptions):
    return float(project_city(subject.inputs, [assumptions], 2040).total[-1, 0])


def place_on_map(chart, tfr, households):
    canvas = chart.canvas
    return QPointF(canvas.mapFromScene(canvas.view.mapViewToScene(QPointF(households, tfr))))


def test_the_page_fits_the_smallest_screen(page):
    assert page.width() == 1366
    assert page.minimumSizeHint().width() <= 1366


def test_the_goal_begins_with_the_plans_target(page):
    assert (page.seek.form.measure.key, page.seek.form.year) == ("total", 2040)
    assert page.seek.form.people == 86000


@pytest.mark.parametrize("key", ["tfr", "migration_multiplier", "families_30s"])
def test_an_answer_that_is_taken_meets_the_target_within_a_person(
    page, committed, subject, qtbot, key
):
    qtbot.mouseClick(page.seek.answers.rows[key][3], Qt.MouseButton.LeftButton)
    assert len(committed) == 1
    assert abs(total_in_2040(subject, committed[0]) - 86000) <= 1
    assert page.figures.gap.number.text() == "0"
    assert "届いています" in page.figures.gap.remark.text()
    assert getattr(page.assumptions, key) == getattr(committed[0], key)


def test_what_cannot_be_met_is_said_and_cannot_be_taken(page, qtbot):
    box = page.seek.form.people_box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "150000")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    for key, (_, needed, _words, button) in page.seek.answers.rows.items():
        unmet = page.seek.answers.unmet[key]
        assert not button.isVisible()
        assert not needed.text()
        assert "では届きません（最大" in unmet.text()
        # Whole, in one line, and beside the lever's name.
        qtbot.waitUntil(lambda one=unmet: one.width() >= one.sizeHint().width())
        assert unmet.height() < 2 * unmet.fontMetrics().height()
    assert "0.8～2.3では届きません" in page.seek.answers.unmet["tfr"].text()
    assert "150,000人になる組み合わせは、この図の範囲にありません。" in page.seek.map.note
    assert "150,000" in page.seek.answers.rows["tfr"][2].toolTip()
    qtbot.keyClicks(box, "")
    box.selectAll()
    qtbot.keyClicks(box, "40000")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert "では届きません（最小" in page.seek.answers.unmet["tfr"].text()
    box.selectAll()
    qtbot.keyClicks(box, "86000")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not any(unmet.isVisible() for unmet in page.seek.answers.unmet.values())
    assert "範囲にありません" not in page.seek.map.note


def test_pupils_can_be_sought_too(page, subject, qtbot):
    box = page.seek.form.measure_box
    box.setFocus()
    while page.seek.form.measure.key != "primary_pupils":
        qtbot.keyClick(box, Qt.Key.Key_Down)
    page.seek.form.people_box.setValue(3800)
    assert "小学生" in page.seek.map.title
    assert page.seek.answers.rows["tfr"][3].isVisible()
    assert float(page.seek.answers.rows["tfr"][1].text()) > subject.inputs.tfr


def test_people_whom_such_households_do_not_bring_leave_the_map_without_a_line(page):
    form = page.seek.form
    form.measure_box.setCurrentIndex(form.measure_box.findData("aged_75"))
    form.changed.emit()
    assert not np.isfinite(page.seek.map.frontier.line).any()
    assert not page.seek.answers.rows["families_30s"][3].isVisible()


def test_the_plans_path_says_what_it_would_take_in_each_period(page):
    table = page.seek.path.table_view
    assert [table.item(row, 0).text() for row in range(4)] == [
        "2020–2025",
        "2025–2030",
        "2030–2035",
        "2035–2040",
    ]
    assert table.item(0, 1).text() == "92,500"
    assert table.item(3, 1).text() == "86,000"


def test_the_dot_stands_where_the_levers_do(page, qapp):
    page.set_assumptions(Assumptions(tfr=1.7, families_30s=50))
    at = page.seek.map.dot.pos()
    assert (at.y(), at.x()) == (pytest.approx(1.7), pytest.approx(50))
    page.panel.levers["tfr"].slider.setValue(120)
    qapp.processEvents()
    assert page.seek.map.dot.pos().y() == pytest.approx(2.0)


def test_dragging_the_dot_moves_both_levers_live_and_is_one_step(
    page, committed, subject, qtbot, qapp
):
    page.set_assumptions(Assumptions(tfr=1.5, families_30s=40))
    qapp.processEvents()
    view = page.seek.map.canvas.viewport()
    start = place_on_map(page.seek.map, 1.5, 40).toPoint()
    figures = []
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 7):
        qtbot.mouseMove(view, start + QPoint(12 * step, -10 * step))
        qapp.processEvents()
        figures.append(page.figures.population.number.text())
    assert not committed
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(72, -60))
    qapp.processEvents()
    assert len(set(figures)) > 3
    assert len(committed) == 1
    assert committed[0].tfr > 1.6
    assert committed[0].families_30s > 60
    assert page.panel.levers["families_30s"].value == committed[0].families_30s
    shown = page.figures.population.number.text()
    assert shown == f"{total_in_2040(subject, committed[0]):,.0f}"


def test_the_map_says_what_the_engine_says(page, subject):
    chart = page.seek.map
    for tfr, households in ((1.41, 0), (1.8, 60), (2.1, 150)):
        assumed = Assumptions(tfr=tfr, families_30s=households)
        assert chart.people_at(tfr, households) == pytest.approx(
            total_in_2040(subject, assumed), abs=20
        )
    reading = chart.canvas.reading_at(place_on_map(chart, 1.8, 60))
    assert reading.figure.endswith("人")


def test_on_the_line_the_target_is_met_exactly(page, subject):
    households, tfr = page.seek.map._line.getData()
    met = np.flatnonzero(np.isfinite(households))
    for index in met[:: max(len(met) // 4, 1)]:
        assumed = Assumptions(tfr=float(tfr[index]), families_30s=float(households[index]))
        assert total_in_2040(subject, assumed) == pytest.approx(86000, abs=1)


def test_another_kind_of_household_draws_another_map(page, qtbot):
    before = page.seek.map.people_at(1.41, 100)
    page.seek.households_box.setFocus()
    qtbot.keyClick(page.seek.households_box, Qt.Key.Key_Home)
    assert page.seek.households_box.currentData() == "couples_20s"
    assert page.seek.map.people_at(1.41, 100) != before
    assert "20代" in page.seek.map.note
