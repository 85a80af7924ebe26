"""The cells of an entry grid: how they are painted, and the editor that opens in them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.model_index import Index

#: Whether a stronger line runs under the cell: the last of a block.
BLOCK_END_ROLE = Qt.ItemDataRole.UserRole + 1
#: Whether the cell can only be read, as one of a closed year.
LOCKED_ROLE = Qt.ItemDataRole.UserRole + 2

_FLAGS = Qt.AlignmentFlag.AlignVCenter
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Entries(Protocol):
    """Takes what is typed into the cells of a view; `entry_grid.EntryModel` is one."""

    def enter(self, index: Index, text: str) -> bool:
        """Take in what was typed into a cell; return whether it was taken."""

    def edited_text(self, index: Index) -> str:
        """Return the text that editing a cell begins with."""


class EntryDelegate(QStyledItemDelegate):
    """Hands in what is typed and keeps the editor open while the plan refuses it.

    A delegate for another kind of editor overrides `make_editor` and the four methods that ask
    of it what a line of text has anyway.
    """

    #: After a cell was handed in: how far to go, down and to the right.
    moved = Signal(int, int)

    def __init__(self, view: QAbstractItemView, entries: Entries) -> None:
        super().__init__(view)
        self.view = view
        self.entries = entries
        self._editor: QWidget | None = None
        self._editing = QPersistentModelIndex()

    def make_editor(self, parent: QWidget) -> QWidget:
        """Return an empty editor."""
        editor = QLineEdit(parent)
        editor.setFont(look.number_font())
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setTextMargins(SPACING // 2, 0, SPACING // 4, 0)
        editor.textChanged.connect(lambda text: self._widen(editor, text))
        return editor

    def _widen(self, editor: QLineEdit, text: str) -> None:
        """Let what is typed be read whole: the editor grows to the left over other cells."""
        wanted = editor.fontMetrics().horizontalAdvance(text) + 3 * SPACING
        area = editor.geometry()
        if wanted > area.width():
            area.setLeft(max(area.right() + 1 - wanted, 0))
            editor.setGeometry(area)

    def text_of(self, editor: QWidget) -> str:
        """Return what the editor holds."""
        assert isinstance(editor, QLineEdit)
        return editor.text()

    def put_text(self, editor: QWidget, text: str) -> None:
        """Put a text into the editor as what the plan holds."""
        assert isinstance(editor, QLineEdit)
        editor.setText(text)

    def is_modified(self, editor: QWidget) -> bool:
        """Tell whether something was typed since the text was put there."""
        assert isinstance(editor, QLineEdit)
        return editor.isModified()

    def set_modified(self, editor: QWidget, is_modified: bool) -> None:
        """Note whether there is something typed to hand in."""
        assert isinstance(editor, QLineEdit)
        editor.setModified(is_modified)

    def type_over(self, text: str) -> None:
        """Put text in place of what the open editor holds, as if it had been typed."""
        editor = self._editor
        if isinstance(editor, QLineEdit):
            editor.selectAll()
            editor.insert(text)

    def select_all(self, editor: QWidget) -> None:
        """Mark all of the text, to be typed over."""
        assert isinstance(editor, QLineEdit)
        editor.selectAll()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = self.make_editor(parent)
        words = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        editor.setAccessibleName(str(words or ""))
        palette, colours = editor.palette(), look.current_colours()
        # The view's own palette paints no selection; see `widgets.rows.calm`.
        palette.setColor(QPalette.ColorRole.Highlight, QColor(colours.accent))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(colours.on_accent))
        editor.setPalette(palette)
        self._editor, self._editing = editor, QPersistentModelIndex(index)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not self.is_modified(editor):
            self.put_text(editor, self.entries.edited_text(index))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        self._hand_in(editor, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)
        if isinstance(editor, QLineEdit):
            self._widen(editor, editor.text())

    def _hand_in(self, editor: QWidget, index: Index) -> bool:
        """Hand in what was typed; return whether it was taken."""
        if not self.is_modified(editor):
            return True
        self.set_modified(editor, False)
        if self.entries.enter(index, self.text_of(editor)):
            return True
        self.set_modified(editor, True)
        return False

    @property
    def editor(self) -> QWidget | None:
        """Return the open editor, None while nothing is being typed."""
        return self._editor

    def settle(self) -> None:
        """Take in what is being typed and close the editor."""
        editor = self._editor
        if editor is None:
            return
        if self._editing.isValid():
            self._hand_in(editor, self._editing)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QWidget)
            and watched is self._editor
        ):
            step = self.step_of(event)
            if step is not None:
                self._finish(watched, step)
                return True
        return bool(super().eventFilter(watched, event))

    def step_of(self, event: QKeyEvent) -> tuple[int, int] | None:
        """Return how far a key goes on: Enter down, Tab to the right; None: it is typed."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in ENTER:
            return (-1, 0) if back else (1, 0)
        across: dict[int, tuple[int, int]] = {Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1)}
        return across.get(event.key())

    def _finish(self, editor: QWidget, step: tuple[int, int]) -> None:
        """Hand in and go on; what is refused stays open, marked to be typed over."""
        if not self._editing.isValid() or self._hand_in(editor, self._editing):
            self.closeEditor.emit(editor, self.EndEditHint.NoHint)
            self.moved.emit(*step)
        else:
            self.select_all(editor)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = look.current_colours()
        area = QRect(option.rect)
        is_current = index == self.view.currentIndex()
        if index.data(LOCKED_ROLE):
            painter.fillRect(area, QColor(look.mix(colours.sheet, colours.window, 0.7)))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.accent_soft))
        self.paint_text(painter, area, index)
        last = index.data(BLOCK_END_ROLE)
        painter.setPen(
            QColor(colours.line if last else look.mix(colours.sheet, colours.line, 0.45))
        )
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if is_current and self.view.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def paint_text(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Paint what a cell says."""
        colours = look.current_colours()
        text = str(index.data() or "")
        font = index.data(Qt.ItemDataRole.FontRole) or look.number_font()
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.setFont(font)
        painter.setPen(QColor(str(ink)) if ink else QColor(colours.text))
        inner = area.adjusted(SPACING // 2, 0, -SPACING, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        flags = side if isinstance(side, Qt.AlignmentFlag) else Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, int(flags | _FLAGS), shown)


def rule(colours: look.Colours, *, strong: bool) -> QColor:
    """Return the colour of the line under a cell: stronger at the end of a block."""
    return QColor(colours.line if strong else look.mix(colours.sheet, colours.line, 0.45))
