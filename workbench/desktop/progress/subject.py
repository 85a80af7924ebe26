"""What the progress page shows of a fiscal year, read off the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.desktop.progress.missing_words import folded_texts
from workbench.language import language, tr
from workbench.operations.progress import ProgressReport, progress_report
from workbench.operations.schemes import schemes
from workbench.operations.years import year_of, year_to_ask
from workbench.plan.evaluations import PlanYear, YearState
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.grading import Scheme
from workbench.plan.names import year_name
from workbench.plan.structure import Plan
from workbench.plan.year_progress import measures_of
from workbench.store.database import Database


@dataclass(frozen=True)
class YearSubject:
    """A fiscal year: its progress, whether it is open, and the schemes its grades may follow.

    `state` is None for a year that was never opened; `searched` holds the folded texts of what
    is missing, in the same order.
    """

    report: ProgressReport
    state: PlanYear | None
    schemes: tuple[Scheme, ...]
    searched: tuple[str, ...]

    @property
    def fiscal_year(self) -> int:
        """Return the year."""
        return self.report.fiscal_year

    @property
    def is_closed(self) -> bool:
        """Tell whether the year can only be read."""
        return self.state is not None and self.state.state is YearState.CLOSED

    @property
    def has_own_scheme(self) -> bool:
        """Tell whether the year's grades follow a scheme of its own, and not the plan's."""
        return self.state is not None and self.state.scheme_id is not None

    @property
    def is_graded(self) -> bool:
        """Tell whether anything has a grade, in this year or in the one before."""
        report = self.report
        return any(
            one.grade for year in (report.now, report.before) for one in year.elements.values()
        )

    @property
    def other_scheme(self) -> Scheme | None:
        """Return last year's scheme where its grades mean something else than this year's."""
        now, before = self.report.now.scheme, self.report.before.scheme
        return None if now.bands == before.bands else before


def read_year(plan_file: Path, plan: Plan, fiscal_year: int | None) -> YearSubject:
    """Return a fiscal year of a plan (None: the year at hand), through a connection of its own."""
    database = Database(plan_file, read_only=True)
    try:
        year = year_to_ask(database) if fiscal_year is None else fiscal_year
        report = progress_report(database, year, plan)
        searched = tuple(map(folded_texts, report.missing))
        return YearSubject(report, year_of(database, year), schemes(database), searched)
    finally:
        database.close()


def full_year_name(fiscal_year: int) -> str:
    """Return 令和7（2025）年度, or FY2025 in English."""
    return display_fiscal_year(fiscal_year) if language() == "ja" else year_name(fiscal_year)


def measure_word(plan: Plan) -> str:
    """Return what the city calls the elements that are evaluated: 施策."""
    levels = {element.level_id for element in measures_of(plan)}
    names = [level.name for level in plan.levels if level.id in levels]
    return names[0] if len(names) == 1 else tr("Elements evaluated")
