"""What a plan file is made of is known by one digest, so that it need not be made to compare it."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from workbench.store import schema
from workbench.store.database import refuse_foreign_file
from workbench.store.errors import FileError


def test_the_digest_kept_is_that_of_the_present_version() -> None:
    now = schema.digest(schema.SCHEMA_VERSION)
    # A stale one costs milliseconds at each opening and nothing else.
    assert now == schema.DIGEST, f'the tables have changed: set schema.DIGEST = "{now}"'


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(_version: int) -> None:
        pytest.fail("all parts were made to compare them")

    monkeypatch.setattr(schema, "_parts", made)


@pytest.mark.usefixtures("forbidden")
def test_a_file_made_here_is_known_without_making_its_parts(sample_file: Path) -> None:
    assert refuse_foreign_file(sample_file) == schema.SCHEMA_VERSION


@pytest.mark.parametrize("kept", [None, "stale"])
def test_a_part_too_many_is_named_whatever_the_digest(
    sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str | None
) -> None:
    path = tmp_path / "plan.plandb"
    path.write_bytes(sample_file.read_bytes())
    if kept is not None:
        monkeypatch.setattr(schema, "DIGEST", kept)
    assert refuse_foreign_file(path) == schema.SCHEMA_VERSION
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE smuggled (id INTEGER)")
        connection.commit()
    with pytest.raises(FileError, match="smuggled"):
        refuse_foreign_file(path)


def test_sqlites_own_statistics_make_no_file_foreign(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.plandb"
    path.write_bytes(sample_file.read_bytes())
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
        connection.commit()
        assert schema.is_as_made_here(connection, schema.SCHEMA_VERSION)
    assert refuse_foreign_file(path) == schema.SCHEMA_VERSION
