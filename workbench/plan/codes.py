"""Codes of elements: made from the pattern of their level, and found again after a renumbering."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.plan.structure import Element, Plan
from workbench.records import record


@record
class ElementAlias:
    """A code an element bore before; `until_year` is the last fiscal year it was used in."""

    id: int
    element_id: int
    code: str
    until_year: int | None = None


def code_from(numbering: str, number: int, ancestors: Mapping[int, str]) -> str:
    """Return the code that a level's pattern gives to its `number`-th element.

    ``{n}`` is the number itself, ``{parent}`` the code right above, ``{0}``, ``{1}`` … the codes
    above by depth, and ``{goal}`` that of the top.

    Parameters
    ----------
    ancestors
        Depth to code, the top being 0.
    """
    nearest = ancestors[max(ancestors)] if ancestors else ""
    code = numbering.replace("{n}", str(number)).replace("{parent}", nearest)
    for depth, above in ancestors.items():
        code = code.replace(f"{{{depth}}}", above)
    return code.replace("{goal}", ancestors.get(0, ""))


def codes_by_pattern(plan: Plan, within: int | None = None) -> Mapping[int, str]:
    """Return the code of every element by its place, below `within` (None: in the whole plan).

    `within` itself keeps its code.
    """
    codes: dict[int, str] = {}
    waiting = [within]
    while waiting:
        for number, element in enumerate(plan.children(waiting.pop(0)), 1):
            codes[element.id] = pattern_code(plan, element, number, codes)
            waiting.append(element.id)
    return codes


def pattern_code(plan: Plan, element: Element, number: int, codes: Mapping[int, str]) -> str:
    """Return the code of an element at a place among its siblings; `codes` replaces those above."""
    above = {
        plan.level_of(one).depth: codes.get(one.id, one.code) for one in plan.ancestors(element)
    }
    return code_from(plan.level_of(element).numbering, number, above)
