"""The moment the window is first painted: what can wait is done after it, and it can be timed."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

#: Where this is set, the program prints `time.monotonic` and the seconds of processor time used,
#: once the window is painted and at rest; with "end" it ends then. The benchmark and the build
#: time the program itself in this way.
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


def tell_stopwatch(window: QWidget) -> bool:
    """Print the moment, if the program was started to be timed; return whether it ends now."""
    asked = os.environ.get(STOPWATCH)
    if not asked:
        return False
    sys.stdout.write(f"{time.monotonic()} {time.process_time()}\n")
    sys.stdout.flush()
    return asked == "end" and window.close()
