"""The sheet of earlier versions: when each was saved over, and what was done since."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableView,
    QVBoxLayout,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.merging.lines_model import LinesModel, searched
from workbench.desktop.merging.sheet import moment
from workbench.desktop.search_field import SearchField
from workbench.desktop.tasks import Task
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import TitledRows, calm, calm_table
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations import earlier_versions
from workbench.operations.earlier_versions import Difference, Version, versions
from workbench.store.database import Database

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow

_SIZE = (1040, 600)
_LIST_WIDTH = 30 * SPACING
_ROW_HEIGHT = 28


class EarlierVersionsSheet(QDialog):
    """Looks into the version that is chosen, in the background, and goes back to it as a step."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._versions = versions(window.document.path)
        self._asked: Task | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Earlier versions"))
        self.resize(*_SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Earlier versions"))
        self.list.setFixedWidth(_LIST_WIDTH)
        calm(self.list)
        self.list.setItemDelegate(TitledRows(self.list))
        self.about = prose()
        self.table = QTableView()
        self.table.setAccessibleName(tr("Steps since"))
        calm_table(self.table)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.search = SearchField()
        self.search.setPlaceholderText(tr("Find in these steps"))
        self.search.setAccessibleName(tr("Find in these steps"))
        self.look_button = push_button(tr("Open for reading only"))
        self.back_button = push_button(tr("Go back to this version"))
        self._lay_out()
        self._show_steps([])
        self.list.currentRowChanged.connect(self._look_into)
        self.search.textChanged.connect(self._find)
        self.look_button.clicked.connect(self._open)
        self.back_button.clicked.connect(self._go_back)
        if self._versions:
            self._list(self._versions)
        else:
            self._look_elsewhere()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(2 * SPACING)
        above.addWidget(self.about, 1)
        above.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(SPACING)
        right.addLayout(above)
        right.addWidget(self.table, 1)
        both = QHBoxLayout()
        both.setSpacing(2 * SPACING)
        both.addWidget(self.list)
        both.addLayout(right, 1)
        close = push_button(tr("Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(look.label(tr("Going back is one step and can be undone."), muted=True), 1)
        foot.addWidget(close)
        foot.addWidget(self.look_button)
        foot.addWidget(self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, 2 * SPACING)
        column.setSpacing(2 * SPACING)
        column.addLayout(both, 1)
        column.addLayout(foot)

    @property
    def current(self) -> Version | None:
        """Return the version that is chosen."""
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _list(self, found: tuple[Version, ...]) -> None:
        self._versions = found
        for version in found:
            self.list.addItem(QListWidgetItem(_words(version)))
        if found:
            self.list.setCurrentRow(0)
            self.list.setFocus()
        else:
            self._tell(tr("No earlier version is kept yet: each save keeps the one before."))

    def _look_elsewhere(self) -> None:
        """Look for versions from before the file was renamed or moved."""
        self._tell(tr("Looking for versions under other names…"))
        document = self._window.document
        database, path = document.database.path, document.path
        self._in_background(lambda: _under_other_names(database, path), self._list)

    def _in_background(
        self, work: Callable[[], Any], done: Callable[[Any], None], version: Version | None = None
    ) -> None:
        def fail(error: BaseException) -> None:
            if not isinstance(error, PersonError):
                raise error
            if self.current == version:
                self._tell(str(error))
                # Of another plan's version the words advise it.
                self.look_button.setEnabled(error.code == "version.stranger")

        # What was asked for before may come later, and would tell of a state that is gone.
        if self._asked is not None:
            self._asked.cancel()
        self._asked = task = self._window.tasks.start(work, done, fail)
        # Nobody listens any more once the sheet is closed.
        self.finished.connect(lambda _result: task.cancel())

    def _look_into(self, _row: int) -> None:
        version = self.current
        if version is None:
            return
        self._tell(tr("Looking into it…"))
        database = self._window.document.database.path

        def show(found: Difference) -> None:
            if self.current == version:
                self._show(found)

        self._in_background(lambda: _difference(database, version), show, version)

    def _show(self, found: Difference) -> None:
        words = (
            tr("{count} steps were done since:", count=len(found.since))
            if found.since
            else tr("Nothing was done since.")
        )
        if found.only_there:
            theirs = tr("{count} steps stand only in this version.", count=len(found.only_there))
            words = f"{words} {theirs}"
        self._tell(words)
        lines = [(tr("since"), moment(one), one.who, one.words) for one in reversed(found.since)]
        lines += [
            (tr("only there"), moment(one), one.who, one.words)
            for one in reversed(found.only_there)
        ]
        self._show_steps(lines)
        self.look_button.setEnabled(True)
        self.back_button.setEnabled(bool(lines) and not self._window.document.read_only)

    def _tell(self, sentence: str) -> None:
        """Say something about the version; nothing can be done with it until it is known."""
        show_prose(self.about, sentence)
        self._show_steps([])
        self.look_button.setEnabled(False)
        self.back_button.setEnabled(False)

    def _show_steps(self, lines: Sequence[tuple[str, ...]]) -> None:
        headings = ("", tr("When"), tr("Who"), tr("Step"))
        self._shown = searched(LinesModel(headings, lines, self.table), self.table)
        self._shown.setFilterFixedString(self.search.text())
        self.table.setModel(self._shown)
        for column, width in enumerate((88, 168, 88)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnHidden(0, not any(line[0] == tr("only there") for line in lines))

    def _find(self, words: str) -> None:
        self._shown.setFilterFixedString(words)

    def _open(self) -> None:
        if self.current is not None and self._window.files.open(self.current.path, read_only=True):
            self.accept()

    def _go_back(self) -> None:
        version = self.current
        if version is not None and self._window.document.run(
            lambda database: earlier_versions.go_back(database, version)
        ):
            self.accept()


def _difference(database: Path, version: Version) -> Difference:
    with contextlib.closing(Database(database, read_only=True)) as reading:
        return earlier_versions.difference(reading, version)


def _under_other_names(database: Path, path: Path) -> tuple[Version, ...]:
    with contextlib.closing(Database(database, read_only=True)) as reading:
        return earlier_versions.versions_under_other_names(reading, path)


def _words(version: Version) -> str:
    """Return until when a version was the newest, and how large it is."""
    until = version.until.strftime("%Y-%m-%d %H:%M")
    size = tr("{size} MB", size=f"{version.size / 1e6:.1f}")
    return f"{tr('until {moment}', moment=until)}\n{size}"
