"""What every view of the page draws from: one run of the levers, and those it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.desktop.population.subject import NamedScenario, PopulationSubject
from workbench.errors import PersonError
from workbench.language import tr
from workbench.population.city import CityProjection, project_city
from workbench.population.levers import Assumptions, MigrationBase, MigrationFuture

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
    """

    subject: PopulationSubject
    assumptions: Assumptions
    projection: CityProjection
    compared: tuple[NamedScenario, ...] = ()
    comparison: CityProjection | None = None

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
