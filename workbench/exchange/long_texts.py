"""Texts longer than a row can be high: cut into parts that stand in rows of their own.

Excel shows no row higher than 409 points. A part remembers how it hangs on the one before it,
so that what comes back is put together as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.exchange.styles import wrapped_lines
from workbench.exchange.text_widths import text_width

#: Lines that a row may have; Excel would show 28, a page that is broken in two is hard to read.
MOST_LINES = 20

_PART = re.compile(r"([a-z_]+?)(?:_(\d+)(j?))?")


@dataclass(frozen=True)
class PartName:
    """The name of a part: ``issue``, then ``issue_2`` on a new line or ``issue_2j`` right on."""

    field: str
    number: int = 1
    joined: bool = False

    def __str__(self) -> str:
        """Return the name as it stands in a row's mark."""
        if self.number == 1:
            return self.field
        return f"{self.field}_{self.number}{'j' if self.joined else ''}"


def read_part_name(text: str) -> PartName | None:
    """Return the part that a mark names, None for what is no such name."""
    match = _PART.fullmatch(text)
    if match is None:
        return None
    return PartName(match[1], int(match[2] or 1), bool(match[3]))


def split(text: str, width: float) -> list[tuple[bool, str]]:
    """Return a text in parts that each fit a row of a column this wide: (right on, part).

    It is cut between lines where it can be, otherwise behind the last 。 that fits. No part is
    empty but that of an empty text; empty lines go to the front of the part after them.
    """
    parts: list[tuple[bool, str]] = []
    lines = 0
    empty = ""
    for line in text.split("\n"):
        if not line:
            empty += "\n"
            continue
        needed = wrapped_lines(empty + line, width)
        if parts and lines + needed <= MOST_LINES:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]}\n{empty}{line}")
            lines += needed
        else:
            pieces = _pieces(line, width)
            pieces[0] = empty + pieces[0]
            parts.extend((number > 0, piece) for number, piece in enumerate(pieces))
            lines = wrapped_lines(pieces[-1], width)
        empty = ""
    if not parts:
        return [(False, text)]
    parts[-1] = (parts[-1][0], parts[-1][1] + empty)
    return parts


def join(parts: Iterable[tuple[bool, str]]) -> str:
    """Return the text that was split, or that people have written into the parts."""
    text = ""
    for right_on, part in parts:
        if part:
            text += part if right_on or not text else f"\n{part}"
    return text


def _pieces(line: str, width: float) -> list[str]:
    """Return one line of text in pieces that each fit a row."""
    pieces: list[str] = []
    while wrapped_lines(line, width) > MOST_LINES:
        end = _fitting(line, width)
        sentence = line.rfind("。", end // 2, end)
        end = sentence + 1 if sentence > 0 else end
        pieces.append(line[:end])
        line = line[end:]
    return [*pieces, line]


def _fitting(line: str, width: float) -> int:
    """Return how many characters of a line surely fit."""
    room = MOST_LINES * (width - 2)
    end = 0
    while end < len(line) and room > 0:
        room -= text_width(line[end])
        end += 1
    return max(1, end - 1)
