"""The parts of a plan that can be kept out of publications, as a tree, with their marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.language import Message, message
from workbench.operations.row_words import table_name
from workbench.plan.evaluations import Evaluation
from workbench.plan.initiatives import Initiative
from workbench.plan.names import year_name
from workbench.plan.structure import Element, Plan
from workbench.store import queries
from workbench.store.database import Database


@dataclass(frozen=True)
class Part:
    """A row of the plan with what hangs on it; a heading has no row (`row_id` None)."""

    table: str
    row_id: int | None
    kind: str
    name: str
    is_internal: bool
    parts: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """Yield this part and everything below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


_THEMES: Message = message("Themes")
_SCENARIOS: Message = message("Scenarios of the population")


def parts(database: Database) -> tuple[Part, ...]:
    """Return everything that can be marked: elements with what hangs on them, themes, scenarios."""
    return tuple(_Reading(database).parts())


class _Reading:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._plan: Plan = queries.load_plan(database)
        rows = database.rows("SELECT table_name, row_id FROM internal_mark")
        self._marked = {(str(row[0]), int(row[1])) for row in rows}
        self._initiatives: Mapping[int, list[Initiative]] = defaultdict(list)
        for initiative in queries.load_initiatives(database):
            self._initiatives[initiative.element_id].append(initiative)
        self._evaluations: Mapping[int, list[Evaluation]] = defaultdict(list)
        for evaluation in queries.load_evaluations(database):
            self._evaluations[evaluation.element_id].append(evaluation)

    def parts(self) -> Iterator[Part]:
        yield from (self._element(element) for element in self._plan.children(None))
        themes = tuple(self._part("theme", theme.id, theme.name) for theme in self._plan.themes)
        scenarios = tuple(
            self._part("scenario", row["id"], str(row["name"]))
            for row in self._database.rows("SELECT id, name FROM scenario ORDER BY position, id")
        )
        for words, below in ((_THEMES, themes), (_SCENARIOS, scenarios)):
            if below:
                yield Part("", None, "", str(words), False, below)

    def _part(
        self, table: str, row_id: int, name: str, below: tuple[Part, ...] = (), kind: str = ""
    ) -> Part:
        is_internal = (table, row_id) in self._marked
        return Part(table, row_id, kind or table_name(table), name, is_internal, below)

    def _element(self, element: Element) -> Part:
        indicators = (
            self._part("indicator", one.id, one.name)
            for one in self._plan.indicators_of(element.id)
        )
        initiatives = (
            self._part("initiative", one.id, one.name) for one in self._initiatives[element.id]
        )
        evaluations = (
            self._part("evaluation", one.id, year_name(one.fiscal_year))
            for one in self._evaluations[element.id]
        )
        children = (self._element(child) for child in self._plan.children(element.id))
        below = (*indicators, *initiatives, *evaluations, *children)
        name = f"{element.code} {element.name}".strip()
        kind = self._plan.level_of(element).name
        return self._part("element", element.id, name, below, kind)
