"""The letters and numbers around a sheet: what each column means stands under its letter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from workbench.desktop import look
from workbench.desktop.importing.pinned_header import Pinned
from workbench.desktop.importing.sheet_cells import hatch
from workbench.desktop.importing.sheet_model import SheetModel
from workbench.desktop.look import SPACING

_LETTER = 2 * SPACING + 2
_MEANING = 2 * SPACING + 4


class ColumnHeads(QHeaderView):
    """Letters, and what the column was taken for."""

    def __init__(self, view: QTableView, model: SheetModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._sheet = model
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(20)
        self._letter = look.scaled(_LETTER)
        self.setFixedHeight(self._letter + look.scaled(_MEANING))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        colours = look.current_colours()
        words = self._sheet.heading(logicalIndex)
        sight = self._sheet.sight
        is_hidden = sight is not None and logicalIndex in sight.sheet.hidden_columns
        left_out = sight is not None and (
            (sight.sheet.name, logicalIndex) in sight.choosing.columns_left_out
        )
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        if words:
            below = rect.adjusted(0, self._letter, 0, 0)
            painter.fillRect(below, QColor(colours.line if left_out else colours.accent_soft))
        if is_hidden:
            painter.fillRect(rect, hatch())
        painter.setFont(look.text_font(look.SMALL))
        painter.setPen(QColor(colours.muted))
        upper = QRect(rect.left(), rect.top(), rect.width(), self._letter)
        letters = str(self._sheet.headerData(logicalIndex, Qt.Orientation.Horizontal))
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter), letters)
        if words:
            painter.setFont(look.text_font(look.SMALL, bold=True))
            painter.setPen(QColor(colours.muted if left_out else colours.text))
            lower = rect.adjusted(3, self._letter, -3, -1)
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, lower.width()
            )
            painter.drawText(lower, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class RowHeads(QHeaderView):
    """Row numbers; those of hidden rows are hatched, those left out struck through.

    `pinned` tells which rows stay in sight above those that are scrolled.
    """

    def __init__(
        self, view: QTableView, model: SheetModel, pinned: Callable[[], Pinned | None]
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._pinned = pinned
        self._sheet = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        held = self._pinned()
        if held is None:
            return
        painter = QPainter(self.viewport())
        painter.setClipRect(QRect(0, 0, self.width(), held.bottom))
        for row in range(held.first, held.last + 1):
            top = self.sectionViewportPosition(row) + held.shift
            self.paintSection(painter, QRect(0, top, self.width(), self.sectionSize(row)), row)
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        colours = look.current_colours()
        sight = self._sheet.sight
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        if sight is not None and logicalIndex in sight.sheet.hidden_rows:
            painter.fillRect(rect, hatch())
        font = look.number_font(look.SMALL)
        if sight is not None:
            font.setStrikeOut((sight.sheet.name, logicalIndex) in sight.choosing.rows_left_out)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(2, 0, -5, 0), int(side), str(logicalIndex + 1))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
