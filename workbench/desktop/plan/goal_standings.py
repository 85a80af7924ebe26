"""How each goal stands in the year in view, for the cards of the plan as a whole.

Counted on a worker thread: a large plan has tens of thousands of indicators.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.desktop.document import Document
from workbench.desktop.plan.cards import Share
from workbench.desktop.plan.year_in_view import YearInView
from workbench.desktop.progress.marks import look_of
from workbench.desktop.tasks import Task, Tasks
from workbench.language import tr
from workbench.operations.tree_filters import YearFacts, read_year_facts
from workbench.plan.names import year_name
from workbench.plan.structure import Plan
from workbench.plan.year_progress import count_grades, measures_of

#: Several edits after each other are counted once.
_PATIENCE = 400


@dataclass(frozen=True)
class GoalStanding:
    """The grades of the measures below a goal, and in words with what is missing."""

    shares: tuple[Share, ...]
    words: str


class GoalStandings(QObject):
    """Counts when it is asked; `counted` brings the `YearFacts`."""

    counted = Signal(object)

    def __init__(
        self, document: Document, tasks: Tasks, year: YearInView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._tasks = tasks
        self._year = year
        self._task: Task | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._count)
        document.closing.connect(self._forget)

    def ask(self, *, at_once: bool = False) -> None:
        """Count, now or when nothing more has been asked for a moment."""
        if at_once:
            self._count()
        else:
            self._patience.start()

    def _count(self) -> None:
        self._forget()
        path, plan, year = self._document.database.path, self._document.plan, self._year.year
        self._task = self._tasks.start(
            lambda: read_year_facts(path, plan, year), self._take, self._fail, urgent=False
        )

    def _forget(self) -> None:
        self._patience.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _take(self, facts: YearFacts) -> None:
        self._task = None
        self.counted.emit(facts)

    def _fail(self, error: BaseException) -> None:
        self._task = None
        raise error


def standings_of(plan: Plan, facts: YearFacts) -> Mapping[int, GoalStanding]:
    """Return how each goal stands that has a grade or lacks something below it."""
    measures = {one.id for one in measures_of(plan)}
    found = {}
    for goal in plan.children(None):
        branch, waiting = [], [goal]
        while waiting:
            one = waiting.pop()
            branch.append(one.id)
            waiting.extend(plan.children(one.id))
        graded = [facts.progress.elements.get(one) for one in branch if one in measures]
        counts = count_grades(facts.progress.scheme, (one.grade if one else None for one in graded))
        missing = sum(facts.unanswered.get(one, 0) for one in branch)
        if counts.ungraded < counts.total or missing:
            found[goal.id] = _standing(facts, counts.by_grade, counts.ungraded, missing)
    return found


def _standing(
    facts: YearFacts, by_grade: Mapping[str, int], ungraded: int, missing: int
) -> GoalStanding:
    scheme = facts.progress.scheme
    shares = [
        Share(count, look_of(scheme, grade).fill) for grade, count in by_grade.items() if count
    ]
    words = [f"{grade} {count}" for grade, count in by_grade.items() if count]
    if ungraded:
        shares.append(Share(ungraded, "", is_hollow=True))
        words.append(f"{tr('No grade')} {ungraded}")
    said = tr("{year}: {grades}", year=year_name(facts.progress.fiscal_year),
              grades="　".join(words))  # fmt: skip
    if missing:
        said = tr("{grades}　missing {count}", grades=said, count=f"{missing:,}")
    return GoalStanding(tuple(shares), said)
