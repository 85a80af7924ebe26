"""What the page of an element shows of a fiscal year, read from the plan file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from workbench.operations.evaluations import EvaluationPair, evaluation_pair
from workbench.operations.schemes import scheme_of
from workbench.operations.years import closed_years
from workbench.plan.grading import RolledUp, Scheme
from workbench.plan.recorded import Recorded
from workbench.plan.structure import Element, IndicatorValue, Plan
from workbench.plan.year_progress import IndicatorProgress, year_progress
from workbench.store.database import Database
from workbench.store.queries import load_evaluations, load_indicator_values, load_overrides


@dataclass(frozen=True)
class ElementFacts:
    """An element in a fiscal year: its values, how its indicators stand, what was said of it."""

    element: Element
    fiscal_year: int
    is_closed: bool
    scheme: Scheme
    values: tuple[IndicatorValue, ...]
    progress: dict[int, IndicatorProgress]
    recorded: dict[int, Recorded]
    rolled_up: RolledUp
    evaluations: EvaluationPair


def element_facts(
    database: Database, plan: Plan, element_id: int, fiscal_year: int
) -> ElementFacts:
    """Return what is known of an element; only it and what lies below it is read."""
    branch = _branch(plan, element_id)
    ids = [indicator.id for indicator in branch.indicators]
    values = load_indicator_values(database, ids) if ids else ()
    recorded = _recorded(values)
    scheme = scheme_of(database, fiscal_year)
    below = {element.id for element in branch.elements}
    evaluations = (
        load_evaluations(database, fiscal_year, element_id)
        if len(below) == 1
        else [one for one in load_evaluations(database, fiscal_year) if one.element_id in below]
    )
    progress = year_progress(
        branch,
        recorded,
        scheme,
        fiscal_year,
        overrides=load_overrides(database, fiscal_year),
        evaluations=evaluations,
    )
    own = {indicator.id for indicator in plan.indicators_of(element_id)}
    return ElementFacts(
        plan.element(element_id),
        fiscal_year,
        fiscal_year in closed_years(database),
        scheme,
        tuple(value for value in values if value.indicator_id in own),
        {one: held for one, held in progress.indicators.items() if one in own},
        {one: recorded.get(one, Recorded({}, {}, {})) for one in own},
        progress.elements[element_id],
        evaluation_pair(database, element_id, fiscal_year),
    )


def _recorded(values: tuple[IndicatorValue, ...]) -> dict[int, Recorded]:
    held: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in values:
        held[value.indicator_id].append(value)
    return {one: Recorded.of(its) for one, its in held.items()}


def _branch(plan: Plan, element_id: int) -> Plan:
    """Return the plan as if it held nothing but an element and what lies below it."""
    found, waiting = [], [plan.element(element_id)]
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting.extend(reversed(plan.children(element.id)))
    return replace(
        plan,
        elements=tuple(found),
        indicators=tuple(one for element in found for one in plan.indicators_of(element.id)),
    )
