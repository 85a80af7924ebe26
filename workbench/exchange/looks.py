"""How the cells of a sheet look in Excel: fill, ink, bold, side, number format; read when shown.

Reading a workbook for its figures does without all this. When a sheet is shown, a child process
of its own, within the same limits, reads the looks of that one sheet.

Shown: colours of fill and text, bold and struck through, the side a cell is set to, number
formats; of xlsx, xlsm, xls and ods. Not shown: borders, typefaces and their sizes, patterns and
gradients of fills, colours by condition, table styles; nothing of xlsb.
"""

from __future__ import annotations

import base64
import binascii
from array import array
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.exchange.number_display import GENERAL, colour_of, display
from workbench.exchange.reading import Limits, ask_child
from workbench.exchange.workbooks import Sheet


@dataclass(frozen=True)
class CellStyle:
    """How a cell looks.

    Parameters
    ----------
    fill, ink
        Colours as ``#RRGGBB``; empty for those of the paper and of plain text.
    side
        ``left``, ``center`` or ``right`` where the workbook says so.
    code
        The number format; empty for General.
    """

    fill: str = ""
    ink: str = ""
    bold: bool = False
    struck: bool = False
    side: str = ""
    code: str = ""


PLAIN = CellStyle()


@dataclass(frozen=True)
class SheetLooks:
    """The looks of one sheet: the style of each cell, row after row, as a number in `styles`."""

    width: int
    styles: tuple[CellStyle, ...]
    cells: array[int]

    def at(self, row: int, column: int) -> CellStyle:
        """Return how a cell looks; plainly, beyond what was read."""
        place = row * self.width + column
        if not 0 <= column < self.width or not 0 <= place < len(self.cells):
            return PLAIN
        number = self.cells[place]
        return self.styles[number] if number < len(self.styles) else PLAIN

    def text(self, sheet: Sheet, row: int, column: int) -> str:
        """Return what a person sees in a cell."""
        error = sheet.errors.get((row, column))
        return error or display(sheet.cell(row, column), self.at(row, column).code or GENERAL)

    def ink(self, sheet: Sheet, row: int, column: int) -> str:
        """Return the colour of a cell's text, which its number format may give; or nothing."""
        style = self.at(row, column)
        return (style.code and colour_of(sheet.cell(row, column), style.code)) or style.ink


def read_looks(
    path: Path,
    sheet: Sheet,
    sha256: str,
    *,
    password: str | None = None,
    limits: Limits | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SheetLooks | None:
    """Return the looks of a sheet of the workbook at `path`; None where they cannot be told.

    That is so of texts, of xlsb, and where the file is another one now than that of `sha256`.
    Blocks as `read_workbook` does, and raises `ReadingCancelled` as it does.
    """
    if not path.is_file() or not sheet.height:
        return None
    wishes: Mapping[str, Any] = {
        **asdict(limits or Limits()),
        "looks_of": sheet.name,
        "height": sheet.height,
        "width": sheet.width,
    }
    answer = ask_child(path, password, wishes, cancelled)
    if answer.get("sha256") != sha256 or "cells" not in answer:
        return None
    cells = array("H")
    try:
        cells.frombytes(base64.b64decode(answer["cells"]))
    except (ValueError, binascii.Error):
        return None
    styles = tuple(CellStyle(**style) for style in answer["styles"])
    return SheetLooks(sheet.width, styles, cells)
