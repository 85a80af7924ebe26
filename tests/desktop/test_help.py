"""The help menu: things to try, the list of shortcuts, the user guide."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workbench.desktop import settings
from workbench.desktop.help import menu
from workbench.desktop.help.keys import plain, shortcuts
from workbench.desktop.importing.files import State
from workbench.desktop.places import IMPORT, OVERVIEW, POPULATION, REPORTS


@pytest.fixture
def steps(window):
    return window.pages.plan.overview.first_steps


def test_the_three_things_can_be_put_away_for_good_and_come_back(window, steps, qtbot):
    assert steps.isVisible()
    qtbot.mouseClick(steps.close_button, Qt.MouseButton.LeftButton)
    assert not steps.isVisible()
    assert not settings.load().first_steps
    window.remake()
    again = window.pages.plan.overview.first_steps
    assert not again.isVisible()
    window.actions_.help.try_out.trigger()
    qtbot.waitUntil(again.isVisible)
    assert settings.load().first_steps
    qtbot.waitUntil(again.links[0].hasFocus)


def test_the_example_is_read_and_taken_in_and_taken_back(window, steps, qtbot):
    qtbot.mouseClick(steps.links[1], Qt.MouseButton.LeftButton)
    assert window.page == IMPORT
    files = window.pages.importing.files.files
    qtbot.waitUntil(lambda: [file.state for file in files] == [State.READ], timeout=20_000)
    qtbot.mouseClick(window.pages.importing.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.document.plan.indicators) == 3, timeout=20_000)
    qtbot.mouseClick(window.pages.importing.done.undo, Qt.MouseButton.LeftButton)
    assert not window.document.plan.indicators


def test_the_others_lead_to_the_levers_and_to_the_summary(window, steps, qtbot):
    qtbot.mouseClick(steps.links[0], Qt.MouseButton.LeftButton)
    assert window.page == POPULATION
    window.go_to(OVERVIEW)
    window.pages.reports.select("tree")
    qtbot.mouseClick(steps.links[2], Qt.MouseButton.LeftButton)
    assert window.page == REPORTS
    assert window.pages.reports.kind == "summary"


def test_a_plan_without_the_examples_measure_only_opens_the_page(window, steps, answers, qtbot):
    from workbench.operations.structure import delete_elements

    measure = next(one for one in window.document.plan.elements if one.code == "4-10")
    assert window.document.run(lambda database: delete_elements(database, [measure.id]))
    qtbot.mouseClick(steps.links[1], Qt.MouseButton.LeftButton)
    assert window.page == IMPORT
    assert not window.pages.importing.files.files


def test_every_shortcut_of_the_menus_is_listed_once(window):
    held = shortcuts(window)
    listed = {(one.where, one.does) for one in held}
    assert len(listed) == len(held)
    by_keys = {one.keys: one.does for one in held}
    assert by_keys["Ctrl+S"] == "保存"
    assert by_keys["Ctrl+Z"] == "元に戻す"
    assert by_keys["F1"] == "使い方の手引き"
    for action in window.actions():
        if not action.shortcut().isEmpty() and action.text():
            assert any(action.shortcut().toString() in one.keys for one in held), action.text()


def test_no_two_actions_of_the_window_answer_to_the_same_keys(window):
    held = {}
    for action in window.actions():
        for keys in action.shortcuts():
            assert held.setdefault(keys.toString(), action) is action


def test_a_shortcut_can_be_found(window):
    window.actions_.help.keys.trigger()
    sheet = window.actions_.help.sheet
    everything = sheet.found.rowCount()
    QTest.keyClicks(sheet.field, "ctrl+z")
    assert 0 < sheet.found.rowCount() < everything
    sheet.field.clear()
    sheet.field.insert("保存")
    assert {sheet.found.index(row, 2).data() for row in range(sheet.found.rowCount())} >= {"Ctrl+S"}
    QTest.keyClick(sheet.field, Qt.Key.Key_Down)
    assert sheet.table.selectionModel().selectedRows()
    sheet.reject()


@pytest.mark.parametrize(
    ("menu_text", "words"),
    [("ファイル(&F)", "ファイル"), ("&File", "File"), ("開く…", "開く"), ("A && B", "A & B")],
)
def test_words_of_a_menu_lose_their_letter_and_dots(menu_text, words):
    assert plain(menu_text).replace("&&", "&") == words


@pytest.mark.parametrize(("which", "name"), [("guide", "html"), ("print_guide", "pdf")])
def test_the_guide_opens(window, qtbot, monkeypatch, which, name):
    opened = []
    monkeypatch.setattr(menu, "open_file", lambda path: opened.append(path) or True)
    getattr(window.actions_.help, which).trigger()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0].name.endswith(f"guide.{name}")
    assert opened[0].stat().st_size > 5000


def test_where_nothing_opens_the_guide_its_place_is_said(window, qtbot, monkeypatch):
    monkeypatch.setattr(menu, "open_file", lambda _path: False)
    window.actions_.help.guide.trigger()
    qtbot.waitUntil(lambda: "guide.html" in window.notice.text, timeout=20_000)
