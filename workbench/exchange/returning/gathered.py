"""What a sheet that came back would do, gathered with what keeps parts of it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.exchange.answers import Answer, Running
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.findings import Finding, Level
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.exchange.layouts.round_trip import Returned
from workbench.exchange.origins import Origin
from workbench.exchange.proposals import IndicatorChange, ValueChange
from workbench.language import Message, message
from workbench.plan.fiscal_years import display_fiscal_year


@dataclass
class ReturnedDifferences:
    """What a sheet that came back would do."""

    indicators: list[IndicatorChange] = field(default_factory=list)
    values: list[ValueChange] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Gathering:
    """One sheet being compared; `closed` are the closed years it was said of already."""

    returned: Returned
    running: Running
    origin: Origin
    found: ReturnedDifferences = field(default_factory=ReturnedDifferences)
    closed: set[int] = field(default_factory=set)

    def add_answer(self, answer: Answer, place: Spot) -> None:
        """Add an answer, unless it would change a closed year."""
        if answer.change not in WRITING or self.is_open(answer.fiscal_year, place):
            self.found.answers.append(answer)

    def is_open(self, year: int, place: Spot) -> bool:
        """Tell whether a year can be written; say once when it cannot."""
        if year not in self.running.closed_years:
            return True
        if year not in self.closed:
            self.closed.add(year)
            self.refuse(
                place,
                "year.closed",
                message("{year} is closed.", year=display_fiscal_year(year)),
                message("Reopen the year first if its results have to be put right."),
            )
        return False

    def refuse(self, place: Spot, code: str, what: Message, remedy: Message) -> None:
        """Say that a cell or row is kept out until somebody decides about it."""
        self.found.findings.append(
            finding_at(place, code, Level.ERROR, what, remedy, needs_decision=True)
        )

    def add_findings(self, findings: Sequence[Finding]) -> None:
        """Add what was noticed while a cell was read."""
        self.found.findings.extend(findings)


def change_of(old: object, new: object) -> Change | None:
    """Return what an answer does; None when there was and is nothing."""
    if new in (None, ""):
        return None if old in (None, "") else Change.BLANK
    if old in (None, ""):
        return Change.NEW
    return Change.SAME if old == new else Change.CHANGED


def as_typed(text: str) -> str:
    """Return a text with its line breaks as they were typed, whatever a program made of them."""
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
