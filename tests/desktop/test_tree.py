"""The tree shows the plan, finds what is asked for, and keeps its place through changes."""

import pytest
from PySide6.QtCore import Qt

from workbench.desktop.places import OVERVIEW, element_place, theme_place
from workbench.desktop.plan.tree_model import PLACE_ROLE, TreeModel
from workbench.desktop.plan.tree_panel import TreePanel
from workbench.desktop.plan.tree_search import TreeSearch
from workbench.operations.editing import ELEMENT_NAME, edit_text
from workbench.store.journal import transaction

#: The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.fixture
def panel(document, qtbot):
    panel = TreePanel(document.plan)
    document.changed.connect(lambda: panel.show_plan(document.plan))
    qtbot.addWidget(panel)
    panel.resize(300, 800)
    panel.show()
    return panel


def shown(model, parent=None):
    """Return the texts of a model as nested lists."""
    parent = parent if parent is not None else model.index(-1, -1)
    return [
        (model.index(row, 0, parent).data(), shown(model, model.index(row, 0, parent)))
        for row in range(model.rowCount(parent))
    ]


def test_the_model_keeps_the_contract_of_qt(document, qtmodeltester):
    model = TreeModel(document.plan)
    qtmodeltester.check(model)
    proxy = TreeSearch()
    proxy.setSourceModel(model)
    qtmodeltester.check(proxy)
    proxy.search("移住")
    qtmodeltester.check(proxy)


def test_the_plan_stands_in_the_tree_as_it_is_printed(document):
    lines = shown(TreeModel(document.plan))
    assert lines[0] == ("計画の全体", [])
    goals = lines[1:7]
    assert goals[0][0] == "1 いきいきと健康に暮らせるまち"
    assert [len(below) for _text, below in goals] == [9, 9, 5, 11, 6, 5]
    title, themes = lines[7]
    assert title == "価値創出プロジェクト"
    assert len(themes) == 5
    assert sum(len(below) for _text, below in themes) == 23


def test_a_renamed_measure_keeps_selection_and_expansion(document, measure, panel):
    panel.select(element_place(measure.id))
    goal = panel.view.currentIndex().parent()
    assert panel.view.isExpanded(goal)
    document.run(lambda database: edit_text(database, ELEMENT_NAME, measure.id, "新しい名称"))
    assert panel.view.currentIndex().data() == "4-10 新しい名称"
    assert panel.view.isExpanded(panel.view.currentIndex().parent())


def test_selection_and_expansion_survive_a_deleted_measure(document, measure, panel):
    panel.select(element_place(measure.id))
    other = next(element for element in document.plan.elements if element.code == "4-1")

    def delete(database):
        with transaction(database, "element.delete", {}) as change:
            change.delete("element", other.id)
        return change.outcome

    chosen = []
    panel.chosen.connect(chosen.append)
    document.run(delete)
    assert panel.current == element_place(measure.id)
    assert panel.view.currentIndex().data().startswith("4-10")
    assert panel.view.isExpanded(panel.view.currentIndex().parent())
    assert chosen == []
    document.undo()
    assert panel.view.currentIndex().data().startswith("4-10")


@pytest.mark.parametrize(
    "query",
    [
        "移住・定住",
        "４－１０",
        "4-10",
        "移住　定住",
    ],
)
def test_width_case_and_kana_do_not_matter_in_a_search(document, measure, query):
    model = TreeSearch()
    model.setSourceModel(TreeModel(document.plan))
    model.search(query)
    index = model.mapFromSource(model.sourceModel().index_of(element_place(measure.id)))
    assert index.isValid()
    assert model.matches(index)


def test_an_empty_search_brings_back_the_tree_as_it_was(measure, panel):
    panel.select(element_place(measure.id))
    before = expanded(panel)
    panel.search("子ども")
    assert expanded(panel) != before
    panel.search("")
    assert expanded(panel) == before
    assert panel.view.currentIndex().data(PLACE_ROLE) == element_place(measure.id)


def expanded(panel):
    model, found = panel.search_model, set()
    waiting = [model.index(row, 0) for row in range(model.rowCount())]
    while waiting:
        index = waiting.pop()
        if panel.view.isExpanded(index):
            found.add(index.data())
        waiting.extend(model.index(row, 0, index) for row in range(model.rowCount(index)))
    return found


def test_searching_alone_chooses_nothing(panel):
    chosen = []
    panel.chosen.connect(chosen.append)
    panel.search("移住")
    panel.search("")
    assert chosen == []
    panel.search("防災")
    panel.select_first_match()
    assert len(chosen) == 1


def test_a_search_in_vain_says_so(panel):
    panel.search("空飛ぶ円盤")
    assert panel._nothing.isVisible()
    assert "空飛ぶ円盤" in panel._nothing.text()
    panel.search("")
    assert not panel._nothing.isVisible()


def test_the_tree_is_walked_by_keyboard(document, panel, qtbot):
    chosen = []
    panel.chosen.connect(chosen.append)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    qtbot.keyClick(panel.view, Qt.Key.Key_Right)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    goal = document.plan.children(None)[0]
    assert chosen == [
        element_place(goal.id),
        element_place(document.plan.children(goal.id)[0].id),
    ]


def test_a_place_that_is_gone_is_not_in_the_tree(panel):
    assert panel.current == OVERVIEW
    assert not panel.model.index_of(theme_place(999)).isValid()
