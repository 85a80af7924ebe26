"""Adding a census, register or projection by sex and age to the plan."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.population_inputs import age_tables
from workbench.plan.statistics import Area, PopulationSet
from workbench.population.age_spans import AgeSpan
from workbench.population.tables import LabelledCell, examine_table
from workbench.store.database import Database
from workbench.store.journal import Outcome, Row, Transaction, person, transaction
from workbench.store.queries import load_profile, load_statistics

#: A table with too few ages is no base, but may be shown as published.
_SHOWN_ONLY = frozenset({"population.open_too_young", "population.ages_too_wide"})


@dataclass(frozen=True)
class CameFrom:
    """The workbook a set was read from: its name and SHA-256, and where in it."""

    workbook: str
    sha256: str = ""
    where: str = ""


def add_population_set(
    database: Database,
    new: PopulationSet,
    came_from: CameFrom | None = None,
    area: Area | None = None,
) -> Outcome:
    """Add a set of population figures, or put it in the place of the one it renews, as one step.

    A set renews the one with its key, or with its area, basis and title. A counted table by sex
    and age takes the place of an estimate of the same year as the base of projections; the
    journal says so.

    Parameters
    ----------
    new
        The set; its source is the publication, where `came_from` names no workbook.
    area
        The area, for one that the plan does not know yet.

    Raises
    ------
    PersonError
        When the area is unknown, the set is empty, a figure is no number of people, or a table
        by sex and age has ages missing or twice.
    """
    check_set(new)
    known = {row["code"] for row in database.rows("SELECT code FROM area")}
    if new.area_code not in known and area is None:
        raise PersonError(
            "population.unknown_area",
            message("The plan has no area with the code {code}.", code=new.area_code),
            remedy=message("Choose an area of the plan, or say what the new one is called."),
        )
    # What becomes of the base is known when the rows are in; the journal is written after them.
    details: dict[str, object] = {"set": new.title}
    with transaction(database, "population.add_set", details) as change:
        if new.area_code not in known and area is not None:
            change.insert("area", {"code": area.code, "kind": area.kind, "name": area.name,
                                   "parent_code": area.parent_code})  # fmt: skip
        source_id = _source(change, new, came_from)
        details.update(put_set(change, new, source_id))
    return change.outcome


def check_set(new: PopulationSet) -> None:
    """Raise `PersonError` for a set that cannot be kept."""
    if not new.cells:
        raise PersonError(
            "population.empty_set", message("{title} holds no figures.", title=new.title)
        )
    for cell in new.cells:
        if not (math.isfinite(cell.persons) and cell.persons >= 0):
            raise PersonError(
                "population.negative",
                message("A population cannot be negative: {value}.", value=cell.persons),
                place=f"{new.title} {cell.year} {AgeSpan(cell.age_from, cell.age_to)}",
            )
    for year in new.years:
        given = _labelled(new, year)
        by_age = any(
            not cell.age.is_total
            for column in given.values()
            for cell in column
            if isinstance(cell.age, AgeSpan)
        )
        if not by_age or not {"male", "female"} <= given.keys():
            continue
        for error in examine_table(given).refusals:
            if error.code not in _SHOWN_ONLY:
                raise error


def put_set(change: Transaction, new: PopulationSet, source_id: int | None) -> Mapping[str, object]:
    """Write a set inside a transaction; return what the journal has to say about it.

    ``replaces`` names the set whose place it takes as the base, ``renews`` says that an older
    version of the same set went.
    """
    database = change.database
    before = _base(database)
    row = {
        "title": new.title,
        "basis": new.basis.value,
        "area_code": new.area_code,
        "reference_date": new.reference_date,
        "is_estimate": int(new.is_estimate),
        "source_id": source_id,
    }
    held = database.row(
        "SELECT id FROM population_set WHERE key = ?"
        " OR (area_code = ? AND basis = ? AND title = ?) ORDER BY key = ? DESC",
        [new.key, new.area_code, new.basis.value, new.title, new.key],
    )
    if held is None:
        set_id = change.insert("population_set", {"key": new.key, **row})
        change.insert_many("population_cell", _cells(set_id, new))
    else:
        set_id = int(held["id"])
        change.update("population_set", set_id, row)
        _renew_cells(change, set_id, new)
    said: dict[str, object] = {"renews": held is not None}
    after = _base(database)
    if before is not None and after is not None and before != after:
        said["replaces"], said["year"] = before[1], after[2]
    return said


def _renew_cells(change: Transaction, set_id: int, new: PopulationSet) -> None:
    """Let a set hold exactly the new cells; cells that stay are not journalled."""
    held = {
        (row["year"], row["sex"], row["age_from"], row["age_to"]): row
        for row in change.database.rows("SELECT * FROM population_cell WHERE set_id = ?", [set_id])
    }
    added: list[Row] = []
    for row in _cells(set_id, new):
        old = held.pop((row["year"], row["sex"], row["age_from"], row["age_to"]), None)
        if old is None:
            added.append(row)
        elif old["persons"] != row["persons"]:
            change.update("population_cell", old["id"], {"persons": row["persons"]})
    for old in held.values():
        change.delete("population_cell", old["id"])
    change.insert_many("population_cell", added)


def _cells(set_id: int, new: PopulationSet) -> Iterator[Row]:
    for cell in new.cells:
        yield {
            "set_id": set_id,
            "year": cell.year,
            "sex": cell.sex,
            "age_from": cell.age_from,
            "age_to": cell.age_to,
            "persons": cell.persons,
        }


def _base(database: Database) -> tuple[str, str, int] | None:
    """Return key, title and year of the table a projection of the municipality starts from."""
    code = load_profile(database).area_code
    tables = age_tables(load_statistics(database), code)
    if not tables:
        return None
    newest = tables[max(tables)]
    return newest.held.key, newest.held.title, newest.year


def _source(change: Transaction, new: PopulationSet, came_from: CameFrom | None) -> int | None:
    """Return the source of a set: the workbook with the place in it, or its publication."""
    if came_from is not None:
        return workbook_source(change, came_from)
    if new.source is None:
        return None
    held = change.database.row("SELECT id FROM source WHERE id = ?", [new.source.id])
    if held is not None:
        return int(held["id"])
    source = new.source
    return publication_source(
        change, source.title, publisher=source.publisher, key=source.key, note=source.note
    )


def publication_source(
    change: Transaction, title: str, *, publisher: str = "", key: str = "", note: str = ""
) -> int:
    """Return the id of a publication's source, made where the plan does not name it yet."""
    held = change.database.row(
        "SELECT id FROM source WHERE kind = 'publication' AND title = ? AND publisher = ?",
        [title, publisher],
    )
    if held is not None:
        return int(held["id"])
    row = {"kind": "publication", "key": key, "title": title, "publisher": publisher, "note": note}
    return change.insert("source", {**row, **_recorded()})


def workbook_source(change: Transaction, came_from: CameFrom) -> int:
    """Return the id of a workbook's source with the place in its note, made where it is new."""
    held = change.database.row(
        "SELECT id FROM source WHERE kind = 'workbook' AND sha256 = ? AND title = ? AND note = ?",
        [came_from.sha256, came_from.workbook, came_from.where],
    )
    if held is not None:
        return int(held["id"])
    return change.insert(
        "source",
        {
            "kind": "workbook",
            "title": came_from.workbook,
            "sha256": came_from.sha256,
            "note": came_from.where,
            **_recorded(),
        },
    )


def _recorded() -> Row:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return {"recorded_at": now, "recorded_by": person()}


def _labelled(new: PopulationSet, year: int) -> dict[str, list[LabelledCell]]:
    """Return a year's figures by sex, as a table to be examined."""
    given: dict[str, list[LabelledCell]] = {}
    for cell in new.cells:
        if cell.year == year:
            span = AgeSpan(cell.age_from, cell.age_to)
            place = f"{new.title} {year}"
            given.setdefault(cell.sex, []).append(LabelledCell(span, cell.persons, place))
    return given
