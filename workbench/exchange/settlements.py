"""A year's accounts of a municipality, as its 決算カード gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.exchange.changes import Change
from workbench.plan.structure import Provenance


@dataclass(frozen=True)
class AccountItem:
    """One item of the accounts, in thousands of yen.

    `depth` is 0 for the items that add up to the total, more for what they consist of.
    """

    name: str
    amount: float
    depth: int = 0
    provenance: Provenance | None = None


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the card's right side: 歳入総額, 標準財政規模, 財政力指数; this year and last."""

    name: str
    this_year: float | None
    last_year: float | None
    provenance: Provenance | None = None


@dataclass(frozen=True)
class Settlement:
    """The accounts of one municipality and fiscal year.

    Parameters
    ----------
    revenue, by_nature, by_purpose
        歳入, 性質別歳出, 目的別歳出; the totals are the last items.
    key_figures
        What stands at the right, with last year's beside it.
    """

    name: str
    fiscal_year: int
    revenue: tuple[AccountItem, ...]
    by_nature: tuple[AccountItem, ...]
    by_purpose: tuple[AccountItem, ...]
    key_figures: tuple[KeyFigure, ...]
    provenance: Provenance | None = None

    def key_figure(self, name: str) -> KeyFigure | None:
        """Return the key figure of this name."""
        return next((figure for figure in self.key_figures if figure.name == name), None)


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
