"""A damaged plan is noticed wherever the damage lies, and what is sound in it is not lost."""

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from workbench.operations.editing import THEME_NAME, edit_text
from workbench.store import integrity, rescue
from workbench.store.errors import FileError
from workbench.store.fetching import fetch
from workbench.store.planfile import PlanFile


@pytest.fixture
def sound(sample: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "健全.plandb"
    path.write_bytes(sample)
    return path


def change(path: Path, *statements: str) -> None:
    """Change a plan as another program would, leaving the seal as it was."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def words(path: Path) -> str:
    return "\n".join(str(problem) for problem in integrity.problems(path))


def contents(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_flipped_bit_is_found_wherever_it_is_and_no_wrong_value_gets_in(
    sound: Path, tmp_path: Path
) -> None:
    content, saved, chance = sound.read_bytes(), contents(sound), random.Random(7)
    path, copy = tmp_path / "flipped.plandb", tmp_path / "copy.plandb"
    for _ in range(40):
        damaged = bytearray(content)
        damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        with contextlib.suppress(FileError):
            assert integrity.problems(path)
        # What is opened all the same, because nothing that counts was hit, holds what was saved.
        with contextlib.suppress(FileError):
            fetch(path, copy)
            assert contents(copy) == saved
        assert path.read_bytes() == damaged


def test_a_value_changed_by_another_program_is_not_taken_for_the_plan_s_own(sound: Path) -> None:
    change(sound, "UPDATE population_cell SET persons = persons + 1 WHERE id = 5")
    with pytest.raises(FileError) as raised:
        PlanFile.open(sound)
    assert raised.value.code == "file.damaged"
    assert "population_cell" in str(raised.value)
    assert "population_cell" in words(sound)


def test_a_file_that_was_only_packed_anew_holds_what_was_saved(sound: Path) -> None:
    with contextlib.closing(sqlite3.connect(sound)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")
    assert "保存したときのままではありません" in words(sound)
    with PlanFile.open(sound) as opened:
        assert [caution.code for caution in opened.cautions] == ["file.not_as_saved"]
        opened.save()
        assert opened.cautions == ()
    assert words(sound) == ""
    with PlanFile.open(sound) as opened:
        assert opened.cautions == ()


def test_a_plan_without_its_seal_is_not_trusted(sound: Path) -> None:
    change(sound, "DELETE FROM seal", "DELETE FROM sealed_table")
    with pytest.raises(FileError) as raised:
        PlanFile.open(sound)
    assert raised.value.code == "file.damaged"


def test_a_text_that_spells_the_seal_s_mark_does_no_harm(plan_file: PlanFile) -> None:
    text = "plan-seal-sha256:" + "0" * 64
    edit_text(plan_file.database, THEME_NAME, 1, text)
    plan_file.save()
    assert words(plan_file.path) == ""
    with PlanFile.open(plan_file.path, read_only=True) as opened:
        assert opened.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"] == text


def test_missing_pages_are_found(sound: Path) -> None:
    content = sound.read_bytes()
    sound.write_bytes(content[: len(content) // 2])
    assert words(sound)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE element SET name = 'x' WHERE id = 9", "element の行 9"),
        ("INSERT INTO theme (position, name) VALUES (9, 'x')", "theme の行 6"),
        ("DELETE FROM vital_event WHERE id = 3", "vital_event の行 3"),
        ("UPDATE journal_change SET after = NULL WHERE id = 40", "現在の内容と合いません"),
        ("UPDATE journal SET details = '{' WHERE id = 1", "履歴に読めない行"),
        ("UPDATE journal SET state = 'undone' WHERE id = 1", "undone"),
    ],
)
def test_check_finds_a_journal_that_does_not_lead_to_the_plan(
    sound: Path, statement: str, said: str
) -> None:
    change(sound, statement)
    with contextlib.closing(sqlite3.connect(sound)) as connection:
        connection.row_factory = sqlite3.Row
        found = "\n".join(map(str, integrity.contents_problems(connection)))
    assert said in found
    assert said in words(sound)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE population_cell SET persons = persons + 100 WHERE age_from = 0 AND"
            " age_to IS NULL AND sex = 'both' AND year = 2015 AND set_id = 8",
            "男女の計が総数と合いません",
        ),
        (
            "UPDATE population_cell SET persons = persons + 100 WHERE age_from = 20 AND"
            " sex = 'male' AND year = 2015 AND set_id = 8",
            "年齢別の合計が総数と合いません",
        ),
        ("UPDATE vital_event SET number = -4 WHERE quantity = 'births'", "births"),
        ("UPDATE vital_event SET number = 7 WHERE quantity = 'natural_change'", "natural_change"),
        ("UPDATE population_cell SET year = 20200 WHERE id = 1", "population_cell の行 1"),
        ("UPDATE rate SET value = 9e999 WHERE id = 2", "rate の行 2"),
        (
            "UPDATE element SET level_id = 1 WHERE code = '4-10'",
            "同じ階層か下の階層",
        ),
        ("UPDATE element SET parent_id = id WHERE code = '4-10'", "自分自身につながっています"),
        ("UPDATE theme_link SET theme_id = 99 WHERE id = 1", "theme_link の行 1"),
        ("UPDATE indicator_value SET kind = 'x'", ""),
    ],
)
def test_check_finds_what_cannot_be(sound: Path, statement: str, said: str) -> None:
    change(sound, statement)
    assert said in words(sound)


def test_the_sample_holds_nothing_impossible(sound: Path) -> None:
    assert words(sound) == ""


def test_the_newest_sound_backup_is_offered_and_the_damaged_file_is_left_alone(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    for name in ("一", "二", "三"):
        edit_text(plan_file.database, THEME_NAME, 1, name)
        plan_file.save()
    path = plan_file.path
    plan_file.close()
    newest = max((tmp_path / "home" / "backups").rglob("*.plandb"))
    newest.write_bytes(newest.read_bytes()[:9000])
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)
    offered = rescue.offer(path)
    assert offered.backup is not None
    assert offered.backup != newest
    assert path.read_bytes() == content
    with PlanFile.open(offered.backup, read_only=True) as backup:
        assert backup.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"] == "一"


def test_what_can_be_read_of_a_damaged_plan_goes_into_a_new_one(
    sound: Path, tmp_path: Path
) -> None:
    content = sound.read_bytes()
    with contextlib.closing(sqlite3.connect(sound)) as connection:
        page = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'vital_event'"
        ).fetchone()[0]
    damaged = bytearray(content)
    damaged[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    sound.write_bytes(damaged)
    rescued = rescue.rescue(sound)
    with rescued.plan_file as opened:
        held = {table.name: table for table in rescued.tables}
        assert held["element"].rows == 51
        assert held["element"].is_proved
        assert held["vital_event"] in rescued.doubtful
        with pytest.raises(FileError):
            opened.save()
        with pytest.raises(FileError):
            opened.save_as(sound)
        opened.save_as(tmp_path / "救出.plandb")
    assert sound.read_bytes() == damaged
    assert words(tmp_path / "救出.plandb") == ""


def test_a_damaged_header_does_not_hide_that_it_is_a_plan(sound: Path) -> None:
    content = bytearray(sound.read_bytes())
    content[3] ^= 4
    sound.write_bytes(content)
    with pytest.raises(FileError) as raised:
        PlanFile.open(sound)
    assert raised.value.code == "file.damaged"
    rescued = rescue.rescue(sound)
    assert rescued.doubtful == ()
    rescued.plan_file.close()


def test_a_damaged_schema_that_is_no_text_is_damage(sound: Path) -> None:
    content = bytearray(sound.read_bytes())
    place = content.index(b"CREATE TABLE vital_event")
    content[place : place + 20] = b"\xa5" * 20
    sound.write_bytes(content)
    with pytest.raises(FileError) as raised:
        PlanFile.open(sound)
    assert raised.value.code in {"file.damaged", "file.foreign_objects"}
    with contextlib.suppress(FileError):
        assert words(sound)
    with contextlib.suppress(FileError):
        rescue.rescue(sound).plan_file.close()


def test_nothing_is_rescued_from_what_is_no_plan(tmp_path: Path) -> None:
    path = tmp_path / "x.plandb"
    path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    with pytest.raises(FileError):
        rescue.rescue(path)
    assert rescue.offer(path) == rescue.Offer(None, 0)
