"""A grid of blocks: at the left what each block is, in the middle its lines, at the right a word.

The middle is one entry grid, so that a block copied from a spreadsheet may run over several
blocks; what stands at its sides keeps the height of its lines.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.plan.entry_grid import EntryGrid

#: A line of figures, in pixels.
LINE_HEIGHT = 26
_NARROWEST, _WIDEST = 58, 96
#: Below this width the sides make do with less.
_NARROW = 100 * SPACING


@dataclass(frozen=True)
class Block:
    """So many lines of the grid with what stands beside them; a head may be still to come."""

    lines: int
    head: QWidget | None
    tail: QWidget | None = None


@dataclass(frozen=True)
class Sides:
    """The least width of the heads and the width of the tails, in pixels."""

    head: int
    tail: int

    def scaled(self) -> Sides:
        """Return the widths for the size of text that is set now."""
        return Sides(look.scaled(self.head), look.scaled(self.tail))


class BlockGrid(QWidget):
    """Lays heads, grid and tails beside one another and keeps their lines level."""

    #: Whether there is little room now; what stands at the sides should make do with less.
    narrowed = Signal(bool)

    def __init__(self, grid: EntryGrid, wide: Sides, narrow: Sides) -> None:
        super().__init__()
        self.grid = grid
        self._blocks: tuple[Block, ...] = ()
        self._usual = LINE_HEIGHT
        self._wide, self._narrow = wide.scaled(), narrow.scaled()
        self._sides = self._wide
        self._heads, self._tails = _Side(), _Side()
        self._tails.setFixedWidth(self._wide.tail)
        self._columns, self._lines = grid.columns, grid.lines
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._heads, 0, top)
        row.addWidget(grid, 0, top)
        row.addWidget(self._tails, 0, top)
        self._pending = QTimer(self)
        self._pending.setSingleShot(True)
        self._pending.timeout.connect(self.arrange)

    def set_captions(self, head: str, tail: str) -> None:
        """Say what stands at the sides, in line with the headings of the columns."""
        self._heads.caption, self._tails.caption = head, tail
        self._heads.update()
        self._tails.update()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these blocks; what stood at the sides and is not among them is only hidden."""
        staying = {id(widget) for block in blocks for widget in (block.head, block.tail)}
        for block in self._blocks:
            for widget in (block.head, block.tail):
                if widget is not None and id(widget) not in staying:
                    widget.hide()
        self._blocks = tuple(blocks)
        for block in self._blocks:
            if block.head is not None:
                self._adopt(block.head, self._heads)
            if block.tail is not None:
                self._adopt(block.tail, self._tails)
        self.arrange()

    def parts_in_order(self) -> Iterator[QWidget]:
        """Yield the heads, the grid and the tails."""
        yield from (block.head for block in self._blocks if block.head is not None)
        yield self.grid
        yield from (block.tail for block in self._blocks if block.tail is not None)

    def _adopt(self, widget: QWidget, side: QWidget) -> None:
        if widget.parentWidget() is not side:
            widget.setParent(side)
            widget.installEventFilter(self)
        if widget.isHidden():
            widget.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._pending.start(0)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The height is what arranging has given it: with a hundred blocks that must not go round.
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def minimumSizeHint(self) -> QSize:
        # The parts are given their widths here; they must not keep a narrower page from its own.
        least = self._narrow.head + self._lines.width() + _NARROWEST + self._narrow.tail
        return QSize(least, super().minimumSizeHint().height())

    @property
    def is_narrow(self) -> bool:
        """Tell whether there is little room."""
        return self._sides is self._narrow

    def _choose_sides(self) -> None:
        sides = self._narrow if self.width() < _NARROW else self._wide
        if sides is not self._sides:
            self._sides = sides
            self._tails.setFixedWidth(sides.tail)
            self.narrowed.emit(self.is_narrow)

    def arrange(self) -> None:
        """Give every block the height it needs, and the columns what room there is."""
        self._choose_sides()
        self._share_width()
        heading = self._columns.wanted_height()
        self._columns.setFixedHeight(heading)
        top, line = heading, 0
        ends: list[int] = []
        self._usual = LINE_HEIGHT
        for block in self._blocks:
            height = self._height(block)
            if block.lines == 1 and block.head is not None:
                self._usual = height
            for at in range(line, line + block.lines):
                if self.grid.rowHeight(at) != height:
                    self.grid.setRowHeight(at, height)
            line += block.lines
            room = height * block.lines
            if block.head is not None:
                block.head.setGeometry(QRect(0, top, self._heads.width(), room))
            if block.tail is not None:
                block.tail.setGeometry(QRect(0, top, self._tails.width(), room))
            top += room
            ends.append(top)
        self._heads.heading = self._tails.heading = heading
        self._heads.ends = self._tails.ends = tuple(ends)
        bar = self.grid.horizontalScrollBar()
        # The scroll bar stands below the lines when there are more columns than fit.
        is_scrolled = self._columns.length() + self._lines.width() > self.grid.width()
        extra = bar.sizeHint().height() if is_scrolled else 0
        self.grid.setFixedHeight(top + extra)
        for side in (self._heads, self._tails):
            side.setFixedHeight(top)
            side.update()

    def _height(self, block: Block) -> int:
        if block.head is None:
            # As high as most: little moves when what stands here has been made.
            return self._usual
        needed = [_needed(block.head, self._heads.width())]
        if block.tail is not None:
            needed.append(_needed(block.tail, self._tails.width()))
        return max(LINE_HEIGHT, math.ceil(max(needed) / block.lines))

    def _share_width(self) -> None:
        """Give the columns what room there is; what they leave over goes to the heads."""
        lines = self._lines.wanted_width()
        self._lines.setFixedWidth(lines)
        count = self.grid.model().columnCount()
        room = self.width() - self._sides.tail
        for column, width in enumerate(self._widths(room - self._sides.head - lines, count)):
            if self.grid.columnWidth(column) != width:
                self.grid.setColumnWidth(column, width)
        needed = lines + self._columns.length()
        shown = max(min(needed, room - self._sides.head), 0)
        self.grid.setFixedWidth(shown)
        self._heads.setFixedWidth(max(room - shown, self._sides.head))

    def _widths(self, room: int, count: int) -> list[int]:
        """Return how wide each column is, so that none is cut where not all of them fit."""
        wanted = [self._columns.wanted_width(column) for column in range(count)]
        least = max(_NARROWEST, *wanted, 0)
        if count * least > room >= least:
            return [room // (room // least)] * count
        width = min(max(room // max(count, 1), _NARROWEST), _WIDEST)
        return [max(width, one) for one in wanted]


def _needed(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return widget.sizeHint().height()


class _Side(QWidget):
    """What stands beside the grid, with its caption and the lines between the blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.caption = ""
        self.heading = 0
        self.ends: tuple[int, ...] = ()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.current_colours()
        painter = QPainter(self)
        painter.setFont(look.text_font(look.SMALL))
        painter.setPen(QColor(colours.muted))
        area = QRect(SPACING, 0, self.width() - SPACING, self.heading - SPACING // 2 - 1)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(area, int(flags), self.caption)
        painter.setPen(QColor(colours.official))
        painter.drawLine(0, self.heading - 1, self.width(), self.heading - 1)
        painter.setPen(QColor(colours.line))
        for end in self.ends:
            painter.drawLine(0, end - 1, self.width(), end - 1)
