"""Writes the answer to a department into a new workbook, on a worker thread."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.desktop.document import Document
from workbench.desktop.importing.files import File
from workbench.desktop.questions import Questions
from workbench.desktop.tasks import Task, Tasks
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations.import_answers import answer_name, write_answer
from workbench.store.database import Database


class Answering(QObject):
    """Asks where the answer goes and writes it; the department's own file is never touched."""

    #: Where the answer lies, and the file it answers.
    written = Signal(object, object)

    def __init__(
        self, document: Document, tasks: Tasks, questions: Questions, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document = document
        self._tasks = tasks
        self._questions = questions
        self._window = window
        self._task: Task | None = None

    @property
    def is_writing(self) -> bool:
        """Tell whether an answer is being written."""
        return self._task is not None

    def answer(self, file: File) -> None:
        """Write what was noticed in a file into a workbook that the person names."""
        if file.reading is None or self.is_writing:
            return
        proposal, plan = file.reading.proposal, self._document.database.path
        proposed = file.path.with_name(answer_name(proposal))
        title = tr("Answer to the department")
        chosen = self._questions.file_to_write(self._window, title, proposed)
        if chosen is None:
            return

        def write() -> Path:
            with closing(Database(plan, read_only=True)) as database:
                return write_answer(database, proposal, chosen)

        self._task = self._tasks.start(
            write, lambda written: self._done(written, file.path), self._failed
        )

    def _done(self, written: Path, file: Path) -> None:
        self._task = None
        self.written.emit(written, file)

    def _failed(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, PersonError):
            raise error
        self._document.refused.emit(error)
