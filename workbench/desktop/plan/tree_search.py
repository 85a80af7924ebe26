"""Searching the tree: forgiving about width, case and kana, strict about everything else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor

from workbench.desktop import look
from workbench.desktop.places import Place
from workbench.desktop.plan.tree_model import PLACE_ROLE, SEARCH_ROLE, TreeModel
from workbench.desktop.widgets.model_index import Index

#: The way is opened to so many matches; who finds more will type another letter.
_OPENED = 200


#: Lines keep their words through most steps; they are folded once.
@lru_cache(maxsize=20_000)
def _folded(words: str) -> str:
    from workbench.plan.searching import fold

    return fold(words)


class TreeSearch(QSortFilterProxyModel):
    """The lines that hold every word of the query, with those above and below them.

    What lines say themselves is searched at once; what else is `found` in the plan comes on top.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._terms: tuple[str, ...] = ()
        self._found: Mapping[Place, str] = {}
        self._narrowed: frozenset[int] | None = None
        self._matching: list[int] = []
        self._passing: frozenset[int] = frozenset()
        self._shown: frozenset[int] = frozenset()
        self._version = -1

    @property
    def is_searching(self) -> bool:
        """Tell whether a query or a filter narrows the tree down."""
        return bool(self._terms) or self._narrowed is not None

    def search(self, query: str, found: Mapping[Place, str] | None = None) -> None:
        """Show only what matches the query; everything for an empty one.

        `found` holds the places whose texts match, each with the text around what was found.
        """
        from workbench.plan.searching import terms

        self._source().begin_filtering()
        self._terms = terms(query)
        self._found = found or {}
        self._version = -1
        self._source().end_filtering()

    def narrow(self, element_ids: frozenset[int] | None) -> None:
        """Show only these elements with those above them; None: whatever the query finds."""
        self._source().begin_filtering()
        self._narrowed = element_ids
        self._version = -1
        self._source().end_filtering()

    def matches(self, index: QModelIndex) -> bool:
        """Tell whether a line itself passes the filter and holds every word of the query."""
        return self._holds(index.data(PLACE_ROLE), str(index.data(SEARCH_ROLE) or ""))

    def _holds(self, place: Place, words: str) -> bool:
        if self._narrowed is not None and not (
            place.kind == "element" and place.id in self._narrowed
        ):
            return False
        if place in self._found:
            return True
        folded = _folded(words)
        return all(term in folded for term in self._terms)

    def _source(self) -> TreeModel:
        source = self.sourceModel()
        assert isinstance(source, TreeModel)
        return source

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self.is_searching:
            return True
        self._renew()
        return self._source().child(source_row, source_parent) in self._shown

    def ways(self) -> list[Place]:
        """Return what is above the first matches, to be opened so that they can be seen."""
        self._renew()
        return self._source().above(self._matching[:_OPENED])

    def _renew(self) -> None:
        """Look for the words anew, if any line may have changed."""
        source = self._source()
        if self._version != source.version:
            self._version = source.version
            self._matching = [
                number for number, line in source.lines() if self._holds(line.place, line.words)
            ]
            self._passing = frozenset(self._matching)
            # A filter means just what passes; who looks for a word wants what is below it, too.
            self._shown = source.with_kin(self._matching, below=self._narrowed is None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and self._narrowed is not None:
            self._renew()
            passes = self._source().number(self.mapToSource(index)) in self._passing
            return None if passes else QColor(look.current_colours().muted)
        held = super().data(index, role)
        if role == Qt.ItemDataRole.ToolTipRole and self._found:
            around = self._found.get(super().data(index, PLACE_ROLE), "")
            return f"{held}\n{around}" if around else held
        return held
