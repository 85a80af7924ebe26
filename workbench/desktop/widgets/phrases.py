"""Japanese words in narrow columns: broken between phrases, and inside of one only without room."""

from __future__ import annotations

import re

from PySide6.QtGui import QFontMetrics

#: A word with the particles and endings behind it, as in the printed forms (`common.typ`).
_PHRASE = re.compile(
    r"(?:[一-龠々〇]+|[ァ-ヶー]+|[A-Za-z0-9]+)[ぁ-ん]*[、・。]?|[ぁ-ん]+[、・。]?|.", re.DOTALL
)
#: Qt begins a new line after it.
_LINE = "\u2028"


def phrases(text: str) -> list[str]:
    """Return the phrases of a text, which together are the text."""
    return _PHRASE.findall(text)


def between_phrases(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return a text with line breaks between phrases, so that lines fit `width` pixels."""
    lines = [""]
    for phrase in phrases(text):
        if lines[-1] and metrics.horizontalAdvance(lines[-1] + phrase) > width:
            lines.append(phrase)
        else:
            lines[-1] += phrase
    return _LINE.join(lines)
