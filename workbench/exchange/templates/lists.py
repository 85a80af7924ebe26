"""Lists to choose from: in the rule itself, or on the hidden sheet where they are too long for it.

Excel takes 255 characters for a list in a rule, separates its words by commas, and repairs the
file otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from workbench.exchange.templates.forms import Form
from workbench.exchange.templates.marks import ABOUT

_LONGEST = 255
#: Columns of the hidden sheet before this one hold what the template is.
_FIRST_COLUMN = 3


def source_of(name: str, words: Sequence[str]) -> list[str] | str:
    """Return what a rule takes a list from: its words, or the name of where they stand."""
    return list(words) if _fits_a_rule(words) else f"={_defined(name)}"


def write_long_lists(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, forms: Sequence[Form], style: Format
) -> None:
    """Write the lists that are too long for a rule, a column each, and give them their names."""
    lists: Mapping[str, Sequence[str]] = {
        name: words
        for form in forms
        for name, words in form.lists.items()
        if not _fits_a_rule(words)
    }
    for column, (name, words) in enumerate(lists.items(), _FIRST_COLUMN):
        for at, word in enumerate(words):
            sheet.write_string(at, column, word, style)
        letter = xl_col_to_name(column)
        workbook.define_name(_defined(name), f"={ABOUT}!${letter}$1:${letter}${len(words)}")


def _fits_a_rule(words: Sequence[str]) -> bool:
    length = len(",".join(words).encode("utf-16-le")) // 2
    return length <= _LONGEST and all("," not in word and word == word.strip() for word in words)


def _defined(name: str) -> str:
    return "一覧_" + re.sub(r"\W", "_", name)
