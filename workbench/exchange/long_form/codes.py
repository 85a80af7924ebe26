"""The lists of codes that long tables use, made from the plan's own terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from workbench.exchange.long_form.tables import CodeList
from workbench.exchange.words import (
    ACCOUNT_WORDS,
    ACCUMULATION_WORDS,
    BASIS_WORDS,
    COST_WORDS,
    COURSE_WORDS,
    DIRECTION_WORDS,
    EVENT_WORDS,
    KIND_WORDS,
    ROLE_WORDS,
    SEX_WORDS,
    SOURCE_WORDS,
    TARGET_WORDS,
)
from workbench.plan.grading import Scheme
from workbench.plan.names import SDG_NAMES

ROLE, STATE, DIRECTION, ACCUMULATION = "値の区分", "値の状態", "望ましい方向", "集計の方法"
ACCOUNT = "決算の区分"
COURSE, GRADE, COST, MONEY_SOURCE = "今後の方向性", "評価", "予算決算の区分", "財源"
SDG = "SDGsの目標"
CHARGE, LEAD, GIVEN = "担当の対象", "担当の区分", "評価の付け方"
BASIS, SEX, EVENT, TARGET = "人口の種類", "男女", "人口動態の項目", "人口目標の項目"

_STATE_MEANINGS = {
    "number": "数値が「値」にある",
    "none": "該当する値がない（－）",
    "unknown": "値が分からない（…）",
    "withheld": "公表しない（x）",
    "pending": "後日確定する",
    "words": "「値の文言」にある",
}
_GIVEN_BY_HAND = "人が付ける評価"

Key = TypeVar("Key", bound=str)


def code_lists(schemes: Iterable[Scheme] = ()) -> list[CodeList]:
    """Return every list of codes; the grades are those of the schemes in use."""
    lists = [
        _of(ROLE, ROLE_WORDS),
        _of(STATE, KIND_WORDS, _STATE_MEANINGS),
        _of(DIRECTION, DIRECTION_WORDS),
        _of(ACCUMULATION, ACCUMULATION_WORDS),
        _of(COURSE, COURSE_WORDS),
        _of(COST, COST_WORDS),
        _of(ACCOUNT, ACCOUNT_WORDS),
        _of(MONEY_SOURCE, SOURCE_WORDS),
        _of(CHARGE, {"element": "施策", "indicator": "指標", "initiative": "事業"}),
        _of(LEAD, {"lead": "主担当", "joint": "共同担当"}),
        _of(GIVEN, {"given": "評価シートで付けた評価", "computed": "指標から求めた評価"}),
        _of(BASIS, BASIS_WORDS),
        _of(SEX, SEX_WORDS),
        _of(EVENT, {key: name for key, (name, _unit) in EVENT_WORDS.items()}),
        _of(TARGET, TARGET_WORDS),
        _of(SDG, {str(number): str(name) for number, name in enumerate(SDG_NAMES, 1)}),
    ]
    lists += [CodeList(grade_list(one), _grades(one)) for one in schemes]
    return lists


def grade_list(scheme: Scheme) -> str:
    """Return the name of the list of a scheme's grades."""
    return f"{GRADE}（{scheme.name}）"


def _grades(scheme: Scheme) -> list[tuple[str, str, str]]:
    """Return the grades, each once, with what it means."""
    meanings: dict[str, str] = {}
    for band in scheme.bands:
        meanings.setdefault(band.grade, band.meaning)
    return [(grade, grade, text or _GIVEN_BY_HAND) for grade, text in meanings.items()]


def _of(name: str, words: Mapping[Key, str], meanings: Mapping[str, str] | None = None) -> CodeList:
    held = meanings or {}
    return CodeList(name, [(str(key), word, held.get(str(key), "")) for key, word in words.items()])
