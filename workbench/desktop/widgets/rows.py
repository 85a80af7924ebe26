"""Lines of trees, lists and tables: room to breathe, and a tint instead of a block of colour."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.paper import LINE_HEIGHT
from workbench.desktop.widgets.surface import make_surface
from workbench.records import record

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle


def paint_selection(painter: QPainter, area: QRect, *, has_focus: bool, bar: bool = True) -> None:
    """Tint a chosen line; a bar at its left says that the keyboard is there."""
    colours = look.current_colours()
    painter.fillRect(area, QColor(colours.accent_soft))
    if bar and has_focus:
        painter.fillRect(area.left(), area.top(), 3, area.height(), QColor(colours.accent))


@record
class Wrapped:
    """A text in lines that fit a width, set with the leading that Japanese wants."""

    lines: tuple[str, ...]
    font: QFont
    line_height: int

    @classmethod
    def of(cls, text: str, font: QFont, width: int, most: int = 3) -> Wrapped:
        """Break `text` into at most `most` lines; the last ends in … when there is more."""
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        spans: list[tuple[int, int]] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            spans.append((line.textStart(), line.textLength()))
        layout.endLayout()
        lines = [text[start : start + length] for start, length in spans[:most]]
        metrics = QFontMetrics(font)
        if len(spans) > most:
            rest = text[spans[most - 1][0] :]
            lines[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return cls(tuple(lines), font, round(metrics.height() * LINE_HEIGHT / 100))

    @property
    def height(self) -> int:
        """Return the height of all lines."""
        return len(self.lines) * self.line_height

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint the lines from the top of `area`, in the painter's colour."""
        painter.setFont(self.font)
        for number, line in enumerate(self.lines):
            top = area.top() + number * self.line_height
            place = QRect(area.left(), top, area.width(), self.line_height)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), line.strip())


@cache
def calm_states() -> QStyle.StateFlag:
    """Return what the style may paint of how a line is: not its own block of colour and frame.

    `QStyle` and its 540 names are imported when lines are painted; a start goes without.
    """
    from PySide6.QtWidgets import QStyle

    state = QStyle.StateFlag
    return ~(state.State_Selected | state.State_HasFocus | state.State_MouseOver)


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Tell whether the style would paint the line as selected."""
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_Selected)


class CalmRows(QStyledItemDelegate):
    """Cells with padding, tinted when selected.

    Parameters
    ----------
    ruled
        Whether a hairline runs under every line.
    cells
        Whether single cells are selected; the current one then has a frame.
    """

    def __init__(self, view: QAbstractItemView, *, ruled: bool = True, cells: bool = False) -> None:
        super().__init__(view)
        self._view = view
        self._ruled = ruled
        self._cells = cells

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 2 * SPACING, hint.height() + SPACING)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        # A box to tick is hit where it is painted.
        painted = QStyleOptionViewItem(option)
        painted.rect = option.rect.adjusted(SPACING, 0, -SPACING, 0)
        return super().editorEvent(event, model, painted, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRect(option.rect)
        plain = QStyleOptionViewItem(option)
        if is_selected(option):
            painter.save()
            has_focus = self._view.hasFocus()
            paint_selection(
                painter, area, has_focus=has_focus, bar=not self._cells and index.column() == 0
            )
            if self._cells and has_focus:
                painter.setPen(QPen(QColor(look.current_colours().accent), 1))
                painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.restore()
        plain.state &= calm_states()
        plain.rect = area.adjusted(SPACING, 0, -SPACING, 0)
        super().paint(painter, plain, index)
        if self._ruled:
            painter.save()
            painter.setPen(QColor(look.current_colours().line))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            painter.restore()


class TitledRows(QStyledItemDelegate):
    """A title with smaller, grey lines beneath it; the lines are those of the text."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = str(index.data()).count("\n") + 1
        return QSize(0, lines * _line_height(option) + 2 * SPACING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = look.current_colours()
        area = QRect(option.rect)
        if is_selected(option):
            paint_selection(painter, area, has_focus=self._view.hasFocus())
        height = _line_height(option)
        for number, line in enumerate(str(index.data()).split("\n")):
            font = look.text_font(look.SMALL) if number else option.font
            painter.setFont(font)
            painter.setPen(QColor(colours.muted if number else colours.text))
            place = QRect(
                area.left() + SPACING + 4,
                area.top() + SPACING + number * height,
                area.width() - 2 * SPACING - 4,
                height,
            )
            shown = painter.fontMetrics().elidedText(
                line, Qt.TextElideMode.ElideMiddle, place.width()
            )
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(QColor(colours.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()


def _line_height(option: QStyleOptionViewItem) -> int:
    """Return the height of a line with the space that underscores and descenders need."""
    return round(option.fontMetrics.height() * 1.4)


class CalmHeader(QHeaderView):
    """A heading over columns: small and grey, in line with the padded cells."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFont(look.text_font(look.SMALL))
        self.setMinimumHeight(3 * SPACING + SPACING // 2)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        colours = look.current_colours()
        model, across = self.model(), Qt.Orientation.Horizontal
        words = model.headerData(logicalIndex, across, Qt.ItemDataRole.DisplayRole)
        side = model.headerData(logicalIndex, across, Qt.ItemDataRole.TextAlignmentRole)
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        painter.setFont(self.font())
        painter.setPen(QColor(colours.muted))
        inner = rect.adjusted(SPACING + 3, 0, -SPACING - 3, -1)
        flags = side if isinstance(side, Qt.AlignmentFlag) else Qt.AlignmentFlag.AlignLeft
        # Cut in the middle of a letter a heading could be read as another word.
        shown = self.fontMetrics().elidedText(
            str(words or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(flags | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(QColor(colours.official))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class PictureRows(QStyledItemDelegate):
    """A picture with its title beneath, framed when selected.

    All rows are to be seen at once: in a low window the pictures are smaller, and in a very low
    one their titles stand beside them.
    """

    #: Below this a title beneath would take more room than its picture is worth.
    _BENEATH = 9 * SPACING
    _SMALLEST = 6 * SPACING

    def __init__(self, view: QAbstractItemView, picture: QSize) -> None:
        super().__init__(view)
        self._view = view
        self._picture = picture

    def _side(self, option: QStyleOptionViewItem) -> tuple[int, bool]:
        """Return how large a picture is, and whether its title stands beneath it."""
        room = self._view.viewport().height() // max(self._view.model().rowCount(), 1)
        tall = room - self._words(option) - SPACING
        if tall >= self._BENEATH:
            return min(tall, self._picture.height()), True
        return min(max(room - SPACING, self._SMALLEST), self._BENEATH), False

    @staticmethod
    def _words(option: QStyleOptionViewItem) -> int:
        return 2 * SPACING + option.fontMetrics.height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        side, beneath = self._side(option)
        words = self._words(option) if beneath else 0
        return QSize(self._picture.width() + 2 * SPACING, side + words + SPACING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = look.current_colours()
        area = option.rect.adjusted(2, 2, -2, -2)
        if is_selected(option):
            painter.setPen(QPen(QColor(colours.accent if self._view.hasFocus() else colours.line)))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(area, 4, 4)
        side, beneath = self._side(option)
        if beneath:
            left, top = area.left() + (area.width() - side) // 2, area.top() + SPACING
            words = area.adjusted(0, side + SPACING, 0, 0)
            where = Qt.AlignmentFlag.AlignCenter
        else:
            left, top = area.left() + SPACING, area.center().y() - side // 2 + SPACING // 2
            side -= SPACING
            words = area.adjusted(side + 3 * SPACING, 0, 0, 0)
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QIcon):
            picture.paint(painter, QRect(left, top, side, side))
        font = QFont(option.font)
        font.setBold(is_selected(option))
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(words, int(where), str(index.data()))
        painter.restore()


class _Calm(QObject):
    """Keeps a view on the window's surface and without the style's own selection."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._is_painting = False
        view.installEventFilter(self)
        self.paint()

    def paint(self) -> None:
        self._is_painting = True
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(look.current_colours().text))
        self._view.setPalette(palette)
        self._is_painting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PaletteChange and not self._is_painting:
            self.paint()
        return False


def calm(view: QAbstractItemView, *, on_window: bool = False) -> None:
    """Take frame and selection colour from a view; its delegate paints what is selected.

    `on_window` puts it on the window's surface instead of the sheet's.
    """
    view.setFrameShape(QFrame.Shape.NoFrame)
    if on_window:
        make_surface(view, QPalette.ColorRole.Window)
    _Calm(view)


def calm_table(table: QTableView, *, cells: bool = False) -> None:
    """Make a table of figures: no grid, ruled lines, a small heading, nothing to edit."""
    calm(table)
    table.setItemDelegate(CalmRows(table, cells=cells))
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    if not cells:
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.setHorizontalHeader(CalmHeader(table))


def held_item(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    """Return the item of a cell that was given one."""
    item = table.item(row, column)
    assert item is not None
    return item
