"""An eight-hour working day in fast motion: memory and file size level off."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.operations import history, scenarios
from workbench.operations.editing import FIELDS, edit_text
from workbench.store import integrity
from workbench.store.database import Database
from workbench.store.planfile import PlanFile

_WORDS = "市民協働移住定住子育て防災環境観光農業福祉健康教育文化景観水田安曇野"


@dataclass(frozen=True)
class Reading:
    """What was measured after so many operations: bytes, and seconds of the processor since."""

    operations: int
    memory: int
    file: int
    lines: int
    seconds: float


def memory() -> int:
    """Return the bytes of memory this process holds, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * 4096


def operate(database: Database, chance: random.Random) -> None:
    """Do one thing that a planner does."""
    kind = chance.random()
    text = "".join(chance.choices(_WORDS, k=chance.randint(4, 60)))
    if kind < 0.1:
        history.undo(database, chance.randint(1, 3))
    elif kind < 0.15:
        history.redo(database, chance.randint(1, 3))
    elif kind < 0.35:
        lever = chance.choice(["tfr", "migration_multiplier"])
        scenarios.set_assumptions(database, 1, {lever: round(chance.uniform(1, 1.9), 2)})
    elif kind < 0.7:
        edit_text(database, FIELDS["element.description"], chance.randint(8, 50), text)
    else:
        edit_text(database, FIELDS["theme.name"], chance.randint(1, 5), text)


def work(path: Path, operations: int, *, every: int) -> list[Reading]:
    """Work, saving every 50 operations and closing and opening every 250."""
    chance, readings, begun = random.Random(8), [], time.process_time()
    opened = PlanFile.open(path)
    for number in range(1, operations + 1):
        operate(opened.database, chance)
        if number % 50 == 0:
            opened.save()
            assert opened.cautions == ()
        if number % 250 == 0:
            opened.close()
            opened = PlanFile.open(path)
        if number % every == 0:
            seconds, begun = time.process_time() - begun, time.process_time()
            lines = opened.database.rows("SELECT count(*) FROM journal")[0][0]
            readings.append(Reading(number, memory(), path.stat().st_size, lines, seconds))
    opened.close()
    assert integrity.problems(path) == []
    return readings


def test_a_short_day_keeps_the_plan_sound(tmp_path: Path, home: Path, sample: bytes) -> None:
    path = tmp_path / "計画.plandb"
    path.write_bytes(sample)
    first, *_between, last = work(path, 300, every=50)
    assert last.memory - first.memory < 20_000_000
    assert last.lines > 200


@pytest.mark.long
def test_a_working_day_of_20000_operations(
    tmp_path: Path, home: Path, sample: bytes, tell: Callable[[str], None]
) -> None:
    path = tmp_path / "計画.plandb"
    path.write_bytes(sample)
    readings = work(path, 20_000, every=1000)
    tell("working day: 20,000 operations with undo, save every 50, reopening every 250")
    tell("  operations   memory MB   file KB   lines of history   CPU s per 1,000")
    for one in readings:
        if one.operations % 2000 == 0 or one.operations == 1000:
            tell(
                f"  {one.operations:>10,}   {one.memory / 1e6:>9.1f}   {one.file / 1024:>7,.0f}"
                f"   {one.lines:>16,}   {one.seconds:>15.1f}"
            )
    middle, last = readings[9], readings[19]
    tell(
        f"  second half: file {(last.file - middle.file) / 1024:+,.0f} KB, memory "
        f"{(last.memory - middle.memory) / 1e6:+.1f} MB"
    )
    assert max(one.file for one in readings[9:]) < 1.25 * max(one.file for one in readings[:9])
    assert last.memory - middle.memory < 10_000_000
