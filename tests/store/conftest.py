"""A plan file of the sample, in a home of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.operations.sample import create_sample
from workbench.store.planfile import PlanFile


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("WORKBENCH_HOME", str(folder))
    return folder


@pytest.fixture
def plan_file(tmp_path: Path) -> Iterator[PlanFile]:
    with create_sample(tmp_path / "安曇野 計画.plandb") as opened:
        yield opened
