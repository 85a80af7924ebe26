"""A plan with results of 記入例, and its progress page in 2025."""

import shutil
from pathlib import Path

import pytest

from tests.desktop.progress.page_read import wait
from workbench.desktop.places import PROGRESS, Place
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_plan

VALUES = {
    "4-10": ("移住者数（記入例）", "政策経営課", {"baseline": {2022: 100}, "target": {2027: 150},
                                          "actual": {2024: 110, 2025: 160}}),
    "1-1": ("健診受診率（記入例）", "健康推進課", {"baseline": {2022: 50}, "target": {2027: 60},
                                         "actual": {2024: 58, 2025: 52}}),
    "1-2": ("相談件数（記入例）", "健康推進課", {}),
}  # fmt: skip


def fill(plan_file):
    codes = {element.code: element.id for element in load_plan(plan_file.database).elements}
    with transaction(
        plan_file.database, "plan.create", {"name": "記入例"}, undoable=False
    ) as change:
        for code, (name, department, by_role) in VALUES.items():
            change.update("element", codes[code], {"department": department})
            row = {"element_id": codes[code], "position": 1, "name": name, "unit": "件"}
            made = change.insert("indicator", row)
            for role, by_year in by_role.items():
                for year, figure in by_year.items():
                    change.insert(
                        "indicator_value",
                        {"indicator_id": made, "fiscal_year": year, "role": role,
                         "kind": "number", "number": float(figure)},
                    )  # fmt: skip


@pytest.fixture
def plan_path(sample_file, tmp_path, home) -> Path:
    path = Path(shutil.copy(sample_file, tmp_path / "plan.plandb"))
    with PlanFile.open(path) as plan_file:
        fill(plan_file)
        plan_file.save()
    return path


@pytest.fixture
def page(window, qtbot):
    window.go_to(Place(PROGRESS))
    shown = window.pages.progress
    shown.choose_year(2025)
    wait(shown, qtbot)
    return shown
