"""How a cell looks on its sheet: its number as its format shows it, its text as it stands."""

from __future__ import annotations

from workbench.exchange.number_formats import meaning_of_format
from workbench.exchange.workbooks import Cell, Sheet


def as_shown(sheet: Sheet, row: int, column: int) -> str:
    """Return what a person sees in a cell: ``12人`` for 12 in the format ``0"人"``.

    Formats that only separate thousands or round are not known here: such numbers show whole.
    """
    place = (row, column)
    if place in sheet.errors:
        return sheet.errors[place]
    cell = sheet.cell(row, column)
    if is_number(cell):
        code = sheet.formats.get(place)
        return _formatted(cell, code) if code else _plain(cell)
    return sheet.text(row, column)


def is_number(cell: Cell) -> bool:
    """Tell whether a cell holds a number, which stands at the right of its cell."""
    return cell.__class__ is float or cell.__class__ is int


def _plain(figure: Cell) -> str:
    """Return a number with as many digits as Excel shows; 0.1 + 0.2 is 0.3."""
    return f"{figure:.11g}" if figure.__class__ is float else str(figure)


def _formatted(figure: Cell, code: str) -> str:
    assert isinstance(figure, int | float)
    meaning = meaning_of_format(code)
    shown = figure * 100 if meaning.percent else figure / meaning.divisor
    section = code.partition(";")[0]
    decimals = _decimals(section)
    separator = "," if "#,##" in section or "0,0" in section else ""
    text = f"{shown:{separator}.{decimals}f}" if decimals is not None else f"{shown:.11g}"
    return f"{meaning.prefix}{text}{'%' if meaning.percent else ''}{meaning.suffix}"


def _decimals(section: str) -> int | None:
    """Return how many decimals a format shows; None for General."""
    if "0" not in section and "#" not in section:
        return None
    behind = section.partition(".")[2]
    return len(behind) - len(behind.lstrip("0#"))
