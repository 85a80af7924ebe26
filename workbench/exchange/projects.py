"""Projects (事務事業) and their money by year, as a workbook of evaluations gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.exchange.changes import Change
from workbench.plan.structure import Provenance


class MoneySource(StrEnum):
    """Where a project's money comes from."""

    NATIONAL = "national"
    PREFECTURAL = "prefectural"
    BONDS = "bonds"
    OTHER = "other"
    GENERAL = "general"


@dataclass(frozen=True)
class ProjectYear:
    """A project's money in a fiscal year.

    Parameters
    ----------
    amounts
        By source, in `unit`; a sign for none is left out.
    total
        事業費, the sum of the sources.
    personnel
        人件費, which the total leaves out; None where the sheet says nothing.
    """

    fiscal_year: int
    amounts: Mapping[MoneySource, float]
    total: float
    personnel: float | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True)
class Project:
    """A project as a workbook describes it.

    Parameters
    ----------
    code
        事務事業ID, leading zeros kept.
    measure_code, measure_name
        The measure it belongs to, as the workbook says.
    element_id
        The measure in the plan, when it is certain.
    first_year, last_year
        事業期間; None where it is open or not said.
    unit
        Of the money: 千円.
    """

    code: str
    name: str
    measure_code: str = ""
    measure_name: str = ""
    element_id: int | None = None
    department: str = ""
    kind: str = ""
    first_year: int | None = None
    last_year: int | None = None
    description: str = ""
    direction: str = ""
    unit: str = "千円"
    years: tuple[ProjectYear, ...] = ()
    provenance: Provenance | None = None


@dataclass(frozen=True)
class ProjectChange:
    """A project that the file adds, changes or leaves as it is."""

    change: Change
    old: Project | None
    new: Project


@dataclass(frozen=True)
class ProjectYearChange:
    """A project's money of one year."""

    change: Change
    project_code: str
    old: ProjectYear | None
    new: ProjectYear


def compare_projects(
    read: Iterable[Project], held: Iterable[Project]
) -> tuple[tuple[ProjectChange, ...], tuple[ProjectYearChange, ...]]:
    """Return what the projects read change in those the plan holds, matched by their code."""
    known = {project.code: project for project in held}
    projects: list[ProjectChange] = []
    years: list[ProjectYearChange] = []
    for new in read:
        old = known.get(new.code)
        same = old is not None and _bare(old) == _bare(new)
        change = Change.NEW if old is None else Change.SAME if same else Change.CHANGED
        projects.append(ProjectChange(change, old, new))
        before = {year.fiscal_year: year for year in old.years} if old else {}
        for year in new.years:
            was = before.get(year.fiscal_year)
            equal = was is not None and replace(was, provenance=None) == replace(
                year, provenance=None
            )
            kind = Change.NEW if was is None else Change.SAME if equal else Change.CHANGED
            years.append(ProjectYearChange(kind, new.code, was, year))
    return tuple(projects), tuple(years)


def _bare(project: Project) -> Project:
    """Return the project without its money and without where it was read."""
    return replace(project, years=(), provenance=None)
