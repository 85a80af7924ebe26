"""The pages of the forms: set in the background, the one that is looked at first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from workbench.desktop.reports import rendering
from workbench.desktop.tasks import Task, Tasks
from workbench.operations.reporting import EVERYTHING, Selection
from workbench.report.typesetting import Sheet


class FormPages(QObject):
    """Keeps the pages of every form for one state of the plan and one choice of year and part."""

    #: The pages of a form are there, with the small picture of the first.
    ready = Signal(str, QImage)
    #: A form could not be set: which, and why.
    failed = Signal(str, object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._plan: Path | None = None
        self._of = EVERYTHING
        self._held: dict[str, Sequence[Sheet]] = {}
        self._waiting: dict[str, Task] = {}
        self._failures: dict[str, BaseException] = {}

    @property
    def is_working(self) -> bool:
        """Tell whether a form is being set."""
        return bool(self._waiting)

    def is_setting(self, kind: str) -> bool:
        """Tell whether a form is being set."""
        return kind in self._waiting

    def of(self, kind: str) -> Sequence[Sheet]:
        """Return the pages of a form as far as they have been set."""
        return self._held.get(kind, ())

    def failure(self, kind: str) -> str:
        """Return why a form could not be set, empty where it could or nobody has tried."""
        return str(self._failures.get(kind, ""))

    def begin(self, plan: Path, of: Selection) -> None:
        """Begin with another state of the plan or another choice; what was set is let go."""
        for kind in list(self._waiting):
            self.cancel(kind)
        self._held.clear()
        self._failures.clear()
        self._plan, self._of = plan, of

    def want(self, kind: str, *, urgent: bool = True) -> None:
        """Set a form unless it has been; what is not `urgent` waits for what is."""
        if self._plan is None or kind in self._held:
            return
        self.cancel(kind)
        self._failures.pop(kind, None)
        plan, of = self._plan, self._of
        self._waiting[kind] = self._tasks.start(
            lambda: rendering.with_small_picture(rendering.pages(plan, kind, of)),
            lambda made: self._take(kind, *made),
            lambda error: self._fail(kind, error),
            urgent=urgent,
        )

    def cancel(self, kind: str) -> None:
        """Want a form no longer."""
        task = self._waiting.pop(kind, None)
        if task is not None:
            task.cancel()

    def _take(self, kind: str, sheets: Sequence[Sheet], small: QImage) -> None:
        self._waiting.pop(kind, None)
        self._held[kind] = sheets
        self.ready.emit(kind, small)

    def _fail(self, kind: str, error: BaseException) -> None:
        self._waiting.pop(kind, None)
        self._failures[kind] = error
        self.failed.emit(kind, error)
