"""A piece of text that leads somewhere, reached by pointer and by keyboard alike."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING

_GAP = SPACING // 2

#: Put together once: a layout asks for the height of a link dozens of times.
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
_WRAPPED_IN_THE_MIDDLE = _WRAPPED | int(Qt.AlignmentFlag.AlignVCenter)


class Link(QAbstractButton):
    """A link: underlined when pointed at, framed when it has the keyboard.

    Its text wraps, so that a long title is never cut off.
    """

    def __init__(
        self, text: str = "", *, size: float = look.BODY, bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setFont(look.text_font(size, bold=bold))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def setIcon(self, icon: QIcon | QPixmap) -> None:
        super().setIcon(icon)
        self.updateGeometry()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def _indent(self) -> int:
        return 0 if self.icon().isNull() else self.iconSize().width() + _GAP

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        # One pixel more than Qt says: its widths are rounded down, and the last word would wrap.
        width = metrics.horizontalAdvance(self.text()) + self._indent() + 2 * _GAP + 1
        return QSize(width, metrics.height() + 2 * _GAP)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), 10 * SPACING), hint.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - self._indent() - 2 * _GAP, 1), 10_000)
        return self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height() + 2 * _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        font = QFont(self.font())
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        colour = look.readable(
            palette.color(QPalette.ColorRole.Link).name(),
            palette.color(QPalette.ColorRole.Base).name(),
        )
        painter.setPen(colour if self.isEnabled() else palette.color(QPalette.ColorRole.Dark))
        text_area = self.rect().adjusted(_GAP + self._indent(), _GAP, -_GAP, -_GAP)
        painter.drawText(text_area, _WRAPPED_IN_THE_MIDDLE, self.text())
        if not self.icon().isNull():
            side = self.iconSize().width()
            top = (self.height() - self.iconSize().height()) // 2
            self.icon().paint(painter, QRect(_GAP, top, side, self.iconSize().height()))
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)
