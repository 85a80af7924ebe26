"""The import page: files at the left, at the right what the chosen one would change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.importing.difference_model import Names
from workbench.desktop.importing.drop_area import DropArea
from workbench.desktop.importing.files import File, Files, State
from workbench.desktop.importing.proposal_view import ProposalView
from workbench.desktop.importing.words import LAYOUTS
from workbench.desktop.look import SPACING
from workbench.desktop.questions import Questions
from workbench.desktop.tasks import Tasks
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import TitledRows, calm
from workbench.errors import PersonError
from workbench.exchange.proposals import WRITING
from workbench.language import tr
from workbench.operations import importing

_LIST_WIDTH = 34 * SPACING
_ASKS_PASSWORD = {"file.encrypted", "file.wrong_password"}


class ImportPage(QWidget):
    """Reads workbooks, shows what they would change, and takes them in."""

    go_to = Signal(object)

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._questions = questions
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.files = Files(document, tasks, self)
        self.drop_area = DropArea()
        self.list = QListWidget()
        self._title = look.label(size=look.LARGE, bold=True)
        self._title.setWordWrap(True)
        self._title.setContentsMargins(0, 0, 0, SPACING // 2)
        self.done = _Done()
        self.proposal = ProposalView()
        self.cancel_button = push_button(tr("Cancel"))
        self._reading_words = look.label()
        self._trouble = prose()
        self.again = Link(tr("Read again"))
        self._bodies = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.drop_area.button)
        self.drop_area.choose_wanted.connect(self.choose_files)
        self.list.currentRowChanged.connect(self._show)
        self.files.listed.connect(self._list_files)
        self.files.changed.connect(self._refresh)
        self.proposal.apply_wanted.connect(self.apply)
        self.cancel_button.clicked.connect(lambda: self.files.cancel(self.list.currentRow()))
        self.again.clicked.connect(self._read_again)
        self.done.undo.clicked.connect(self._take_back)
        document.changed.connect(self._follow)
        document.opened.connect(self.done.forget)

    def _lay_out(self) -> None:
        self.list.setAccessibleName(tr("Files to import"))
        self.list.setWordWrap(True)
        calm(self.list, on_window=True)
        self.list.setItemDelegate(TitledRows(self.list))
        self.choose_button = push_button(tr("Choose files…"))
        self.choose_button.clicked.connect(self.choose_files)
        self.remove_button = push_button(tr("Take off the list"))
        self.remove_button.clicked.connect(self.remove_file)
        left = QWidget()
        left.setFixedWidth(_LIST_WIDTH)
        left.setBackgroundRole(QPalette.ColorRole.Window)
        left.setAutoFillBackground(True)
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACING, SPACING, SPACING, 2 * SPACING)
        column.addWidget(self.list, 1)
        column.addWidget(self.choose_button)
        column.addWidget(self.remove_button)
        for body in (self._reading_body(), self._trouble_body(), self.proposal):
            self._bodies.addWidget(body)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(3 * SPACING, 2 * SPACING, 3 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(self._title)
        column.addWidget(self.done)
        column.addWidget(self._bodies, 1)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(right, 1)
        self._faces = QStackedLayout(self)
        self._faces.addWidget(self.drop_area)
        self._faces.addWidget(full)

    def _reading_body(self) -> QWidget:
        body = QWidget()
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(SPACING)
        bar.setAccessibleName(tr("Reading"))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.addWidget(self._reading_words)
        column.addWidget(bar)
        column.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return body

    def _trouble_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.addWidget(self._trouble)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return body

    @property
    def current(self) -> File | None:
        """Return the file that is shown."""
        row = self.list.currentRow()
        return self.files.files[row] if 0 <= row < len(self.files.files) else None

    @property
    def trouble(self) -> str:
        """Return the sentence that says why the shown file cannot be read, or nothing."""
        return _sentence(self.current.error) if self.current else ""

    def choose_files(self) -> None:
        """Ask for workbooks and read them."""
        files = self._questions.workbooks_to_import(self, self._document.path.parent)
        if files:
            self.read_files(files)

    def read_files(self, paths: list[Path]) -> None:
        """Read workbooks and show the first of them."""
        self.done.forget()
        first = self.files.add(paths)
        self.list.setCurrentRow(first)
        self._show()

    def remove_file(self) -> None:
        """Take the shown file off the list."""
        row = self.list.currentRow()
        if row >= 0:
            self.files.remove(row)

    def apply(self) -> None:
        """Take in what the shown file changes, as one step."""
        file = self.current
        if file is None or file.reading is None or file.state is not State.READ:
            return
        proposal = file.reading.proposal
        before = self._document.next_undo
        if not self._document.run(lambda database: importing.apply(database, proposal)):
            self.files.read(self.list.currentRow())
            return
        entry = self._document.next_undo
        if entry is not None and entry != before:
            counts = proposal.counts
            figures = sum(counts[change] for change in WRITING)
            self.done.tell(
                tr("Took in {count} figures from {file}.", count=figures, file=proposal.workbook)
                if figures
                else tr("Took in {file}.", file=proposal.workbook),
                entry.id,
                file.path,
            )

    def _take_back(self) -> None:
        self._document.undo()

    def _follow(self) -> None:
        """Offer to take the import back only while it is the step that undo takes back."""
        entry = self._document.next_undo
        if entry is None or entry.id != self.done.entry_id:
            self.done.forget()

    def _list_files(self) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for file in self.files.files:
            self.list.addItem(_summary(file))
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self._show()

    def _refresh(self, place: int) -> None:
        item = self.list.item(place)
        if item is not None:
            item.setText(_summary(self.files.files[place]))
        if place == self.list.currentRow():
            self._show()

    def _show(self, _row: int = 0) -> None:
        file = self.current
        self._faces.setCurrentIndex(0 if file is None else 1)
        self.setFocusProxy(self.drop_area.button if file is None else self.list)
        if file is None:
            return
        self._title.setText(file.path.name)
        self.done.setVisible(self.done.path == file.path)
        reading = file.reading
        if file.state is State.READ and reading is not None:
            profile = self._document.plan.profile
            names = Names(profile.area_code, profile.municipality)
            self.proposal.show_reading(reading, names, read_only=self._document.read_only)
            self._bodies.setCurrentIndex(2)
        elif file.state is State.READING:
            self._reading_words.setText(tr("Reading {file}…", file=file.path.name))
            # While it is read again the difference stays in sight, but cannot be applied.
            self.proposal.apply_button.setEnabled(False)
            self._bodies.setCurrentIndex(2 if reading is not None else 0)
        else:
            self._show_trouble(file)

    def _show_trouble(self, file: File) -> None:
        asks_password = file.error is not None and file.error.code in _ASKS_PASSWORD
        show_prose(self._trouble, _sentence(file.error) or tr("Reading was cancelled."))
        self.again.setText(tr("Enter the password…") if asks_password else tr("Read again"))
        self._bodies.setCurrentIndex(1)

    def _read_again(self) -> None:
        file = self.current
        if file is None:
            return
        password = None
        if file.error is not None and file.error.code in _ASKS_PASSWORD:
            password = self._questions.password(self, file.path.name)
            if password is None:
                return
        self.files.read(self.list.currentRow(), password)


class _Done(QFrame):
    """Says what was taken in, with the way back beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.entry_id = 0
        self.path: Path | None = None
        self.words = look.label(bold=True)
        self.undo = Link(tr("Take it back"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        row.addWidget(self.words)
        row.addWidget(self.undo)
        row.addStretch(1)
        self.hide()

    def forget(self) -> None:
        """Say nothing any more."""
        self.entry_id, self.path = 0, None
        self.hide()

    def tell(self, sentence: str, entry_id: int, path: Path) -> None:
        """Say what the step `entry_id` took in from `path`."""
        self.entry_id, self.path = entry_id, path
        self.words.setText(f"✓ {sentence}")
        self.show()


def _sentence(error: PersonError | None) -> str:
    """Return what is wrong and what to do; the file is named above it already."""
    if error is None:
        return ""
    return f"{error.what} {error.remedy}" if error.remedy else str(error.what)


def _summary(file: File) -> str:
    """Return a file's name and, beneath, how far it has come."""
    return f"{file.path.name}\n{_state(file)}"


def _state(file: File) -> str:
    if file.state is State.READING:
        return tr("Reading…")
    if file.state is State.CANCELLED:
        return tr("Reading was cancelled.")
    if file.error is not None or file.reading is None:
        return tr("✕ Cannot be read")
    proposal = file.reading.proposal
    if not proposal.recognised:
        return tr("▲ Not recognised")
    figures = sum(proposal.counts[change] for change in WRITING)
    kind = str(LAYOUTS.get(proposal.layouts[0], proposal.layouts[0]))
    return f"{kind}\n" + (
        tr("{count} figures to take in", count=figures) if figures else tr("Nothing new")
    )
