"""The departments as a table: what each is called and what it is in charge of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from workbench.desktop import look
from workbench.language import tr
from workbench.operations.departments import Uses
from workbench.plan.departments import Department
from workbench.plan.searching import fold, terms

Index = QModelIndex | QPersistentModelIndex

_RIGHT = Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignLeft
NAME, ELEMENTS, INDICATORS, INITIATIVES = range(4)


class DepartmentModel(QAbstractTableModel):
    """Changes nothing itself: a name that is typed is announced."""

    #: A person gave the department with this id another name.
    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.read_only = False
        self._departments: tuple[Department, ...] = ()
        self._uses: Mapping[str, Uses] = {}

    def show(self, departments: Sequence[Department], uses: Mapping[str, Uses]) -> None:
        """Show these departments, in their order."""
        same_lines = [one.id for one in departments] == [one.id for one in self._departments]
        if same_lines:
            self._departments, self._uses = tuple(departments), uses
            if departments:
                last = self.index(len(departments) - 1, INITIATIVES)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._departments, self._uses = tuple(departments), uses
        self.endResetModel()

    def department(self, row: int) -> Department:
        """Return the department of a row."""
        return self._departments[row]

    def uses(self, row: int) -> Uses:
        """Return what the department of a row is in charge of."""
        return self._uses.get(self._departments[row].name, Uses())

    def row_of(self, department_id: int) -> int:
        """Return the row of a department, -1 when it is gone."""
        ids = [one.id for one in self._departments]
        return ids.index(department_id) if department_id in ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._departments)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else INITIATIVES + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == NAME else _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Department"), tr("Elements"), tr("Indicators"), tr("Initiatives"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        held, column = self._departments[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = _LEFT if column == NAME else _RIGHT
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and column != NAME:
            return look.number_font()
        if column == NAME:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
            return held.name if role in shown else None
        return self._count(index) if role == Qt.ItemDataRole.DisplayRole else None

    def _count(self, index: Index) -> str:
        uses = self.uses(index.row())
        count = (0, uses.elements, uses.indicators, uses.initiatives)[index.column()]
        return f"{count:,}" if count else "－"

    def flags(self, index: Index) -> Qt.ItemFlag:
        held = super().flags(index)
        if index.isValid() and index.column() == NAME and not self.read_only:
            held |= Qt.ItemFlag.ItemIsEditable
        return held

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        held = self._departments[index.row()]
        if str(value).strip() != held.name:
            self.renamed.emit(held.id, str(value))
        return True


class DepartmentFilter(QSortFilterProxyModel):
    """The departments whose names hold every word that is looked for."""

    def __init__(self, model: DepartmentModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._terms: tuple[str, ...] = ()
        self._model = model
        self.setSourceModel(model)

    def search(self, words: str) -> None:
        """Show only what holds the words; everything for none."""
        self.beginFilterChange()
        self._terms = terms(words)
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        name = fold(self._model.department(source_row).name)
        return all(term in name for term in self._terms)
