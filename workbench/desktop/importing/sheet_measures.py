"""How wide columns are drawn, which cells as one, which rows hold no data; reckoned once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.exchange.looks import SheetLooks
from workbench.exchange.showing import as_shown, is_number
from workbench.exchange.tables import Table
from workbench.exchange.text_widths import text_width
from workbench.exchange.workbooks import Cell, Sheet, shown

#: Rows that are looked at to see how wide a column has to be.
_SAMPLE = 60
#: The widest column, in characters; how wide a character is, and what stands beside the text.
_WIDEST, _CHARACTER, _PADDING, _NARROWEST = 48, 7, 8, 24
#: More merged ranges, or larger ones, are not drawn as one cell: a table takes too long over them.
_MOST_SPANS, _LARGEST_SPAN = 4_000, 50_000


@dataclass(frozen=True)
class Span:
    """Cells drawn as one, counted from 0."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Measures:
    """Column widths in pixels, and the cells drawn as one."""

    widths: tuple[int, ...]
    spans: tuple[Span, ...]


def measures(sheet: Sheet, looks: SheetLooks | None = None) -> Measures:
    """Return how a sheet is drawn; reckoned once for a sheet, on whichever thread asks first."""
    key = (Measures, looks is not None)
    held = sheet.memory.get(key)
    if isinstance(held, Measures):
        return held
    widths = tuple(_width(sheet, column, looks) for column in range(sheet.width))
    other = sheet.memory.get((Measures, looks is None))
    spans = other.spans if isinstance(other, Measures) else tuple(_spans(sheet))
    made = Measures(widths, spans)
    sheet.memory[key] = made
    return made


def passed_over(table: Table) -> frozenset[int]:
    """Return the rows of a data area that hold no data: blank ones, headings, sums; as above."""
    place = ("passed over", table.header_rows, table.first_row, table.last_row)
    held = table.sheet.memory.get(place)
    if isinstance(held, frozenset):
        return held
    read = {row for row in table.rows() if not table.is_total(row)}
    made = frozenset(range(table.first_row, table.last_row + 1)) - read
    table.sheet.memory[place] = made
    return made


def _width(sheet: Sheet, column: int, looks: SheetLooks | None) -> int:
    """Return the width of a column: as it was set, but wide enough for its figures."""
    given = sheet.column_widths.get(column)
    figure = text = 0
    for row, cells in enumerate(sheet.rows[:_SAMPLE]):
        cell = cells[column]
        if is_number(cell):
            shows = looks.text(sheet, row, column) if looks else as_shown(sheet, row, column)
            figure = max(figure, text_width(shows))
        elif given is None and cell is not None and _is_of_its_column(cells):
            text = max(text, text_width(shown(cell).partition("\n")[0]))
    wished = given if given is not None else max(text, 8)
    pixels = round(max(figure + 1, min(wished, _WIDEST)) * _CHARACTER) + _PADDING
    return max(_NARROWEST, pixels)


def _is_of_its_column(cells: Sequence[Cell]) -> bool:
    """Tell whether texts of a row need their columns' width: a title or a guard row does not."""
    filled = [cell for cell in cells if cell is not None]
    return len({*filled}) > 1 or len(cells) == 1


def _spans(sheet: Sheet) -> Iterator[Span]:
    """Yield the merged ranges that lie on the sheet; of two that overlap only the first."""
    width = sheet.width
    covered = bytearray(width * sheet.height)
    for merged in sheet.merged[:_MOST_SPANS]:
        rows = range(merged.first_row, min(merged.last_row + 1, sheet.height))
        first, end = merged.first_column, min(merged.last_column + 1, width)
        wide = end - first
        if wide < 1 or not 1 < len(rows) * wide <= _LARGEST_SPAN:
            continue
        if any(any(covered[row * width + first : row * width + end]) for row in rows):
            continue
        for row in rows:
            covered[row * width + first : row * width + end] = b"\1" * wide
        yield Span(rows.start, first, len(rows), wide)
