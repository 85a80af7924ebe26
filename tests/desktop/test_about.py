"""About the program: everything it ships with is listed, found and readable."""

import pytest
from PySide6.QtCore import Qt

from workbench import __version__, licences
from workbench.desktop.help.about_sheet import AboutSheet


@pytest.fixture
def sheet(application, qtbot):
    sheet = AboutSheet()
    qtbot.addWidget(sheet)
    return sheet


def row_of(sheet, name):
    texts = [sheet.list.item(row).text() for row in range(sheet.list.count())]
    return next(row for row, text in enumerate(texts) if text.startswith(name))


def test_the_menu_opens_it(window):
    window.actions_.help.about.trigger()
    assert window.actions_.help.sheet.isVisible()
    window.actions_.help.sheet.close()


def test_every_package_is_listed_with_version_and_licence(sheet):
    assert sheet.list.count() == len(licences.packages())
    numpy = next(one for one in licences.packages() if one.name == "numpy")
    text = sheet.list.item(row_of(sheet, "numpy")).text()
    assert text == f"numpy {numpy.version}\n{numpy.licence}"


def test_choosing_a_package_shows_the_text_of_its_licence(sheet):
    sheet.list.setCurrentRow(row_of(sheet, "PySide6"))
    text = sheet.licence_text.toPlainText()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "may be replaced" in text
    sheet.list.setCurrentRow(row_of(sheet, "openpyxl"))
    assert "GNU LESSER" not in sheet.licence_text.toPlainText()


def test_a_package_is_found_by_its_licence(sheet):
    sheet.field.setText("lgpl")
    shown = [row for row in range(sheet.list.count()) if not sheet.list.item(row).isHidden()]
    names = {sheet.list.item(row).text().split()[0].lower() for row in shown}
    assert names == {"pyside6_essentials", "shiboken6"}
    assert sheet.list.currentRow() in shown


def test_the_arrow_leads_from_the_field_into_the_list(sheet, qtbot):
    sheet.show()
    sheet.activateWindow()
    sheet.field.setFocus()
    qtbot.keyClick(sheet.field, Qt.Key.Key_Down)
    assert sheet.focusWidget() is sheet.list


def test_the_versions_can_be_copied_for_a_question(sheet, qapp):
    sheet.copy_button.click()
    copied = qapp.clipboard().text()
    assert f"workbench {__version__}" in copied
    assert "SQLite" in copied
    assert len(copied.splitlines()) > 20
