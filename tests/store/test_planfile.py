"""A plan is a document: opened, saved whole or not at all, refused in one clear sentence."""

import json
import os
import platform
import shutil
import sqlite3
from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.operations.editing import THEME_NAME, edit_text
from workbench.store import integrity, locking
from workbench.store.errors import FileError
from workbench.store.planfile import PlanFile, backups
from workbench.store.schema import SCHEMA_VERSION
from workbench.store.settings import FileSettings, save_settings


def closed_copy(plan_file: PlanFile, path: Path) -> Path:
    shutil.copy(plan_file.path, path)
    return path


def test_what_was_saved_is_there_after_reopening_and_the_rest_is_not(plan_file: PlanFile) -> None:
    edit_text(plan_file.database, THEME_NAME, 1, "保存した名")
    plan_file.save()
    edit_text(plan_file.database, THEME_NAME, 1, "保存しない名")
    assert plan_file.is_modified
    plan_file.close()
    with PlanFile.open(plan_file.path) as reopened:
        assert reopened.database.rows("SELECT name FROM theme")[0]["name"] == "保存した名"


def test_the_saved_file_is_marked_as_ours_and_sound(plan_file: PlanFile) -> None:
    connection = sqlite3.connect(plan_file.path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == 0x504C4E42
    assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    strict = connection.execute("SELECT name FROM pragma_table_list WHERE NOT strict").fetchall()
    assert {row[0] for row in strict} <= {
        "sqlite_schema", "sqlite_temp_schema", "sqlite_sequence", "_sqlite_migrations"
    }  # fmt: skip
    connection.close()
    assert integrity.problems(plan_file.path) == []


def test_saving_keeps_the_earlier_version_as_a_backup(plan_file: PlanFile) -> None:
    original = plan_file.path.read_bytes()
    edit_text(plan_file.database, THEME_NAME, 1, "次の版")
    plan_file.save()
    assert next(path.read_bytes() for path in backups(plan_file.path)) == original


def test_only_so_many_backups_are_kept_and_where_it_was_set(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    save_settings(FileSettings(backups_kept=3, backup_folder=str(tmp_path / "控え")))
    for number in range(6):
        edit_text(plan_file.database, THEME_NAME, 1, f"版{number}")
        plan_file.save()
    assert len(backups(plan_file.path)) == 3
    assert backups(plan_file.path)[0].is_relative_to(tmp_path / "控え")


def test_a_file_changed_by_somebody_else_is_not_overwritten(plan_file: PlanFile) -> None:
    edit_text(plan_file.database, THEME_NAME, 1, "こちらの変更")
    with plan_file.path.open("ab") as stream:
        stream.write(b"\0")
    changed = plan_file.path.read_bytes()
    with pytest.raises(FileError) as raised:
        plan_file.save()
    assert raised.value.code == "file.changed_meanwhile"
    assert plan_file.path.read_bytes() == changed


def test_a_full_disk_leaves_the_original_as_it_was(
    plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_text(plan_file.database, THEME_NAME, 1, "次の版")
    original = plan_file.path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError) as raised:
        plan_file.save()
    assert raised.value.code == "file.disk_full"
    assert plan_file.path.read_bytes() == original
    assert [path.name for path in plan_file.path.parent.glob("*.saving")] == []


def test_a_second_opening_names_who_has_the_plan_and_reading_stays_possible(
    plan_file: PlanFile,
) -> None:
    with pytest.raises(FileError) as raised:
        PlanFile.open(plan_file.path)
    assert raised.value.code == "file.open_elsewhere"
    with PlanFile.open(plan_file.path, read_only=True) as reading:
        with pytest.raises(PersonError):
            edit_text(reading.database, THEME_NAME, 1, "読み取りだけ")
        with pytest.raises(sqlite3.OperationalError):
            reading.database.connection.execute("DELETE FROM theme_link")
        with pytest.raises(FileError):
            reading.save()


def test_the_lock_of_a_program_that_has_ended_is_no_obstacle(plan_file: PlanFile) -> None:
    path = plan_file.path
    plan_file.close()
    held = {"who": "x", "machine": platform.node(), "since": "", "process": 999999999}
    lock = locking.lock_path(path)
    lock.write_text(json.dumps(held), encoding="utf-8")
    with PlanFile.open(path):
        pass
    assert not lock.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.not_a_plan"),
        (b"PK\x03\x04 not a plan", "file.not_a_plan"),
        (None, "file.missing"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "何か.plandb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == code
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not locking.lock_path(path).exists()


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.plandb"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (id INTEGER)")
    connection.close()
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.not_a_plan"


def test_a_file_from_a_newer_version_is_refused(plan_file: PlanFile, tmp_path: Path) -> None:
    path = closed_copy(plan_file, tmp_path / "新しい.plandb")
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.newer"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON theme BEGIN DELETE FROM element; END",
        "CREATE VIEW v AS SELECT * FROM theme",
        "CREATE TABLE smuggled (id INTEGER)",
    ],
)
def test_a_file_with_parts_that_are_not_ours_is_refused(
    plan_file: PlanFile, tmp_path: Path, statement: str
) -> None:
    path = closed_copy(plan_file, tmp_path / "foreign.plandb")
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.close()
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.foreign_objects"


def test_a_cut_file_is_refused_and_stays_as_it_is(plan_file: PlanFile, tmp_path: Path) -> None:
    path = tmp_path / "cut.plandb"
    path.write_bytes(plan_file.path.read_bytes()[:20_000])
    cut = path.read_bytes()
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.damaged"
    assert path.read_bytes() == cut
    assert integrity.problems(path)


def test_save_as_goes_on_under_the_new_name(plan_file: PlanFile, tmp_path: Path) -> None:
    first = plan_file.path
    original = first.read_bytes()
    edit_text(plan_file.database, THEME_NAME, 1, "別の版")
    plan_file.save_as(tmp_path / "別名.plandb")
    assert first.read_bytes() == original
    assert not locking.lock_path(first).exists()
    edit_text(plan_file.database, THEME_NAME, 1, "さらに別の版")
    plan_file.save()
    assert first.read_bytes() == original


def test_creating_over_an_existing_file_is_refused(plan_file: PlanFile) -> None:
    with pytest.raises(FileError) as raised:
        PlanFile.create(plan_file.path)
    assert raised.value.code == "file.exists"


def test_check_names_a_row_that_points_nowhere(plan_file: PlanFile, tmp_path: Path) -> None:
    path = closed_copy(plan_file, tmp_path / "orphan.plandb")
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM theme WHERE id = 1")
    connection.commit()
    connection.close()
    assert any("theme_link" in str(problem) for problem in integrity.problems(path))


def test_a_file_marked_as_read_only_is_never_replaced(plan_file: PlanFile, tmp_path: Path) -> None:
    """A swap needs no right to write the file itself, and root may do anything."""
    path = closed_copy(plan_file, tmp_path / "読み取り専用.plandb")
    path.chmod(0o444)
    before = path.read_bytes()
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.marked_read_only"
    with pytest.raises(FileError):
        plan_file.save_as(path)
    assert path.read_bytes() == before
    with PlanFile.open(path, read_only=True) as reading:
        assert reading.read_only
