"""Programs in processes of their own, taking turns, so that whatever else runs weighs on all."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

#: What a start of a window costs that shows nothing.
BARE_WINDOW = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)

    def tell(self):
        print("painted", time.monotonic(), time.process_time(), flush=True)
        QApplication.quit()

app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

Moments = dict[str, tuple[float, float]]


def environment(home: str, **more: str) -> dict[str, str]:
    """Return the environment of a person's start: compiled modules are kept."""
    held = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**held, "QT_QPA_PLATFORM": "offscreen", "WORKBENCH_HOME": home, **more}


def output(arguments: Sequence[str], environment: dict[str, str]) -> str:
    """Run this Python with arguments and return what it prints."""
    result = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return result.stdout


def moments(arguments: Sequence[str], environment: dict[str, str]) -> Moments:
    """Return the seconds from the start to each moment told, by the clock and of the processor."""
    began = time.monotonic()
    lines = (line.split() for line in output(arguments, environment).splitlines())
    return {name: (float(clock) - began, float(used)) for name, clock, used in lines}


def median_ratio(figures: Sequence[float], to: Sequence[float]) -> float:
    """Return the median of the ratios of figures that were taken in turn."""
    return statistics.median(one / other for one, other in zip(figures, to, strict=True))
