"""A plan file made by somebody else cannot do anything here but be read."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from workbench.operations.editing import THEME_NAME, edit_text
from workbench.store import integrity, seal
from workbench.store.database import connect
from workbench.store.errors import FileError
from workbench.store.planfile import PlanFile


@pytest.fixture
def path(sample: bytes, tmp_path: Path) -> Path:
    place = tmp_path / "届いた計画.plandb"
    place.write_bytes(sample)
    return place


def rewrite(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON theme BEGIN DELETE FROM element; END",
        "CREATE VIEW v AS SELECT load_extension('x')",
        "CREATE TABLE smuggled (id INTEGER)",
        "CREATE INDEX i ON theme(lower(name))",
        "CREATE INDEX i ON theme(name COLLATE NOCASE)",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "ALTER TABLE theme ADD COLUMN g TEXT AS (upper(name))",
        "UPDATE sqlite_schema SET sql = replace(sql, 'aims TEXT NOT NULL DEFAULT ''''',"
        " 'aims TEXT NOT NULL DEFAULT (randomblob(9))') WHERE name = 'theme'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT', 'name TEXT COLLATE evil')"
        " WHERE name = 'theme'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'calendar_year INTEGER',"
        " 'calendar_year INTEGER CHECK (readfile(1))') WHERE name = 'vital_event'",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE _sqlite_migrations (id, x AS (1))'"
        " WHERE name = '_sqlite_migrations'",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE sqlite_sequence(name,seq AS (1))'"
        " WHERE name = 'sqlite_sequence'",
        "UPDATE sqlite_schema SET type = 'view' WHERE name = 'theme'",
        "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'theme'",
        "DELETE FROM sqlite_schema WHERE name = 'journal_undone'",
        "DROP TABLE assumption",
    ],
    ids=range(16),
)
def test_a_plan_with_parts_of_another_making_is_refused(path: Path, statement: str) -> None:
    rewrite(path, statement)
    content = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(FileError) as raised:
            PlanFile.open(path, read_only=read_only)
        assert raised.value.code in {"file.foreign_objects", "file.damaged"}
        assert "\n" not in str(raised.value)
    assert path.read_bytes() == content
    with contextlib.suppress(FileError):
        assert integrity.problems(path)


def test_a_seal_of_its_own_does_not_make_a_hostile_plan_trusted(path: Path) -> None:
    rewrite(path, "CREATE TRIGGER t AFTER UPDATE ON theme BEGIN DELETE FROM element; END")
    seal.seal(path, connect(path))
    assert seal.is_whole(path.read_bytes())
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.foreign_objects"


def test_a_connection_trusts_nothing_and_loads_nothing(path: Path) -> None:
    with contextlib.closing(connect(path, read_only=True)) as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert connection.execute("PRAGMA cell_size_check").fetchone()[0] == 1
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("SELECT load_extension('x')")
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("ATTACH ':memory:' AS other").execute("ATTACH ':memory:' AS third")
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM theme_link")


def test_a_row_of_a_size_that_no_plan_has_is_not_read_into_memory(path: Path) -> None:
    rewrite(path, "UPDATE theme SET aims = hex(zeroblob(40000000)) WHERE id = 1")
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.damaged"


def test_a_file_larger_than_any_plan_is_not_read(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(600 * 1024 * 1024)
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.too_large"


def test_companion_files_beside_a_plan_have_no_part_in_it(path: Path) -> None:
    saved = path.read_bytes()
    for ending in ("-journal", "-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" * 99)
    with PlanFile.open(path) as opened:
        edit_text(opened.database, THEME_NAME, 1, "x")
    assert path.read_bytes() == saved


@pytest.mark.parametrize(
    "text",
    [
        "'); DROP TABLE element; --",
        '#import "@preview/evil:1.0.0": * #read("/etc/passwd")',
        "<script>alert(1)</script><img src=x onerror=y>",
        '=HYPERLINK("http://example.invalid","x")',
        "\u202e\u0000\ud7ff𠮷\U0001f600",
        "x" * 100_000,
    ],
    ids=range(6),
)
def test_a_text_of_any_kind_stays_that_text(path: Path, text: str) -> None:
    with PlanFile.open(path) as opened:
        edit_text(opened.database, THEME_NAME, 1, text)
        opened.save()
    with PlanFile.open(path, read_only=True) as again:
        assert again.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"] == text
    assert integrity.problems(path) == []
