"""A bug anywhere in the program is caught, written down without plan content, and told."""

import gc
import re
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workbench import __version__
from workbench.desktop.mishaps import Mishaps
from workbench.operations.editing import VISION, edit_text
from workbench.store import log

SECRET = "極秘の将来像"


class BrokenError(Exception):
    """A bug that quotes the plan."""


def fail(*_anything):
    raise BrokenError(SECRET)


@pytest.fixture
def caught(window, capsys):
    """Let the window catch what is raised from now on."""
    window.document.run(lambda database: edit_text(database, VISION, 1, SECRET))
    mishaps = Mishaps(window)
    with mishaps.caught():
        yield mishaps
    mishaps.deleteLater()


def the_report(window, qtbot):
    """Return the one report there is, once the window has told of it."""
    qtbot.waitUntil(lambda: "予期しない問題" in window.notice.text)
    (report,) = log.reports()
    assert str(report) in window.notice.text
    return report.read_text(encoding="utf-8")


def check(window, qtbot):
    """Check that the bug was told, is written down without the plan, and work goes on."""
    report = the_report(window, qtbot)
    assert f"Planning workbench {__version__}" in report
    assert re.search(r"^Qt \d+\.\d+", report, re.MULTILINE)
    assert "action=text.edit" in report
    assert "BrokenError" in report
    assert "test_mishaps.py:" in report
    assert SECRET not in report
    assert str(window.document.path.parent) not in report.replace(str(log.reports()[0]), "")
    assert SECRET not in window.notice.text
    assert window.document.plan.profile.vision == SECRET
    assert window.document.save()
    assert window.document.undo()


def test_in_what_a_click_does(window, caught, qtbot):
    window.actions_.find.triggered.connect(fail)
    window.actions_.find.trigger()
    check(window, qtbot)


def test_in_a_timer(window, caught, qtbot):
    QTimer.singleShot(0, fail)
    check(window, qtbot)


def test_in_work_in_the_background(window, caught, qtbot):
    window.tasks.start(fail, fail, window.tell_failure)
    check(window, qtbot)


def test_in_a_thread_of_its_own(window, caught, qtbot):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    check(window, qtbot)


def test_in_painting_it_is_told_once_though_it_comes_with_each_repaint(
    window, caught, qtbot, monkeypatch
):
    monkeypatch.setattr(type(window.notice), "paintEvent", fail)
    window.notice.tell("x")
    QApplication.processEvents()
    check(window, qtbot)
    for _ in range(5):
        window.notice.update()
        QApplication.processEvents()
    assert len(log.reports()) == 1


def test_where_python_itself_can_only_ignore_it(window, caught, qtbot):
    class Dying:
        __del__ = fail

    Dying()
    gc.collect()
    check(window, qtbot)


def test_the_report_can_be_copied(window, caught, qtbot, qapp):
    QTimer.singleShot(0, fail)
    report = the_report(window, qtbot)
    window.notice.link.click()
    assert qapp.clipboard().text() == report


def test_without_a_folder_for_reports_it_is_told_all_the_same(window, caught, qtbot, home):
    (home / "reports").write_bytes(b"")
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: "報告ファイルは書けませんでした" in window.notice.text)


def test_a_program_without_a_console_writes_the_report_too(window, caught, qtbot, monkeypatch):
    monkeypatch.setattr("sys.stderr", None)
    QTimer.singleShot(0, fail)
    the_report(window, qtbot)


_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workbench.desktop import application, status_line

def fail(*_anything):
    raise RuntimeError("極秘の将来像")

def fail_to_paint(*_anything):
    raise KeyError("極秘の将来像")

def look_and_end():
    (window,) = [one for one in QApplication.topLevelWidgets() if hasattr(one, "notice")]
    print(window.notice.text)
    window.close()

status_line.StatusLine.paintEvent = fail_to_paint
def when_it_runs():
    QTimer.singleShot(0, fail)
    QTimer.singleShot(700, look_and_end)

application.warm_up = when_it_runs
sys.exit(application.run(Path(sys.argv[1]), "ja"))
"""


def test_the_whole_program_goes_on_while_painting_fails(plan_path, home):
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(plan_path)],
        capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "予期しない問題" in ended.stdout
    assert len(log.reports()) == 2
    assert not any(SECRET in report.read_text(encoding="utf-8") for report in log.reports())
