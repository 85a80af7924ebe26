"""The reports page: forms at the left, the chosen one's pages in the middle, what to do above."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPalette, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.questions import Questions
from workbench.desktop.reports import rendering
from workbench.desktop.reports.preview import Preview
from workbench.desktop.tasks import Task, Tasks
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations import reporting
from workbench.report.forms import FORMS

_LIST_WIDTH = 28 * SPACING
_PICTURE = QSize(176, 176)
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
        self._pages: dict[str, list[QImage]] = {}
        self._waiting: dict[str, Task] = {}
        self._is_stale = True
        self.list = QListWidget()
        self.preview = Preview()
        self.message = look.label(muted=True)
        self._title = look.label(size=look.LARGE, bold=True)
        self.pdf_button = QPushButton(tr("Save as PDF…"))
        self.print_button = QPushButton(tr("Print…"))
        self.book_button = QPushButton(tr("Export the plan as a workbook…"))
        self._lay_out()
        self._list_forms()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.render)
        self.list.currentRowChanged.connect(self._show)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_form)
        self.book_button.clicked.connect(self.export_book)
        document.changed.connect(self._note_change)
        document.opened.connect(self._begin)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.list.setAccessibleName(tr("Printed forms"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setFlow(QListWidget.Flow.TopToBottom)
        self.list.setWrapping(False)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setIconSize(_PICTURE)
        self.list.setSpacing(SPACING)
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
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.list.addItem(item)

    @property
    def kind(self) -> str:
        """Return the form that is shown."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def select(self, kind: str) -> None:
        """Show a form."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == kind:
                self.list.setCurrentRow(row)

    @property
    def is_rendering(self) -> bool:
        """Tell whether pages are being set."""
        return bool(self._waiting) or self._patience.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.render()

    def _note_change(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._patience.start()

    def _begin(self) -> None:
        self._pages.clear()
        self.preview.show_pages([])
        for row in range(self.list.count()):
            self.list.item(row).setIcon(QIcon(_blank()))
        self._note_change()

    def render(self) -> None:
        """Set the pages of every form again, the one that is shown first."""
        self._is_stale = False
        for task in self._waiting.values():
            task.cancel()
        self._waiting.clear()
        kinds = sorted(reporting.kinds(), key=lambda kind: kind != self.kind)
        for kind in kinds:
            self._render(kind)
        self._tell_progress()

    def _render(self, kind: str) -> None:
        plan = self._document.database.path
        self._waiting[kind] = self._tasks.start(
            lambda: _images(rendering.pages(plan, kind, rendering.SCREEN)),
            lambda pages: self._take(kind, pages),
            lambda error: self._fail(kind, error),
        )

    def _take(self, kind: str, pages: list[QImage]) -> None:
        self._waiting.pop(kind, None)
        self._pages[kind] = pages
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == kind:
                self.list.item(row).setIcon(QIcon(_picture(pages[0])))
        if kind == self.kind:
            self.preview.show_pages(pages)
        self._tell_progress()
        self.rendered.emit(kind)

    def _fail(self, kind: str, error: BaseException) -> None:
        self._waiting.pop(kind, None)
        if not isinstance(error, PersonError):
            self._tell_progress()
            raise error
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
        self._waiting["write"] = self._tasks.start(
            write,
            lambda _nothing: self._tell_written(path),
            lambda error: self._fail("write", error),
        )

    def _tell_written(self, path: Path) -> None:
        self._waiting.pop("write", None)
        self.message.setText(tr("Wrote {file}.", file=path.name))
        self.message.setToolTip(str(path))

    def print_form(self) -> None:
        """Ask for a printer and print the form."""
        self._document.settle()
        pages = self._pages.get(self.kind)
        if not pages:
            return
        from workbench.desktop.reports.printing import printer_for

        printer = printer_for(pages[0], rendering.SCREEN, self.list.currentItem().text())
        printer.setFromTo(1, len(pages))
        if not self._questions.printer(self, printer):
            return
        kind, plan = self.kind, self._document.database.path
        self.message.setText(tr("Printing…"))
        self._waiting["write"] = self._tasks.start(
            lambda: _images(rendering.pages(plan, kind, rendering.PRINTER)),
            lambda images: self._print(printer, images),
            lambda error: self._fail("write", error),
        )

    def _print(self, printer: object, images: list[QImage]) -> None:
        from workbench.desktop.reports.printing import print_pages

        self._waiting.pop("write", None)
        try:
            count = print_pages(printer, images)
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


def _images(pages: list[bytes]) -> list[QImage]:
    return [QImage.fromData(page) for page in pages]


def _picture(page: QImage) -> QPixmap:
    """Return the small picture of a first page, with an edge like a sheet."""
    small = page.scaled(
        _PICTURE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    picture = QPixmap(_PICTURE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    left = (_PICTURE.width() - small.width()) // 2
    top = (_PICTURE.height() - small.height()) // 2
    painter.drawImage(left, top, small)
    painter.setPen(QPen(look.current_colours().official))
    painter.drawRect(left, top, small.width() - 1, small.height() - 1)
    painter.end()
    return picture


def _blank() -> QPixmap:
    picture = QPixmap(_PICTURE)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
