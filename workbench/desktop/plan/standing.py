"""Where the plan's population targets stand: each beside the newest figure it is measured with."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.language import tr
from workbench.plan.values import format_number
from workbench.records import record
from workbench.report.facts import NATURAL, SOCIAL, TOTAL, PopulationFacts

#: What the register counts that a target can be of.
COUNTED = NATURAL_COUNTED, SOCIAL_COUNTED = "natural_change", "social_change"


@record
class Standing:
    """One target in words: what, by when, the figure aimed at, the newest figure, the gap."""

    what: str
    when: str
    target: str
    newest: str
    basis: str
    gap: str
    source: str


def standings(facts: PopulationFacts) -> tuple[Standing, ...]:
    """Return every target in force with the figure beside it, in the order they are printed."""
    changes = (
        (tr("Natural change a year"), NATURAL, NATURAL_COUNTED),
        (tr("Social change a year"), SOCIAL, SOCIAL_COUNTED),
    )
    found = list(_totals(facts))
    for what, target, actual in changes:
        found.extend(_changes(facts, what, target, actual))
    return tuple(found)


def _totals(facts: PopulationFacts) -> Iterator[Standing]:
    """Compare with the newest official projection of the target's own year."""
    line = facts.latest_projection
    for target in facts.targets(TOTAL):
        projected = line.at(target.to_year) if line else None
        yield Standing(
            tr("Population"),
            str(target.to_year),
            format_number(target.value, 0),
            "" if projected is None else format_number(projected, 0),
            "" if projected is None or line is None else line.title,
            "" if projected is None else _gap(projected, target.value),
            target.source.title if target.source else "",
        )


def _changes(facts: PopulationFacts, what: str, quantity: str, actual: str) -> Iterator[Standing]:
    """Compare with the register's newest year that the target speaks of."""
    for target in facts.targets(quantity):
        counted = [
            (year, number)
            for year, number in facts.events(actual)
            if target.from_year <= year <= target.to_year
        ]
        year, newest = counted[-1] if counted else (None, None)
        yield Standing(
            what,
            tr("{first} to {last}", first=target.from_year, last=target.to_year),
            format_number(target.value, 0, sign=True),
            "" if newest is None else format_number(newest, 0, sign=True),
            "" if year is None else tr("register, {year}", year=year),
            "" if newest is None else _gap(newest, target.value),
            target.source.title if target.source else "",
        )


def _gap(newest: float, target: float) -> str:
    return format_number(newest - target, 0, sign=True)
