"""Memory of the open sample plan, against a bare window with one plot of pyqtgraph.

Resident memory of a process at rest, as the system counts it (Linux). Told for the plan as it is
opened, after the imports that follow it, and with the page of the population opened too.
"""

from __future__ import annotations

import statistics
import sys
import tempfile

from tests.benchmarks._processes import environment, median_ratio, output

RUNS = 5
AIM = 2.0

_TELL = """
import gc
def tell(name):
    for _ in range(20):
        app.processEvents()
    gc.collect()
    with open("/proc/self/status") as status:
        held = next(line for line in status if line.startswith("VmRSS"))
    print(name, int(held.split()[1]) / 1024, flush=True)
"""

_BARE = (
    _TELL
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
import pyqtgraph
window = QMainWindow()
window.resize(1366, 768)
window.setCentralWidget(pyqtgraph.PlotWidget())
window.centralWidget().plot(list(range(50)))
window.show()
tell("bare")
"""
)

_OURS = (
    _TELL
    + """
from workbench.desktop import application
from workbench.desktop.places import POPULATION, Place
app = application.make_application("ja")
window = application.MainWindow()
window.show()
app.processEvents()
from workbench.desktop.document import Document
plan_file, error = application.open_first(None)
assert error is None
window.show_document(Document(plan_file))
tell("opened")
application._import_later_needed()
tell("ready")
window.go_to(Place(POPULATION))
tell("population")
window.close()
"""
)


def main() -> None:
    if sys.platform != "linux":
        print("only measured on Linux")
        return
    told: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as home:
        world = environment(home)
        output(["-m", "workbench"], {**world, "WORKBENCH_STOPWATCH": "end"})
        for _ in range(RUNS):
            for program in (_BARE, _OURS):
                for line in output(["-c", program], world).splitlines():
                    name, megabytes = line.split()
                    told.setdefault(name, []).append(float(megabytes))
    bare = told["bare"]
    print(f"bare window with one plot: {statistics.median(bare):.0f} MB")
    for name, words in (
        ("opened", "the sample plan shown"),
        ("ready", "after the imports that follow"),
        ("population", "with the population page"),
    ):
        ratio = median_ratio(told[name], bare)
        print(f"  {words}: {statistics.median(told[name]):.0f} MB, {ratio:.2f} x (aim {AIM:g} x)")
