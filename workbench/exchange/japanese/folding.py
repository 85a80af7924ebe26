"""Spellings folded together, so that what means the same compares equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Characters that show nothing: zero-width spaces and joiners, marks, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
#: ① names a note or one of several columns; NFKC would make the year R51 of R5①.
CIRCLED = re.compile("[\u2460-\u24ff\u2776-\u2793]")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"\s*[\t\r\n\v\f]\s*")
_BREAK_IN_JAPANESE = re.compile(r"(?<=[^\x00-\x7f])\s*[\t\r\n\v\f]\s*(?=[^\x00-\x7f])")

#: Dashes that a keyboard's one key becomes on the way through word processors.
DASHES = "-‐‑‒–—―−─━－﹣➖"

#: Older and personal forms of characters, as they stand in names, to the common ones.
_OLD_CHARACTERS = str.maketrans(
    "髙﨑邊邉齋齊斎德澤濵濱圓國廣櫻眞惠條學會縣區藝驛體龍瀧嶋𠮷冨舘桒栁曽渕來實壽萬與榮應總團聯濟續屬觀護靜變關點發當戶內",
    "高崎辺辺斉斉斉徳沢浜浜円国広桜真恵条学会県区芸駅体竜滝島吉富館桑柳曾淵来実寿万与栄応総団連済続属観護静変関点発当戸内",
)
_FOLDED = _OLD_CHARACTERS | dict.fromkeys(map(ord, DASHES), "-") | {ord("〜"): "~", ord("ゝ"): "々"}
_PLACES = re.compile("[かヵカヶケ個箇]所")
_PUNCTUATION = re.compile(r"[\s・･、,。.「」『』【】\[\]()〔〕〈〉《》_/:;!?'\"*※]")


@lru_cache(maxsize=50_000)
def shadow(text: str) -> str:
    """Return `text` in its plainest form: half-width figures, single spaces, nothing invisible.

    NFKC also turns ① into 1 and … into three dots: compare those before.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _SPACE.sub(" ", plain).strip()


def tidy(text: str) -> str:
    """Return a name as it is written, without what only the cell's layout put into it.

    Line breaks and tabs inside a cell fall away between Japanese characters and become a space
    elsewhere; every other character stays as it is, full-width brackets and spaces included.
    """
    joined = _BREAK_IN_JAPANESE.sub("", _INVISIBLE.sub("", text.strip()))
    return _BREAK.sub(" ", joined)


@lru_cache(maxsize=50_000)
def fold_name(text: str) -> str:
    """Return a key under which spellings of one name meet.

    Width, case, spaces, punctuation, dashes, か所/箇所/ヶ所 and old forms of characters are
    folded; nothing else is, so that 施策 and 政策 stay apart.
    """
    plain = shadow(text).casefold().translate(_FOLDED)
    plain = _PLACES.sub("箇所", plain)
    return _PUNCTUATION.sub("", plain)


def fold_code(text: str) -> str:
    """Return a key under which spellings of one code meet: １－１, 1-1, 1−01 are 1-1.

    Leading zeros of each part fall away; parts are what stands between dashes, dots or spaces.
    """
    plain = shadow(text).casefold()
    for dash in DASHES + "ーのノ":
        plain = plain.replace(dash, "-")
    parts = [part for part in re.split(r"[-./_ ]+", plain) if part]
    return "-".join(part.lstrip("0") or "0" for part in parts)
