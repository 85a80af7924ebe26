"""The page of the plan's settings: the sections at the left, the chosen one beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
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
from workbench.desktop.places import OVERVIEW
from workbench.desktop.plan_settings.section import SettingsSection
from workbench.desktop.plan_settings.sections import SECTIONS
from workbench.desktop.questions import Questions
from workbench.desktop.tasks import Tasks
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading
from workbench.desktop.widgets.rows import CalmRows, calm
from workbench.desktop.widgets.stacks import Stack
from workbench.language import tr

#: The list is as wide as its longest name, within these bounds.
_LIST_WIDTH, _LIST_WIDEST = 22 * SPACING, 30 * SPACING
#: With less room than this for a section the list gives way to a field above it.
_SECTION_WIDTH = 70 * SPACING


class SettingsPage(Page):
    """Sections are made when they are first shown; only the one shown follows the plan."""

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, tasks, questions, parent)
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
        self._stack = Stack()
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Settings of the plan"))
        self.choice.addItems([str(kind.title) for kind in SECTIONS])
        self.choice.activated.connect(self.list.setCurrentRow)
        self.list.currentRowChanged.connect(self.choice.setCurrentIndex)
        left = QVBoxLayout()
        left.setContentsMargins(2 * SPACING, 3 * SPACING, 0, SPACING)
        left.setSpacing(SPACING)
        left.addWidget(self.above, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(Heading(tr("Settings of the plan")))
        left.addWidget(self.list, 1)
        side = self._side = QWidget()
        side.setLayout(left)
        self._over = self._strip()
        longest = self.list.sizeHintForColumn(0) + 3 * SPACING
        narrow, wide = look.scaled(_LIST_WIDTH), look.scaled(_LIST_WIDEST)
        side.setFixedWidth(min(max(longest, narrow), wide))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._over)
        column.addLayout(row, 1)
        self._show_list(True)

    def _strip(self) -> QWidget:
        """Return what stands above a section where there is no room for the list beside it."""
        above = Link(tr("Plan as a whole"))
        above.clicked.connect(lambda: self.go_to.emit(OVERVIEW))
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(4 * SPACING - SPACING // 2, 2 * SPACING, 4 * SPACING, 0)
        row.setSpacing(2 * SPACING)
        row.addWidget(above)
        row.addWidget(self.choice)
        row.addStretch(1)
        return strip

    def _show_list(self, beside: bool) -> None:
        """Show the list of sections beside the one that is open, or a field above it."""
        self._side.setVisible(beside)
        self._over.setVisible(not beside)
        self.setFocusProxy(self.list if beside else self.choice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._side.width() + look.scaled(_SECTION_WIDTH)
        if beside == self._side.isHidden():
            self._show_list(beside)

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
