"""The reports page: what can be made at the left, its pages in the middle, choices at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.page import Page
from workbench.desktop.questions import Questions
from workbench.desktop.reports.drawing import PICTURE, blank, framed, paper_of
from workbench.desktop.reports.form_pages import FormPages
from workbench.desktop.reports.form_view import FormView
from workbench.desktop.reports.output_host import OutputHost
from workbench.desktop.reports.outputs import BOOK, OUTPUTS, SET
from workbench.desktop.reports.print_host import PrintHost
from workbench.desktop.reports.side_panel import SidePanel
from workbench.desktop.reports.writing import Writing
from workbench.desktop.tasks import Tasks
from workbench.desktop.widgets.rows import CalmRows, PictureRows, calm
from workbench.desktop.widgets.stacks import Stack
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations import reporting
from workbench.operations.file_writing import Told
from workbench.operations.internal_parts import count_internal
from workbench.operations.reporting import Selection
from workbench.operations.years import year_to_ask
from workbench.report.forms import FORMS
from workbench.store.database import Database
from workbench.store.queries import load_years

_LIST_WIDTH = 28 * SPACING
_LINE_HEIGHT = 2 * SPACING + SPACING // 2
#: Milliseconds without a further change before the pages are set again.
_PATIENCE = 250


class ReportsPage(Page):
    """Shows printed forms, saves them as PDF, prints them, and writes workbooks and data."""

    #: The pages of a form have been set again.
    rendered = Signal(str)

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, tasks, questions, parent)
        self._is_stale = True
        self.list, self.outputs = QListWidget(), QListWidget()
        self.side = SidePanel()
        self.scope, self.pdf_button = self.side.scope, self.side.pdf_button
        self.print_button, self.outcome = self.side.print_button, self.side.outcome
        self.form_view = FormView()
        self.busy, self.preview = self.form_view.busy, self.form_view.preview
        self.message = self.form_view.message
        self.output_host = OutputHost(document, tasks, questions, lambda: self.selection)
        self._stack = Stack()
        self._pages = FormPages(tasks, self)
        self._writing = Writing(tasks, self)
        self._printing = PrintHost(questions, self)
        self._lay_out()
        self._fill_lists()
        self.setFocusProxy(self.list)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.render_all)
        self._connect()
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        for view, name in ((self.list, tr("Printed forms")), (self.outputs, tr("Write out"))):
            view.setAccessibleName(name)
            view.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            calm(view, on_window=True)
        self.list.setItemDelegate(PictureRows(self.list, PICTURE))
        # The pictures fit themselves to the window's height.
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.outputs.setItemDelegate(CalmRows(self.outputs, ruled=False))
        left = QWidget()
        left.setFixedWidth(look.scaled(_LIST_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, SPACING, 0, SPACING)
        column.setSpacing(SPACING // 2)
        column.addWidget(self.list, 1)
        caption = look.label(tr("Write out"), size=look.SMALL, muted=True)
        caption.setContentsMargins(SPACING, SPACING, 0, 0)
        column.addWidget(caption)
        column.addWidget(self.outputs)
        self._stack.setBackgroundRole(QPalette.ColorRole.Base)
        self._stack.setAutoFillBackground(True)
        self._stack.addWidget(self.form_view)
        self._stack.addWidget(self.output_host)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self._stack, 1)
        row.addWidget(self.side)

    def _fill_lists(self) -> None:
        for kind in reporting.kinds():
            item = QListWidgetItem(str(FORMS[kind].title))
            item.setData(Qt.ItemDataRole.UserRole, kind)
            item.setIcon(QIcon(blank()))
            self.list.addItem(item)
        for output in OUTPUTS.values():
            item = QListWidgetItem(str(output.name))
            item.setToolTip(item.text())
            item.setSizeHint(QSize(0, _LINE_HEIGHT))
            item.setData(Qt.ItemDataRole.UserRole, output.key)
            self.outputs.addItem(item)
        self.outputs.setFixedHeight(len(OUTPUTS) * (_LINE_HEIGHT + SPACING))

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda row: self._show_form() if row >= 0 else None)
        for signal in (self.list.itemClicked, self.list.itemActivated):
            signal.connect(lambda _item: self._show_form())
        # Not the current row: that one comes with the keyboard, which only passes through.
        self.outputs.itemSelectionChanged.connect(self._show_chosen_output)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_form)
        self.scope.changed.connect(self._choose_scope)
        self.busy.cancelled.connect(self.cancel)
        self.busy.wanted_again.connect(self.render_all)
        self.side.busy.cancelled.connect(self.stop_writing)
        self._pages.ready.connect(self._take)
        self._pages.failed.connect(self._fail)
        self._writing.written.connect(self._tell_written)
        self._writing.failed.connect(self._tell_failed)
        self._writing.stopped.connect(self._tell_stopped)
        self._printing.told.connect(self.outcome.tell)
        self._printing.ended.connect(self.side.busy.rest)
        self._document.changed.connect(self._note_change)
        self._document.opened.connect(self._begin)

    @property
    def kind(self) -> str:
        """Return the form that is shown, or was last."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    @property
    def output(self) -> str:
        """Return the output that is shown, empty while a form is."""
        chosen = self.outputs.selectedItems()
        return str(chosen[0].data(Qt.ItemDataRole.UserRole)) if chosen else ""

    def select(self, kind: str) -> None:
        """Show a form."""
        self.list.setCurrentRow(reporting.kinds().index(kind))
        self._show_form()

    def select_output(self, key: str) -> None:
        """Show something else that is written out of the plan."""
        self.outputs.setCurrentRow(list(OUTPUTS).index(key))

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
        """Tell whether pages are being set, drawn, written or printed."""
        return (
            self._pages.is_working
            or self._patience.isActive()
            or self._writing.is_working
            or self._printing.is_working
            or self.output_host.is_working
            or (self.preview.isVisible() and self.preview.is_drawing)
        )

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
        self.scope.show_internal(count_internal(database))
        self._show_scope()
        self.output_host.refresh()

    def _show_scope(self) -> None:
        self.scope.show_form(scoped=self.output == SET or FORMS[self.kind].scoped)

    def _choose_scope(self) -> None:
        """Set the pages of another part or year, once the choice has come to rest."""
        self._pages.begin(self._document.database.path, self.selection)
        self.output_host.refresh_order()
        self._patience.start()

    def _note_change(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._offer_scope()
            self._patience.start()

    def _begin(self) -> None:
        """Forget the choice that was made for another plan."""
        self.scope.forget()
        self.preview.show_pages([])
        for row in range(self.list.count()):
            self.list.item(row).setIcon(QIcon(blank()))
        self._note_change()

    def render_all(self) -> None:
        """Set the shown form's pages again, then those of the others."""
        self._is_stale = False
        self._pages.begin(self._document.database.path, self.selection)
        self.busy.rest()
        if self._is_empty:
            self.preview.show_pages([])
            self._set_others()
        else:
            # The others wait until this one is there: it is the one that is looked at.
            self._pages.want(self.kind)
        self._tell_progress()

    def _set_others(self) -> None:
        """Set the forms that are not looked at, for their pictures and for when they are."""
        for kind in reporting.kinds():
            if kind != self.kind and not self._is_about_nothing(kind):
                self._pages.want(kind, urgent=False)

    def _is_about_nothing(self, kind: str) -> bool:
        return FORMS[kind].scoped and self.selection.measures == frozenset()

    def _take(self, kind: str, small: QImage) -> None:
        self.list.item(reporting.kinds().index(kind)).setIcon(QIcon(framed(small)))
        if kind == self.kind:
            self.preview.show_pages(self._pages.of(kind))
            self._set_others()
        self._tell_progress()
        self.rendered.emit(kind)

    def _fail(self, kind: str, error: BaseException) -> None:
        self._tell_progress()
        if not isinstance(error, PersonError):
            raise error
        if kind == self.kind:
            self.preview.show_pages([])
            self._set_others()

    def _tell_progress(self) -> None:
        pages = self._pages.of(self.kind)
        if self._pages.is_setting(self.kind):
            self.message.setText(tr("Setting the pages…"))
        elif self._is_empty:
            self.message.setText(tr("Choose at least one measure at the right."))
        elif len(pages) == 1:
            self.message.setText(tr("1 page"))
        else:
            self.message.setText(tr("{count} pages", count=len(pages)) if pages else "")
        self.form_view.show_trouble(self._pages.failure(self.kind))
        self.side.paper.setText(paper_of(pages[0]) if pages else "")
        self.busy.show_work(self._pages.is_setting(self.kind))
        for button in (self.pdf_button, self.print_button):
            button.setEnabled(not self._is_empty)

    def cancel(self) -> None:
        """Want the pages no longer that are being set."""
        self._pages.cancel(self.kind)
        self.message.setText(tr("Cancelled."))
        # What was shown may be of another year or part: it is not what would print.
        self.preview.show_pages([])
        self.busy.offer_again()

    def _show_form(self) -> None:
        self.outputs.setCurrentRow(-1)
        self.outputs.clearSelection()
        self._stack.setCurrentWidget(self.form_view)
        self.form_view.title.setText(self.list.currentItem().text())
        self.side.show()
        self.side.show_for(form=True)
        self._show_scope()
        self.outcome.tell("")
        self.busy.rest()
        self.preview.show_pages(self._pages.of(self.kind))
        self.preview.verticalScrollBar().setValue(0)
        if not self._is_stale and not self._is_empty:
            self._pages.want(self.kind)
        self._tell_progress()

    def _show_chosen_output(self) -> None:
        if self.output:
            self._show_output()

    def _show_output(self) -> None:
        self.list.clearSelection()
        self._stack.setCurrentWidget(self.output_host)
        self.side.setVisible(self.output == SET)
        self.side.show_for(form=False)
        self._show_scope()
        self.output_host.show_output(self.output)

    def save_pdf(self) -> None:
        """Ask for a name and write the form as PDF."""
        self._document.settle()
        kind, of = self.kind, self.selection
        proposed = self._document.path.with_name(f"{self.list.currentItem().text()}.pdf")
        path = self._questions.file_to_write(self, tr("Save the form as PDF"), proposed)
        if path is None:
            return

        def write(database: Database, told: Told) -> tuple[Path, ...]:
            return reporting.write_bound(database, [kind], path, of=of, told=told)

        self._writing.start(self._document.database.path, write)
        self.outcome.tell(tr("Writing {file}…", file=path.name))
        self.side.busy.show_work(True)

    def _tell_written(self, files: list[Path]) -> None:
        self.side.busy.rest()
        self.outcome.tell_written(files)

    def _tell_failed(self, error: BaseException) -> None:
        self.side.busy.rest()
        if not isinstance(error, PersonError):
            raise error
        self.outcome.tell(str(error))

    def _tell_stopped(self) -> None:
        self.side.busy.rest()
        self.outcome.tell(tr("Cancelled."))

    def stop_writing(self) -> None:
        """Want no longer what is being written or printed; files are left as they were."""
        self._writing.stop()
        self._printing.stop()

    def export_book(self) -> None:
        """Show the plan as a workbook among the outputs, and ask for its name."""
        self.select_output(BOOK)
        self.output_host.write()

    def print_form(self) -> None:
        """Ask for a printer and print the form."""
        self._document.settle()
        if self.output:
            # What is printed is seen first.
            self._show_form()
            return
        sheets = self._pages.of(self.kind)
        if not sheets or self._printing.is_working:
            return
        if self._printing.print(sheets, self.list.currentItem().text(), self):
            self.side.busy.show_work(True)
