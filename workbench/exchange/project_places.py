"""Under which measure of the plan each project comes; what is uncertain is asked, not guessed.

The measures of a workbook are often those of another plan. So a place may be chosen for all
projects at once, for all of one policy (政策), or for one measure, in the cells that name them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.guidance import SKIP, Guidance, element_choice, measure_alias
from workbench.exchange.matching import MeasureFinder
from workbench.exchange.projects import Project, ProjectFinder
from workbench.exchange.workbooks import Sheet, position
from workbench.language import message
from workbench.plan.structure import Element, Plan

#: The findings that ask where projects come.
UNPLACED = frozenset({"project.unknown_measures", "project.unknown_measure"})
#: So many of the alike measures stand first among the choices.
_ALIKE = 5


@dataclass
class Placed:
    """The projects that have a place, what was decided, and what has to be."""

    projects: list[Project] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    learned: dict[str, int] = field(default_factory=dict)


@dataclass
class _Group:
    """The projects of one policy, or of one measure, that have no place."""

    cell: str
    projects: list[Project] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what most of the projects call it: one of them may have misspelled it."""
        return Counter(map(_group_name, self.projects)).most_common(1)[0][0]


def place_projects(
    read: Sequence[Project],
    held: Iterable[Project],
    measures: MeasureFinder,
    sheet: Sheet,
    guidance: Guidance,
    *,
    header: str,
) -> Placed:
    """Return the projects with the element each comes under.

    Parameters
    ----------
    held
        The plan's projects: one that is known stays where the plan has it.
    header
        The header cell in which a place for all projects may be chosen.
    """
    placed = Placed()
    known = ProjectFinder(held)
    elements = {element.id: element for element in measures.plan.elements}
    first_cells = _first_cells(read)
    groups: dict[str, _Group] = {}
    for project in read:
        match = measures.find(project.measure_code, project.measure_name)
        alias = guidance.aliases.get(measure_alias(project.measure_code, project.measure_name))
        old = known.find(project)
        if old is not None and old.element_id is not None:
            found = elements.get(old.element_id)
        else:
            found = match.element or elements.get(alias or 0)
        if found is None:
            group = _group_of(groups, project, first_cells)
            cells = (first_cells[_measure_key(project)], group.cell, header)
            decision = next((said for cell in cells if (said := guidance.on(sheet.name, cell))), "")
            found = _decided(guidance, sheet, cells, elements)
            if found is not None:
                name = measure_alias(project.measure_code, project.measure_name)
                placed.learned[name] = found.id
            elif decision != SKIP:
                group.projects.append(project)
        if found is not None:
            placed.projects.append(replace(project, element_id=found.id))
    open_groups = [group for group in groups.values() if group.projects]
    placed.findings.extend(_findings(open_groups, len(read), measures, sheet, header))
    return placed


def _measure_key(project: Project) -> str:
    return f"{project.measure_code}\n{project.measure_name}"


def _first_cells(read: Iterable[Project]) -> Mapping[str, str]:
    """Return the cell that names each measure first, by its code and name."""
    cells: dict[str, str] = {}
    for project in read:
        cells.setdefault(_measure_key(project), project.measure_cell)
    return cells


def _group_of(
    groups: dict[str, _Group], project: Project, first_cells: Mapping[str, str]
) -> _Group:
    """Return the group of a project: those of its policy, or of its measure without one."""
    of_policy = bool(project.policy_code or project.policy)
    key = project.policy_code or project.policy or _measure_key(project)
    if key not in groups:
        own = project.provenance.cell if project.provenance else ""
        cell = project.policy_cell if of_policy else first_cells[_measure_key(project)]
        groups[key] = _Group(cell or own)
    return groups[key]


def _group_name(project: Project) -> str:
    if project.policy_code or project.policy:
        return f"{project.policy_code} {project.policy}".strip()
    return f"{project.measure_code} {project.measure_name}".strip()


def _decided(
    guidance: Guidance, sheet: Sheet, cells: Iterable[str], elements: Mapping[int, Element]
) -> Element | None:
    """Return what was chosen, the narrowest choice first."""
    for cell in cells:
        if guidance.on(sheet.name, cell) == SKIP:
            return None
        chosen = guidance.element_id(sheet.name, cell)
        if chosen is not None and chosen in elements:
            return elements[chosen]
    return None


def _findings(
    groups: Sequence[_Group], of: int, measures: MeasureFinder, sheet: Sheet, header: str
) -> Iterator[Finding]:
    if len(groups) > 1:
        count = sum(len(group.projects) for group in groups)
        yield Finding(
            "project.unknown_measures",
            Level.ERROR,
            "",
            sheet.name,
            header,
            sheet.text(*position(header)),
            message(
                "{count} of {of} projects belong to measures that the plan does not have.",
                count=count,
                of=of,
            ),
            message("Choose one place for all of them here, or one for each below."),
            needs_decision=True,
            choices=_choices((), measures.plan),
        )
    for group in groups:
        alike = measures.find("", group.name.partition(" ")[2] or group.name).candidates
        yield Finding(
            "project.unknown_measure",
            Level.ERROR,
            "",
            sheet.name,
            group.cell,
            group.name,
            message(
                "The plan has no such measure; {count} projects wait for a place.",
                count=len(group.projects),
            ),
            message("Choose the measure or goal under which they come."),
            needs_decision=True,
            choices=_choices(alike, measures.plan),
        )


def _choices(first: Sequence[Element], plan: Plan) -> tuple[Choice, ...]:
    """Return every element of the plan, those that are alike first."""
    alike = first[:_ALIKE]
    known = {element.id for element in alike}
    others = (element for element in plan.elements if element.id not in known)
    return tuple(
        element_choice(element.id, f"{element.code} {element.name}".strip())
        for element in (*alike, *others)
    )
