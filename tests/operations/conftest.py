"""A small plan of its own for the operations: two goals, measures, an indicator, an initiative."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.operations import history
from workbench.store.database import Database
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile


@pytest.fixture
def small_file(tmp_path: Path) -> Iterator[PlanFile]:
    """Open a plan of two levels: goal 1 with 1-1 and 1-2, goal 2 with 2-1; all 記入例."""
    with PlanFile.create(tmp_path / "小さな計画.plandb") as opened:
        fill_small(opened.database)
        yield opened


@pytest.fixture
def small(small_file: PlanFile) -> Database:
    """Return the database of the small plan."""
    return small_file.database


def refused(expected: str, operation, *arguments, **options) -> PersonError:
    """Return the error with which an operation refuses, whose code must be the expected one."""
    with pytest.raises(PersonError) as raised:
        operation(*arguments, **options)
    assert raised.value.code == expected
    return raised.value


def said(outcome) -> str:
    """Return how the step of an outcome is described."""
    assert outcome.entry is not None
    return history.describe(outcome.entry)


def fill_small(database: Database) -> None:
    """Make the small plan, as a step that cannot be taken back."""
    with transaction(database, "plan.create", {"name": "small"}, undoable=False) as change:
        change.insert(
            "profile",
            {
                "id": 1,
                "municipality": "記入例市",
                "area_code": "20220",
                "title": "記入例 総合計画",
                "first_year": 2023,
                "last_year": 2027,
            },
        )
        change.insert_many(
            "level",
            [
                {"depth": 0, "name": "目標", "numbering": "{n}"},
                {"depth": 1, "name": "施策", "numbering": "{parent}-{n}"},
                {"depth": 2, "name": "基本事業", "numbering": "{parent}-{n}"},
            ],
        )
        elements = [
            (1, None, 1, 1, "1", "健康に暮らせるまち（記入例）", ""),
            (2, None, 1, 2, "2", "産業を創るまち（記入例）", ""),
            (3, 1, 2, 1, "1-1", "移住・定住（記入例）", "政策経営課"),
            (4, 1, 2, 2, "1-2", "待機児童の解消（記入例）", "こども課"),
            (5, 2, 2, 1, "2-1", "ＤＸの推進（記入例）", ""),
        ]
        names = ("id", "parent_id", "level_id", "position", "code", "name", "department")
        change.insert_many("element", [dict(zip(names, row, strict=True)) for row in elements])
        change.insert_many(
            "department",
            [{"position": 1, "name": "政策経営課"}, {"position": 2, "name": "こども課"}],
        )
        change.insert_many(
            "theme", [{"position": 1, "name": "共生"}, {"position": 2, "name": "選ばれるまち"}]
        )
        change.insert("theme_link", {"theme_id": 1, "element_id": 3, "initiative": "相談窓口"})
        change.insert_many(
            "indicator",
            [
                {"element_id": 3, "position": 1, "name": "移住者数", "unit": "人"},
                {"element_id": 4, "position": 1, "name": "待機児童数", "unit": "人",
                 "direction": "less"},
            ],
        )  # fmt: skip
        values = [
            (1, 2022, "baseline", 100), (1, 2027, "target", 150), (1, 2023, "actual", 110),
            (2, 2022, "baseline", 20), (2, 2027, "target", 0), (2, 2023, "actual", 12),
        ]  # fmt: skip
        change.insert_many(
            "indicator_value",
            [
                {"indicator_id": one, "fiscal_year": year, "role": role, "kind": "number",
                 "number": float(figure)}
                for one, year, role, figure in values
            ],
        )  # fmt: skip
        change.insert("initiative", {"element_id": 3, "position": 1, "name": "移住相談（記入例）"})
