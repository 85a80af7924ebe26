"""The sheet for publications: what is internal, and the copy without it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeView,
    QVBoxLayout,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.publishing.parts_model import NAME, PartsFilter, PartsModel
from workbench.desktop.search_field import SearchField
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import CalmRows, calm
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations.publishable import Part, parts
from workbench.operations.publishing import mark_internal, write_public_copy
from workbench.store.database import Database

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow

_SIZE = (880, 640)
_KIND_WIDTH, _STATE_WIDTH = 128, 240


class PublishingSheet(QDialog):
    """Each tick is a step of the plan; the copy is written from the plan as it stands."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Copy for publication"))
        self.resize(*_SIZE)
        self.model = PartsModel()
        self.model.setParent(self)
        self.shown = PartsFilter(self.model)
        self.tree = QTreeView()
        self.tree.setAccessibleName(tr("Parts of the plan"))
        self.tree.setModel(self.shown)
        self.tree.setUniformRowHeights(True)
        calm(self.tree)
        self.tree.setItemDelegate(CalmRows(self.tree, ruled=False))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.search = SearchField()
        self.search.setPlaceholderText(tr("Find a part"))
        self.search.setAccessibleName(tr("Find a part"))
        self.only_internal = QCheckBox(tr("Only what is internal"))
        self._count = look.label(muted=True)
        self._done = prose()
        self._done.hide()
        self.write_button = push_button(tr("Write the copy…"))
        self.write_button.setDefault(True)
        self._lay_out()
        self.model.marked.connect(self._mark)
        self.search.textChanged.connect(self._find)
        self.only_internal.toggled.connect(self._narrow)
        self.write_button.clicked.connect(self._write)
        window.document.changed.connect(self.refresh)
        self.refresh()
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.tree.setColumnWidth(1, _KIND_WIDTH)
        self.tree.setColumnWidth(2, _STATE_WIDTH)
        self._open_marked()

    def _lay_out(self) -> None:
        words = prose(
            tr(
                "The copy holds the plan without what is ticked here and what hangs on it, without "
                "the history, who worked on it, and the workbooks and cells that figures came "
                "from. Workbooks and printed forms made from the copy leave all that out, too."
            ),
            muted=True,
        )
        tools = QHBoxLayout()
        tools.setSpacing(2 * SPACING)
        tools.addWidget(self.only_internal)
        tools.addWidget(self._count, 1)
        tools.addWidget(self.search)
        close = push_button(tr("Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._done, 1)
        foot.addStretch(0)
        foot.addWidget(close)
        foot.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(words)
        column.addLayout(tools)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)

    @property
    def told(self) -> str:
        """Return what was written or went wrong, empty when nothing was."""
        return "" if self._done.isHidden() else self._done.accessibleName()

    def refresh(self) -> None:
        """Show the plan as it stands now."""
        document = self._window.document
        found = parts(document.database)
        self.model.show_parts(found, read_only=document.read_only)
        marked = sum(part.is_internal for top in found for part in top.walk())
        self._count.setText(tr("{count} marked as internal", count=marked))

    def _mark(self, part: Part, internal: bool) -> None:
        assert part.row_id is not None
        row_id = part.row_id
        if not self._window.document.run(
            lambda database: mark_internal(database, part.table, row_id, internal=internal)
        ):
            self.refresh()

    def _find(self, words: str) -> None:
        self.shown.setFilterFixedString(words)
        if words:
            self.tree.expandAll()

    def _narrow(self, only: bool) -> None:
        self.shown.show_only_internal(only)
        if only:
            self.tree.expandAll()

    def _open_marked(self) -> None:
        """Open the tree down to its second level, so that something is to be seen."""
        self.tree.expandToDepth(0)

    def _write(self) -> None:
        window = self._window
        window.document.settle()
        path = window.document.path
        proposed = path.with_name(f"{path.stem}-{tr('public')}{path.suffix}")
        chosen = window.questions.file_to_write(
            self, tr("Write the copy for publication"), proposed
        )
        if chosen is not None:
            self.write_button.setEnabled(False)
            self._tell(tr("Writing {file}…", file=chosen.name))
            database = window.document.database.path
            task = window.tasks.start(
                lambda: _write(database, path, chosen),
                lambda _nothing: self._end(tr("Wrote {file}.", file=chosen)),
                self._fail,
            )
            # Nobody listens any more once the sheet is closed.
            self.finished.connect(lambda _result: task.cancel())

    def _fail(self, error: BaseException) -> None:
        self.write_button.setEnabled(True)
        if not isinstance(error, PersonError):
            raise error
        self._end(str(error))

    def _end(self, sentence: str) -> None:
        self.write_button.setEnabled(True)
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        show_prose(self._done, sentence)
        self._done.show()


def _write(database: Path, own: Path, path: Path) -> None:
    """Write the copy, through a connection of its own."""
    with contextlib.closing(Database(database, read_only=True)) as reading:
        write_public_copy(reading, own, path)
