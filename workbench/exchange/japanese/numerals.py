"""Figures in any spelling: 1,234.5, １２３, 一億二千三百万, 二〇二五, 3千5百."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "壱": 1, "壹": 1, "弐": 2, "貳": 2, "参": 3, "參": 3}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12}

_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_TOKEN = re.compile(_ARABIC.pattern + r"|.")

#: What a figure may consist of, the sign left out. On NFKC text.
FIGURE = rf"(?:{_ARABIC.pattern}|[{''.join(_DIGITS)}{''.join(_SMALL)}{''.join(_LARGE)}])+"


def read_figure(text: str) -> float | None:
    """Return the figure that NFKC `text` spells, or None.

    >>> read_figure("1億2,300万"), read_figure("二〇二五"), read_figure("3千5百")
    (123000000.0, 2025.0, 3500.0)
    """
    if _ARABIC.fullmatch(text):
        return float(text.replace(",", ""))
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return float("".join(str(_DIGITS[character]) for character in text))
    return _multiplied(text)


def _multiplied(text: str) -> float | None:
    """Read figures with 十, 百, 千, 万, 億, 兆, each power smaller than the one before it."""
    total = section = 0.0
    pending: float | None = None
    large_before, small_before = float("inf"), float("inf")
    for token in _TOKEN.findall(text):
        if _ARABIC.fullmatch(token) or token in _DIGITS:
            if pending is not None:
                return None
            pending = float(token.replace(",", "")) if token not in _DIGITS else _DIGITS[token]
        elif token in _SMALL:
            if _SMALL[token] >= small_before:
                return None
            small_before = _SMALL[token]
            section += (1 if pending is None else pending) * small_before
            pending = None
        elif token in _LARGE:
            section += pending or 0
            if _LARGE[token] >= large_before or not section:
                return None
            large_before = _LARGE[token]
            total, section, pending, small_before = (
                total + section * large_before,
                0.0,
                None,
                float("inf"),
            )
        else:
            return None
    return total + section + (pending or 0) if text else None
