"""What is known of how far official projections were off, read from the data that ship."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from workbench import places
from workbench.operations.csv_files import read_rows
from workbench.population.uncertainty import OfficialErrors

_FILE = "ipss2018_vs_census2020.csv"
_COLUMNS = ("census2015", "ipss2018_for_2020", "census2020")


@dataclass(frozen=True)
class PublishedErrors:
    """Errors of an official projection over the municipalities of a prefecture.

    `source` is the publications' title, `municipalities` how many there are.
    """

    errors: OfficialErrors
    source: str

    @property
    def municipalities(self) -> int:
        """How many municipalities there are."""
        return len(self.errors.base)


@cache
def published_errors(area_code: str) -> PublishedErrors | None:
    """Return the errors in the prefecture of an area, or None when none are at hand."""
    for path in sorted(places.data().glob(f"*/{_FILE}")):
        rows = [row for row in read_rows(path) if row["code"][:2] == area_code[:2]]
        if rows:
            columns = [np.array([float(row[name]) for row in rows]) for name in _COLUMNS]
            return PublishedErrors(OfficialErrors(*columns), _title(path, rows[0]["source"]))
    return None


def _title(path: Path, key: str) -> str:
    """Return a source as it is cited: its title and who published it."""
    for row in read_rows(path.with_name("sources.csv")):
        if row["key"] == key:
            return f"{row['title']}（{row['publisher']}）"
    return key
