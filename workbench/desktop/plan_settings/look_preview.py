"""The first page of a form as it would print now, set again after each change."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.reports import rendering
from workbench.desktop.reports.drawing import image_of
from workbench.desktop.tasks import Task, Tasks
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.errors import PersonError
from workbench.language import tr
from workbench.report.forms import FORMS

#: What the page is fitted into, pixels.
ROOM = QSize(52 * SPACING, 62 * SPACING)
#: Forms whose first page shows most of a look, that of all colours first.
_FORMS = ("tree", "summary", "measures", "matrix")


class LookPreview(QWidget):
    """A form to choose and its first page; a fault in the look is said in words."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._tasks: Tasks | None = None
        self._task: Task | None = None
        self.forms = QComboBox()
        self.forms.setAccessibleName(tr("Form shown"))
        for kind in _FORMS:
            self.forms.addItem(str(FORMS[kind].title), kind)
        self.page = QLabel()
        self.page.setFixedWidth(ROOM.width())
        self.page.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.page.setAccessibleName(tr("First page as it would print"))
        self.note = prose(muted=True, size=look.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self.forms, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.note)
        column.addWidget(self.page)
        self.note.hide()
        self.forms.activated.connect(self._set_page)

    @property
    def is_rendering(self) -> bool:
        """Tell whether the page is being set."""
        return self._task is not None

    def show_for(self, tasks: Tasks) -> None:
        """Show the plan as it stands now."""
        self._tasks = tasks
        self._set_page()

    def _set_page(self) -> None:
        if self._tasks is None:
            return
        if self._task is not None:
            self._task.cancel()
        plan, kind = self._document.database.path, str(self.forms.currentData())
        ratio = self.devicePixelRatioF()

        def draw() -> QImage:
            sheet = rendering.pages(plan, kind)[0]
            whole = QSize(round(10 * sheet.width), round(10 * sheet.height))
            return image_of(sheet, whole.scaled(ROOM, Qt.AspectRatioMode.KeepAspectRatio), ratio)

        self._task = self._tasks.start(draw, self._take, self._fail)

    def _take(self, image: QImage) -> None:
        self._task = None
        self.note.hide()
        picture = QPixmap.fromImage(image)
        painter = QPainter(picture)
        size = image.deviceIndependentSize().toSize()
        painter.setPen(QColor(look.current_colours().official))
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
        painter.end()
        self.page.setPixmap(picture)

    def _fail(self, error: BaseException) -> None:
        self._task = None
        if not isinstance(error, PersonError):
            raise error
        self.page.clear()
        show_prose(self.note, str(error))
        self.note.show()
