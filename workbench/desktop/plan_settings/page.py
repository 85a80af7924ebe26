"""The page of the plan's settings: the sections at the left, the chosen one beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import OVERVIEW
from workbench.desktop.plan_settings.section import SettingsSection
from workbench.desktop.plan_settings.sections import SECTIONS
from workbench.desktop.questions import Questions
from workbench.desktop.tasks import Tasks
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading
from workbench.desktop.widgets.rows import CalmRows, calm
from workbench.language import tr

#: The list is as wide as its longest name, within these bounds.
_LIST_WIDTH, _LIST_WIDEST = 22 * SPACING, 30 * SPACING


class SettingsPage(QWidget):
    """Sections are made when they are first shown; only the one shown follows the plan."""

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
        self._tasks = tasks
        self._questions = questions
        self._made: dict[str, SettingsSection] = {}
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.above = Link(tr("Plan as a whole"))
        self.above.clicked.connect(lambda: self.go_to.emit(OVERVIEW))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Settings of the plan"))
        calm(self.list)
        self.list.setItemDelegate(CalmRows(self.list, ruled=False))
        for kind in SECTIONS:
            QListWidgetItem(str(kind.title), self.list)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_row)
        self._stack = QStackedWidget()
        left = QVBoxLayout()
        left.setContentsMargins(2 * SPACING, 3 * SPACING, 0, SPACING)
        left.setSpacing(SPACING)
        left.addWidget(self.above, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(Heading(tr("Settings of the plan")))
        left.addWidget(self.list, 1)
        side = QWidget()
        side.setLayout(left)
        longest = self.list.sizeHintForColumn(0) + 3 * SPACING
        narrow, wide = look.scaled(_LIST_WIDTH), look.scaled(_LIST_WIDEST)
        side.setFixedWidth(min(max(longest, narrow), wide))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        self.setFocusProxy(self.list)

    @property
    def section(self) -> SettingsSection:
        """Return the section that is shown."""
        held = self._stack.currentWidget()
        assert isinstance(held, SettingsSection)
        return held

    def show_section(self, key: str = "") -> None:
        """Show a section; without a key the one shown last, or the first."""
        keys = [kind.key for kind in SECTIONS]
        row = keys.index(key) if key in keys else max(self.list.currentRow(), 0)
        if row == self.list.currentRow():
            self.refresh()
        else:
            self.list.setCurrentRow(row)

    def refresh(self) -> None:
        """Show the plan as it stands now."""
        if self._stack.count():
            self.section.refresh()

    def _show_row(self, row: int) -> None:
        self._document.settle()
        kind = SECTIONS[row]
        if kind.key not in self._made:
            section = kind.make(self._document, self._questions)
            section.tasks = self._tasks
            section.go_to.connect(self.go_to)
            self._made[kind.key] = section
            self._stack.addWidget(section)
        self._stack.setCurrentWidget(self._made[kind.key])
        self.refresh()
