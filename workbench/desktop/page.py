"""What the pages of the window have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.desktop.document import Document
from workbench.desktop.questions import Questions
from workbench.desktop.tasks import Tasks


class Page(QWidget):
    """A page about a document, with what works for it and asks for it."""

    #: A `Place` on another page is asked for.
    go_to = Signal(object)

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._tasks = tasks
        self._questions = questions
