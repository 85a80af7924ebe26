"""The other face of a chart: its figures as a table that can be selected and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from workbench.desktop import look
from workbench.desktop.charts.readings import Table
from workbench.language import tr


class TableView(QTableWidget):
    """A read-only table; Ctrl+C copies the selected block as Excel takes it."""

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
        self.verticalHeader().setDefaultSectionSize(3 * look.SPACING)
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
        self.setFixedHeight(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Fill the width when there is room, and scroll when there is not."""
        header = self.horizontalHeader()
        needed = sum(
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(header.count())
        )
        modes = QHeaderView.ResizeMode
        fits = needed <= self.viewport().width()
        header.setSectionResizeMode(modes.Stretch if fits else modes.ResizeToContents)
        if header.count() > 1:
            header.setSectionResizeMode(0, modes.ResizeToContents)
        # Words beside the figures, as units, are never cut off either.
        first = self._table.rows[0] if self._table and self._table.rows else ()
        for column in range(1, min(header.count(), len(first))):
            if isinstance(first[column], str):
                header.setSectionResizeMode(column, modes.ResizeToContents)

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
        QGuiApplication.clipboard().setText(part.tab_separated())


def _in_two_lines(heading: str) -> str:
    """Return a heading broken at the space nearest to its middle, so that columns stay narrow."""
    spaces = [index for index, sign in enumerate(heading) if sign == " "]
    if len(heading) < 8 or not spaces:
        return heading
    middle = min(spaces, key=lambda index: abs(index - len(heading) / 2))
    return f"{heading[:middle]}\n{heading[middle + 1 :]}"
