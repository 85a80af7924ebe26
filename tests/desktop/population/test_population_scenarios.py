"""Scenarios are listed, compared and renamed on the page; keeping them is the window's business."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from workbench.desktop.population.picture import migration_results
from workbench.desktop.population.subject import NamedScenario
from workbench.population.city import project_city
from workbench.population.levers import Assumptions
from workbench.population.scenarios import simulation_1, simulation_2


@pytest.fixture
def subject(sample_subject):
    """Return the sample plan's figures with six scenarios; they are immutable."""
    found = sample_subject
    inputs = found.inputs
    named = (
        NamedScenario(1, "現状継続", found.continuation),
        NamedScenario(2, "シミュレーション1", simulation_1(inputs).assumptions, "手引きによる"),
        NamedScenario(3, "シミュレーション2", simulation_2(inputs).assumptions),
        NamedScenario(4, "四", Assumptions(tfr=1.5)),
        NamedScenario(5, "五", Assumptions(tfr=1.6)),
        NamedScenario(6, "六", Assumptions(tfr=1.7)),
    )
    return replace(found, scenarios=named, scenario_id=1)


def shown(row):
    return int(row.figure.text().replace(",", ""))


def expected(subject, assumptions):
    return round(float(project_city(subject.inputs, [assumptions], 2040).total[-1, 0]))


def test_every_scenario_shows_its_population_in_the_target_year(page, subject):
    for scenario in subject.scenarios:
        assert shown(page.scenarios.rows[scenario.id]) == expected(subject, scenario.assumptions)


def test_the_current_scenarios_figure_follows_its_levers(page, subject, qapp):
    page.panel.levers["tfr"].slider.setValue(100)
    qapp.processEvents()
    assert shown(page.scenarios.rows[1]) == expected(subject, page.assumptions)


def test_comparing_draws_the_line_in_the_colour_of_its_row(page, subject, qtbot):
    row, chart = page.scenarios.rows[3], page.charts.total
    qtbot.mouseClick(row.line, Qt.MouseButton.LeftButton)
    drawn = chart._comparison[0]
    np.testing.assert_allclose(
        drawn.getData()[1],
        project_city(subject.inputs, [subject.scenarios[2].assumptions]).total[:, 0],
    )
    assert drawn.opts["pen"].color().name() == row.line.colour
    assert "シミュレーション2" in chart.table().columns
    assert "シミュレーション2" in [label.name for label in chart._end_labels()]
    qtbot.mouseClick(row.line, Qt.MouseButton.LeftButton)
    assert drawn.getData()[1] is None or len(drawn.getData()[1]) == 0


def test_no_more_are_compared_than_there_are_colours(page):
    for scenario_id in (2, 3, 4, 5):
        page.scenarios.compare(scenario_id)
    assert page.scenarios.compared == (2, 3, 4, 5)
    assert not page.scenarios.rows[6].line.isEnabled()
    page.scenarios.compare(3, False)
    assert page.scenarios.compared == (2, 4, 5)
    assert page.scenarios.rows[6].line.isEnabled()


def test_the_current_scenario_is_not_compared_with_itself(page, subject):
    page.scenarios.compare(2)
    page.set_subject(replace(subject, scenario_id=2, assumptions=subject.scenarios[1].assumptions))
    assert page.scenarios.compared == ()
    assert not page.scenarios.rows[2].line.isEnabled()
    assert page.scenarios.rows[2].radio.isChecked()


def test_comparison_survives_a_refresh_from_the_plan(page, subject):
    page.scenarios.compare(2)
    page.set_subject(subject)
    assert page.scenarios.compared == (2,)
    assert page.charts.total._compared[0].name == "シミュレーション1"


def test_choosing_another_scenario_is_said(page, qtbot):
    with qtbot.waitSignal(page.scenarios.chosen) as said:
        qtbot.mouseClick(page.scenarios.rows[2].radio, Qt.MouseButton.LeftButton)
    assert said.args == [2]


def test_a_name_is_changed_in_its_place(page, qtbot):
    row = page.scenarios.rows[1]
    row.begin_rename()
    row.edit.insert("基準")
    with qtbot.waitSignal(page.scenarios.renamed) as said:
        qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    assert said.args == [1, "基準"]
    assert row.radio.isVisible()


def test_escape_leaves_the_name_as_it_was(page, qtbot):
    row, said = page.scenarios.rows[1], []
    page.scenarios.renamed.connect(lambda *args: said.append(args))
    row.begin_rename()
    row.edit.insert("基準")
    qtbot.keyClick(row.edit, Qt.Key.Key_Escape)
    assert row.radio.isVisible()
    assert not said


def test_a_copy_gets_a_name_that_is_free(page, subject, qtbot):
    said = []
    page.scenarios.copied.connect(lambda *args: said.append(args))
    qtbot.mouseClick(page.scenarios.copy_button, Qt.MouseButton.LeftButton)
    copy = NamedScenario(7, "現状継続の写し", subject.continuation)
    page.set_subject(replace(subject, scenarios=(*subject.scenarios, copy)))
    qtbot.mouseClick(page.scenarios.copy_button, Qt.MouseButton.LeftButton)
    assert said == [(1, "現状継続の写し"), (1, "現状継続の写し2")]


def test_a_note_is_said_once(page, qtbot):
    said = []
    page.scenarios.annotated.connect(lambda *args: said.append(args))
    page.scenarios.note.setFocus()
    page.scenarios.note.insert("理由")
    qtbot.keyClick(page.scenarios.note, Qt.Key.Key_Return)
    page.scenarios.note.clearFocus()
    assert said == [(1, "理由")]


def test_the_last_scenario_cannot_be_deleted(page, subject):
    assert page.scenarios.menu().actions()[1].isEnabled()
    page.set_subject(replace(subject, scenarios=subject.scenarios[:1]))
    assert not page.scenarios.menu().actions()[1].isEnabled()


def test_the_migration_models_show_how_far_the_result_moves(page, subject):
    box = page.panel.choices["migration_base"].box
    results = migration_results(subject, subject.continuation)
    assert len(results) == 8
    for index, base in enumerate(["latest", "previous", "mean_of_two", "mean_of_three"]):
        run = project_city(subject.inputs, [Assumptions(migration_base=base)], 2040)
        assert f"{run.total[-1, 0]:,.0f}" in box.itemText(index)
    low, high = min(results.values()), max(results.values())
    assert f"{low:,.0f}" in page.panel.spread.text()
    assert f"{high:,.0f}" in page.panel.spread.text()


def test_results_of_other_assumptions_are_not_left_standing_while_a_lever_moves(page, qapp):
    box, slider = page.panel.choices["migration_base"].box, page.panel.levers["tfr"].slider
    before = box.itemText(0)
    slider.setValue(100)
    qapp.processEvents()
    assert box.itemText(0) == "直近の5年間"
    assert "…" in page.panel.spread.text()
    slider.let_go.emit()
    assert box.itemText(0) not in ("直近の5年間", before)
    assert "…" not in page.panel.spread.text()


def test_a_migration_period_that_is_not_known_cannot_be_chosen(page, subject):
    bare = replace(subject, inputs=replace(subject.inputs, earlier_migration=()))
    page.set_subject(bare)
    model = page.panel.choices["migration_base"].box.model()
    assert [model.item(index).isEnabled() for index in range(4)] == [True, False, False, False]
