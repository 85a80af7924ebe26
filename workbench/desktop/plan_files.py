"""The plan files of the window: a new one, another one, saving, and leaving one behind."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from workbench.desktop.questions import PLAN_ENDING, Answer, Questions
from workbench.errors import PersonError
from workbench.language import tr

if TYPE_CHECKING:
    from workbench.desktop.document import Document
    from workbench.desktop.window import MainWindow
    from workbench.store.planfile import PlanFile


#: Errors of saving that another name and place put right.
_SAVE_ELSEWHERE = {
    "file.taken_over",
    "file.gone_meanwhile",
    "file.disk_full",
    "file.no_permission",
    "file.read_only",
    "file.system",
}

#: Errors of saving that taking in what stands there now puts right as well.
_MERGE_OR_ELSEWHERE = {"file.changed_meanwhile"}


class PlanFiles:
    """Asks for names, and asks before unsaved work is left."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def _document(self) -> Document:
        # Another one takes over when the window is made anew.
        return self._window.document

    @property
    def _questions(self) -> Questions:
        return self._window.questions

    def tell(self, error: PersonError) -> bool:
        """Say what kept the plan from being saved, with another way; False: it was not that."""
        notice, elsewhere = self._window.notice, (tr("Save as…"), self.save_as)
        if error.code in _MERGE_OR_ELSEWHERE:
            merge = (
                tr("Merge the two…"),
                lambda: self._window.merging.compare(self._document.path),
            )
            notice.ask(str(error), [merge, elsewhere])
        elif error.code in _SAVE_ELSEWHERE:
            notice.tell(str(error), *elsewhere)
        else:
            return False
        return True

    def new_from_sample(self) -> None:
        """Make a new plan file from the sample."""
        if not self.may_leave():
            return
        beside = self._document.path.parent
        folder = beside if beside.is_dir() else Path.home()
        proposed = folder / f"{tr('new plan')}{PLAN_ENDING}"
        path = self._questions.file_to_write(
            self._window, tr("Make a plan from the sample"), proposed
        )
        if path is not None:
            self._document.new_from_sample(path)

    def new(self) -> None:
        """Ask what a new plan is, and make it."""
        from workbench.desktop.new_plan import NewPlanSheet

        def choose_folder() -> Path | None:
            title = tr("Choose a folder of CSV")
            return self._questions.folder(self._window, title, self._document.path.parent)

        self.new_plan_sheet = NewPlanSheet(self._make, choose_folder, self._window)
        self.new_plan_sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.new_plan_sheet.open()

    def _make(self, make: Callable[[Path], PlanFile], name: str) -> bool:
        """Ask where a new plan goes and show it; return whether it was made."""
        proposed = self._document.path.parent / f"{name or tr('new plan')}{PLAN_ENDING}"
        path = self._questions.file_to_write(self._window, tr("New plan"), proposed)
        if path is None or not self.may_leave():
            return False
        self._document.show(make(path))
        return True

    def choose(self) -> None:
        """Ask for a plan file and open it."""
        path = self._questions.plan_to_open(self._window, self._document.path.parent)
        if path is not None:
            self.open(path)

    def open(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> bool:
        """Open a plan file in this window; return whether it is shown now."""
        from workbench.store import summons

        document = self._document
        is_open = path.resolve() == document.path.resolve()
        if is_open and (read_only or not document.read_only):
            self._window.status.tell(tr("{file} is open already.", file=path.name))
            return True
        if not (read_only or take_over) and summons.ask(path):
            self._window.status.tell(
                tr("{file} is open in another window, which is in front now.", file=path.name)
            )
            return False
        if not self.may_leave():
            return False
        done = document.open(path, read_only=read_only, take_over=take_over)
        if done and not read_only:
            self._window.opening.ask_about_unsaved(path)
        return done

    def save(self) -> bool:
        """Save in place; under another name where that is not possible."""
        return self.save_as() if self._document.read_only else self._document.save()

    def save_as(self) -> bool:
        """Ask for a name and save there."""
        path = self._questions.file_to_write(
            self._window, tr("Save the plan as"), self._window.opening.proposed_name()
        )
        return path is not None and self._document.save_as(path)

    def may_leave(self) -> bool:
        """Ask what to do with unsaved work; return whether it is taken care of."""
        self._document.settle()
        if not self._document.is_modified or self._document.read_only:
            return True
        answer = self._questions.unsaved_work(self._window, self._document.path.name)
        return self.save() if answer is Answer.SAVE else answer is Answer.DISCARD

    def write_folder(self) -> None:
        """Ask for a folder and write the plan into it as CSV."""
        self._document.settle()
        title = tr("Write the plan as a folder of CSV")
        folder = self._questions.folder(self._window, title, self._document.path.parent)
        if folder is None:
            return
        if folder.is_dir() and any(folder.iterdir()):
            # What is there already is not touched.
            folder /= self._document.path.stem
        database = self._document.database.path
        self._window.tasks.start(
            lambda: write_plan_folder(database, folder),
            lambda _nothing: self._window.status.tell(tr("Wrote {folder}", folder=str(folder))),
            self._window.tell_failure,
        )


def write_plan_folder(database: Path, folder: Path) -> None:
    """Write a plan as a folder of CSV, through a connection of its own."""
    from workbench.operations.folders import write_folder
    from workbench.store.database import Database

    with contextlib.closing(Database(database, read_only=True)) as reading:
        write_folder(reading, folder)
