"""Which field of the plan a column's name means, and of which year its values are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.exchange.field_names import FIELD_OF, SYNONYMS, Field
from workbench.exchange.japanese import Year, find_years, fold_name, read_year, shadow
from workbench.exchange.tables import Column
from workbench.plan.structure import Role

__all__ = ["SYNONYMS", "ColumnMeaning", "Field", "meaning_of", "meanings_of"]

_ROLE_WORDS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (
        Role.BASELINE,
        ("現状値", "現状", "基準値", "基準", "策定時", "当初値", "計画開始時", "初期値"),
    ),
    (Role.TARGET, ("目標値", "目標", "計画値", "到達目標", "目指す値")),
    (Role.ACTUAL, ("実績値", "実績", "実測値", "結果", "最新値", "現在値", "決算値")),
)
#: Columns about values that hold none, and those of other figures than an indicator's values.
_ABOUT_VALUES = tuple(
    "達成率 達成度 進捗率 進捗 評価 判定 増減率 前年度比 前年比 理由 説明 ランク 取組 課題 "
    "基本目標 政策目標 重点目標 施策目標 個別目標 大目標 中目標 小目標 目標名 目標番号 "
    "内容 概要 要因 執行率 分析 方針 対応 コメント との差 差引 比較 担当".split()
)
_OTHER_FIGURES = ("予定", "予算", "決算額", "執行額", "事業費", "コスト")
_NOT_VALUES = _ABOUT_VALUES + _OTHER_FIGURES
_UNIT = re.compile(
    r"[(\[](?:単位\s*[:：]?\s*)?([十百千万億]*(?:円|人|件|世帯|戸|回|箇所|か所|台|校|団体)|%|ha|km|km2|m2|t|kg|ポイント)[)\]]"
)
#: A column of values in a sheet in long form, with a row for each year.
_BARE_VALUES = frozenset({"値", "数値", "value", "指標値"})
_SPAN = re.compile(
    r"(?:元|\d)\s*(?:年度?)?\s*[~〜・,、−–-]\s*(?:令和|平成|[rhRH])?\s*\d{1,4}\s*年度"
)
_FILLING = ("各年度", "年度別", "年度", "年次", "推移", "の値", "値")


@dataclass(frozen=True)
class ColumnMeaning:
    """What a column was taken for, how sure that is, and of which role and year its values are."""

    column: Column
    field: Field
    confidence: float
    role: Role | None = None
    year: Year | None = None
    unit: str = ""


def meanings_of(columns: Sequence[Column]) -> tuple[ColumnMeaning, ...]:
    """Return what each column means that says something known.

    A bare 6年度 or 6 goes on from the year of the column before it.
    """
    found: list[ColumnMeaning] = []
    last: Year | None = None
    for column in columns:
        meaning = meaning_of(column)
        if last and (meaning is None or (meaning.field is Field.VALUE and not meaning.year)):
            bare = read_year(column.parts[-1], near=last.year + 1) if column.parts else None
            if bare and bare.bare and bare.year == last.year + 1:
                role = meaning.role if meaning else found[-1].role
                meaning = ColumnMeaning(column, Field.VALUE, 0.8, role, bare)
        if meaning:
            found.append(meaning)
            last = meaning.year if meaning.field is Field.VALUE else last
    return _with_bare_years(found)


#: ５年度 or 実績値５年度, with no era in front; and how far from a named year it may lie.
_BARE = re.compile(
    r"(?:^|[^\d.])(\d{1,2})年度末?の?[(\[]?(?:目標|実績|現状|計画|見込み?|基準|現在)?値?[)\]]?$"
)
_REIWA, _HEISEI, _FARTHEST = 2018, 1988, 12
#: Up to here a year without era is one of 令和, where nothing around it says an era.
_LAST_REIWA = 20


def _with_bare_years(found: Sequence[ColumnMeaning]) -> tuple[ColumnMeaning, ...]:
    """Give ３年度 and ９年度 the era of the columns beside them that name theirs."""
    named = [one.year for one in found if one.field is Field.VALUE and one.year]
    if not named:
        return tuple(_with_assumed_year(one) for one in found)
    anchor = named[0].fiscal_year
    before = _REIWA if anchor > _REIWA else _HEISEI
    settled: list[ColumnMeaning] = []
    for one in found:
        bare = _bare_year(one.column) if one.field is Field.VALUE and one.year is None else None
        if bare and abs(before + bare - anchor) <= _FARTHEST:
            year = Year(before + bare, fiscal=True)
            one = replace(one, year=year, confidence=0.8)  # noqa: PLW2901
        settled.append(one)
    return tuple(settled)


def _with_assumed_year(one: ColumnMeaning) -> ColumnMeaning:
    """Return a column headed 5年度 with the year it most likely names: that is said, too."""
    bare = _bare_year(one.column) if one.field is Field.VALUE and one.year is None else None
    if bare is None:
        return one
    before = _REIWA if bare <= _LAST_REIWA else _HEISEI
    return replace(one, year=Year(before + bare, fiscal=True, bare=True), confidence=0.6)


def is_assumed(year: Year | None) -> bool:
    """Tell whether nothing said the era of a year: 5年度, with no era on the sheet."""
    return year is not None and year.bare and not year.era


def in_era_of(year: Year, anchor: int) -> Year:
    """Return a year without era in the era that brings it nearest to another year."""
    number = year.year - (_REIWA if year.year > _REIWA else _HEISEI)
    nearest = min((_REIWA + number, _HEISEI + number), key=lambda one: abs(one - anchor))
    return replace(year, year=nearest, bare=False)


def _bare_year(column: Column) -> int | None:
    """Return the number of 9年度, but not of ～9年度, the end of several years."""
    for part in reversed(column.parts):
        words = shadow(part).replace(" ", "")
        match = _BARE.search(words)
        if match and not _SPAN.search(words):
            return int(match[1])
    return None


def meaning_of(column: Column) -> ColumnMeaning | None:
    """Return what a column's name means, or None when it says nothing known."""
    if column.parts and _NAME_WITH_UNIT.fullmatch(shadow(column.parts[-1])):
        return ColumnMeaning(column, Field.INDICATOR_NAME, 1.0)
    # 指標名① and 指標名② stand beside each other in one row.
    whole = FIELD_OF.get(column.folded) or FIELD_OF.get(_NUMBERED.sub("", column.folded))
    if whole:
        return ColumnMeaning(column, whole, 1.0)
    value = _value_meaning(column)
    if value:
        return value
    for part in reversed(column.parts):
        field = FIELD_OF.get(fold_name(_without_brackets(part)))
        if field:
            return ColumnMeaning(column, field, 0.8)
    return None


_NUMBERED = re.compile(r"(?<=[^\x00-\x7f])[1-9]$")


#: R5計画 beside R5実績; 第2次計画 is no year's.
_PLANNED = re.compile(r"(?:^|年度?|\d|[)\]])\s*計画値?$")
_NAME_WITH_UNIT = re.compile(
    r"(?:指標|KPI)(?:名|名称|項目)?(?:\s*(?:及び|・|と)\s*|\s*[(\[])単位[)\]]?"
)


def _without_brackets(text: str) -> str:
    return text.partition("(")[0] or text


def _value_meaning(column: Column) -> ColumnMeaning | None:
    """Read 実績値 令和6年度, 目標値(R9), 現状値 or 2023年度 as a column of values."""
    name = column.folded
    if says_no_value(name) or is_part_of_year(column) or _AGAINST.search(name):
        return None
    if name in _BARE_VALUES:
        return ColumnMeaning(column, Field.VALUE, 0.7, Role.ACTUAL)
    years = _years_of(column)
    distinct = {year.fiscal_year for year in years}
    role = next((role for role, words in _ROLE_WORDS if any(word in name for word in words)), None)
    if role is None and _PLANNED.search("".join(column.parts[-1:])):
        role = Role.TARGET
    bare = None if years else _bare_year(column)
    in_words = not years and bare is None and _reads_as_text(name)
    if (role is None and len(distinct) != 1 and bare is None) or (role and in_words):
        return None
    if len(distinct) > 1 or any(_SPAN.search(shadow(part)) for part in column.parts):
        return ColumnMeaning(column, Field.VALUE, 0.4, role or Role.ACTUAL)
    year = years[0] if years else None
    if role is not None and year is None and _is_year_of(name):
        return ColumnMeaning(column, Field.VALUE_YEAR, 0.9, role)
    confidence = 1.0 if role and year else 0.9 if year else 0.8
    unit = next((found[1] for part in column.parts if (found := _UNIT.search(part))), "")
    return ColumnMeaning(column, Field.VALUE, confidence, role or Role.ACTUAL, year, unit)


#: 第1四半期, 2Q, 上半期, and 4月 where the year stands elsewhere: 令和6年4月 is a day of a year.
_PART_OF_YEAR = re.compile(
    r"[1-4一二三四]\s*(?:/\s*4)?\s*四半期|(?<![a-z\d])(?:[1-4]\s*q|q\s*[1-4])(?![a-z\d])"
    r"|[上下]半?期|[前後]半期|(?:^|年度\s*)(?:1[0-2]|[1-9])\s*月(?:分|期|実績|中)?$"
)


#: 対2022年度, 対前年: a column of comparisons.
_AGAINST = re.compile(r"対(?:令和|平成|[rh]|前|昨)?\d*(?:年|\d)")


def is_part_of_year(column: Column) -> bool:
    """Tell whether a column holds a quarter, a half or a month: its figures are of no year."""
    return any(_PART_OF_YEAR.search(shadow(part).casefold()) for part in column.parts)


def says_no_value(name: str) -> bool:
    """Tell whether a folded name is about values without being one: 達成率, 前年比, 評価."""
    return any(word in name for word in _NOT_VALUES)


def tells_about_values(name: str) -> bool:
    """Tell whether a folded name is of a column that judges or explains values: 達成率, 評価."""
    return any(word in name for word in _ABOUT_VALUES) or bool(_AGAINST.search(name))


def _years_of(column: Column) -> list[Year]:
    """Return the years a header names; 令和 may stand in a cell of its own above 4年度."""
    years = [year for part in column.parts for year in find_years(part)]
    eras = ("令和", "平成", "昭和")
    if not years and any(shadow(part).strip() in eras for part in column.parts):
        years = list(find_years("".join(column.parts)))
    return years


def _is_year_of(name: str) -> bool:
    """Tell whether a column holds the year of another: 現状値の年度, 目標年度."""
    # 実績値5年度 is no column of years: it names the year of its values.
    return name.endswith(("年度", "年次", "時点", "年")) and not any(map(str.isdigit, name))


def _reads_as_text(name: str) -> bool:
    """Tell 目標設定の考え方 from 目標値: a role word inside a longer phrase names no value."""
    for _, words in _ROLE_WORDS:
        for word in words:
            name = name.replace(word, "")
    for filling in _FILLING:
        name = name.replace(filling, "")
    return len(name) > 4
