"""From a workbook to every figure it gave: which files were taken in, and what of them is held."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import (
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import element_place
from workbench.desktop.plan.times import local_time
from workbench.desktop.search_field import SearchField
from workbench.desktop.tasks import Task, Tasks
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.desktop.widgets.rows import TitledRows, calm, calm_table
from workbench.exchange.japanese import fold_name
from workbench.language import tr
from workbench.operations.provenance import (
    ImportedSource,
    SourcedValue,
    element_of,
    imported_sources,
    values_of_source,
)
from workbench.store.database import Database

KIND, NAME, VALUE, PLACE, ORIGINAL = range(5)
_WIDTHS = {KIND: 96, VALUE: 96, PLACE: 132, ORIGINAL: 104}


class ValuesModel(HeadedModel):
    """The figures that one workbook gave."""

    def __init__(self, parent: QObject | None = None) -> None:
        headings = (tr("Kind"), tr("Figure"), tr("In the plan"), tr("Cell"), tr("Text there"))
        super().__init__(headings, (VALUE,), parent)
        self._all: Sequence[SourcedValue] = ()
        self.values: Sequence[SourcedValue] = ()

    def show_values(self, values: Sequence[SourcedValue]) -> None:
        """Show these figures."""
        self.beginResetModel()
        self._all = self.values = values
        self.endResetModel()

    def find(self, words: str) -> None:
        """Show the figures in whose line `words` stand."""
        wanted = fold_name(words)
        self.beginResetModel()
        self.values = [
            one
            for one in self._all
            if not wanted
            or wanted in fold_name(f"{one.kind}{one.name}{one.value}{one.sheet}{one.cell}")
        ]
        self.endResetModel()

    def line_count(self) -> int:
        return len(self.values)

    def answer(self, row: int, column: int, role: int) -> object:
        one = self.values[row]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            place = "　".join(part for part in (one.cell, one.sheet) if part)
            return (one.kind, one.name, one.value, place, " ".join(one.original.split()))[column]
        return self._dress(column, role)

    @staticmethod
    def _dress(column: int, role: int) -> QFont | QColor | None:
        if role == Qt.ItemDataRole.FontRole and column in (VALUE, PLACE):
            return look.number_font(bold=column == VALUE)
        if role == Qt.ItemDataRole.ForegroundRole and column in (KIND, ORIGINAL):
            return QColor(look.current_colours().muted)
        return None


class _Values(QTableView):
    """Enter or a double click leads to the plan."""

    followed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.followed.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class SourcesSheet(QDialog):
    """Lists the workbooks that were taken in, the newest first, with what each gave."""

    #: A `Place` in the plan that a figure led to.
    go_to = Signal(object)

    def __init__(self, document: Document, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Files taken in"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._tasks = tasks
        self._task: Task | None = None
        self.sources: tuple[ImportedSource, ...] = imported_sources(document.database)
        self.list = QListWidget()
        self.model = ValuesModel(self)
        self.table = _Values()
        self.search = SearchField(tr("Find in this list"), tr("Find in the figures"))
        self.go_button = push_button(tr("Show in the plan"))
        self._lay_out()
        self.list.currentRowChanged.connect(self._load)
        self.search.textChanged.connect(self.model.find)
        self.table.followed.connect(self.follow)
        self.table.doubleClicked.connect(lambda index: self.follow(index.row()))
        self.go_button.clicked.connect(lambda: self.follow(self.table.currentIndex().row()))
        self.list.setCurrentRow(0)
        self.resize(look.scaled(140 * SPACING), look.scaled(70 * SPACING))

    def _lay_out(self) -> None:
        calm(self.list, on_window=True)
        self.list.setItemDelegate(TitledRows(self.list))
        self.list.setAccessibleName(tr("Files taken in"))
        for source in self.sources:
            said = tr("{count} figures in the plan", count=f"{source.values:,}")
            when = f"{local_time(source.recorded_at)}　{source.recorded_by}"
            self.list.addItem(f"{source.title}\n{when}\n{said}")
        self.table.setModel(self.model)
        calm_table(self.table)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setAccessibleName(tr("Figures the file gave"))
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, look.scaled(width))
        self.table.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(SPACING, 0, 0, 0)
        beside.addWidget(self.search)
        beside.addWidget(self.table, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.list)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setSizes([look.scaled(32 * SPACING), look.scaled(107 * SPACING)])
        close = push_button(tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.go_button)
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        whole.setSpacing(SPACING)
        if not self.sources:
            empty = tr("No workbook has been taken in yet.")
            whole.addWidget(look.label(empty, muted=True))
        whole.addWidget(across, 1)
        whole.addLayout(foot)

    @property
    def is_loading(self) -> bool:
        """Tell whether the figures of a file are being looked up."""
        return self._task is not None

    def show_file(self, sha256: str) -> None:
        """Show what the file of a fingerprint gave."""
        for row, source in enumerate(self.sources):
            if source.sha256 == sha256:
                self.list.setCurrentRow(row)
                return

    def _load(self, row: int) -> None:
        """Look up the figures of a file on a worker thread: there may be very many."""
        if self._task is not None:
            self._task.cancel()
        self.model.show_values(())
        if not 0 <= row < len(self.sources):
            return
        path, source = self._document.database.path, self.sources[row].id
        self._task = self._tasks.start(lambda: _values(path, source), self._show_values, _raise)

    def _show_values(self, values: Sequence[SourcedValue]) -> None:
        self._task = None
        self.model.show_values(values)
        self.model.find(self.search.text())
        if values:
            self.table.setCurrentIndex(self.model.index(0, NAME))

    def follow(self, row: int) -> None:
        """Show the goal or measure that a figure belongs to."""
        if not 0 <= row < len(self.model.values):
            return
        element_id = element_of(self._document.database, self.model.values[row])
        if element_id is not None:
            self.go_to.emit(element_place(element_id))
            self.accept()

    def done(self, result: int) -> None:
        if self._task is not None:
            self._task.cancel()
        super().done(result)


def _values(plan: Path, source: int) -> Sequence[SourcedValue]:
    with closing(Database(plan, read_only=True)) as database:
        return tuple(values_of_source(database, source))


def _raise(error: BaseException) -> None:
    raise error
