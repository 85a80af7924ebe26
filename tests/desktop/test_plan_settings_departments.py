"""The departments among the plan's settings."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.desktop.settings_page import show
from workbench.operations.editing import ELEMENT_DEPARTMENT, edit_text


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
