"""What every test needs: no screen, a home of its own, the sample plan."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from workbench import language
from workbench.operations.sample import create_sample
from workbench.store.planfile import PlanFile

# No test depends on the clock: a busy machine may take its time to think up examples.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def spoken_language() -> Iterator[None]:
    """Start each test in Japanese, the program's first language."""
    language.set_language("ja")
    yield
    language.set_language("ja")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep working copies and backups of a test in a folder of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("WORKBENCH_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of sample workbooks that lies beside the repository."""
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip(f"the sample workbooks are not at {folder}")
    return folder


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a plan file of the sample to copy: making one takes ten times as long."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        create_sample(folder / "sample.plandb").close()
    return folder / "sample.plandb"


@pytest.fixture
def plan_file(tmp_path: Path, sample_file: Path) -> Iterator[PlanFile]:
    """Open a plan file of the sample, in a place with a space and Japanese in its name."""
    with PlanFile.open(Path(shutil.copy(sample_file, tmp_path / "安曇野 計画.plandb"))) as opened:
        yield opened


def pytest_sessionfinish() -> None:
    """Empty the clipboard: Qt's offscreen one lets go of what it holds after Python has ended.

    What `QMimeData` was made in Python cannot be destroyed then, and the run ends in a crash.
    """
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
