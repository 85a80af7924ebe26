"""What a spreadsheet copies and takes: blocks of cells as lines of text with tabs between."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from workbench.errors import PersonError
from workbench.language import message

_DIALECT = "excel-tab"


def read_clipboard(text: str) -> list[list[str]]:
    """Return the cells of a copied block; a cell may hold line breaks and tabs in quotes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return list(csv.reader(io.StringIO(text.removesuffix("\n")), dialect=_DIALECT))


def read_block(text: str, lines: int, columns: int) -> list[list[str]]:
    """Return the cells of a copied block; raise `PersonError` when it needs more room than this."""
    block = read_clipboard(text)
    height, width = len(block), max(map(len, block), default=0)
    if height > lines or width > columns:
        raise PersonError(
            "paste.too_large",
            message(
                "The copied block has {height} lines and {width} columns; there is room for "
                "{lines} and {columns}.",
                height=height,
                width=width,
                lines=lines,
                columns=columns,
            ),
            remedy=message("Copy a smaller block, or paste it further up or to the left."),
        )
    return block


def copied_text(rows: Iterable[Iterable[str]]) -> str:
    """Return cells as a spreadsheet takes them."""
    out = io.StringIO()
    csv.writer(out, dialect=_DIALECT, lineterminator="\n").writerows(rows)
    return out.getvalue()
