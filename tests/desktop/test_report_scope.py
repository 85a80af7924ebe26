"""Forms about a year and a part of the plan: what is chosen is shown, saved and printed."""

import re
import threading

import pytest
from PySide6.QtCore import Qt

from workbench.desktop.places import REPORTS, Place
from workbench.desktop.reports import rendering
from workbench.desktop.reports.page import ReportsPage
from workbench.desktop.reports.scope_panel import Part
from workbench.operations import reporting
from workbench.operations.editing import VISION, edit_text
from workbench.operations.publishing import mark_internal
from workbench.store.journal import transaction

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window, qtbot, monkeypatch):
    # The small pictures in the list are held to their promises elsewhere.
    monkeypatch.setattr(ReportsPage, "_set_others", lambda *_: None)
    plan = window.document.plan
    with transaction(window.document.database, "plan.create", {"name": "記入例"}) as change:
        for element in plan.elements:
            if element.code in ("4-10", "6-1"):
                change.update("element", element.id, {"department": "政策経営課"})
    window.document.announce(change.outcome)
    window.go_to(Place(REPORTS))
    shown = window.pages.reports
    shown.select("measures")
    wait(shown, qtbot)
    return shown


def wait(page, qtbot):
    qtbot.waitUntil(lambda: not page.is_rendering, timeout=30_000)


def choose(box, qtbot, value):
    """Go through a box by keyboard until it stands at a value."""
    box.setFocus()
    while box.currentData() != value:
        down = box.findData(value) > box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def pages_in(path):
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def test_at_first_forms_are_about_the_whole_plan(page):
    assert page.scope.part is Part.WHOLE
    assert page.selection.measures is None
    assert page.preview.page_count == 45


def test_a_goal_is_chosen_by_keyboard_and_is_what_is_saved(window, page, qtbot, answers, tmp_path):
    goals = window.document.plan.children(None)
    choose(page.scope.parts, qtbot, "goal")
    choose(page.scope.which, qtbot, goals[5].id)
    wait(page, qtbot)
    assert page.preview.page_count == len(window.document.plan.children(goals[5].id)) == 5
    assert page.selection.name == f"6 {goals[5].name}"
    answers.name = tmp_path / "目標6.pdf"
    qtbot.mouseClick(page.pdf_button, _LEFT)
    wait(page, qtbot)
    assert pages_in(answers.name) == 5


def test_a_department_has_the_measures_it_is_in_charge_of(page, qtbot):
    choose(page.scope.parts, qtbot, "department")
    assert page.scope.which.currentText() == "政策経営課 (2)"
    wait(page, qtbot)
    assert page.preview.page_count == 2


def test_measures_are_ticked_by_mouse_and_by_space(page, qtbot):
    choose(page.scope.parts, qtbot, "chosen")
    wait(page, qtbot)
    assert page.preview.page_count == 0
    assert "一つ以上" in page.message.text()
    assert not page.pdf_button.isEnabled()
    assert not page.print_button.isEnabled()
    shown = page.scope.measures
    place = shown.visualItemRect(shown.item(2)).center()
    qtbot.mouseClick(shown.viewport(), _LEFT, pos=place)
    wait(page, qtbot)
    assert page.preview.page_count == 1
    assert page.selection.name.startswith("1-3 ")
    shown.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    wait(page, qtbot)
    assert page.preview.page_count == 2
    assert page.selection.name == "選択した施策 2件"
    assert page.pdf_button.isEnabled()


def test_a_form_of_the_whole_plan_offers_no_scope(page, qtbot):
    choose(page.scope.parts, qtbot, "department")
    page.select("summary")
    wait(page, qtbot)
    assert not page.scope.parts.isEnabled()
    assert not page.scope.which.isVisible()
    assert page.preview.page_count == 2
    page.select("measures")
    wait(page, qtbot)
    assert page.scope.which.isVisible()
    assert page.preview.page_count == 2


def test_the_year_is_handed_to_the_form(page, qtbot, monkeypatch):
    asked = []
    pages = rendering.pages
    monkeypatch.setattr(
        rendering, "pages", lambda *given: asked.append(given[-1].fiscal_year) or pages(*given)
    )
    choose(page.scope.years, qtbot, 2024)
    wait(page, qtbot)
    assert set(asked) == {2024}


def test_the_paper_is_named(page, qtbot):
    assert page.side.paper.text() == "用紙：A4 縦"
    page.select("tree")
    wait(page, qtbot)
    assert page.side.paper.text() == "用紙：A3 横"


def test_the_choice_stays_while_the_plan_changes(window, page, qtbot):
    choose(page.scope.parts, qtbot, "department")
    wait(page, qtbot)
    window.document.run(lambda database: edit_text(database, VISION, 1, "別の姿"))
    wait(page, qtbot)
    assert page.selection.name == "政策経営課"
    assert page.preview.page_count == 2


def test_another_plan_begins_with_the_whole_of_it(window, page, qtbot, answers, tmp_path):
    choose(page.scope.parts, qtbot, "department")
    answers.name = tmp_path / "another.plandb"
    window.files.new_from_sample()
    window.go_to(Place(REPORTS))
    wait(page, qtbot)
    assert page.scope.part is Part.WHOLE


# --- what takes long -----------------------------------------------------------------------------


@pytest.fixture
def gate():
    """Hold back work until the gate is opened, at the latest when the test is over."""
    opened = threading.Event()
    yield opened
    opened.set()


def held_back(gate, work):
    def waiting(*given, **named):
        gate.wait(20)
        return work(*given, **named)

    return waiting


def test_setting_pages_can_be_cancelled_and_begun_again(page, qtbot, gate, monkeypatch):
    monkeypatch.setattr(rendering, "pages", held_back(gate, rendering.pages))
    choose(page.scope.parts, qtbot, "department")
    qtbot.waitUntil(page.busy.isVisible, timeout=5_000)
    assert page.busy.button.text() == "キャンセル"
    qtbot.mouseClick(page.busy.button, _LEFT)
    assert page.message.text() == "中止しました。"
    assert page.preview.page_count == 0
    gate.set()
    qtbot.mouseClick(page.busy.button, _LEFT)
    wait(page, qtbot)
    assert page.preview.page_count == 2
    assert not page.busy.isVisible()


def test_a_cancelled_file_is_not_written(page, qtbot, gate, monkeypatch, answers, tmp_path):
    answers.name = tmp_path / "取りやめ.pdf"
    monkeypatch.setattr(reporting, "write_bound", held_back(gate, reporting.write_bound))
    qtbot.mouseClick(page.pdf_button, _LEFT)
    qtbot.waitUntil(page.side.busy.isVisible, timeout=5_000)
    qtbot.mouseClick(page.side.busy.button, _LEFT)
    assert page.outcome.text == "中止しました。"
    gate.set()
    page._tasks._pool.waitForDone(20_000)
    assert not answers.name.exists()
    assert page.preview.page_count == 45


def test_what_is_internal_is_printed_only_where_somebody_says_so(window, page, qtbot):
    assert page.scope.internal.isHidden()
    marked = next(one for one in window.document.plan.elements if one.code == "4-10")
    assert window.document.run(lambda database: mark_internal(database, "element", marked.id))
    qtbot.waitUntil(lambda: page.preview.page_count == 44, timeout=30_000)
    assert page.scope.internal.text() == "内部用の部分も含める（1件）"
    page.scope.internal.click()
    assert page.selection.internal
    qtbot.waitUntil(lambda: page.preview.page_count == 45, timeout=30_000)


def test_sheets_for_departments_hold_it_and_data_do_not(window, page, qtbot):
    marked = next(one for one in window.document.plan.elements if one.code == "4-10")
    assert window.document.run(lambda database: mark_internal(database, "element", marked.id))
    for key, usual in (("template", True), ("book", False), ("data", False)):
        page.select_output(key)
        view = page.output_host.view
        assert view.internal.isVisible()
        assert view.order().internal is usual
        view.internal.click()
        assert view.order().internal is not usual
    page.select_output("set")
    assert page.output_host.view.internal.isHidden()
    assert page.scope.internal.isVisible()
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=30_000)
