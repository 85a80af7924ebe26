"""The start: the empty window first, the plan next, and what nobody looks at yet not at all."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint

from workbench.desktop import threshold
from workbench.desktop.document import Document
from workbench.desktop.first_paint import FirstPaint
from workbench.desktop.window import MainWindow
from workbench.store.planfile import PlanFile

_START = """
import sys
from workbench.__main__ import start
sys.argv = ["workbench", *sys.argv[1:]]
try:
    start()
except SystemExit as ended:
    print("ended", ended.code)
print("modules", *sys.modules)
"""

#: Packages that take long, and rooms of ours that the plan's first page does not need.
HEAVY = {
    "pandas", "numpy", "pyqtgraph", "openpyxl", "xlsxwriter", "python_calamine", "typst",
    "sqlite_utils", "msoffcrypto", "click", "PySide6.QtPrintSupport", "PySide6.QtTest",
    "workbench.exchange", "workbench.population", "workbench.report.document",
    "workbench.operations.history", "workbench.operations.wordings",
    "workbench.operations.structure", "workbench.operations.merging",
    "workbench.operations.importing", "workbench.plan.grading",
    "workbench.desktop.plan.element_page", "workbench.desktop.history_panel",
    "workbench.desktop.importing", "workbench.desktop.progress", "workbench.desktop.reports",
    "workbench.desktop.population", "workbench.desktop.preferences",
}  # fmt: skip


def started(*arguments: object) -> tuple[list[str], set[str]]:
    """Start the program to be timed; return the moments it told and the modules it loaded."""
    result = subprocess.run(
        [sys.executable, "-c", _START, *map(str, arguments)],
        env={**os.environ, "WORKBENCH_STOPWATCH": "end"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["ended", "0"] in lines, result.stderr
    modules = next(set(words) for name, *words in lines if name == "modules")
    return [words[0] for words in lines], modules


def test_a_plan_is_shown_without_loading_what_it_does_not_show(plan_path):
    moments, modules = started(plan_path)
    assert moments[:2] == ["painted", "usable"]
    assert sorted(HEAVY & modules) == []


def test_no_classes_are_made_of_widgets_that_nobody_shows(plan_path):
    """PySide6 makes them all when Python is handed a plain widget that Qt has made."""
    code = f"{_START}\nfrom PySide6 import QtWidgets\nprint('made', *vars(QtWidgets))"
    result = subprocess.run(
        [sys.executable, "-c", code, str(plan_path)],
        env={**os.environ, "WORKBENCH_STOPWATCH": "end"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    made = next(line.split() for line in result.stdout.splitlines() if line.startswith("made"))
    assert "QTreeView" in made, result.stderr
    # QStyle alone has 540 names.
    assert not {"QWizard", "QMdiArea", "QStyle", "QProxyStyle"} & set(made)


def test_no_source_is_read_for_features_of_pyside(plan_path):
    result = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{_START}\nimport linecache\nprint('read', *linecache.cache)",
            str(plan_path),
        ],
        env={**os.environ, "WORKBENCH_STOPWATCH": "end"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    read = next(line for line in result.stdout.splitlines() if line.split()[:1] == ["read"])
    assert "planfile.py" not in read, result.stderr
    assert "overview_page.py" not in read


def test_the_empty_window_stands_before_anything_of_the_plan_is_imported():
    answer = subprocess.run(
        [sys.executable, "-c", "import sys, workbench.desktop.application; print(*sys.modules)"],
        capture_output=True,
        text=True,
    )
    loaded = set(answer.stdout.split())
    assert "workbench.desktop.window" in loaded, answer.stderr
    assert not loaded & {
        "workbench.store.planfile",
        "workbench.store.database",
        "workbench.plan.structure",
        "workbench.desktop.document",
        "workbench.desktop.pages",
    }


_CLICK = """
import sys, time
from pathlib import Path
from workbench.desktop import application
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

def go_on(window, *, asks):
    view = window.pages.plan.tree.view
    goal = view.model().index(1, 0)
    at = QPointF(view.visualRect(goal).center())
    before = window.pages.plan.place
    for kind, held in (
        (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        window_at = view.viewport().mapTo(window, at)
        QApplication.sendEvent(
            view.viewport(),
            QMouseEvent(kind, at, window_at, window.mapToGlobal(window_at),
                        Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier),
        )
    print(before.kind or "overview", window.pages.plan.place.kind, view.hasFocus())
    window.close()

application._go_on = go_on
application.run(Path(sys.argv[1]))
"""


def test_what_is_told_as_usable_answers_a_click_and_has_the_keyboard(plan_path):
    told = subprocess.run(
        [sys.executable, "-c", _CLICK, str(plan_path)], capture_output=True, text=True, timeout=60
    )
    assert told.stdout.split() == ["overview", "element", "True"], told.stderr


_LABELS = """
import sys
from workbench.desktop import application
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication, QLabel

def left(window):
    found = window.findChildren(QLabel)
    return len(found), [x.text() for x in found if x.textFormat() is Qt.TextFormat.AutoText]

def go_on(window, *, asks):
    print("usable", left(window))
    QLabel("<b>未</b>", window).show()
    application._look_around(window)
    print("later", left(window), type(QApplication.style()).__name__)
    window.close()

application.warm_up = lambda: None
application._go_on = go_on
sys.argv = ["workbench", *sys.argv[1:]]
application.run(None if len(sys.argv) < 2 else __import__("pathlib").Path(sys.argv[1]))
"""


_PICTURES = """
import sys
from pathlib import Path
from workbench.desktop import application
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

paints = []

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            paints.append(type(watched).__name__)
        return False

watch = Watch()
move_in = application._move_in

def moved_in(window, file):
    QApplication.instance().installEventFilter(watch)
    move_in(window, file)

def go_on(window, *, asks):
    print("painted", paints.count("Card"), paints.count("Header"))
    first = window.grab().toImage()
    application._look_around(window)
    def later():
        print("same", first == window.grab().toImage())
        window.close()
    QTimer.singleShot(200, later)

application.warm_up = lambda: None
application._move_in, application._go_on = moved_in, go_on
application.run(Path(sys.argv[1]))
"""


def test_the_plan_is_painted_once_and_stands_as_it_will(plan_path):
    told = subprocess.run(
        [sys.executable, "-c", _PICTURES, str(plan_path)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    painted, same = told.stdout.splitlines()
    cards, headers = map(int, painted.split()[1:])
    assert (cards > 0, headers) == (True, 1), told.stdout
    assert same == "same True"


def test_no_label_takes_a_text_for_html_even_before_the_style_is_there(plan_path):
    told = subprocess.run(
        [sys.executable, "-c", _LABELS, str(plan_path)], capture_output=True, text=True, timeout=60
    )
    usable, later = (line.split(maxsplit=1)[1] for line in told.stdout.splitlines())
    count, automatic = eval(usable)
    assert count > 5, told.stderr
    assert automatic == []
    assert later == f"({count + 1}, []) CalmStyle"


@pytest.fixture
def empty_window(application, qtbot, answers, home):
    window = MainWindow(questions=answers)
    qtbot.addWidget(window)
    return window


def test_the_plan_moves_into_the_empty_window_without_a_jump(empty_window, plan_path, qtbot):
    empty_window.show()
    qtbot.waitExposed(empty_window)
    size = empty_window.size()
    assert empty_window.is_empty
    empty_window.show_document(Document(PlanFile.open(plan_path)))
    qtbot.waitUntil(empty_window.pages.plan.overview.isVisible)
    assert empty_window.size() == size
    corner = empty_window.pages.plan.overview.mapTo(empty_window, QPoint(0, 0))
    assert abs(corner.x() - threshold.TREE_WIDTH) <= 4
    assert abs(corner.y() - threshold.PAGE_TOP) <= 4


def test_a_first_start_says_what_it_is_busy_with(application, qtbot, home):
    pictures = []
    for words in ("", "見本の計画を用意しています…"):
        window = MainWindow(waits_for=words)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        pictures.append(window.grab().toImage())
    assert pictures[0] != pictures[1]


def test_an_empty_window_can_be_closed(empty_window):
    empty_window.show()
    assert empty_window.close()


def test_what_waits_for_the_first_paint_is_done_once(qtbot, application):
    from PySide6.QtWidgets import QWidget

    window, calls = QWidget(), []
    qtbot.addWidget(window)
    FirstPaint(window, lambda: calls.append(window.isVisible()))
    window.show()
    qtbot.waitUntil(lambda: bool(calls))
    window.repaint()
    assert calls == [True]
