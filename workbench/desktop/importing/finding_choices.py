"""What may be decided on a finding: the ways it names, leaving it out, any measure of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.exchange.findings import Choice, Finding
from workbench.exchange.guidance import SKIP, element_choice
from workbench.language import tr
from workbench.plan.structure import Element, Plan


@dataclass(frozen=True)
class MeasureGroup:
    """The measures under one goal, as choices."""

    name: str
    choices: tuple[Choice, ...]
    #: The key of the goal itself.
    key: str = ""


def can_be_decided(finding: Finding) -> bool:
    """Tell whether there is something to choose."""
    return bool(finding.cell) and (finding.needs_decision or bool(finding.choices))


def choices_of(finding: Finding) -> tuple[Choice, ...]:
    """Return what a finding itself offers, and leaving it out."""
    return (*finding.choices, Choice(SKIP, tr("Leave it out")))


def asks_for_measure(finding: Finding) -> bool:
    """Tell whether the measure of a row is in doubt, so that any of the plan may be meant."""
    return finding.code.startswith("measure.") and can_be_decided(finding)


def measure_groups(plan: Plan) -> tuple[MeasureGroup, ...]:
    """Return the elements that hold measures with their measures, in the order of the plan."""
    groups: list[MeasureGroup] = []

    def gather(element: Element) -> None:
        children = plan.children(element.id)
        leaves = [child for child in children if not plan.children(child.id)]
        if leaves:
            choices = tuple(element_choice(leaf.id, _label(leaf)) for leaf in leaves)
            own = element_choice(element.id, _label(element))
            groups.append(MeasureGroup(_label(element), choices, own.key))
        for child in children:
            gather(child)

    for top in plan.children(None):
        gather(top)
    return tuple(groups)


def grouped(
    choices: Sequence[Choice], groups: Sequence[MeasureGroup]
) -> tuple[tuple[Choice, ...], tuple[MeasureGroup, ...]]:
    """Return choices to be offered at once, and those under a goal: fifty make no menu.

    What stands first though the plan has it elsewhere is meant as a proposal and offered at once.
    """
    if len(choices) <= _MOST_AT_ONCE:
        return tuple(choices), ()
    goal_of = {one.key: group.key for group in groups for one in group.choices}
    goal_of.update({group.key: group.key for group in groups})
    at_once = [one for one in choices if one.key not in goal_of]
    under = tuple(
        MeasureGroup(group.name, found, group.key)
        for group in groups
        if (found := tuple(one for one in choices if goal_of.get(one.key) == group.key))
    )
    if under and choices[0].key in goal_of and choices[0] != under[0].choices[0]:
        at_once.insert(0, choices[0])
    return tuple(at_once), under


#: More choices than these are offered goal by goal.
_MOST_AT_ONCE = 10


def label_of(finding: Finding, key: str, groups: Sequence[MeasureGroup]) -> str:
    """Return what a decision is called; empty for one that nobody offers any more."""
    offered = (*choices_of(finding), *(one for group in groups for one in group.choices))
    return next((str(one.label) for one in offered if one.key == key), "")


def _label(element: Element) -> str:
    return f"{element.code} {element.name}".strip()
