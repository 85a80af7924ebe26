"""The model of a table of lines under headings."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from workbench.desktop.widgets.model_index import ROOT, Index

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class HeadedModel(QAbstractTableModel):
    """Lines under headings; a subclass tells how many lines there are and what a cell answers.

    Parameters
    ----------
    headings
        What stands over the columns, and so how many there are.
    figures
        The columns set to the right, as figures are; words are set to the left.

    A model whose columns change sets both anew between ``beginResetModel`` and ``endResetModel``.
    """

    def __init__(
        self,
        headings: Sequence[str] = (),
        figures: Container[int] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.headings = headings
        self.figures = figures

    def line_count(self) -> int:
        """Return how many lines are shown."""
        raise NotImplementedError

    def answer(self, row: int, column: int, role: int) -> object:
        """Return what a cell answers for a role, None for nothing; alignment is not asked for."""
        raise NotImplementedError

    def side(self, column: int) -> Qt.AlignmentFlag:
        """Return how a column and its heading are aligned."""
        right = column in self.figures
        return _MIDDLE | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)

    def show_again(self) -> None:
        """Show the same lines again, something in them being otherwise now."""
        if self.line_count():
            last = self.index(self.line_count() - 1, len(self.headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.line_count()

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.headings):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(section)
        return self.headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(index.column())
        return self.answer(index.row(), index.column(), role)
