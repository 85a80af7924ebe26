"""Every system call of saving made to fail in turn: the plan is what it was, or complete and new.

strace makes the calls fail, in Python and in SQLite alike. Where it is not installed, the calls
that Python makes are failed by `tests/store/test_saving.py`.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.store import integrity

#: Prepares a process for each save asked for: everything is imported and warm, the plan is open
#: and edited. The process stops until it is told to go on, saves, and says what came of it.
_SERVER = """
import os, signal, sys
from pathlib import Path
from workbench.store import log
from workbench.store.errors import FileError
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile

path, answer = Path(sys.argv[1]), Path(sys.argv[2])
log.note = lambda *arguments, **facts: None

def save():
    with PlanFile.open(path) as opened:
        with transaction(opened.database, "text.edit", {}) as change:
            change.update("theme", 1, {"name": f"{os.getpid()}"})
        os.kill(os.getpid(), signal.SIGSTOP)
        os.getppid()                                    # the mark of the beginning
        try:
            opened.save()
            said = "saved"
        except FileError as error:
            said = error.code
        except BaseException as error:
            said = f"BUG {type(error).__name__}"
        os.getppid()                                    # the mark of the end
        said += f" {opened.is_modified} {len(opened.cautions)}"
    answer.write_text(said)

with PlanFile.open(path) as opened:
    opened.save()
for line in sys.stdin:
    answer.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        save()
        os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""

#: Calls that may fail for reasons outside the program, and how.
_REFUSALS = {
    "openat": ("ENOSPC", "EACCES", "EIO"),
    "read": ("EIO",),
    "pread64": ("EIO",),
    "write": ("ENOSPC", "EIO"),
    "pwrite64": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO",),
    "rename": ("EACCES", "EIO"),
    "unlink": ("EACCES",),
    "mkdir": ("EACCES",),
    "chmod": ("EACCES",),
    "utimensat": ("EACCES",),
    "sendfile": ("ENOSPC", "EIO"),
    "copy_file_range": ("ENOSPC",),
    "lseek": ("EIO",),
    "fcntl": ("EACCES",),
    "newfstatat": ("EACCES", "EIO"),
    "fstat": ("EIO",),
    "stat": ("EACCES",),
    "lstat": ("EACCES",),
    "access": ("EACCES",),
    "getdents64": ("EIO",),
    "close": ("EIO",),
}


@dataclass
class Server:
    """A program that is ready to save, again and again."""

    path: Path
    answer: Path
    process: subprocess.Popen[str]

    def save_under(self, *options: str, log: Path) -> str:
        """Have the plan saved while strace watches or interferes; return what was said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("save\n")
        self.process.stdin.flush()
        child = int(self.process.stdout.readline())
        tracer = subprocess.Popen(
            ["strace", "-o", str(log), *options, "-p", str(child)],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert tracer.stderr is not None
        assert "attached" in tracer.stderr.readline()
        os.kill(child, signal.SIGCONT)
        assert self.process.stdout.readline().strip() == "ended"
        tracer.communicate(timeout=60)
        return self.answer.read_text() if self.answer.exists() else "DIED"


@pytest.fixture
def server(tmp_path: Path, home: Path, sample: bytes) -> Iterator[Server]:
    if sys.platform != "linux" or not shutil.which("strace"):
        pytest.skip("strace, which makes system calls fail, is not installed")
    path, answer = tmp_path / "計画.plandb", tmp_path / "answer"
    path.write_bytes(sample)
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(path), str(answer)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield Server(path, answer, process)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait(timeout=60)
    process.stdout.close()


def calls_of_saving(server: Server, log: Path) -> list[tuple[str, int]]:
    """Return each call of saving by name and its number since strace began to watch."""
    names = ",".join((*_REFUSALS, "getppid"))
    said = server.save_under("-e", f"trace={names}", log=log)
    assert said == "saved False 0"
    counts: Counter[str] = Counter()
    calls, marks = [], 0
    for line in log.read_text(errors="replace").splitlines():
        found = re.match(r"(\w+)\(", line)
        if found:
            counts[found[1]] += 1
            marks += found[1] == "getppid"
            if marks == 1 and found[1] in _REFUSALS:
                calls.append((found[1], counts[found[1]]))
    return calls


def fail_calls(server: Server, folder: Path, every: int) -> tuple[int, Counter[str]]:
    """Make every so-many-th call fail in turn; return how many saves and what they said."""
    calls = calls_of_saving(server, folder / "calls")
    failures = [(name, number, refusal) for name, number in calls for refusal in _REFUSALS[name]][
        ::every
    ]
    seen: Counter[str] = Counter()
    for name, number, refusal in failures:
        before = server.path.read_bytes()
        said = server.save_under(
            "-e", f"trace={name}", "-e", f"inject={name}:error={refusal}:when={number}",
            log=folder / "injected",
        )  # fmt: skip
        outcome, modified, cautions = said.split()
        after, place = server.path.read_bytes(), (name, number, refusal, said)
        assert integrity.problems(server.path) == [], place
        if outcome == "saved":
            assert after != before, place
            assert modified == "False", place
        else:
            assert outcome.startswith("file."), place
            assert after == before, place
            assert modified == "True", place
        seen[outcome if cautions == "0" else f"{outcome} with a caution"] += 1
    return len(calls), seen


def test_some_failing_calls_leave_the_plan_old_or_new(server: Server, tmp_path: Path) -> None:
    calls, seen = fail_calls(server, tmp_path, every=150)
    assert calls > 100
    assert seen.total() > 2


@pytest.mark.long
def test_every_failing_call_leaves_the_plan_old_or_new(
    server: Server, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    begun = time.monotonic()
    calls, seen = fail_calls(server, tmp_path, every=1)
    tell(
        f"failing system calls: {calls} calls of one save, {seen.total():,} saves with one of them "
        f"made to fail ({time.monotonic() - begun:.0f} s), {json.dumps(seen)}; each time the plan "
        "was byte for byte what it was, or complete and new"
    )
