"""An earlier version says what was done since, and going back to it is one step."""

import shutil
from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.operations import history, structure
from workbench.operations.earlier_versions import (
    difference,
    go_back,
    versions,
    versions_under_other_names,
)
from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.new_plan import NewPlan, create_empty, levels_named
from workbench.operations.sample import create_sample
from workbench.store import integrity, journal
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile
from workbench.store.schema import PLAN_TABLES


def contents(opened: PlanFile) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(row) for row in opened.database.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in PLAN_TABLES
    }


def rename(opened: PlanFile, name: str) -> None:
    edit_text(opened.database, FIELDS["theme.name"], 1, name)


def test_each_version_says_what_was_done_since(plan_file: PlanFile) -> None:
    kept = len(versions(plan_file.path))
    for name in ("一", "二", "三"):
        rename(plan_file, name)
        plan_file.save()
    newest, before, *_rest = versions(plan_file.path)
    assert len(versions(plan_file.path)) == kept + 3
    (last,) = difference(plan_file.database, newest).since
    assert "「二」→「三」" in last.words
    assert len(difference(plan_file.database, before).since) == 2
    assert difference(plan_file.database, before).only_there == ()


def test_going_back_is_one_step_over_whatever_was_done(plan_file: PlanFile) -> None:
    before = contents(plan_file)
    rename(plan_file, "保存する名")
    plan_file.save()
    saved = contents(plan_file)
    rename(plan_file, "あとの名")
    database = plan_file.database
    goal = journal.entries(database)[0].id
    structure.delete_elements(database, [10, 11])
    structure.add_element(database, None, f"新しい目標 {goal}")
    structure.move_elements(database, [12], parent_id=1, position=None)
    with transaction(database, "test") as change:
        change.update("profile", 1, {"title": "別の題名"})
    plan_file.save()
    after = contents(plan_file)
    go_back(database, versions(plan_file.path)[0])
    assert contents(plan_file) == saved
    assert integrity.contents_problems(database.connection) == []
    assert database.rows("PRAGMA foreign_key_check") == []
    assert "の版に戻し" in history.describe(journal.entries(database)[0])
    journal.undo(database)
    assert contents(plan_file) == after
    journal.redo(database)
    assert contents(plan_file) == saved
    go_back(database, versions(plan_file.path)[1])
    assert contents(plan_file) == before
    plan_file.save()
    assert integrity.problems(plan_file.path) == []


def test_going_back_to_what_stands_already_is_no_step(plan_file: PlanFile) -> None:
    rename(plan_file, "名")
    plan_file.save()
    history.undo(plan_file.database)
    assert go_back(plan_file.database, versions(plan_file.path)[0]).entry is None


def test_what_somebody_else_had_saved_is_told(plan_file: PlanFile, tmp_path: Path) -> None:
    other = Path(shutil.copy(plan_file.path, tmp_path / "other.plandb"))
    with PlanFile.open(other) as theirs:
        rename(theirs, "隣の人")
        theirs.save()
    rename(plan_file, "こちら")
    plan_file.save()
    version = versions(plan_file.path)[0]
    shutil.copy(other, version.path)
    found = difference(plan_file.database, version)
    assert "隣の人" in found.only_there[0].words
    assert "こちら" in found.since[0].words


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_version_is_refused(plan_file: PlanFile, content: bytes) -> None:
    rename(plan_file, "名")
    plan_file.save()
    version = versions(plan_file.path)[0]
    version.path.write_bytes(content)
    before = contents(plan_file)
    for attempt in (difference, go_back):
        with pytest.raises(PersonError):
            attempt(plan_file.database, version)
    assert contents(plan_file) == before


def test_versions_from_before_a_plan_was_renamed_are_found_and_no_others(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    rename(plan_file, "名")
    plan_file.save()
    kept = versions(plan_file.path)
    new = NewPlan("記入例市", "202207", "別の計画", 2023, 2027, levels_named(("目標",)))
    other = create_empty(tmp_path / "別の計画.plandb", new)
    structure.add_element(other.database, None, "目標")
    other.save()
    plan_file.save_as(tmp_path / "名前を変えた.plandb")
    assert versions(plan_file.path) == ()
    assert versions_under_other_names(plan_file.database, plan_file.path) == kept
    other.close()


def test_a_plan_just_made_has_no_earlier_version(tmp_path: Path) -> None:
    with create_sample(tmp_path / "見本.plandb") as made:
        assert versions(made.path) == ()
        rename(made, "別の名")
        made.save()
        assert len(versions(made.path)) == 1
