"""The signs that stand where a figure might: none, unknown, withheld, pending, as above."""

from __future__ import annotations

import re

from workbench.exchange.japanese.folding import DASHES, shadow
from workbench.plan.values import Kind

_NONE_WORDS = set(
    "なし 無し 無 ナシ 該当なし 該当無し 該当無 非該当 対象外 対象なし 実績なし 実施なし 未実施 "
    "中止 休止 設定なし 目標なし 数値なし データなし / ・ ／ ＼".split()
)
_UNKNOWN_WORDS = set(
    "不明 不詳 未詳 未把握 把握不可 算出不可 ? ?? n/a na #n/a *** **** … ‥ ...".split()
)
_WITHHELD_WORDS = set("x χ × 秘匿 非公表 非公開 伏せ字 *".split()) - {"×"}
_PENDING_WORDS = set(
    "集計中 未集計 調査中 未調査 未定 算定中 算出中 精査中 確認中 検討中 作成中 未公表 公表前 "
    "未発表 未確定 未算出 未算定 後日 後日報告 後日公表 集計前 策定中 未入力 照会中".split()
)
_EXPECTED = re.compile(r".*(?:確定|公表|集計|判明|算出|調査|報告)(?:の)?(?:予定|見込み?)")
#: What repeats the cell above.
DITTO = {"〃", "々", "同上", "同左", "同じ", "″", "”", '"', "''"}
_BRACKETS = re.compile(r"^[(\[〔【<](.*)[)\]〕】>]$")
_DASHED = re.compile(rf"[{re.escape(DASHES)}ー]+")


def read_sign(text: str) -> Kind | None:
    """Return which sign a whole cell is, or None when it is none of them."""
    bare = text.strip()
    # NFKC would make three dots of the sign for unknown.
    if bare and (set(bare) <= set("…‥⋯") or bare in {"・・", "・・・"}):
        return Kind.UNKNOWN
    plain = shadow(text).casefold().replace(" ", "")
    plain = _BRACKETS.sub(r"\1", plain)
    if not plain:
        return None
    if _DASHED.fullmatch(plain) or plain in _NONE_WORDS:
        return Kind.NONE
    for words, kind in (
        (_UNKNOWN_WORDS, Kind.UNKNOWN),
        (_WITHHELD_WORDS, Kind.WITHHELD),
        (_PENDING_WORDS, Kind.PENDING),
    ):
        if plain in words:
            return kind
    return Kind.PENDING if _EXPECTED.fullmatch(plain) else None


def is_ditto(text: str) -> bool:
    """Tell whether a cell repeats the one above: 〃, 同上."""
    return text.strip() in DITTO or shadow(text) in DITTO
