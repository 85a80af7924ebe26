"""One lever as a person meets it: name, value that can be typed, slider, way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSignalBlocker, Qt, Signal
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
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QGridLayout,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.widgets.tips import in_lines
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.levers import Lever


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


class LeverBox(QDoubleSpinBox):
    """The lever's value, to be typed; finished by Enter, by leaving, or by letting a key go."""

    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._moved = False
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFont(look.number_font(bold=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._note_move)
        self.editingFinished.connect(self._finish)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self._finish()

    def _note_move(self) -> None:
        self._moved = True

    def _finish(self) -> None:
        if self._moved:
            self._moved = False
            self.let_go.emit()


class LeverControl(QWidget):
    """A lever's row: `moved` while it moves, `let_go` once when a move is finished.

    The value held is exact; the slider shows the nearest of its steps, so that a value found by
    goal seeking is not rounded by being looked at.
    """

    moved = Signal(str, float)
    let_go = Signal()

    def __init__(self, lever: Lever) -> None:
        super().__init__()
        self.lever = lever
        self._value = lever.default
        self._origin = lever.default
        self.slider = MarkedSlider()
        self.slider.setRange(0, round((lever.maximum - lever.minimum) / lever.step))
        self.slider.setPageStep(max(self.slider.maximum() // 10, 1))
        self.box = LeverBox()
        self.box.setRange(lever.minimum, lever.maximum)
        self.box.setDecimals(lever.decimals)
        self.box.setSingleStep(lever.step)
        self.box.setGroupSeparatorShown(not lever.is_year and lever.maximum >= 10_000)
        self.reset_button = QToolButton()
        self.reset_button.setText("↺")
        self.reset_button.setAutoRaise(True)
        look.mute(self.reset_button)
        self._arrange()
        self.slider.valueChanged.connect(self._slider_moved)
        self.slider.let_go.connect(self.let_go)
        self.box.valueChanged.connect(self._value_moved)
        self.box.let_go.connect(self.let_go)
        self.reset_button.clicked.connect(self.reset)
        self.set_origin(lever.default)
        self.show_value(lever.default)

    def _arrange(self) -> None:
        lever = self.lever
        name = look.label()
        look.show_paragraph(name, str(lever.name))
        name.setWordWrap(True)
        name.setBuddy(self.box)
        low, unit, high = (
            look.label(text, size=look.SMALL, muted=True)
            for text in (self._text(lever.minimum), str(lever.unit), self._text(lever.maximum))
        )
        for ends in (low, high):
            ends.setFont(look.number_font(look.SMALL))
        unit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        high.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setFixedWidth(9 * look.SPACING)
        for widget in (self, self.slider, self.box):
            widget.setToolTip(in_lines(str(lever.explanation)))
            widget.setAccessibleName(str(lever.name))
            widget.setAccessibleDescription(str(lever.explanation))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.SPACING // 2)
        grid.setVerticalSpacing(2)
        grid.addWidget(name, 0, 0, 1, 5)
        grid.addWidget(self.slider, 1, 0, 1, 3)
        grid.addWidget(self.reset_button, 1, 3)
        grid.addWidget(self.box, 1, 4)
        grid.addWidget(low, 2, 0)
        grid.addWidget(unit, 2, 1)
        grid.addWidget(high, 2, 2)
        grid.setColumnStretch(1, 1)
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(policy)

    @property
    def value(self) -> float:
        """The lever's exact value."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show a value without saying that it moved."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.box):
            self.slider.setValue(self._step_of(value))
            self.box.setValue(value)
        self._value = value
        self._show_way_back()

    def set_origin(self, value: float) -> None:
        """Set where `reset` leads to; the slider marks it."""
        self._origin = value
        self.slider.mark = self._step_of(value)
        self.slider.update()
        words = tr("Back to {value}", value=self._text(value))
        self.reset_button.setToolTip(words)
        self.reset_button.setAccessibleName(words)
        self._show_way_back()

    def reset(self) -> None:
        """Take the lever back to its origin, as one move."""
        self._value_moved(self._origin)
        self.let_go.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._show_way_back()

    def _slider_moved(self, step: int) -> None:
        lever = self.lever
        self._value_moved(min(lever.minimum + step * lever.step, lever.maximum))

    def _value_moved(self, value: float) -> None:
        value = round(value, 9)
        if value == self._value:
            return
        self.show_value(value)
        self.moved.emit(self.lever.key, value)

    def _show_way_back(self) -> None:
        self.reset_button.setVisible(self._value != self._origin and self.isEnabled())

    def _step_of(self, value: float) -> int:
        return round((value - self.lever.minimum) / self.lever.step)

    def _text(self, value: float) -> str:
        return f"{value:.0f}" if self.lever.is_year else format_number(value, self.lever.decimals)
