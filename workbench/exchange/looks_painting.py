"""The styles of a sheet's cells while the reading child gathers them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

#: Styles are numbered in sixteen bits.
MOST_STYLES = 65_000

Style = Mapping[str, Any]
#: Row, column and style of a cell.
Cell = tuple[int, int, int]


class Painted:
    """The styles of a sheet's cells while they are gathered: columns, then rows, then cells."""

    def __init__(self, height: int, width: int) -> None:
        self.height, self.width = height, width
        self.cells = array("H", bytes(2 * height * width))

    def column(self, column: int, style: int) -> None:
        """Give all cells of a column a style."""
        if 0 <= column < self.width and style < MOST_STYLES:
            self.cells[column :: self.width] = array("H", [style]) * self.height

    def row(self, row: int, style: int) -> None:
        """Give all cells of a row a style."""
        if 0 <= row < self.height and style < MOST_STYLES:
            begin = row * self.width
            self.cells[begin : begin + self.width] = array("H", [style]) * self.width

    def put(self, cells: Iterable[Cell]) -> None:
        """Give cells their styles."""
        width, height, painted = self.width, self.height, self.cells
        for row, column, style in cells:
            if 0 <= row < height and 0 <= column < width and style < MOST_STYLES:
                painted[row * width + column] = style


def style(
    *,
    fill: str = "",
    ink: str = "",
    bold: bool = False,
    struck: bool = False,
    side: str = "",
    code: str = "",
) -> Style:
    """Return a style as the answer carries it; only what is not plain."""
    given = {
        "fill": fill if fill.upper() != "#FFFFFF" else "",
        "ink": ink if ink.upper() != "#000000" else "",
        "bold": bold,
        "struck": struck,
        "side": side if side in {"left", "center", "right"} else "",
        "code": "" if code.lower() == "general" else code,
    }
    return {name: value for name, value in given.items() if value}


def hexadecimal(colour: Sequence[int]) -> str:
    """Return a colour of red, green and blue as ``#RRGGBB``."""
    return "#" + "".join(f"{max(0, min(255, part)):02X}" for part in colour[:3])
