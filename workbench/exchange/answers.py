"""What departments answer beside figures of indicators: evaluations, and cost of initiatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.exchange.changes import Change
from workbench.plan.codes import ElementAlias
from workbench.plan.evaluations import Evaluation
from workbench.plan.initiatives import Cost, Initiative
from workbench.plan.structure import Provenance


class AnswerTo(StrEnum):
    """What an answer is about."""

    EVALUATION = "evaluation"
    COST = "cost"


@dataclass(frozen=True)
class Answer:
    """One cell of an answer, and what it does to the plan.

    Parameters
    ----------
    about, owner_id, fiscal_year
        The evaluation of an element, or the cost of an initiative, in a fiscal year.
    part
        For cost, its kind: budget or settlement.
    field
        The field of `Evaluation` or `Cost`.
    old, new
        As the plan file holds them: a text, a course's key, thousand yen, None where not known.
    subject, name, shown_old, shown_new
        The same in words, for the table of differences.
    """

    change: Change
    about: AnswerTo
    owner_id: int
    fiscal_year: int
    part: str
    field: str
    old: str | int | None
    new: str | int | None
    subject: str
    name: str
    shown_old: str
    shown_new: str
    provenance: Provenance


@dataclass(frozen=True)
class Running:
    """What the plan holds of its running years, for comparing what departments send back.

    Parameters
    ----------
    plan_id
        The id by which a template is known to be of this plan.
    grades
        The grades that may be given, by fiscal year.
    closed_years
        Years whose results can only be read.
    old_codes
        The codes that elements bore before they were renumbered.
    """

    plan_id: str = ""
    evaluations: Sequence[Evaluation] = ()
    initiatives: Sequence[Initiative] = ()
    costs: Sequence[Cost] = ()
    grades: Mapping[int, Sequence[str]] = field(default_factory=dict)
    closed_years: frozenset[int] = frozenset()
    old_codes: Sequence[ElementAlias] = ()


#: Of a plan whose running years nobody has asked for.
NOTHING_RUNNING = Running()
