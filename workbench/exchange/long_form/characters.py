"""Texts as machine-readable data carries them: one line, no characters of one platform only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: What デジタル庁's own checker counts among them though every platform has them.
_SIGNS = {"※": "(注)", "〒": "郵便番号", "〓": "="}
_BREAKS = re.compile(r"\s*[\r\n\t\v\f\u2028\u2029]\s*")
#: Spaces that only push what follows them along.
_PADDING = re.compile("([ \u3000])[ \u3000]+")
#: Figures, letters and marks that only some platforms have: ①, Ⅳ, ㎡, ㈱, ㍻.
_SYMBOLS = frozenset({"No", "Nl", "So"})


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Return a text in one line, with ①, ㎡, ㈱ and the like written out."""
    line = _PADDING.sub(r"\1", _BREAKS.sub(" ", text)).strip()
    if line.isascii():
        return line
    return "".join(map(_written_out, line))


@lru_cache(maxsize=5_000)
def _written_out(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if unicodedata.category(character) not in _SYMBOLS or _is_in_jis(character):
        return character
    written = unicodedata.normalize("NFKC", character)
    enclosed = unicodedata.decomposition(character).startswith("<circle>")
    return f"({written})" if enclosed else written


def _is_in_jis(character: str) -> bool:
    """Tell whether JIS X 0208 has the character."""
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True
