"""Texts that a spreadsheet would take for formulas, and how they are kept from it.

Excel and its like take `=…`, `+…`, `-…` and `@…` in a CSV file or on the clipboard for formulas,
in quotes or not; behind an apostrophe they are text. In workbooks nothing has to be done: there a
text is written as one.
"""

from __future__ import annotations

_BEGINS = ("=", "+", "-", "@", "\t", "\r")

#: Spreadsheets of Japan take the wide signs, too.
_WIDE = ("−", "＝", "＋", "－", "＠")


def as_csv(text: str) -> str:
    """Return a text as people and programs read it: one that looks like a formula begins with '.

    A sign that stands alone is none.
    """
    return f"'{text}" if len(text) > 1 and text.startswith((*_BEGINS, *_WIDE)) else text


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `unguarded` gives it back."""
    return f"'{text}" if text.startswith((*_BEGINS, "'")) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*_BEGINS, "'")) else text
