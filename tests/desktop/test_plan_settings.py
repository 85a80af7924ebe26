"""The page of the plan's settings, and its sections on profile, levels and themes."""

from PySide6.QtCore import Qt

from tests.desktop.settings_page import show
from workbench.desktop.costs.model import By
from workbench.desktop.places import (
    OVERVIEW,
    SETTINGS,
    THEMES,
    element_place,
    settings_place,
)
from workbench.desktop.plan_settings.sections import SECTIONS
from workbench.operations.looks import look_of
from workbench.store.queries import load_settings


def type_over(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_settings_are_reached_from_menu_and_from_the_plan_as_a_whole(window, qtbot):
    window.actions_.settings.trigger()
    assert window.pages.plan.place == SETTINGS
    qtbot.mouseClick(window.pages.plan.settings.above, Qt.MouseButton.LeftButton)
    assert window.pages.plan.place == OVERVIEW
    qtbot.mouseClick(window.pages.plan.overview.settings, Qt.MouseButton.LeftButton)
    assert window.pages.plan.place == SETTINGS
    # The tree leads back, too.
    tree = window.pages.plan.tree.view
    tree.setCurrentIndex(tree.model().index(0, 0))
    assert window.pages.plan.place == OVERVIEW


def test_every_section_follows_undo_while_it_is_shown(window, settings, qtbot):
    type_over(qtbot, show(settings, "profile").subtitle, "second half")
    document, step = window.document, window.document.next_undo
    for kind in SECTIONS:
        section = show(settings, kind.key)
        document.undo()
        assert document.next_redo.action == step.action
        assert section.isVisible()
        document.redo()
        assert document.next_undo.action == step.action
        assert document.plan.profile.subtitle == "second half"


class TestProfile:
    def test_a_field_is_one_step_and_the_heading_follows(self, window, settings, qtbot):
        section = show(settings, "profile")
        type_over(qtbot, section.subtitle, "second half")
        assert window.document.plan.profile.subtitle == "second half"
        window.document.undo()
        assert section.subtitle.toPlainText() == "後期基本計画"

    def test_a_code_with_its_check_digit_is_taken_and_another_refused(
        self, window, settings, qtbot
    ):
        section = show(settings, "profile")
        type_over(qtbot, section.code, "202207")
        assert window.document.plan.profile.area_code == "20220"
        assert section.code.toPlainText() == "20220"
        type_over(qtbot, section.code, "202201")
        assert "202201" in window.notice.text
        assert section.code.toPlainText() == "20220"
        type_over(qtbot, section.code, "20208")
        assert window.document.plan.profile.area_code == "20208"

    def test_a_period_is_set_when_its_field_is_left(self, window, settings, qtbot):
        section = show(settings, "profile")
        section.last_year.setFocus()
        section.last_year.setValue(2030)
        assert window.document.plan.profile.last_year == 2027
        section.title.setFocus()
        assert window.document.plan.profile.last_year == 2030
        window.document.undo()
        assert section.last_year.value() == 2027


class TestLevels:
    def test_a_numbering_shows_its_codes_while_it_is_typed(self, window, settings, qtbot):
        section = show(settings, "levels")
        level = window.document.plan.levels[1]
        line = section.lines[level.id]
        assert line.example.text() == "1-1"
        line.numbering.setFocus()
        line.numbering.setPlainText("施策{goal}-{n}")
        assert line.example.text() == "施策1-1"
        assert window.document.plan.levels[1].numbering == "{parent}-{n}"
        line.name.setFocus()
        assert window.document.plan.levels[1].numbering == "施策{goal}-{n}"
        # Codes stay until they are renumbered, and the old ones are kept.
        assert window.document.plan.elements[1].code == "1-1"
        section.renumber_link.click()
        assert window.document.plan.elements[1].code == "施策1-1"
        assert section.renumber_link.isHidden()
        window.document.undo()
        window.document.undo()
        assert line.numbering.toPlainText() == "{parent}-{n}"

    def test_a_numbering_without_a_number_is_refused(self, window, settings, qtbot):
        section = show(settings, "levels")
        line = section.lines[window.document.plan.levels[1].id]
        line.numbering.setFocus()
        line.numbering.setPlainText("施策")
        qtbot.keyClick(line.numbering, Qt.Key.Key_Return)
        assert "{n}" in window.notice.text
        assert line.numbering.toPlainText() == "{parent}-{n}"

    def test_a_level_is_added_at_the_bottom_and_taken_away_again(self, window, settings, qtbot):
        section = show(settings, "levels")
        section.add_link.click()
        qtbot.keyClicks(section.new_name, "works")
        qtbot.keyClick(section.new_name, Qt.Key.Key_Return)
        levels = window.document.plan.levels
        assert [level.name for level in levels] == ["目標", "施策", "works"]
        assert not section.lines[levels[2].id].remover.isHidden()
        # What is in use stays.
        assert section.lines[levels[1].id].remover.isHidden()
        section.lines[levels[2].id].remover.click()
        assert len(window.document.plan.levels) == 2


class TestThemes:
    def test_themes_are_added_ordered_and_deleted(self, window, settings, qtbot, answers):
        section = show(settings, "themes")
        section.add_link.click()
        qtbot.keyClicks(section.new_name, "new one")
        qtbot.keyClick(section.new_name, Qt.Key.Key_Return)
        names = [theme.name for theme in window.document.plan.themes]
        assert names[-1] == "new one"
        last = window.document.plan.themes[-1].id
        section.lines[last].up.click()
        assert window.document.plan.themes[-2].id == last
        first = window.document.plan.themes[0]
        section.lines[first.id].remover.click()
        assert "6" in answers.asked[-1]
        assert first.id not in [theme.id for theme in window.document.plan.themes]
        window.document.undo()
        assert len(window.document.plan.links_to(first.id)) == 6

    def test_a_question_answered_with_no_changes_nothing(self, window, settings, answers):
        section = show(settings, "themes")
        answers.goes_ahead = False
        section.lines[window.document.plan.themes[0].id].remover.click()
        assert len(window.document.plan.themes) == 5


def test_what_the_themes_are_called_is_the_plans_own_and_used_everywhere(window, settings, qtbot):
    """One setting: the tree, the matrix, the totals, an element's page and the printed forms."""
    pages, document = window.pages, window.document

    def shown():
        tree = pages.plan.tree.model
        pages.plan.show_place(THEMES)
        matrix = pages.plan.matrix._title.text()
        measure = next(one for one in document.plan.elements if one.parent_id)
        pages.plan.show_place(element_place(measure.id))
        costs = pages.plan.costs
        costs.refresh()
        return (
            tree.index_of(THEMES).data(),
            matrix,
            pages.plan.element.themes.heading._title.text(),
            costs.by.buttons[By.THEME].text(),
            look_of(load_settings(document.database)).theme_title,
        )

    usual = shown()
    pages.plan.show_place(settings_place("themes"))
    type_over(qtbot, show(settings, "themes").title, "Key projects")
    assert document.plan.profile.theme_title == "Key projects"
    assert all("Key projects" in words for words in shown())
    document.undo()
    assert shown() == usual


def test_a_level_goes_between_two_others_as_one_step(window, settings, answers, qtbot):
    section, document = show(settings, "levels"), window.document
    before = document.plan
    top = before.levels[0]
    qtbot.mouseClick(section.lines[top.id].inserter, Qt.MouseButton.LeftButton)
    answers.goes_ahead = False
    type_over(qtbot, section.new_name, "policy")
    assert document.plan is before
    qtbot.mouseClick(section.lines[top.id].inserter, Qt.MouseButton.LeftButton)
    answers.goes_ahead = True
    type_over(qtbot, section.new_name, "policy")
    plan = document.plan
    assert [level.name for level in plan.levels] == [top.name, "policy", before.levels[1].name]
    goal = plan.children(None)[3]
    (between,) = plan.children(goal.id)
    assert between.name == goal.name
    ids = [one.id for one in plan.children(between.id)]
    assert ids == [one.id for one in before.children(goal.id)]
    assert len({one.code for one in plan.elements}) == len(plan.elements)
    # The lowest level has nothing below it.
    assert section.lines[plan.levels[-1].id].inserter.isHidden()
    document.undo()
    assert (document.plan.levels, document.plan.elements) == (before.levels, before.elements)
