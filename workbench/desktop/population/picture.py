"""What every view of the page draws from: one run of the levers, and those it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.desktop.population.subject import Evidence, NamedScenario, PopulationSubject
from workbench.errors import PersonError
from workbench.language import tr
from workbench.population.city import CityProjection, project_city
from workbench.population.levers import Assumptions, MigrationBase, MigrationFuture
from workbench.population.uncertainty import Band, Hindcast, hindcast, uncertainty_band

#: The last year projected.
UNTIL = 2050


@dataclass(frozen=True)
class Picture:
    """The levers as they stand and what they lead to.

    Parameters
    ----------
    projection
        One scenario: the levers.
    compared, comparison
        The scenarios drawn beside it, and their projection in the same order; None for none.
    band
        How far off it may be, computed for the continuation: its half-width serves every run.
    """

    subject: PopulationSubject
    assumptions: Assumptions
    projection: CityProjection
    compared: tuple[NamedScenario, ...] = ()
    comparison: CityProjection | None = None
    band: Band | None = None

    @property
    def bounds(self) -> tuple[np.ndarray, np.ndarray] | None:
        """The lower and the upper edge of the band around the levers' total, (year,), persons."""
        if self.band is None:
            return None
        total, (low, high) = self.projection.total[:, 0], self.band.factors
        return total * low, total * high

    @property
    def name(self) -> str:
        """What the levers' scenario is called."""
        scenario = self.subject.scenario
        return scenario.name if scenario else tr("Scenario")


def migration_results(
    subject: PopulationSubject, assumptions: Assumptions
) -> Mapping[tuple[str, str], float]:
    """Return the population in the target year for each migration model that can be run.

    By migration base and future, persons; a base whose censuses are not known is left out.
    """
    totals: dict[tuple[str, str], float] = {}
    for base in MigrationBase:
        models = [
            assumptions.replace("migration_base", base).replace("migration_future", future)
            for future in MigrationFuture
        ]
        try:
            run = project_city(subject.inputs, models, subject.horizon)
        except PersonError:
            continue
        for future, persons in zip(MigrationFuture, run.total[-1], strict=True):
            totals[base, future] = float(persons)
    return totals


def hindcasts_of(evidence: Evidence) -> tuple[Hindcast, ...]:
    """Return the hindcast from every census that has one five years before and one after."""
    found = []
    for start in sorted(evidence.tables):
        try:
            found.append(hindcast(evidence.tables, start))
        except PersonError:
            continue
    return tuple(found)


def band_of(subject: PopulationSubject, projection: CityProjection) -> Band | None:
    """Return the band around a projection's total, (year,), or None without evidence."""
    if subject.evidence is None:
        return None
    total = projection.total[:, 0]
    held = hindcasts_of(subject.evidence)
    return uncertainty_band(projection.years, total, subject.evidence.errors, held)
