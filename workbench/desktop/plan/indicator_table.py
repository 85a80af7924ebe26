"""The section of a page that shows indicators, or what could be here while there are none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.plan.indicator_model import NAME, UNIT, IndicatorModel, origin
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import calm_table
from workbench.language import tr
from workbench.plan.structure import Indicator, IndicatorValue

_ROW_HEIGHT = 28
_YEAR_WIDTH = 88
_UNIT_WIDTH = 72


class IndicatorSection(QWidget):
    """Indicators with values by year; the line beneath says where the chosen value comes from."""

    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = IndicatorModel(self)
        self.table = _table(self.model)
        self._origin = look.label(size=look.SMALL, muted=True)
        self._origin.setWordWrap(True)
        self._empty = QWidget()
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(0, 0, 0, 0)
        empty.setSpacing(SPACING // 2)
        self._empty_words = prose(muted=True)
        empty.addWidget(self._empty_words)
        self.import_link = Link(tr("Choose a department sheet to import"))
        self.import_link.clicked.connect(self.import_wanted)
        empty.addWidget(self.import_link, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING // 2)
        column.addWidget(self.table)
        column.addWidget(self._origin)
        column.addWidget(self._empty)
        self.table.selectionModel().currentChanged.connect(self._tell_origin)
        self.model.modelReset.connect(self._fit)

    def show_values(
        self, level: str, indicators: Sequence[Indicator], values: Sequence[IndicatorValue]
    ) -> None:
        """Show the indicators of an element; `level` is what the city calls such an element."""
        show_prose(
            self._empty_words,
            tr(
                "No indicator yet. Indicators of this {level} come with the sheets that the "
                "departments fill in.",
                level=level,
            ),
        )
        self.model.show_values(indicators, values)
        self.table.setVisible(bool(indicators))
        self._origin.setVisible(bool(indicators))
        self._empty.setVisible(not indicators)
        self._tell_origin(QModelIndex())

    def _tell_origin(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        value = self.model.value_at(index)
        if value is None:
            self._origin.setText(tr("Choose a value to see where it comes from."))
        else:
            self._origin.setText(origin(value).replace("\n", "　"))

    def _fit(self) -> None:
        """Give the table the height of its lines: the page scrolls, not the table."""
        table, model = self.table, self.model
        table.clearSpans()
        for row, line in enumerate(model.lines):
            if line.is_first and line.height > 1:
                table.setSpan(row, NAME, line.height, 1)
                table.setSpan(row, UNIT, line.height, 1)
        header = table.horizontalHeader()
        for column in range(model.columnCount()):
            if column == NAME:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                table.setColumnWidth(column, _YEAR_WIDTH if column != UNIT else _UNIT_WIDTH)
        rows = sum(table.rowHeight(row) for row in range(model.rowCount()))
        heading = max(header.sizeHint().height(), header.minimumHeight())
        table.setFixedHeight(rows + heading + 2)


def _table(model: IndicatorModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(tr("Indicators by fiscal year"))
    table.setWordWrap(True)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    calm_table(table, cells=True)
    table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    table.horizontalHeader().setMinimumSectionSize(48)
    return table
