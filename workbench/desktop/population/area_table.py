"""The parts of a municipality as tables: one scenario over the years, or scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.desktop.charts.readings import Table
from workbench.language import Message, message, tr
from workbench.population.ages import Floats
from workbench.population.area_projection import AreaProjection
from workbench.population.measures import MEASURES

#: Figures that are no number of people, by key: name and decimals.
CHANGE, OLD_SHARE = "change", "old_share"
_RATES: dict[str, Message] = {
    CHANGE: message("Change since the base year (%)"),
    OLD_SHARE: message("Share of those 65 and over (%)"),
}


@dataclass(frozen=True)
class AreaRun:
    """What one scenario leads to in every area."""

    name: str
    projection: AreaProjection

    @property
    def years(self) -> tuple[int, ...]:
        """The base year and the end of each period."""
        return self.projection.years

    def figures(self, key: str) -> Floats:
        """Return a figure by year and area, the whole in the last column: (year, area + 1)."""
        if key == CHANGE:
            persons = self.figures("total")
            return 100 * (_ratio(persons, persons[:1]) - 1)
        if key == OLD_SHARE:
            return 100 * _ratio(self.figures("aged_65"), self.figures("total"))
        # Everyone is added up at once, which the view does for every move of a lever.
        run = self.projection
        of_areas = (run.total if key == "total" else run.count(key))[:, :, 0]
        return np.column_stack([of_areas, of_areas.sum(axis=1)])


def area_figures() -> tuple[tuple[str, str, int], ...]:
    """Return key, name and decimals of what can be told of an area."""
    people = tuple((one.key, str(one.name), 0) for one in MEASURES)
    return (*people, *((key, str(name), 1) for key, name in _RATES.items()))


def table_over_years(run: AreaRun, city: str, year: int) -> Table:
    """Return everyone by area and year, the change to a year, and the share of those 65 and over.

    The last row is the whole municipality.
    """
    at, base = run.years.index(year), run.years[0]
    persons, change, old = (run.figures(key) for key in ("total", CHANGE, OLD_SHARE))
    return Table(
        (
            tr("Area"),
            *(str(one) for one in run.years),
            tr("Change, % {base}–{year}", base=base, year=year),
            tr("65 and over, % in {year}", year=base),
            tr("65 and over, % in {year}", year=year),
        ),
        tuple(
            (
                name,
                *map(float, persons[:, index]),
                float(change[at, index]),
                float(old[0, index]),
                float(old[at, index]),
            )
            for index, name in enumerate(_names(run, city))
        ),
        (None, *[0] * len(run.years), 1, 1, 1),
        strong=(len(run.projection.inputs.names),),
    )


def table_of_scenarios(runs: Sequence[AreaRun], city: str, key: str, year: int) -> Table:
    """Return one figure of one year by area, a column for each scenario, the base year first.

    The last row is the whole municipality in that scenario.
    """
    first, decimals = runs[0], {name: places for name, _, places in area_figures()}[key]
    at = first.years.index(year)
    columns = [run.figures(key)[at] for run in runs]
    base = first.figures(key)[0]
    based = key != CHANGE
    return Table(
        (
            tr("In {year}", year=year),
            *((tr("{year} (base)", year=first.years[0]),) if based else ()),
            *(run.name for run in runs),
        ),
        tuple(
            (
                name,
                *((float(base[index]),) if based else ()),
                *(float(column[index]) for column in columns),
            )
            for index, name in enumerate(_names(first, city))
        ),
        (None, *[decimals] * (len(runs) + based)),
        strong=(len(first.projection.inputs.names),),
    )


def _names(run: AreaRun, city: str) -> tuple[str, ...]:
    return (*run.projection.inputs.names, tr("{city}, together", city=city))


def _ratio(part: Floats, whole: Floats) -> Floats:
    ratio: Floats = np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)
    return ratio
