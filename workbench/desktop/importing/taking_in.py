"""Takes workbooks into the plan: small ones at once, large ones on a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from workbench.desktop.apart import Apart
from workbench.desktop.document import After, Document
from workbench.desktop.importing.files import File
from workbench.desktop.importing.tally import tally
from workbench.desktop.tasks import Tasks
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations import importing
from workbench.store.database import Database
from workbench.store.entries import Entry
from workbench.store.journal import Outcome

#: More lines than this are written on a worker thread: they take longer than a blink.
_MANY = 400


class TakingIn(QObject):
    """Writes the changes of one or several files as one step."""

    #: What was done, the step of the journal, and the files it came from.
    finished = Signal(str, int, object)
    #: Nothing was written; what is shown may be out of date.
    refused = Signal()

    def __init__(self, document: Document, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._apart = Apart(document, tasks, window)

    @property
    def waiting(self) -> QProgressDialog | None:
        """Return what says that a large workbook is being written."""
        return self._apart.waiting

    @property
    def is_writing(self) -> bool:
        """Tell whether a workbook is being written."""
        return self._apart.is_running

    def take_in(self, files: Sequence[File]) -> None:
        """Write what of the files is taken in; nobody may change the plan meanwhile."""
        files = [file for file in files if file.reading is not None]
        if not files or self.is_writing:
            return
        if sum(len(file.reading.lines) for file in files if file.reading) <= _MANY:
            before = self._document.next_undo
            if self._document.run(_operation(files)):
                entry = self._document.next_undo
                if entry is not None and entry != before:
                    self._tell(files, entry, _figures(files))
            else:
                self.refused.emit()
            return
        self._write_apart(files)

    def _write_apart(self, files: Sequence[File]) -> None:
        names = "、".join(file.path.name for file in files)
        operation = _operation(files)
        figures = 0

        def work(database: Database) -> list[Outcome]:
            # Counted here, too: it goes through every value of all workbooks.
            nonlocal figures
            figures = _figures(files)
            return [operation(database)]

        self._apart.run(
            tr("Taking in"),
            tr("Taking in {file}…", file=names),
            work,
            lambda after: self._done(files, after, figures),
            self._failed,
        )

    def _done(self, files: Sequence[File], after: After | None, figures: int) -> None:
        if after is None:
            self.refused.emit()
            return
        self._document.adopt(after)
        entry = after.outcome.entry
        if entry is not None:
            self._tell(files, entry, figures)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, PersonError):
            raise error
        self._document.refused.emit(error)
        self.refused.emit()

    def _tell(self, files: Sequence[File], entry: Entry, promised: int) -> None:
        """Say what was written; of several files a later one may hold what an earlier one gave."""
        figures = promised
        if len(files) > 1:
            figures = sum(int(str(entry.details.get(name, 0))) for name in ("new", "changed"))
        names = files[0].path.name if len(files) == 1 else tr("{count} files", count=len(files))
        said = (
            tr("Took in {count} figures from {file}.", count=f"{figures:,}", file=names)
            if figures
            else tr("Took in {file}.", file=names)
        )
        if figures < promised:
            said += " " + tr(
                "{count} more are in another of the files already, or wait for a decision.",
                count=f"{promised - figures:,}",
            )
        self.finished.emit(said, entry.id, list(files))


def _figures(files: Sequence[File]) -> int:
    """Return how many figures taking the files in writes."""
    return sum(
        tally(file.reading.proposal, file.effective).figures
        for file in files
        if file.reading is not None
    )


def _operation(files: Sequence[File]) -> Callable[[Database], Outcome]:
    """Return the operation that writes what of the files is taken in."""
    readings = [file.reading for file in files if file.reading is not None]
    choosings = [file.effective for file in files]
    if len(readings) == 1:
        proposal, choosing = readings[0].proposal, choosings[0]
        # Choosing goes through every value: it is done where the operation runs.
        return lambda database: importing.apply(database, importing.chosen(proposal, choosing))
    proposals = [reading.proposal for reading in readings]
    return lambda database: importing.apply_together(database, proposals, choosings)
