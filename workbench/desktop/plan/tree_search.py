"""Searching the tree: forgiving about width, case and kana, strict about everything else."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from workbench.desktop.plan.tree_model import SEARCH_ROLE

#: From the first small katakana to its hiragana.
_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in _KATAKANA}


def folded(text: str) -> str:
    """Return text as it is compared: one width, one case, hiragana, without spaces."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return "".join(narrow.split()).translate(_TO_HIRAGANA)


def search_terms(text: str) -> tuple[str, ...]:
    """Return the words of a query, each folded; all of them must be found."""
    return tuple(folded(word) for word in unicodedata.normalize("NFKC", text).split())


class TreeSearch(QSortFilterProxyModel):
    """The lines that hold every word of the query, with those above and below them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._terms: tuple[str, ...] = ()
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)

    @property
    def is_searching(self) -> bool:
        """Tell whether a query narrows the tree down."""
        return bool(self._terms)

    def search(self, query: str) -> None:
        """Show only what matches the query; everything for an empty one."""
        self.beginFilterChange()
        self._terms = search_terms(query)
        self.endFilterChange()

    def matches(self, index: QModelIndex) -> bool:
        """Tell whether a line itself holds every word of the query."""
        words = folded(str(index.data(SEARCH_ROLE) or ""))
        return all(term in words for term in self._terms)

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        if not self._terms:
            return True
        return self.matches(self.sourceModel().index(source_row, 0, source_parent))
