"""The files that ship with the program: plain, even, and every row with its source."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sample_data.shipped import rows
from workbench import places

FOLDERS = ("azumino", "japan", "nagano")


def all_files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((places.data() / folder).glob("*.csv"))


@pytest.mark.parametrize(
    "path", list(all_files()), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_files_are_plain_utf8_with_lf_and_even_rows(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert len(table) > 1
    assert {len(row) for row in table} == {len(table[0])}
    assert all(cell == cell.strip() for row in table for cell in row)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_source_key_resolves_and_every_source_is_used(folder: str) -> None:
    keys = [row["key"] for row in rows(f"{folder}/sources.csv")]
    assert len(set(keys)) == len(keys)
    used = set()
    for path in all_files():
        if path.parent.name == folder and path.name != "sources.csv":
            for row in rows(f"{folder}/{path.name}"):
                if "source" in row:
                    used.add(row["source"])
    assert used == set(keys)


def test_no_row_is_repeated() -> None:
    for path in all_files():
        with path.open(encoding="utf-8", newline="") as file:
            table = [tuple(row) for row in csv.reader(file)]
        assert len(set(table)) == len(table), path.name
