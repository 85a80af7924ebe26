"""Targets in words: what 「策定時より上昇」 asks of a figure, and when 「設置」 is done."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Trend(StrEnum):
    """What a target in words asks of a figure, beside the baseline."""

    RISE = "rise"
    FALL = "fall"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


_BASELINE = "(?:計画)?(?:策定時|現状|基準|当初)(?:値)?"
_TRENDS = (
    (Trend.RISE, rf"{_BASELINE}(?:より|から)(?:の)?(?:上昇|増加|向上|上回る|増)"),
    (Trend.FALL, rf"{_BASELINE}(?:より|から)(?:の)?(?:低下|減少|下回る|減)"),
    (Trend.AT_LEAST, rf"{_BASELINE}(?:を)?(?:以上|維持以上|下回らない)"),
    (Trend.AT_MOST, rf"{_BASELINE}(?:を)?(?:以下|上回らない)"),
    (Trend.RISE, "上昇|増加|向上"),
    (Trend.FALL, "低下|減少"),
)
#: What an office adds when a thing is done: 設置済, 設置した, 設置完了.
_DONE = re.compile(r"(?:済み?|しました|した|完了|を?実施|\(?達成\)?)$")


def trend_of(words: str) -> Trend | None:
    """Return what a target in words asks beside the baseline, None for any other words."""
    plain = _plain(words)
    for trend, pattern in _TRENDS:
        if re.fullmatch(rf"(?:{pattern})(?:させる|する|すること|を目指す)?", plain):
            return trend
    return None


def follows(trend: Trend, baseline: float, actual: float) -> bool:
    """Tell whether a figure does what the words ask of it."""
    return {
        Trend.RISE: actual > baseline,
        Trend.FALL: actual < baseline,
        Trend.AT_LEAST: actual >= baseline,
        Trend.AT_MOST: actual <= baseline,
    }[trend]


def says_done(target: str, actual: str) -> bool | None:
    """Return True when the actual repeats the target (設置 → 設置済), else None.

    Other words may mean more or less than the target; that is for a person to judge.
    """
    wanted, said = _plain(target), _plain(actual)
    return True if said in (wanted, "完了", "達成", "済") or _DONE.sub("", said) == wanted else None


def _plain(words: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words))
