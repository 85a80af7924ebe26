"""Scenarios side by side, and levers period by period."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from workbench.desktop.population.period_values import BY_PERIOD, period_values, with_typed
from workbench.desktop.population.subject import NamedScenario
from workbench.errors import PersonError
from workbench.population.city import project_city
from workbench.population.lever_table import MigrationBase
from workbench.population.levers import Assumptions, PeriodOverride
from workbench.population.scenarios import simulation_1, simulation_2

COMPARE, PERIODS = 2, 3


@pytest.fixture
def subject(sample_subject):
    """Return the sample plan's figures with three scenarios; they are immutable."""
    found = sample_subject
    named = (
        NamedScenario(1, "現状継続", found.continuation),
        NamedScenario(2, "シミュレーション1", simulation_1(found.inputs).assumptions),
        NamedScenario(3, "シミュレーション2", simulation_2(found.inputs).assumptions),
    )
    return replace(found, scenarios=named, scenario_id=1, assumptions=found.continuation)


def run(subject, assumptions):
    return project_city(subject.inputs, [assumptions])


# Side by side


def cell(view, name, column):
    table = view.table_view
    headings = [table.horizontalHeaderItem(i).text() for i in range(table.columnCount())]
    at = headings.index(column)
    rows = {table.item(row, 0).text(): row for row in range(table.rowCount())}
    return table.item(rows[name], at).text()


def test_each_scenario_has_a_column_with_what_the_engine_says(page, subject):
    page.tabs.setCurrentIndex(COMPARE)
    for one in subject.scenarios:
        found = run(subject, one.assumptions)
        at = found.years.index(2040)
        assert cell(page.comparison, "総人口", one.name) == f"{found.total[at, 0]:,.0f}"
        share = found.share(65)[at, 0] * 100
        assert cell(page.comparison, "65歳以上の割合", one.name) == f"{share:.1f}"
    assert cell(page.comparison, "総人口", "2020年（基準）") == "94,222"
    assert cell(page.comparison, "介護需要", "2020年（基準）") == "100.0"


def test_a_scenario_that_cannot_be_projected_is_named_with_the_reason(page, subject):
    view, years = page.comparison, run(subject, subject.continuation).years
    latest_only = replace(subject.inputs, earlier_migration=())
    asking = NamedScenario(7, "三期平均", Assumptions(migration_base=MigrationBase.MEAN_OF_THREE))
    view.set_subject(
        replace(subject, inputs=latest_only, scenarios=(*subject.scenarios, asking)), years
    )
    assert not view.left_out.isHidden()
    assert view.left_out.text().startswith("三期平均は比較に入れていません：")
    assert [one.name for one in view._others] == ["シミュレーション1", "シミュレーション2"]
    view.set_subject(subject, years)
    assert view.left_out.isHidden()


def test_the_levers_own_column_follows_them(page, subject, qapp):
    page.tabs.setCurrentIndex(COMPARE)
    page.panel.levers["tfr"].slider.setValue(110)
    qapp.processEvents()
    expected = run(subject, page.assumptions).total[4, 0]
    assert cell(page.comparison, "総人口", "現状継続") == f"{expected:,.0f}"


def test_the_pupils_of_the_table_are_those_of_the_row_of_figures(page):
    page.tabs.setCurrentIndex(COMPARE)
    shown = cell(page.comparison, "小学生（6～11歳）", "現状継続")
    assert shown == page.figures.pupils.number.text()


def test_the_influence_of_natural_and_social_change_is_said(page, subject):
    page.tabs.setCurrentIndex(COMPARE)
    totals = [run(subject, one.assumptions).total[4, 0] for one in subject.scenarios]
    natural, social = totals[1] / totals[0] * 100, totals[2] / totals[1] * 100
    words = page.comparison.influence.text()
    assert f"自然増減 {natural:.1f}" in words
    assert f"社会増減 {social:.1f}" in words


def test_the_comparison_is_copied_with_bare_numbers(page, qtbot):
    page.tabs.setCurrentIndex(COMPARE)
    qtbot.mouseClick(page.comparison.copy_button, Qt.MouseButton.LeftButton)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\r\n")]
    total = next(row for row in rows if row[0] == "総人口")
    assert total[2] == "94222"
    births = next(row for row in rows if row[0].startswith("出生数"))
    assert births[2] == ""


# Period by period


def type_into(qtbot, page, key, period, text):
    """Edit a cell as a person does."""
    table = page.periods.table_widget
    row = [lever.key for lever in BY_PERIOD].index(key)
    table.setCurrentCell(row, 2 + period)
    table.editItem(table.item(row, 2 + period))
    editor = next(one for one in table.findChildren(QLineEdit) if one.isVisible())
    editor.selectAll()
    editor.insert(text) if text else editor.del_()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    # Qt hands in what was typed when it returns to its event loop.
    QApplication.processEvents()


def shown(page, key, period):
    row = [lever.key for lever in BY_PERIOD].index(key)
    return page.periods.table_widget.item(row, 2 + period)


def test_a_value_typed_for_a_period_is_one_step_and_moves_the_result(
    page, committed, subject, qtbot, qapp
):
    page.tabs.setCurrentIndex(PERIODS)
    before = page.figures.population.number.text()
    type_into(qtbot, page, "families_30s", 1, "５０")
    qapp.processEvents()
    assert [one.overrides for one in committed] == [
        (PeriodOverride("families_30s", 2025, 2030, 50.0),)
    ]
    assert shown(page, "families_30s", 1).text() == "50"
    assert shown(page, "families_30s", 1).font().bold()
    assert shown(page, "families_30s", 2).text() == "0"
    expected = run(subject, committed[0]).total[4, 0]
    assert page.figures.population.number.text() == f"{expected:,.0f}" != before


def test_emptying_a_cell_takes_it_back(page, committed, subject, qtbot):
    page.tabs.setCurrentIndex(PERIODS)
    type_into(qtbot, page, "tfr", 3, "1.9")
    type_into(qtbot, page, "tfr", 3, "")
    assert len(committed) == 2
    assert committed[-1] == subject.continuation
    assert shown(page, "tfr", 3).text() == "1.41"


def test_all_period_values_are_cleared_as_one_step(page, committed, subject, qtbot):
    page.tabs.setCurrentIndex(PERIODS)
    assert not page.periods.clear_button.isEnabled()
    type_into(qtbot, page, "tfr", 0, "1.5")
    type_into(qtbot, page, "migration_multiplier", 2, "1.2")
    qtbot.mouseClick(page.periods.clear_button, Qt.MouseButton.LeftButton)
    assert len(committed) == 3
    assert committed[-1] == subject.continuation


@pytest.mark.parametrize("typed", ["多い", "9"])
def test_what_cannot_be_is_said_and_changes_nothing(page, committed, qtbot, typed):
    page.tabs.setCurrentIndex(PERIODS)
    type_into(qtbot, page, "tfr", 0, typed)
    assert page.periods.trouble.isVisible()
    assert shown(page, "tfr", 0).text() == "1.41"
    assert not committed


def test_the_account_of_each_period_is_the_engines(page, subject):
    page.tabs.setCurrentIndex(PERIODS)
    found = run(subject, subject.continuation)
    table = page.periods.table_widget
    rows = {table.item(row, 0).text(): row for row in range(table.rowCount())}
    for period in range(6):
        births = table.item(rows["出生数（年平均）"], 2 + period).text()
        assert births == f"{found.births[period, 0] / 5:,.0f}"
        end = table.item(rows["期末の総人口"], 2 + period).text()
        assert end == f"{found.total[period + 1, 0]:,.0f}"


def test_results_cannot_be_typed_over(page):
    page.tabs.setCurrentIndex(PERIODS)
    table = page.periods.table_widget
    last = table.item(table.rowCount() - 1, 3)
    assert not last.flags() & Qt.ItemFlag.ItemIsEditable


def test_the_period_table_is_copied_with_levers_and_account(page, qtbot):
    page.tabs.setCurrentIndex(PERIODS)
    qtbot.mouseClick(page.periods.copy_button, Qt.MouseButton.LeftButton)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\r\n")]
    assert rows[0][1:] == [f"{year}–{year + 5}" for year in range(2020, 2050, 5)]
    assert rows[1][:2] == ["合計特殊出生率", "1.41"]


def test_the_fertility_rate_of_a_period_is_the_mean_of_its_years(subject):
    years = tuple(range(2020, 2051, 5))
    held = period_values(subject.inputs, Assumptions(tfr=1.81, tfr_year=2030), years)
    # Evenly from 1.41 to 1.81 over ten years: half-way through each half it stands at a quarter
    # and at three quarters.
    assert held.values["tfr"][:3] == pytest.approx([1.51, 1.71, 1.81])


def test_changes_that_begin_later_are_told_apart(subject):
    years = tuple(range(2020, 2051, 5))
    held = period_values(subject.inputs, Assumptions(measures_from=2030), years)
    assert list(held.begun[:3]) == [0, 0, 1]


def test_full_width_digits_count_and_words_do_not():
    typed = with_typed(Assumptions(), "couples_20s", 2025, 2030, "１，２".replace("，", ""))
    assert typed.overrides[0].value == 12
    with pytest.raises(PersonError) as error:
        with_typed(Assumptions(), "couples_20s", 2025, 2030, "十二")
    assert error.value.code == "population.typed_number"
