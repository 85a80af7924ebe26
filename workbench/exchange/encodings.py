"""The encodings that a text of an office may be in, and how its beginning looks in each.

A text that says nothing of itself, and is neither UTF-8 nor Shift_JIS, is not guessed at:
the person sees its first lines in each of these and chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.exchange.decoding import UNREADABLE, decoded
from workbench.language import Message, message

#: By the name Python knows them by, in the order they are offered in.
ENCODINGS: Mapping[str, Message] = {
    "cp932": message("Shift_JIS (cp932)"),
    "utf-8": message("UTF-8"),
    "utf-16": message("UTF-16"),
    "euc_jp": message("EUC-JP"),
    "iso2022_jp": message("JIS (ISO-2022-JP)"),
}

_LOOKED_AT = 64 * 1024
_LINES = 5


@dataclass(frozen=True)
class Preview:
    """How a text begins when it is read in an encoding.

    Parameters
    ----------
    lines
        The first lines that hold anything; what cannot be read is U+FFFD.
    unreadable
        How many characters of the beginning cannot be read.
    """

    encoding: str
    lines: tuple[str, ...]
    unreadable: int


def previews(path: Path) -> tuple[Preview, ...]:
    """Return the beginning of a file in every encoding; raise `OSError` where it cannot be read."""
    with path.open("rb") as stream:
        content = stream.read(_LOOKED_AT + 1)
    if len(content) > _LOOKED_AT:
        # The last line may end within a character.
        content = content[:_LOOKED_AT].rpartition(b"\n")[0]
    return tuple(_preview(content, encoding) for encoding in ENCODINGS)


def likeliest(seen: tuple[Preview, ...]) -> str:
    """Return the encoding to propose: the least unreadable, then the least half-width kana.

    Kanji of EUC-JP read as half-width katakana in Shift_JIS, and texts of offices hold few.
    """
    return min(seen, key=lambda one: (one.unreadable, _odd(one))).encoding


def _preview(content: bytes, encoding: str) -> Preview:
    if encoding == "utf-16":
        content = content[: len(content) // 2 * 2]
    text = decoded(content, encoding)
    shown = [line.replace("\0", UNREADABLE) for line in text.splitlines() if line.strip()]
    unreadable = text.count(UNREADABLE) + text.count("\0") + text.count("\x1b")
    return Preview(encoding, tuple(shown[:_LINES]), unreadable)


def _odd(one: Preview) -> int:
    """Count what texts of Japanese offices hardly hold."""
    text = "".join(one.lines)
    return sum(
        "｡" <= character <= "ﾟ"
        or "\x80" <= character <= "\xa0"
        or "\ue000" <= character <= "\uf8ff"
        or not (character.isprintable() or character.isspace())
        or "가" <= character <= "힣"
        or "\u0100" <= character <= "\u02ff"
        or "㐀" <= character <= "䶿"
        for character in text
    )
