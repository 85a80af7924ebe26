"""A table that is read: copied as Excel takes it, and followed from its lines to the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from workbench.desktop.charts.copying import copy_table
from workbench.desktop.charts.readings import Table
from workbench.desktop.look import SPACING
from workbench.desktop.places import Place
from workbench.desktop.widgets.rows import calm_table

#: The column that leads to the plan when it is clicked.
NAME = 0

#: No name is given more room than this, in pixels, at the cost of other columns.
_LONG_NAME = 30 * SPACING

#: How many lines are looked at for the width of a column; more would take too long.
_MEASURED = 60


class Readable(Protocol):
    """A model whose lines can be copied, and may stand for a part of the plan."""

    def table(self, rows: Sequence[int] | None = None) -> Table:
        """Return these lines, or all of them, as they are copied."""

    def place(self, row: int) -> Place | None:
        """Return where a line leads, None for nowhere."""


class ReadingTable(QTableView):
    """As high as its lines; a click on a name or Enter leads to the plan, Ctrl+C copies."""

    followed = Signal(object)

    def __init__(self, model: QAbstractItemModel, name: str, row_height: int) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        calm_table(self)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setMinimumSectionSize(row_height)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.horizontalHeader().setMinimumSectionSize(3 * SPACING)
        self.setMouseTracking(True)
        self.clicked.connect(self._follow_name)
        self._widths: Sequence[int | None] = ()
        model.modelReset.connect(self._fit)
        self._fit()

    @property
    def readable(self) -> Readable:
        """Return the model as what can be copied and followed."""
        return self.model()  # type: ignore[return-value]

    def set_widths(self, widths: Sequence[int | None]) -> None:
        """Give each column at least a width in pixels; those without one share what is left.

        A column is as wide as what stands in it and over it: nothing is ever cut off.
        """
        self._widths = widths
        self._share()

    @property
    def wanted_width(self) -> int:
        """Return the width in which nothing, or only the longest names, would be cut off."""
        return sum(
            min(self._needed(column), _LONG_NAME)
            if width is None
            else max(width, self._needed(column))
            for column, width in enumerate(self._widths)
        )

    def _share(self) -> None:
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        for column, width in enumerate(self._widths[: self.model().columnCount()]):
            header.setSectionResizeMode(column, modes.Stretch if width is None else modes.Fixed)
            if width is not None:
                self.setColumnWidth(column, max(width, self._needed(column)))

    def _needed(self, column: int) -> int:
        """Return the width that a column's heading and cells need."""
        model, shown = self.model(), Qt.ItemDataRole.DisplayRole
        heading = str(model.headerData(column, Qt.Orientation.Horizontal, shown) or "")
        needed = self.horizontalHeader().fontMetrics().horizontalAdvance(heading) + 3 * SPACING
        for row in range(min(model.rowCount(), _MEASURED)):
            index = model.index(row, column)
            font = index.data(Qt.ItemDataRole.FontRole)
            metrics = QFontMetrics(font) if font is not None else self.fontMetrics()
            words = metrics.horizontalAdvance(str(index.data() or ""))
            needed = max(needed, words + 3 * SPACING)
        return needed

    def copy_all(self) -> None:
        """Put the whole table on the clipboard."""
        copy_table(self.readable.table())

    def copy_selected(self) -> None:
        """Put the chosen lines on the clipboard, or all when none is chosen."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        copy_table(self.readable.table(rows or None))

    def _fit(self) -> None:
        self._share()
        header, rows = self.horizontalHeader(), self.model().rowCount()
        heading = max(header.sizeHint().height(), header.minimumHeight())
        self.setFixedHeight(heading + rows * self.verticalHeader().defaultSectionSize() + 2)

    def _follow_name(self, index: QModelIndex) -> None:
        # With Ctrl or Shift a click marks lines, to be copied.
        plain = QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
        if plain and index.column() == NAME:
            self._follow(index.row())

    def _follow(self, row: int) -> None:
        place = self.readable.place(row) if row >= 0 else None
        if place is not None:
            self.followed.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_name = index.isValid() and index.column() == NAME
        leads = is_name and self.readable.place(index.row()) is not None
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._follow(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
