"""Which elements of the tree a filter leaves: by department, theme, grade, lack or words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workbench.plan.departments import departments_of
from workbench.plan.structure import Element, Plan
from workbench.plan.year_progress import YearProgress, in_charge


@dataclass(frozen=True)
class Filter:
    """What an element must have; an empty choice asks nothing.

    `grades` may hold None for elements without a grade; `lacking` asks for elements of which
    something is missing; `words` for those that hold every word.
    """

    departments: frozenset[str] = frozenset()
    theme_ids: frozenset[int] = frozenset()
    grades: frozenset[str | None] = frozenset()
    lacking: bool = False
    words: str = ""

    @property
    def asks_nothing(self) -> bool:
        """Tell whether every element passes."""
        return self == Filter()


def passing(
    plan: Plan,
    wanted: Filter,
    *,
    progress: YearProgress | None = None,
    lacking: Collection[int] = (),
    found: Collection[int] = (),
) -> frozenset[int]:
    """Return the ids of the elements that pass; those above them are not among them.

    Parameters
    ----------
    progress
        The year that grades are of; without it no element has a grade.
    lacking
        Elements of which something is missing.
    found
        Elements that hold the words.
    """
    themes: dict[int, set[int]] = {}
    for link in plan.theme_links:
        themes.setdefault(link.element_id, set()).add(link.theme_id)

    def passes(element: Element) -> bool:
        return (
            (not wanted.departments or _is_charged(plan, element, wanted.departments))
            and (not wanted.theme_ids or bool(wanted.theme_ids & themes.get(element.id, set())))
            and (not wanted.grades or _grade(progress, element) in wanted.grades)
            and (not wanted.lacking or element.id in lacking)
            and (not wanted.words.strip() or element.id in found)
        )

    return frozenset(element.id for element in plan.elements if passes(element))


def _is_charged(plan: Plan, element: Element, departments: frozenset[str]) -> bool:
    if departments.intersection(in_charge(plan, element)):
        return True
    return any(
        departments.intersection(departments_of(indicator))
        for indicator in plan.indicators_of(element.id)
    )


def _grade(progress: YearProgress | None, element: Element) -> str | None:
    return progress.elements[element.id].grade if progress else None
