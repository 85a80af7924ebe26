"""Everything on the population page follows the levers, and a move is said once."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from workbench.desktop.population.outlook import outlook
from workbench.desktop.population.subject import CensusTotal
from workbench.population.city import project_city
from workbench.population.levers import LEVERS, Assumptions
from workbench.population.measures import count, measure


def shown_total(page):
    return int(page.figures.population.number.text().replace(",", ""))


def expected_total(subject, assumptions, year=2040):
    run = project_city(subject.inputs, [assumptions])
    return float(run.total[run.years.index(year), 0])


def drag(qtbot, slider, by, qapp, meanwhile=lambda: None):
    """Take the handle with the mouse, move it in steps, let it go."""
    start = slider.handle_place().toPoint()
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(slider, start + QPoint(by * step // 4, 0))
        qapp.processEvents()
        meanwhile()
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start + QPoint(by, 0))


# Dragging


def test_dragging_a_slider_moves_the_2040_figure_and_every_curve(page, subject, qtbot, qapp):
    slider = page.panel.levers["tfr"].slider
    seen = []

    def look_around():
        seen.append(
            (
                shown_total(page),
                page.charts.total._scenario_line.getData()[1][-1],
                page.charts.change._outlines.opts["height"][0],
                sum(item.opts["width"].sum() for item in page.charts.pyramid._bands),
                page.charts.shares._bands[0].opts["height"][-1],
            )
        )

    look_around()
    drag(qtbot, slider, 30, qapp, look_around)
    totals = [one[0] for one in seen]
    assert totals == sorted(totals)
    assert all(len(set(view)) == len(seen) for view in zip(*seen, strict=True))


def test_what_is_shown_is_what_the_engine_says(page, subject, qtbot, qapp):
    drag(qtbot, page.panel.levers["tfr"].slider, 30, qapp)
    chosen = page.assumptions
    assert chosen.tfr > 1.5
    assert shown_total(page) == round(expected_total(subject, chosen))
    run = project_city(subject.inputs, [chosen])
    at = run.years.index(2040)
    assert page.figures.births.number.text() == f"{run.births[at - 1, 0] / 5:,.0f}"
    assert page.figures.old.number.text() == f"{run.share(65)[at, 0] * 100:.1f}"
    pupils = count(run.population, run.ages, measure("primary_pupils"))[at, 0]
    assert page.figures.pupils.number.text() == f"{pupils:,.0f}"
    roughly = 0.8 * run.count(5, 9)[at, 0] + 0.4 * run.count(10, 14)[at, 0]
    assert pupils == pytest.approx(roughly, rel=0.03)
    gap = run.total[at, 0] - 86000
    assert page.figures.gap.number.text().strip("△+").replace(",", "") == f"{abs(gap):.0f}"


def test_one_drag_is_said_once_and_only_when_let_go(page, committed, qtbot, qapp):
    slider = page.panel.levers["migration_multiplier"].slider
    during = []
    drag(qtbot, slider, 24, qapp, lambda: during.append(len(committed)))
    assert during == [0, 0, 0, 0]
    assert committed == [page.assumptions]
    assert committed[0].migration_multiplier > 1


def test_ranges_stay_while_dragging_and_follow_on_release(page, qtbot, qapp):
    view, slider = page.charts.total.canvas.view, page.panel.levers["families_30s"].slider
    before, during = view.viewRange(), []
    drag(qtbot, slider, 150, qapp, lambda: during.append(view.viewRange()))
    assert all(ranges == before for ranges in during)
    top = page.charts.total._scenario_line.getData()[1].max()
    assert view.viewRange()[1][1] > top


def test_a_press_beside_the_handle_takes_it_there(page, committed, qtbot):
    slider = page.panel.levers["tfr"].slider
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 20, 10))
    assert page.assumptions.tfr > 2
    assert not committed
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 20, 10))
    assert len(committed) == 1


def test_a_drag_that_comes_back_is_not_said(page, committed, qtbot):
    slider = page.panel.levers["tfr"].slider
    start = slider.handle_place().toPoint()
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(slider, start + QPoint(40, 0))
    qtbot.mouseMove(slider, start)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start)
    assert not committed


# Keys, typing, wheel


def test_the_slider_obeys_the_keyboard(page, committed, qtbot, qapp):
    control, before = page.panel.levers["tfr"], shown_total(page)
    control.slider.setFocus()
    qtbot.keyClick(control.slider, Qt.Key.Key_Right)
    assert control.value == pytest.approx(1.42)
    assert [one.tfr for one in committed] == [pytest.approx(1.42)]
    qtbot.keyClick(control.slider, Qt.Key.Key_PageUp)
    assert control.value == pytest.approx(1.57)
    qapp.processEvents()
    assert shown_total(page) > before


def test_a_key_held_down_is_one_step(page, committed, qtbot):
    slider = page.panel.levers["tfr"].slider
    slider.setFocus()
    for _ in range(5):
        qtbot.keyPress(slider, Qt.Key.Key_Right)
    assert not committed
    qtbot.keyRelease(slider, Qt.Key.Key_Right)
    assert [one.tfr for one in committed] == [pytest.approx(1.46)]


def test_a_value_can_be_typed(page, committed, qtbot, subject, qapp):
    box = page.panel.levers["tfr"].box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "1.80")
    assert not committed
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qapp.processEvents()
    assert [one.tfr for one in committed] == [1.8]
    assert page.panel.levers["tfr"].slider.value() == 100
    assert shown_total(page) == round(expected_total(subject, Assumptions(tfr=1.8)))


def test_the_wheel_moves_no_lever(page, committed, qtbot):
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    control = page.panel.levers["tfr"]
    for target in (control.slider, control.box):
        target.setFocus()
        middle = QPointF(target.rect().center())
        turn = QWheelEvent(
            middle,
            target.mapToGlobal(middle),
            QPoint(0, 0),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, turn)
    assert control.value == 1.41
    assert not committed


# Ways back


def test_reset_takes_one_lever_back_as_one_step(page, committed, qtbot, qapp, subject):
    control = page.panel.levers["tfr"]
    assert not control.reset_button.isVisible()
    drag(qtbot, control.slider, 30, qapp)
    assert control.reset_button.isVisible()
    qtbot.mouseClick(control.reset_button, Qt.MouseButton.LeftButton)
    qapp.processEvents()
    assert control.value == subject.inputs.tfr
    assert len(committed) == 2
    assert shown_total(page) == round(expected_total(subject, subject.continuation))


def test_all_levers_go_back_as_one_step(page, committed, qtbot, qapp, subject):
    assert not page.panel.reset_button.isEnabled()
    for key in ("tfr", "families_30s"):
        drag(qtbot, page.panel.levers[key].slider, 20, qapp)
    qtbot.mouseClick(page.panel.reset_button, Qt.MouseButton.LeftButton)
    assert page.assumptions == subject.continuation
    assert len(committed) == 3
    assert not page.panel.reset_button.isEnabled()


def test_a_choice_of_model_is_one_step(page, committed, qtbot, subject, qapp):
    box = page.panel.choices["migration_base"].box
    before = shown_total(page)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qapp.processEvents()
    assert [str(one.migration_base) for one in committed] == ["previous"]
    assert shown_total(page) != before


# From outside


def test_undo_puts_levers_and_pictures_back_and_says_nothing(page, committed, qtbot, qapp, subject):
    drag(qtbot, page.panel.levers["tfr"].slider, 30, qapp)
    page.set_assumptions(subject.continuation)
    assert len(committed) == 1
    assert page.panel.levers["tfr"].value == subject.inputs.tfr
    assert shown_total(page) == round(expected_total(subject, subject.continuation))
    np.testing.assert_allclose(
        page.charts.total._scenario_line.getData()[1],
        project_city(subject.inputs, [subject.continuation]).total[:, 0],
    )


def test_a_value_between_two_steps_is_kept_exactly(page, committed, qtbot, qapp):
    page.set_assumptions(Assumptions(tfr=1.7043))
    assert page.assumptions.tfr == 1.7043
    slider = page.panel.levers["families_30s"].slider
    drag(qtbot, slider, 20, qapp)
    assert committed[0].tfr == 1.7043


def test_setting_a_subject_says_nothing(page, committed, subject):
    page.set_subject(replace(subject, assumptions=Assumptions(tfr=1.6)))
    assert not committed
    assert page.panel.levers["tfr"].value == 1.6
    assert page.panel.levers["tfr"].reset_button.isVisible()


def test_every_lever_of_the_engine_has_a_control_that_changes_something(page, subject):
    assert set(page.panel.levers) == {lever.key for lever in LEVERS}
    for lever in LEVERS:
        control = page.panel.levers[lever.key]
        assert control.isVisible()
        explained = control.slider.toolTip().replace("\n", "")
        assert str(lever.explanation) in explained
        assert str(lever.formula) in explained
        assert control.slider.accessibleName() == str(lever.name)


def test_without_figures_the_page_says_what_could_be_here(empty_page, qtbot):
    assert empty_page.projection is None
    words = empty_page._faces.currentWidget().text()
    assert "国勢調査" in words


def test_an_impossible_choice_is_said_in_words_and_the_last_picture_stays(page, subject):
    bare = replace(subject, inputs=replace(subject.inputs, earlier_migration=()))
    page.set_subject(bare)
    before = shown_total(page)
    page.set_assumptions(Assumptions(migration_base="mean_of_three"))
    assert page.trouble.isVisible()
    assert "純移動率" in page.trouble.text()
    assert shown_total(page) == before
    page.set_assumptions(subject.continuation)
    assert not page.trouble.isVisible()


def test_a_run_in_which_more_leave_than_there_are_says_so(page, subject):
    assert not page.trouble.isVisible()
    leaving = np.full_like(subject.inputs.migration_rate, -0.6)
    page.set_subject(replace(subject, inputs=replace(subject.inputs, migration_rate=leaving)))
    page.set_assumptions(page.assumptions.replace("migration_multiplier", 2.0))
    assert page.projection.negative_cells > 0
    assert f"{page.projection.negative_cells}" in page.trouble.text()
    page.set_subject(subject)
    assert not page.trouble.isVisible()


def test_an_estimated_base_is_called_one_wherever_it_shows(page, subject):
    assert "推計値" in page.charts.pyramid.note
    assert "推計値" in page.charts.shares.note
    estimated = (*subject.census[:-1], CensusTotal(2020, 94222, is_estimate=True))
    page.set_subject(replace(subject, census=estimated))
    assert any("推計値" in label.text for label in page.charts.total._point_labels())


# The pyramid through the years


def test_the_year_slider_shows_the_pyramid_of_that_year(page, qtbot):
    assert "2040" in page.charts.pyramid.title
    page.charts.player.slider.setFocus()
    qtbot.keyClick(page.charts.player.slider, Qt.Key.Key_Home)
    assert "2020" in page.charts.pyramid.title
    people = page.projection.at(2020)[:, :, 0].sum()
    bars = sum(item.opts["width"].sum() for item in page.charts.pyramid._bands)
    assert bars == pytest.approx(people)


def test_playback_runs_from_the_first_year_to_the_last_and_stops(page):
    player = page.charts.player
    player.slider.setValue(player.slider.maximum())
    player.play_button.setChecked(True)
    seen = [player.year]
    while player.play_button.isChecked():
        player.advance()
        seen.append(player.year)
    assert seen == [2020, 2025, 2030, 2035, 2040, 2045, 2050]
    assert not player._timer.isActive()


def test_the_pyramid_keeps_one_scale_through_the_years(page):
    ranges = set()
    for step in range(page.charts.player.slider.maximum() + 1):
        page.charts.player.slider.setValue(step)
        ranges.add(tuple(page.charts.pyramid.canvas.view.viewRange()[0]))
    assert len(ranges) == 1


# Figures read off a projection


def test_an_outlook_between_two_steps_is_interpolated(subject):
    run = project_city(subject.inputs, [subject.continuation])
    between = outlook(run, 2042)
    assert between.total == pytest.approx(0.6 * run.total[4, 0] + 0.4 * run.total[5, 0])
    assert (between.births_from, between.births_to) == (2040, 2045)
    assert outlook(run, 2040).births_per_year == pytest.approx(run.births[3, 0] / 5)


def test_a_figure_that_meets_the_target_says_so_in_words(page, subject):
    assert "届きません" in page.figures.gap.remark.text()
    page.set_assumptions(Assumptions(tfr=1.8, families_30s=60))
    assert "届いています" in page.figures.gap.remark.text()
