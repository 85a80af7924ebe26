"""Through the years: a slider, the year it stands at, and playback."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from workbench.desktop import look
from workbench.language import tr

#: One year of the slider is shown this long while it plays, in milliseconds.
_BEAT = 700


class YearPlayer(QWidget):
    """Chooses one of some years; `chosen` follows the slider and the playback."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._years: Sequence[int] = (0,)
        self.play_button = QToolButton()
        self.play_button.setCheckable(True)
        self.play_button.setAutoRaise(True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(tr("Year of the pyramid"))
        self._first, self._last = (look.label(size=look.SMALL, muted=True) for _ in range(2))
        for label in (self._first, self._last):
            label.setFont(look.number_font(look.SMALL))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, look.SPACING, 0)
        row.setSpacing(look.SPACING)
        for widget in (self.play_button, self._first, self.slider, self._last):
            row.addWidget(widget, int(widget is self.slider))
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self.advance)
        self.slider.valueChanged.connect(self._tell)
        self.slider.sliderPressed.connect(self.stop)
        self.play_button.toggled.connect(self._play)
        self._show_state(False)

    @property
    def year(self) -> int:
        """The year the slider stands at."""
        return self._years[self.slider.value()]

    def set_years(self, years: Sequence[int], shown: int) -> None:
        """Offer these years, standing at the one nearest to `shown`, without saying so."""
        self._years = years
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, len(years) - 1)
            nearest = min(range(len(years)), key=lambda index: abs(years[index] - shown))
            self.slider.setValue(nearest)
        self._first.setText(str(years[0]))
        self._last.setText(str(years[-1]))

    def advance(self) -> None:
        """Go to the next year; from the last one playback stops."""
        if self.slider.value() == self.slider.maximum():
            self.stop()
            return
        self.slider.setValue(self.slider.value() + 1)
        if self.slider.value() == self.slider.maximum():
            self.stop()

    def stop(self) -> None:
        """Stop playing."""
        self.play_button.setChecked(False)

    def _play(self, playing: bool) -> None:
        self._show_state(playing)
        if not playing:
            self._timer.stop()
            return
        if self.slider.value() == self.slider.maximum():
            self.slider.setValue(0)
        self._timer.start()

    def _show_state(self, playing: bool) -> None:
        self.play_button.setText(tr("❚❚ Pause") if playing else tr("▶ Play"))

    def _tell(self) -> None:
        self.chosen.emit(self.year)
