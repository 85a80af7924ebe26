"""The other face of a chart: its figures as a table that can be selected and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from workbench.desktop import look
from workbench.desktop.charts.copying import copy_table
from workbench.desktop.charts.readings import Table
from workbench.language import tr


class TableView(QTableWidget):
    """A read-only table; Ctrl+C copies the selected block as Excel takes it."""

    _settling = False

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        self.setAccessibleName(tr("Table"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setFont(look.number_font())
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setFont(look.text_font(look.SMALL))

    def show_table(self, table: Table) -> None:
        """Show these figures in place of the last, keeping the scroll position."""
        self._table = table
        self.setColumnCount(len(table.columns))
        self.setRowCount(len(table.rows))
        self.setHorizontalHeaderLabels([_in_two_lines(name) for name in table.columns])
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(left)
        for row in range(len(table.rows)):
            for column in range(len(table.columns)):
                item = self.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    self.setItem(row, column, item)
                    words = table.decimals[column] is None and column == 0
                    side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
                    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                    font = (
                        look.text_font
                        if isinstance(table.rows[row][column], str)
                        else look.number_font
                    )
                    item.setFont(font(bold=row in table.strong))
                item.setText(table.shown(row, column))

        self._share_width()

    def show_all_rows(self, most: int = 12) -> None:
        """Be as high as the rows need, up to `most` of them; the rest scrolls."""
        rows = min(self.rowCount(), most)
        headings = self.horizontalHeader().sizeHint().height()
        # A few pixels more: a scroll bar would come for a single one too little.
        room = headings + rows * self.verticalHeader().defaultSectionSize() + look.SPACING // 2
        if self.horizontalHeader().length() > self.viewport().width():
            room += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def updateGeometries(self) -> None:
        """End below a row that is shown whole: half a row at the edge looks like a fault."""
        if self._settling:
            return
        self._settling = True
        row = self.verticalHeader().defaultSectionSize()
        # Less room may bring a scroll bar, which takes some more.
        for _ in range(2):
            super().updateGeometries()
            room, margins = self.viewport().height(), self.viewportMargins()
            if self.rowCount() * row > room > row:
                left, top, right = margins.left(), margins.top(), margins.right()
                self.setViewportMargins(left, top, right, room % row)
        self._settling = False

    def _share_width(self) -> None:
        """Fill the width when there is room, and scroll when there is not.

        What is left over goes to the columns of figures; no column is narrower than its words.
        """
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        needed = [
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(header.count())
        ]
        left_over = self.viewport().width() - sum(needed)
        if left_over < 0 or not needed:
            header.setSectionResizeMode(modes.ResizeToContents)
            return
        first = self._table.rows[0] if self._table and self._table.rows else ()
        # The first column names the rows; words beside the figures, as units, need no more.
        wide = [
            column
            for column in range(1, len(needed))
            if not (column < len(first) and isinstance(first[column], str))
        ] or [*range(1, len(needed))]
        header.setSectionResizeMode(modes.Fixed)
        for place, column in enumerate(wide):
            share = left_over * (place + 1) // len(wide) - left_over * place // len(wide)
            needed[column] += share
        for column, width in enumerate(needed):
            if header.sectionSize(column) != width:
                header.resizeSection(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        else:
            super().keyPressEvent(event)

    def copy_selection(self) -> None:
        """Put the selected block on the clipboard with its headings."""
        chosen = self.selectedRanges()
        if self._table is None or not chosen:
            return
        rows = sorted({r for one in chosen for r in range(one.topRow(), one.bottomRow() + 1)})
        columns = sorted(
            {c for one in chosen for c in range(one.leftColumn(), one.rightColumn() + 1)}
        )
        part = Table(
            columns=tuple(self._table.columns[c] for c in columns),
            rows=tuple(tuple(self._table.rows[r][c] for c in columns) for r in rows),
            decimals=tuple(self._table.decimals[c] for c in columns),
            row_decimals=tuple(self._table.row_decimals[r] for r in rows)
            if self._table.row_decimals
            else (),
        )
        copy_table(part)


def _in_two_lines(heading: str) -> str:
    """Return a heading broken at the space nearest to its middle, so that columns stay narrow."""
    spaces = [index for index, sign in enumerate(heading) if sign == " "]
    if len(heading) < 8 or not spaces:
        return heading
    middle = min(spaces, key=lambda index: abs(index - len(heading) / 2))
    return f"{heading[:middle]}\n{heading[middle + 1 :]}"


def row_height() -> int:
    """Return how high a row of figures is in the size of text that is set now."""
    return max(3 * look.SPACING, QFontMetrics(look.number_font()).height() + look.SPACING)
