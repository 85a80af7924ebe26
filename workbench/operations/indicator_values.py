"""Recording indicators' values: one at a time, or a block pasted from a spreadsheet."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.operations import years
from workbench.operations.clipboard import copied_text, read_block
from workbench.operations.lookups import BY_HAND, gone
from workbench.operations.typed_values import typed_value
from workbench.plan.names import ROLE_NAMES, year_name
from workbench.plan.structure import Indicator, Role
from workbench.plan.values import Kind, Value
from workbench.store.database import Database
from workbench.store.journal import Outcome, Row, Transaction, transaction
from workbench.store.queries import load_indicators


@dataclass(frozen=True)
class Slot:
    """A cell of the grid: an indicator's value of a role in a fiscal year."""

    indicator_id: int
    role: Role
    fiscal_year: int


@dataclass(frozen=True)
class Grid:
    """The cells on the screen: a line for each indicator and role, a column for each year."""

    lines: tuple[tuple[int, Role], ...]
    years: tuple[int, ...]

    def slot(self, line: int, column: int) -> Slot:
        """Return the cell at a line and a column, both from 0."""
        indicator_id, role = self.lines[line]
        return Slot(indicator_id, role, self.years[column])


def set_value(database: Database, slot: Slot, value: Value | None) -> Outcome:
    """Record a value by hand, or take it away (None); where it came from no longer holds.

    Raises `PersonError` in a closed year.
    """
    years.require_open(database, [slot.fiscal_year])
    subject = _subject(database, slot)
    before = _held(database, slot)
    details = {
        **subject,
        "role": slot.role.value,
        "year": slot.fiscal_year,
        "before": "" if before is None else _shown(before[1], subject),
        "after": "" if value is None else _shown(value, subject),
    }
    with transaction(database, "value.set", details) as change:
        _write(change, slot, value, before)
    return change.outcome


def type_value(database: Database, slot: Slot, text: str) -> Outcome:
    """Record what a person has typed into a cell; an empty text takes the value away.

    Raises `PersonError` for text where a number belongs, and in a closed year.
    """
    (indicator,) = _indicators(database, {slot.indicator_id}).values()
    return set_value(database, slot, typed_value(text, indicator))


def set_values(database: Database, values: Mapping[Slot, Value | None]) -> Outcome:
    """Record many values as one step; raise `PersonError` when one lies in a closed year."""
    years.require_open(database, {slot.fiscal_year for slot in values})
    if len(values) == 1:
        return next(set_value(database, slot, value) for slot, value in values.items())
    with transaction(database, "value.set_many", {"count": len(values)}) as change:
        _write_all(change, values)
    return change.outcome


def paste(database: Database, grid: Grid, line: int, column: int, text: str) -> Outcome:
    """Paste what a spreadsheet has copied, its first cell at `line` and `column`.

    A single copied cell goes into that cell only. Raises `PersonError`, with nothing written,
    when the block is larger than the grid from there, a text stands where a number belongs, or
    a year is closed.
    """
    block = read_block(text, len(grid.lines) - line, len(grid.years) - column)
    indicators = _indicators(database, {one for one, _role in grid.lines})
    values: dict[Slot, Value | None] = {}
    for down, cells in enumerate(block):
        for across, cell in enumerate(cells):
            slot = grid.slot(line + down, column + across)
            indicator = indicators[slot.indicator_id]
            place = f"{indicator.name} {ROLE_NAMES[slot.role]} {year_name(slot.fiscal_year)}"
            values[slot] = typed_value(cell, indicator, place)
    return set_values(database, values)


def copied(database: Database, grid: Grid, slots: Sequence[Sequence[Slot]]) -> str:
    """Return cells as a spreadsheet takes them: figures in full, signs as they are written."""
    held = _values_of(database, {one for one, _role in grid.lines})
    return copied_text([_plain(held.get(slot)) for slot in row] for row in slots)


def _plain(value: Value | None) -> str:
    if value is None:
        return ""
    if value.number is None:
        return value.display()
    whole = int(value.number)
    return str(whole) if whole == value.number else repr(value.number)


def _write(
    change: Transaction, slot: Slot, value: Value | None, before: tuple[int, Value] | None
) -> None:
    if before is not None and value is None:
        change.delete("indicator_value", before[0])
    elif before is not None and value is not None:
        if before[1] != value:
            change.update("indicator_value", before[0], {**_columns(value), **BY_HAND})
    elif value is not None:
        change.insert("indicator_value", _new_row(slot, value))


def _write_all(change: Transaction, values: Mapping[Slot, Value | None]) -> None:
    held = _rows_of(change.database, {slot.indicator_id for slot in values})
    for slot, value in values.items():
        if slot in held:
            _write(change, slot, value, held[slot])
    new = [
        _new_row(slot, value)
        for slot, value in values.items()
        if slot not in held and value is not None
    ]
    change.insert_many("indicator_value", new)


def _columns(value: Value) -> Row:
    return {"kind": value.kind.value, "number": value.number, "words": value.words}


def _new_row(slot: Slot, value: Value) -> Row:
    return {
        "indicator_id": slot.indicator_id,
        "role": slot.role.value,
        "fiscal_year": slot.fiscal_year,
        **_columns(value),
    }


def _subject(database: Database, slot: Slot) -> dict[str, object]:
    """Return the words the history calls a value's indicator by."""
    row = database.row(
        "SELECT level.name AS level, element.code, indicator.name AS indicator, decimals"
        " FROM indicator JOIN element ON element.id = element_id"
        " JOIN level ON level.id = level_id WHERE indicator.id = ?",
        [slot.indicator_id],
    )
    if row is None:
        raise gone()
    return dict(row)


def _shown(value: Value, subject: Mapping[str, object]) -> str:
    decimals = subject["decimals"]
    return value.display(decimals if isinstance(decimals, int) else None)


def _held(database: Database, slot: Slot) -> tuple[int, Value] | None:
    row = database.row(
        "SELECT id, kind, number, words FROM indicator_value"
        " WHERE indicator_id = ? AND role = ? AND fiscal_year = ?",
        [slot.indicator_id, slot.role.value, slot.fiscal_year],
    )
    return None if row is None else (row["id"], _value(row))


def _rows_of(database: Database, indicator_ids: set[int]) -> dict[Slot, tuple[int, Value]]:
    rows = database.rows(
        "SELECT * FROM indicator_value WHERE indicator_id IN (SELECT value FROM json_each(?))",
        [str(sorted(indicator_ids))],
    )
    return {
        Slot(row["indicator_id"], Role(row["role"]), row["fiscal_year"]): (row["id"], _value(row))
        for row in rows
    }


def _values_of(database: Database, indicator_ids: set[int]) -> dict[Slot, Value]:
    return {slot: held[1] for slot, held in _rows_of(database, indicator_ids).items()}


def _value(row: sqlite3.Row) -> Value:
    return Value(Kind(row["kind"]), row["number"], row["words"])


def _indicators(database: Database, ids: set[int]) -> dict[int, Indicator]:
    found = {one.id: one for one in load_indicators(database, ids)}
    if found.keys() != ids:
        raise gone()
    return found
