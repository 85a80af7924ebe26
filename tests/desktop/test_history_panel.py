"""The history lists every step in words and goes back to any, after saying what that undoes."""

import pytest
from PySide6.QtCore import QPoint, Qt

from workbench.desktop.history_model import HistoryModel, Way, way_to
from workbench.desktop.places import element_place
from workbench.operations.editing import ELEMENT_NAME, VISION, edit_text
from workbench.store.journal import Entry, entries


def step(number, state="done", kind="do"):
    details = {"field": "profile.vision", "owner": "計画", "before": "", "after": str(number)}
    return Entry(number, "2025-04-01T00:00:00+00:00", "tanaka", "text.edit", details, kind, state,
                 None)  # fmt: skip


@pytest.mark.parametrize(
    ("target", "undo", "redo"),
    [(1, [3, 2], []), (2, [3], []), (3, [], []), (4, [], [4]), (5, [], [4, 5])],
)
def test_the_way_to_a_step_is_what_lies_between(target, undo, redo):
    made = step(1, kind="make")
    journal = [step(5, "undone"), step(4, "undone"), step(3), step(2), made]
    way = way_to(journal, next(entry for entry in journal if entry.id == target))
    assert [entry.id for entry in way.undo] == undo
    assert [entry.id for entry in way.redo] == redo


def test_there_is_no_way_to_a_step_that_was_given_up():
    assert way_to([step(3), step(2, "abandoned")], step(2, "abandoned")) == Way()


@pytest.fixture
def panel(window):
    for text in ("一", "二", "三"):
        window.document.run(lambda database, text=text: edit_text(database, VISION, 1, text))
    window.toggle_history()
    return window.history


def vision(window):
    return window.document.plan.profile.vision


def choose(panel, row):
    panel.list.setCurrentIndex(panel.model.index(row, 0))


def test_each_step_is_told_in_words_with_who_and_when(panel):
    lines = [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]
    assert len(lines) == 4
    assert "「三」" in lines[0]
    assert "azumino" in lines[3]


def test_going_back_says_first_what_it_undoes(window, panel, qtbot):
    choose(panel, 2)
    words = panel._words.accessibleName()
    assert "2件" in words
    assert "「三」" in words
    assert vision(window) == "三"
    qtbot.mouseClick(panel.go_button, Qt.MouseButton.LeftButton)
    assert vision(window) == "一"


def test_an_undone_step_is_marked_and_can_be_done_again(window, panel, qtbot):
    window.document.undo(2)
    notes = [panel.model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert ["取り消し済み" in note for note in notes] == [True, True, False]
    choose(panel, 0)
    assert panel.go_button.text() == "ここまでやり直す"
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert vision(window) == "三"


def test_a_step_that_was_replaced_cannot_be_gone_to(window, panel):
    window.document.undo()
    window.document.run(lambda database: edit_text(database, VISION, 1, "四"))
    choose(panel, 1)
    assert not panel.go_button.isEnabled()
    assert "やり直せません" in panel._words.accessibleName()


def test_going_back_to_the_making_of_the_plan_undoes_everything(window, panel):
    choose(panel, 3)
    panel.go_button.click()
    assert window.document.next_undo is None


def test_the_step_that_stands_needs_no_way(panel):
    choose(panel, 0)
    assert not panel.go_button.isEnabled()


def test_the_history_is_opened_and_closed_by_keyboard(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert window.history.isVisible()
    assert window.history.list.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert not window.history.isVisible()


def test_the_model_keeps_the_contract_of_qt(document, qtmodeltester):
    model = HistoryModel()
    model.show_entries(entries(document.database))
    qtmodeltester.check(model)


def test_the_history_is_narrowed_down_to_the_element_shown(window, panel, qtbot):
    measure = next(one for one in window.document.plan.elements if one.code == "4-10")
    window.document.run(lambda database: edit_text(database, ELEMENT_NAME, measure.id, "移住"))
    assert panel.only_element.isHidden()
    window.go_to(element_place(measure.id))
    assert "4-10" in panel.only_element.toolTip()
    qtbot.mouseClick(panel.only_element, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert panel.model.rowCount() == 1
    assert "移住" in panel.model.index(0, 0).data()
    other = next(one for one in window.document.plan.elements if one.code == "4-1")
    window.go_to(element_place(other.id))
    assert panel.model.rowCount() == 0
    assert panel._nothing.isVisible()
    panel.only_element.setChecked(False)
    assert panel.model.rowCount() == 5


def test_the_history_is_narrowed_down_to_one_person(window, panel, monkeypatch):
    monkeypatch.setattr("workbench.store.journal.person", lambda: "記入例")
    window.document.run(lambda database: edit_text(database, VISION, 1, "四"))
    panel.people.setCurrentIndex(panel.people.findText("記入例"))
    assert panel.model.rowCount() == 1
    assert "四" in panel.model.index(0, 0).data()
    panel.people.setCurrentIndex(0)
    assert panel.model.rowCount() == 5


def test_going_back_from_a_narrowed_history_tells_all_that_it_undoes(window, panel):
    measure = next(one for one in window.document.plan.elements if one.code == "4-10")
    window.document.run(lambda database: edit_text(database, ELEMENT_NAME, measure.id, "移住"))
    window.document.run(lambda database: edit_text(database, VISION, 1, "四"))
    window.go_to(element_place(measure.id))
    panel.only_element.setChecked(True)
    choose(panel, 0)
    assert "1件" in panel._words.accessibleName()
    assert "四" in panel._words.accessibleName()
