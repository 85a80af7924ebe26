"""実施計画: the initiatives (事業) under a measure, and what they cost by year and source.

Amounts are thousands of yen (千円), as the sheets are. 事業費 is the sum of its sources; 人件費
stands beside it and is not part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.plan.structure import Provenance

#: How many years an implementation plan looks ahead, the first included.
WINDOW = 3


class CostKind(StrEnum):
    """Whether an amount was planned or spent."""

    BUDGET = "budget"
    SETTLEMENT = "settlement"


class FundSource(StrEnum):
    """Where the money comes from (財源)."""

    NATIONAL = "national"
    PREFECTURAL = "prefectural"
    BONDS = "bonds"
    OTHER = "other"
    GENERAL = "general"


@dataclass(frozen=True)
class Initiative:
    """An initiative (事業) under a measure, from its first to its last fiscal year if it ends."""

    id: int
    element_id: int
    position: int
    code: str
    name: str
    summary: str = ""
    department: str = ""
    joint_departments: str = ""
    first_year: int | None = None
    last_year: int | None = None
    provenance: Provenance | None = None

    def runs_in(self, fiscal_year: int) -> bool:
        """Tell whether the initiative runs in a fiscal year."""
        starts = self.first_year is None or self.first_year <= fiscal_year
        return starts and (self.last_year is None or fiscal_year <= self.last_year)


@dataclass(frozen=True)
class InitiativeTheme:
    """An initiative counted towards a theme."""

    id: int
    initiative_id: int
    theme_id: int


@dataclass(frozen=True)
class Cost:
    """Budget or settlement of an initiative in a fiscal year; None is not known, never zero.

    `stated_total` is the 事業費 a sheet states, `personnel` the 人件費 beside it; thousand yen.
    """

    id: int
    initiative_id: int
    fiscal_year: int
    kind: CostKind
    national: int | None = None
    prefectural: int | None = None
    bonds: int | None = None
    other: int | None = None
    general: int | None = None
    stated_total: int | None = None
    personnel: int | None = None
    provenance: Provenance | None = None

    def by_source(self) -> dict[FundSource, int | None]:
        """Return the amount of each source."""
        return {source: getattr(self, source.value) for source in FundSource}

    def with_amounts(self, amounts: Mapping[str, int | None]) -> Cost:
        """Return the cost with other amounts, by the names of its fields."""
        return replace(self, **amounts)  # type: ignore[arg-type]  # amounts only

    @property
    def known_sources(self) -> int:
        """Return the sum of the sources that are known."""
        return sum(amount for amount in self.by_source().values() if amount is not None)

    @property
    def total(self) -> int | None:
        """Return the 事業費: the one stated, or else the sum of the sources if all are known."""
        if self.stated_total is not None:
            return self.stated_total
        return None if None in self.by_source().values() else self.known_sources

    @property
    def gap(self) -> int:
        """Return the stated 事業費 less the sum of the sources; 0 where they agree.

        While a source is not known yet the sum may only be too large.
        """
        if self.stated_total is None:
            return 0
        gap = self.stated_total - self.known_sources
        return min(gap, 0) if None in self.by_source().values() else gap


@dataclass(frozen=True)
class CostTotal:
    """A sum of costs, and how many of them are not known and so not in it."""

    amount: int
    counted: int
    unknown: int


def total_of(costs: Iterable[Cost]) -> CostTotal:
    """Return the 事業費 of several costs together, with how many are not known."""
    totals = [cost.total for cost in costs]
    known = [total for total in totals if total is not None]
    return CostTotal(sum(known), len(known), len(totals) - len(known))


def window(first_year: int) -> tuple[int, ...]:
    """Return the fiscal years of the implementation plan that starts in `first_year`."""
    return tuple(range(first_year, first_year + WINDOW))
