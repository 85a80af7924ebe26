"""The colour of a goal on paper: its own, or one that stays apart from its neighbours."""

from __future__ import annotations

import re

from workbench.plan.structure import Element

#: For goals without a colour. White text on each has a contrast of at least 4.5 : 1, and
#: neighbours differ in lightness, so they stay apart in black and white.
FALLBACK = (
    "#1F4E79",
    "#8A5A00",
    "#2E6B3E",
    "#8C2F4B",
    "#4B4B86",
    "#3F6F73",
    "#7A3E1D",
    "#4A4F57",
)

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def colour_of(goal: Element, index: int) -> str:
    """Return the goal's colour as #RRGGBB, dark enough to carry white text.

    `index` is the goal's place among the goals; it chooses a colour where the goal has none.
    """
    if is_colour(goal.colour):
        return darkened(goal.colour)
    return FALLBACK[index % len(FALLBACK)]


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour, #RRGGBB."""
    return _COLOUR.fullmatch(text) is not None


def contrast_with_white(colour: str) -> float:
    """Return the contrast of white text on `colour`, from 1 to 21 (WCAG 2.1)."""
    return 1.05 / (_luminance(_channels(colour)) + 0.05)


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def darkened(colour: str, contrast: float = 4.5) -> str:
    """Return `colour`, darkened until white text on it reaches `contrast` (WCAG 2.1)."""
    channels = _channels(colour)
    while 1.05 / (_luminance(channels) + 0.05) < contrast:
        channels = [int(channel * 0.96) for channel in channels]
    return "#{:02X}{:02X}{:02X}".format(*channels)


def _luminance(channels: list[int]) -> float:
    shares = (channel / 255 for channel in channels)
    linear = [s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
