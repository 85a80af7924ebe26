"""Files of every version are opened, brought to the present one, and are as sound as before."""

import shutil
from pathlib import Path

import pytest

from workbench.store import integrity, journal, queries
from workbench.store.planfile import PlanFile
from workbench.store.schema import PLAN_TABLES, SCHEMA_VERSION

FILES = sorted((Path(__file__).resolve().parents[1] / "files").glob("version_*.plandb"))


@pytest.mark.parametrize("example", FILES, ids=lambda path: path.stem)
def test_a_file_of_every_version_opens_and_is_saved_as_the_present_one(
    example: Path, tmp_path: Path
) -> None:
    path = tmp_path / example.name
    shutil.copy(example, path)
    assert integrity.problems(path) == []
    with PlanFile.open(path) as opened:
        assert queries.load_plan(opened.database).profile.municipality == "記入例市"
        assert not opened.is_modified
        while journal.next_undo(opened.database):
            journal.undo(opened.database)
        while journal.next_redo(opened.database):
            journal.redo(opened.database)
        opened.save()
    assert integrity.problems(path) == []
    with PlanFile.open(path, read_only=True) as again:
        version = again.database.rows("PRAGMA user_version")[0][0]
        assert version == SCHEMA_VERSION
        assert [entry.action for entry in journal.entries(again.database)]


def test_an_old_file_can_be_read_without_being_written_to(tmp_path: Path) -> None:
    path = tmp_path / "古い.plandb"
    shutil.copy(FILES[0], path)
    before = path.read_bytes()
    with PlanFile.open(path, read_only=True) as opened:
        for table in PLAN_TABLES:
            opened.database.rows(f"SELECT * FROM {table}")
    assert path.read_bytes() == before
