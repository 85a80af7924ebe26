"""A table of plain lines of text under headings, to be searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

Index = QModelIndex | QPersistentModelIndex
Line = tuple[str, ...]


class LinesModel(QAbstractTableModel):
    """Lines of as many texts as there are headings."""

    def __init__(
        self, headings: Sequence[str], lines: Sequence[Line], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headings = headings
        self._lines = lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        text = self._lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            # A table shows one line of a text; the tooltip has all of it.
            return " ".join(text.split("\n"))
        return text if role == Qt.ItemDataRole.ToolTipRole else None


def searched(model: QAbstractTableModel, parent: QObject) -> QSortFilterProxyModel:
    """Return the lines of a model that hold what is asked for by ``setFilterFixedString``."""
    proxy = QSortFilterProxyModel(parent)
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return proxy
