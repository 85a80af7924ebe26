"""A cell's text becomes a value: a figure, a sign, words, or nothing.

The table of cases in ``tests/exchange/cases/values.csv`` is the specification.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workbench.exchange.japanese.folding import DASHES, shadow
from workbench.exchange.japanese.numerals import FIGURE, read_figure
from workbench.exchange.japanese.signs import is_ditto, read_sign
from workbench.plan.values import Kind, Value, number, words


class Doubt(StrEnum):
    """Why a reading should be looked at."""

    NO_DOUBT = ""
    APPROXIMATE = "approximate"
    BOUND = "bound"
    TWO_FIGURES = "two_figures"
    PARENTHESES = "parentheses"
    RANGE = "range"
    UNREAD_FIGURES = "unread_figures"
    LONE_SIGN = "lone_sign"
    DATE = "date"
    EXPONENT = "exponent"
    HIDDEN_SCALE = "hidden_scale"
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class ReadValue:
    """What a cell says.

    Parameters
    ----------
    value
        None for a blank and for 〃 (`ditto`).
    unit
        The unit written beside the figure; 千円 becomes 円 with the figure multiplied.
    remark
        What else stood there: ※1, （4）, 速報.
    doubt
        Why a person should look; empty when there is no doubt.
    ditto
        The cell repeats the one above.
    """

    value: Value | None
    unit: str = ""
    remark: str = ""
    doubt: Doubt = Doubt.NO_DOUBT
    ditto: bool = False

    @property
    def number(self) -> float | None:
        """Return the figure, or None when the cell holds none."""
        return self.value.number if self.value else None


#: A longer text is a sentence, whatever figures are in it.
_LONGEST = 80
_NEGATIVE = "△▲∆▵▴" + DASHES
_APPROXIMATE_BEFORE = r"約|およそ|おおよそ|概ね|おおむね|ほぼ"
_APPROXIMATE_AFTER = r"程度|前後|くらい|ぐらい|ほど|弱|強|余り?"
_BOUND = r"以上|以下|未満|超|以内|超え|を?上回る|を?下回る"
_NOTE_MARK = r"(?:※|\*|注)\s*\d{0,2}\)?"
#: Circled, superscript and Roman figures are marks, not figures, but NFKC makes figures of them.
_MARKS = re.compile(
    "[\u00b2\u00b3\u00b9\u2070-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]"
)
_CELL = re.compile(
    r"(?P<note_before>(?:※|\*|注)(?:\s*\d{1,2}\)?(?![\d,.]))?)?\s*"
    rf"(?P<approximate>{_APPROXIMATE_BEFORE})?\s*"
    r"(?P<label>延べ?|計|合計|最大|最小|平均)?\s*"
    r"[¥$]?\s*"
    rf"(?P<sign>[{re.escape(_NEGATIVE)}+ー]|マイナス|プラス|±)?\s*"
    rf"[¥$]?\s*(?P<figure>{FIGURE})\s*"
    r"(?P<unit>[^\d\s()<>\[\]〔〕【】※*~〜→,.+/]*?(?:/(?:年度?|[月日週人回件世校]|世帯|箇所|か所|km2|ha))?|k?m[23])\s*"
    rf"(?P<about>{_APPROXIMATE_AFTER})?\s*"
    rf"(?P<bound>{_BOUND})?\s*"
    rf"(?P<note>{_NOTE_MARK}|見込み?|速報値?|暫定値?|推計値?|概算)?\s*"
    r"(?P<rest>(?:[(<\[〔【][^()]*[)>\]〕】]\s*)*(?:※.*)?)"
)
_PARENTHESES = re.compile(rf"[(\[]\s*(?:{FIGURE})\s*[%\w]?\s*[)\]]")
_EXPONENT = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d+")
_RANGE = re.compile(rf"\D{{0,3}}{FIGURE}\D{{0,4}}[~〜～→][^0-9]{{0,3}}{FIGURE}.*", re.DOTALL)
_DATE = re.compile(
    r"(?:\d{4}|[RHS令平昭]\w{0,2}?\d{1,2})\s*[/.年-]\s*\d{1,2}\s*[/.月-]\s*\d{1,2}\s*日?"
)
_DIGIT = re.compile(r"\d")


def read_value(cell: object) -> ReadValue:
    """Return what a cell says.

    Parameters
    ----------
    cell
        Text, a figure, a date, or None. Figures are taken as they are.

    Never raises: what cannot be read becomes words with a doubt.
    """
    if cell is None:
        return ReadValue(None)
    if isinstance(cell, bool):
        return ReadValue(words("TRUE" if cell else "FALSE"))
    if isinstance(cell, int | float):
        if cell != cell or cell in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
            return ReadValue(words(str(cell)), doubt=Doubt.UNREAD_FIGURES)
        return ReadValue(number(cell))
    if isinstance(cell, datetime.date):
        return ReadValue(words(cell.isoformat()), doubt=Doubt.DATE)
    text = str(cell)
    return _read_text(text) if len(text) <= _LONGEST else _read_sentence(text)


def _read_sentence(text: str) -> ReadValue:
    """Read a long text, which is not worth remembering."""
    return ReadValue(words(text.strip())) if text.strip() else ReadValue(None)


@lru_cache(maxsize=50_000)
def _read_text(text: str) -> ReadValue:
    plain = shadow(text)
    if not plain:
        return ReadValue(None)
    if is_ditto(text):
        return ReadValue(None, ditto=True)
    sign = read_sign(text)
    if sign is not None:
        remark = plain if sign is Kind.PENDING and _DIGIT.search(plain) else ""
        return ReadValue(Value(sign), remark=remark)
    lines = [shadow(line) for line in text.split("\n") if shadow(line)]
    if sum(bool(_DIGIT.match(line)) for line in lines) > 1:
        return ReadValue(words(text.strip()), doubt=Doubt.TWO_FIGURES)
    if _MARKS.search(text):
        return _read_marked(text)
    return _read_plain(plain) or _in_words(text.strip(), plain)


def _read_marked(text: str) -> ReadValue:
    """Read a figure with a mark like ① or ² beside it; a mark alone is words."""
    marks = "".join(_MARKS.findall(text))
    bare = shadow(_MARKS.sub("", text))
    read = _read_plain(bare) if bare else None
    if read and read.number is not None:
        return ReadValue(read.value, read.unit, marks + read.remark, read.doubt)
    return ReadValue(words(text.strip()))


def _read_plain(plain: str) -> ReadValue | None:
    if _EXPONENT.fullmatch(plain):
        return ReadValue(number(float(plain)), doubt=Doubt.EXPONENT)
    if _PARENTHESES.fullmatch(plain):
        return ReadValue(words(plain), doubt=Doubt.PARENTHESES)
    # A single 一 is as likely a dash drawn with the wrong key.
    match = _CELL.fullmatch(plain) if plain != "一" else None
    figure = read_figure(match["figure"]) if match else None
    if match is None or figure is None:
        return None
    if match["note_before"] and len(match["figure"]) <= 2:
        # ※1 names a note.
        return None
    unit = match["unit"]
    if not _is_unit(unit, match["figure"]):
        return None
    if match["sign"] and match["sign"] not in {"+", "プラス", "±"}:
        figure = -figure if figure else 0.0
    remark = "".join(part.strip() for name in _REMARKS if (part := match[name]))
    return ReadValue(number(figure), unit, remark, _doubt(match))


_REMARKS = ("note_before", "approximate", "label", "about", "bound", "note", "rest")


def _is_unit(unit: str, figure: str) -> bool:
    """Tell 人 of 12人 from the sentence that begins with a figure, and 三重県 from a figure."""
    if len(unit) > 8:
        return False
    if not _DIGIT.search(figure):
        # Kanji begin names (三重, 千葉, 一般) as well as figures.
        return not unit or unit in _UNITS_AFTER_KANJI
    return not any(character in unit for character in "。、:;「」=|@'\"#&")


_UNITS_AFTER_KANJI = set(
    "円 人 名 件 回 % 世帯 戸 箇所 か所 ヶ所 校 団体 割 台 本 冊 日 点 位 歳 年".split()
)


def _doubt(match: re.Match[str]) -> Doubt:
    if _DIGIT.search(match["rest"]) and not match["rest"].startswith("※"):
        return Doubt.TWO_FIGURES
    if match["approximate"] or match["about"]:
        return Doubt.APPROXIMATE
    if match["bound"]:
        return Doubt.BOUND
    if _PROVISIONAL.search(f"{match['note'] or ''}{match['rest']}"):
        return Doubt.PROVISIONAL
    return Doubt.NO_DOUBT


_PROVISIONAL = re.compile("見込|速報|暫定|推計|概算")


#: 目標 85 実績 80: what a figure is for stands in its own cell.
_LABELLED = re.compile(
    rf"(?:目標|実績|計画|見込み?|現状|基準|達成率)値?\s*[:=]?\s*[{re.escape(_NEGATIVE)}]?\s*\d"
)


def _in_words(text: str, plain: str) -> ReadValue:
    if plain in {*_NEGATIVE, "一"}:
        return ReadValue(words(text), doubt=Doubt.LONE_SIGN)
    if _DATE.fullmatch(plain):
        return ReadValue(words(text), doubt=Doubt.DATE)
    labelled = len(_LABELLED.findall(plain))
    if labelled:
        doubt = Doubt.TWO_FIGURES if labelled > 1 else Doubt.UNREAD_FIGURES
        return ReadValue(words(text), doubt=doubt)
    if _RANGE.fullmatch(plain):
        return ReadValue(words(text), doubt=Doubt.RANGE)
    if _DIGIT.match(plain.lstrip(_NEGATIVE + " (+")):
        return ReadValue(words(text), doubt=Doubt.UNREAD_FIGURES)
    return ReadValue(words(text))
