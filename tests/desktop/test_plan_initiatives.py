"""Initiatives under a measure: costs by source and year, their sum, themes, running years."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import element_place
from workbench.desktop.plan.element_page import ElementPage
from workbench.desktop.plan.year_in_view import YearInView
from workbench.operations import years
from workbench.operations.initiatives import add_initiative, set_cost
from workbench.operations.lookups import made_id
from workbench.operations.typed_costs import AmountSlot
from workbench.plan.initiatives import CostKind
from workbench.store.journal import transaction
from workbench.store.queries import load_costs, load_initiative_themes, load_initiatives

BUDGET, SETTLEMENT = CostKind.BUDGET, CostKind.SETTLEMENT
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Filled:
    """The measure 4-10 with an initiative of its own, 記入例."""

    def __init__(self, window):
        self.window, self.document = window, window.document
        self.measure = next(e for e in self.document.plan.elements if e.code == "4-10")
        self.first = self.add("移住促進事業（記入例）")
        window.go_to(element_place(self.measure.id))
        page = window.pages.plan.element
        page.year.choose(2024)
        self.section = page.initiatives
        self.table, self.model = self.section.table, self.section.model

    def add(self, name, **options):
        outcome = add_initiative(self.document.database, self.measure.id, name, **options)
        self.document.announce(outcome)
        return made_id(outcome)

    def put(self, initiative, year, kind, **amounts):
        self.document.run(lambda db: set_cost(db, initiative, year, kind, amounts))

    def go(self, initiative, amount, year=2024, kind=BUDGET):
        self.table.begin_typing(AmountSlot(initiative, year, kind, amount))

    def cost(self, initiative, year=2024, kind=BUDGET):
        found = load_costs(self.document.database, [initiative])
        return next((one for one in found if (one.fiscal_year, one.kind) == (year, kind)), None)

    def texts(self):
        return [
            [self.model.index(row, column).data() for column in range(self.model.columnCount())]
            for row in range(self.model.rowCount())
        ]

    def steps(self):
        return self.document.database.row("SELECT count(*) FROM journal WHERE kind = 'do'")[0]


@pytest.fixture
def filled(window):
    return Filled(window)


def test_three_years_from_the_year_in_view_have_budget_and_settlement(filled):
    across = Qt.Orientation.Horizontal
    headings = [filled.model.headerData(at, across) for at in range(filled.model.columnCount())]
    assert headings == [
        "令和6\n予算", "令和6\n決算", "令和7\n予算", "令和7\n決算", "令和8\n予算", "令和8\n決算",
    ]  # fmt: skip


def test_the_sources_are_typed_one_after_the_other_and_add_up(filled, qtbot):
    qtbot.mouseClick(filled.section.heads[0].sources, Qt.MouseButton.LeftButton)
    filled.go(filled.first, "national")
    for amount in ("1000", "500", "0", "0", "8500"):
        qtbot.keyClicks(filled.table, amount[0])
        qtbot.keyClicks(filled.table.delegate.editor, amount[1:])
        qtbot.keyClick(filled.table.delegate.editor, Qt.Key.Key_Return)
    assert filled.cost(filled.first).total == 10000
    assert filled.texts()[0][0] == "10,000"
    assert filled.texts()[-1][0] == "10,000"
    filled.document.undo()
    assert filled.cost(filled.first).general is None
    assert filled.texts()[0][0] == ""


def test_a_total_that_is_not_the_sum_is_refused_and_stays_to_be_put_right(filled, qtbot, window):
    filled.put(filled.first, 2024, BUDGET, national=1, prefectural=2, bonds=0, other=0, general=7)
    filled.go(filled.first, "stated_total")
    qtbot.keyClicks(filled.table, "9")
    qtbot.keyClick(filled.table.delegate.editor, Qt.Key.Key_Return)
    assert "事業費9千円が財源の合計10千円と一致しません" in window.notice.text
    assert filled.table.delegate.editor.text() == "9"
    qtbot.keyClick(filled.table.delegate.editor, Qt.Key.Key_Escape)
    assert filled.cost(filled.first).total == 10


def test_the_sum_says_when_a_cost_is_not_known(filled):
    filled.add("移住支援金（記入例）")
    filled.put(filled.first, 2024, BUDGET, stated_total=10000)
    assert filled.texts()[-1][0] == "＊10,000"
    assert not filled.section.remark.isHidden()
    second = load_initiatives(filled.document.database, filled.measure.id)[1].id
    filled.put(second, 2024, BUDGET, stated_total=2500)
    assert filled.texts()[-1][0] == "12,500"
    assert filled.section.remark.isHidden()


def test_an_initiative_that_does_not_run_in_a_year_is_not_missing_there(filled):
    filled.add("終わった事業（記入例）", last_year=2023)
    filled.put(filled.first, 2024, BUDGET, stated_total=10000)
    assert filled.texts()[-1][0] == "10,000"


def test_a_block_of_amounts_is_pasted_as_one_step(filled, qtbot):
    filled.section.toggle_sources(filled.first)
    filled.go(filled.first, "national")
    before = filled.steps()
    QGuiApplication.clipboard().setText("1,000\t980\n500\t490\n－\t－\n－\t－\n8,500\t7,760\n")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, _CONTROL)
    assert filled.steps() == before + 1
    assert filled.cost(filled.first).total == 10000
    assert filled.cost(filled.first, kind=SETTLEMENT).total == 9230


def test_the_sum_takes_no_amount(filled, qtbot, window):
    filled.table.setFocus()
    filled.table.setCurrentIndex(filled.model.index(filled.model.rowCount() - 1, 0))
    qtbot.keyClicks(filled.table, "5")
    assert filled.table.delegate.editor is None
    QGuiApplication.clipboard().setText("5")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, _CONTROL)
    assert "1行1列" in window.notice.text


def test_a_closed_year_is_refused_in_words(filled, qtbot, window):
    filled.document.run(lambda database: years.open_year(database, 2024))
    filled.document.run(lambda database: years.close_year(database, 2024))
    filled.go(filled.first, "stated_total")
    qtbot.keyClicks(filled.table, "5")
    assert filled.table.delegate.editor is None
    assert "令和6年度は締め切られています" in window.notice.text


def test_an_initiative_is_added_by_its_name_and_filled_in_at_once(filled, qtbot):
    qtbot.mouseClick(filled.section.add_more, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(filled.section.new_name, "jigyou")
    qtbot.keyClick(filled.section.new_name, Qt.Key.Key_Return)
    made = load_initiatives(filled.document.database, filled.measure.id)[-1]
    assert made.name == "jigyou"
    qtbot.keyClicks(filled.table, "7")
    qtbot.keyClick(filled.table.delegate.editor, Qt.Key.Key_Return)
    assert filled.cost(made.id).national == 7


def test_the_empty_section_offers_the_first_step(window, qtbot):
    other = next(e for e in window.document.plan.elements if e.code == "4-11")
    window.go_to(element_place(other.id))
    section = window.pages.plan.element.initiatives
    assert not section.is_filled
    qtbot.mouseClick(section.add_first, Qt.MouseButton.LeftButton)
    assert section.new_name.hasFocus()
    qtbot.keyClicks(section.new_name, "x")
    qtbot.keyClick(section.new_name, Qt.Key.Key_Return)
    assert load_initiatives(window.document.database, other.id)[0].name == "x"


def test_an_initiative_is_linked_to_themes_by_keyboard(filled, qtbot):
    filled.section.open_details(filled.first)
    themes = filled.document.plan.themes
    button = filled.section.details.themes.buttons[themes[1].id]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    links = load_initiative_themes(filled.document.database, [filled.first])
    assert [link.theme_id for link in links] == [themes[1].id]
    assert "選ばれ続けるまち" in filled.section.tails[0]._words.accessibleName()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert load_initiative_themes(filled.document.database, [filled.first]) == ()


def test_an_end_before_the_beginning_is_refused(filled, window):
    filled.section.open_details(filled.first)
    details = filled.section.details
    details.first_year.chosen.emit(2025)
    details.last_year.chosen.emit(2024)
    assert "終わりを始まりより前にする" in window.notice.text
    held = load_initiatives(filled.document.database, filled.measure.id)[0]
    assert (held.first_year, held.last_year) == (2025, None)
    assert details.last_year.key is None


def test_deleting_an_initiative_is_one_step_that_brings_its_cost_back(filled, qtbot):
    filled.put(filled.first, 2024, BUDGET, stated_total=10000)
    filled.section.open_details(filled.first)
    QApplication.processEvents()
    qtbot.mouseClick(filled.section.details.delete_link, Qt.MouseButton.LeftButton)
    assert not filled.section.is_filled
    filled.document.undo()
    assert filled.texts()[0][0] == "10,000"


def test_projects_under_a_goal_are_shown_with_where_their_money_comes_from(document, qtbot):
    goal = next(one for one in document.plan.elements if one.code == "2")

    def take_in(database):
        with transaction(database, "import.apply", {}) as change:
            source = change.insert("source", {"kind": "workbook", "title": "評価.xlsx"})
            cell = {"source_id": source, "sheet": "一覧", "cell": "F3", "original": "３０"}
            row = {"element_id": goal.id, "position": 1, "name": "記入例の事業", **cell}
            made = change.insert("initiative", row)
            change.insert(
                "initiative_cost",
                {"initiative_id": made, "fiscal_year": 2025, "kind": "budget",
                 "stated_total": 30, **cell},
            )  # fmt: skip
        return change.outcome

    page = ElementPage(document, YearInView(document))
    qtbot.addWidget(page)
    page.show_element(goal.id)
    assert page.initiatives.isHidden()
    document.run(take_in)
    page.year.choose(2025)
    page.show_element(goal.id)
    assert not page.initiatives.isHidden()
    model = page.initiatives.model
    column = model.columns.index((2025, CostKind.BUDGET))
    assert model.index(0, column).data() == "30"
    tip = str(model.index(0, column).data(Qt.ItemDataRole.ToolTipRole))
    assert "評価.xlsx" in tip
    assert "F3" in tip
    assert "３０" in tip


def test_of_many_initiatives_the_first_stand_at_once_and_the_others_follow(filled, qtbot):
    other = next(e for e in filled.document.plan.elements if e.code == "4-9")
    for number in range(2, 41):
        filled.add(f"記入例の事業{number}")
    filled.window.go_to(element_place(other.id))
    qtbot.waitUntil(lambda: filled.section._fresh == len(filled.section._held.initiatives))

    filled.window.go_to(element_place(filled.measure.id))

    shown = [head for head in filled.section.heads if not head.isHidden()]
    assert 0 < len(shown) < 40
    # Every line and the sum are there from the start.
    assert filled.model.rowCount() == 41
    qtbot.waitUntil(
        lambda: sum(not head.isHidden() for head in filled.section.heads) == 40, timeout=10_000
    )
    ids = [one.id for one in load_initiatives(filled.document.database, filled.measure.id)]
    assert [head.initiative_id for head in filled.section.heads[:40]] == ids
    tops = [head.geometry().top() for head in filled.section.heads[:40]]
    assert tops == sorted(tops)
    # The lines are as high as what stands beside them.
    heights = [filled.table.rowHeight(row) for row in range(40)]
    assert heights == [head.height() for head in filled.section.heads[:40]]
