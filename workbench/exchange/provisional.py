"""Figures that are not final: 実績見込, 見込値, 速報. They are read, said, and may be left out."""

from __future__ import annotations

import re

from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.language import Message, message

_WORDS = re.compile("見込|速報|暫定|推計|概算|概数")
#: Decides that the figures are kept as they are.
KEEP = "keep"


def is_provisional(text: str) -> bool:
    """Tell whether a header or a label says that its figures are not final."""
    return bool(_WORDS.search(text))


def provisional_column(place: Spot) -> Finding:
    """Return the finding on a column of results that are not final."""
    return _finding(
        place,
        "column.provisional",
        message("The column holds provisional or expected figures; they were read as results."),
    )


def provisional_row(place: Spot) -> Finding:
    """Return the finding on a row of results that are not final."""
    return _finding(
        place,
        "row.provisional",
        message("The row holds provisional or expected figures; they were read as results."),
    )


def _finding(place: Spot, code: str, what: Message) -> Finding:
    return finding_at(
        place,
        code,
        Level.WARNING,
        what,
        message("Leave them out if only final figures count, and import them once they are."),
        choices=(Choice(KEEP, message("Keep them as results")),),
    )
