"""Scenarios side by side as tables: every figure of a year, or one figure over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.desktop.charts.readings import Table
from workbench.desktop.population.subject import OfficialProjection
from workbench.language import tr
from workbench.population.ages import Floats
from workbench.population.city import CityProjection
from workbench.population.derived_table import Quantity, known_quantities
from workbench.population.indicators import Indicators, derive_indicators


@dataclass(frozen=True)
class Run:
    """A scenario's projection, its first, with its derived figures."""

    name: str
    projection: CityProjection
    derived: Indicators

    @classmethod
    def of(cls, name: str, projection: CityProjection, headship: Floats | None) -> Run:
        """Return a run with its derived figures."""
        return cls(name, projection, derive_indicators(projection, headship))

    def figures(self, quantity: Quantity) -> list[float | None]:
        """Return a quantity by year; a mean of a period stands in the year that ends it."""
        held = quantity.read(self.projection, self.derived)
        values: list[float | None] = np.asarray(held)[:, 0].tolist()
        return [None, *values] if quantity.of_period else values


@dataclass(frozen=True)
class Published:
    """An official projection, as far as what was published tells a figure; nothing is computed.

    `years` are those of the projections it stands beside.
    """

    projection: OfficialProjection
    years: tuple[int, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.projection.name

    def figures(self, quantity: Quantity) -> list[float | None]:
        """Return a quantity by year, None where it was not published."""
        people = self.projection.people
        share = _SHARES.get(quantity.key)
        if share is None:
            of_year = people.get(quantity.key, {})
            return [of_year.get(year) for year in self.years]
        parts, whole, per = share
        counted: list[float | None] = []
        for year in self.years:
            needed = [people.get(key, {}).get(year) for key in (*parts, whole)]
            known = [one for one in needed if one is not None]
            complete = len(known) == len(needed) and known[-1] > 0
            counted.append(per * sum(known[:-1]) / known[-1] if complete else None)
        return counted


#: What follows from published numbers of people: parts, whole, and per how many.
_SHARES: dict[str, tuple[tuple[str, ...], str, float]] = {
    "children_share": (("children",), "total", 100.0),
    "working_age_share": (("working_age",), "total", 100.0),
    "aged_65_share": (("aged_65",), "total", 100.0),
    "aged_75_share": (("aged_75",), "total", 100.0),
    "dependency_ratio": (("children", "aged_65"), "working_age", 100.0),
    "child_dependency_ratio": (("children",), "working_age", 100.0),
    "aged_dependency_ratio": (("aged_65",), "working_age", 100.0),
}


def quantities(runs: Sequence[Run]) -> tuple[Quantity, ...]:
    """Return what can be told of these runs, in the order in which it is shown."""
    return known_quantities(with_households=runs[0].derived.households is not None)


def table_of_year(runs: Sequence[Run], place: int, published: Sequence[Published] = ()) -> Table:
    """Return every figure of one year, a column for each scenario, the base year first.

    Official projections follow after the scenarios.
    """
    years = runs[0].projection.years
    beside: list[Run | Published] = [*runs, *published]
    shown = quantities(runs)
    rows = []
    for quantity in shown:
        base = runs[0].figures(quantity)[0]
        figures = [one.figures(quantity)[place] for one in beside]
        rows.append((str(quantity.name), str(quantity.unit), base, *figures))
    heading = tr("{year} (base)", year=years[0])
    names = [one.name for one in beside]
    return Table(
        (tr("In {year}", year=years[place]), tr("Unit"), heading, *names),
        tuple(rows),
        (None,) * (3 + len(names)),
        tuple(quantity.decimals for quantity in shown),
    )


def table_of_quantity(
    runs: Sequence[Run], quantity: Quantity, published: Sequence[Published] = ()
) -> Table:
    """Return one figure of every year, a row for each scenario and each official projection."""
    years = [str(year) for year in runs[0].projection.years]
    shown: list[Run | Published] = [*runs]
    shown += [one for one in published if _tells(one, quantity)]
    rows = tuple((run.name, str(quantity.unit), *run.figures(quantity)) for run in shown)
    return Table(
        (str(quantity.name), tr("Unit"), *years),
        rows,
        (None,) * (2 + len(years)),
        (quantity.decimals,) * len(rows),
    )


def _tells(one: Published, quantity: Quantity) -> bool:
    return any(figure is not None for figure in one.figures(quantity))


def table_of_everything(runs: Sequence[Run], published: Sequence[Published] = ()) -> Table:
    """Return every figure of every scenario and year, to be pasted into a workbook."""
    years = [str(year) for year in runs[0].projection.years]
    shown = quantities(runs)
    told: list[tuple[Run | Published, Quantity]] = [(run, one) for run in runs for one in shown]
    told += [(one, each) for one in published for each in shown if _tells(one, each)]
    rows = tuple(
        (one.name, str(quantity.name), str(quantity.unit), *one.figures(quantity))
        for one, quantity in told
    )
    return Table(
        (tr("Scenario"), tr("Indicator of the projection"), tr("Unit"), *years),
        rows,
        (None,) * (3 + len(years)),
        tuple(quantity.decimals for _, quantity in told),
    )
