"""The sample is made once for all tests of the plan file; each works on a copy of its own."""

import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.operations.sample import create_sample
from workbench.store.planfile import PlanFile


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a plan file of the sample."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        create_sample(folder / "sample.plandb").close()
    return (folder / "sample.plandb").read_bytes()


@pytest.fixture
def plan_file(sample: bytes, tmp_path: Path) -> Iterator[PlanFile]:
    """Open a plan file of the sample, in a place with a space and Japanese in its name."""
    path = tmp_path / "安曇野 計画.plandb"
    path.write_bytes(sample)
    with PlanFile.open(path) as opened:
        yield opened


_CRASHING = """
import os, signal, sys
from pathlib import Path
from workbench.store import journal
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile

def rename(opened, name):
    details = {"field": "theme.name", "owner": "1", "before": "", "after": name}
    with transaction(opened.database, "text.edit", details) as change:
        change.update("theme", 1, {"name": name})

path = Path(sys.argv[1])
"""

#: Runs Python lines that may use `path`, `PlanFile` and `rename`, then kills their process.
CrashAfter = Callable[[Path, str], None]


@pytest.fixture
def crash_after() -> CrashAfter:
    """Do work on a plan in a process of its own and end that process without warning."""

    def crash(path: Path, work: str) -> None:
        end = "os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"
        lines = f"{_CRASHING}\n{textwrap.dedent(work)}\n{end}\n"
        result = subprocess.run(
            [sys.executable, "-c", lines, str(path)], capture_output=True, text=True, timeout=60
        )
        assert result.stderr == ""
        assert result.returncode != 0

    return crash
