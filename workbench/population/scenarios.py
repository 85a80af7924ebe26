"""Scenarios as named sets of assumptions, and what they say when held against each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.language import Message, message
from workbench.population.ages import Floats
from workbench.population.city import CityProjection, project_city
from workbench.population.city_inputs import CityInputs
from workbench.population.levers import Assumptions
from workbench.population.seeking import seek

#: Fertility that replaces a generation, as the Cabinet Office's pair assumes it from 2030 on.
_REPLACEMENT, _REPLACEMENT_YEAR = 2.1, 2030
#: Halvings that place a share of the way to a billionth.
_HALVINGS = 30


@dataclass(frozen=True)
class Scenario:
    """A named set of assumptions; `note` says why it departs from the official one."""

    key: str
    name: Message
    assumptions: Assumptions
    note: Message


def continuation(inputs: CityInputs) -> Scenario:
    """Return what was observed, carried forward (現状継続)."""
    return Scenario(
        "continuation",
        message("Continuation"),
        Assumptions(tfr=inputs.tfr),
        message("Fertility, survival and net migration stay as last observed."),
    )


def simulation_1(inputs: CityInputs) -> Scenario:
    """Return シミュレーション1: the TFR rises to 2.1 by 2030, migration as observed."""
    return Scenario(
        "simulation_1",
        message("Simulation 1"),
        replace(continuation(inputs).assumptions, tfr=_REPLACEMENT, tfr_year=_REPLACEMENT_YEAR),
        message("The total fertility rate rises to 2.1 by 2030; migration as observed."),
    )


def simulation_2(inputs: CityInputs) -> Scenario:
    """Return シミュレーション2: as simulation 1, and nobody's coming or going changes numbers."""
    return Scenario(
        "simulation_2",
        message("Simulation 2"),
        replace(
            simulation_1(inputs).assumptions,
            migration_multiplier=0.0,
            measures_from=inputs.base_year,
        ),
        message("As simulation 1, with zero net migration at every age."),
    )


def meeting_target_together(
    inputs: CityInputs, year: int, target: float, household_lever: str = "families_30s"
) -> Scenario:
    """Return 目標 met by births and newcomers together, as the plan's text has it.

    Both levers go the same share of the way from where they stand to where each alone would meet
    the target (or to the end of its range), so that neither is favoured; the share is found by
    bisection. Errors as in `seek`.
    """
    start = continuation(inputs).assumptions
    ends = {
        lever: seek(inputs, start, lever, "total", year, target).value
        for lever in ("tfr", household_lever)
    }

    def moved(share: float) -> Assumptions:
        held = start
        for lever, end in ends.items():
            present = float(getattr(start, lever))
            held = held.replace(lever, present + share * (end - present))
        return held

    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reached = float(project_city(inputs, [moved(middle)], year).total[-1, 0])
        low, high = (middle, high) if reached < target else (low, middle)
    return Scenario(
        "target",
        message("Target"),
        moved(high),
        message(
            "Fertility and newcomer families each go the same share of the way to where one "
            "alone would reach {target} in {year}. The split is this program's, not the plan's.",
            target=f"{target:,.0f}",
            year=year,
        ),
    )


@dataclass(frozen=True)
class Influence:
    """影響度: how much natural and social change weigh, as ratios (1.031 = 103.1 %)."""

    natural: Floats
    social: Floats


def influence(baseline: Floats, first: Floats, second: Floats) -> Influence:
    """Return 自然増減の影響度 = simulation 1 ÷ baseline, 社会増減の影響度 = simulation 2 ÷ 1.

    The arguments are totals of the same year (or years), persons.
    """
    return Influence(first / baseline, second / first)


def influence_of(projection: CityProjection, year: int) -> Influence:
    """Return the influence in a year of a projection of continuation, simulation 1 and 2.

    Raises `ValueError` when the projection has not these three scenarios or not that year.
    """
    if projection.total.shape[1] != 3:
        raise ValueError("the influence needs the baseline and both simulations")
    totals = projection.total[projection.years.index(year)]
    return influence(totals[0], totals[1], totals[2])


@dataclass(frozen=True)
class InfluenceTable:
    """影響度 for every year, with the three runs it is read from.

    Attributes
    ----------
    years
        The base year and the end of each period.
    totals
        Everyone in the continuation and simulations 1 and 2, (year, 3), persons.
    natural, social
        Simulation 1 ÷ continuation and simulation 2 ÷ simulation 1, (year,); 1 in the base year.
    scenarios
        The three, with the words for them.
    """

    years: tuple[int, ...]
    totals: Floats
    natural: Floats
    social: Floats
    scenarios: tuple[Scenario, Scenario, Scenario]

    def at(self, year: int) -> Influence:
        """Return the influence in a year; raise `ValueError` for one that is not reached."""
        index = self.years.index(year)
        return Influence(self.natural[index], self.social[index])


def influence_table(inputs: CityInputs, until: int = 2050) -> InfluenceTable:
    """Return the influence of natural and social change for every year up to `until`.

    The baseline is the continuation: it and simulation 1 share survival and migration, so that
    fertility alone makes the difference. Raises `PersonError` when `until` is not after the base.
    """
    three = (continuation(inputs), simulation_1(inputs), simulation_2(inputs))
    run = project_city(inputs, [each.assumptions for each in three], until)
    found = influence(run.total[:, 0], run.total[:, 1], run.total[:, 2])
    return InfluenceTable(run.years, run.total, found.natural, found.social, three)
