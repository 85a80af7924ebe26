"""Start to the first painted and to the usable window, against a bare window of PySide6.

Each start is a process of its own; bare and ours take turns. The time of the processor is told
beside that of the clock, as other programs on the machine hardly weigh on it.
"""

from __future__ import annotations

import statistics
import tempfile

from tests.benchmarks._processes import BARE_WINDOW, Moments, environment, median_ratio, moments

STARTS = 11
AIM = 2.0


def starts() -> tuple[list[Moments], list[Moments]]:
    """Return the moments of bare starts and of ours on the sample plan."""
    with tempfile.TemporaryDirectory() as home:
        bare_world = environment(home)
        timed = environment(home, WORKBENCH_STOPWATCH="end")
        # Makes the sample plan and the compiled modules.
        moments(["-m", "workbench"], timed)
        bare, ours = [], []
        for _ in range(STARTS):
            bare.append(moments(["-c", BARE_WINDOW], bare_world))
            ours.append(moments(["-m", "workbench"], timed))
        return bare, ours


def main() -> None:
    bare, ours = starts()
    for at, clock in enumerate(("by the clock", "of the processor")):
        against = [one["painted"][at] for one in bare]
        print(f"bare window {clock}: {1000 * statistics.median(against):.0f} ms")
        for moment in ("painted", "usable"):
            taken = [one[moment][at] for one in ours]
            print(
                f"  {moment}: {1000 * statistics.median(taken):.0f} ms,"
                f" {median_ratio(taken, against):.2f} x (aim {AIM:g} x)"
            )
