"""What the plan wants of natural and social change, laid out for a run held to it: no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.desktop.population.subject import ChangeTarget, PopulationSubject
from workbench.population.held_paths import PlannedChange


@dataclass(frozen=True)
class PlannedPath:
    """The plan's yearly changes without a gap from the base year on.

    Parameters
    ----------
    changes
        Calendar years as the projection counts them: a projection's year begins on 1 October,
        so that of the calendar year 2023 it holds the nine months of the one begun in 2022.
    wanted
        The plan's own part of it, in order.
    registered
        Calendar years before the plan's own, filled with what the register counted.
    """

    changes: tuple[PlannedChange, ...]
    wanted: tuple[ChangeTarget, ...]
    registered: tuple[int, ...]


def planned_path(subject: PopulationSubject) -> PlannedPath | None:
    """Return the plan's path of changes up to the last whole period, None where it has a gap.

    Years between the base and the plan's first are those of the register; without them, or where
    the plan's years do not follow each other, there is no path to hold to.
    """
    by_year = {year: (n, s) for year, n, s in _years(subject.change_targets)}
    if not by_year:
        return None
    base, width = subject.inputs.base_year, subject.inputs.ages.width
    last = base + (max(by_year) - base) // width * width
    counted = {one.year: (one.natural, one.social) for one in subject.register}
    years = range(base + 1, last + 1)
    first = min(by_year)
    registered = tuple(year for year in years if year < first and year in counted)
    known = {**{year: counted[year] for year in registered}, **by_year}
    if last <= max(base, first) or any(year not in known for year in years):
        return None
    changes = tuple(PlannedChange(year - 1, year, *known[year]) for year in years)
    wanted = tuple(one for one in subject.change_targets if one.first_year <= last)
    return PlannedPath(changes, wanted, registered)


def _years(targets: tuple[ChangeTarget, ...]) -> Iterator[tuple[int, float, float]]:
    """Return each calendar year the plan gives both changes for, with them."""
    for one in targets:
        if one.natural is not None and one.social is not None:
            for year in range(one.first_year, one.last_year + 1):
                yield year, one.natural, one.social
