"""The steps of the tour, in the order of a planner's first hour."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from workbench.desktop import look
from workbench.desktop.application import make_application
from workbench.desktop.document import Document, open_sample
from workbench.desktop.example_workbook import LAST_YEAR, MEASURE, NAME, write_example
from workbench.desktop.help.keys import shortcuts
from workbench.desktop.help.shortcuts_sheet import ShortcutsSheet
from workbench.desktop.importing.files import State
from workbench.desktop.places import (
    IMPORT,
    PLAN,
    POPULATION,
    PROGRESS,
    REPORTS,
    element_place,
)
from workbench.desktop.plan.indicator_model import FIRST_YEAR
from workbench.desktop.tour import hands, importing
from workbench.desktop.tour.hands import AnsweredQuestions, click, press, wait_until
from workbench.desktop.tour.recorder import Recorder, expect
from workbench.desktop.window import SMALLEST, MainWindow

_CONTROL = Qt.KeyboardModifier.ControlModifier
_WIDE = (1920, 1080)
_DESCRIPTION = "移住を考える人に、住まいと仕事の情報を一つの窓口で届ける。（記入例）"


class Tour:
    """A window, someone who answers its questions, and a recorder."""

    def __init__(self, recorder: Recorder, home: Path, language: str) -> None:
        self._recorder = recorder
        self._home = home
        self._app = make_application(language)
        look.apply_look(self._app, False)
        self._questions = AnsweredQuestions()
        self._saved = recorder.out / "azumino.plandb"
        self._window: MainWindow

    def run(self) -> None:
        """Take every step, then close the window."""
        step = self._recorder.run
        try:
            step("open", "Opened the sample plan", self._open)
            step("select", "Selected a measure in the tree", self._select)
            step("edit", "Wrote its description", self._edit)
            step("undo-edit", "Took it back with Ctrl+Z, did it again with Ctrl+Y", self._undo_edit)
            step("search", "Found measures by a word", self._search)
            step("fertility", "Dragged the fertility slider", self._drag_fertility)
            step("households", "Dragged the households slider", self._drag_households)
            step("drop", "Dropped a department's workbook on the window", self._drop)
            step("sheet", "Followed a difference to its cell, and a cell back", self._sheet)
            step("decide", "Decided on a cell of two figures", self._decide)
            step("import", "Took in what it changes", self._import)
            step("undo-import", "Took the whole import back, and did it again", self._undo_import)
            step("indicators", "Looked at the indicators and where they come from", self._look)
            step("progress", "Looked at where the plan stands, and what is missing", self._progress)
            step("history", "Looked at the steps so far", self._history)
            step("help", "Looked up the keys", self._help)
            step("save", "Saved under a new name", self._save)
            step("reopen", "Opened another plan and this one again", self._reopen)
            step("preview", "Looked at the forms as they print", self._preview)
            step("print", "Saved the summary and the tree as PDF", self._print)
            step("export", "Exported the plan as a workbook", self._export)
            step("looks", "Looked at it in the dark and on a wide screen", self._looks)
        finally:
            self._close()

    def _close(self) -> None:
        window = getattr(self, "_window", None)
        if window is not None:
            window.close()
            window.deleteLater()
            QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        look.apply_look(self._app, False)
        QApplication.processEvents()

    def _picture(self, name: str) -> None:
        hands.let_paint()
        self._recorder.picture(self._window, name)

    def _open(self) -> None:
        self._window = MainWindow(Document(open_sample()), self._questions)
        self._window.resize(*SMALLEST)
        self._window.show()
        # Shortcuts reach the active window only, and not every desktop activates a new one.
        self._window.activateWindow()
        wait_until(self._window.isActiveWindow, "the window")
        self._picture("opened")

    def _go(self, page: str) -> None:
        click(self._window.page_bar.buttons[page])
        expect(self._window.page == page, f"the page {page} is shown")

    def _select(self) -> None:
        window = self._window
        tree = window.pages.plan.tree
        plan = window.document.plan
        measure = next(element for element in plan.elements if element.code == MEASURE)
        assert measure.parent_id is not None
        goal = tree.search_model.mapFromSource(
            tree.model.index_of(element_place(measure.parent_id))
        )
        click(tree.view.viewport(), tree.view.visualRect(goal).center())
        press(tree.view, Qt.Key.Key_Right)
        index = tree.search_model.mapFromSource(tree.model.index_of(element_place(measure.id)))
        tree.view.scrollTo(index)
        click(tree.view.viewport(), tree.view.visualRect(index).center())
        expect(window.pages.plan.element.element_id == measure.id, "the measure is shown")
        self._picture("measure")

    def _edit(self) -> None:
        editor = self._window.pages.plan.element.description
        hands.type_in(editor, _DESCRIPTION)
        press(editor, Qt.Key.Key_Return, _CONTROL)
        expect(self._description() == _DESCRIPTION, "the plan holds the description")
        self._picture("edited")

    def _description(self) -> str:
        plan = self._window.document.plan
        return plan.element(self._window.pages.plan.element.element_id).description

    def _undo_edit(self) -> None:
        press(self._window, Qt.Key.Key_Z, _CONTROL)
        expect(self._description() == "", "undo takes the description back")
        self._picture("undone")
        press(self._window, Qt.Key.Key_Y, _CONTROL)
        expect(self._description() == _DESCRIPTION, "redo brings it again")

    def _search(self) -> None:
        press(self._window, Qt.Key.Key_F, _CONTROL)
        hands.type_in(self._window.search, "移住")
        matches = self._window.pages.plan.tree.search_model.rowCount()
        expect(matches > 0, "the search finds something")
        self._picture("search")
        press(self._window.search, Qt.Key.Key_Escape)

    def _drag_fertility(self) -> None:
        self._go(POPULATION)
        self._picture("population")
        before = self._total()
        self._drag("tfr", 0.72, "population-while-dragging")
        expect(self._total() > before, "more births, more people")

    def _drag_households(self) -> None:
        before = self._total()
        self._drag("families_30s", 0.5, "population-with-households")
        expect(self._total() > before, "more households, more people")
        press(self._window, Qt.Key.Key_Z, _CONTROL)
        press(self._window, Qt.Key.Key_Z, _CONTROL)
        expect(self._total() < before, "each drag is one step")
        press(self._window, Qt.Key.Key_Y, _CONTROL)
        press(self._window, Qt.Key.Key_Y, _CONTROL)
        self._picture("population-changed")

    def _total(self) -> float:
        """Return the persons of the last year drawn."""
        projection = self._window.pages.population.page.projection
        assert projection is not None
        return float(projection.total[-1, 0])

    def _drag(self, lever: str, share: float, picture: str) -> None:
        page = self._window.pages.population.page
        control = page.panel.levers[lever]
        page.panel.ensureWidgetVisible(control)
        hands.let_paint()
        before = self._window.document.next_undo
        hands.drag_slider(control.slider, share, lambda: self._picture(picture))
        after = self._window.document.next_undo
        expect(after is not None and after != before, "the move is a step of the journal")

    def _drop(self) -> None:
        workbook = write_example(self._recorder.out / NAME)
        self._recorder.left(workbook)
        hands.drop(self._window, workbook)
        expect(self._window.page == IMPORT, "the import page is shown")
        self._wait_for_reading()
        self._picture("import-difference")

    def _sheet(self) -> None:
        importing.follow_a_difference(self._window.pages.importing, self._picture)

    def _decide(self) -> None:
        out = self._recorder.out
        self._recorder.left(
            importing.decide_on_a_doubt(self._window, out, self._picture, self._wait_for_reading)
        )

    def _wait_for_reading(self) -> None:
        files = self._window.pages.importing.files.files
        wait_until(lambda: all(file.state is not State.READING for file in files), "reading")
        expect(all(file.state is State.READ for file in files), "the workbook is read")

    def _indicator_count(self) -> int:
        return len(self._window.document.plan.indicators)

    def _import(self) -> None:
        click(self._window.pages.importing.apply_button)
        self._wait_for_reading()
        expect(self._indicator_count() > 0, "the plan holds the indicators")
        self._picture("imported")

    def _undo_import(self) -> None:
        before = self._indicator_count()
        click(self._window.pages.importing.done.undo)
        self._wait_for_reading()
        expect(self._indicator_count() == 0, "one click takes the import back")
        self._picture("import-taken-back")
        press(self._window, Qt.Key.Key_Y, _CONTROL)
        self._wait_for_reading()
        expect(self._indicator_count() == before, "redo takes it in again")

    def _look(self) -> None:
        self._go(PLAN)
        table = self._window.pages.plan.element.indicators.table
        expect(table.isVisible(), "the measure's indicators are shown")
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, FIRST_YEAR))
        self._picture("indicators")

    def _progress(self) -> None:
        """Look at the year of the example's last results, and follow what is missing."""
        self._go(PROGRESS)
        page = self._window.pages.progress
        wait_until(lambda: not page.is_counting, "the year")
        while page.year != LAST_YEAR:
            before = page.year
            press(page.bar.years, Qt.Key.Key_Up if before > LAST_YEAR else Qt.Key.Key_Down)
            wait_until(lambda: not page.is_counting, "the year")
            expect(page.year != before, "another year is shown")
        expect(page.grades.table.isVisible(), "the grades are shown")
        self._picture("progress")
        missing = page.missing.list
        expect(page.missing.model.rowCount() > 0, "what is still being counted is missing")
        click(missing.viewport(), missing.visualRect(page.missing.model.index(0, 0)).center())
        expect(self._window.page == PLAN, "a line leads to its measure")

    def _history(self) -> None:
        press(self._window, Qt.Key.Key_H, _CONTROL)
        panel = self._window.history
        expect(panel.isVisible(), "the history is shown")
        panel.list.setCurrentIndex(panel.model.index(2, 0))
        self._picture("history")
        press(self._window, Qt.Key.Key_H, _CONTROL)

    def _help(self) -> None:
        """Leave the list of shortcuts, which the user guide prints."""
        held = shortcuts(self._window)
        path = self._recorder.out / "shortcuts.json"
        words = json.dumps([asdict(one) for one in held], ensure_ascii=False, indent=1)
        path.write_text(words + "\n", encoding="utf-8")
        self._recorder.left(path)
        press(self._window, Qt.Key.Key_Slash, _CONTROL)
        sheet = self._window.actions_.help.sheet
        assert isinstance(sheet, ShortcutsSheet)
        expect(sheet.found.rowCount() == len(held), "every shortcut is listed")
        hands.let_paint()
        self._recorder.picture(sheet, "shortcuts")
        press(sheet, Qt.Key.Key_Escape)

    def _save(self) -> None:
        self._saved.unlink(missing_ok=True)
        self._questions.name = self._saved
        self._window.actions_.save_as.trigger()
        expect(not self._window.document.is_modified, "everything is saved")
        self._recorder.left(self._saved)
        self._picture("saved")

    def _reopen(self) -> None:
        plan = self._window.document.plan
        steps = self._window.document.next_undo
        self._questions.name = self._home / "another.plandb"
        self._window.actions_.new.trigger()
        expect(self._indicator_count() == 0, "the other plan has no indicators")
        self._questions.plan = self._saved
        self._window.actions_.open.trigger()
        expect(self._window.document.path == self._saved, "the plan is open again")
        expect(self._window.document.plan == plan, "it is as it was saved")
        expect(self._window.document.next_undo == steps, "its steps can still be undone")
        self._picture("reopened")

    def _preview(self) -> None:
        self._go(REPORTS)
        self._show_form("summary")
        self._picture("report-summary")
        self._show_form("tree")
        self._picture("report-tree")

    def _show_form(self, kind: str) -> None:
        page = self._window.pages.reports
        page.select(kind)
        wait_until(lambda: not page.is_rendering, f"the pages of {kind}")
        expect(page.preview.page_count > 0, f"{kind} has pages")

    def _print(self) -> None:
        page = self._window.pages.reports
        for kind in ("summary", "tree"):
            self._show_form(kind)
            self._questions.name = self._recorder.out / f"{kind}.pdf"
            click(page.pdf_button)
            wait_until(lambda: not page.is_rendering, "the PDF")
            self._recorder.left(self._questions.name)

    def _export(self) -> None:
        page = self._window.pages.reports
        self._questions.name = self._recorder.out / "book.xlsx"
        page.export_book()
        wait_until(lambda: not page.is_rendering, "the workbook")
        self._recorder.left(self._questions.name)
        self._picture("exported")

    def _looks(self) -> None:
        window = self._window
        window.set_appearance(True)
        self._go(POPULATION)
        self._picture("population-dark")
        self._go(PLAN)
        self._picture("plan-dark")
        window.set_appearance(False)
        window.resize(*_WIDE)
        self._picture("plan-wide")
        self._go(POPULATION)
        self._picture("population-wide")
        self._go(REPORTS)
        self._picture("report-wide")
