"""The tree is changed where it stands, by keyboard, menu and drag, one step at a time."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from workbench.desktop.places import OVERVIEW, element_place
from workbench.desktop.plan.tree_edits import deletion_in_words
from workbench.desktop.plan.tree_model import PLACE_ROLE, TreeModel
from workbench.desktop.plan.tree_moves import Move, beyond
from workbench.desktop.plan.tree_panel import TreePanel
from workbench.operations.editing import ELEMENT_DESCRIPTION, edit_text
from workbench.operations.structure import Deletion
from workbench.store.journal import entries

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def tree(window):
    """Return the tree with the keyboard in it."""
    window.pages.plan.tree.view.setFocus()
    return window.pages.plan.tree


def element(window, code):
    return next(one for one in window.document.plan.elements if one.code == code)


def choose(window, code):
    held = element(window, code)
    window.go_to(element_place(held.id))
    window.pages.plan.tree.view.setFocus()
    return held


def steps(window):
    return [entry for entry in entries(window.document.database) if entry.kind == "do"]


def order(window, code):
    held = element(window, code)
    return [one.code for one in window.document.plan.children(held.id)]


def editor(tree):
    return tree.view.viewport().findChild(QLineEdit)


def test_f2_renames_in_place(window, tree, qtbot):
    held = choose(window, "4-10")
    qtbot.keyClick(tree.view, Qt.Key.Key_F2)
    assert editor(tree).text() == held.name
    editor(tree).selectAll()
    qtbot.keyClicks(editor(tree), "Iju")
    qtbot.keyClick(editor(tree), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.document.plan.element(held.id).name == "Iju"
    assert len(steps(window)) == 1
    assert tree.view.currentIndex().data() == "4-10 Iju"


def test_a_name_being_typed_is_taken_in_before_saving(window, tree, qtbot):
    held = choose(window, "4-10")
    qtbot.keyClick(tree.view, Qt.Key.Key_F2)
    editor(tree).setText("書きかけ")
    qtbot.keyClick(window, Qt.Key.Key_S, _CONTROL)
    assert window.document.plan.element(held.id).name == "書きかけ"
    assert not window.document.is_modified


def test_escape_leaves_the_name_as_it_was(window, tree, qtbot):
    held = choose(window, "4-10")
    qtbot.keyClick(tree.view, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(tree), "x")
    qtbot.keyClick(editor(tree), Qt.Key.Key_Escape)
    assert window.document.plan.element(held.id).name == held.name
    assert steps(window) == []


def test_an_empty_name_is_refused_in_words(window, tree, qtbot):
    choose(window, "4-10")
    qtbot.keyClick(tree.view, Qt.Key.Key_F2)
    editor(tree).setText(" ")
    qtbot.keyClick(editor(tree), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.notice.text
    assert steps(window) == []


def test_insert_adds_below_and_shows_it(window, tree, qtbot):
    goal = choose(window, "4")
    before = len(window.document.plan.children(goal.id))
    qtbot.keyClick(tree.view, Qt.Key.Key_Insert)
    name = window.pages.plan.edits.name
    assert name.hasFocus()
    qtbot.keyClicks(name, "new")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    made = window.document.plan.children(goal.id)[-1]
    assert (made.name, made.code) == ("new", f"4-{before + 1}")
    assert tree.current == element_place(made.id)
    assert tree.view.hasFocus()
    assert len(steps(window)) == 1


def test_control_n_adds_after_the_chosen_one(window, tree, qtbot):
    measure = choose(window, "4-1")
    qtbot.keyClick(tree.view, Qt.Key.Key_N, _CONTROL)
    name = window.pages.plan.edits.name
    qtbot.keyClicks(name, "new")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    siblings = window.document.plan.children(measure.parent_id)
    assert [one.name for one in siblings][1] == "new"


def test_no_name_adds_nothing(window, tree, qtbot):
    choose(window, "4-1")
    qtbot.keyClick(tree.view, Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier)
    assert not window.pages.plan.edits.add_below.isEnabled()
    qtbot.keyClick(tree.view, Qt.Key.Key_N, _CONTROL)
    qtbot.keyClick(window.pages.plan.edits.name, Qt.Key.Key_Escape)
    assert window.pages.plan.edits.name.isHidden()
    assert tree.view.hasFocus()
    assert steps(window) == []


def test_deleting_says_what_goes_and_shows_the_neighbour(window, tree, answers, qtbot):
    goal = choose(window, "4")
    below = len(window.document.plan.children(goal.id))
    answers.goes_ahead = False
    qtbot.keyClick(tree.view, Qt.Key.Key_Delete)
    assert f"下位の要素{below}件" in answers.asked[-1]
    assert goal.name in answers.asked[-1]
    assert steps(window) == []
    answers.goes_ahead = True
    qtbot.keyClick(tree.view, Qt.Key.Key_Delete)
    assert goal not in window.document.plan.elements
    assert tree.current == element_place(element(window, "5").id)
    assert len(steps(window)) == 1
    window.document.undo()
    assert len(window.document.plan.children(goal.id)) == below


def test_what_goes_is_counted_without_what_is_not_there():
    words = deletion_in_words(Deletion(3, 2, 0, 0, 0, 0), 1)
    assert "下位の要素2件、指標 2件" in words
    assert "評価" not in words


def test_several_measures_are_deleted_in_one_step(window, tree, qtbot):
    choose(window, "4-1")
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(tree.view, Qt.Key.Key_Down, shift)
    qtbot.keyClick(tree.view, Qt.Key.Key_Down, shift)
    assert len(tree.selected_elements) == 3
    qtbot.keyClick(tree.view, Qt.Key.Key_Delete)
    assert order(window, "4")[:2] == ["4-4", "4-5"]
    assert len(steps(window)) == 1


def test_control_d_copies_beside(window, tree, qtbot):
    held = choose(window, "4-1")
    qtbot.keyClick(tree.view, Qt.Key.Key_D, _CONTROL)
    copy = window.document.plan.children(held.parent_id)[1]
    assert copy.name == held.name
    assert tree.current == element_place(copy.id)


def test_alt_and_arrows_move_and_keep_what_is_selected(window, tree, qtbot):
    held = choose(window, "4-2")
    qtbot.keyClick(tree.view, Qt.Key.Key_Up, _ALT)
    assert order(window, "4")[:3] == ["4-2", "4-1", "4-3"]
    qtbot.keyClick(tree.view, Qt.Key.Key_Up, _ALT)
    assert order(window, "3")[-1] == "4-2"
    assert tree.current == element_place(held.id)
    qtbot.keyClick(tree.view, Qt.Key.Key_Down, _ALT)
    assert order(window, "4")[:2] == ["4-2", "4-1"]
    assert len(steps(window)) == 3


def test_two_measures_move_together_and_stay_selected(window, tree, qtbot):
    choose(window, "4-1")
    qtbot.keyClick(tree.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(tree.view, Qt.Key.Key_Down, _ALT)
    assert order(window, "4")[:4] == ["4-3", "4-1", "4-2", "4-4"]
    assert {tree.search_model.mapToSource(one).data() for one in tree.view.selectedIndexes()} == {
        f"{one.code} {one.name}" for one in (element(window, "4-1"), element(window, "4-2"))
    }
    assert len(steps(window)) == 1


def test_at_the_end_of_the_plan_there_is_nowhere_to_go(document):
    plan = document.plan
    first, last = plan.children(None)[0], plan.children(None)[-1]
    assert beyond(plan, [first.id], -1) is None
    assert beyond(plan, [last.id], 1) is None
    assert beyond(plan, [plan.children(last.id)[-1].id], 1) is None
    assert beyond(plan, [first.id], 1) == Move((first.id,), None, 1)


def drop(tree, ids, place, part):
    """Drop elements on the upper edge, the middle or the lower edge of a line."""
    tree.view.expandAll()
    index = tree._index(place)
    tree.view.scrollTo(index)
    line = tree.view.visualRect(index)
    at = {
        "above": QPoint(line.center().x(), line.top()),
        "on": line.center(),
        "below": QPoint(line.center().x(), line.bottom()),
    }[part]
    data = tree.model.mimeData([tree.model.index_of(element_place(one)) for one in ids])
    action, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    proposed = (action, data, button, Qt.KeyboardModifier.NoModifier)
    viewport = tree.view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at, *proposed))
    QApplication.sendEvent(viewport, QDragMoveEvent(at, *proposed))
    QApplication.sendEvent(viewport, QDropEvent(QPointF(at), *proposed))
    QApplication.processEvents()


def test_a_measure_is_dragged_before_another_goals_measure(window, tree):
    held = choose(window, "4-10")
    drop(tree, [held.id], element_place(element(window, "2-3").id), "above")
    assert order(window, "2")[:4] == ["2-1", "2-2", "4-10", "2-3"]
    assert tree.current == element_place(held.id)
    assert len(steps(window)) == 1


def test_a_measure_is_dragged_onto_a_goal(window, tree):
    held = choose(window, "4-10")
    drop(tree, [held.id], element_place(element(window, "6").id), "on")
    assert order(window, "6")[-1] == "4-10"


def test_goals_keep_their_order_around_one_that_is_dragged(window, tree):
    held = choose(window, "6")
    drop(tree, [held.id], element_place(element(window, "1").id), "above")
    assert [one.code for one in window.document.plan.children(None)][:3] == ["6", "1", "2"]


def test_a_goal_dropped_below_itself_is_refused_in_words(window, tree):
    held = choose(window, "4")
    drop(tree, [held.id], element_place(element(window, "4-1").id), "above")
    assert "4 " in window.notice.text
    assert steps(window) == []


def test_renumbering_keeps_the_old_codes(window, tree, qtbot):
    choose(window, "4-2")
    qtbot.keyClick(tree.view, Qt.Key.Key_Up, _ALT)
    choose(window, "4")
    window.pages.plan.edits.renumber_below.trigger()
    assert order(window, "4")[:3] == ["4-1", "4-2", "4-3"]
    held = window.document.database.rows("SELECT code FROM element_alias")
    assert {"4-1", "4-2"} <= {row["code"] for row in held}
    assert len(steps(window)) == 2


def test_the_menu_offers_what_can_be_done(window, tree, qtbot):
    choose(window, "4-1")
    index = tree.view.currentIndex()
    tree.view.customContextMenuRequested.emit(tree.view.visualRect(index).center())
    menu = tree.view.findChild(QMenu)
    assert menu.isVisible()
    enabled = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    assert "次に施策を追加…" in enabled
    assert "下に階層を追加…" not in enabled
    assert "削除…" in enabled
    menu.close()


def test_a_plan_that_is_only_read_is_not_changed(window, tree, qtbot):
    assert window.document.open(window.document.path, read_only=True)
    choose(window, "4-1")
    qtbot.keyClick(tree.view, Qt.Key.Key_F2)
    assert editor(tree) is None
    assert not window.pages.plan.edits.delete.isEnabled()


def test_the_model_keeps_the_contract_of_qt_through_changes(document, qtmodeltester):
    model = TreeModel(document.plan)
    qtmodeltester.check(model)
    panel = TreePanel(document.plan)
    try:
        assert panel.current == OVERVIEW
        assert panel.view.currentIndex().data(PLACE_ROLE) == OVERVIEW
    finally:
        panel.deleteLater()


def test_words_anywhere_in_the_plan_are_found_once_it_has_been_read(window, tree, qtbot):
    goal = element(window, "4")
    with qtbot.waitSignal(window.pages.plan.texts.ready, timeout=10_000):
        window.search.setText("シティプロモーション")
    held = element(window, "4-10")
    assert tree.search_model.mapFromSource(tree.model.index_of(element_place(held.id))).isValid()
    window.document.run(
        lambda database: edit_text(database, ELEMENT_DESCRIPTION, goal.id, "待機児童をなくすＤＸ")
    )
    for query in ("児童をなくす", "dx", "ＤＸ"):
        window.search.setText(query)
        index = tree.search_model.mapFromSource(tree.model.index_of(element_place(goal.id)))
        assert tree.search_model.matches(index)
