"""Bytes of a text in an encoding; the reading child needs this, and not what is said of it."""

from __future__ import annotations

#: What stands for a byte that means nothing in an encoding.
UNREADABLE = "\ufffd"

_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decoded(content: bytes, encoding: str) -> str:
    """Return a text as the encoding reads it, U+FFFD where a byte means nothing in it."""
    if encoding == "utf-8":
        encoding = "utf-8-sig"
    if encoding == "utf-16" and not content.startswith(_MARKS):
        # Without a mark: the zero bytes of digits, commas and line ends stand first or last.
        big = content[0::2].count(0) > content[1::2].count(0)
        encoding = "utf-16-be" if big else "utf-16-le"
    return content.decode(encoding, errors="replace")


def is_unmarked_utf16(content: bytes) -> bool:
    """Tell whether bytes are UTF-16 without a mark: zero bytes on one side only, and lines."""
    first, last = content[0::2].count(0), content[1::2].count(0)
    if len(content) % 2 or not (first or last) or (first and last):
        return False
    text = decoded(content, "utf-16")
    return (
        UNREADABLE not in text
        and any(mark in text for mark in ",\t\n")
        and all(character.isprintable() or character.isspace() for character in text)
    )
