"""The scenarios a planner expects to find in a plan with a population target."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import PersonError
from workbench.language import speaking
from workbench.operations.population import PopulationData, load_population
from workbench.operations.scenarios import insert_scenario
from workbench.population.scenarios import (
    Scenario,
    continuation,
    meeting_target_together,
    simulation_1,
    simulation_2,
)
from workbench.store.journal import Transaction

#: The scenario the levers are tried out on; the others stay as references.
DRAFT_NAME = "検討案"


def insert_standard_scenarios(change: Transaction) -> None:
    """Insert a draft, the continuation, the target and both simulations.

    A plan without the figures that a projection starts from gets the draft alone. Names and notes
    are plan content, so they are Japanese.
    """
    insert_scenario(change, DRAFT_NAME, {})
    try:
        data = load_population(change.database)
    except PersonError:
        return
    with speaking("ja"):
        for scenario in _standard(data):
            insert_scenario(
                change,
                str(scenario.name),
                scenario.assumptions.changed(),
                str(scenario.note),
            )


def _standard(data: PopulationData) -> Iterator[Scenario]:
    yield continuation(data.inputs)
    targets = data.statistics.targets_of("total_population")
    future = [target for target in targets if target.to_year > data.inputs.base_year]
    if future:
        yield meeting_target_together(data.inputs, future[-1].to_year, future[-1].value)
    yield simulation_1(data.inputs)
    yield simulation_2(data.inputs)
