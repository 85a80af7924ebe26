"""The grades that forms print, and the words they print for what the plan knows as names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.plan.evaluations import Course
from workbench.plan.grading import Scheme
from workbench.plan.initiatives import CostKind, FundSource

#: Where a measure goes from here, as the sheets say it.
COURSES: Mapping[Course, str] = {
    Course.EXPAND: "拡充",
    Course.CONTINUE: "継続",
    Course.REVIEW: "見直し",
    Course.REDUCE: "縮小",
    Course.END: "終了",
}

COST_KINDS: Mapping[CostKind, str] = {CostKind.BUDGET: "予算", CostKind.SETTLEMENT: "決算"}

FUND_SOURCES: Mapping[FundSource, str] = {
    FundSource.NATIONAL: "国庫支出金",
    FundSource.PREFECTURAL: "県支出金",
    FundSource.BONDS: "地方債",
    FundSource.OTHER: "その他",
    FundSource.GENERAL: "一般財源",
}


@dataclass(frozen=True)
class Grading:
    """A scheme and the grades of elements by year.

    Parameters
    ----------
    scheme
        What the grades of the fiscal year at hand follow.
    grades
        Fiscal year to element id to grade; a measure that is not there has none.
    schemes_of_years
        Fiscal year to the scheme its grades follow, where that may be another one.
    """

    scheme: Scheme
    grades: Mapping[int, Mapping[int, str | None]]
    schemes_of_years: Mapping[int, Scheme] = field(default_factory=dict)

    def of(self, element_id: int, fiscal_year: int) -> str:
        """Return the grade of a measure in a year, empty when it has none."""
        return self.grades.get(fiscal_year, {}).get(element_id) or ""

    def other_scheme(self, fiscal_year: int) -> Scheme | None:
        """Return the scheme of a year whose grades mean something else, None where they do not.

        Grades of such a year may not be counted together with those of the scheme at hand.
        """
        of_year = self.schemes_of_years.get(fiscal_year, self.scheme)
        return None if of_year.bands == self.scheme.bands else of_year

    def meanings(self) -> Mapping[str, str]:
        """Return what each grade means, as far as the scheme says it, best first."""
        said: dict[str, str] = {}
        for band in self.scheme.bands:
            if band.meaning:
                said.setdefault(band.grade, band.meaning)
        return said
