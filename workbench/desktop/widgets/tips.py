"""Tooltips of more than a few words."""

from __future__ import annotations

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.rows import Wrapped

#: As wide as a tooltip gets, and as high, in lines.
_WIDTH, _LINES = 48 * SPACING, 20


def in_lines(text: str) -> str:
    """Return a text broken into lines: tooltips show plain text, which does not wrap by itself."""
    paragraphs = (Wrapped.of(part, look.text_font(), _WIDTH, _LINES) for part in text.split("\n"))
    return "\n".join(line.strip() for part in paragraphs for line in part.lines or ("",))
