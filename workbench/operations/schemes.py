"""The grading schemes to choose from: the plan's own, and those of ``data/grading``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from workbench import places
from workbench.operations.csv_files import read_rows
from workbench.operations.lookups import next_position
from workbench.plan.grading import AppliesTo, Band, Comparison, Measure, RollUp, Scheme
from workbench.store.database import Database
from workbench.store.journal import Row, Transaction
from workbench.store.queries import load_schemes, load_settings, load_years

#: The setting that holds the key of the plan's scheme.
SETTING = "grading_scheme"


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


def schemes(database: Database) -> tuple[Scheme, ...]:
    """Return the schemes to choose from: the plan's own first, then those that ship."""
    own = load_schemes(database)
    taken = {scheme.key for scheme in own}
    return (*own, *(scheme for scheme in shipped_schemes() if scheme.key not in taken))


def scheme_of(database: Database, fiscal_year: int | None = None) -> Scheme:
    """Return the scheme that grades follow: the year's, or else the plan's, or else the first."""
    offered = schemes(database)
    by_year = {year.fiscal_year: year.scheme_id for year in load_years(database)}
    of_year = by_year.get(fiscal_year) if fiscal_year is not None else None
    if of_year is not None:
        return next(scheme for scheme in offered if scheme.id == of_year)
    key = load_settings(database).get(SETTING)
    return next((scheme for scheme in offered if scheme.key == key), offered[0])


def insert_scheme(change: Transaction, scheme: Scheme) -> int:
    """Put a scheme into the plan inside a transaction, and return its id."""
    row = {
        "position": next_position(change.database, "grading_scheme", {}),
        "key": scheme.key,
        "name": scheme.name,
        "roll_up": scheme.roll_up.value,
        "note": scheme.note,
    }
    scheme_id = change.insert("grading_scheme", row)
    change.insert_many("grading_band", band_rows(scheme_id, scheme.bands))
    return scheme_id


def band_rows(scheme_id: int, bands: Iterable[Band]) -> list[Row]:
    """Return the rows of a scheme's bands."""
    return [
        {
            "scheme_id": scheme_id,
            "position": position,
            "grade": band.grade,
            "measure": band.measure.value,
            "comparison": band.comparison.value,
            "bound": band.bound,
            "applies_to": band.applies_to.value,
            "points": band.points,
            "meaning": band.meaning,
        }
        for position, band in enumerate(bands, 1)
    ]
