"""Amounts of initiatives typed or pasted into a grid, and copied out of it; thousand yen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations import years
from workbench.operations.clipboard import copied_text, read_block
from workbench.operations.initiatives import AMOUNTS, require_sound, set_cost
from workbench.operations.lookups import BY_HAND, label
from workbench.operations.typed_values import typed_value
from workbench.plan.initiatives import Cost, CostKind, FundSource
from workbench.plan.structure import Indicator
from workbench.plan.values import Kind
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction
from workbench.store.queries import load_costs

#: What a cell of the grid is to the reading of what is typed: a figure in thousand yen.
_AMOUNT = Indicator(0, 0, 0, "", "千円")

_SOURCES = tuple(source.value for source in FundSource)
_TOTAL = "stated_total"

#: A cost of an initiative: initiative id, fiscal year, budget or settlement.
CostKey = tuple[int, int, CostKind]


@dataclass(frozen=True)
class AmountSlot:
    """A cell of the grid: one of `AMOUNTS` of a cost."""

    initiative_id: int
    fiscal_year: int
    kind: CostKind
    amount: str

    @property
    def cost(self) -> CostKey:
        """Return the cost that the amount is part of."""
        return self.initiative_id, self.fiscal_year, self.kind


@dataclass(frozen=True)
class CostGrid:
    """The cells on the screen: a line for each amount, a column for each year and kind."""

    lines: tuple[tuple[int, str], ...]
    columns: tuple[tuple[int, CostKind], ...]

    def slot(self, line: int, column: int) -> AmountSlot:
        """Return the cell at a line and a column, both from 0."""
        initiative_id, amount = self.lines[line]
        return AmountSlot(initiative_id, *self.columns[column], amount)


def typed_amount(text: str) -> int | None:
    """Return the amount a text means: thousand yen, None for an empty cell or a sign for unknown.

    － is none of it, that is 0; 12百万円 becomes 12,000. Raises `PersonError` for what is not a
    whole number of thousand yen.
    """
    value = typed_value(text, _AMOUNT)
    if value is None:
        return None
    if value.number is None:
        return 0 if value.kind is Kind.NONE else None
    if value.number % 1:
        raise PersonError(
            "cost.not_whole",
            message("An amount is a whole number of thousand yen, not negative."),
            remedy=message("Write the amount in thousand yen without decimals."),
        )
    return int(value.number)


def type_amount(database: Database, slot: AmountSlot, text: str) -> Outcome:
    """Record what a person has typed into a cell; raises `PersonError` as `set_amounts`."""
    return set_amounts(database, {slot: typed_amount(text)})


def set_amounts(database: Database, amounts: Mapping[AmountSlot, int | None]) -> Outcome:
    """Set amounts as one step.

    A 事業費 that was the sum of all its sources stays their sum. Raises `PersonError` for a
    negative amount, for a 事業費 that its sources do not add up to, and in a closed year.
    """
    years.require_open(database, {slot.fiscal_year for slot in amounts})
    held = {
        (cost.initiative_id, cost.fiscal_year, cost.kind): cost
        for cost in load_costs(database, {slot.initiative_id for slot in amounts})
    }
    changes: dict[CostKey, dict[str, int | None]] = {}
    for slot, amount in amounts.items():
        changes.setdefault(slot.cost, {})[slot.amount] = amount
    for key, given in changes.items():
        _let_total_follow(held.get(key) or Cost(0, *key), given)
    if len(changes) == 1:
        return next(set_cost(database, *key, given) for key, given in changes.items())
    return _set_many(database, changes, held)


def _let_total_follow(cost: Cost, given: dict[str, int | None]) -> None:
    """State no 事業費 that is just the sum of its sources, so that it stays their sum."""
    was_sum = cost.stated_total is not None and _sum(cost.by_source()) == cost.stated_total
    if was_sum and _TOTAL not in given:
        given[_TOTAL] = None
    after = {name: given.get(name, getattr(cost, name)) for name in _SOURCES}
    if given.get(_TOTAL) is not None and given[_TOTAL] == _sum(after):
        given[_TOTAL] = None


def _sum(sources: Mapping[str, int | None] | Mapping[FundSource, int | None]) -> int | None:
    amounts = list(sources.values())
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _set_many(
    database: Database,
    changes: Mapping[CostKey, Mapping[str, int | None]],
    held: Mapping[CostKey, Cost],
) -> Outcome:
    count = sum(len(given) for given in changes.values())
    with transaction(database, "cost.set_many", {"count": count}) as change:
        for key, given in changes.items():
            before = held.get(key)
            after = {
                name: given[name] if name in given else (getattr(before, name) if before else None)
                for name in AMOUNTS
            }
            initiative_id, year, kind = key
            owner = label(database, "initiative", initiative_id)
            require_sound(Cost(0, initiative_id, year, kind).with_amounts(after), owner)
            if before is not None:
                same = all(getattr(before, name) == amount for name, amount in after.items())
                change.update("initiative_cost", before.id, after if same else {**after, **BY_HAND})
            elif any(amount is not None for amount in after.values()):
                row = {"initiative_id": initiative_id, "fiscal_year": year, "kind": kind.value}
                change.insert("initiative_cost", {**row, **after})
    return change.outcome


def paste_amounts(database: Database, grid: CostGrid, line: int, column: int, text: str) -> Outcome:
    """Paste what a spreadsheet has copied, its first cell at `line` and `column`.

    Raises `PersonError`, with nothing written, when the block is larger than the grid from
    there, and as `set_amounts`.
    """
    block = read_block(text, len(grid.lines) - line, len(grid.columns) - column)
    amounts = {
        grid.slot(line + down, column + across): typed_amount(cell)
        for down, cells in enumerate(block)
        for across, cell in enumerate(cells)
    }
    return set_amounts(database, amounts)


def copied_amounts(rows: Sequence[Sequence[int | None]]) -> str:
    """Return amounts as a spreadsheet takes them."""
    return copied_text([["" if one is None else str(one) for one in row] for row in rows])
