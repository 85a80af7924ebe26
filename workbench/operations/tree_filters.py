"""What the tree can be filtered by beside its own words: the grades and the lacks of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workbench.operations.progress import progress_of_years
from workbench.plan.structure import Plan
from workbench.plan.year_progress import YearProgress, in_charge, measures_of, missing
from workbench.store.database import Database
from workbench.store.queries import load_evaluations


class Lacking(StrEnum):
    """What an element can be without."""

    #: A result, a target, a baseline, or an evaluation that was opened and is still empty.
    ANSWERS = "answers"
    INDICATORS = "indicators"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class YearFacts:
    """How everything stands in a year, and which elements are without something that is due."""

    progress: YearProgress
    unanswered: Mapping[int, int]

    def lacking(self, plan: Plan, what: Lacking) -> frozenset[int]:
        """Return the elements that are without something."""
        return frozenset(self.unanswered) if what is Lacking.ANSWERS else without(plan, what)


def year_facts(database: Database, plan: Plan, fiscal_year: int) -> YearFacts:
    """Return the grades of a year, and for each element how much of it is missing."""
    (progress,) = progress_of_years(database, (fiscal_year,), plan)
    found = missing(plan, progress, load_evaluations(database))
    return YearFacts(progress, Counter(one.element.id for one in found))


def read_year_facts(path: Path, plan: Plan, fiscal_year: int) -> YearFacts:
    """Return `year_facts` through a connection of its own, as a thread beside the window needs."""
    with closing(Database(path, read_only=True)) as database:
        return year_facts(database, plan, fiscal_year)


def without(plan: Plan, what: Lacking) -> frozenset[int]:
    """Return the evaluated elements that have no indicator, or nobody in charge of them."""
    if what is Lacking.INDICATORS:
        held = (one for one in measures_of(plan) if not plan.indicators_of(one.id))
    else:
        held = (one for one in measures_of(plan) if not in_charge(plan, one))
    return frozenset(element.id for element in held)
