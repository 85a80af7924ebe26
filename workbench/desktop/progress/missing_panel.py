"""The panel of what is missing: search, department, kind, and the list that leads to the plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.charts.copying import copy_table
from workbench.desktop.look import SPACING
from workbench.desktop.progress.missing_model import LACKS, MissingModel
from workbench.desktop.progress.subject import YearSubject
from workbench.desktop.search_field import SearchField
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import TitledRows, calm
from workbench.language import tr


class MissingPanel(QWidget):
    """Who has not answered, and what."""

    followed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = MissingModel(self)
        self.list = _List(self.model)
        self.search = SearchField(tr("Find in this list"))
        self.departments, self.kinds = QComboBox(), QComboBox()
        self.copy = Link(tr("Copy the list"), size=look.SMALL)
        self._title = look.label(tr("Still missing"), bold=True)
        self._count = look.label(size=look.SMALL, muted=True)
        self._nothing = prose(muted=True)
        self._faces = QStackedWidget()
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.departments.activated.connect(self._filter)
        self.kinds.activated.connect(self._filter)
        self.copy.clicked.connect(lambda: copy_table(self.model.table()))
        self.list.followed.connect(lambda row: self.followed.emit(self.model.place(row)))

    def _lay_out(self) -> None:
        self.departments.setAccessibleName(tr("Department in charge"))
        self.kinds.setAccessibleName(tr("What is missing"))
        for box in (self.departments, self.kinds):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(4)
        self._faces.addWidget(self.list)
        self._faces.addWidget(_at_top(self._nothing))
        head = QHBoxLayout()
        head.setSpacing(SPACING)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        head.addWidget(self.copy)
        filters = QHBoxLayout()
        filters.setSpacing(SPACING)
        filters.addWidget(self.departments, 3)
        filters.addWidget(self.kinds, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 0, 0)
        column.setSpacing(SPACING)
        around = QHBoxLayout()
        around.setContentsMargins(0, 0, 2 * SPACING, 0)
        around.addLayout(head)
        column.addLayout(around)
        self._filters = QWidget()
        inner = QVBoxLayout(self._filters)
        inner.setContentsMargins(0, 0, 2 * SPACING, 0)
        inner.setSpacing(SPACING)
        inner.addWidget(self.search)
        inner.addLayout(filters)
        column.addWidget(self._filters)
        column.addWidget(self._faces, 1)

    def show_subject(self, subject: YearSubject) -> None:
        """Show what a year lacks; the filter and the chosen line stay."""
        current = self.list.currentIndex()
        held = self.model.rows[current.row()] if current.isValid() else None
        place = self.list.verticalScrollBar().value()
        self.model.show(subject.report.missing, subject.searched)
        self._offer()
        self._filter()
        if held is not None and (row := self.model.row_of(held)) >= 0:
            self.list.setCurrentIndex(self.model.index(row, 0))
        self.list.verticalScrollBar().setValue(place)
        show_prose(self._nothing, _nothing(subject))
        self._show_face()

    def _offer(self) -> None:
        """Offer the departments that owe something, and what, with how much of it."""
        _fill(
            self.departments,
            [
                (tr("All departments"), None),
                *(
                    (f"{name or tr('nobody in charge')} ({count})", name)
                    for name, count in self.model.departments()
                ),
            ],
        )
        _fill(
            self.kinds,
            [
                (tr("Everything"), ""),
                *(
                    (f"{LACKS[lack]} ({count})", lack.value)
                    for lack, count in self.model.lacks().items()
                ),
            ],
        )

    def _filter(self) -> None:
        self.model.set_filter(
            self.search.text(), self.departments.currentData(), self.kinds.currentData() or ""
        )
        self._show_face()

    def _show_face(self) -> None:
        shown, total = len(self.model.rows), self.model.total
        if shown == total:
            self._count.setText(f"{total:,}" if total else "")
        else:
            self._count.setText(tr("{shown} of {total}", shown=f"{shown:,}", total=f"{total:,}"))
        self._filters.setVisible(bool(total))
        self.copy.setVisible(bool(shown))
        if total and not shown:
            show_prose(self._nothing, tr("Nothing that is missing fits this filter."))
        self._faces.setCurrentIndex(0 if shown else 1)


class _List(QListView):
    """A click or Enter leads to the plan; Ctrl and Shift mark lines, Ctrl+C copies them."""

    followed = Signal(int)

    def __init__(self, model: MissingModel) -> None:
        super().__init__()
        self._missing = model
        self.setModel(model)
        self.setAccessibleName(tr("Still missing"))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        calm(self, on_window=True)
        self.setItemDelegate(TitledRows(self))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._follow_click)

    def _follow_click(self, index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.followed.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = sorted(index.row() for index in self.selectedIndexes())
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_table(self._missing.table(rows or None))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.followed.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def _nothing(subject: YearSubject) -> str:
    """Return why nothing is listed."""
    if subject.report.plan.indicators or subject.state is not None:
        return tr("✓ Nothing is missing: every result and every evaluation is there.")
    return tr(
        "Nothing has been asked for yet. Once the plan holds indicators or the year is opened, "
        "whatever is missing stands here with the department that owes it."
    )


def _fill(box: QComboBox, choices: Sequence[tuple[str, str | None]]) -> None:
    """Offer these choices and keep the chosen one, as long as it is among them."""
    held = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    values = [value for _words, value in choices]
    box.setCurrentIndex(values.index(held) if held in values else 0)


def _at_top(widget: QWidget) -> QWidget:
    face = QWidget()
    column = QVBoxLayout(face)
    column.setContentsMargins(0, SPACING, 2 * SPACING, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return face
