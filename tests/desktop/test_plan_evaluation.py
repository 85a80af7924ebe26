"""The evaluation of a measure, its themes, and the year that the page is about."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import THEMES, element_place
from workbench.operations import evaluations, years
from workbench.plan.evaluations import Course
from workbench.store import journal

_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def measure(window):
    return next(e for e in window.document.plan.elements if e.code == "4-10")


@pytest.fixture
def page(window, measure):
    window.go_to(element_place(measure.id))
    window.pages.plan.element.year.choose(2024)
    return window.pages.plan.element


def type_in(editor, text):
    """Type as an input method does, over what stands there."""
    editor.setFocus()
    editor.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def held(window, measure, year=2024):
    return evaluations.evaluation_pair(window.document.database, measure.id, year).now


def test_an_empty_evaluation_offers_the_first_step(window, page, measure, qtbot):
    section = page.evaluation
    assert not section.is_filled
    assert section.empty_words.text() == "この施策の令和6年度の評価はまだありません。"
    section.begin_link.setFocus()
    qtbot.keyClick(section.begin_link, Qt.Key.Key_Space)
    assert section.texts["state"].hasFocus()
    type_in(section.texts["state"], "順調（記入例）")
    qtbot.keyClick(section.texts["state"], Qt.Key.Key_Return, _CONTROL)
    assert held(window, measure).state == "順調（記入例）"
    assert window.document.next_undo.action == "evaluation.write"
    window.document.undo()
    assert held(window, measure) is None


def test_last_years_evaluation_stands_beside(window, page, measure):
    window.document.run(
        lambda db: evaluations.write_evaluation(db, measure.id, 2023, {"issue": "前年（記入例）"})
    )
    window.document.run(lambda db: evaluations.set_course(db, measure.id, 2023, Course.CONTINUE))
    section = page.evaluation
    assert section.is_filled
    assert "前年（記入例）" in section.before["issue"].accessibleName()
    assert "継続" in section.before["course"].accessibleName()
    assert section.texts["issue"].toPlainText() == ""


def test_the_direction_is_chosen_and_taken_back_by_keyboard(window, page, measure, qtbot):
    section = page.evaluation
    section.begin()
    button = section.course.buttons[Course.EXPAND]
    assert button.text() == "拡充"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert held(window, measure).course is Course.EXPAND
    assert button.isChecked()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert held(window, measure).course is None
    assert not button.isChecked()


def test_a_grade_in_place_of_the_computed_one_needs_a_reason(window, page, measure, qtbot):
    section = page.evaluation
    section.begin()
    qtbot.keyClick(section.grade.choices.buttons["A"], Qt.Key.Key_Space)
    assert held(window, measure) is None
    qtbot.keyClicks(section.grade.reason, "riyuu")
    qtbot.keyClick(section.grade.reason, Qt.Key.Key_Return)
    assert (held(window, measure).grade, held(window, measure).grade_reason) == ("A", "riyuu")


def test_a_closed_year_is_read_only_and_says_so(window, page, measure, qtbot):
    window.document.run(
        lambda db: evaluations.write_evaluation(db, measure.id, 2024, {"state": "済（記入例）"})
    )
    window.document.run(lambda db: years.open_year(db, 2024))
    window.document.run(lambda db: years.close_year(db, 2024))
    section = page.evaluation
    assert "締め切られている" in section._now_heading.text()
    assert section.texts["state"].isReadOnly()
    assert not section.course.isEnabled()
    assert not section.grade.choices.isEnabled()


def test_the_year_in_view_changes_everything_below_and_stays_with_the_next_measure(
    window, page, measure, qtbot
):
    window.document.run(
        lambda db: evaluations.write_evaluation(db, measure.id, 2025, {"state": "翌年（記入例）"})
    )
    box = page.year_chooser.box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert page.year.year == 2025
    assert page.evaluation.texts["state"].toPlainText() == "翌年（記入例）"
    other = next(e for e in window.document.plan.elements if e.code == "4-11")
    window.go_to(element_place(other.id))
    assert page.year_chooser.box.key == 2025


def test_a_goal_has_neither_year_nor_evaluation(window, page):
    goal = next(e for e in window.document.plan.elements if e.code == "4")
    window.go_to(element_place(goal.id))
    for part in (page.year_chooser, page.indicators, page.initiatives, page.evaluation):
        assert part.isHidden()


def test_a_measure_is_named_for_another_theme_and_no_longer(window, page, measure, qtbot):
    plan = window.document.plan
    before = len(plan.links_of(measure.id))
    menu = page.themes.menu()
    menu.actions()[0].trigger()
    made = [link for link in window.document.plan.links_of(measure.id) if not link.initiative]
    assert len(window.document.plan.links_of(measure.id)) == before + 1
    assert page.themes.initiatives[made[0].id].hasFocus()
    remover = page.themes.removers[made[0].id]
    assert remover.accessibleName() == "「誰もが活躍する共生のまち」から外す"
    QApplication.processEvents()
    qtbot.mouseClick(remover, Qt.MouseButton.LeftButton)
    assert len(window.document.plan.links_of(measure.id)) == before
    menu.deleteLater()


def test_a_measure_of_no_theme_leads_to_the_table_of_all(window, page, qtbot):
    other = next(e for e in window.document.plan.elements if e.code == "4-11")
    window.go_to(element_place(other.id))
    assert not page.themes.is_filled
    qtbot.mouseClick(page.themes.matrix_link, Qt.MouseButton.LeftButton)
    assert window.pages.plan.place == THEMES


def test_texts_that_came_from_a_workbook_say_from_which_cell(window, page, measure):
    def take_in(database):
        with journal.transaction(database, "test.evaluation") as change:
            row = {"kind": "workbook", "title": "様式（記入例）.xlsx", "sha256": "0" * 64}
            cell = {"source_id": change.insert("source", row), "sheet": "評価", "cell": "C5"}
            said = {"state": "順調（記入例）", "original": "順調（記入例）"}
            change.insert(
                "evaluation", {"element_id": measure.id, "fiscal_year": 2024, **said, **cell}
            )
        return change.outcome

    window.document.run(take_in)
    section = page.evaluation
    assert "様式（記入例）.xlsx 評価 C5" in section.texts["state"].toolTip()
    assert not section.texts["issue"].toolTip()
    assert "様式（記入例）.xlsx" in section.who.text()
    page.year.choose(2025)
    assert "評価 C5" in section.before["state"].toolTip()
    assert not section.texts["state"].toolTip()
