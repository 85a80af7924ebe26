"""Axes of printed charts: round bounds, few ticks, full numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A linear scale from figures to millimetres.

    `low` is drawn at `start`, `high` at `end`; start lies below end on a vertical axis, whose
    millimetres grow downwards.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, figure: float) -> float:
        """Return where a figure stands, mm."""
        share = (figure - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_bounds(
    figures: Sequence[float], most_ticks: int = 7, *, with_zero: bool = False, margin: float = 0.04
) -> tuple[float, float, float]:
    """Return (low, high, step) around `figures` with round ticks, no more than `most_ticks`.

    `margin` is the share of the range kept free above and below, for labels.
    Raises `ValueError` without figures.
    """
    low, high = min(figures), max(figures)
    if with_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - 1, high + 1
    room = margin * (high - low)
    low, high = low - room if low < 0 or not with_zero else low, high + room if high > 0 else high
    step = _step_at_least((high - low) / max(1, most_ticks - 1))
    while True:
        bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
        if round((top - bottom) / step) + 1 <= most_ticks:
            return bottom, top, step
        step = _step_at_least(step * 1.01)


def ticks(low: float, high: float, step: float) -> tuple[float, ...]:
    """Return the ticks from `low` to `high`."""
    count = round((high - low) / step)
    return tuple(low + i * step for i in range(count + 1))


def year_ticks(first: int, last: int, most: int = 8) -> tuple[int, ...]:
    """Return round years between `first` and `last`, no more than `most` of them."""
    for step in (1, 2, 5, 10, 20, 50, 100):
        start = -(-first // step) * step
        found = tuple(range(start, last + 1, step))
        if len(found) <= most:
            return found
    return (first, last)


def _step_at_least(size: float) -> float:
    magnitude = 10.0 ** math.floor(math.log10(size))
    for factor in (1, 2, 5, 10):
        if factor * magnitude >= size:
            return factor * magnitude
    return 10 * magnitude
