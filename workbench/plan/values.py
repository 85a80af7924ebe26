"""What stands in a cell of a plan: a number, or one of the signs that are not numbers.

A blank is never a zero: an office writes － for none, … for unknown, x for withheld and
(集計中) for pending, and each keeps its own meaning here.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache

from workbench.records import record


class Kind(StrEnum):
    """What a value is."""

    NUMBER = "number"
    NONE = "none"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    PENDING = "pending"
    WORDS = "words"


#: Below this a half that is written .5 is a half, and can be found without writing it.
_ALL_HALVES = 2.0**52

SIGNS = {Kind.NONE: "－", Kind.UNKNOWN: "…", Kind.WITHHELD: "x", Kind.PENDING: "(集計中)"}


@record
class Value:
    """One value: a number, a sign, or words (「設置」).

    Raises `ValueError` when a number lacks its figure or words their text.
    """

    kind: Kind
    number: float | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if (self.kind is Kind.NUMBER) != (self.number is not None):
            raise ValueError(f"{self.kind} with number {self.number!r}")
        if (self.kind is Kind.WORDS) != bool(self.words):
            raise ValueError(f"{self.kind} with words {self.words!r}")

    def display(self, decimals: int | None = None) -> str:
        """Return the value as the plan prints it: 1,234, △582, － or words."""
        if self.number is not None:
            return format_number(self.number, decimals)
        return self.words or SIGNS[self.kind]


def number(figure: float) -> Value:
    """Return a numeric value."""
    return Value(Kind.NUMBER, number=float(figure))


def words(text: str) -> Value:
    """Return a value in words, as the target 「設置」."""
    return Value(Kind.WORDS, words=text)


def round_half_up(figure: float, decimals: int = 0) -> Decimal:
    """Round as offices do: halves away from zero, on the figure's shortest decimal form."""
    if not decimals and abs(figure) < _ALL_HALVES:
        return Decimal(_whole(figure))
    return Decimal(repr(float(figure))).quantize(_last_place(decimals), ROUND_HALF_UP)


def _whole(figure: float) -> int:
    """Return the nearest whole number, halves away from zero; the figure's fraction is exact."""
    size = abs(float(figure))
    below = math.floor(size)
    whole = below + (size - below >= 0.5)
    return -whole if figure < 0 else whole


@cache
def _last_place(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def format_number(figure: float, decimals: int | None = None, *, sign: bool = False) -> str:
    """Return `figure` with thousands separated and △ for a negative.

    Without `decimals` as many are shown as the figure has; `sign` adds + to a positive one.
    """
    if decimals is None:
        exact = Decimal(repr(float(figure))).normalize()
        exponent = exact.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    whole = not decimals and abs(figure) < _ALL_HALVES
    rounded = _whole(figure) if whole else round_half_up(figure, decimals)
    text = f"{abs(rounded):,}" if whole else f"{abs(rounded):,.{decimals}f}"
    if rounded < 0:
        return f"△{text}"
    return f"+{text}" if sign and rounded > 0 else text
