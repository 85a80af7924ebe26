"""The tables that ship with the program, as they lie in their files."""

import csv

from workbench import places

CITY = "20220"


def rows(name: str) -> list[dict[str, str]]:
    with (places.data() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells() -> dict[tuple[str, int, str, str, str], int]:
    """Return every population cell, keyed by set, year, sex, age_from and age_to."""
    return {
        (row["set"], int(row["year"]), row["sex"], row["age_from"], row["age_to"]): int(
            row["persons"]
        )
        for row in rows("azumino/population_cells.csv")
    }


def events() -> dict[tuple[int, str], int]:
    return {
        (int(row["calendar_year"]), row["quantity"]): int(row["value"])
        for row in rows("azumino/vital_events.csv")
    }
