"""The tree shows the plan, finds what is asked for, and keeps its place through changes."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from workbench.desktop.places import OVERVIEW, element_place, theme_place
from workbench.desktop.plan.tree_model import PLACE_ROLE, TreeModel
from workbench.desktop.plan.tree_panel import TreePanel
from workbench.desktop.plan.tree_search import TreeSearch
from workbench.operations.copying import copy_branch
from workbench.operations.editing import (
    ELEMENT_NAME,
    LEVEL_NAME,
    THEME_NAME,
    VISION,
    edit_text,
)
from workbench.operations.structure import (
    add_element,
    delete_elements,
    move_elements,
    renumber,
)
from workbench.operations.themes import add_theme, delete_theme, set_link
from workbench.store.journal import transaction


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


def told(model, parent=None):
    """Return every line of a model with what it shows and how it is marked, as nested lists."""
    parent = parent if parent is not None else model.index(-1, -1)
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        line = model._nodes[model.number(index)].line
        found.append((line, told(model, index)))
    return found


def test_steps_are_followed_line_by_line_to_what_the_whole_plan_shows(document, qtbot):
    """Whatever is done, undone and done again, the tree is that of a plan opened afresh."""
    chance = random.Random(4)
    model = TreeModel(document.plan)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    document.changed.connect(lambda: model.show_plan(document.plan))

    def some(kind):
        return chance.choice(getattr(document.plan, kind)).id

    def measure_of(database):
        return chance.choice([one.id for one in document.plan.elements if one.parent_id])

    steps = (
        lambda db: add_element(db, chance.choice([None, some("elements")]), "新しい施策（記入例）"),
        lambda db: move_elements(db, [measure_of(db)], chance.choice(
            [one.id for one in document.plan.children(None)]), chance.choice([0, 2, None])),
        lambda db: move_elements(db, [document.plan.children(None)[0].id], None, 3),
        lambda db: delete_elements(db, [measure_of(db)]),
        lambda db: edit_text(db, ELEMENT_NAME, some("elements"), f"名称{chance.random()}"),
        lambda db: edit_text(db, LEVEL_NAME, 1, f"目標{chance.random()}"),
        lambda db: edit_text(db, THEME_NAME, some("themes"), f"名称{chance.random()}"),
        lambda db: edit_text(db, VISION, 1, f"将来像{chance.random()}"),
        lambda db: set_link(db, measure_of(db), some("themes"), chance.choice([None, "取組"])),
        lambda db: add_theme(db, f"テーマ{chance.random()}"),
        lambda db: delete_theme(db, some("themes")) if len(document.plan.themes) > 1
        else edit_text(db, VISION, 1, "一つは残す"),
        renumber,
        lambda db: copy_branch(db, measure_of(db)),
    )  # fmt: skip
    for number in range(90):
        step = chance.choice(steps)
        document.run(step)
        if number % 5 == 4:
            document.undo(chance.randrange(1, 4))
            document.redo(1)
        assert told(model) == told(TreeModel(document.plan)), number


def test_a_branch_that_moves_stays_unfolded_and_nothing_is_begun_anew(document, panel, qtbot):
    goals = document.plan.children(None)
    child = document.plan.children(goals[3].id)[0]
    panel.select(element_place(child.id))
    resets, before = [], expanded(panel)
    panel.model.modelReset.connect(lambda: resets.append(1))
    for _ in range(2):
        document.run(lambda db: move_elements(db, [goals[3].id], None, 0))
        assert panel.model.index_of(element_place(goals[3].id)).row() == 1
        assert expanded(panel) == before
        assert panel.view.currentIndex().data(PLACE_ROLE) == element_place(child.id)
        document.undo()
        assert panel.model.index_of(element_place(goals[3].id)).row() == 4
        assert expanded(panel) == before
    assert resets == []
