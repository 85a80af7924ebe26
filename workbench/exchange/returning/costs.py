"""Budgets and settlements of initiatives that a department sent back."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.exchange.answers import Answer, AnswerTo
from workbench.exchange.cells import in_unit, read_cell
from workbench.exchange.layouts.base import Spot
from workbench.exchange.layouts.round_trip import ReturnedRow
from workbench.exchange.returning.gathered import Gathering, change_of
from workbench.exchange.templates.cost_form import AMOUNTS
from workbench.exchange.words import COST_WORDS
from workbench.language import message
from workbench.plan.initiatives import Cost, CostKind, Initiative
from workbench.plan.values import Kind

#: The costs that the plan holds, by initiative, fiscal year and kind.
Costs = Mapping[tuple[int, int, CostKind], Cost]

_NOT_KNOWN = frozenset({Kind.UNKNOWN, Kind.WITHHELD, Kind.PENDING})


def add_costs(gathering: Gathering, row: ReturnedRow, initiative: Initiative, costs: Costs) -> None:
    """Add the amounts of a row, thousand yen."""
    if row.mark.key.part not in set(CostKind):
        return
    kind = CostKind(row.mark.key.part)
    for mark, column in gathering.returned.columns.items():
        if mark.field not in AMOUNTS:
            continue
        held = costs.get((initiative.id, mark.fiscal_year, kind))
        old: int | None = getattr(held, mark.field) if held else None
        new, place = _amount(gathering, row.row, column)
        change = change_of(old, new)
        if change is None or place is None:
            continue
        answer = Answer(
            change,
            AnswerTo.COST,
            initiative.id,
            mark.fiscal_year,
            kind.value,
            mark.field,
            old,
            new,
            f"{initiative.code} {initiative.name}".strip(),
            f"{COST_WORDS[kind]} {AMOUNTS[mark.field]}",
            _shown(old),
            _shown(new),
            gathering.origin.at(place),
        )
        gathering.add_answer(answer, place)


def _amount(gathering: Gathering, row: int, column: int) -> tuple[int | None, Spot | None]:
    """Return the amount of a cell and the cell; no cell where it was kept out."""
    reading = in_unit(read_cell(gathering.returned.table, row, column), "千円")
    gathering.add_findings(reading.findings)
    value = reading.value
    if reading.blank or (value is not None and value.kind in _NOT_KNOWN):
        return None, reading.spot
    if value is None:
        return None, None
    if value.kind is Kind.NONE:
        # 「－」 in a source of money says that there is none of it.
        return 0, reading.spot
    if value.number is None or value.number < 0 or value.number % 1:
        gathering.refuse(
            reading.spot,
            "cost.not_whole",
            message("An amount is a whole number of thousand yen, not negative."),
            message("Write the amount in thousand yen without decimals."),
        )
        return None, None
    return int(value.number), reading.spot


def _shown(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}"
