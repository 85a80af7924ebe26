"""One copy of a plan, and the copy that a department took away."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.merging.two_copies import (
    add_value,
)
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile


@pytest.fixture
def mine(plan_file: PlanFile) -> PlanFile:
    """Give the planning section's plan one indicator with a baseline, and save it."""
    with transaction(plan_file.database, "test") as change:
        change.insert("indicator", {"id": 1, "element_id": 10, "position": 1, "name": "移住者数",
                                    "unit": "人"})  # fmt: skip
        add_value(change, 1, 2022, 120.0, "baseline")
    plan_file.save()
    return plan_file


@pytest.fixture
def theirs(mine: PlanFile, tmp_path: Path) -> Iterator[PlanFile]:
    """Open the copy that a department took away."""
    path = tmp_path / "移住課の写し.plandb"
    shutil.copy(mine.path, path)
    with PlanFile.open(path) as opened:
        yield opened
