"""The settings of the plan, through the window: what it is, its levels, departments, grading."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import OVERVIEW, SETTINGS
from workbench.desktop.plan_settings.sections import SECTIONS


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


def test_every_section_follows_undo_while_it_is_shown(window, settings):
    for kind in SECTIONS:
        show(settings, kind.key)
        window.document.undo()
        window.document.redo()


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
