"""One window for a plan: opening it once more brings the window that has it to the front."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from workbench.desktop.summons import Summons
from workbench.store import locking, summons
from workbench.store.planfile import PlanFile
from workbench.store.processes import Process, machine, this_process

_OPENS_IT = """
import sys
from workbench.desktop.application import run
from pathlib import Path
sys.exit(run(Path(sys.argv[1]), "ja"))
"""


@pytest.fixture
def watched(window):
    listening = Summons(window)
    yield window
    listening.stop()


def opened_again(plan_path):
    return subprocess.Popen(
        [sys.executable, "-c", _OPENS_IT, str(plan_path)],
        env={**os.environ, "WORKBENCH_STOPWATCH": "end"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_opening_a_plan_once_more_raises_its_window_and_makes_no_other(watched, plan_path, qtbot):
    watched.showMinimized()
    again = opened_again(plan_path)
    qtbot.waitUntil(lambda: not watched.isMinimized(), timeout=20_000)
    qtbot.waitUntil(lambda: again.poll() is not None, timeout=20_000)
    told, errors = again.communicate()
    assert again.returncode == 0, errors
    assert "painted" not in told
    assert watched.isVisible()


def test_a_window_that_has_ended_does_not_keep_a_plan_from_being_opened(plan_path, home):
    folder = home / "windows" / "99999999-1"
    folder.mkdir(parents=True)
    assert not summons.ask(plan_path)
    mine = summons.listen()
    assert mine is not None
    assert not folder.exists()
    summons.stop(mine)
    assert not mine.exists()


def test_a_window_that_does_not_answer_is_not_waited_for_for_long(plan_path, home, monkeypatch):
    monkeypatch.setattr(summons, "PATIENCE", 0.05)
    other = Process(machine(), os.getppid(), "")
    opened = PlanFile.open(plan_path)
    try:
        holder = locking.Holder("somebody", other, "2026-01-01T00:00:00+00:00", "token")
        monkeypatch.setattr(locking, "holder", lambda _plan: holder)
        folder = home / "windows" / f"{other.id}-"
        folder.mkdir(parents=True)
        assert not summons.ask(plan_path)
        assert list(folder.iterdir()) == []
    finally:
        opened.close()


def test_this_window_is_not_asked_by_itself(plan_path, home):
    opened = PlanFile.open(plan_path)
    try:
        mine = summons.listen()
        assert not summons.ask(plan_path)
        summons.stop(mine)
    finally:
        opened.close()
    assert this_process().id == os.getpid()


def test_a_window_asked_comes_out_of_being_minimised(watched, qtbot):
    watched.setWindowState(Qt.WindowState.WindowMinimized)
    (summons.listen() / "show").touch()
    qtbot.waitUntil(lambda: not watched.isMinimized(), timeout=5_000)
