"""What a 決算カード changes in the accounts that the plan holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.exchange.changes import Change
from workbench.plan.settlements import AccountItem, Settlement


@dataclass(frozen=True)
class SettlementChange:
    """The accounts of a year that the file adds, changes or leaves as they are."""

    change: Change
    old: Settlement | None
    new: Settlement


def compare_settlement(new: Settlement, held: Iterable[Settlement]) -> SettlementChange:
    """Return what a card changes; cards are matched by municipality and year."""
    for old in held:
        if (old.name, old.fiscal_year) == (new.name, new.fiscal_year):
            same = _bare(old) == _bare(new)
            return SettlementChange(Change.SAME if same else Change.CHANGED, old, new)
    return SettlementChange(Change.NEW, None, new)


def _bare(settlement: Settlement) -> Settlement:
    """Return the accounts without where they were read."""

    def items(of: tuple[AccountItem, ...]) -> tuple[AccountItem, ...]:
        return tuple(replace(item, provenance=None) for item in of)

    return replace(
        settlement,
        revenue=items(settlement.revenue),
        by_nature=items(settlement.by_nature),
        by_purpose=items(settlement.by_purpose),
        key_figures=tuple(replace(figure, provenance=None) for figure in settlement.key_figures),
        provenance=None,
    )
