"""How far the choice of migration model moves the result: the assumption that matters most."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.language import Message
from workbench.population.city import project_city
from workbench.population.city_inputs import CityInputs
from workbench.population.city_periods import AVERAGED
from workbench.population.lever_table import CHOICES, MigrationBase, MigrationFuture
from workbench.population.levers import Assumptions
from workbench.population.seeking import check_year

_NAMES = {choice.key: choice.options for choice in CHOICES}


@dataclass(frozen=True)
class MigrationChoice:
    """One choice of migration model and the total it leads to.

    Attributes
    ----------
    base, future
        The choices, with their names.
    observed
        First and last year of the periods the rates were observed in.
    assumptions
        The scenario's, with this choice.
    total
        Everyone in the year asked for, persons.
    apart
        The same less what the scenario leads to as it stands.
    is_present
        Whether the scenario has this choice now.
    """

    base: MigrationBase
    future: MigrationFuture
    base_name: Message
    future_name: Message
    observed: tuple[int, int]
    assumptions: Assumptions
    total: float
    apart: float
    is_present: bool


def migration_choices(
    inputs: CityInputs, assumptions: Assumptions, year: int = 2040
) -> tuple[MigrationChoice, ...]:
    """Return the total in `year` for each migration base that is known and each future of it.

    All other assumptions stay. Raises `PersonError` when the run does not reach the year.
    """
    check_year(inputs, year)
    bases = [base for base in MigrationBase if AVERAGED[base].stop <= _known(inputs)]
    chosen = [(base, future) for base in bases for future in MigrationFuture]
    scenarios = [
        assumptions.replace("migration_base", base).replace("migration_future", future)
        for base, future in chosen
    ]
    totals = project_city(inputs, [*scenarios, assumptions], year).total[-1].tolist()
    present = (assumptions.migration_base, assumptions.migration_future)
    return tuple(
        MigrationChoice(
            base,
            future,
            _NAMES["migration_base"][base],
            _NAMES["migration_future"][future],
            _observed(inputs, base),
            scenario,
            total,
            total - totals[-1],
            (base, future) == present,
        )
        for (base, future), scenario, total in zip(chosen, scenarios, totals, strict=False)
    )


def _known(inputs: CityInputs) -> int:
    return 1 + len(inputs.earlier_migration)


def _observed(inputs: CityInputs, base: MigrationBase) -> tuple[int, int]:
    periods = [
        (inputs.base_year - _PERIOD, inputs.base_year),
        *((each.from_year, each.to_year) for each in inputs.earlier_migration),
    ][AVERAGED[base]]
    return periods[-1][0], periods[0][1]


#: Censuses are five years apart, whatever the steps of the run.
_PERIOD = 5
