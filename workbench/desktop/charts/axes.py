"""Axes with few ticks and full numbers: 94,222, never 94.2 k."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from workbench.desktop import look
from workbench.plan.values import format_number

#: How far figures stand from the plot, in pixels.
_AWAY = 6

#: The least room between two years on an axis, in pixels.
_APART = 2 * look.SPACING

_FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip

Text = tuple[QRectF, str]


def nice_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most `most` round numbers from `low` to `high`, evenly spaced."""
    span = max(high - low, 1e-9)
    step = 10 ** math.floor(math.log10(span / max(most, 1)))
    for factor in (1, 2, 2.5, 5, 10, 20):
        first = math.ceil(low / (step * factor) - 1e-9)
        last = math.floor(high / (step * factor) + 1e-9)
        if last - first + 1 <= most:
            break
    return [number * step * factor for number in range(first, last + 1)]


def padded(figures: Iterable[float], share: float = 0.06) -> tuple[float, float]:
    """Return the range of `figures` with `share` of it added at both ends."""
    known = list(figures)
    low, high = min(known), max(known)
    room = (high - low or 1.0) * share
    return low - room, high + room


def year_ticks(first: int, last: int, most: int) -> list[int]:
    """Return at most `most` years divisible by 5, 10 or 20 that lie from `first` to `last`."""
    for step in (5, 10, 20, 50):
        years = list(range(-(-first // step) * step, last + 1, step))
        if len(years) <= most:
            return years
    return [first, last]


@lru_cache(maxsize=64)
def places(years: tuple[int, ...]) -> np.ndarray:
    """Return where years stand, (year,); kept and read-only, as every move of a lever asks."""
    across = np.array(years, dtype=float)
    across.flags.writeable = False
    return across


@lru_cache(maxsize=64)
def there_and_back(years: tuple[int, ...]) -> np.ndarray:
    """Return where the outline of a band over these years stands, (2 × year,); kept as well."""
    across = np.concatenate([places(years), places(years)[::-1]])
    across.flags.writeable = False
    return across


class FigureAxis(pg.AxisItem):
    """An axis that shows the ticks it is given, in muted figures and without a line of its own.

    It lays its figures out itself: pyqtgraph leaves out a tick now and then, when comparing
    rectangles fails by the last bit of a float, and finds its width only while painting.
    """

    def __init__(self, orientation: str) -> None:
        self._ticks: Sequence[tuple[float, str]] = ()
        self._font = look.number_font(look.SMALL)
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        # Figures may stand out over the ends of the axis by half their width.
        self.setStyle(tickLength=0, tickFont=self._font, hideOverlappingLabels=False)
        self.show_ticks(())

    def show_ticks(self, ticks: Sequence[float], texts: Sequence[str] | None = None) -> None:
        """Show these ticks, as full numbers unless their texts are given."""
        words = texts or [format_number(tick) for tick in ticks]
        self._ticks = list(zip(ticks, words, strict=True))
        metrics = QFontMetricsF(self._font)
        if self.orientation == "left":
            widest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
            self.setWidth(math.ceil(widest) + _AWAY)
        else:
            self.setHeight(math.ceil(metrics.height()) + 2 * _AWAY)
        self.picture = None
        self.update()

    def show_years(self, first: int, last: int, width: float) -> None:
        """Show as many years as stand apart from each other in `width` pixels."""
        one = QFontMetricsF(self._font).horizontalAdvance(str(last)) + _APART
        years = year_ticks(first, last, max(int(width / one), 2))
        self.show_ticks(years, [str(year) for year in years])

    def paint_in(self, colours: look.Colours) -> None:
        """Take on a theme's colours."""
        self.setTextPen(colours.muted)

    def generateDrawSpecs(self, painter: QPainter) -> tuple[list[Text]]:
        """Return what `drawPicture` draws: the figures, each with its place."""
        bounds = self.mapRectFromParent(self.geometry())
        low, high = self.range
        metrics = QFontMetricsF(self._font)
        texts: list[Text] = []
        for tick, word in self._ticks:
            share = (tick - low) / (high - low)
            if not -1e-6 <= share <= 1 + 1e-6:
                continue
            width, height = metrics.horizontalAdvance(word), metrics.height()
            if self.orientation == "left":
                y = bounds.bottom() - share * bounds.height()
                rect = QRectF(bounds.right() - _AWAY - width, y - height / 2, width, height)
            else:
                x = bounds.left() + share * bounds.width()
                rect = QRectF(x - width / 2, bounds.top() + _AWAY, width, height)
            texts.append((rect, word))
        return (texts,)

    def drawPicture(self, painter: QPainter, texts: list[Text]) -> None:
        """Draw the figures, and nothing else: neither a line nor tick marks."""
        painter.setFont(self._font)
        painter.setPen(self.textPen())
        for rect, word in texts:
            painter.drawText(rect, _FLAGS, word)
