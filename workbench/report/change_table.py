"""The table of yearly natural and social change with the targets behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from workbench.plan.values import SIGNS, Kind, format_number
from workbench.report.document import Content
from workbench.report.facts import NATURAL, SOCIAL, PopulationFacts

#: As many years as fit beside each other on A4; the latest are shown.
MOST_YEARS = 11

_ROWS = (("自然増減", "natural_change", NATURAL), ("社会増減", "social_change", SOCIAL))

#: What a figure stands under: a year, or the first and last year of a target.
Key = TypeVar("Key", int, tuple[int, int])


def change_table(facts: PopulationFacts) -> Content | None:
    """Return years, target spans and the rows of natural change, social change and their sum.

    None when the register has no figures.
    """
    counted = {actual: dict(facts.events(actual)) for _, actual, _ in _ROWS}
    years = sorted(set().union(*counted.values()))[-MOST_YEARS:]
    if not years:
        return None
    aims = {
        actual: {(t.from_year, t.to_year): t.value for t in facts.targets(target)}
        for _, actual, target in _ROWS
    }
    spans = sorted(set().union(*aims.values()))
    rows = [
        {
            "name": name,
            "values": _cells(counted[actual], years),
            "targets": _cells(aims[actual], spans),
        }
        for name, actual, _ in _ROWS
    ]
    rows.append(
        {
            "name": "計",
            "values": _cells(_sum(list(counted.values())), years),
            "targets": _cells(_sum(list(aims.values())), spans),
        }
    )
    return {
        "unit": "単位：人",
        "years": [str(year) for year in years],
        "spans": [
            f"{first}～{last % 100:02d}" if first != last else str(first) for first, last in spans
        ],
        "rows": rows,
    }


def _sum(parts: Sequence[Mapping[Key, float]]) -> dict[Key, float]:
    """Add up what every part has a figure for."""
    common = set(parts[0]).intersection(*parts[1:])
    return {key: sum(part[key] for part in parts) for key in common}


def _cells(figures: Mapping[Key, float], keys: Sequence[Key]) -> list[str]:
    return [
        format_number(figures[key], 0, sign=True) if key in figures else SIGNS[Kind.UNKNOWN]
        for key in keys
    ]
