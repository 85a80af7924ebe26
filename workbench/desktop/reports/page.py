"""The reports page: forms at the left, the chosen one's pages in the middle, what to do above."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.questions import Questions
from workbench.desktop.reports import rendering
from workbench.desktop.reports.busy import Busy
from workbench.desktop.reports.pictures import PICTURE, blank, first_page, paper_of
from workbench.desktop.reports.preview import Preview, size_of, zoom_buttons
from workbench.desktop.reports.scope_panel import ScopePanel
from workbench.desktop.tasks import Task, Tasks
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.rows import PictureRows, calm
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations import reporting
from workbench.operations.reporting import Selection
from workbench.operations.years import year_to_ask
from workbench.report.forms import FORMS
from workbench.store.queries import load_years

_LIST_WIDTH = 28 * SPACING
_SIDE_WIDTH = 33 * SPACING
#: What writing and printing are called among the tasks.
_WRITING = "writing"
#: Milliseconds without a further change before the pages are set again.
_PATIENCE = 250


class ReportsPage(QWidget):
    """Shows printed forms, saves them as PDF, prints them, and exports the workbook."""

    go_to = Signal(object)
    #: The pages of a form have been set again.
    rendered = Signal(str)

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._tasks = tasks
        self._questions = questions
        self._pages: dict[str, list[bytes]] = {}
        self._waiting: dict[str, Task] = {}
        self._is_stale = True
        self.list = QListWidget()
        self.scope = ScopePanel()
        self.busy = Busy()
        self.preview = Preview()
        self.message = look.label(muted=True)
        self._title = look.label(size=look.LARGE, bold=True)
        self.pdf_button = push_button(tr("Save as PDF…"))
        self.print_button = push_button(tr("Print…"))
        self.book_button = push_button(tr("Export as a workbook…"))
        self._paper = look.label(size=look.SMALL, muted=True)
        self._lay_out()
        self._list_forms()
        self.setFocusProxy(self.list)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.render_all)
        self.list.currentRowChanged.connect(self._show)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_form)
        self.book_button.clicked.connect(self.export_book)
        self.scope.changed.connect(self._choose_scope)
        self.busy.cancelled.connect(self.cancel)
        self.busy.wanted_again.connect(self.render_all)
        document.changed.connect(self._note_change)
        document.opened.connect(self._begin)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.list.setAccessibleName(tr("Printed forms"))
        calm(self.list, on_window=True)
        self.list.setItemDelegate(PictureRows(self.list, PICTURE))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QWidget()
        left.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, SPACING, 0, 2 * SPACING)
        column.addWidget(self.list, 1)
        head = QHBoxLayout()
        head.setContentsMargins(3 * SPACING, SPACING, 2 * SPACING, SPACING)
        head.setSpacing(SPACING)
        head.addWidget(self._title)
        head.addWidget(self.message, 1)
        head.addWidget(self.busy)
        for button in zoom_buttons(self.preview):
            head.addWidget(button)
        right = QWidget()
        right.setBackgroundRole(QPalette.ColorRole.Base)
        right.setAutoFillBackground(True)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(right, 1)
        row.addWidget(self._side())

    def _side(self) -> QWidget:
        """Return what stands at the right: scope and year, then what to do with the form."""
        side = QWidget()
        side.setFixedWidth(_SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(self.scope, 1)
        column.addSpacing(SPACING)
        column.addWidget(self._paper)
        for button in (self.pdf_button, self.print_button):
            column.addWidget(button)
        column.addSpacing(2 * SPACING)
        column.addWidget(self.book_button)
        return side

    def _list_forms(self) -> None:
        for kind in reporting.kinds():
            item = QListWidgetItem(str(FORMS[kind].title))
            item.setData(Qt.ItemDataRole.UserRole, kind)
            item.setIcon(QIcon(blank()))
            self.list.addItem(item)

    @property
    def kind(self) -> str:
        """Return the form that is shown."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def select(self, kind: str) -> None:
        """Show a form."""
        self.list.setCurrentRow(reporting.kinds().index(kind))

    @property
    def selection(self) -> Selection:
        """Return the year and the part of the plan that forms are about."""
        return self.scope.selection

    @property
    def _is_empty(self) -> bool:
        """Tell whether the form shown would be about nothing."""
        return FORMS[self.kind].scoped and self.selection.measures == frozenset()

    @property
    def is_rendering(self) -> bool:
        """Tell whether pages are being set or written."""
        return bool(self._waiting) or self._patience.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._offer_scope()
            self.render_all()

    def _offer_scope(self) -> None:
        database, profile = self._document.database, self._document.plan.profile
        opened = {year.fiscal_year for year in load_years(database)}
        years = opened | set(range(profile.first_year, profile.last_year + 1))
        self.scope.show_plan(self._document.plan, sorted(years), year_to_ask(database))
        self.scope.show_form(scoped=FORMS[self.kind].scoped)

    def _choose_scope(self) -> None:
        """Set the pages of another part or year, once the choice has come to rest."""
        self._pages.clear()
        self._patience.start()

    def _note_change(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._offer_scope()
            self._patience.start()

    def _begin(self) -> None:
        self.scope.forget()
        self.preview.show_pages([])
        for row in range(self.list.count()):
            self.list.item(row).setIcon(QIcon(blank()))
        self._note_change()

    def render_all(self) -> None:
        """Set the shown form's pages again, then the small pictures of the others."""
        self._is_stale = False
        self._pages.clear()
        self.busy.rest()
        self._render(self.kind)
        for kind in reporting.kinds():
            if kind != self.kind:
                self._draw_small(kind)

    def _render(self, kind: str) -> None:
        """Set the pages of the form that is shown."""
        if (held := self._waiting.get(kind)) is not None:
            held.cancel()
        if self._is_empty:
            self._waiting.pop(kind, None)
            self.preview.show_pages([])
            self._tell_progress()
            return
        plan, of = self._document.database.path, self.selection
        self._waiting[kind] = self._tasks.start(
            lambda: rendering.pages(plan, kind, rendering.SCREEN, of),
            lambda pages: self._take(kind, pages),
            lambda error: self._fail(kind, error),
        )
        self._tell_progress()

    def _draw_small(self, kind: str) -> None:
        """Set a form for the small picture of its first page."""
        plan, of = self._document.database.path, self.selection
        name = f"{kind}, small"
        if (held := self._waiting.get(name)) is not None:
            held.cancel()
        self._waiting[name] = self._tasks.start(
            lambda: rendering.pages(plan, kind, rendering.SMALL, of)[:1],
            lambda pages: self._take_small(name, kind, pages[0]),
            lambda error: self._fail(name, error),
            urgent=False,
        )

    def _take(self, kind: str, pages: list[bytes]) -> None:
        self._waiting.pop(kind, None)
        self._pages[kind] = pages
        self._show_small(kind, pages[0])
        if kind == self.kind:
            self.preview.show_pages(pages)
        self._tell_progress()
        self.rendered.emit(kind)

    def _take_small(self, name: str, kind: str, page: bytes) -> None:
        self._waiting.pop(name, None)
        self._show_small(kind, page)

    def _show_small(self, kind: str, page: bytes) -> None:
        self.list.item(reporting.kinds().index(kind)).setIcon(QIcon(first_page(page)))

    def _fail(self, name: str, error: BaseException) -> None:
        self._waiting.pop(name, None)
        self._tell_progress()
        if not isinstance(error, PersonError):
            raise error
        if name in (self.kind, _WRITING):
            self.message.setText(str(error))

    def _tell_progress(self) -> None:
        pages = len(self._pages.get(self.kind, ()))
        if self.kind in self._waiting:
            self.message.setText(tr("Setting the pages…"))
        elif self._is_empty:
            self.message.setText(tr("Choose at least one measure at the right."))
        elif pages == 1:
            self.message.setText(tr("1 page"))
        else:
            self.message.setText(tr("{count} pages", count=pages) if pages else "")
        first = self._pages.get(self.kind, ())[:1]
        self._paper.setText(paper_of(first[0]) if first else "")
        self._tell_busy()

    def _tell_busy(self) -> None:
        """Show that something takes its time, and let a form about nothing be neither kept."""
        self.busy.show_work(self.kind in self._waiting or _WRITING in self._waiting)
        for button in (self.pdf_button, self.print_button):
            button.setEnabled(not self._is_empty)

    def cancel(self) -> None:
        """Want no longer what is being set, written or printed; files are left as they were."""
        for name in (self.kind, _WRITING):
            task = self._waiting.pop(name, None)
            if task is not None:
                task.cancel()
        self.message.setText(tr("Cancelled."))
        if self.kind not in self._pages:
            # What was shown may be of another year or part: it is not what would print.
            self.preview.show_pages([])
            self.busy.offer_again()
        else:
            self.busy.rest()

    def _show(self, _row: int = 0) -> None:
        self._title.setText(self.list.currentItem().text())
        self.scope.show_form(scoped=FORMS[self.kind].scoped)
        self.preview.show_pages(self._pages.get(self.kind, []))
        self.preview.verticalScrollBar().setValue(0)
        if self.kind not in self._pages and not self._is_stale:
            self._render(self.kind)
        self._tell_progress()

    def save_pdf(self) -> None:
        """Ask for a name and write the form as PDF."""
        self._document.settle()
        kind, plan, of = self.kind, self._document.database.path, self.selection
        path = self._ask(tr("Save the form as PDF"), f"{self.list.currentItem().text()}.pdf")
        if path is not None:
            self._write(path, lambda wanted: rendering.write_pdf(plan, kind, path, of, wanted))

    def export_book(self) -> None:
        """Ask for a name and write the plan as a workbook."""
        self._document.settle()
        profile, plan = self._document.plan.profile, self._document.database.path
        name = f"{profile.municipality}_{profile.title}.xlsx"
        path = self._ask(tr("Export the plan as a workbook"), name)
        if path is not None:
            self._write(path, lambda _wanted: rendering.write_book(plan, path))

    def _ask(self, title: str, name: str) -> Path | None:
        proposed = self._document.path.with_name(name)
        return self._questions.file_to_write(self, title, proposed)

    def _write(self, path: Path, write: Callable[[Callable[[], bool]], object]) -> None:
        self.message.setText(tr("Writing {file}…", file=path.name))
        started: list[Task] = []
        task = self._tasks.start(
            lambda: write(lambda: not any(one.cancelled for one in started)),
            lambda _nothing: self._tell_written(path),
            lambda error: self._fail(_WRITING, error),
        )
        started.append(task)
        self._waiting[_WRITING] = task
        self._tell_busy()

    def _tell_written(self, path: Path) -> None:
        self._waiting.pop(_WRITING, None)
        self._tell_busy()
        self.message.setText(tr("Wrote {file}.", file=path.name))
        self.message.setToolTip(str(path))

    def print_form(self) -> None:
        """Ask for a printer and print the form."""
        self._document.settle()
        pages = self._pages.get(self.kind)
        if not pages:
            return
        from workbench.desktop.reports.printing import printer_for

        printer = printer_for(size_of(pages[0]), rendering.SCREEN, self.list.currentItem().text())
        printer.setFromTo(1, len(pages))
        if not self._questions.printer(self, printer):
            return
        kind, plan, of = self.kind, self._document.database.path, self.selection
        self.message.setText(tr("Printing…"))
        self._waiting[_WRITING] = self._tasks.start(
            lambda: rendering.pages(plan, kind, rendering.PRINTER, of),
            lambda printed: self._print(printer, printed),
            lambda error: self._fail(_WRITING, error),
        )
        self._tell_busy()

    def _print(self, printer: object, pages: list[bytes]) -> None:
        from workbench.desktop.reports.printing import print_pages

        self._waiting.pop(_WRITING, None)
        self._tell_busy()
        try:
            count = print_pages(printer, pages)
        except OSError as error:
            self.message.setText(tr("The printer {name} did not take the pages.", name=error))
            return
        self.message.setText(tr("Sent {count} pages to the printer.", count=count))
