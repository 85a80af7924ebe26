"""Start to the first painted and to the usable window, against a bare window of PySide6.

Each start is a process of its own; bare and ours take turns. The time of the processor is told
beside that of the clock, as other programs on the machine hardly weigh on it.

The bare window is PySide6 as it is installed, without what makes it start faster in ours. *Painted*
is the first paint, of surfaces only. *Usable* is stricter than a window that reacts: the plan has
been painted, as it will stand (`tests/desktop/test_start.py` compares the picture with the one that
stays, and clicks at that very moment). What a start leaves for later begins 300 ms after it.
"""

from __future__ import annotations

import statistics
import tempfile

from tests.benchmarks._processes import BARE_WINDOW, Moments, environment, median_ratio, moments

STARTS = 11
#: As the installed command begins; `-m` would bring `runpy` along, which the bare window is spared.
OURS = ("-c", "from workbench.__main__ import start; start()")
AIM = 2.0


def starts() -> tuple[list[Moments], list[Moments]]:
    """Return the moments of bare starts and of ours on the sample plan."""
    with tempfile.TemporaryDirectory() as home:
        bare_world = environment(home)
        timed = environment(home, WORKBENCH_STOPWATCH="end")
        # Makes the sample plan and the compiled modules.
        moments(OURS, timed)
        bare, ours = [], []
        for _ in range(STARTS):
            bare.append(moments(["-c", BARE_WINDOW], bare_world))
            ours.append(moments(OURS, timed))
        return bare, ours


def main() -> None:
    bare, ours = starts()
    for at, clock in enumerate(("by the clock", "of the processor")):
        against = [one["painted"][at] for one in bare]
        print(
            f"bare window {clock}: {1000 * statistics.median(against):.0f} ms,"
            f" at best {1000 * min(against):.0f} ms"
        )
        for moment in ("painted", "usable"):
            taken = [one[moment][at] for one in ours]
            print(
                f"  {moment}: {1000 * statistics.median(taken):.0f} ms,"
                f" {median_ratio(taken, against):.2f} x (aim {AIM:g} x),"
                f" at best {min(taken) / min(against):.2f} x"
            )
