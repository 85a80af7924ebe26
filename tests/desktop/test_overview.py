"""The plan as a whole: its cards lead on, say how goals stand, and invite where nothing is yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from workbench.desktop.places import OVERVIEW, element_place, settings_place, theme_place
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.indicators import add_indicator
from workbench.operations.new_plan import NewPlan, create_empty, levels_named
from workbench.plan.structure import Role
from workbench.plan.values import number


def test_every_goal_and_theme_has_a_card_that_leads_to_it(window, qtbot):
    page, plan = window.pages.plan, window.document.plan
    goals = plan.children(None)
    assert [card.text() for card in page.overview.goals.cards] == [goal.name for goal in goals]
    qtbot.mouseClick(page.overview.goals.cards[3], Qt.MouseButton.LeftButton)
    assert page.place == element_place(goals[3].id)
    window.go_to(OVERVIEW)
    card = page.overview.themes.cards[1]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert page.place == theme_place(plan.themes[1].id)


def test_a_goal_says_how_its_measures_stand_in_the_year(window, qtbot):
    page, document = window.pages.plan, window.document
    card = page.overview.goals.cards[3]
    assert "11" in card.accessibleDescription()
    measure = next(one for one in document.plan.elements if one.code == "4-10")
    document.run(lambda database: add_indicator(database, measure.id, "指標（記入例）"))
    indicator = document.plan.indicators[0].id
    for role, year, figure in (
        (Role.BASELINE, 2022, 100),
        (Role.TARGET, 2027, 200),
        (Role.ACTUAL, 2024, 220),
    ):
        slot = Slot(indicator, role, year)
        document.run(lambda db, s=slot, f=figure: set_value(db, s, number(f)))
    page.year.choose(2024)
    window.go_to(OVERVIEW)
    # One of eleven measures has reached its target; nothing it needs is missing.
    qtbot.waitUntil(lambda: "S 1" in card.accessibleDescription())
    assert "未評価 10" in card.accessibleDescription()
    assert [share.count for share in card._shares] == [1, 10]
    document.undo()
    qtbot.waitUntil(lambda: "未評価 11" in card.accessibleDescription())
    assert "1" in card.accessibleDescription().split()[-1]


def test_an_empty_plan_invites_to_its_first_goal_and_to_themes(window, tmp_path, qtbot):
    new = NewPlan(
        "記入例市", "20220", "記入例 総合計画", 2023, 2027, levels_named(("政策", "施策"))
    )
    assert window.document.create(lambda: create_empty(tmp_path / "空.plandb", new))
    QApplication.processEvents()
    overview = window.pages.plan.overview
    assert overview.add_goal.isVisible()
    assert "政策" in overview.add_goal.text()
    qtbot.mouseClick(overview.add_goal, Qt.MouseButton.LeftButton)
    name = window.pages.plan.edits.name
    qtbot.keyClicks(name, "first")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert [one.name for one in window.document.plan.elements] == ["first"]
    window.go_to(OVERVIEW)
    assert overview.add_goal.isHidden()
    qtbot.mouseClick(overview.add_themes, Qt.MouseButton.LeftButton)
    assert window.pages.plan.place == settings_place("themes")


def test_a_goals_page_says_its_grade_and_by_which_rule_it_is_made(window, qtbot):
    page, document = window.pages.plan, window.document
    by_code = {one.code: one for one in document.plan.elements}
    for code, actual in (("4-10", 220), ("4-11", 90)):
        document.run(lambda db, of=by_code[code].id: add_indicator(db, of, "指標（記入例）"))
        indicator = document.plan.indicators_of(by_code[code].id)[0].id
        for role, year, figure in (
            (Role.BASELINE, 2022, 100), (Role.TARGET, 2027, 200), (Role.ACTUAL, 2024, actual),
        ):  # fmt: skip
            slot = Slot(indicator, role, year)
            document.run(lambda db, s=slot, f=figure: set_value(db, s, number(f)))
    page.year.choose(2024)
    window.go_to(element_place(by_code["4"].id))

    def texts():
        return {one.text() for one in page.element.findChildren(QLabel) if one.isVisible()}

    # S (4 points) for 220 of 200, B (2) for a fall by 10 %: the mean of 3 points is an A.
    qtbot.waitUntil(lambda: "評価 S" in texts())
    assert "評価 B" in texts()
    note = next(text for text in texts() if "評価 A" in text)
    assert "令和6年度" in note
    assert "11件中2件" in note
    assert any("点数の平均" in text for text in texts())
    assert page.element.year_chooser.isVisible()


def test_in_a_narrow_window_the_cards_go_beneath_each_other(window, qtbot):
    overview = window.pages.plan.overview
    window.resize(960, 700)
    qtbot.waitUntil(lambda: overview._targets._across == 2)
    assert overview.widget().width() <= overview.viewport().width()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: overview._targets._across == 3)
