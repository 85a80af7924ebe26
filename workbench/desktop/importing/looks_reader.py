"""Reads how the shown sheet looks in its workbook, on a worker thread, once it is turned to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.desktop.importing.files import File
from workbench.desktop.importing.sheet_measures import measures
from workbench.desktop.tasks import Task, Tasks
from workbench.exchange.looks import SheetLooks
from workbench.exchange.reading import ReadingCancelled
from workbench.exchange.workbooks import Sheet
from workbench.operations import importing


class LooksReader(QObject):
    """Keeps the looks of a file's sheets with the file, and tells when those wanted are there."""

    #: The file, the name of the sheet, and its looks.
    read = Signal(object, str, object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None

    def want(self, file: File, sheet: Sheet) -> None:
        """Read the looks of a sheet that is shown; those wanted before are wanted no longer."""
        self.stop()
        book = file.book
        if book is None or sheet.name in file.looks or book.kind in {"csv", "tsv", "xlsb"}:
            return
        path, password, sha256 = file.path, file.password, book.sha256
        held: list[Task] = []

        def work() -> SheetLooks | None:
            looks = importing.looks(
                path, sheet, sha256, password=password, cancelled=lambda: held[0].cancelled
            )
            if looks is not None:
                # Reckoned here: the window would hold still for it.
                measures(sheet, looks)
            return looks

        def done(looks: SheetLooks | None) -> None:
            self._task = None
            if file.book is None or file.book.sha256 != sha256:
                return
            file.looks[sheet.name] = looks
            if looks is not None:
                self.read.emit(file, sheet.name, looks)

        task = Task(0, done, self._failed)
        held.append(task)
        self._task = self._tasks.start(work, done, self._failed, urgent=False)
        held[0] = self._task

    def stop(self) -> None:
        """Want what is being read no longer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _failed(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, ReadingCancelled | OSError):
            raise error
