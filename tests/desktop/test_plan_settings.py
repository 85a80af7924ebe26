"""The settings of the plan, through the window: what it is, its levels, departments, grading."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from workbench.desktop.costs.model import By
from workbench.desktop.places import (
    OVERVIEW,
    SETTINGS,
    THEMES,
    element_place,
    settings_place,
)
from workbench.desktop.plan_settings.band_model import APPLIES_TO, BOUND, GRADE, POINTS
from workbench.desktop.plan_settings.sections import SECTIONS
from workbench.operations.editing import ELEMENT_DEPARTMENT, edit_text
from workbench.operations.looks import look_of
from workbench.operations.schemes import scheme_of, shipped_schemes
from workbench.operations.years import close_year, open_year
from workbench.plan.grading import AppliesTo
from workbench.store.queries import load_schemes, load_settings


@pytest.fixture
def settings(window):
    window.actions_.settings.trigger()
    return window.pages.plan.settings


def show(settings, key):
    settings.show_section(key)
    QApplication.processEvents()
    return settings.section


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


@pytest.fixture
def departments(window, settings):
    """Return the section of departments of a plan in which three are in charge."""
    goal = window.document.plan.children(None)[0]
    measures = window.document.plan.children(goal.id)
    charged = ("政策経営課", "子ども家庭支援課、保育課", "健康支援課")
    for element, names in zip(measures, charged, strict=False):
        window.document.run(
            lambda database, of=element.id, to=names: edit_text(
                database, ELEMENT_DEPARTMENT, of, to
            )
        )
    return show(settings, "departments")


def names_of(section):
    model = section.found
    return [model.index(row, 0).data() for row in range(model.rowCount())]


class TestDepartments:
    def test_the_models_are_sound(self, departments, qtmodeltester):
        qtmodeltester.check(departments.model)
        qtmodeltester.check(departments.found)

    def test_parts_of_a_name_find_it(self, departments, qtbot):
        departments.search.setText("ｼｴﾝ")
        assert names_of(departments) == []
        departments.search.setText("支援")
        assert names_of(departments) == ["子ども家庭支援課", "健康支援課"]
        departments.search.clear()
        assert len(names_of(departments)) == 4

    def test_a_name_is_changed_wherever_it_stands(self, window, departments, qtbot):
        departments.table.selectRow(0)
        departments.rename_link.click()
        editor = departments.table.findChild(QLineEdit)
        editor.setText("企画課")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert names_of(departments)[0] == "企画課"
        assert "企画課" in {one.department for one in window.document.plan.elements}
        window.document.undo()
        assert names_of(departments)[0] == "政策経営課"

    def test_a_name_that_is_taken_is_refused(self, window, departments):
        departments.model.setData(departments.model.index(0, 0), "保育課")
        assert "保育課" in window.notice.text
        assert names_of(departments)[0] == "政策経営課"

    def test_several_are_merged_into_a_new_one(self, window, departments, qtbot):
        view = departments.table
        view.selectRow(0)
        flags = QItemSelectionModel.SelectionFlag
        view.selectionModel().select(departments.found.index(3, 0), flags.Select | flags.Rows)
        departments.merge_link.click()
        question = departments.question
        assert "2" in question.words.accessibleName()
        assert not question.agree.isEnabled()
        question.into.setEditText("企画健康課")
        qtbot.mouseClick(question.agree, Qt.MouseButton.LeftButton)
        assert names_of(departments) == ["子ども家庭支援課", "保育課", "企画健康課"]
        window.document.undo()
        assert len(names_of(departments)) == 4

    def test_one_in_use_is_asked_about_before_it_goes(self, window, departments, qtbot):
        departments.table.selectRow(1)
        departments.delete_link.click()
        question = departments.question
        assert question.isVisible()
        assert "子ども家庭支援課" in question.words.accessibleName()
        qtbot.keyClick(question.into, Qt.Key.Key_Escape)
        assert len(names_of(departments)) == 4
        departments.delete_link.click()
        question.into.setEditText("保育課")
        question.agree.click()
        charged = {one.department for one in window.document.plan.elements}
        assert "子ども家庭支援課" not in charged
        assert "保育課" in charged

    def test_one_that_nobody_uses_goes_at_once(self, window, departments, qtbot):
        departments.add_link.click()
        qtbot.keyClicks(departments.new_name, "brand new")
        qtbot.keyClick(departments.new_name, Qt.Key.Key_Return)
        departments.table.selectRow(4)
        departments.delete_link.click()
        assert "brand new" not in names_of(departments)
        assert departments.question.isHidden()

    def test_the_order_is_changed_by_keyboard(self, window, departments, qtbot):
        departments.table.setFocus()
        departments.table.selectRow(2)
        qtbot.keyClick(departments.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert names_of(departments)[1] == "保育課"
        # What was moved stays chosen.
        qtbot.keyClick(departments.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert names_of(departments)[0] == "保育課"


class TestGrading:
    @pytest.fixture
    def section(self, settings):
        return show(settings, "grading")

    def change(self, section, row, column, text):
        return section.model.setData(section.model.index(row, column), text)

    def test_the_model_is_sound(self, section, qtmodeltester):
        qtmodeltester.check(section.model)

    def test_bounds_are_typed_as_sheets_write_them_and_kept_as_one_step(self, window, section):
        self.change(section, 1, BOUND, "２０％")
        self.change(section, 2, BOUND, "△20")
        assert scheme_of(window.document.database).bands[1].bound == 0.1
        section.hand_in.click()
        bands = scheme_of(window.document.database).bands
        assert [band.bound for band in bands] == [1, 0.2, -0.2, None]
        window.document.undo()
        assert scheme_of(window.document.database).bands[1].bound == 0.1
        assert section.model.index(1, BOUND).data() == "10%"

    def test_text_where_a_number_belongs_is_refused_in_words(self, section):
        assert not self.change(section, 1, BOUND, "多い")
        assert "多い" in section._wrong.accessibleName()
        assert section.draft is None

    def test_an_unsound_draft_says_what_is_wrong_and_is_not_handed_in(self, window, section):
        self.change(section, 2, BOUND, "50")
        assert not section.hand_in.isEnabled()
        assert "B" in section._wrong.accessibleName()
        window.document.settle()
        assert scheme_of(window.document.database).bands[2].bound == -0.1
        section.discard.click()
        assert section.draft is None
        assert section.model.index(2, BOUND).data() == "△10%"

    def test_a_sound_draft_is_handed_in_by_going_on(self, window, section, qtbot):
        qtbot.keyClicks(section.name, "!")
        window.go_to(OVERVIEW)
        assert scheme_of(window.document.database).name.endswith("!")

    def test_a_scheme_is_brought_back_as_it_came(self, window, section):
        self.change(section, 0, GRADE, "◎")
        section.hand_in.click()
        assert not section.restore_link.isHidden()
        section.restore_link.click()
        as_it_came = shipped_schemes()[0]
        assert scheme_of(window.document.database).bands == as_it_came.bands
        assert section.restore_link.isHidden()
        window.document.undo()
        assert scheme_of(window.document.database).bands[0].grade == "◎"

    def test_the_plan_follows_another_scheme(self, window, section):
        section.list.setCurrentRow(1)
        assert scheme_of(window.document.database).key == "sabc"
        section.follow_link.click()
        assert scheme_of(window.document.database).key == "seven"
        assert section.follow_link.isHidden()

    def test_a_copy_is_edited_beside_and_deleted_again(self, window, section):
        section.copy_link.click()
        assert section.name.text().endswith("の写し")
        section.add_link.click()
        self.change(section, 0, GRADE, "◎")
        self.change(section, 0, BOUND, "120")
        self.change(section, 0, POINTS, "5")
        section.hand_in.click()
        own = next(
            one for one in load_schemes(window.document.database) if one.key.startswith("own-")
        )
        assert own.grades == ("◎", "S", "A", "B", "C")
        assert (own.bands[0].bound, own.bands[0].points) == (1.2, 5)
        section.table.go_to(0)
        section.down_link.click()
        assert not section.hand_in.isEnabled()
        section.up_link.click()
        assert section.draft is None
        section.delete_link.click()
        assert all(not one.key.startswith("own-") for one in load_schemes(window.document.database))

    def test_a_scheme_of_a_closed_year_is_not_changed(self, window, section):
        window.document.run(lambda database: open_year(database, 2024))
        window.document.run(lambda database: close_year(database, 2024))
        show(window.pages.plan.settings, "grading")
        self.change(section, 1, BOUND, "20")
        section.hand_in.click()
        assert window.notice.text
        assert scheme_of(window.document.database).bands[1].bound == 0.1
        # It is not asked again and again: the draft waits.
        window.notice.hide()
        window.document.settle()
        assert window.notice.isHidden()
        section.discard.click()

    def test_a_word_is_chosen_from_a_list(self, window, section, qtbot):
        index = section.model.index(1, APPLIES_TO)
        section.table.setCurrentIndex(index)
        section.table.edit(index)
        box = section.table.findChild(QComboBox)
        box.setCurrentIndex(box.findData(AppliesTo.SURVEYS))
        section.table.settle()
        assert section.draft.bands[1].applies_to is AppliesTo.SURVEYS
        section.discard.click()


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
