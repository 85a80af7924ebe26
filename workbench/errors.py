"""Errors a person can cause: what happened, where, and what to do about it.

Anything that is not a `PersonError` is a bug and may look like one.
"""

from __future__ import annotations

from workbench.language import Message, language


class PersonError(Exception):
    """Something a person can put right.

    Parameters
    ----------
    code
        Stable name for tests and documentation, as ``file.not_a_plan``.
    what
        One sentence saying what happened.
    remedy
        What to do about it.
    place
        Where: a file, a sheet, a cell, a row.
    """

    exit_code = 2

    def __init__(
        self, code: str, what: Message, *, remedy: Message | None = None, place: str = ""
    ) -> None:
        super().__init__(code)
        self.code = code
        self.what = what
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        """Return one line: place, what happened, what to do; set as the language sets it."""
        colon, space = ("：", "") if language() == "ja" else (": ", " ")
        sentence = f"{self.place}{colon}{self.what}" if self.place else str(self.what)
        told = f"{sentence}{space}{self.remedy}" if self.remedy else sentence
        # A field of a document or a file may be named with a line break in it.
        return " ".join(told.splitlines())
