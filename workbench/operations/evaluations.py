"""The yearly evaluation of a measure, last year's beside it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations import years
from workbench.operations.lookups import BY_HAND, label
from workbench.operations.schemes import scheme_of
from workbench.plan.evaluations import Course, Evaluation
from workbench.store.database import Database
from workbench.store.journal import Outcome, person, transaction
from workbench.store.queries import load_evaluations

#: The texts of an evaluation.
TEXTS = ("state", "issue", "cause", "action")


@dataclass(frozen=True)
class EvaluationPair:
    """A measure's evaluation of a year and of the year before; None where there is none."""

    now: Evaluation | None
    before: Evaluation | None


def evaluation_pair(database: Database, element_id: int, fiscal_year: int) -> EvaluationPair:
    """Return a measure's evaluation of a year with last year's beside it."""

    def of(year: int) -> Evaluation | None:
        return next(iter(load_evaluations(database, year, element_id)), None)

    return EvaluationPair(of(fiscal_year), of(fiscal_year - 1))


def write_evaluation(
    database: Database, element_id: int, fiscal_year: int, texts: Mapping[str, str]
) -> Outcome:
    """Write texts of an evaluation, of `TEXTS`; the others stay. Who and when are noted.

    Raises `PersonError` in a closed year and `ValueError` for a text that there is not.
    """
    unknown = texts.keys() - set(TEXTS)
    if unknown:
        raise ValueError(f"no texts {sorted(unknown)} of an evaluation")
    new = {name: text.rstrip() for name, text in texts.items()}
    return _set(database, element_id, fiscal_year, "evaluation.write", new)


def set_course(
    database: Database, element_id: int, fiscal_year: int, course: Course | None
) -> Outcome:
    """Say where a measure goes from here (拡充 … 終了); None takes that back."""
    new = {"course": course.value if course else None}
    return _set(database, element_id, fiscal_year, "evaluation.course", new)


def set_evaluation_grade(
    database: Database, element_id: int, fiscal_year: int, grade: str, reason: str
) -> Outcome:
    """Give a measure a grade in place of the one rolled up, for a reason.

    An empty grade brings the one rolled up back. Raises `PersonError` for a grade without a
    reason, for one that the year's scheme does not have, and in a closed year.
    """
    grade, reason = grade.strip(), reason.strip()
    require_given(database, fiscal_year, grade, reason)
    new = {"grade": grade, "grade_reason": reason if grade else ""}
    return _set(database, element_id, fiscal_year, "evaluation.grade", new)


def require_given(database: Database, fiscal_year: int, grade: str, reason: str) -> None:
    """Raise `PersonError` for a grade given without a reason, or unknown to the year's scheme."""
    if grade and not reason:
        raise PersonError(
            "grade.reason",
            message("A grade given by hand needs a reason."),
            remedy=message("Write down why the grade is {grade}.", grade=grade),
        )
    if grade and grade not in scheme_of(database, fiscal_year).grades:
        raise PersonError(
            "grade.unknown",
            message("The grading scheme has no grade {grade}.", grade=grade),
            remedy=message("Choose one of its grades."),
        )


def now() -> str:
    """Return this moment as the file keeps it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _set(
    database: Database,
    element_id: int,
    fiscal_year: int,
    action: str,
    new: Mapping[str, str | None],
) -> Outcome:
    years.require_open(database, [fiscal_year])
    owner = label(database, "element", element_id)
    held = database.row(
        "SELECT * FROM evaluation WHERE element_id = ? AND fiscal_year = ?",
        [element_id, fiscal_year],
    )
    before = {name: held[name] if held else "" for name in new}
    changed = {name: value for name, value in new.items() if (before[name] or "") != (value or "")}
    if not changed:
        return Outcome(None)
    details = {
        "owner": owner,
        "year": fiscal_year,
        "changes": [[name, before[name] or "", value or ""] for name, value in changed.items()],
    }
    row = {**changed, "who": person(), "at": now(), **BY_HAND}
    with transaction(database, action, details) as change:
        if held is None:
            key = {"element_id": element_id, "fiscal_year": fiscal_year}
            change.insert("evaluation", {**key, **row})
        else:
            change.update("evaluation", held["id"], row)
    return change.outcome
