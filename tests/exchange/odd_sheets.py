"""What sheets of departments that are easily read wrong are made of, and what is read in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.exchange.conftest import plan_with
from workbench.exchange.guidance import Guidance
from workbench.exchange.importing import propose
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, Workbook

Rows = list[list[Cell]]
#: Indicator, first letter of the role (actual, target, baseline), fiscal year.
Figures = dict[tuple[str, str, int], float | str]


def sheet_of(rows: Rows, *merged: tuple[int, int, int, int], name: str = "様式") -> Sheet:
    width = max(map(len, rows))
    padded = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet(name, True, padded, tuple(MergedRange(*one) for one in merged))


def proposed(*sheets: Sheet, guidance: Guidance | None = None) -> ImportProposal:
    book = Workbook("様式.xlsx", "0" * 64, "xlsx", sheets)
    return propose(book, plan_with(), (), (), "20220", guidance=guidance or Guidance())


def figures(proposal: ImportProposal) -> Figures:
    held = [
        (
            (proposal.indicator_of(one).name, one.role.value[0], one.fiscal_year),
            one.new.number if one.new.number is not None else one.new.display(),
        )
        for one in proposal.values
        if one.new is not None
    ]
    assert len(dict(held)) == len(held), "a value is there twice"
    return dict(held)


@dataclass(frozen=True)
class Odd:
    """A workbook, what a person reads in it, and what is said of it."""

    sheets: tuple[Sheet, ...]
    says: Figures
    codes: tuple[str, ...] = ()
    units: dict[str, str] = field(default_factory=dict)


def two_years(visitors: tuple[float, float] = (20, 21)) -> Figures:
    return {
        ("参加者数", "a", 2023): 80,
        ("参加者数", "a", 2024): 90,
        ("利用者数", "a", 2023): visitors[0],
        ("利用者数", "a", 2024): visitors[1],
    }
