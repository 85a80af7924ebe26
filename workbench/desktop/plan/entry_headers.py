"""The headings of an entry grid: over its columns, and at the left of its lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.plan.entry_delegate import BLOCK_END_ROLE, rule

#: Whether a heading speaks of what the page is about.
EMPHASIS_ROLE = Qt.ItemDataRole.UserRole + 3


class ColumnHeader(QHeaderView):
    """The headings over the columns, small and grey, of as many lines as they need."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFont(look.text_font(look.SMALL))
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)

    def _words(self, section: int) -> str:
        model = self.model()
        found = model.headerData(section, self.orientation(), Qt.ItemDataRole.DisplayRole)
        return str(found or "")

    def wanted_height(self) -> int:
        """Return the height of the tallest heading."""
        lines = [self._words(at).count("\n") + 1 for at in range(self.count())]
        return max(lines, default=1) * self._line() + SPACING

    def wanted_width(self, section: int) -> int:
        """Return the width of the widest line of a heading."""
        metrics = self.fontMetrics()
        widths = (metrics.horizontalAdvance(line) for line in self._words(section).split("\n"))
        return max(widths) + 2 * SPACING

    def _line(self) -> int:
        return round(self.fontMetrics().height() * 1.15)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        colours = look.current_colours()
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        emphasis = self.model().headerData(logicalIndex, self.orientation(), EMPHASIS_ROLE)
        lines = self._words(logicalIndex).split("\n")
        top = rect.bottom() - SPACING // 2 - len(lines) * self._line()
        for number, words in enumerate(lines):
            first = number == 0
            painter.setFont(look.text_font(look.SMALL, bold=bool(emphasis) and first))
            painter.setPen(QColor(colours.text if emphasis and first else colours.muted))
            place = QRect(
                rect.left(), top + number * self._line(), rect.width() - SPACING, self._line()
            )
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(flags), words)
        painter.setPen(QColor(colours.official))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class LineHeader(QHeaderView):
    """What each line holds, in grey at its left; it stays while the columns scroll."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setFont(look.text_font(look.SMALL))
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def wanted_width(self) -> int:
        """Return the width of the longest word."""
        metrics = self.fontMetrics()
        role = Qt.ItemDataRole.DisplayRole
        words = (
            str(self.model().headerData(at, self.orientation(), role) or "")
            for at in range(self.count())
        )
        return max(map(metrics.horizontalAdvance, words), default=0) + 2 * SPACING

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        colours, model = look.current_colours(), self.model()
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        words = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.DisplayRole)
        emphasis = model.headerData(logicalIndex, self.orientation(), EMPHASIS_ROLE)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.text if emphasis else colours.muted))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(SPACING, 0, 0, 0), int(flags), str(words or ""))
        ends = model.headerData(logicalIndex, self.orientation(), BLOCK_END_ROLE)
        painter.setPen(rule(colours, strong=bool(ends)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class CalmCorner(QObject):
    """Lets the corner between the headings be one with them."""

    def __init__(self, corner: QWidget) -> None:
        super().__init__(corner)
        self._corner = corner
        corner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint:
            return False
        area = self._corner.rect()
        painter = QPainter(self._corner)
        painter.fillRect(area, self._corner.palette().color(QPalette.ColorRole.Base))
        painter.setPen(QColor(look.current_colours().official))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        return True
