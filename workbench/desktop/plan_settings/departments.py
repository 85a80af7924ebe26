"""The departments: renamed, merged, ordered and deleted, with what they are in charge of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.details_panel import small_link
from workbench.desktop.plan.new_name import NewName
from workbench.desktop.plan_settings.department_model import (
    NAME,
    DepartmentFilter,
    DepartmentModel,
)
from workbench.desktop.plan_settings.section import Kind, SettingsSection
from workbench.desktop.plan_settings.take_over import TakeOver
from workbench.desktop.questions import Questions
from workbench.desktop.search_field import SearchField
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose
from workbench.desktop.widgets.rows import calm_table
from workbench.language import message, tr
from workbench.operations.departments import (
    add_department,
    delete_department,
    merge_departments,
    move_departments,
    rename_department,
    uses_by_department,
)
from workbench.plan.departments import Department
from workbench.store.queries import load_departments

#: More lines than this are scrolled.
_MOST_LINES = 12


class DepartmentsSection(SettingsSection):
    """A list to search in; what is done stands beneath, asked about on the page."""

    def __init__(self, document: Document, _questions: Questions) -> None:
        super().__init__(
            document,
            tr("Departments"),
            tr(
                "Who is in charge. A name that is changed here changes wherever it stands; after "
                "a reorganisation, merge the old departments into the new one."
            ),
        )
        self._deleting: int | None = None
        self._merging: list[int] = []
        self.model = DepartmentModel(self)
        self.model.renamed.connect(self._rename)
        self.found = DepartmentFilter(self.model, self)
        self._make_head()
        self._make_table()
        self._make_links()
        self.question = TakeOver()
        self.question.agreed.connect(self._take_over)
        self.question.left.connect(self.table.setFocus)
        self._empty = prose(
            tr(
                "No departments yet. One that is typed at a measure or an indicator is listed "
                "here by itself."
            ),
            muted=True,
        )
        self.new_name = NewName(
            document, tr("Name of the new department"), tr("Name of the new department")
        )
        self.new_name.given.connect(self._add)
        self.new_name.left.connect(self.table.setFocus)
        for widget in (self._empty, self.new_name, self.table):
            self.column.addWidget(widget)
        self.column.addLayout(self._links)
        self.column.addWidget(self.question)
        self.column.addStretch(1)

    def _make_head(self) -> None:
        self.search = SearchField(tr("Find a department"))
        self.search.setFixedWidth(look.scaled(32 * SPACING))
        self.search.textChanged.connect(self._search)
        self._count = look.label(size=look.SMALL, muted=True)
        self.add_link = Link(tr("＋ Add a department"))
        self.add_link.clicked.connect(self._ask_name)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACING)
        head.addWidget(self.search)
        head.addWidget(self._count, 1)
        head.addWidget(self.add_link)
        self.column.addLayout(head)

    def _make_table(self) -> None:
        self.table = QTableView()
        self.table.setModel(self.found)
        calm_table(self.table)
        self.table.setAccessibleName(tr("Departments"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        self.found.modelReset.connect(self._fit)
        self.found.rowsInserted.connect(self._fit)
        self.found.rowsRemoved.connect(self._fit)

    def _make_links(self) -> None:
        self._links = QHBoxLayout()
        self._links.setSpacing(2 * SPACING)
        self.rename_link = self._link(tr("Rename"), "", self._edit)
        self.up_link = self._link(tr("Move up"), "Alt+Up", lambda: self._move(-1))
        self.down_link = self._link(tr("Move down"), "Alt+Down", lambda: self._move(1))
        self.merge_link = self._link(tr("Merge into another…"), "", self._ask_merge)
        self.delete_link = self._link(tr("Delete…"), "Del", self._ask_delete)
        self._links.addStretch(1)

    def _link(self, words: str, keys: str, then: Callable[[], object]) -> Link:
        link = small_link(words)
        link.clicked.connect(lambda _checked=False: then())
        self._links.addWidget(link)
        if keys:
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False: then() if link.isEnabled() else None)
            self.table.addAction(action)
        return link

    def refresh(self) -> None:
        kept = [one.id for one in self._chosen()]
        database = self.document.database
        self.model.read_only = self.document.read_only
        self.model.show(load_departments(database), uses_by_department(database))
        self._select(kept)
        self._fit()
        self._offer()

    def _fit(self, *_arguments: object) -> None:
        """Make the table as high as its lines, and say how many there are."""
        count, shown = self.model.rowCount(), self.found.rowCount()
        self._empty.setVisible(not count)
        self.table.setVisible(bool(count))
        self._count.setText(
            tr("{count} in all", count=f"{count:,}")
            if shown == count
            else tr("{shown} of {count}", shown=f"{shown:,}", count=f"{count:,}")
        )
        self.search.setEnabled(bool(count))
        line = self.table.verticalHeader().defaultSectionSize()
        header = self.table.horizontalHeader()
        heading = max(header.sizeHint().height(), header.minimumHeight())
        lines = min(max(shown, 1), _MOST_LINES)
        self.table.setFixedHeight(heading + lines * line + 2)

    def _search(self, words: str) -> None:
        self.found.search(words)
        self._fit()
        self._offer()

    def _chosen(self) -> list[Department]:
        rows = {
            self.found.mapToSource(index).row()
            for index in self.table.selectionModel().selectedRows()
        }
        return [self.model.department(row) for row in sorted(rows)]

    def _select(self, ids: list[int]) -> None:
        chosen = QItemSelection()
        for one in ids:
            row = self.model.row_of(one)
            index = self.found.mapFromSource(self.model.index(row, 0)) if row >= 0 else None
            if index is not None and index.isValid():
                chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)

    def _offer(self, *_arguments: object) -> None:
        chosen, may = self._chosen(), not self.document.read_only
        count = self.model.rowCount()
        rows = [self.model.row_of(one.id) for one in chosen]
        is_all = self.found.rowCount() == count
        for link, is_possible in (
            (self.rename_link, len(chosen) == 1),
            (self.up_link, bool(chosen) and is_all and min(rows) > 0),
            (self.down_link, bool(chosen) and is_all and max(rows) < count - 1),
            (self.merge_link, bool(chosen)),
            (self.delete_link, len(chosen) == 1),
        ):
            link.setEnabled(may and is_possible)
            link.setVisible(bool(count))
        self.add_link.setEnabled(may)

    def _ask_name(self) -> None:
        self.question.hide()
        self.new_name.ask()

    def _add(self, name: str) -> None:
        self.new_name.put_away()
        self.document.run(lambda database: add_department(database, name))

    def _edit(self) -> None:
        index = self.table.selectionModel().selectedRows()[0]
        self.table.setFocus()
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    def _rename(self, department_id: int, name: str) -> None:
        self.document.run(lambda database: rename_department(database, department_id, name))

    def _move(self, by: int) -> None:
        ids = [one.id for one in self._chosen()]
        first = min(self.model.row_of(one) for one in ids)
        position = max(first + by, 0)
        self.document.run(lambda database: move_departments(database, ids, position))

    def _ask_merge(self) -> None:
        chosen = self._chosen()
        self._merging, self._deleting = [one.id for one in chosen], None
        count = sum(self.model.uses(self.model.row_of(one.id)).total for one in chosen)
        self.question.ask(
            tr(
                "Merge {names}: another department takes over {count} parts of the plan.",
                names=tr(", ").join(one.name for one in chosen),
                count=f"{count:,}",
            ),
            self._others(chosen if len(chosen) == 1 else []),
            tr("Merge"),
            may_be_nobody=False,
        )

    def _ask_delete(self) -> None:
        chosen = self._chosen()
        one = chosen[0]
        uses = self.model.uses(self.model.row_of(one.id))
        if not uses.total:
            # Nothing hangs on it, and it can be undone.
            self.document.run(lambda database: delete_department(database, one.id))
            return
        self._merging, self._deleting = [], one.id
        self.question.ask(
            tr(
                "Delete {name}? It is in charge of {elements} elements, {indicators} indicators "
                "and {initiatives} initiatives.",
                name=one.name,
                elements=f"{uses.elements:,}",
                indicators=f"{uses.indicators:,}",
                initiatives=f"{uses.initiatives:,}",
            ),
            self._others(chosen),
            tr("Delete"),
            may_be_nobody=True,
        )

    def _others(self, left_out: list[Department]) -> list[str]:
        going = {one.id for one in left_out}
        held = (self.model.department(row) for row in range(self.model.rowCount()))
        return [one.name for one in held if one.id not in going]

    def _take_over(self, name: str) -> None:
        merging, deleting = self._merging, self._deleting
        if deleting is not None:
            self.document.run(
                lambda database: delete_department(database, deleting, successor=name)
            )
        elif merging:
            self.document.run(lambda database: merge_departments(database, merging, name))
        self.table.setFocus()


KIND = Kind("departments", message("Departments"), DepartmentsSection)
