"""Labels of population tables: sex, age group, and what is a sum of others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.exchange.japanese import fold_name, shadow

_BOTH = {
    fold_name(name) for name in ("男女計", "総数(男女計)", "男女", "総人口", "男女総数", "両性")
}
_MALE = {"男", "男性", "男子", "male"}
_FEMALE = {"女", "女性", "女子", "female"}
_ALL = {fold_name(name) for name in ("総数", "計", "合計", "総計", "total")}
_UNKNOWN = {fold_name(name) for name in ("不詳", "年齢不詳", "年齢「不詳」")}
_RANGE = re.compile(r"(\d{1,3})\s*(?:歳)?\s*[~〜\-−–‐ー]\s*(\d{1,3})\s*(?:歳)?")
_OPEN = re.compile(r"(\d{1,3})\s*(?:歳)?\s*(?:以上|\+|~|〜)(?:\s*歳)?")
_SINGLE = re.compile(r"(\d{1,3})\s*歳")
#: The census numbers its labels since 2020: 1_男, 02_15～19歳.
_NUMBERED = re.compile(r"\d{1,5}_(?=\D|\d{1,3}(?:歳|[~〜\-]))")


@dataclass(frozen=True)
class AgeGroup:
    """Ages of a group, both ends included.

    `first` None means that the age is not known; `last` None means that the group is open.
    All ages are from 0 and open.
    """

    first: int | None
    last: int | None


ALL_AGES = AgeGroup(0, None)
UNKNOWN_AGE = AgeGroup(None, None)


def unnumbered(text: str) -> str:
    """Return a label without the number that the census puts before it."""
    return _NUMBERED.sub("", shadow(text), count=1) if "_" in shadow(text) else text


def read_sex(text: str) -> str | None:
    """Return male, female or both; 総数 alone says neither sex nor age."""
    plain = fold_name(unnumbered(text))
    if plain in _MALE:
        return "male"
    if plain in _FEMALE:
        return "female"
    return "both" if plain in _BOTH else None


def read_age(text: str) -> AgeGroup | None:
    """Return the age group that a whole label names; 総数 alone is not one."""
    plain = shadow(unnumbered(text))
    if fold_name(plain) in _UNKNOWN:
        return UNKNOWN_AGE
    if match := _RANGE.fullmatch(plain):
        first, last = int(match[1]), int(match[2])
        return AgeGroup(first, last) if first <= last else None
    if match := _OPEN.fullmatch(plain):
        return AgeGroup(int(match[1]), None)
    if match := _SINGLE.fullmatch(plain):
        return AgeGroup(int(match[1]), int(match[1]))
    return None


def is_total(text: str) -> bool:
    """Tell whether a label is 総数 or 計: of ages, of sexes, or of both."""
    return fold_name(unnumbered(text)) in _ALL


def finest(groups: set[AgeGroup]) -> set[AgeGroup]:
    """Return the groups that no smaller ones lie within: 0–14 falls away beside 0–4."""

    def contains(outer: AgeGroup, inner: AgeGroup) -> bool:
        if outer == inner or outer.first is None or inner.first is None:
            return False
        starts = outer.first <= inner.first
        return starts and (
            outer.last is None or (inner.last is not None and inner.last <= outer.last)
        )

    return {group for group in groups if not any(contains(group, other) for other in groups)}
