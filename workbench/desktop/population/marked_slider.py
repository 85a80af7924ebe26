"""The slider of a lever: a mark where things stand today, one move from press to release."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from workbench.desktop import look


class MarkedSlider(QSlider):
    """A slider with a mark at the value things have today.

    A press anywhere takes the handle there and drags it on; the wheel scrolls the page instead
    of moving the lever. `let_go` says that a person has finished a move, by mouse or keys.
    """

    let_go = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.mark: int | None = None
        self._moved_by_key = False
        self._marked, self._mark_x = (0, 0, 0), 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sliderReleased.connect(self.let_go)

    def _place(self, value: int) -> int:
        """Return where the middle of the handle stands for a value, in pixels."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        groove, length = self._groove(option)
        span = groove.width() - length
        offset = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), value, span)
        return groove.x() + offset + length // 2

    def _groove(self, option: QStyleOptionSlider) -> tuple[QRect, int]:
        style = self.style()
        control, parts = QStyle.ComplexControl.CC_Slider, QStyle.SubControl
        groove = style.subControlRect(control, option, parts.SC_SliderGroove, self)
        handle = style.subControlRect(control, option, parts.SC_SliderHandle, self)
        return groove, handle.width()

    def _mark_place(self) -> int:
        """Return where the mark stands, in pixels; asked for at every step of a drag."""
        asked = (self.mark or 0, self.width(), self.maximum())
        if self._marked != asked:
            self._marked, self._mark_x = asked, self._place(self.mark or 0)
        return self._mark_x

    def handle_place(self) -> QPointF:
        """Return the middle of the handle, where a press takes hold of it."""
        return QPointF(self._place(self.value()), self.height() / 2)

    def value_at(self, across: float) -> int:
        """Return the value whose handle would stand at a horizontal position."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        groove, length = self._groove(option)
        return QStyle.sliderValueFromPosition(
            self.minimum(),
            self.maximum(),
            round(across) - groove.x() - length // 2,
            groove.width() - length,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            over = self.style().hitTestComplexControl(
                QStyle.ComplexControl.CC_Slider, option, event.position().toPoint(), self
            )
            if over != QStyle.SubControl.SC_SliderHandle:
                self.setValue(self.value_at(event.position().x()))
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.value()
        super().keyPressEvent(event)
        self._moved_by_key |= self.value() != before

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self._finish_keys()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._finish_keys()

    def _finish_keys(self) -> None:
        if self._moved_by_key:
            self._moved_by_key = False
            self.let_go.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.mark is not None:
            painter = QPainter(self)
            painter.setPen(QPen(QColor(look.current_colours().muted), 2))
            x, middle = self._mark_place(), self.height() / 2
            painter.drawLine(QPointF(x, middle - 9), QPointF(x, middle + 9))
            painter.end()
        super().paintEvent(event)
