"""The panel of all steps: it shows what going back would undo, then goes there."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.history_model import ENTRY_ROLE, NOTE_ROLE, HistoryModel, Way, way_to
from workbench.desktop.look import SPACING
from workbench.desktop.places import OVERVIEW, Place
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import Wrapped, calm, is_selected, paint_selection
from workbench.language import tr
from workbench.operations.element_history import entries_about, people
from workbench.operations.history import describe
from workbench.store.journal import entries

#: As wide as its text wants, but never so wide that the page beside it has no room.
_WIDTH, _WIDEST = 38 * SPACING, 40 * SPACING
#: How many steps are named before the rest is only counted.
_NAMED = 5


class HistoryPanel(QWidget):
    """Lists every step of the plan; goes back to any, or forward again."""

    closed = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._way = Way()
        self.setMinimumWidth(min(look.scaled(_WIDTH), _WIDEST))
        self.model = HistoryModel(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Steps, newest first"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Steps(self.list))
        calm(self.list)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._show_way)
        self.list.activated.connect(self.go)
        self._words = prose()
        self.go_button = push_button()
        self.go_button.clicked.connect(self.go)
        close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setAccessibleName(tr("Close the history"))
        close.setToolTip(tr("Close the history"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACING, SPACING, SPACING, SPACING)
        head.addWidget(look.label(tr("History"), bold=True), 1)
        head.addWidget(close)
        filters = self._filters()
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * SPACING, SPACING, 2 * SPACING, 2 * SPACING)
        foot.addWidget(self._words)
        foot.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        document.changed.connect(self._follow_step)
        document.opened.connect(self._begin)
        self.follow(OVERVIEW)

    def _filters(self) -> QVBoxLayout:
        self.people = QComboBox()
        self.people.setAccessibleName(tr("Steps of whom"))
        self.people.currentIndexChanged.connect(self._show_steps)
        self.only_element = QCheckBox()
        self.only_element.toggled.connect(self._show_steps)
        self._element_id: int | None = None
        self._nothing = prose(muted=True)
        filters = QVBoxLayout()
        filters.setContentsMargins(2 * SPACING, 0, 2 * SPACING, SPACING)
        filters.setSpacing(SPACING)
        for control in (self.people, self.only_element, self._nothing):
            filters.addWidget(control)
        return filters

    def follow(self, place: Place) -> None:
        """Offer the history of what is shown in the plan, where it is an element."""
        self._element_id = place.id if place.kind == "element" else None
        self.only_element.setVisible(self._element_id is not None)
        if self._element_id is not None:
            element = self._document.plan.element(self._element_id)
            name = f"{element.code} {element.name}".strip()
            words = tr("Only {name}", name=name)
            metrics = self.only_element.fontMetrics()
            mode = Qt.TextElideMode.ElideRight
            shown = metrics.elidedText(words, mode, _WIDTH - 7 * SPACING)
            self.only_element.setText(shown.replace("&", "&&"))
            self.only_element.setToolTip(words)
            self.only_element.setAccessibleName(words)
        if self.isVisible() and self.only_element.isChecked():
            self._show_steps()

    def _begin(self) -> None:
        """Begin as with a plan just opened: everything by everybody."""
        with QSignalBlocker(self.only_element), QSignalBlocker(self.people):
            self.only_element.setChecked(False)
            self.people.setCurrentIndex(0)
        self._follow_step()

    def _follow_step(self) -> None:
        # What nobody sees is read when it is shown.
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show the journal as it stands now."""
        chosen = self.people.currentData()
        with QSignalBlocker(self.people):
            self.people.clear()
            self.people.addItem(tr("Everybody"), None)
            for person in people(self._document.database):
                self.people.addItem(person, person)
            self.people.setCurrentIndex(max(0, self.people.findData(chosen)))
        self._show_steps()

    def _show_steps(self) -> None:
        database = self._document.database
        is_only_element = self.only_element.isChecked() and self._element_id is not None
        if is_only_element:
            assert self._element_id is not None
            held = entries_about(database, self._element_id)
        else:
            held = entries(database)
        person = self.people.currentData()
        shown = [entry for entry in held if person is None or entry.who == person]
        self.model.show_entries(shown)
        is_empty = self.model.rowCount() == 0
        self._nothing.setVisible(is_empty)
        if is_empty:
            show_prose(self._nothing, tr("No step so far."))
        self._show_way(QModelIndex())

    def _show_way(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        entry = index.data(ENTRY_ROLE)
        if entry is None:
            self._way = Way()
            show_prose(self._words, tr("Choose a step to see what going back to it would undo."))
        else:
            self._way = way_to(entries(self._document.database), entry)
            show_prose(self._words, self._explained(entry.state == "abandoned"))
        self.go_button.setText(tr("Do again up to here") if self._way.redo else tr("Go back here"))
        self.go_button.setEnabled(bool(self._way.undo or self._way.redo))

    def _explained(self, is_abandoned: bool) -> str:
        if is_abandoned:
            return tr("This step was undone and other steps came after it; it cannot be redone.")
        if self._way.undo:
            sentence = tr("Going back here undoes ({count}):", count=len(self._way.undo))
        elif self._way.redo:
            sentence = tr("Going here does again ({count}):", count=len(self._way.redo))
        else:
            return tr("This is where the plan stands now.")
        on_the_way = self._way.undo or self._way.redo
        lines = [f"・{describe(entry)}" for entry in on_the_way[:_NAMED]]
        if len(on_the_way) > _NAMED:
            lines.append(tr("and {count} more", count=len(on_the_way) - _NAMED))
        return "\n".join([sentence, *lines])

    def go(self) -> None:
        """Go to the chosen step, as shown beneath the list."""
        way = self._way
        if way.undo:
            self._document.undo(len(way.undo))
        elif way.redo:
            self._document.redo(len(way.redo))


class _Steps(QStyledItemDelegate):
    """A step in up to three lines of words, and a small line with when and who."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def _words(self, index: Index, width: int) -> Wrapped:
        font = look.text_font()
        entry = index.data(ENTRY_ROLE)
        font.setStrikeOut(entry is not None and entry.state != "done")
        return Wrapped.of(str(index.data()), font, width - 4 * SPACING)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, self._words(index, width).height + 5 * SPACING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        painter.save()
        colours = look.current_colours()
        area = option.rect
        if is_selected(option):
            paint_selection(painter, area, has_focus=self._view.hasFocus())
        entry = index.data(ENTRY_ROLE)
        is_standing = entry is None or entry.state == "done"
        inner = area.adjusted(2 * SPACING, SPACING, -2 * SPACING, 0)
        words = self._words(index, area.width())
        painter.setPen(QColor(colours.text if is_standing else colours.muted))
        words.paint(painter, inner)
        painter.setFont(look.text_font(look.SMALL))
        painter.setPen(QColor(colours.muted))
        small = QRect(inner.left(), inner.top() + words.height, inner.width(), 3 * SPACING)
        painter.drawText(small, int(Qt.AlignmentFlag.AlignVCenter), index.data(NOTE_ROLE))
        painter.setPen(QColor(colours.line))
        painter.drawLine(area.left() + 2 * SPACING, area.bottom(), area.right(), area.bottom())
        painter.restore()
