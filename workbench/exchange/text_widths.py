"""How wide a text is in half-width characters, as the columns of a spreadsheet count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=100_000)
def text_width(text: str) -> int:
    """Return the width of a text in half-width characters."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)
