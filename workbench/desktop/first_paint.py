"""The moment the window is first painted: what can wait is done after it, and it can be timed."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

#: Where this is set, the program prints when its window was painted and when it could be used:
#: the name of the moment, `time.monotonic`, seconds of processor time. With "end" it ends then.
#: The benchmark and the build time the program itself in this way.
STOPWATCH = "WORKBENCH_STOPWATCH"


class FirstPaint(QObject):
    """Calls `then` once, when a window has been painted and the events before it are done."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The paint itself is still to come, and a press of a key that waits goes before this.
            QTimer.singleShot(0, self, self._then)
        return False


def hold_collection() -> None:
    """Let no garbage be looked for while the window is made: what is made then stays."""
    gc.disable()


def resume_collection() -> None:
    """Look for garbage again, but not among what the start has made."""
    gc.freeze()
    gc.enable()


def tell_stopwatch(moment: str) -> str:
    """Print a moment of the start, if the program is being timed; return what is asked for."""
    asked = os.environ.get(STOPWATCH, "")
    if asked:
        sys.stdout.write(f"{moment} {time.monotonic()} {time.process_time()}\n")
        sys.stdout.flush()
    return asked
