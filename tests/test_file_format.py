"""The description of the plan file says what a plan file is."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from workbench.operations.sample import create_sample
from workbench.store.migrations import VERSIONS
from workbench.store.schema import APPLICATION_ID, SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")

#: Named in a sentence: they are not the program's.
FOREIGN = {"sqlite_sequence", "_sqlite_migrations"}


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        create_sample(folder / "copy.plandb").close()
    with closing(sqlite3.connect(folder / "copy.plandb")) as opened:
        yield opened


def described() -> dict[str, list[str]]:
    """Return every table of the page with the columns it names."""
    tables = {}
    for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        name = re.match(r"`(\w+)`", part)
        assert name, part[:40]
        cells = re.findall(r"^\| (`[^|]+`) \|", part, re.MULTILINE)
        tables[name[1]] = [column for cell in cells for column in re.findall(r"`(\w+)`", cell)]
    return tables


def test_every_table_and_column_is_described_and_no_other(connection) -> None:
    names = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    real = {
        name: sorted(row[1] for row in connection.execute(f"PRAGMA table_info({name})"))
        for name in names - FOREIGN
    }
    assert {name: sorted(columns) for name, columns in described().items()} == real
    assert all(f"`{name}`" in PAGE for name in FOREIGN)


def test_every_value_a_column_may_have_is_named(connection) -> None:
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"):
        if name in FOREIGN:
            continue
        part = PAGE.partition(f"### `{name}`")[2].partition("\n### ")[0]
        for values in re.findall(r"IN \(('[^)]+)\)", sql):
            for value in re.findall(r"'(\w+)'", values):
                if value not in {"male", "female", "both"}:
                    assert f"`{value}`" in part, f"{name}: {value}"


def test_the_numbers_in_the_header_are_told(connection) -> None:
    assert f"0x{APPLICATION_ID:X}" in PAGE
    assert f"schema version {SCHEMA_VERSION}" in PAGE
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    history = PAGE.partition("## History of the schema")[2].partition("\n## ")[0]
    assert re.findall(r"^\| (\d+) \|", history, re.MULTILINE) == [
        str(number) for number in range(1, len(VERSIONS) + 1)
    ]


def test_the_example_reads_a_plan(connection) -> None:
    statement = re.search(r'execute\("""(.+?)"""\)', PAGE, re.DOTALL)
    assert statement
    cursor = connection.execute(statement[1])
    assert [column[0] for column in cursor.description][:3] == ["code", "name", "name"]
