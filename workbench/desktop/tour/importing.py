"""The tour's steps on the import page: from a difference to its cell, and deciding on a doubt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.desktop.example_workbook import DOUBTFUL_NAME, write_doubtful_example
from workbench.desktop.importing.difference_model import NEW
from workbench.desktop.importing.finding_model import DECISION, TO_DECIDE
from workbench.desktop.importing.page import ImportPage
from workbench.desktop.tour import hands
from workbench.desktop.tour.hands import click, press, wait_until
from workbench.desktop.tour.recorder import expect
from workbench.desktop.window import MainWindow


def follow_a_difference(page: ImportPage, picture: Callable[[str], None]) -> None:
    """Click a line of the difference: its cell is shown in the sheet; the next cell leads back."""
    view = page.workbook
    table, sheet = view.differences.table, view.sheets.view
    last = view.differences.model.index(view.differences.model.rowCount() - 1, NEW)
    table.scrollTo(last)
    click(table.viewport(), table.visualRect(last).center())
    cell = sheet.currentIndex()
    line = view.differences.model.line(last.row())
    expect(view.sheets.said.endswith(line.new), "the cell of the line is read out")
    picture("import-sheet")
    click(sheet.viewport(), sheet.visualRect(cell.siblingAtColumn(cell.column() - 1)).center())
    expect(table.currentIndex().row() != last.row(), "the line of the cell is marked")


def decide_on_a_doubt(
    window: MainWindow, folder: Path, picture: Callable[[str], None], wait: Callable[[], None]
) -> Path:
    """Drop a workbook with a cell of two figures, say by keyboard which counts; return it."""
    page = window.pages.importing
    workbook = write_doubtful_example(folder / DOUBTFUL_NAME)
    hands.drop(window, workbook)
    wait()
    click(page.undecided)
    findings = page.workbook.findings
    expect(findings.model.count(TO_DECIDE) == 1, "one cell is to be decided")
    findings.table.setCurrentIndex(findings.model.index(0, DECISION))
    picture("import-finding")
    press(findings.table, Qt.Key.Key_Space)
    wait_until(lambda: QApplication.activePopupWidget() is not None, "the decisions")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    wait()
    expect(findings.model.count(TO_DECIDE) == 0, "nothing is left to be decided")
    picture("import-decided")
    press(page.list, Qt.Key.Key_Delete)
    return workbook
