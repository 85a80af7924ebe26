"""Making a plan file: an empty one for a municipality, or the sample from ``data/``."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from workbench import places
from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.standard_scenarios import insert_standard_scenarios
from workbench.store.journal import Outcome, Row, Transaction, transaction
from workbench.store.planfile import PlanFile
from workbench.store.queries.plan import THEME_TITLE

#: Folders of ``data/`` whose rates go into the sample, so that its results need nothing else.
_RATES = "japan"

_PROFILE_FIELDS = (
    "municipality",
    "area_code",
    "title",
    "subtitle",
    "first_year",
    "last_year",
    "vision",
    "section_in_charge",
)


def samples() -> tuple[str, ...]:
    """Return the names of the sample plans that ship with the program."""
    return tuple(sorted(path.parent.name for path in places.data().glob("*/profile.csv")))


def create_sample(path: Path, sample: str = "azumino") -> PlanFile:
    """Make a plan file from a shipped sample, save it and return it open.

    Raises `PersonError` for an unknown sample and `FileError` when the file cannot be made.
    """
    if sample not in samples():
        raise PersonError(
            "sample.unknown",
            message("There is no sample {sample}.", sample=sample),
            remedy=message("Choose one of: {names}.", names=", ".join(samples())),
        )
    plan_file = PlanFile.create(path)
    try:
        with transaction(
            plan_file.database, "plan.create", {"name": sample}, undoable=False
        ) as change:
            _Filling(change, places.data() / sample, places.data() / _RATES).fill()
        plan_file.save()
    except BaseException:
        plan_file.close()
        path.unlink(missing_ok=True)
        raise
    return plan_file


class _Filling:
    """Fills an empty plan from a folder of tidy CSV, keeping the source of each figure."""

    def __init__(self, change: Transaction, folder: Path, rates: Path) -> None:
        self._change = change
        self._folder = folder
        self._rates = rates
        self._sources: dict[str, int] = {}

    def fill(self) -> Outcome:
        self._insert_sources(self._folder / "sources.csv")
        self._insert_sources(self._rates / "sources.csv")
        self._insert_profile()
        self._insert_tree()
        self._insert_areas()
        self._insert_populations()
        self._insert_vital_events()
        self._insert_rates()
        insert_standard_scenarios(self._change)
        return self._change.outcome

    def _read(self, name: str) -> list[dict[str, str]]:
        return read_rows(self._folder / name)

    def _insert_sources(self, path: Path) -> None:
        rows = [{"kind": "publication", **row} for row in read_rows(path)]
        ids = self._change.insert_many("source", rows)
        self._sources.update(zip((row["key"] for row in rows), ids, strict=True))

    def _insert_profile(self) -> None:
        held = {row["key"]: row["value"] for row in self._read("profile.csv")}
        years = {name: int(held[name]) for name in ("first_year", "last_year")}
        texts = {name: held[name] for name in _PROFILE_FIELDS if name not in years}
        self._change.insert("profile", {"id": 1, **texts, **years})
        self._change.insert("setting", {"key": "plan_id", "value": str(uuid.uuid4())})
        if "theme_title" in held:
            self._change.insert("setting", {"key": THEME_TITLE, "value": held["theme_title"]})

    def _insert_tree(self) -> None:
        levels = self._read("levels.csv")
        depths = [int(row["depth"]) for row in levels]
        level_ids = dict(
            zip(
                depths,
                self._change.insert_many(
                    "level",
                    (
                        {"depth": int(row["depth"]), **_only(row, "name", "numbering")}
                        for row in levels
                    ),
                ),
                strict=True,
            )
        )
        element_ids: dict[str, int] = {}
        places_taken: dict[str, int] = {}
        for row in self._read("elements.csv"):
            parent = row["parent_code"]
            position = places_taken[parent] = places_taken.get(parent, 0) + 1
            element_ids[row["code"]] = self._change.insert(
                "element",
                {
                    "parent_id": element_ids[parent] if parent else None,
                    "level_id": level_ids[int(row["depth"])],
                    "position": position,
                    **_only(row, "code", "name", "colour"),
                },
            )
        self._insert_themes(element_ids)

    def _insert_themes(self, element_ids: Mapping[str, int]) -> None:
        themes = self._read("themes.csv")
        rows = ({"position": int(row["position"]), **_only(row, "name", "aims")} for row in themes)
        ids = self._change.insert_many("theme", rows)
        theme_ids = dict(zip((row["name"] for row in themes), ids, strict=True))
        self._change.insert_many(
            "theme_link",
            (
                {
                    "theme_id": theme_ids[row["theme"]],
                    "element_id": element_ids[row["measure_code"]],
                    "initiative": row["initiative"],
                }
                for row in self._read("theme_links.csv")
            ),
        )

    def _insert_areas(self) -> None:
        self._change.insert_many(
            "area",
            (_only(row, "code", "kind", "name", "parent_code") for row in self._read("areas.csv")),
        )
        self._change.insert_many(
            "area_households",
            (
                {
                    "area_code": row["area_code"],
                    "year": int(row["year"]),
                    "households": int(row["households"]),
                    **self._source(row),
                }
                for row in self._read("area_households.csv")
            ),
        )

    def _insert_populations(self) -> None:
        sets = self._read("population_sets.csv")
        names = ("key", "title", "basis", "area_code", "reference_date")
        ids = self._change.insert_many(
            "population_set",
            (
                {
                    **_only(row, *names),
                    "is_estimate": int(row["is_estimate"]),
                    **self._source(row),
                }
                for row in sets
            ),
        )
        set_ids = dict(zip((row["key"] for row in sets), ids, strict=True))
        self._change.insert_many(
            "population_cell",
            (
                {
                    "set_id": set_ids[row["set"]],
                    "year": int(row["year"]),
                    "sex": row["sex"],
                    "age_from": _whole(row["age_from"]),
                    "age_to": _whole(row["age_to"]),
                    "persons": float(row["persons"]),
                }
                for row in self._read("population_cells.csv")
            ),
        )
        self._change.insert_many(
            "population_target",
            (
                {
                    **_only(row, "quantity", "unit", "note"),
                    "from_year": int(row["from_year"]),
                    "to_year": int(row["to_year"]),
                    "value": float(row["value"]),
                    **self._source(row),
                }
                for row in self._read("population_targets.csv")
            ),
        )

    def _insert_vital_events(self) -> None:
        self._change.insert_many(
            "vital_event",
            (
                {
                    **_only(row, "area_code", "quantity", "reference_date"),
                    "calendar_year": int(row["calendar_year"]),
                    "number": float(row["value"]),
                    **self._source(row),
                }
                for row in self._read("vital_events.csv")
            ),
        )

    def _insert_rates(self) -> None:
        self._change.insert_many("rate", self._tfr_rows())
        self._change.insert_many("rate", self._survival_rows())
        self._change.insert_many("rate", self._fertility_rows())

    def _tfr_rows(self) -> Iterator[Row]:
        for row in self._read("tfr.csv"):
            yield {
                "series": f"tfr_{row['area_code']}",
                "quantity": "total_fertility_rate",
                "from_year": int(row["from_year"]),
                "to_year": int(row["to_year"]),
                "sex": "female",
                "value": float(row["tfr"]),
                **self._source(row),
            }

    def _survival_rows(self) -> Iterator[Row]:
        for row in read_rows(self._rates / "survival_5yr.csv"):
            yield {
                "series": f"survival_{self._rates.name}_{row['year']}",
                "quantity": "survival_ratio",
                "from_year": int(row["year"]),
                "to_year": int(row["year"]),
                "sex": row["sex"],
                "age_from": _whole(row["into_age_from"]),
                "age_to": _whole(row["into_age_to"]),
                "label": row["from_label"],
                "value": float(row["ratio"]),
                **self._source(row),
            }

    def _fertility_rows(self) -> Iterator[Row]:
        for row in read_rows(self._rates / "asfr_5yr.csv"):
            yield {
                "series": f"fertility_{self._rates.name}_{row['year']}",
                "quantity": "fertility_rate",
                "from_year": int(row["year"]),
                "to_year": int(row["year"]),
                "sex": "female",
                "age_from": _whole(row["age_from"]),
                "age_to": _whole(row["age_to"]),
                "value": float(row["births_per_woman_year"]),
                **self._source(row),
            }

    def _source(self, row: Mapping[str, str]) -> dict[str, int]:
        return {"source_id": self._sources[row["source"]]}


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a tidy UTF-8 CSV, column name to text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _only(row: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: row[name] for name in names}


def _whole(text: str) -> int | None:
    return int(text) if text else None
