"""Parts of a plan that a printed form can be about: a goal, a department, chosen measures.

Forms know the measures right below the goals. In a plan with further levels below those, a
measure belongs to a department as soon as anything under it does.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.plan.departments import departments_of
from workbench.plan.structure import Element, Plan
from workbench.plan.year_progress import in_charge


def measures_offered(plan: Plan) -> tuple[Element, ...]:
    """Return the measures that a form can be about, in the order of the plan."""
    return tuple(measure for goal in plan.children(None) for measure in plan.children(goal.id))


def measures_of_goal(plan: Plan, goal_id: int) -> frozenset[int]:
    """Return the ids of a goal's measures."""
    return frozenset(measure.id for measure in plan.children(goal_id))


def measures_by_department(plan: Plan) -> Mapping[str, frozenset[int]]:
    """Return the ids of the measures that each department leads, joins, or has indicators of.

    Departments stand in the order in which the plan first names them.
    """
    found: dict[str, set[int]] = {}
    for element in plan.elements:
        measure = _measure_above(plan, element)
        if measure is None:
            continue
        for name in _everybody(plan, element):
            found.setdefault(name, set()).add(measure)
    return {name: frozenset(ids) for name, ids in found.items()}


def _everybody(plan: Plan, element: Element) -> tuple[str, ...]:
    of_indicators = (
        name for indicator in plan.indicators_of(element.id) for name in departments_of(indicator)
    )
    return (*in_charge(plan, element), *of_indicators)


def _measure_above(plan: Plan, element: Element) -> int | None:
    """Return the measure that an element is or stands below, None for a goal."""
    path = (element, *plan.ancestors(element))
    return path[-2].id if len(path) > 1 else None
