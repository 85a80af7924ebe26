"""A year's accounts of a public body, as its 決算カード gives them."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.plan.structure import Provenance

#: The parts of the accounts that are items adding up to a total, and the figures beside them.
PARTS = ("revenue", "by_nature", "by_purpose")
KEY_FIGURES = "key_figure"


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
