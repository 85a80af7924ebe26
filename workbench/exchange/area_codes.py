"""Codes of municipalities (全国地方公共団体コード): five digits, or six with the check digit."""

from __future__ import annotations

from workbench.exchange.japanese import shadow
from workbench.exchange.workbooks import Cell, shown

_WEIGHTS = (6, 5, 4, 3, 2)
_LAST_PREFECTURE = 47


def check_digit(code: str) -> str:
    """Return the check digit of a five-digit code: 20220 has 7.

    Source: 総務省, 全国地方公共団体コード 仕様: the digits are weighted 6, 5, 4, 3, 2; the check
    digit is the last digit of 11 − (sum mod 11).
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=True))
    return str(11 - total % 11)[-1]


def area_code(cell: Cell) -> str | None:
    """Return the five-digit code that a cell holds, or None.

    Six digits count only with the right check digit; a leading zero lost to a number format
    (98019 for 098019) is put back where no prefecture has such a number.
    """
    text = shadow(shown(cell))
    if not text.isascii() or not text.isdigit():
        return None
    if len(text) == 6 and check_digit(text[:5]) == text[5]:
        return text[:5]
    if len(text) == 5 and int(text[:2]) > _LAST_PREFECTURE:
        padded = f"0{text}"
        return padded[:5] if check_digit(padded[:5]) == padded[5] else None
    if len(text) == 5:
        return text
    return f"0{text}" if len(text) == 4 else None
