"""A file of version 3, written by the program of that time, opens, and its steps come back."""

import shutil
from pathlib import Path

import pytest

from workbench.operations.history import describe, redo, undo
from workbench.plan.structure import Role
from workbench.store import integrity, journal, queries
from workbench.store.planfile import PlanFile
from workbench.store.schema import SCHEMA_VERSION

EXAMPLE = Path(__file__).resolve().parents[1] / "files" / "version_3.plandb"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLE, tmp_path / "old.plandb"))


def test_it_holds_what_it_held(path: Path) -> None:
    with PlanFile.open(path) as opened:
        database = opened.database
        assert database.rows("PRAGMA user_version")[0][0] == SCHEMA_VERSION
        plan = queries.load_plan(database)
        values = {
            (value.role, value.fiscal_year): value.value.number
            for value in queries.load_indicator_values(database)
        }
        (cost,) = database.rows("SELECT national, general FROM initiative_cost")
        (evaluation,) = database.rows("SELECT state, issue FROM evaluation WHERE fiscal_year = 2023"
                                      " AND state <> ''")  # fmt: skip
        (override,) = database.rows("SELECT grade, reason FROM grade_override")
        assert not opened.is_modified
    assert [(one.code, one.name) for one in plan.elements] == [
        ("1", "記入例の目標"),
        ("1-1", "記入例の施策（改）"),
    ]
    assert [theme.name for theme in plan.themes] == ["記入例のプロジェクト"]
    assert values[Role.BASELINE, 2022] == 120
    assert values[Role.TARGET, 2027] == 150
    assert values[Role.ACTUAL, 2023] == 128
    assert values[Role.ACTUAL, 2024] is None
    assert tuple(cost) == (400, 800)
    assert tuple(evaluation) == ("記入例の状況", "記入例の課題")
    assert tuple(override) == ("A", "記入例の理由")


def test_what_was_undone_then_is_done_again_now(path: Path) -> None:
    with PlanFile.open(path) as opened:
        assert len(redo(opened.database)) == 1
        assert queries.load_plan(opened.database).elements[1].name == "記入例の施策（再改）"


def test_every_step_is_taken_back_and_done_again(path: Path) -> None:
    with PlanFile.open(path) as opened:
        database = opened.database
        steps = [entry for entry in journal.entries(database) if entry.kind == "do"]
        assert all(describe(step) for step in steps)
        before = queries.load_plan(database)
        assert len(undo(database, 100)) == 18
        assert queries.load_plan(database).elements == ()
        assert len(redo(database, 18)) == 18
        assert queries.load_plan(database) == before
        opened.save()
    assert integrity.problems(path) == []
