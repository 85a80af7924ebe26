"""The parts of a plan as a tree with a box to tick for what is internal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel

from workbench.desktop import look
from workbench.desktop.widgets.model_index import Index
from workbench.language import tr
from workbench.operations.publishable import Part

PART_ROLE = Qt.ItemDataRole.UserRole
#: Whether the part or one above it is internal.
HIDDEN_ROLE = Qt.ItemDataRole.UserRole + 1

NAME, KIND, STATE = range(3)


class PartsModel(QStandardItemModel):
    """Parts with their kind and whether they are published; ticking one asks for a mark."""

    #: A part was ticked or unticked: the part, and whether it is to be internal.
    marked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Part, ...] = ()
        self._is_filling = False
        self.itemChanged.connect(self._ask)

    def show_parts(self, parts: tuple[Part, ...], *, read_only: bool) -> None:
        """Show these parts; what is there already keeps its place."""
        self._is_filling = True
        if _shape(parts) != _shape(self._parts):
            self.clear()
            self.setHorizontalHeaderLabels(
                [tr("Part of the plan"), tr("Kind of part"), tr("Publication")]
            )
            self._add(self.invisibleRootItem(), parts)
        self._parts = parts
        self._refresh(self.invisibleRootItem(), parts, above=False, read_only=read_only)
        self._is_filling = False

    def _add(self, above: QStandardItem, parts: Sequence[Part]) -> None:
        for part in parts:
            row = [QStandardItem(), QStandardItem(), QStandardItem()]
            for item in row:
                item.setEditable(False)
            above.appendRow(row)
            self._add(row[NAME], part.parts)

    def _refresh(
        self, holder: QStandardItem, parts: Sequence[Part], *, above: bool, read_only: bool
    ) -> None:
        muted = QColor(look.current_colours().muted)
        for number, part in enumerate(parts):
            name, kind, state = (holder.child(number, column) for column in (NAME, KIND, STATE))
            is_hidden = above or part.is_internal
            name.setText(" ".join(part.name.split("\n")))
            name.setData(part, PART_ROLE)
            name.setData(is_hidden, HIDDEN_ROLE)
            if part.row_id is not None:
                name.setCheckable(not read_only)
                tick = Qt.CheckState.Checked if part.is_internal else Qt.CheckState.Unchecked
                name.setCheckState(tick)
                state.setText(_state(part, above=above))
            kind.setText(part.kind)
            kind.setForeground(muted)
            for item in (name, state):
                item.setData(muted if is_hidden else None, Qt.ItemDataRole.ForegroundRole)
            self._refresh(name, part.parts, above=is_hidden, read_only=read_only)

    def _ask(self, item: QStandardItem) -> None:
        if self._is_filling or item.column() != NAME:
            return
        part = item.data(PART_ROLE)
        wanted = item.checkState() is Qt.CheckState.Checked
        if isinstance(part, Part) and part.row_id is not None and wanted != part.is_internal:
            self.marked.emit(part, wanted)


class PartsFilter(QSortFilterProxyModel):
    """The parts that hold the words looked for, or only what is internal, with what is above."""

    def __init__(self, model: PartsModel) -> None:
        super().__init__(model)
        self.setSourceModel(model)
        self.setFilterKeyColumn(NAME)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setRecursiveFilteringEnabled(True)
        self._only_internal = False

    def show_only_internal(self, only: bool) -> None:
        """Show only what is not published, or everything."""
        self.beginFilterChange()
        self._only_internal = only
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if self._only_internal:
            index = self.sourceModel().index(source_row, NAME, source_parent)
            if not index.data(HIDDEN_ROLE):
                return False
        return super().filterAcceptsRow(source_row, source_parent)


def _shape(parts: Sequence[Part]) -> tuple[object, ...]:
    return tuple((part.table, part.row_id, _shape(part.parts)) for part in parts)


def _state(part: Part, *, above: bool) -> str:
    if part.is_internal:
        return tr("internal")
    return tr("internal with what is above") if above else ""
