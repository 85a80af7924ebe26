"""The whole main job without a pointer: every step by key events alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from workbench.desktop.example_workbook import write_example
from workbench.desktop.importing.files import State
from workbench.desktop.places import IMPORT, PLAN, POPULATION, PROGRESS, REPORTS

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


def press(key, modifier=Qt.KeyboardModifier.NoModifier, times=1):
    """Press a key in whatever has the keyboard."""
    for _ in range(times):
        held = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert held is not None, "nothing has the keyboard"
        QTest.keyClick(held, key, modifier)
        QApplication.processEvents()


def type_in(words):
    QTest.keyClicks(QApplication.focusWidget(), words)


def tab_to(widget, most=120):
    """Press Tab until `widget` has the keyboard; it can be reached, and in a bearable time."""
    for _ in range(most):
        if widget.hasFocus() or (
            widget.focusProxy() is not None and widget.focusProxy().hasFocus()
        ):
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never reaches {widget.accessibleName() or widget}")


@pytest.fixture
def measure(window):
    return next(one for one in window.document.plan.elements if one.code == "4-10")


def go_to_measure(window, measure):
    """Walk down the tree, open goal 4, walk on to the measure."""
    tree = window.pages.plan.tree.view
    assert tree.hasFocus()
    press(Qt.Key.Key_Home)
    for _ in range(60):
        place = window.pages.plan.place
        if place.kind == "element" and place.id == measure.parent_id:
            press(Qt.Key.Key_Right)
        if place.kind == "element" and place.id == measure.id:
            return
        press(Qt.Key.Key_Down)
    pytest.fail("the measure is not in the tree")


def description(window, measure):
    return window.document.plan.element(measure.id).description


def test_a_measure_is_found_described_and_taken_back(window, measure):
    go_to_measure(window, measure)
    tab_to(window.pages.plan.element.description)
    type_in("Moving in")
    press(Qt.Key.Key_Return, _CONTROL)
    assert description(window, measure) == "Moving in"
    press(Qt.Key.Key_Z, _CONTROL)
    assert description(window, measure) == ""
    press(Qt.Key.Key_Y, _CONTROL)
    assert description(window, measure) == "Moving in"


def test_a_word_is_looked_for(window, measure):
    press(Qt.Key.Key_F, _CONTROL)
    assert window.search.hasFocus()
    type_in("4-10")
    press(Qt.Key.Key_Return)
    assert window.pages.plan.place.id == measure.id
    press(Qt.Key.Key_F, _CONTROL)
    press(Qt.Key.Key_Escape)
    assert window.search.text() == ""


def test_a_lever_is_moved_and_put_back(window):
    press(Qt.Key.Key_2, _CONTROL)
    assert window.page == POPULATION
    page = window.pages.population.page
    before = page.projection.total[-1, 0]
    tab_to(page.panel.levers["tfr"].slider)
    press(Qt.Key.Key_Right, times=5)
    assert page.projection.total[-1, 0] > before
    press(Qt.Key.Key_Z, _CONTROL, times=5)
    assert page.projection.total[-1, 0] == pytest.approx(before)


def test_a_workbook_is_taken_in_and_taken_back(window, answers, tmp_path, qtbot):
    answers.workbooks = [write_example(tmp_path / "記入例.xlsx")]
    press(Qt.Key.Key_I, _CONTROL)
    assert window.page == IMPORT
    page = window.pages.importing
    qtbot.waitUntil(
        lambda: [file.state for file in page.files.files] == [State.READ], timeout=20_000
    )
    tab_to(page.apply_button)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(window.document.plan.indicators) == 3, timeout=20_000)
    tab_to(page.done.undo)
    press(Qt.Key.Key_Space)
    assert not window.document.plan.indicators


def test_the_summary_is_saved_as_pdf_and_the_plan_saved(window, answers, tmp_path, qtbot, measure):
    go_to_measure(window, measure)
    tab_to(window.pages.plan.element.description)
    type_in("x")
    press(Qt.Key.Key_5, _CONTROL)
    assert window.page == REPORTS
    page = window.pages.reports
    qtbot.waitUntil(lambda: not page.is_rendering, timeout=60_000)
    answers.name = tmp_path / "summary.pdf"
    tab_to(page.pdf_button)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.is_rendering, timeout=60_000)
    assert answers.name.read_bytes().startswith(b"%PDF")
    assert window.document.is_modified
    press(Qt.Key.Key_S, _CONTROL)
    assert not window.document.is_modified


def test_the_outputs_are_chosen_and_the_keyboard_stays(window, qtbot):
    press(Qt.Key.Key_5, _CONTROL)
    page = window.pages.reports
    qtbot.waitUntil(lambda: not page.is_rendering, timeout=60_000)
    tab_to(page.outputs)
    assert page.output == ""
    press(Qt.Key.Key_Down)
    assert page.output
    tab_to(page.output_host.view.button)


def test_the_year_in_view_and_what_is_missing_are_reached(window, qtbot):
    press(Qt.Key.Key_4, _CONTROL)
    assert window.page == PROGRESS
    page = window.pages.progress
    qtbot.waitUntil(lambda: not page.is_counting, timeout=20_000)
    tab_to(page.bar.years)


def test_the_history_leads_back(window, measure):
    go_to_measure(window, measure)
    tab_to(window.pages.plan.element.description)
    type_in("one")
    press(Qt.Key.Key_Return, _CONTROL)
    type_in(" two")
    press(Qt.Key.Key_Return, _CONTROL)
    press(Qt.Key.Key_H, _CONTROL)
    assert window.history.list.hasFocus()
    press(Qt.Key.Key_End)
    tab_to(window.history.go_button)
    press(Qt.Key.Key_Space)
    assert description(window, measure) == ""


def test_the_menus_open_by_their_letters(window):
    press(Qt.Key.Key_F, _ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert window.actions_.save in menu.actions()
    press(Qt.Key.Key_Right)
    other = QApplication.activePopupWidget()
    assert other is not menu
    press(Qt.Key.Key_Escape, times=2)
    assert QApplication.activePopupWidget() is None


def test_the_settings_are_changed_and_closed(window, qtbot):
    press(Qt.Key.Key_Comma, _CONTROL)
    sheet = window.preferences
    qtbot.waitUntil(sheet.isActiveWindow)
    tab_to(sheet.apply_button)
    closed = []
    sheet.finished.connect(closed.append)
    press(Qt.Key.Key_Escape)
    assert closed


def test_every_page_hands_the_keyboard_to_something(window, qtbot):
    """After going to a page by its keys, keys do something there."""
    for number, page in enumerate((PLAN, POPULATION, IMPORT, PROGRESS, REPORTS), start=1):
        press(getattr(Qt.Key, f"Key_{number}"), _CONTROL)
        assert window.page == page
        focus = QApplication.focusWidget()
        assert focus is not None, page
        assert focus.isVisible(), page
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=60_000)
