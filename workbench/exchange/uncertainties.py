"""Rows whose measure or indicator is uncertain: what to ask, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.guidance import NEW, element_choice, indicator_choice
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.exchange.matching import MeasureMatch
from workbench.language import Message, message
from workbench.plan.structure import Indicator

_WHY_UNCERTAIN: Mapping[str, Message] = {
    "unknown": message("The plan has no such measure."),
    "contradiction": message("The measure's number and its name do not belong together."),
    "renumbered": message("Measures have borne this number one after the other."),
    "ambiguous": message("Several measures of the plan bear this name."),
    "alike": message("The plan has no measure of exactly this name."),
}


def uncertain_measure(place: Spot, match: MeasureMatch) -> Finding:
    """Return the finding on a row whose measure is uncertain, with those it may mean."""
    candidates = "、".join(f"{element.code} {element.name}" for element in match.candidates)
    return finding_at(
        place,
        f"measure.{match.reason}",
        Level.ERROR,
        _WHY_UNCERTAIN[match.reason],
        message("Say which measure is meant: {candidates}.", candidates=candidates)
        if candidates
        else message("Write the measure's number as the plan has it."),
        needs_decision=True,
        choices=tuple(
            element_choice(element.id, f"{element.code} {element.name}")
            for element in match.candidates
        ),
    )


def uncertain_indicator(place: Spot, alike: tuple[Indicator, ...]) -> Finding:
    """Return the finding on a row whose indicator is like others of the plan."""
    return finding_at(
        place,
        "indicator.alike",
        Level.ERROR,
        message("The plan has no indicator of exactly this name."),
        message(
            "Say whether it is new or one of these: {candidates}.",
            candidates="、".join(indicator.name for indicator in alike),
        ),
        needs_decision=True,
        choices=(
            *(indicator_choice(indicator.id, indicator.name) for indicator in alike),
            Choice(NEW, message("A new indicator")),
        ),
    )


def named_by_hand(place: Spot, indicator: Indicator) -> Finding:
    """Return what is noted where a person said which indicator of the plan figures are of."""
    return finding_at(
        place,
        "indicator.said",
        Level.NOTE,
        message("You chose the indicator whose figures these are."),
        choices=(indicator_choice(indicator.id, indicator.name),),
    )


def repeated(place: Spot, first: Spot) -> Finding:
    """Return the finding on an indicator that the file gives twice with different values."""
    return finding_at(
        place,
        "indicator.repeated",
        Level.ERROR,
        message("The indicator stands in {cell} already, with other values.", cell=first.place),
        message("Delete one of the two rows, or tell them apart by name."),
        needs_decision=True,
    )
