"""The plan itself: profile, levels, elements, themes, indicators and their values."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar, cast

from workbench.collector import collection_paused
from workbench.plan import structure
from workbench.plan.values import Kind, Value
from workbench.store.database import Database
from workbench.store.queries.sources import WITH_SOURCE, provenance

if TYPE_CHECKING:
    from workbench.plan.codes import ElementAlias
    from workbench.plan.departments import Department
    from workbench.plan.recorded import Recorded

#: The setting that holds what the city calls its themes.
THEME_TITLE = "look.theme_title"

_DIRECTIONS = {str(one): one for one in structure.Direction}
_KINDS = {str(one): one for one in Kind}
_ValueRow = tuple[int, str, int, str, float | None, str]
_ACCUMULATIONS = {str(one): one for one in structure.Accumulation}


def load_plan(database: Database) -> structure.Plan:
    """Return the whole tree; indicator values are read apart, as they are many."""
    with collection_paused():
        return replace(
            load_tree(database),
            themes=_all(database, structure.Theme, "ORDER BY position, id"),
            theme_links=_all(database, structure.ThemeLink, _LINK_ORDER),
            indicators=_indicators(database, "ORDER BY element_id, position, id"),
        )


def load_tree(database: Database) -> structure.Plan:
    """Return the plan with its levels and elements only, for what moves them about."""
    return structure.Plan(
        profile=load_profile(database),
        levels=_all(database, structure.Level, "ORDER BY depth"),
        elements=structure.in_tree_order(
            _all(database, structure.Element, "ORDER BY parent_id, position, id")
        ),
        themes=(),
        theme_links=(),
        indicators=(),
    )


def load_branches(
    database: Database, element_ids: Iterable[int], parents: Iterable[int | None] = ()
) -> structure.Plan:
    """Return the plan with these elements, all below them, above them and beside them only.

    Beside that it holds `parents` (None: the top), what is above them and right below them. This
    is what changing a large plan in one place needs.
    """
    ids, places = list(element_ids), list(parents)
    tail = """
        WHERE id IN (
            WITH RECURSIVE
            chosen(id) AS (SELECT value FROM json_each(?1)),
            parent(id) AS (
                SELECT value FROM json_each(?2) WHERE value IS NOT NULL
                UNION SELECT parent_id FROM element JOIN chosen USING (id)
            ),
            above(id) AS (
                SELECT id FROM parent WHERE id IS NOT NULL
                UNION SELECT parent_id FROM element JOIN above USING (id)
                WHERE parent_id IS NOT NULL
            ),
            below(id) AS (
                SELECT id FROM chosen
                UNION SELECT element.id FROM element JOIN below ON parent_id = below.id
            )
            SELECT id FROM above UNION SELECT id FROM below
            UNION SELECT element.id FROM element JOIN parent ON parent_id = parent.id
        ) OR ?3 AND parent_id IS NULL
        ORDER BY parent_id, position, id
    """
    at_top = None in places or bool(ids)
    given = [json.dumps(ids), json.dumps(places), at_top]
    return structure.Plan(
        profile=load_profile(database),
        levels=_all(database, structure.Level, "ORDER BY depth"),
        elements=structure.in_tree_order(_all(database, structure.Element, tail, given)),
        themes=(),
        theme_links=(),
        indicators=(),
    )


def load_profile(database: Database) -> structure.Profile:
    """Return what the plan is; raise `LookupError` for a file that holds no plan yet."""
    row = database.row("SELECT * FROM profile")
    if row is None:
        raise LookupError("profile")
    named = database.row("SELECT value FROM setting WHERE key = ?", [THEME_TITLE])
    held = {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118 - a row of SQLite has no names but these
    return structure.Profile(**held, theme_title=named["value"] if named else "")


def refreshed(
    plan: structure.Plan, database: Database, touched: frozenset[tuple[str, int]]
) -> structure.Plan:
    """Return the plan as it is after a step, reading only the rows that the step touched.

    Where rows were added, moved or deleted the table concerned is read as a whole.
    """
    ids: dict[str, set[int]] = defaultdict(set)
    for table, row_id in touched:
        ids[table].add(row_id)
    changes: dict[str, object] = {}
    if "profile" in ids or "setting" in ids:
        changes["profile"] = load_profile(database)
    if "level" in ids:
        changes["levels"] = _all(database, structure.Level, "ORDER BY depth")
    if "theme" in ids:
        changes["themes"] = _all(database, structure.Theme, "ORDER BY position, id")
    if "theme" in ids or "theme_link" in ids:
        changes["theme_links"] = _all(database, structure.ThemeLink, _LINK_ORDER)
    if "indicator" in ids:
        changes["indicators"] = _refreshed_indicators(plan, database, ids["indicator"])
    after = plan.changed(**changes)
    if "element" in ids:
        now = _all(database, structure.Element, _THESE, [_listed(ids["element"])])
        after = after.with_elements({one.id: one for one in now}, ids["element"])
    return after


def load_indicators(
    database: Database, indicator_ids: Iterable[int]
) -> tuple[structure.Indicator, ...]:
    """Return these indicators; one that is not there any more is left out."""
    return _indicators(database, _THESE, [_listed(set(indicator_ids))])


def load_indicator_values(
    database: Database, indicator_ids: Sequence[int] | None = None
) -> tuple[structure.IndicatorValue, ...]:
    """Return the values of these indicators (None: of all), by year."""
    statement = WITH_SOURCE.format(table="indicator_value")
    if indicator_ids is not None:
        statement += " WHERE held.indicator_id IN (SELECT value FROM json_each(?))"
    statement += " ORDER BY held.indicator_id, held.fiscal_year, held.role"
    parameters = [] if indicator_ids is None else [json.dumps(list(indicator_ids))]
    return tuple(
        structure.IndicatorValue(
            row["id"],
            row["indicator_id"],
            row["fiscal_year"],
            structure.Role(row["role"]),
            Value(Kind(row["kind"]), row["number"], row["words"]),
            provenance(row),
        )
        for row in database.rows(statement, parameters)
    )


def load_recorded(database: Database) -> dict[int, Recorded]:
    """Return the values of all indicators sorted by role and year, without their sources.

    This is what progress is computed from, of hundreds of thousands of values at once.
    """
    with collection_paused():
        return _recorded(database)


def _recorded(database: Database) -> dict[int, Recorded]:
    from workbench.plan.recorded import Recorded  # noqa: PLC0415 - not to show a plan

    held: dict[int, dict[str, dict[int, Value]]] = {}
    statement = (
        "SELECT indicator_id, role, fiscal_year, kind, number, words FROM indicator_value"
        " ORDER BY indicator_id, role, fiscal_year"
    )
    for row in _plain_rows(database, statement):
        indicator_id, role, year, kind, figure, words = cast("_ValueRow", row)
        roles = held.get(indicator_id)
        if roles is None:
            roles = held[indicator_id] = {"baseline": {}, "target": {}, "actual": {}}
        roles[role][year] = Value(_KINDS[kind], figure, words)
    return {
        one: Recorded(roles["baseline"], roles["target"], roles["actual"])
        for one, roles in held.items()
    }


def load_departments(database: Database) -> tuple[Department, ...]:
    """Return the departments, in the order of the organisation chart."""
    from workbench.plan.departments import Department  # noqa: PLC0415 - not to show a plan

    rows = database.rows("SELECT id, position, name FROM department ORDER BY position, id")
    return tuple(Department(*row) for row in rows)


def load_aliases(database: Database) -> tuple[ElementAlias, ...]:
    """Return the codes that elements bore before."""
    from workbench.plan.codes import ElementAlias  # noqa: PLC0415 - not to show a plan

    rows = database.rows("SELECT id, element_id, code, until_year FROM element_alias ORDER BY id")
    return tuple(ElementAlias(*row) for row in rows)


def load_settings(database: Database) -> dict[str, str]:
    """Return the settings that travel with the plan."""
    return {row["key"]: row["value"] for row in database.rows("SELECT key, value FROM setting")}


Part = TypeVar("Part")

_LINK_ORDER = "ORDER BY (SELECT position FROM theme WHERE theme.id = theme_id), id"
_TABLES: Mapping[type[object], str] = {
    structure.Level: "level",
    structure.Element: "element",
    structure.Theme: "theme",
    structure.ThemeLink: "theme_link",
    structure.Indicator: "indicator",
}


def _names(part: type[object]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(part))  # type: ignore[arg-type]


def _select(part: type[object], tail: str) -> str:
    """Return the statement that reads a table's columns in the order of the object's fields."""
    return f"SELECT {', '.join(_names(part))} FROM {_TABLES[part]} {tail}"


def _plain_rows(
    database: Database, statement: str, parameters: Sequence[object] = ()
) -> Iterator[tuple[object, ...]]:
    """Return rows as plain tuples: a plan may hold tens of thousands of them."""
    cursor = database.connection.cursor()
    cursor.row_factory = None
    return cursor.execute(statement, parameters)


def _all(
    database: Database, part: type[Part], tail: str, parameters: Sequence[object] = ()
) -> tuple[Part, ...]:
    """Return rows of a table as objects whose fields are its columns.

    They are made without their constructor: a frozen dataclass sets field by field, which for
    the tens of thousands of rows of a large plan takes longer than reading them.
    """
    names = _names(part)
    parts: list[Part] = []
    make = object.__new__
    # A statement has as many columns as it was asked for: they need not be counted row by row.
    for row in _plain_rows(database, _select(part, tail), parameters):
        one = make(part)
        one.__dict__.update(zip(names, row))  # noqa: B905 - as said above
        parts.append(one)
    return tuple(parts)


def _indicators(
    database: Database, tail: str, parameters: Sequence[object] = ()
) -> tuple[structure.Indicator, ...]:
    found = _all(database, structure.Indicator, tail, parameters)
    for one in found:
        held = one.__dict__
        held["direction"] = _DIRECTIONS[held["direction"]]
        held["accumulation"] = _ACCUMULATIONS[held["accumulation"]]
    return found


_THESE = "WHERE id IN (SELECT value FROM json_each(?))"


def _refreshed_indicators(
    plan: structure.Plan, database: Database, ids: set[int]
) -> tuple[structure.Indicator, ...]:
    new = {one.id: one for one in _indicators(database, _THESE, [_listed(ids)])}
    kept = (one for one in plan.indicators if one.id not in ids)
    merged = (*kept, *new.values())
    return tuple(sorted(merged, key=lambda one: (one.element_id, one.position, one.id)))


def _listed(ids: set[int]) -> str:
    return json.dumps(sorted(ids))
