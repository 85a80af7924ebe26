"""One lever as a person meets it: name, value that can be typed, slider, way back, reason."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QGridLayout, QToolButton, QWidget

from workbench.desktop import look
from workbench.desktop.population.marked_slider import MarkedSlider
from workbench.desktop.population.reason_line import ReasonLine
from workbench.desktop.widgets.tips import in_lines
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.levers import Lever

#: The width of the values, which all stand below each other.
VALUE_WIDTH = 9 * look.SPACING


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
    goal seeking is not rounded by being looked at. `noted` carries why it departs. A year has no
    slider: it is typed.
    """

    moved = Signal(str, float)
    let_go = Signal()
    noted = Signal(str, str)

    def __init__(self, lever: Lever) -> None:
        super().__init__()
        self.lever = lever
        self._value = lever.default
        self._origin = lever.default
        self._source = ""
        self.slider = MarkedSlider()
        self.slider.setRange(0, lever.steps)
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
        self.reason = ReasonLine(str(lever.name), self)
        self._arrange()
        self.slider.valueChanged.connect(self._slider_moved)
        self.slider.let_go.connect(self.let_go)
        self.box.valueChanged.connect(self._value_moved)
        self.box.let_go.connect(self.let_go)
        self.reset_button.clicked.connect(self.reset)
        self.reason.written.connect(lambda words: self.noted.emit(lever.key, words))
        self.set_origin(lever.default)
        self.show_value(lever.default)

    def _arrange(self) -> None:
        lever = self.lever
        name = look.label(str(lever.short_name))
        name.setWordWrap(True)
        name.setBuddy(self.box)
        unit = look.label("" if lever.is_year else str(lever.unit), size=look.SMALL, muted=True)
        unit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.box.setFixedWidth(look.scaled(VALUE_WIDTH))
        for widget in (self, self.slider, self.box):
            widget.setAccessibleName(str(lever.name))
            widget.setAccessibleDescription(str(lever.explanation))
        self._explain()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.SPACING // 4)
        grid.setVerticalSpacing(0)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self.reason.button, 0, 1)
        grid.addWidget(self.reset_button, 0, 2)
        grid.addWidget(self.box, 0, 3)
        if lever.is_year:
            self.slider.setParent(self)
            self.slider.hide()
        else:
            grid.addWidget(self.slider, 1, 0, 1, 2)
            grid.addWidget(unit, 1, 2, 1, 2)
        grid.addWidget(self.reason.line, 2, 0, 1, 4)
        grid.setColumnStretch(0, 1)
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(policy)

    @property
    def value(self) -> float:
        """The lever's exact value."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show a value without saying that it moved."""
        step = self._step_of(value)
        if step != self.slider.value():
            with QSignalBlocker(self.slider):
                self.slider.setValue(step)
        with QSignalBlocker(self.box):
            self.box.setValue(value)
        self._value = value
        self._show_way_back()

    def show_reason(self, reason: str) -> None:
        """Show why it departs."""
        self.reason.show_reason(reason, departs=self._departs())

    def set_origin(self, value: float, source: str = "") -> None:
        """Set where `reset` leads to and where that comes from; the slider marks it."""
        self._origin, self._source = value, source
        self.slider.mark = self._step_of(value)
        self.slider.update()
        words = tr("Back to {value}", value=self._text(value))
        self.reset_button.setToolTip(words)
        self.reset_button.setAccessibleName(words)
        self._explain()
        self._show_way_back()

    def reset(self) -> None:
        """Take the lever back to its origin, as one move."""
        self._value_moved(self._origin)
        self.let_go.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._show_way_back()

    def _explain(self) -> None:
        """Say what the lever is, how it enters the account, how far it goes, what it stands on."""
        lever = self.lever
        low, high = self._text(lever.minimum), self._text(lever.maximum)
        span = tr("From {low} to {high}.", low=low, high=high)
        now = tr("As observed: {value}.", value=self._text(self._origin))
        pieces = [str(lever.name), str(lever.explanation), str(lever.formula)]
        pieces.append(f"{span} {now} {self._source}".strip())
        words = in_lines("\n".join(pieces))
        for widget in (self, self.slider, self.box):
            widget.setToolTip(words)

    def _slider_moved(self, step: int) -> None:
        self._value_moved(self.lever.value_at(step))

    def _value_moved(self, value: float) -> None:
        value = round(value, 9)
        if value == self._value:
            return
        self.show_value(value)
        self.moved.emit(self.lever.key, value)

    def _departs(self) -> bool:
        return self._value != self._origin

    def _show_way_back(self) -> None:
        shown = self._departs() and self.isEnabled()
        self.reset_button.setVisible(shown)
        self.reason.show_departure(departs=self._departs())

    def _step_of(self, value: float) -> int:
        return round((value - self.lever.minimum) / self.lever.step)

    def _text(self, value: float) -> str:
        return f"{value:.0f}" if self.lever.is_year else format_number(value, self.lever.decimals)
