"""The reports page: forms at the left, the chosen one's pages in the middle, what to do above."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter, QPalette, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.questions import Questions
from workbench.desktop.reports import rendering
from workbench.desktop.reports.preview import Preview, scaled, size_of
from workbench.desktop.tasks import Task, Tasks
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.rows import PictureRows, calm
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations import reporting
from workbench.report.forms import FORMS

_LIST_WIDTH = 28 * SPACING
_PICTURE = QSize(144, 144)
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
        self.preview = Preview()
        self.message = look.label(muted=True)
        self._title = look.label(size=look.LARGE, bold=True)
        self.pdf_button = push_button(tr("Save as PDF…"))
        self.print_button = push_button(tr("Print…"))
        self.book_button = push_button(tr("Export the plan as a workbook…"))
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
        document.changed.connect(self._note_change)
        document.opened.connect(self._begin)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.list.setAccessibleName(tr("Printed forms"))
        calm(self.list, on_window=True)
        self.list.setItemDelegate(PictureRows(self.list, _PICTURE))
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
        for sign, name, then in (
            ("−", tr("Smaller"), self.preview.zoom_out),
            ("＋", tr("Larger"), self.preview.zoom_in),
            (tr("Fit the width"), tr("Fit the width"), self.preview.fit_width),
        ):
            head.addWidget(_zoom_button(sign, name, then))
        for button in (self.pdf_button, self.print_button, self.book_button):
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

    def _list_forms(self) -> None:
        for kind in reporting.kinds():
            item = QListWidgetItem(str(FORMS[kind].title))
            item.setData(Qt.ItemDataRole.UserRole, kind)
            item.setIcon(QIcon(_blank()))
            self.list.addItem(item)

    @property
    def kind(self) -> str:
        """Return the form that is shown."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def select(self, kind: str) -> None:
        """Show a form."""
        self.list.setCurrentRow(reporting.kinds().index(kind))

    @property
    def is_rendering(self) -> bool:
        """Tell whether pages are being set or written."""
        return bool(self._waiting) or self._patience.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.render_all()

    def _note_change(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._patience.start()

    def _begin(self) -> None:
        self.preview.show_pages([])
        for row in range(self.list.count()):
            self.list.item(row).setIcon(QIcon(_blank()))
        self._note_change()

    def render_all(self) -> None:
        """Set the shown form's pages again, then the small pictures of the others."""
        self._is_stale = False
        self._pages.clear()
        self._render(self.kind)
        for kind in reporting.kinds():
            if kind != self.kind:
                self._draw_small(kind)

    def _render(self, kind: str) -> None:
        """Set the pages of the form that is shown."""
        if (held := self._waiting.get(kind)) is not None:
            held.cancel()
        plan = self._document.database.path
        self._waiting[kind] = self._tasks.start(
            lambda: rendering.pages(plan, kind, rendering.SCREEN),
            lambda pages: self._take(kind, pages),
            lambda error: self._fail(kind, error),
        )
        self._tell_progress()

    def _draw_small(self, kind: str) -> None:
        """Set a form for the small picture of its first page."""
        plan = self._document.database.path
        name = f"{kind}, small"
        if (held := self._waiting.get(name)) is not None:
            held.cancel()
        self._waiting[name] = self._tasks.start(
            lambda: rendering.pages(plan, kind, rendering.SMALL)[:1],
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
        self.list.item(reporting.kinds().index(kind)).setIcon(QIcon(_picture(page)))

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
        else:
            self.message.setText(tr("{count} pages", count=pages) if pages else "")

    def _show(self, _row: int = 0) -> None:
        self._title.setText(self.list.currentItem().text())
        self.preview.show_pages(self._pages.get(self.kind, []))
        self.preview.verticalScrollBar().setValue(0)
        if self.kind not in self._pages and not self._is_stale:
            self._render(self.kind)
        self._tell_progress()

    def save_pdf(self) -> None:
        """Ask for a name and write the form as PDF."""
        self._document.settle()
        kind, plan = self.kind, self._document.database.path
        path = self._ask(tr("Save the form as PDF"), f"{self.list.currentItem().text()}.pdf")
        if path is not None:
            self._write(path, lambda: rendering.write_pdf(plan, kind, path))

    def export_book(self) -> None:
        """Ask for a name and write the plan as a workbook."""
        self._document.settle()
        profile, plan = self._document.plan.profile, self._document.database.path
        name = f"{profile.municipality}_{profile.title}.xlsx"
        path = self._ask(tr("Export the plan as a workbook"), name)
        if path is not None:
            self._write(path, lambda: rendering.write_book(plan, path))

    def _ask(self, title: str, name: str) -> Path | None:
        proposed = self._document.path.with_name(name)
        return self._questions.file_to_write(self, title, proposed)

    def _write(self, path: Path, write: Callable[[], object]) -> None:
        self.message.setText(tr("Writing {file}…", file=path.name))
        self._waiting[_WRITING] = self._tasks.start(
            write,
            lambda _nothing: self._tell_written(path),
            lambda error: self._fail(_WRITING, error),
        )

    def _tell_written(self, path: Path) -> None:
        self._waiting.pop(_WRITING, None)
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
        kind, plan = self.kind, self._document.database.path
        self.message.setText(tr("Printing…"))
        self._waiting[_WRITING] = self._tasks.start(
            lambda: rendering.pages(plan, kind, rendering.PRINTER),
            lambda printed: self._print(printer, printed),
            lambda error: self._fail(_WRITING, error),
        )

    def _print(self, printer: object, pages: list[bytes]) -> None:
        from workbench.desktop.reports.printing import print_pages

        self._waiting.pop(_WRITING, None)
        try:
            count = print_pages(printer, pages)
        except OSError as error:
            self.message.setText(tr("The printer {name} did not take the pages.", name=error))
            return
        self.message.setText(tr("Sent {count} pages to the printer.", count=count))


def _zoom_button(sign: str, name: str, then: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setAutoRaise(True)
    button.clicked.connect(then)
    return button


def _picture(page: bytes) -> QPixmap:
    """Return the small picture of a first page, with an edge like a sheet."""
    size = size_of(page).scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
    picture = _blank()
    painter = QPainter(picture)
    left = (_PICTURE.width() - size.width()) // 2
    top = _PICTURE.height() - size.height()
    painter.drawPixmap(left, top, scaled(page, size))
    painter.setPen(QPen(look.current_colours().official))
    painter.drawRect(left, top, size.width() - 1, size.height() - 1)
    painter.end()
    return picture


def _blank() -> QPixmap:
    picture = QPixmap(_PICTURE)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
