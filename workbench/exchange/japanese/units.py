"""Units: spellings folded together, and figures carried from one unit to another."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.exchange.japanese.folding import fold_name, shadow

_SYNONYMS = {
    "パーセント": "%", "percent": "%", "pct": "%", "百分率": "%",
    "ポイント": "pt", "p": "pt", "point": "pt",
    "ヘクタール": "ha", "アール": "a",
    "平方メートル": "m2", "平米": "m2", "平方キロメートル": "km2", "平方キロ": "km2",
    "キロメートル": "km", "キロ": "km", "メートル": "m",
    "立方メートル": "m3", "トン": "t", "キログラム": "kg", "グラム": "g", "リットル": "l",
    "名": "人", "ヶ月": "箇月", "か月": "箇月", "カ月": "箇月", "ヵ月": "箇月", "ケ月": "箇月",
    "ヶ国": "箇国", "か国": "箇国", "カ国": "箇国", "ヵ国": "箇国",
    "キロワット": "kw", "キロワット時": "kwh",
}  # fmt: skip
#: Units of one quantity and what each is of the first.
_MEASURES: tuple[dict[str, float], ...] = (
    {"m2": 1, "a": 100, "ha": 10_000, "km2": 1_000_000},
    {"m": 1, "km": 1_000},
    {"kg": 1, "g": 0.001, "t": 1_000},
    {"l": 1, "kl": 1_000},
    {"%": 1, "割": 10, "‰": 0.1},
)
_SCALES = {
    "十": 10, "百": 100, "千": 1_000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "億": 10**8, "十億": 10**9, "百億": 10**10, "兆": 10**12,
}  # fmt: skip
_SCALED = re.compile(r"([十百千万億兆]+|1,?000|1000000)(\D.*)")


_KNOWN = frozenset(
    """人 名 % 件 回 箇所 世帯 戸 円 千円 百万円 億円 ha a m2 km2 m km m3 校 園 団体 台 冊 日 点 位
    組 pt t kg 種 社 店 棟 室 床 区画 基 本 頭 匹 羽 泊 時間 分 歳 年 箇月 箇国 kw kwh ‰ 割 倍 枚 票
    席 人/日 人/年 人回 延べ人 人泊 事業所 事業者 経営体 施設 地区 自治会 路線 講座 教室 クラブ 品目
    """.split()
)
#: （単位：千円）, 単位 百万円, 予算額（千円）.
_IN_TEXT = re.compile(
    r"単位\s*[:：]?\s*([^\s、,・()\[\]]+)|[(\[]([十百千万億]*(?:円|人|件|世帯|戸|%|ha|km2|km|t))[)\]]"
)


def find_units(text: str) -> tuple[str, ...]:
    """Return the units that a title or a header says of its figures, in reading order."""
    return tuple(match[1] or match[2] for match in _IN_TEXT.finditer(shadow(text)))


@lru_cache(maxsize=5_000)
def fold_unit(text: str) -> str:
    """Return a key under which spellings of one unit meet: ％, パーセント and % are %."""
    plain = fold_name(text).removeprefix("単位")
    return _SYNONYMS.get(plain, plain)


_UNIT_BEHIND = re.compile(
    r"(?P<name>.+?)\s*[(\[〔【]\s*(?:単位\s*[:：]?\s*)?(?P<unit>[^()\[\]〔〕【】]+)[)\]〕】]"
)


def split_unit(name: str) -> tuple[str, str]:
    """Return a name and the unit that stands behind it in brackets: 受診率（％） is 受診率, %."""
    match = _UNIT_BEHIND.fullmatch(shadow(name))
    if match is None or not is_unit(match["unit"]):
        return name, ""
    return match["name"], match["unit"].strip()


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit that is known, in brackets or not: 人, （％）, 単位：千円."""
    folded = fold_unit(text)
    return folded in _KNOWN or _scaled(folded)[1] in {"円", "人"}


def convert(figure: float, from_unit: str, to_unit: str) -> float | None:
    """Return `figure` in `to_unit`, or None when the units measure different things.

    An empty unit on either side says nothing, so the figure stays as it is.
    """
    source, target = fold_unit(from_unit), fold_unit(to_unit)
    if not source or not target or source == target:
        return figure
    for measures in _MEASURES:
        if source in measures and target in measures:
            return _divided(figure * measures[source], measures[target])
    (source_scale, source_base), (target_scale, target_base) = _scaled(source), _scaled(target)
    if source_base == target_base:
        return _divided(figure * source_scale, target_scale)
    return None


def _divided(figure: float, divisor: float) -> float:
    # 1,234.5 × 10 must not become 12,345.000000000002.
    return round(figure / divisor, 10)


def _scaled(unit: str) -> tuple[float, str]:
    """Split 百万円 into 1,000,000 and 円."""
    match = _SCALED.fullmatch(unit)
    if match:
        scale = (
            _SCALES.get(match[1]) or float(match[1].replace(",", ""))
            if (match[1] in _SCALES or match[1][0] == "1")
            else None
        )
        if scale:
            return scale, _SYNONYMS.get(match[2], match[2])
    return 1.0, unit
