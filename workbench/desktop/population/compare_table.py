"""Scenarios side by side as tables: every figure of a year, or one figure over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.desktop.charts.readings import Table
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


def quantities(runs: Sequence[Run]) -> tuple[Quantity, ...]:
    """Return what can be told of these runs, in the order in which it is shown."""
    return known_quantities(with_households=runs[0].derived.households is not None)


def table_of_year(runs: Sequence[Run], place: int) -> Table:
    """Return every figure of one year, a column for each scenario, the base year first."""
    years = runs[0].projection.years
    shown = quantities(runs)
    rows = []
    for quantity in shown:
        base = runs[0].figures(quantity)[0]
        figures = [run.figures(quantity)[place] for run in runs]
        rows.append((str(quantity.name), str(quantity.unit), base, *figures))
    heading = tr("{year} (base)", year=years[0])
    names = [run.name for run in runs]
    return Table(
        (tr("In {year}", year=years[place]), tr("Unit"), heading, *names),
        tuple(rows),
        (None,) * (3 + len(names)),
        tuple(quantity.decimals for quantity in shown),
    )


def table_of_quantity(runs: Sequence[Run], quantity: Quantity) -> Table:
    """Return one figure of every year, a row for each scenario."""
    years = [str(year) for year in runs[0].projection.years]
    rows = tuple((run.name, str(quantity.unit), *run.figures(quantity)) for run in runs)
    return Table(
        (str(quantity.name), tr("Unit"), *years),
        rows,
        (None,) * (2 + len(years)),
        (quantity.decimals,) * len(runs),
    )


def table_of_everything(runs: Sequence[Run]) -> Table:
    """Return every figure of every scenario and year, to be pasted into a workbook."""
    years = [str(year) for year in runs[0].projection.years]
    shown = quantities(runs)
    rows = tuple(
        (run.name, str(quantity.name), str(quantity.unit), *run.figures(quantity))
        for run in runs
        for quantity in shown
    )
    return Table(
        (tr("Scenario"), tr("Indicator of the projection"), tr("Unit"), *years),
        rows,
        (None,) * (3 + len(years)),
        tuple(quantity.decimals for _run in runs for quantity in shown),
    )
