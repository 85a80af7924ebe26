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
            groups.append(MeasureGroup(_label(element), choices))
        for child in children:
            gather(child)

    for top in plan.children(None):
        gather(top)
    return tuple(groups)


def label_of(finding: Finding, key: str, groups: Sequence[MeasureGroup]) -> str:
    """Return what a decision is called; empty for one that nobody offers any more."""
    offered = (*choices_of(finding), *(one for group in groups for one in group.choices))
    return next((str(one.label) for one in offered if one.key == key), "")


def _label(element: Element) -> str:
    return f"{element.code} {element.name}".strip()
