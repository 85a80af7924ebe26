"""The table of all measures and themes: edited in its cells, counted, filtered, all by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import THEMES, element_place, theme_place

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Shown:
    """The table of the sample: 45 measures, 5 themes."""

    def __init__(self, window):
        self.window, self.document = window, window.document
        window.go_to(THEMES)
        self.page = window.pages.plan.matrix
        self.grid, self.model = self.page.grid, self.page.model

    def ids(self, code, theme):
        plan = self.document.plan
        element = next(e for e in plan.elements if e.code == code)
        return element.id, plan.themes[theme].id

    def go(self, code, theme):
        self.grid.begin_typing(self.ids(code, theme))

    def initiative(self, code, theme):
        element_id, theme_id = self.ids(code, theme)
        links = self.document.plan.links_of(element_id)
        return next((one.initiative for one in links if one.theme_id == theme_id), None)

    def steps(self):
        return self.document.database.row("SELECT count(*) FROM journal WHERE kind = 'do'")[0]


@pytest.fixture
def shown(window):
    return Shown(window)


def test_all_measures_and_themes_are_counted(shown):
    assert (shown.model.rowCount(), shown.model.columnCount()) == (45, 6)
    # 23 main initiatives on 19 measures, as the plan names them.
    assert [shown.model.count_of(column) for column in range(6)] == [6, 5, 5, 3, 4, 23]
    assert shown.page._note.text() == "19施策の主な取組 23件"
    totals = [shown.model.index(row, 5).data() for row in range(45)]
    assert totals.count("2") == 4
    assert totals.count("1") == 15


def test_it_is_reached_from_the_tree_by_keyboard(window, qtbot):
    tree = window.pages.plan.tree
    tree.view.setFocus()
    tree.view.setCurrentIndex(tree.view.model().index(0, 0))
    qtbot.keyClick(tree.view, Qt.Key.Key_End)
    while window.pages.plan.place != THEMES:
        before = window.pages.plan.place
        qtbot.keyClick(tree.view, Qt.Key.Key_Up)
        assert window.pages.plan.place != before
    assert window.pages.plan.matrix.isVisible()


def test_typing_writes_an_initiative_as_one_step(shown, qtbot):
    shown.go("4-11", 1)
    before = shown.steps()
    event = QInputMethodEvent()
    event.setCommitString("空き家の情報を発信します（記入例）")
    QApplication.sendEvent(shown.grid, event)
    qtbot.keyClick(shown.grid.delegate.editor, Qt.Key.Key_Return)
    assert shown.initiative("4-11", 1) == "空き家の情報を発信します（記入例）"
    assert shown.steps() == before + 1
    assert shown.model.count_of(1) == 6
    shown.document.undo()
    assert shown.initiative("4-11", 1) is None
    assert shown.model.count_of(1) == 5


def test_an_initiative_is_changed_in_its_cell(shown, qtbot):
    shown.go("4-10", 1)
    qtbot.keyClick(shown.grid, Qt.Key.Key_F2)
    editor = shown.grid.delegate.editor
    assert editor.toPlainText().startswith("市内高校生などに対し")
    qtbot.keyClick(editor, Qt.Key.Key_End, _CONTROL)
    qtbot.keyClicks(editor, "!")
    qtbot.keyClick(editor, Qt.Key.Key_Return, _SHIFT)
    qtbot.keyClicks(editor, "2")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert shown.initiative("4-10", 1).endswith("!\n2")
    assert shown.grid.currentIndex() == shown.model.index_of(shown.ids("4-10", 2))


def test_escape_leaves_a_cell_as_it_was(shown, qtbot):
    shown.go("4-10", 1)
    qtbot.keyClicks(shown.grid, "x")
    qtbot.keyClick(shown.grid.delegate.editor, Qt.Key.Key_Escape)
    assert shown.initiative("4-10", 1).startswith("市内高校生などに対し")


def test_space_names_a_measure_without_words_and_takes_it_back(shown, qtbot):
    shown.go("4-11", 0)
    qtbot.keyClick(shown.grid, Qt.Key.Key_Space)
    assert shown.initiative("4-11", 0) == ""
    assert shown.grid.currentIndex().data() == "●"
    qtbot.keyClick(shown.grid, Qt.Key.Key_Space)
    assert shown.initiative("4-11", 0) is None


def test_space_never_takes_words_away(shown, qtbot):
    shown.go("4-10", 1)
    qtbot.keyClick(shown.grid, Qt.Key.Key_Space)
    assert shown.grid.delegate.editor is not None
    qtbot.keyClick(shown.grid.delegate.editor, Qt.Key.Key_Escape)
    assert shown.initiative("4-10", 1)


def test_delete_takes_back_what_is_selected_as_one_step(shown, qtbot):
    shown.go("4-10", 1)
    for _ in range(3):
        qtbot.keyClick(shown.grid, Qt.Key.Key_Right, _SHIFT)
    before = shown.steps()
    qtbot.keyClick(shown.grid, Qt.Key.Key_Delete)
    assert shown.initiative("4-10", 1) is shown.initiative("4-10", 4) is None
    assert shown.steps() == before + 1
    shown.document.undo()
    assert len(shown.document.plan.theme_links) == 23


def test_a_block_is_copied_and_pasted(shown, qtbot):
    shown.go("4-10", 1)
    qtbot.keyClick(shown.grid, Qt.Key.Key_Right, _SHIFT)
    qtbot.keyClick(shown.grid, Qt.Key.Key_C, _CONTROL)
    text = QGuiApplication.clipboard().text()
    assert text == f"{shown.initiative('4-10', 1)}\t\n"
    shown.go("4-11", 1)
    QGuiApplication.clipboard().setText("発信（記入例）\t○\n")
    qtbot.keyClick(shown.grid, Qt.Key.Key_V, _CONTROL)
    assert (shown.initiative("4-11", 1), shown.initiative("4-11", 2)) == ("発信（記入例）", "")


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+81", "@sum", "-1", "'quoted"])
def test_words_that_look_like_a_formula_are_copied_as_words(shown, qtbot, words):
    shown.go("4-11", 1)
    QGuiApplication.clipboard().setText(f"{words}\n")
    qtbot.keyClick(shown.grid, Qt.Key.Key_V, _CONTROL)
    assert shown.initiative("4-11", 1) == words
    qtbot.keyClick(shown.grid, Qt.Key.Key_C, _CONTROL)
    copied = QGuiApplication.clipboard().text()
    assert copied == f"'{words}\n"
    shown.go("4-11", 2)
    qtbot.keyClick(shown.grid, Qt.Key.Key_V, _CONTROL)
    assert shown.initiative("4-11", 2) == words


def test_a_block_larger_than_the_table_is_refused_whole(shown, qtbot, window):
    shown.go("4-11", 4)
    QGuiApplication.clipboard().setText("a\tb\n")
    qtbot.keyClick(shown.grid, Qt.Key.Key_V, _CONTROL)
    assert "1行2列" in window.notice.text
    assert shown.initiative("4-11", 4) is None


def test_it_is_filtered_by_goal_and_by_theme(shown, qtbot):
    goal = next(e for e in shown.document.plan.elements if e.code == "4")
    shown.page.goal.chosen.emit(goal.id)
    assert shown.model.rowCount() == 11
    shown.page.theme.chosen.emit(shown.document.plan.themes[4].id)
    codes = [measure.code for measure in shown.model.measures]
    assert codes == ["4-6", "4-8", "4-10"]
    # The counts stay those of the whole plan.
    assert shown.model.count_of(5) == 23
    shown.page.goal.chosen.emit(None)
    assert [measure.code for measure in shown.model.measures] == ["2-8", "4-6", "4-8", "4-10"]


def test_the_foot_tells_the_chosen_cell_in_full(shown):
    shown.go("4-10", 1)
    words = shown.page._foot.accessibleName()
    assert words.startswith("4-10 移住・定住の推進 × 選ばれ続けるまち、安曇野：市内高校生など")
    assert words.endswith("シティプロモーションを行います。")


def test_measures_and_themes_open_from_their_headings(shown, qtbot):
    header = shown.grid.verticalHeader()
    at = header.viewport().rect().topLeft()
    at.setX(40)
    at.setY(header.sectionViewportPosition(2) + 5)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    measure = next(e for e in shown.document.plan.elements if e.code == "1-3")
    assert shown.window.pages.plan.place == element_place(measure.id)
    shown.window.go_to(THEMES)
    shown.go("4-10", 1)
    menu = shown.grid.menu()
    menu.actions()[-1].trigger()
    menu.deleteLater()
    assert shown.window.pages.plan.place == theme_place(shown.document.plan.themes[1].id)


def test_a_theme_leads_back_to_the_table(shown, qtbot):
    shown.window.go_to(theme_place(shown.document.plan.themes[0].id))
    above = shown.window.pages.plan.theme.above
    above.setFocus()
    qtbot.keyClick(above, Qt.Key.Key_Space)
    assert shown.window.pages.plan.place == THEMES


def test_a_plan_opened_for_reading_cannot_be_changed_here(shown, qtbot, window, plan_path):
    window.document.open(plan_path, read_only=True)
    window.go_to(THEMES)
    shown.go("4-10", 1)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        qtbot.keyClick(shown.grid, key)
    assert shown.grid.delegate.editor is None
    assert len(window.document.plan.theme_links) == 23
