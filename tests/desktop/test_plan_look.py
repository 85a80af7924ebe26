"""The look of the printed forms among the plan's settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.operations.look_texts import FONTS, FOOTER, VERSION
from workbench.operations.looks import set_look_text
from workbench.store.queries import load_settings

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def section(window, qtbot):
    window.actions_.settings.trigger()
    window.pages.plan.settings.show_section("looks")
    QApplication.processEvents()
    section = window.pages.plan.settings.section
    settle(section, qtbot)
    return section


def settle(section, qtbot):
    qtbot.waitUntil(lambda: not section.preview.is_rendering, timeout=20_000)


def page_of(section):
    return section.preview.page.pixmap().toImage()


def test_words_typed_here_are_kept_and_the_page_follows(window, section, qtbot):
    before = page_of(section)
    footer = section.texts[FOOTER]
    footer.setFocus()
    qtbot.keyClicks(footer, "Planning Section 0263")
    qtbot.keyClick(footer, Qt.Key.Key_Return)
    settle(section, qtbot)
    assert load_settings(window.document.database)[FOOTER] == "Planning Section 0263"
    assert page_of(section) != before
    window.document.undo()
    settle(section, qtbot)
    assert page_of(section) == before
    assert section.texts[FOOTER].toPlainText() == ""


def test_the_version_stands_on_the_page(window, section, qtbot):
    version = section.texts[VERSION]
    version.setFocus()
    qtbot.keyClicks(version, "v2")
    qtbot.keyClick(version, Qt.Key.Key_Return)
    assert load_settings(window.document.database)[VERSION] == "v2"


def test_a_crest_is_chosen_shown_and_taken_away(window, section, qtbot, answers, tmp_path):
    assert not section.crest.picture.isVisible()
    answers.picture = tmp_path / "市章.svg"
    answers.picture.write_text(SVG)
    qtbot.mouseClick(section.crest.choose_button, _LEFT)
    assert section.crest.picture.isVisible()
    assert not section.crest.picture.pixmap().isNull()
    qtbot.mouseClick(section.crest.away_button, _LEFT)
    assert not section.crest.picture.isVisible()
    settle(section, qtbot)


def test_a_file_that_is_no_picture_is_said_in_words(window, section, qtbot, answers, tmp_path):
    answers.picture = tmp_path / "市章.png"
    answers.picture.write_text("絵ではない")
    qtbot.mouseClick(section.crest.choose_button, _LEFT)
    assert "SVG" in window.notice.text
    assert not section.crest.picture.isVisible()


def test_a_pale_colour_is_told_and_printed_darker(window, section, qtbot, answers):
    goal = window.document.plan.children(None)[0]
    line = section.colours.lines[goal.id]
    assert not line.note.isVisible()
    answers.chosen_colour = "#F5C242"
    qtbot.mouseClick(line.swatch, _LEFT)
    assert window.document.plan.element(goal.id).colour == "#F5C242"
    # 1.05 / (0.6007 + 0.05) by WCAG's formula for #F5C242, rounded down
    assert line.note.accessibleName().startswith("白い文字とのコントラストが 1.6:1 で")
    assert "#8C6E22" in line.note.accessibleName()
    settle(section, qtbot)


def test_a_colour_typed_wrongly_is_refused(window, section, qtbot):
    goal = window.document.plan.children(None)[0]
    code = section.colours.lines[goal.id].code
    code.setFocus()
    code.selectAll()
    qtbot.keyClicks(code, "red")
    qtbot.keyClick(code, Qt.Key.Key_Return)
    assert "#1F4E79" in window.notice.text
    assert code.toPlainText() == goal.colour


def test_a_typeface_this_pc_lacks_is_named(window, section, qtbot):
    assert not section.font_note.isVisible()
    window.document.run(lambda database: set_look_text(database, FONTS, "架空の書体"))
    settle(section, qtbot)
    assert section.fonts.currentData() == "架空の書体"
    assert section.font_note.accessibleName().startswith("「架空の書体」はこのPCにありません")


def test_another_form_is_shown(section, qtbot):
    before = page_of(section).size()
    section.preview.forms.setFocus()
    qtbot.keyClick(section.preview.forms, Qt.Key.Key_Down)
    settle(section, qtbot)
    assert page_of(section).height() > before.height()
