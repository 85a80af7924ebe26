"""How a cell looks on its sheet: its number as its format shows it, its text as it stands."""

from __future__ import annotations

from workbench.exchange.number_display import GENERAL, display
from workbench.exchange.workbooks import Cell, Sheet


def as_shown(sheet: Sheet, row: int, column: int) -> str:
    """Return what a person sees in a cell: ``12人`` for 12 in the format ``0"人"``.

    Formats that only separate thousands or round are not known here: such numbers show whole.
    `looks.SheetLooks` knows them once a sheet is shown.
    """
    place = (row, column)
    if place in sheet.errors:
        return sheet.errors[place]
    cell = sheet.cell(row, column)
    if is_number(cell):
        return display(cell, sheet.formats.get(place, GENERAL))
    return sheet.text(row, column)


def is_number(cell: Cell) -> bool:
    """Tell whether a cell holds a number, which stands at the right of its cell."""
    return cell.__class__ is float or cell.__class__ is int
