"""Finding words in every text of the plan: an index made off the main thread, then kept in step."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.desktop.document import Document
from workbench.desktop.places import PLAN, Place, element_place, theme_place
from workbench.desktop.tasks import Task, Tasks
from workbench.operations.search import build_index, refresh_index
from workbench.plan.searching import Entry, Part, SearchIndex, excerpt, fold, terms
from workbench.store.database import Database
from workbench.store.journal import Outcome

#: Nobody reads on after so many explanations of what was found.
_EXPLAINED = 200


class PlanSearch(QObject):
    """Knows where the words of a query stand in the open plan, once it has read it."""

    #: The texts have been read; a query can be answered from all of them.
    ready = Signal()

    def __init__(self, document: Document, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._tasks = tasks
        self._index: SearchIndex | None = None
        self._task: Task | None = None
        #: Steps done while the index was being made.
        self._meanwhile: list[Outcome] = []
        document.changed.connect(self._follow)
        document.closing.connect(self._forget)

    def prepare(self) -> None:
        """Begin to read the texts, unless that is done or under way."""
        if self._index is None and self._task is None:
            path = self._document.database.path
            self._task = self._tasks.start(lambda: _read(path), self._take, self._fail)

    def found(self, query: str) -> Mapping[Place, str] | None:
        """Return the places of the tree that hold every word, each with the text around it.

        None while the texts have not been read.
        """
        if self._index is None:
            return None
        words = terms(query)
        places: dict[Place, str] = {}
        for entry in self._index.entries(query):
            for place in _places(entry):
                if place not in places:
                    places[place] = _around(entry, words) if len(places) < _EXPLAINED else ""
        return places

    def _take(self, index: SearchIndex) -> None:
        self._task = None
        for outcome in self._meanwhile:
            refresh_index(index, self._document.database, outcome)
        self._meanwhile.clear()
        self._index = index
        self.ready.emit()

    def _fail(self, error: BaseException) -> None:
        self._task = None
        raise error

    def _follow(self, outcome: Outcome) -> None:
        if self._index is not None:
            refresh_index(self._index, self._document.database, outcome)
        elif self._task is not None:
            self._meanwhile.append(outcome)

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._index, self._task = None, None
        self._meanwhile.clear()


def _read(path: Path) -> SearchIndex:
    with closing(Database(path, read_only=True)) as database:
        return build_index(database)


def _places(entry: Entry) -> tuple[Place, ...]:
    """Return the lines of the tree that stand for an entry."""
    if entry.part is Part.THEME:
        return (theme_place(entry.id),)
    element = () if entry.element_id is None else (element_place(entry.element_id),)
    if entry.part is Part.THEME_LINK:
        return (*element, Place(PLAN, "link", entry.id))
    return element


def _around(entry: Entry, words: tuple[str, ...]) -> str:
    """Return the text around the first word; empty where a line says it itself."""
    if entry.part is Part.ELEMENT and all(word in fold(entry.texts[0]) for word in words):
        return ""
    text = next((text for text in entry.texts if words[0] in fold(text)), entry.texts[0])
    return excerpt(text, words[0])
