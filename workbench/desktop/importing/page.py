"""The import page: files at the left; the sheet as it looks, its columns, what would change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look, settings
from workbench.desktop.document import Document
from workbench.desktop.importing.answering import Answering
from workbench.desktop.importing.area_choice import AreaChoice
from workbench.desktop.importing.done_strip import DoneStrip
from workbench.desktop.importing.drop_area import DropArea
from workbench.desktop.importing.encoding_panel import EncodingPanel
from workbench.desktop.importing.file_words import ASKS_PASSWORD, recognised, sentence
from workbench.desktop.importing.files import ASKS_ENCODING, File, Files, State
from workbench.desktop.importing.files_pane import FilesPane
from workbench.desktop.importing.finding_model import TO_DECIDE
from workbench.desktop.importing.sources_sheet import SourcesSheet
from workbench.desktop.importing.taking_in import TakingIn
from workbench.desktop.importing.tally import Tally, button_words, tally, undecided
from workbench.desktop.importing.workbook_view import WorkbookView
from workbench.desktop.look import SPACING
from workbench.desktop.page import Page
from workbench.desktop.questions import Questions
from workbench.desktop.tasks import Task, Tasks
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.stacks import Stack
from workbench.exchange.choosing import Choosing
from workbench.language import tr
from workbench.store.queries import load_known_areas

_LIST_WIDTH = 27 * SPACING
_READING, _TROUBLE, _WORKBOOK = range(3)
#: More lines than this are counted on a worker thread.
_MANY = 3_000


class ImportPage(Page):
    """Reads workbooks, shows what they would change, and takes them in."""

    #: What undo and redo would take back of what was said of the shown file may be another.
    steps_changed = Signal()

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, tasks, questions, parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.files = Files(document, tasks, self)
        self.pane = FilesPane(self.files)
        self.list = self.pane.list
        self.drop_area = DropArea()
        self.taking_in = TakingIn(document, tasks, self)
        self.answering = Answering(document, tasks, questions, self)
        self._title = look.label(size=look.LARGE, bold=True)
        # Descenders are cut off without room beneath.
        self._title.setContentsMargins(0, 0, 0, SPACING // 2)
        self._recognised = look.label(muted=True)
        self.area = AreaChoice()
        self.done = DoneStrip()
        self.workbook = WorkbookView(tasks)
        self.apply_button = push_button(tr("Nothing to take in"))
        self.undecided = Link()
        self.answer = Link(tr("Answer to the department…"))
        self.cancel_button = push_button(tr("Cancel"))
        self._reading_words = look.label()
        self._trouble = prose()
        self.again = Link(tr("Read again"))
        self.encodings = EncodingPanel()
        self._bodies = Stack()
        self._counting: Task | None = None
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.drop_area.button)
        self._restore_widths()

    def _connect(self) -> None:
        self.drop_area.choose_wanted.connect(self.choose_files)
        self.pane.choose_wanted.connect(self.choose_files)
        self.pane.remove_wanted.connect(self.remove_file)
        self.pane.all_wanted.connect(self.apply_all)
        self.list.currentRowChanged.connect(self._show)
        self.files.listed.connect(self._list_files)
        self.files.changed.connect(self._refresh)
        self.apply_button.clicked.connect(self.apply)
        self.undecided.clicked.connect(lambda: self.workbook.look_at_findings(TO_DECIDE))
        self.workbook.guided.connect(lambda said: self.files.guide(self.list.currentRow(), said))
        self.workbook.decided.connect(
            lambda findings, key: self.files.decide(self.list.currentRow(), findings, key)
        )
        self.workbook.choosing_wanted.connect(self._choose)
        self.area.chosen.connect(self._read_for)
        self.cancel_button.clicked.connect(lambda: self.files.cancel(self.list.currentRow()))
        self.again.clicked.connect(self._read_again)
        self.encodings.chosen.connect(
            lambda encoding: self.files.read_in(self.list.currentRow(), encoding)
        )
        self.done.undo.clicked.connect(self._take_back)
        self.answer.clicked.connect(self.write_answer)
        self.answering.written.connect(self._tell_written)
        for link in (self.done.given, self.pane.sources, self.drop_area.sources):
            link.clicked.connect(self.show_sources)
        self.taking_in.finished.connect(self._tell_done)
        self.taking_in.refused.connect(self._compare_again)
        self._document.changed.connect(self._follow)
        self._document.opened.connect(self.done.forget)
        panes = QShortcut(QKeySequence(Qt.Key.Key_F6), self)
        panes.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        panes.activated.connect(self.next_pane)

    def _lay_out(self) -> None:
        for body in (self._reading_body(), self._trouble_body(), self.workbook):
            self._bodies.addWidget(body)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACING)
        head.addWidget(self._title)
        head.addWidget(self._recognised, 1)
        head.addWidget(self.area)
        self.apply_button.setDefault(True)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, SPACING // 2, 0, 0)
        foot.setSpacing(2 * SPACING)
        foot.addWidget(self.apply_button)
        foot.addWidget(self.undecided)
        foot.addStretch(1)
        foot.addWidget(self.answer)
        foot.addWidget(self.workbook.differences.menu_button)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(2 * SPACING, SPACING, SPACING, SPACING)
        column.setSpacing(SPACING // 2)
        column.addLayout(head)
        column.addWidget(self.done)
        column.addWidget(self._bodies, 1)
        column.addWidget(self._foot)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.setObjectName("import files")
        self.across.setHandleWidth(1)
        self.across.addWidget(self.pane)
        self.across.addWidget(right)
        self.across.setStretchFactor(0, 0)
        self.across.setStretchFactor(1, 1)
        self.across.setCollapsible(1, False)
        self.across.setSizes([_LIST_WIDTH, 140 * SPACING])
        self._faces = QStackedLayout(self)
        self._faces.addWidget(self.drop_area)
        self._faces.addWidget(self.across)

    def _restore_widths(self) -> None:
        """Give the panes the widths they were left with; the window keeps them at its end."""
        held = settings.read("window_widths")
        for splitter in self.findChildren(QSplitter):
            sizes = held.get(splitter.objectName()) if isinstance(held, dict) else None
            if (
                isinstance(sizes, list)
                and len(sizes) == splitter.count()
                and all(isinstance(size, int) and size >= 0 for size in sizes)
                and sum(sizes) > 0
            ):
                splitter.setSizes(sizes)

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
        column.addWidget(self.encodings)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return body

    @property
    def current(self) -> File | None:
        """Return the file that is shown."""
        row = self.list.currentRow()
        return self.files.files[row] if 0 <= row < len(self.files.files) else None

    @property
    def next_undo(self) -> str:
        """Return in words what of the shown file can be taken back before it is taken in."""
        return str((self.current and self.current.steps.next_undo) or "")

    @property
    def next_redo(self) -> str:
        """Return in words what of the shown file can be said again."""
        return str((self.current and self.current.steps.next_redo) or "")

    def undo(self) -> None:
        """Take back what was said of the shown file last."""
        self.files.take_back(self.list.currentRow())

    def redo(self) -> None:
        """Say again what was taken back last of the shown file."""
        self.files.say_again(self.list.currentRow())

    @property
    def trouble(self) -> str:
        """Return the sentence that says why the shown file cannot be read, or nothing."""
        return sentence(self.current.error) if self.current else ""

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
        if file is not None and file.reading is not None and file.state is State.READ:
            self.taking_in.take_in([file])

    def apply_all(self) -> None:
        """Take in what all files change, as one step."""
        files = self.pane.ready()
        if files:
            self.taking_in.take_in(files)

    def _tell_done(self, sentence: str, entry_id: int, files: list[File]) -> None:
        self.done.tell(sentence, entry_id, tuple(file.path for file in files))
        # From here on undo takes the import back, which is a step of the plan.
        for file in files:
            file.steps.clear()
        self.steps_changed.emit()
        self._show_done()

    def _compare_again(self) -> None:
        for place, file in enumerate(self.files.files):
            if file.state is State.READ:
                self.files.compare(place)

    def show_sources(self) -> None:
        """List the files that were taken in, and what each of them gave."""
        self.sources = SourcesSheet(self._document, self._tasks, self)
        self.sources.go_to.connect(self.go_to)
        file = self.current
        if file is not None and file.reading is not None:
            self.sources.show_file(file.reading.proposal.sha256)
        self.sources.open()

    def write_answer(self) -> None:
        """Write what was noticed in the shown file into a new workbook for the department."""
        if self.current is not None:
            self.answering.answer(self.current)

    def _tell_written(self, written: Path, path: Path) -> None:
        self.done.note(tr("Wrote {file}", file=str(written)), (path,))
        self._show_done()

    def _take_back(self) -> None:
        self._document.undo()

    def _follow(self) -> None:
        """Offer to take the import back only while it is the step that undo takes back."""
        entry = self._document.next_undo
        if entry is None or entry.id != self.done.entry_id:
            self.done.forget()

    def _list_files(self) -> None:
        self.pane.list_files()
        self._show()

    def _refresh(self, place: int) -> None:
        self.pane.refresh(place)
        if place == self.list.currentRow():
            self._show()

    def _choose(self, choosing: Choosing) -> None:
        """Take in something else of the shown file; the lists stay as they are."""
        file = self.current
        if file is None or file.reading is None:
            return
        file.choosing = choosing
        self.workbook.show_choosing(file)
        self._count(file)

    def _read_for(self, area: str) -> None:
        """Read the figures of another area of the plan."""
        if self.current is not None:
            guidance = replace(self.current.guidance, area=area)
            self.files.guide(self.list.currentRow(), guidance)

    def _show(self, _row: int = 0) -> None:
        file = self.current
        self.steps_changed.emit()
        self._faces.setCurrentIndex(0 if file is None else 1)
        self.setFocusProxy(self.drop_area.button if file is None else self.list)
        if file is None:
            return
        self._title.setText(file.path.name)
        self._show_done()
        self._recognised.setText(recognised(file))
        if file.state is State.READ and file.reading is not None:
            self.workbook.show_file(file, self._document.plan)
            own = self._document.plan.profile.area_code
            self.area.show_file(file, load_known_areas(self._document.database), own)
            self._bodies.setCurrentIndex(_WORKBOOK)
            self._count(file)
        elif file.state is State.READING:
            self._reading_words.setText(tr("Reading {file}…", file=file.path.name))
            # While it is compared again the difference stays in sight, but cannot be applied.
            self.apply_button.setEnabled(False)
            self._bodies.setCurrentIndex(_READING if file.reading is None else _WORKBOOK)
        else:
            self.area.hide()
            self._show_trouble(file)
        is_known = file.reading is not None and file.reading.proposal.recognised
        self._foot.setVisible(self._bodies.currentIndex() == _WORKBOOK)
        self.apply_button.setVisible(is_known)
        self.workbook.differences.menu_button.setVisible(is_known)

    def _show_done(self) -> None:
        file = self.current
        self.done.setVisible(file is not None and file.path in self.done.paths)

    def _count(self, file: File) -> None:
        """Show what the button would do; large workbooks are counted on a worker thread."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        reading, choosing = file.reading, file.effective
        if reading is None:
            return
        if len(reading.lines) <= _MANY:
            self._show_tally(file, tally(reading.proposal, choosing))
            return
        self.apply_button.setEnabled(False)
        self._counting = self._tasks.start(
            lambda: tally(reading.proposal, choosing),
            lambda counted: self._show_tally(file, counted),
            _raise,
        )

    def _show_tally(self, file: File, counted: Tally) -> None:
        self._counting = None
        if file is not self.current:
            return
        self.apply_button.setText(button_words(file, counted))
        self.apply_button.setEnabled(
            counted.writes and not self._document.read_only and file.state is State.READ
        )
        open_ones = undecided(file)
        self.undecided.setText(tr("Decide on {count} that are left out", count=open_ones))
        self.undecided.setVisible(open_ones > 0)

    def next_pane(self) -> None:
        """Go with the keyboard from files to sheet, columns and the lists beneath."""
        view = self.workbook
        panes = [
            self.list,
            view.sheets.view,
            view.columns.table,
            view.findings.table if view.show_findings else view.differences.table,
            self.apply_button,
        ]
        panes = [pane for pane in panes if pane.isVisible() and pane.isEnabled()]
        held = next((place for place, pane in enumerate(panes) if pane.hasFocus()), -1)
        if panes:
            panes[(held + 1) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_trouble(self, file: File) -> None:
        asks_password = file.error is not None and file.error.code in ASKS_PASSWORD
        show_prose(self._trouble, sentence(file.error) or tr("Reading was cancelled."))
        asks_encoding = file.error is not None and file.error.code in ASKS_ENCODING
        self.encodings.setVisible(asks_encoding)
        self.again.setVisible(not asks_encoding)
        if asks_encoding:
            self.encodings.ask(file.path)
        self.again.setText(tr("Enter the password…") if asks_password else tr("Read again"))
        self._bodies.setCurrentIndex(_TROUBLE)

    def _read_again(self) -> None:
        file = self.current
        if file is None:
            return
        password = None
        if file.error is not None and file.error.code in ASKS_PASSWORD:
            password = self._questions.password(self, file.path.name)
            if password is None:
                return
        self.files.read(self.list.currentRow(), password)


def _raise(error: BaseException) -> None:
    raise error
