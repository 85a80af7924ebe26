"""The tree is narrowed down by department, theme, grade and what is missing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import element_place
from workbench.desktop.plan.tree_model import PLACE_ROLE
from workbench.operations.editing import ELEMENT_DEPARTMENT, edit_text
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.indicators import add_indicator
from workbench.operations.tree_filters import Lacking
from workbench.plan.structure import Role
from workbench.plan.values import number


@pytest.fixture
def plan_page(window, qtbot):
    window.actions_.filter.trigger()
    assert window.pages.plan.filter.is_open
    return window.pages.plan


@pytest.fixture
def choices(plan_page):
    return plan_page.filter.choices


def charge(window, code, department):
    element = next(one for one in window.document.plan.elements if one.code == code)
    window.document.run(
        lambda database: edit_text(database, ELEMENT_DEPARTMENT, element.id, department)
    )
    return element.id


def passing(plan_page):
    """Return the codes of the elements that pass, those above them left out."""
    tree = plan_page.tree
    plan = plan_page._document.plan

    def walk(parent):
        for row in range(tree.search_model.rowCount(parent)):
            index = tree.search_model.index(row, 0, parent)
            place = index.data(PLACE_ROLE)
            if place.kind == "element" and tree.search_model.matches(index):
                yield plan.element(place.id).code
            yield from walk(index)

    return list(walk(tree.search_model.index(-1, -1)))


def choose(qtbot, box, key):
    """Choose from a list as a click does."""
    at = box._keys.index(key)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_departments_lead_join_and_inherit(window, plan_page, choices, qtbot):
    charge(window, "4", "環境課")
    charge(window, "4-10", "政策経営課、環境課")
    charge(window, "4-11", "建築住宅課")
    choices.offer()
    choices.department.setEditText("環境課")
    choices.department.lineEdit().editingFinished.emit()
    # 4-11 has a department of its own; the other measures of goal 4 are charged by their goal.
    expected = ["4", *(f"4-{number}" for number in range(1, 11))]
    assert passing(plan_page) == expected
    assert plan_page.filter.count.text().startswith("11")
    choices.department.setEditText("政策経営課")
    choices.department.lineEdit().editingFinished.emit()
    assert passing(plan_page) == ["4-10"]
    # What is above is shown, in grey, so that the way is clear; nothing else is.
    model = plan_page.tree.search_model
    goal = model.index(0, 0)
    assert goal.data(PLACE_ROLE).kind == "element"
    assert goal.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert model.index(0, 0, goal).data(Qt.ItemDataRole.ForegroundRole) is None
    assert model.rowCount() == 1


def test_themes_and_words_come_together(window, plan_page, choices, qtbot):
    theme = window.document.plan.themes[1]
    choose(qtbot, choices.theme, theme.id)
    served = {link.element_id for link in window.document.plan.links_to(theme.id)}
    codes = [one.code for one in window.document.plan.elements if one.id in served]
    assert passing(plan_page) == codes
    window.search.setText("移住")
    qtbot.waitUntil(lambda: window.tasks.is_idle)
    assert "4-10" in passing(plan_page)
    assert len(passing(plan_page)) < len(codes)
    window.search.clear()
    plan_page.filter.clear_link.click()
    assert plan_page.tree.search_model.rowCount() == 8
    assert plan_page.filter.clear_link.isHidden()


def test_what_has_no_indicator_is_found(window, plan_page, choices, qtbot):
    choose(qtbot, choices.lacking, Lacking.INDICATORS)
    assert len(passing(plan_page)) == 45
    element = next(one for one in window.document.plan.elements if one.code == "4-10")
    window.document.run(lambda database: add_indicator(database, element.id, "指標（記入例）"))
    qtbot.waitUntil(lambda: len(passing(plan_page)) == 44)


def test_grades_and_lacks_are_those_of_the_year(window, plan_page, choices, qtbot):
    document = window.document
    element = next(one for one in document.plan.elements if one.code == "4-10")
    document.run(lambda database: add_indicator(database, element.id, "指標（記入例）"))
    indicator = document.plan.indicators[0].id
    for role, year, figure in ((Role.BASELINE, 2022, 100), (Role.TARGET, 2027, 200)):
        slot = Slot(indicator, role, year)
        document.run(lambda db, s=slot, f=figure: set_value(db, s, number(f)))
    plan_page.year.choose(2025)
    choose(qtbot, choices.lacking, Lacking.ANSWERS)
    qtbot.waitUntil(lambda: passing(plan_page) == ["4-10"])
    slot = Slot(indicator, Role.ACTUAL, 2025)
    document.run(lambda db: set_value(db, slot, number(220)))
    qtbot.waitUntil(lambda: passing(plan_page) == [])
    assert not plan_page.tree._nothing.isHidden()
    choose(qtbot, choices.lacking, None)
    choose(qtbot, choices.grade, "S")
    # The goal's grade is made up of the measure's.
    qtbot.waitUntil(lambda: passing(plan_page) == ["4", "4-10"])
    plan_page.year.choose(2024)
    qtbot.waitUntil(lambda: passing(plan_page) == [])


def test_what_is_being_worked_on_stays_until_the_filter_is_asked_again(
    window, plan_page, choices, qtbot
):
    element = charge(window, "4-10", "政策経営課")
    choices.offer()
    choices.department.setEditText("政策経営課")
    choices.department.lineEdit().editingFinished.emit()
    window.go_to(element_place(element))
    charge(window, "4-10", "環境課")
    qtbot.waitUntil(lambda: not choices._patience.isActive() and window.tasks.is_idle)
    assert passing(plan_page) == ["4-10"]
    choices.apply()
    assert passing(plan_page) == []


def test_folded_the_line_says_what_is_in_force(window, plan_page, choices, qtbot):
    choose(qtbot, choices.lacking, Lacking.DEPARTMENT)
    qtbot.keyClick(choices.lacking, Qt.Key.Key_Escape)
    assert not plan_page.filter.is_open
    assert choices.lacking.currentText() in plan_page.filter.open_link.text()
    assert len(passing(plan_page)) == 45


def test_another_plan_is_not_filtered(window, plan_page, choices, qtbot, tmp_path):
    choose(qtbot, choices.lacking, Lacking.INDICATORS)
    assert window.document.save_as(tmp_path / "二.plandb")
    assert window.document.new_from_sample(tmp_path / "三.plandb")
    QApplication.processEvents()
    assert plan_page.tree.search_model.rowCount() == 8


def test_the_model_stays_sound_while_it_is_filtered(window, plan_page, choices, qtbot):
    model = plan_page.tree.search_model
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode, model)
    choose(qtbot, choices.theme, window.document.plan.themes[0].id)
    charge(window, "4-10", "環境課")
    plan_page.filter.clear_link.click()
    tester.deleteLater()
