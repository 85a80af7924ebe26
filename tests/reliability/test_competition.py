"""Two programs that save the same file at the same moment: one does, the other is told."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.store import integrity, journal, locking
from workbench.store.planfile import PlanFile

#: Opens the plan over the head of whoever has it, edits it, waits for the word and saves.
_WORKER = """
import sys
from pathlib import Path
from workbench.store import locking
from workbench.store.errors import FileError
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile

path, name = Path(sys.argv[1]), sys.argv[2]
opened = None
for line in sys.stdin:
    command = line.strip()
    if command == "open":
        opened = PlanFile.open(path, take_over=True)
        with transaction(opened.database, "text.edit", {"who": name}) as change:
            change.update("theme", 1, {"name": f"{name} {change.database.row('SELECT max(id) FROM journal')[0]}"})
        answer = "opened"
    elif command in ("save", "save without lock"):
        if command != "save":
            # As if the share had lost the lock: what is left is the hash of the original.
            locking.Lock.confirm = lambda self: None
        try:
            opened.save()
            answer = "saved"
        except FileError as error:
            answer = error.code
    else:
        opened.close()
        answer = "closed"
    print(answer, flush=True)
"""  # noqa: E501


class Worker:
    """A program that has the plan open."""

    def __init__(self, path: Path, name: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _WORKER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, command: str) -> None:
        """Have something done without waiting for it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()

    def answer(self) -> str:
        """Return what came of it."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def ask(self, command: str) -> str:
        """Have something done and return what came of it."""
        self.tell(command)
        return self.answer()

    def end(self) -> None:
        """End the program."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()


def compete(path: Path, rounds: int, *, without_lock: bool) -> Counter[str]:
    """Let two programs save in competition; return what each was told, and who won."""
    seen: Counter[str] = Counter()
    workers = [Worker(path, name) for name in ("first", "second")]
    for number in range(rounds):
        for worker in workers:
            assert worker.ask("open") == "opened"
        if not without_lock:
            # Neither has the lock now: both take it anew in the moment of saving.
            locking.lock_path(path).unlink()
        order = workers if number % 2 else workers[::-1]
        for worker in order:
            worker.tell("save without lock" if without_lock else "save")
        answers = [worker.answer() for worker in workers]
        assert sorted(answers, key=lambda one: one == "saved")[1] == "saved", answers
        assert answers.count("saved") == 1, answers
        winner = ("first", "second")[answers.index("saved")]
        seen.update([winner, *(one for one in answers if one != "saved")])
        for worker in workers:
            assert worker.ask("close") == "closed"
        with PlanFile.open(path, read_only=True) as opened:
            assert journal.entries(opened.database, limit=1)[0].details["who"] == winner
    for worker in workers:
        worker.end()
    assert integrity.problems(path) == []
    return seen


@pytest.mark.parametrize("without_lock", [False, True])
def test_of_two_who_save_at_once_one_does_and_the_other_is_told(
    tmp_path: Path, home: Path, sample: bytes, without_lock: bool
) -> None:
    path = tmp_path / "計画.plandb"
    path.write_bytes(sample)
    compete(path, 4, without_lock=without_lock)


@pytest.mark.long
def test_200_saves_in_competition(
    tmp_path: Path, home: Path, sample: bytes, tell: Callable[[str], None]
) -> None:
    path = tmp_path / "計画.plandb"
    for without_lock, how in ((False, "with locks"), (True, "with the lock lost")):
        path.write_bytes(sample)
        seen = compete(path, 200, without_lock=without_lock)
        told = {code: count for code, count in seen.items() if code.startswith("file.")}
        tell(
            f"competition {how}: 200 rounds, won {seen['first']} : {seen['second']}, "
            f"the other was told {json.dumps(told)} each time; 0 rounds with two winners or none"
        )
