"""Populations by sex and age from a workbook: whose they are, what they change, writing them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.errors import PersonError
from workbench.exchange.area_codes import area_code
from workbench.exchange.changes import WRITING
from workbench.exchange.japanese import fold_name
from workbench.exchange.population_sets import PopulationSetChange
from workbench.exchange.proposals import Line
from workbench.language import message
from workbench.operations.import_cells import changed_meanwhile
from workbench.operations.population_sets import CameFrom, put_set, workbook_source
from workbench.plan.statistics import PopulationSet, Statistics
from workbench.plan.structure import Plan, Provenance
from workbench.store.database import Database
from workbench.store.journal import Transaction
from workbench.store.queries import load_statistics


def plan_of_area(plan: Plan, statistics: Statistics, area: str) -> Plan:
    """Return the plan with an area of it, by code or name, in the place of the municipality.

    A workbook is then read for that area. Raises `PersonError` when the plan has no such area.
    """
    code, name = area_code(area), fold_name(area)
    for known in statistics.areas:
        if known.code == code or fold_name(known.name) == name:
            profile = replace(plan.profile, area_code=known.code, municipality=known.name)
            return replace(plan, profile=profile)
    raise PersonError(
        "import.unknown_area",
        message("The plan has no area {area}.", area=area),
        remedy=message(
            "Choose one of: {names}.",
            names="、".join(f"{known.code} {known.name}" for known in statistics.areas),
        ),
    )


def population_lines(
    changes: Iterable[PopulationSetChange], area_names: Mapping[str, str]
) -> Iterator[Line]:
    """Yield a line for each year of a set: everyone in it, as it is held and as it would be."""
    for one in changes:
        for year in one.new.years:
            first = next(
                place
                for place, cell in zip(one.provenances, one.new.cells, strict=True)
                if cell.year == year
            )
            yield Line(
                one.change,
                area_names.get(one.new.area_code, one.new.area_code),
                one.new.title,
                year,
                "",
                _people(one.old, year),
                _people(one.new, year),
                first.sheet,
                first.cell,
                f"population {one.new.key}",
            )


def _people(held: PopulationSet | None, year: int) -> str:
    total = held.total(year) if held is not None and year in held.years else None
    return "" if total is None else f"{total:,.0f}"


def write_population_sets(
    change: Transaction, changes: Sequence[PopulationSetChange]
) -> Mapping[str, object]:
    """Write the sets inside a transaction; return what the journal has to say about them.

    Raises `PersonError` when the plan's own set has changed since the comparison.
    """
    said: dict[str, object] = {}
    for one in changes:
        if one.change not in WRITING:
            continue
        if _held(change.database, one.new.key) != one.old:
            raise changed_meanwhile()
        first = one.provenances[0]
        came_from = CameFrom(first.title, first.sha256, _where(one.provenances))
        found = put_set(change, one.new, workbook_source(change, came_from))
        said.update({key: found[key] for key in ("replaces", "year") if key in found})
    return said


def _held(database: Database, key: str) -> PopulationSet | None:
    try:
        return load_statistics(database).population_set(key)
    except KeyError:
        return None


def _where(places: Sequence[Provenance]) -> str:
    """Return the cells a set was read from, sheet by sheet: 推計結果!AB7:BQ13."""
    by_sheet: dict[str, list[str]] = {}
    for place in places:
        by_sheet.setdefault(place.sheet, []).append(place.cell)
    return "、".join(f"{sheet}!{cells[0]}:{cells[-1]}" for sheet, cells in by_sheet.items())
