"""Projects (事務事業) and their money by year, as a workbook of evaluations gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from workbench.exchange.changes import Change
from workbench.exchange.japanese import fold_name
from workbench.plan.initiatives import CostKind, FundSource
from workbench.plan.structure import Provenance


@dataclass(frozen=True)
class ProjectYear:
    """A project's money in a fiscal year, thousand yen.

    Parameters
    ----------
    kind
        Whether it was planned or spent.
    amounts
        By source; a sign for none is 0, a blank is left out.
    total
        事業費, the sum of the sources; None where neither it nor all sources are known.
    personnel
        人件費, which the total leaves out; None where the sheet says nothing.
    """

    fiscal_year: int
    amounts: Mapping[FundSource, int]
    total: int | None
    personnel: int | None = None
    provenance: Provenance | None = None
    kind: CostKind = CostKind.SETTLEMENT

    @property
    def stated_total(self) -> int | None:
        """Return the total where it says more than its sources do, None where it is their sum."""
        whole = len(self.amounts) == len(FundSource)
        return None if whole and sum(self.amounts.values()) == self.total else self.total


@dataclass(frozen=True)
class Project:
    """A project as a workbook describes it.

    Parameters
    ----------
    code
        事務事業ID, leading zeros kept.
    measure_code, measure_name
        The measure it belongs to, as the workbook says.
    policy_code, policy
        What is above the measure (政策), as the workbook says.
    element_id
        The measure in the plan, when it is certain.
    first_year, last_year
        事業期間; None where it is open or not said.
    measure_cell, policy_cell
        The addresses of the cells that name measure and policy.
    id
        Of the initiative in the plan; 0 for one that is read.
    """

    code: str
    name: str
    measure_code: str = ""
    measure_name: str = ""
    policy_code: str = ""
    policy: str = ""
    element_id: int | None = None
    department: str = ""
    first_year: int | None = None
    last_year: int | None = None
    description: str = ""
    years: tuple[ProjectYear, ...] = ()
    provenance: Provenance | None = None
    measure_cell: str = ""
    policy_cell: str = ""
    id: int = 0


@dataclass(frozen=True)
class ProjectChange:
    """A project that the file adds, changes or leaves as it is."""

    change: Change
    old: Project | None
    new: Project


@dataclass(frozen=True)
class ProjectYearChange:
    """A project's money of one year; `project` is the project as it would be."""

    change: Change
    project: Project
    old: ProjectYear | None
    new: ProjectYear


def compare_projects(
    read: Iterable[Project], held: Iterable[Project]
) -> tuple[tuple[ProjectChange, ...], tuple[ProjectYearChange, ...]]:
    """Return what the projects read change in those the plan holds.

    They are matched as `held_project` does. A blank in the file changes nothing, and the measure
    under which the plan has a project stands.
    """
    finder = ProjectFinder(held)
    projects: list[ProjectChange] = []
    years: list[ProjectYearChange] = []
    for one in read:
        old = finder.find(one)
        new = one if old is None else _taken(one, old)
        same = old is not None and _bare(old) == _bare(new)
        change = Change.NEW if old is None else Change.SAME if same else Change.CHANGED
        projects.append(ProjectChange(change, old, new))
        before = {(year.fiscal_year, year.kind): year for year in old.years} if old else {}
        for year in one.years:
            was = before.get((year.fiscal_year, year.kind))
            kind = Change.NEW if was is None else Change.CHANGED
            if was is not None and _money(was) == _money(year):
                kind = Change.SAME
            years.append(ProjectYearChange(kind, new, was, year))
    return tuple(projects), tuple(years)


class ProjectFinder:
    """Finds the plan's project that a row means: by its number, else by its name."""

    def __init__(self, held: Iterable[Project]) -> None:
        self._by_code: dict[str, list[Project]] = {}
        self._by_name: dict[str, list[Project]] = {}
        for project in held:
            if project.code:
                self._by_code.setdefault(project.code, []).append(project)
            else:
                self._by_name.setdefault(fold_name(project.name), []).append(project)

    def find(self, read: Project) -> Project | None:
        """Return the project, or None where there is none or more than one."""
        found = self._by_code.get(read.code, [])
        if len(found) > 1:
            found = [one for one in found if fold_name(one.name) == fold_name(read.name)]
        elif not found:
            found = self._by_name.get(fold_name(read.name), [])
        return found[0] if len(found) == 1 else None


def _taken(read: Project, old: Project) -> Project:
    """Return the project as it would be after the import."""
    return replace(
        old,
        code=read.code or old.code,
        name=read.name or old.name,
        department=read.department or old.department,
        description=read.description or old.description,
        first_year=old.first_year if read.first_year is None else read.first_year,
        last_year=old.last_year if read.last_year is None else read.last_year,
        years=read.years,
        provenance=read.provenance,
    )


def _bare(project: Project) -> Project:
    """Return the project without its money and without where it was read."""
    return replace(
        project,
        years=(),
        provenance=None,
        measure_code="",
        measure_name="",
        policy_code="",
        policy="",
        measure_cell="",
        policy_cell="",
    )


def _money(year: ProjectYear) -> tuple[object, ...]:
    return dict(year.amounts), year.total, year.personnel
