"""The grading schemes that ship with the program, read from ``data/grading``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from workbench import places
from workbench.operations.csv_files import read_rows
from workbench.plan.grading import AppliesTo, Band, Comparison, Measure, RollUp, Scheme


@cache
def shipped_schemes() -> tuple[Scheme, ...]:
    """Return the schemes that ship with the program, the first being the one to begin with."""
    folder = places.data() / "grading"
    bands: dict[str, list[Band]] = {}
    for row in sorted(read_rows(folder / "bands.csv"), key=lambda row: int(row["position"])):
        bands.setdefault(row["scheme"], []).append(band_of(row))
    return tuple(
        Scheme(
            row["key"], row["name"], tuple(bands[row["key"]]), RollUp(row["roll_up"]), row["note"]
        )
        for row in read_rows(folder / "schemes.csv")
    )


def band_of(row: Mapping[str, str]) -> Band:
    """Return a band from a row of ``bands.csv``; raise `ValueError` for what it cannot hold."""
    return Band(
        row["grade"],
        Measure(row["measure"]),
        Comparison(row["comparison"]),
        float(row["bound"]) if row["bound"] else None,
        AppliesTo(row["applies_to"]),
        float(row["points"]) if row["points"] else None,
        row["meaning"],
    )
