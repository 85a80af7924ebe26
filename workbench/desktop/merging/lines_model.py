"""A table of plain lines of text under headings, to be searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QObject, QSortFilterProxyModel, Qt

from workbench.desktop.widgets.headed_model import HeadedModel

Line = tuple[str, ...]


class LinesModel(HeadedModel):
    """Lines of as many texts as there are headings."""

    def __init__(
        self, headings: Sequence[str], lines: Sequence[Line], parent: QObject | None = None
    ) -> None:
        super().__init__(headings, parent=parent)
        self._lines = lines

    def line_count(self) -> int:
        return len(self._lines)

    def answer(self, row: int, column: int, role: int) -> object:
        text = self._lines[row][column]
        if role == Qt.ItemDataRole.DisplayRole:
            # A table shows one line of a text; the tooltip has all of it.
            return " ".join(text.split("\n"))
        return text if role == Qt.ItemDataRole.ToolTipRole else None


def searched(model: QAbstractItemModel, parent: QObject) -> QSortFilterProxyModel:
    """Return the lines of a model that hold what is asked for by ``setFilterFixedString``."""
    proxy = QSortFilterProxyModel(parent)
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return proxy
