"""A grid that figures are typed into, pasted into and copied from, as in a spreadsheet.

What is typed is handed in cell by cell, each a step of its own; what the plan refuses stays in
the cell to be put right.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QMenu,
    QScrollArea,
    QTableView,
    QWidget,
)

from workbench.desktop.look import SPACING
from workbench.desktop.plan.entry_delegate import EntryDelegate
from workbench.desktop.plan.entry_headers import CalmCorner, ColumnHeader, LineHeader
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import calm
from workbench.errors import PersonError
from workbench.language import tr

_Key = Qt.Key
_Trigger = QAbstractItemView.EditTrigger


class EntryModel(QAbstractTableModel):
    """What an `EntryGrid` shows; every method that changes something tells whether it did."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def enter(self, index: Index, text: str) -> bool:
        """Take in what was typed into a cell."""
        raise NotImplementedError

    def paste(self, index: Index, text: str) -> bool:
        """Take in what a spreadsheet has copied, its first cell here."""
        raise NotImplementedError

    def copied(self, rows: Sequence[Sequence[Index]]) -> str:
        """Return cells as a spreadsheet takes them."""
        raise NotImplementedError

    def wipe(self, indexes: Sequence[Index]) -> bool:
        """Empty cells, as one step."""
        raise NotImplementedError

    def why_not(self, index: Index) -> PersonError | None:
        """Return why a cell cannot be written into, None when it can."""
        raise NotImplementedError

    def refuse(self, error: PersonError) -> None:
        """Say on the page what keeps a cell from being written into."""
        raise NotImplementedError

    def cell_key(self, index: Index) -> object:
        """Return what the cell stands for, to be found again when rows or columns have moved."""
        raise NotImplementedError

    def index_of(self, key: object) -> QModelIndex:
        """Return where something stands now, invalid when it is gone."""
        raise NotImplementedError

    def edited_text(self, index: Index) -> str:
        """Return the text that editing a cell begins with."""
        return str(index.data() or "")


class EntryGrid(QTableView):
    """The grid; Enter goes down, Tab to the right, Ctrl+Tab on to the rest of the page.

    Coming through with Tab alone passes the grid by; once something was typed or clicked in it,
    Tab goes from cell to cell.
    """

    def __init__(
        self,
        model: EntryModel,
        name: str,
        parent: QWidget | None = None,
        *,
        delegate: type[EntryDelegate] = EntryDelegate,
    ) -> None:
        super().__init__(parent)
        self._passing = False
        self._kept: object = None
        self.entries = model
        self.setModel(model)
        # Before anything follows the model: headings forget what is selected when it is reset.
        self.columns, self.lines = ColumnHeader(self), LineHeader(self)
        self.setHorizontalHeader(self.columns)
        self.setVerticalHeader(self.lines)
        self.delegate = delegate(self, model)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(name)
        calm(self)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            CalmCorner(corner)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            _Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed
        )
        self.delegate.moved.connect(self._move)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._find_again)
        self.selectionModel().currentChanged.connect(self._follow)

    def settle(self) -> None:
        """Take in what is being typed."""
        self.delegate.settle()

    def begin_typing(self, key: object) -> None:
        """Go to the cell of `key`."""
        index = self.entries.index_of(key)
        if index.isValid():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._passing = False
            self.setCurrentIndex(index)

    # Qt has two methods of this name: one is asked by the program, one by its own events.
    def edit(  # type: ignore[override]
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger | None = None,
        event: QEvent | None = None,
    ) -> bool:
        if trigger is None:
            super().edit(index)
            return True
        begins = bool(trigger & self.editTriggers()) and self.state() != self.State.EditingState
        if begins and index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable):
            error = self.entries.why_not(index)
            if error is not None:
                self.entries.refuse(error)
                return False
        # Qt itself asks without an event when the program does.
        return super().edit(index, trigger, event)  # type: ignore[arg-type]

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as a spreadsheet takes them."""
        block = self._block()
        if block:
            QGuiApplication.clipboard().setText(self.entries.copied(block))

    def paste(self) -> None:
        """Take in what is on the clipboard, from the first selected cell on."""
        block = self._block()
        text = QGuiApplication.clipboard().text()
        if block and text:
            self.entries.paste(block[0][0], text)

    def cut(self) -> None:
        """Put the selected cells on the clipboard and empty them."""
        self.copy()
        self.wipe()

    def wipe(self) -> None:
        """Empty the selected cells, as one step."""
        cells = [index for row in self._block() for index in row]
        if cells:
            self.entries.wipe(cells)

    def _block(self) -> list[list[QModelIndex]]:
        """Return the selected cells by row; the current one when none is selected."""
        chosen = self.selectionModel().selection()
        if chosen.isEmpty():
            current = self.currentIndex()
            return [[current]] if current.isValid() else []
        area = chosen.first()
        return [
            [self.model().index(row, column) for column in range(area.left(), area.right() + 1)]
            for row in range(area.top(), area.bottom() + 1)
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        for key, then in (
            (keys.Copy, self.copy),
            (keys.Paste, self.paste),
            (keys.Cut, self.cut),
            (keys.Delete, self.wipe),
        ):
            if event.matches(key):
                self._passing = False
                then()
                return
        if event.key() in (_Key.Key_Return, _Key.Key_Enter) and not event.modifiers():
            self._move(1, 0)
            return
        if event.key() == _Key.Key_Backspace:
            self.wipe()
            return
        self._passing = False
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab reaches a widget by its event only: as a key press it would be eaten on the way.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps: dict[int, int] = {_Key.Key_Tab: 1, _Key.Key_Backtab: -1}
            step = steps.get(event.key())
            if step is not None:
                self._tab(step, leave=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_open = self.delegate.editor is not None
        super().inputMethodEvent(event)
        if event.commitString() and not was_open:
            # Qt opens an editor for text that comes without having been composed, and loses it.
            self.delegate.type_over(event.commitString())

    def _tab(self, step: int, *, leave: bool) -> None:
        if leave or self._passing or not self._move(0, step):
            self.focusNextPrevChild(step > 0)

    def _move(self, down: int, across: int) -> bool:
        """Go to another cell; to the right past the last one leads to the next line."""
        index = self.currentIndex()
        row, column = index.row() + down, index.column() + across
        columns = self.model().columnCount()
        if across and not 0 <= column < columns:
            row, column = row + across, 0 if across > 0 else columns - 1
        target = self.model().index(row, column)
        if not index.isValid() or not target.isValid():
            return False
        self.setCurrentIndex(target)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        tabs = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._passing = event.reason() in tabs
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._passing = False
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Return the menu of what can be done with the selected cells."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, key, then in (
            (tr("Cut"), QKeySequence.StandardKey.Cut, self.cut),
            (tr("Copy"), QKeySequence.StandardKey.Copy, self.copy),
            (tr("Paste"), QKeySequence.StandardKey.Paste, self.paste),
            (tr("Empty"), QKeySequence.StandardKey.Delete, self.wipe),
        ):
            action = menu.addAction(words, then)
            # Shown only: the grid itself answers the keys.
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def _remember(self) -> None:
        index = self.currentIndex()
        self._kept = self.entries.cell_key(index) if index.isValid() else None

    def _find_again(self) -> None:
        if self._kept is None:
            return
        index = self.entries.index_of(self._kept)
        if index.isValid():
            both = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, both)

    def _follow(self, index: QModelIndex) -> None:
        """Scroll the page to where the keyboard is: the grid is as tall as its lines."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        page = parent.widget() if parent is not None else None
        if parent is None or page is None or not index.isValid() or not self.hasFocus():
            return
        area = self.visualRect(index)
        place = self.viewport().mapTo(page, QPoint(area.left(), area.center().y()))
        parent.ensureVisible(place.x(), place.y(), 0, area.height() + 2 * SPACING)
