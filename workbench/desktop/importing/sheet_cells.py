"""Draws the cells of a sheet: figures at the right, texts running on, marks for what was found."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from workbench.desktop import look
from workbench.desktop.importing.sheet_model import CellLook, Part, SheetModel
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import is_selected
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.findings import Level
from workbench.exchange.workbooks import Sheet

_PADDING = 5
_CORNER = 7
#: So many blank cells a text may run over.
_FURTHEST = 40


def level_colour(level: Level) -> str:
    """Return the colour of a level of findings."""
    colours = look.current_colours()
    return {Level.ERROR: colours.bad, Level.WARNING: colours.caution}.get(level, colours.official)


def header_colour() -> str:
    """Return the colour of the outline around header rows."""
    return look.current_colours().target


def data_colour() -> str:
    """Return the colour of the outline around the data."""
    return look.current_colours().accent


def cell_tint(seen: CellLook) -> str:
    """Return the colour a cell lies on.

    What was found and what changes comes first, then the workbook's own fill, then what the cell
    is part of.
    """
    colours = look.current_colours()
    share = 0.22 if look.is_dark() else 0.14
    if seen.level in (Level.ERROR, Level.WARNING):
        assert seen.level is not None
        return look.mix(colours.sheet, level_colour(seen.level), share)
    if seen.change in WRITING and seen.taken:
        colour = colours.good if seen.change is Change.NEW else colours.accent
        return look.mix(colours.sheet, colour, share)
    if seen.style.fill:
        # In the dark a bright fill would outshine all that is to be read.
        return look.mix(colours.sheet, seen.style.fill, 0.35) if look.is_dark() else seen.style.fill
    if seen.part is Part.HEADER:
        return look.mix(colours.window, colours.official, 0.12)
    return colours.window if seen.part in (Part.AROUND, Part.PASSED_OVER) else colours.sheet


def cell_ink(seen: CellLook) -> str:
    """Return the colour of a cell's text: the workbook's own, as far as it can be read there."""
    colours = look.current_colours()
    left_out = seen.change in WRITING and not seen.taken
    if left_out or seen.hidden:
        return colours.muted
    around = seen.part in (Part.AROUND, Part.PASSED_OVER)
    plain = colours.muted if around and not seen.style.fill else colours.text
    if not (seen.ink or seen.style.fill):
        return plain
    return look.readable(seen.ink or plain, cell_tint(seen))


class SheetCells(QStyledItemDelegate):
    """Paints the cells of a `SheetModel`."""

    def __init__(self, view: QTableView, model: SheetModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._fonts = {bold: look.number_font(bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row(), index.column()
        seen = self._model.look(row, column)
        area = QRect(option.rect)
        painter.fillRect(area, QColor(cell_tint(seen)))
        if seen.hidden:
            painter.fillRect(area, hatch())
        if seen.text:
            runs_over = self._write(painter, area, seen, row, column)
        else:
            runs_over = self._run_on(painter, area, row, column)
        painter.setPen(QColor(look.current_colours().line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if not runs_over:
            painter.drawLine(area.topRight(), area.bottomRight())
        self._mark(painter, area, seen)
        if index == self._view.currentIndex():
            if is_selected(option) or self._view.hasFocus():
                self._frame(painter, area)
        elif is_selected(option):
            painter.fillRect(area, chosen_veil())

    def _font(self, seen: CellLook) -> tuple[QFont, QFontMetrics]:
        is_header = seen.part is Part.HEADER
        bold = seen.style.bold or is_header or (seen.change in WRITING and seen.taken)
        return self._fonts[bold], self._metrics[bold]

    @staticmethod
    def _side(seen: CellLook) -> Qt.AlignmentFlag:
        sides = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "center": Qt.AlignmentFlag.AlignHCenter,
            "right": Qt.AlignmentFlag.AlignRight,
        }
        usual = Qt.AlignmentFlag.AlignRight if seen.at_right else Qt.AlignmentFlag.AlignLeft
        return sides.get(seen.style.side, usual)

    def _write(self, painter: QPainter, area: QRect, seen: CellLook, row: int, column: int) -> bool:
        """Write a cell's text; return whether it runs on over the cell at the right."""
        font, metrics = self._font(seen)
        inner = area.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.setPen(QColor(cell_ink(seen)))
        if seen.style.struck or (seen.change in WRITING and not seen.taken):
            font = QFont(font)
            font.setStrikeOut(True)
        painter.setFont(font)
        side = self._side(seen)
        lines = seen.text.count("\n") + 1
        if lines > 1 and area.height() >= lines * metrics.height() + 4:
            painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), seen.text)
            return False
        text = seen.text.replace("\n", " ").replace("\t", " ")
        if metrics.horizontalAdvance(text) > inner.width():
            if self._runs_over(seen, row, column):
                # The cells to the right draw the rest of it.
                painter.save()
                painter.setClipRect(area)
                wide = QRect(inner.left(), inner.top(), 10_000, inner.height())
                painter.drawText(wide, int(side | Qt.AlignmentFlag.AlignVCenter), text)
                painter.restore()
                return True
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        return False

    def _runs_over(self, seen: CellLook, row: int, column: int) -> bool:
        """Tell whether a text goes on over the blank cell to its right, as in Excel."""
        sheet = self._sheet
        aside = seen.at_right or seen.style.side not in {"", "left"}
        if aside or sheet is None or self._view.columnSpan(row, column) > 1:
            return False
        beside = column + 1
        return beside < sheet.width and sheet.cell(row, beside) is None

    @property
    def _sheet(self) -> Sheet | None:
        return self._model.sight.sheet if self._model.sight else None

    def _run_on(self, painter: QPainter, area: QRect, row: int, column: int) -> bool:
        """Draw what of a text at the left reaches over a blank cell; return whether it goes on."""
        sheet = self._sheet
        if sheet is None or self._view.columnSpan(row, column) > 1:
            return False
        cells = sheet.rows[row]
        begin = column - 1
        while begin >= 0 and cells[begin] is None and column - begin < _FURTHEST:
            begin -= 1
        if begin < 0 or not isinstance(cells[begin], str):
            return False
        if self._view.columnSpan(row, begin) > 1 or self._view.rowSpan(row, begin) > 1:
            return False
        seen = self._model.look(row, begin)
        font, metrics = self._font(seen)
        left = self._view.columnViewportPosition(begin) + _PADDING
        text = seen.text.replace("\n", " ").replace("\t", " ")
        aside = seen.at_right or seen.style.side not in {"", "left"}
        if aside or left + metrics.horizontalAdvance(text) <= area.left():
            return False
        painter.save()
        painter.setClipRect(area)
        painter.setFont(font)
        painter.setPen(QColor(cell_ink(seen)))
        wide = QRect(left, area.top(), 10_000, area.height())
        painter.drawText(wide, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()
        return left + metrics.horizontalAdvance(text) > area.right()

    @staticmethod
    def _mark(painter: QPainter, area: QRect, seen: CellLook) -> None:
        """Mark findings in the upper right corner, a telling format in the lower one."""
        if seen.level is not None:
            corner = area.topRight() + QPoint(1, 0)
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(level_colour(seen.level)))
            painter.drawPolygon(
                QPolygon([corner - QPoint(_CORNER, 0), corner, corner + QPoint(0, _CORNER)])
            )
            painter.restore()
        if seen.formatted:
            painter.setPen(QPen(QColor(look.current_colours().muted), 1, Qt.PenStyle.DotLine))
            y = area.bottom() - 2
            painter.drawLine(area.left() + _PADDING, y, area.right() - _PADDING, y)

    def _frame(self, painter: QPainter, area: QRect) -> None:
        colours = look.current_colours()
        colour = colours.accent if self._view.hasFocus() else colours.official
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -1, -1))


def chosen_veil() -> QColor:
    """Return the veil over cells that are chosen together."""
    veil = QColor(look.current_colours().accent)
    veil.setAlpha(44)
    return veil


def hatch() -> QColor:
    """Return the veil over hidden rows and columns."""
    veil = QColor(look.current_colours().official)
    veil.setAlpha(38)
    return veil
