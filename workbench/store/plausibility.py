"""Totals and years that cannot be: what a damaged or hand-edited plan file would show first.

Only what is impossible is named. A figure that is merely surprising is the planner's business.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from workbench.language import Message, message

#: Published tables are rounded to whole persons, so sums may be off by half a person for each.
_ROUNDING = 0.5

#: Years before the first and after the last are slips or damage.
_YEARS = (1868, 2200)

#: Numbers beyond this are damage: no public figure comes near it.
_LARGEST = 1e15

#: Ages of a cell: first and last, None for the open end; (None, None) for ages unknown.
_Ages = tuple[int | None, int | None]
_EVERYBODY: _Ages = (0, None)
_UNKNOWN: _Ages = (None, None)


def problems(connection: sqlite3.Connection) -> Iterator[Message]:
    """Yield what cannot be true of any plan."""
    try:
        yield from _population_tables(connection)
        yield from _vital_events(connection)
        yield from _numbers(connection)
        yield from _levels(connection)
    except (TypeError, ValueError, OverflowError):
        # Damage can put a text where the schema has a number.
        yield message("Something that has to be a number is none.")


def _population_tables(connection: sqlite3.Connection) -> Iterator[Message]:
    statement = """
        SELECT population_set.title, year, sex, age_from, age_to, persons
        FROM population_cell JOIN population_set ON population_set.id = set_id
    """
    tables: dict[tuple[str, int], dict[str, dict[_Ages, float]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for title, year, sex, first, last, persons in map(tuple, connection.execute(statement)):
        tables[title, year][sex][first, last] = persons
    for (title, year), by_sex in tables.items():
        for ages in _wrong_sums_of_sexes(by_sex):
            yield message(
                "{table}, {year}: men and women do not make up both sexes (ages {ages}).",
                table=title, year=year, ages=_words(ages),
            )  # fmt: skip
        for cells in by_sex.values():
            if not _adds_up(cells):
                yield message(
                    "{table}, {year}: the age groups do not make up the total.",
                    table=title, year=year,
                )  # fmt: skip


def _wrong_sums_of_sexes(by_sex: Mapping[str, Mapping[_Ages, float]]) -> Iterator[_Ages]:
    male, female, both = (by_sex.get(sex, {}) for sex in ("male", "female", "both"))
    for ages, persons in both.items():
        parts = male.get(ages), female.get(ages)
        if None not in parts and abs(sum(filter(None, parts)) - persons) > 3 * _ROUNDING:
            yield ages


def _adds_up(cells: Mapping[_Ages, float]) -> bool:
    """Tell whether the groups, where they cover all ages without overlap, sum to the total."""
    total = cells.get(_EVERYBODY)
    groups = sorted(
        (ages for ages in cells if ages not in (_EVERYBODY, _UNKNOWN)),
        key=lambda ages: (ages[0] or 0, -1 if ages[1] is None else ages[1]),
    )
    if total is None or not groups or not _covers_all_ages(groups):
        return True
    added = sum(cells[ages] for ages in groups) + cells.get(_UNKNOWN, 0.0)
    return abs(added - total) <= _ROUNDING * (len(groups) + 2)


def _covers_all_ages(groups: list[_Ages]) -> bool:
    joined = all(
        earlier[1] is not None and later[0] == earlier[1] + 1 for earlier, later in pairwise(groups)
    )
    return joined and groups[0][0] == 0 and groups[-1][1] is None


def _words(ages: _Ages) -> str:
    first, last = ages
    if first is None:
        return "?"
    return f"{first}+" if last is None else f"{first}-{last}"


#: Sums that hold in every year: what is summed, and the signs.
_SUMS: Mapping[str, Mapping[str, int]] = {
    "natural_change": {"births": 1, "deaths": -1},
    "register_population": {"male": 1, "female": 1},
}

_NEVER_NEGATIVE = (
    "births", "deaths", "in_domestic", "in_abroad", "out_domestic", "out_abroad",
    "register_population", "male", "female", "households",
)  # fmt: skip


def _vital_events(connection: sqlite3.Connection) -> Iterator[Message]:
    years: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for area, year, quantity, number in map(
        tuple,
        connection.execute("SELECT area_code, calendar_year, quantity, number FROM vital_event"),
    ):
        years[area, year][quantity] = number
    for (area, year), held in years.items():
        wrong = [name for name in _NEVER_NEGATIVE if held.get(name, 0) < 0]
        for total, parts in _SUMS.items():
            if total in held and parts.keys() <= held.keys():
                added = sum(sign * held[name] for name, sign in parts.items())
                if abs(added - held[total]) > _ROUNDING:
                    wrong.append(total)
        for name in wrong:
            yield message(
                "{quantity} of {area} in {year} cannot be {number}.",
                quantity=name, area=area, year=year, number=held[name],
            )  # fmt: skip


_IN_RANGE = (
    ("indicator_value", "fiscal_year", "number"),
    ("vital_event", "calendar_year", "number"),
    ("population_cell", "year", "persons"),
    ("area_households", "year", "households"),
    ("population_target", "from_year", "value"),
    ("rate", "from_year", "value"),
    ("headship_rate", "year", "share"),
)


def _numbers(connection: sqlite3.Connection) -> Iterator[Message]:
    # A file of an earlier version lacks what came later.
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    for table, year, number in _IN_RANGE:
        if table not in present:
            continue
        statement = f"SELECT id FROM {table} WHERE {year} NOT BETWEEN ? AND ? OR abs({number}) > ?"
        for row in connection.execute(statement, [*_YEARS, _LARGEST]):
            yield message(
                "Row {row} of {table} holds an impossible year or number.",
                row=row[0],
                table=table,
            )


def _levels(connection: sqlite3.Connection) -> Iterator[Message]:
    statement = """
        SELECT below.code, below.name FROM element AS below
        JOIN element AS above ON above.id = below.parent_id
        JOIN level AS lower ON lower.id = below.level_id
        JOIN level AS upper ON upper.id = above.level_id
        WHERE lower.depth <= upper.depth
    """
    for row in connection.execute(statement):
        yield message("{code} {name} hangs below an element of its own level or a lower one.",
                      code=row[0], name=row[1])  # fmt: skip
