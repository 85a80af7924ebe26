"""The yearly evaluation of a measure: state, issue, cause, action and where it goes from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.plan.structure import Provenance


class Course(StrEnum):
    """Where a measure goes from here (今後の方向性)."""

    EXPAND = "expand"
    CONTINUE = "continue"
    REVIEW = "review"
    REDUCE = "reduce"
    END = "end"


class YearState(StrEnum):
    """Whether results of a fiscal year can be written."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class PlanYear:
    """A fiscal year that has been opened, with the scheme its grades follow (None: the plan's)."""

    id: int
    fiscal_year: int
    state: YearState
    scheme_id: int | None = None


@dataclass(frozen=True)
class Evaluation:
    """What an office says of a measure in a fiscal year; empty texts are still to be written.

    `grade` takes the place of the one rolled up from the indicators, for the reason given.
    """

    id: int
    element_id: int
    fiscal_year: int
    state: str = ""
    issue: str = ""
    cause: str = ""
    action: str = ""
    course: Course | None = None
    grade: str = ""
    grade_reason: str = ""
    who: str = ""
    at: str = ""
    provenance: Provenance | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been written yet."""
        written = (self.state, self.issue, self.cause, self.action, self.grade)
        return not any(written) and self.course is None


@dataclass(frozen=True)
class GradeOverride:
    """A grade a person has given to an indicator in a fiscal year, and why."""

    id: int
    indicator_id: int
    fiscal_year: int
    grade: str
    reason: str
    who: str = ""
    at: str = ""
