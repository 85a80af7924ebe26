"""A part of the plan as a card that leads to it: its mark, its name, what is below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import DrawnButton
from workbench.desktop.widgets.rows import Wrapped
from workbench.records import record

#: How many lines a name may take.
_LINES = 2
_ACROSS = 3
_CORNER = 6
_STRIP = 6


@record
class Share:
    """A part of the strip at a card's foot: so many, in this colour; hollow without a grade."""

    count: int
    colour: str
    is_hollow: bool = False


class Card(DrawnButton):
    """Reached by pointer and by Tab; Enter and Space follow it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._note = ""
        self._colour = ""
        self._shares: tuple[Share, ...] = ()
        #: What a click does.
        self.follow: Callable[[], object] = lambda: None
        self.clicked.connect(self._follow)
        self.setFont(look.text_font(bold=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _follow(self) -> None:
        self.follow()

    def show_part(self, code: str, name: str, note: str, colour: str) -> None:
        """Show a part of the plan; without a code a diamond in its place."""
        self._code, self._note, self._colour = code, note, colour
        self.setText(name)
        self.setToolTip(f"{code} {name}".strip())
        self.setAccessibleName(f"{code} {name}".strip())
        self.setAccessibleDescription(note)
        self.update()

    def show_shares(self, shares: Sequence[Share], note: str = "") -> None:
        """Show how what is below stands; `note` says it in words."""
        self._shares = tuple(shares)
        if note:
            self._note = note
            self.setAccessibleDescription(note)
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height() * 13 // 10
        return QSize(30 * SPACING, _LINES * line + 5 * SPACING + _STRIP)

    def minimumSizeHint(self) -> QSize:
        return QSize(18 * SPACING, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_sheet(painter, area, colours)
        inner = self.rect().adjusted(2 * SPACING, SPACING + 2, -SPACING, -SPACING)
        left = self._paint_mark(painter, inner)
        words = Wrapped.of(self.text(), self.font(), inner.right() - left, _LINES)
        painter.setPen(QColor(colours.text))
        words.paint(painter, QRect(left, inner.top(), inner.right() - left, words.height))
        self._paint_foot(painter, inner, left, colours)

    def _paint_sheet(self, painter: QPainter, area: QRectF, colours: look.Colours) -> None:
        pointed_at = self.underMouse() or self.hasFocus()
        outline = QPainterPath()
        outline.addRoundedRect(area, _CORNER, _CORNER)
        painter.fillPath(outline, self.palette().color(QPalette.ColorRole.Base))
        # The colour of the goal runs down the left edge, inside the corners.
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(QRectF(area.left(), area.top(), 4, area.height()), QColor(self._colour))
        painter.restore()
        edge = colours.accent if pointed_at else colours.line
        painter.setPen(QPen(QColor(edge), 1.5 if self.hasFocus() else 1))
        painter.drawPath(outline)

    def _paint_mark(self, painter: QPainter, inner: QRect) -> int:
        """Paint the code or a diamond; return where the name begins."""
        colour = look.readable(self._colour, self.palette().color(QPalette.ColorRole.Base).name())
        painter.setPen(QColor(colour))
        if not self._code:
            painter.setBrush(QColor(self._colour))
            painter.setPen(Qt.PenStyle.NoPen)
            x, y = inner.left() + 5.0, inner.top() + 10.0
            points = [(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)]
            painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
            return inner.left() + 2 * SPACING
        painter.setFont(look.text_font(look.LARGE, bold=True))
        metrics = painter.fontMetrics()
        painter.drawText(inner.left(), inner.top() + metrics.ascent() - 2, self._code)
        return inner.left() + max(metrics.horizontalAdvance(self._code), SPACING) + SPACING

    def _paint_foot(
        self, painter: QPainter, inner: QRect, left: int, colours: look.Colours
    ) -> None:
        painter.setFont(look.text_font(look.SMALL))
        painter.setPen(QColor(colours.muted))
        bottom = inner.bottom() - (_STRIP + 2 if self._shares else 0)
        line = QRect(left, bottom - 2 * SPACING, inner.right() - left, 2 * SPACING)
        shown = painter.fontMetrics().elidedText(
            self._note, Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shown)
        total = sum(share.count for share in self._shares)
        if not total:
            return
        x, width = float(left), inner.right() - left
        for share in self._shares:
            part = width * share.count / total
            strip = QRectF(x, inner.bottom() - _STRIP + 2, max(part - 1, 1), _STRIP - 2)
            if share.is_hollow:
                painter.setPen(QPen(QColor(colours.official), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(strip.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                painter.fillRect(strip, QColor(share.colour))
            x += part


class Cards(QGridLayout):
    """Cards side by side, as many in a row as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(SPACING + SPACING // 2)
        self.setVerticalSpacing(SPACING + SPACING // 2)
        for column in range(_ACROSS):
            self.setColumnStretch(column, 1)
        self.cards: list[Card] = []

    def want(self, count: int) -> list[Card]:
        """Return so many cards; those there are stay, so that the keyboard does."""
        while len(self.cards) < count:
            card = Card()
            at = len(self.cards)
            self.addWidget(card, at // _ACROSS, at % _ACROSS)
            self.cards.append(card)
        while len(self.cards) > count:
            card = self.cards.pop()
            self.removeWidget(card)
            card.hide()
            card.deleteLater()
        return self.cards
