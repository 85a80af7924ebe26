"""A list of things to tick: the whole line can be clicked, Space ticks by keyboard."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import calm, is_selected, paint_selection

#: What a line stands for.
Key = int | str

_ROW_HEIGHT = 3 * SPACING + SPACING // 2
_BOX = 14
_KEY = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.CheckStateRole


class TickList(QListWidget):
    """Things by name, each ticked or not."""

    ticked = Signal()

    def __init__(self, name: str, *, on_window: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        calm(self, on_window=on_window)
        self.setItemDelegate(_Ticks(self))
        self.itemClicked.connect(self._toggle)

    @property
    def chosen(self) -> tuple[Key, ...]:
        """Return what is ticked, in the order of the list."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(item.data(_KEY) for item in items if _is_ticked(item))

    @property
    def left_out(self) -> tuple[Key, ...]:
        """Return what is not ticked."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(item.data(_KEY) for item in items if not _is_ticked(item))

    def offer(self, things: Sequence[tuple[Key, str]], chosen: Collection[Key]) -> None:
        """Offer things by their keys and names, those that are `chosen` ticked."""
        row, place = self.currentRow(), self.verticalScrollBar().value()
        self.clear()
        for key, name in things:
            item = QListWidgetItem(name)
            item.setData(_KEY, key)
            item.setToolTip(name)
            # Without the flag that lets the style tick it: the whole line does.
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(_state(key in chosen))
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))
        self.verticalScrollBar().setValue(place)

    def tick_all(self, is_ticked: bool) -> None:
        """Tick everything, or nothing."""
        for row in range(self.count()):
            self.item(row).setCheckState(_state(is_ticked))
        self.ticked.emit()

    def _toggle(self, item: QListWidgetItem) -> None:
        item.setCheckState(_state(not _is_ticked(item)))
        self.ticked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentItem() is not None:
            self._toggle(self.currentItem())
        else:
            super().keyPressEvent(event)


class _Ticks(QStyledItemDelegate):
    """Paints a box with its tick, and as much of the name as there is room for."""

    def __init__(self, view: TickList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours, area = look.current_colours(), QRect(option.rect)
        if is_selected(option) and self._view.hasFocus():
            paint_selection(painter, area, has_focus=True)
        box = QRect(area.left() + 6, area.center().y() - _BOX // 2 + 1, _BOX, _BOX)
        is_ticked = index.data(_STATE) == Qt.CheckState.Checked.value
        _paint_box(painter, box, colours, is_ticked=is_ticked)
        words = area.adjusted(_BOX + 2 * SPACING, 0, -SPACING, 0)
        painter.setFont(look.text_font())
        painter.setPen(QColor(colours.text))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.restore()


def _paint_box(painter: QPainter, box: QRect, colours: look.Colours, *, is_ticked: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.accent if is_ticked else colours.official), 1))
    painter.setBrush(QColor(colours.accent if is_ticked else colours.sheet))
    painter.drawRoundedRect(box, 3, 3)
    if is_ticked:
        painter.setPen(QPen(QColor(colours.on_accent), 2))
        left, top = box.left(), box.top()
        painter.drawPolyline([QPointF(left + x, top + y) for x, y in ((3, 7), (6, 10), (11, 4))])


def _state(is_ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() is Qt.CheckState.Checked
