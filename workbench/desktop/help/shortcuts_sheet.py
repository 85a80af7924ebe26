"""The list of shortcuts, with a field that finds in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from workbench.desktop import look
from workbench.desktop.help.keys import Shortcut
from workbench.desktop.look import SPACING
from workbench.desktop.search_field import SearchField
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import calm_table
from workbench.language import tr

_WHERE, _DOES, _KEYS = range(3)


class _Model(HeadedModel):
    def __init__(self, held: Sequence[Shortcut], parent: Widget) -> None:
        headings = (tr("Part of the window"), tr("What it does"), tr("Keys"))
        super().__init__(headings, parent=parent)
        self._held = held

    def line_count(self) -> int:
        return len(self._held)

    def answer(self, row: int, column: int, role: int) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        one = self._held[row]
        before = self._held[row - 1].where if row else ""
        where = "" if one.where == before else one.where
        return {_WHERE: where, _DOES: one.does, _KEYS: one.keys}[column]

    def words(self, row: int) -> str:
        """Return everything a line can be found by."""
        one = self._held[row]
        return f"{one.where} {one.does} {one.keys}".casefold()


class _Found(QSortFilterProxyModel):
    def __init__(self, model: _Model) -> None:
        super().__init__(model.parent())
        self._query: list[str] = []
        self._words = model.words
        self.setSourceModel(model)

    def look_for(self, query: str) -> None:
        self.beginFilterChange()
        self._query = query.casefold().split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        return all(part in self._words(row) for part in self._query)


class ShortcutsSheet(QDialog):
    """Where, what, which keys; Down goes from the field into the list."""

    def __init__(self, held: Sequence[Shortcut], parent: Widget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = SearchField(tr("Find a shortcut"))
        self.table = QTableView()
        self.table.setAccessibleName(tr("Keyboard shortcuts"))
        calm_table(self.table)
        self.found = _Found(_Model(held, self))
        self.table.setModel(self.found)
        header = self.table.horizontalHeader()
        for column, width in ((_WHERE, 24), (_KEYS, 28)):
            self.table.setColumnWidth(column, look.scaled(width * SPACING))
        header.setSectionResizeMode(_DOES, QHeaderView.ResizeMode.Stretch)
        metrics = self.table.fontMetrics()
        self.table.verticalHeader().setDefaultSectionSize(metrics.height() + SPACING)
        self.field.textChanged.connect(self.found.look_for)
        self.field.left_downwards.connect(self._go_down)
        close = push_button(tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        whole.setSpacing(SPACING)
        whole.addWidget(self.field)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)
        self.resize(look.scaled(96 * SPACING), look.scaled(72 * SPACING))
        self.field.setFocus()

    def _go_down(self) -> None:
        self.table.setFocus()
        self.table.selectRow(0)
