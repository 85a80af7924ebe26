"""The sample is made once for all tests of the plan file; each works on a copy of its own."""

from collections.abc import Iterator
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
