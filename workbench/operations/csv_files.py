"""Tidy CSV: UTF-8, one header row, one fact a row; read with the line an error stands on."""

from __future__ import annotations

import csv
from pathlib import Path


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a tidy UTF-8 CSV, column name to text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
