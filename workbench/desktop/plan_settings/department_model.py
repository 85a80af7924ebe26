"""The departments as a table: what each is called and what it is in charge of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QSortFilterProxyModel, Qt, Signal

from workbench.desktop import look
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.desktop.widgets.model_index import Index
from workbench.language import tr
from workbench.operations.departments import Uses
from workbench.plan.departments import Department
from workbench.plan.searching import fold, terms

NAME, ELEMENTS, INDICATORS, INITIATIVES = range(4)


class DepartmentModel(HeadedModel):
    """Changes nothing itself: a name that is typed is announced."""

    #: A person gave the department with this id another name.
    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        headings = (tr("Department"), tr("Elements"), tr("Indicators"), tr("Initiatives"))
        super().__init__(headings, (ELEMENTS, INDICATORS, INITIATIVES), parent)
        self.read_only = False
        self._departments: tuple[Department, ...] = ()
        self._uses: Mapping[str, Uses] = {}

    def show(self, departments: Sequence[Department], uses: Mapping[str, Uses]) -> None:
        """Show these departments, in their order."""
        same_lines = [one.id for one in departments] == [one.id for one in self._departments]
        if same_lines:
            self._departments, self._uses = tuple(departments), uses
            self.show_again()
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

    def line_count(self) -> int:
        return len(self._departments)

    def answer(self, row: int, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.FontRole and column != NAME:
            return look.number_font()
        if column == NAME:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
            return self._departments[row].name if role in shown else None
        return self._count(row, column) if role == Qt.ItemDataRole.DisplayRole else None

    def _count(self, row: int, column: int) -> str:
        uses = self.uses(row)
        count = (0, uses.elements, uses.indicators, uses.initiatives)[column]
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
