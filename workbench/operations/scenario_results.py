"""What every scenario of the plan gives, with its assumptions in words, for workbooks."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.exchange.scenario_results import ScenarioResult
from workbench.operations.population import PopulationData, known_areas, project_areas
from workbench.population.city import project_city
from workbench.population.levers import CHOICES, LEVERS, Assumptions, Lever
from workbench.store.database import Database


def scenario_results(database: Database, data: PopulationData) -> list[ScenarioResult]:
    """Return the projection of every scenario, with areas and households where they are known."""
    assumptions = data.all_assumptions()
    if not assumptions:
        return []
    projection = project_city(data.inputs, assumptions)
    headship = data.headship(projection.years)
    parts = known_areas(database, data)
    areas = None if parts is None else project_areas(data, parts, assumptions)
    return [
        ScenarioResult(
            scenario.name,
            in_words(held, scenario.notes),
            data.inputs,
            projection,
            column,
            headship,
            areas,
        )
        for column, (scenario, held) in enumerate(zip(data.scenarios, assumptions, strict=True))
    ]


def in_words(assumptions: Assumptions, reasons: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the assumptions that differ from what was observed, and the fertility rate.

    `reasons` say why, by the key of an assumption; they stand behind its value.
    """

    def said(key: str, value: str) -> str:
        return f"{value}（理由：{reasons[key]}）" if reasons.get(key) else value

    levers = [
        (str(lever.name), said(lever.key, f"{_figure(assumptions, lever)} {lever.unit}".strip()))
        for lever in LEVERS
        if lever.key == "tfr" or getattr(assumptions, lever.key) != lever.default
    ]
    choices = [
        (str(choice.name), said(choice.key, str(choice.options[getattr(assumptions, choice.key)])))
        for choice in CHOICES
        if getattr(assumptions, choice.key) != choice.default
    ]
    return levers + choices


def _figure(assumptions: Assumptions, lever: Lever) -> str:
    value = getattr(assumptions, lever.key)
    return str(int(value)) if lever.is_year else f"{value:,.{lever.decimals}f}"
