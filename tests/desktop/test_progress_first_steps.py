"""The progress page of a plan without indicators says what could be here and how to begin."""

import pytest
from PySide6.QtCore import Qt

from workbench.desktop.places import IMPORT, PROGRESS, Place

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window, qtbot):
    window.go_to(Place(PROGRESS))
    shown = window.pages.progress
    shown.choose_year(2025)
    wait(shown, qtbot)
    return shown


def wait(page, qtbot):
    qtbot.waitUntil(lambda: not page.is_counting, timeout=10_000)


def test_the_page_says_what_could_be_here(page):
    assert not page.grades.table.isVisible()
    assert "件数と割合" in page.grades._empty_words.accessibleName()
    assert page.grades.import_link.isVisible()
    assert "記入を求めているものはまだありません" in page.missing._nothing.accessibleName()
    assert page.targets_table.isVisible()


def test_the_first_step_leads_to_the_import(window, page, qtbot):
    qtbot.mouseClick(page.grades.import_link, _LEFT)
    assert window.page == IMPORT


def test_opening_the_year_asks_for_every_evaluation(page, qtbot):
    qtbot.mouseClick(page.grades.open_link, _LEFT)
    wait(page, qtbot)
    assert page.bar.state.text() == "● 開いています"
    assert page.missing.model.rowCount() == 45
    assert not page.grades.open_link.isVisible()
    assert page.missing.model.index(0, 0).data().endswith("評価が未記入　担当課なし")
