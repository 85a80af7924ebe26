"""A program that is killed at any moment loses no committed step and leaves no damaged file."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.store import integrity, journal
from workbench.store.migrating import open_database
from workbench.store.planfile import PlanFile

#: Opens the plan, going on with what the last run left, then edits, imports and saves for ever.
#: Each step is noted in another file once it is committed, each save once it is done.
_WORKER = """
import os, random, sys
from pathlib import Path
from workbench.store import journal
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile

path, done, chance = Path(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND), (
    random.Random(int(sys.argv[3])))
note = lambda words: os.write(done, f"{words}\\n".encode())
note("start")
left = PlanFile.unsaved(path)
opened = PlanFile.open(path, recover=left[0] if left else None)
last = journal.entries(opened.database, limit=1)[0].id
note("open")
indicators = [row[0] for row in opened.database.rows("SELECT id FROM indicator")]
while True:
    what = chance.random()
    if what < 0.05:
        opened.save()
        note(f"saved {journal.last_entry_id(opened.database)}")
        continue
    if what < 0.15:
        (journal.undo if chance.random() < 0.5 else journal.redo)(opened.database)
    elif what < 0.2:
        with transaction(opened.database, "import.apply", {"n": last}) as change:
            made = change.insert("indicator", {"element_id": 10, "position": 1, "name": f"{last}"})
            change.insert_many("indicator_value", [
                {"indicator_id": made, "fiscal_year": 1900 + year, "role": "actual",
                 "kind": "number", "number": float(year)} for year in range(300)])
    else:
        with transaction(opened.database, "text.edit", {"n": last}) as change:
            change.update("theme", 1, {"name": f"{last} {chance.random()}"})
    newest = journal.last_entry_id(opened.database)
    if newest != last:
        last = newest
        note(f"step {last}")
"""


@dataclass
class Figures:
    """What was seen over all runs."""

    runs: int = 0
    steps: int = 0
    saves: int = 0
    recovered: int = 0
    killed_while_opening: int = 0


def kill_runs(folder: Path, sample: bytes, runs: int, seed: int, figures: Figures) -> None:
    """Kill the worker again and again, and look at what it left after each time."""
    path, chance = folder / "計画.plandb", random.Random(seed)
    for run in range(runs):
        if run % 25 == 0:
            path.unlink(missing_ok=True)
            shutil.rmtree(Path(os.environ["WORKBENCH_HOME"]), ignore_errors=True)
            path.write_bytes(sample)
        done = folder / "done"
        done.write_bytes(b"")
        worker = subprocess.Popen(
            [sys.executable, "-c", _WORKER, str(path), str(done), str(chance.random())[2:9]],
            stderr=subprocess.PIPE,
        )
        wait_for(done, "start")
        time.sleep(chance.random() ** 2 * 0.6)
        worker.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        _out, said = worker.communicate(timeout=60)
        assert said == b"", said.decode()
        look_at(path, done.read_text(encoding="utf-8"), figures)
        figures.runs += 1


def wait_for(done: Path, word: str) -> None:
    """Wait until the worker has got so far."""
    until = time.monotonic() + 60
    while word not in done.read_text(encoding="utf-8"):
        assert time.monotonic() < until
        time.sleep(0.002)


def look_at(path: Path, done: str, figures: Figures) -> None:
    """Hold what is left against what the worker had noted as done."""
    lines = done.splitlines()
    steps = [int(line.split()[1]) for line in lines if line.startswith("step")]
    saves = [int(line.split()[1]) for line in lines if line.startswith("saved")]
    figures.steps += len(steps)
    figures.saves += len(saves)
    figures.killed_while_opening += "open" not in lines
    assert integrity.problems(path) == []
    with PlanFile.open(path, read_only=True) as saved:
        in_file = journal.last_entry_id(saved.database)
    assert in_file >= max(saves, default=0)
    kept = in_file
    for work in PlanFile.unsaved(path):
        assert work.readable
        figures.recovered += 1
        with contextlib.closing(open_database(work.copy.file)) as database:
            assert integrity.contents_problems(database.connection) == []
            assert database.rows("PRAGMA integrity_check")[0][0] == "ok"
            kept = max(kept, journal.last_entry_id(database))
    assert kept >= max(steps, default=0), "a committed step is lost"


def test_a_few_kills_lose_nothing(
    tmp_path: Path, home: Path, sample: bytes, tell: Callable[[str], None]
) -> None:
    figures = Figures()
    kill_runs(tmp_path, sample, 6, seed=1, figures=figures)
    assert figures.steps > 0


@pytest.mark.long
def test_500_kills_lose_nothing(
    tmp_path: Path, home: Path, sample: bytes, tell: Callable[[str], None]
) -> None:
    figures = Figures()
    kill_runs(tmp_path, sample, 500, seed=2026, figures=figures)
    tell(
        f"kill -9: {figures.runs} runs, {figures.steps:,} committed steps and {figures.saves:,} "
        f"saves; {figures.recovered} working copies recovered, {figures.killed_while_opening} "
        f"killed while opening; 0 steps lost, 0 files that fail the check"
    )
