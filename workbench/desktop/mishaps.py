"""What happens when a bug strikes: it is written down, the window says so, and work goes on."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import PySide6
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench.language import tr

if TYPE_CHECKING:
    from workbench.desktop.notice import Choice
    from workbench.desktop.window import MainWindow

#: What is raised again and again, as by each repainting, is told no sooner than after so many
#: seconds, and written down once.
_AGAIN = 5.0

#: What one bug is known by.
_Signature = tuple[str, ...]


class Mishaps(QObject):
    """Takes in every exception that nobody caught, in whatever thread it was raised.

    Parameters
    ----------
    window
        Where the person is told, when Qt has finished what it was doing: never from within a
        paint event or another thread.
    """

    _written = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        #: The report of each bug, and when it was told last.
        self._seen: dict[_Signature, tuple[str, float]] = {}
        self._written.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Take exceptions in inside the block, those of Qt's callbacks and of threads alike."""
        before = sys.excepthook, sys.unraisablehook, threading.excepthook
        sys.excepthook = self.take
        sys.unraisablehook = self._take_unraisable
        threading.excepthook = self._take_of_thread
        try:
            yield
        finally:
            sys.excepthook, sys.unraisablehook, threading.excepthook = before

    def take(
        self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        """Write an exception down and have the person told."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if sys.stderr is not None:  # a program without a console has none
            traceback.print_exception(kind, bug, trace)
        from workbench.store import log

        signature, now = _signature(kind, trace), time.monotonic()
        report, told = self._seen.get(signature, ("", -_AGAIN))
        if now - told < _AGAIN:
            return
        if not report:
            versions = {"PySide6": PySide6.__version__, "Qt": qVersion()}
            report = str(log.report(bug.with_traceback(trace), versions) or "")
        self._seen[signature] = report, now
        self._written.emit(report)

    def _take_of_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _take_unraisable(self, args: Any) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _tell(self, report: str) -> None:
        sentence = tr("Something unexpected happened. Every step so far is kept; you can go on.")
        if self._window.is_empty:
            # The plan has not moved in, and there is no page to say it on.
            self._window.questions.tell(self._window, f"{sentence}\n{report}".strip())
            return
        if not report:
            lost = tr("A report of it could not be written.")
            self._window.notice.tell(f"{sentence}\n{lost}")
            return
        path = Path(report)
        where = tr(
            "A report for whoever maintains the program lies in {path}; it holds nothing of what "
            "the plan says.",
            path=report,
        )
        choices: list[Choice] = [
            (tr("Copy the report"), lambda: _copy(path)),
            (tr("Show the folder"), lambda: _show(path.parent)),
        ]
        self._window.notice.ask(f"{sentence}\n{where}", choices)


def _signature(kind: type[BaseException], trace: TracebackType | None) -> _Signature:
    """Return the place an exception comes from."""
    places = (f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace))
    return (kind.__name__, *places)


def _copy(report: Path) -> None:
    QGuiApplication.clipboard().setText(report.read_text(encoding="utf-8"))


def _show(folder: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
