"""An import that is killed at any moment leaves the plan as before or as after, never between."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from workbench.store import integrity, journal
from workbench.store.database import Database
from workbench.store.migrating import open_database
from workbench.store.planfile import PlanFile

from .test_killed import wait_for

_ROWS, _YEARS = 150, range(2015, 2025)
#: Opens the plan, takes the workbook in, saves; notes how far it has come.
_WORKER = """
import os, sys
from pathlib import Path
from workbench.operations import importing
from workbench.store.planfile import PlanFile

plan, book, done = Path(sys.argv[1]), Path(sys.argv[2]), os.open(sys.argv[3], os.O_WRONLY)
note = lambda words: os.write(done, f"{words}\\n".encode())
note("start")
with PlanFile.open(plan) as opened:
    proposal = importing.propose(opened.database, book)
    note("applying")
    importing.apply(opened.database, proposal)
    note("applied")
    opened.save()
    note("saved")
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a department's sheet of 150 new indicators with ten years of example values."""
    path = tmp_path_factory.mktemp("book") / "実績（記入例）.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("実績")
    header = ["施策番号", "指標名", "単位", *(f"{year}年度" for year in _YEARS)]
    sheet.write_row(0, 0, header)
    for row in range(1, _ROWS + 1):
        sheet.write_row(row, 0, ["4-10", f"記入例の指標{row:03d}", "件"])
        sheet.write_row(row, 3, [row * 10 + column for column in range(len(_YEARS))])
    workbook.close()
    return path


def imported(database: Database) -> tuple[int, int, int, int]:
    """Return how much of the import stands there: indicators, values, sources, journal lines."""
    counts = (
        "SELECT count(*) FROM indicator WHERE name LIKE '記入例の指標%'",
        "SELECT count(*) FROM indicator_value WHERE cell <> '' AND source_id IN"
        " (SELECT id FROM source WHERE kind = 'workbook')",
        "SELECT count(*) FROM source WHERE kind = 'workbook'",
        "SELECT count(*) FROM journal WHERE action = 'import.apply'",
    )
    return tuple(database.rows(count)[0][0] for count in counts)  # type: ignore[return-value]


BEFORE, AFTER = (0, 0, 0, 0), (_ROWS, _ROWS * len(_YEARS), 1, 1)


def start(plan: Path, book: Path, done: Path) -> subprocess.Popen[bytes]:
    done.write_bytes(b"")
    command = [sys.executable, "-c", _WORKER, str(plan), str(book), str(done)]
    worker = subprocess.Popen(command, stderr=subprocess.PIPE)
    wait_for(done, "start")
    return worker


def kill_imports(folder: Path, sample: bytes, book: Path, runs: int, seed: int) -> Counter[str]:
    """Kill an import again and again; return in which state it left plan and working copy."""
    plan, done, chance = folder / "計画.plandb", folder / "done", random.Random(seed)
    plan.write_bytes(sample)
    began = time.monotonic()
    worker = start(plan, book, done)
    assert worker.communicate(timeout=120) == (None, b"")
    whole = time.monotonic() - began
    seen: Counter[str] = Counter()
    for run in range(runs):
        plan.unlink()
        shutil.rmtree(Path(os.environ["WORKBENCH_HOME"]), ignore_errors=True)
        plan.write_bytes(sample)
        worker = start(plan, book, done)
        if run % 2:
            # Half of them strike while it is written, the others anywhere.
            wait_for(done, "applying")
            time.sleep(chance.random() * whole / 3)
        else:
            time.sleep(chance.random() * whole)
        worker.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        worker.communicate(timeout=60)
        seen.update(look_at(plan, done.read_text(encoding="utf-8")))
    return seen


def look_at(plan: Path, done: str) -> list[str]:
    """Hold plan and working copy against before and after; return which they are."""
    assert integrity.problems(plan) == []
    with PlanFile.open(plan, read_only=True) as saved:
        held = imported(saved.database)
        in_file = journal.last_entry_id(saved.database)
    assert held in (BEFORE, AFTER)
    states = ["plan after" if held == AFTER else "plan before"]
    best = held
    for work in PlanFile.unsaved(plan):
        with contextlib.closing(open_database(work.copy.file)) as database:
            assert integrity.contents_problems(database.connection) == []
            best = imported(database)
            assert journal.last_entry_id(database) >= in_file
        assert best in (BEFORE, AFTER)
        states.append("copy after" if best == AFTER else "copy before")
    if "applied" in done:
        assert best == AFTER, "an import that was done is lost"
    if "saved" in done:
        assert held == AFTER
    return states


def test_a_few_killed_imports_leave_nothing_between(
    tmp_path: Path, home: Path, sample: bytes, book: Path
) -> None:
    assert kill_imports(tmp_path, sample, book, 2, seed=5)


@pytest.mark.long
def test_50_killed_imports_leave_nothing_between(
    tmp_path: Path, home: Path, sample: bytes, book: Path, tell: Callable[[str], None]
) -> None:
    seen = kill_imports(tmp_path, sample, book, 50, seed=2026)
    assert seen["plan before"]
    assert seen["copy after"] or seen["plan after"]
    found = ", ".join(f"{count} times {state}" for state, count in sorted(seen.items()))
    tell(f"kill -9 during an import: 50 runs, {found}; never between")
