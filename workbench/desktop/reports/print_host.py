"""Where the pages of a form are printed from: asks for the printer and says how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.desktop.questions import Questions
from workbench.language import tr
from workbench.report.typesetting import Sheet

if TYPE_CHECKING:
    from workbench.desktop.reports.printing import Printing


class PrintHost(QObject):
    """Prints one form at a time."""

    #: How far it is, and in the end what came of it.
    told = Signal(str)
    #: All is with the printer, or was stopped or refused.
    ended = Signal()

    def __init__(self, questions: Questions, parent: QObject) -> None:
        super().__init__(parent)
        self._questions = questions
        self._job: Printing | None = None

    @property
    def is_working(self) -> bool:
        """Tell whether a form is being printed."""
        return self._job is not None

    def print(self, sheets: Sequence[Sheet], name: str, over: QWidget) -> bool:
        """Ask for a printer over a widget and begin; return whether pages are on their way.

        `name` is what the printer's queue calls the pages.
        """
        from workbench.desktop.reports.printing import Printing, printer_for

        printer = printer_for(sheets[0], name)
        printer.setFromTo(1, len(sheets))
        if not self._questions.printer(over, printer):
            return False
        job = self._job = Printing(printer, sheets, self)
        job.progressed.connect(self._tell_progress)
        job.finished.connect(self._tell_printed)
        job.refused.connect(self._tell_refused)
        job.start()
        return self.is_working

    def stop(self) -> None:
        """Print no further page."""
        if self._job is not None:
            self._job.stop()

    def _tell_progress(self, done: int, count: int) -> None:
        self.told.emit(tr("Printing page {number} of {count}…", number=done, count=count))

    def _tell_printed(self, count: int) -> None:
        self._end()
        self.told.emit(
            tr("Sent {count} pages to the printer.", count=count) if count else tr("Cancelled.")
        )

    def _tell_refused(self, name: str) -> None:
        self._end()
        self.told.emit(tr("The printer {name} did not take the pages.", name=name))

    def _end(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        self.ended.emit()
