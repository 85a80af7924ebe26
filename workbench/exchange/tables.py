"""Finds the table on a sheet: title rows, header rows, data area, notes below.

The first data row is the first one whose cells are of the kind of those below them while the
row above is of another kind; the header is found by walking up from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.exchange.data_areas import folded_texts, last_data_row, merge_origins, next_header
from workbench.exchange.headers import (
    first_data_row,
    header_above,
    header_texts,
    table_of_texts,
    without_data,
)
from workbench.exchange.japanese import fold_name, shadow
from workbench.exchange.workbooks import Cell, Sheet, address, column_letters

_TOTALS = frozenset(
    fold_name(word)
    for word in "合計 計 小計 総計 総数 総合計 全体 平均 累計 市計 県計 全国計 部計 課計".split()
)


_ENDS_OF_TOTALS = frozenset(word[-1] for word in _TOTALS) | set(")）】 \u3000")


def _is_total(text: str) -> bool:
    return text[-1:] in _ENDS_OF_TOTALS and fold_name(text) in _TOTALS


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    index
        Counted from 0 on the sheet.
    parts
        The header texts above it, from the top row down, merged cells carried.
    """

    index: int
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the header texts joined: 実績値 令和6年度."""
        return " ".join(self.parts)

    @cached_property
    def folded(self) -> str:
        """Return the name with spelling folded, for comparing."""
        return fold_name("".join(self.parts))

    @property
    def letters(self) -> str:
        """Return the column's letters on the sheet."""
        return column_letters(self.index)


@dataclass(frozen=True)
class Table:
    """Where a table lies on its sheet; rows and columns count from 0 on the sheet.

    Parameters
    ----------
    header_rows
        The rows that name the columns, from the top.
    first_row, last_row
        The data area, both ends included.
    columns
        Every column that has a name or data.
    title
        What stands above the header, in reading order.
    notes
        What stands below the data.
    span
        The first and the last column where the table takes up a part of the sheet's width only,
        as one of several that stand beside each other; None where nothing is beside it.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    title: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    span: tuple[int, int] | None = None

    @property
    def top(self) -> int:
        """Return the first row of the table, its header's if it has one."""
        return min((*self.header_rows, self.first_row))

    @property
    def names_row(self) -> int:
        """Return the row in which a column is spoken of: the last one of the header."""
        return self.header_rows[-1] if self.header_rows else self.first_row

    def own_cells(self, row: int) -> Sequence[Cell]:
        """Return the cells of a row, without those of a table beside this one."""
        cells = self.sheet.rows[row]
        return cells if self.span is None else cells[self.span[0] : self.span[1] + 1]

    def overlaps(self, other: Table) -> bool:
        """Tell whether two tables share cells."""
        rows = self.top <= other.last_row and other.top <= self.last_row
        if not rows or self.span is None or other.span is None:
            return rows
        return self.span[0] <= other.span[1] and other.span[0] <= self.span[1]

    @cached_property
    def _origins(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        return merge_origins(self.sheet.merged, self.first_row)

    def rows(self) -> Iterator[int]:
        """Yield the data rows: blank rows, section rows and repeated headers are left out."""
        headings = {self._texts(row) for row in self.header_rows}
        begins = {texts[0] for texts in headings if texts}
        #: Texts that no header begins with; many rows begin with the same one.
        others: set[Cell] = set()
        width = self.span[1] - self.span[0] + 1 if self.span else self.sheet.width
        most_blanks = width - (2 if len(self.columns) > 1 else 1)
        for row in range(self.first_row, self.last_row + 1):
            cells = self.own_cells(row)
            if cells.count(None) > most_blanks:
                continue
            first = cells[0]
            if first is None:
                first = next(cell for cell in cells if cell is not None)
            if first.__class__ is str and first not in others:
                if fold_name(str(first)) not in begins:
                    others.add(first)
                elif self._texts(row) in headings:
                    continue
            yield row

    def _texts(self, row: int) -> tuple[str, ...]:
        if self.span is None:
            return folded_texts(self.sheet, row)
        return tuple(fold_name(cell) for cell in self.own_cells(row) if isinstance(cell, str))

    def sections(self) -> Mapping[int, str]:
        """Return the rows that hold one text for the rows below them, with the text."""
        return {
            row: shadow(str(filled[0]))
            for row in range(max(self.first_row - 1, 0), self.last_row + 1)
            if row not in self.header_rows
            and len(filled := [cell for cell in self.own_cells(row) if cell is not None]) == 1
            and isinstance(filled[0], str)
        }

    def is_total(self, row: int) -> bool:
        """Tell whether a row sums up others: its label is 合計, 小計, 平均."""
        seen = 0
        for cell in self.own_cells(row):
            if isinstance(cell, str):
                if _is_total(cell):
                    return True
                seen += 1
                if seen == 2:
                    break
        return False

    @cached_property
    def totals(self) -> frozenset[int]:
        """Return the rows of the data area that sum up others; see `is_total`."""
        found: set[int] = set()
        area = slice(self.first_row, self.last_row + 1)
        for column in self.sheet.columns:
            cells = column[area]
            if str not in {*map(type, cells)}:
                continue
            words = {cell for cell in {*cells} if isinstance(cell, str) and _is_total(cell)}
            if words:
                found.update(row for row, cell in enumerate(cells, area.start) if cell in words)
        return frozenset(filter(self.is_total, found))

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; a text merged over several rows holds for each of them."""
        cell = self.sheet.cell(row, column)
        if cell is None and (origin := self._origins.get((row, column))):
            carried = self.sheet.cell(*origin)
            return carried if isinstance(carried, str) else None
        return cell

    def text(self, row: int, column: int) -> str:
        """Return a cell's text, merged texts carried."""
        own = self.sheet.text(row, column)
        if own:
            return own
        carried = self.cell(row, column)
        return carried if isinstance(carried, str) else ""

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell on the sheet."""
        return address(row, column)


#: Under this key a sheet holds the tables that a person showed on it.
SHOWN = "tables shown"


def find_table(sheet: Sheet, *, from_row: int = 0) -> Table | None:
    """Return the first table at or below `from_row`, or None when the sheet holds none."""
    shown = shown_tables(sheet)
    if shown is not None:
        below = (table for table in shown if table.top >= from_row)
        return min(below, key=lambda table: table.top, default=None)
    place = ("table", from_row)
    if place not in sheet.memory:
        sheet.memory[place] = _search(sheet, from_row)
    found = sheet.memory[place]
    return found if isinstance(found, Table) else None


def shown_tables(sheet: Sheet) -> tuple[Table, ...] | None:
    """Return the tables that a person showed, in the order of `with_tables`; None where none."""
    held = sheet.memory.get(SHOWN)
    return held if isinstance(held, tuple) else None


def _search(sheet: Sheet, from_row: int) -> Table | None:
    first = first_data_row(sheet, from_row)
    header = header_above(sheet, first, from_row) if first is not None else ()
    if first is None or not header:
        found = table_of_texts(sheet, from_row)
        if found is None:
            return None
        header, first = found
    header, first = without_data(sheet, header, first)
    return table_at(sheet, header, first, from_row=from_row)


def find_tables(sheet: Sheet) -> Iterator[Table]:
    """Yield the tables that stand below each other on a sheet, or those a person showed."""
    shown = shown_tables(sheet)
    if shown is not None:
        yield from sorted(shown, key=lambda table: table.top)
        return
    from_row = 0
    while (table := find_table(sheet, from_row=from_row)) is not None:
        yield table
        from_row = table.last_row + 1


def table_at(
    sheet: Sheet,
    header_rows: Sequence[int],
    first_row: int,
    last_row: int | None = None,
    *,
    from_row: int = 0,
    until: int | None = None,
    span: tuple[int, int] | None = None,
) -> Table:
    """Return the table whose header and first data row are known, as when a person shows them.

    `from_row` is where what belongs to the table begins, and `until` where it ends: there stand
    other tables. `span` are its first and last column where other things stand beside it.
    """
    end = sheet.height if until is None else until
    if last_row is None:
        end = min(end, next_header(sheet, header_rows, first_row))
    last = last_data_row(sheet, first_row, end) if last_row is None else last_row
    top = min(header_rows, default=first_row)
    return Table(
        sheet=sheet,
        header_rows=tuple(header_rows),
        first_row=first_row,
        last_row=last,
        columns=tuple(_columns(sheet, header_rows, first_row, last, span)),
        title=tuple(_texts_between(sheet, from_row, top)),
        notes=tuple(_texts_between(sheet, last + 1, end)),
        span=span,
    )


def _columns(
    sheet: Sheet,
    header_rows: Sequence[int],
    first: int,
    last: int,
    span: tuple[int, int] | None,
) -> Iterator[Column]:
    carried = header_texts(sheet, header_rows)
    sample = sheet.rows[first : min(last + 1, first + 200)]
    for index in range(span[0], span[1] + 1) if span else range(sheet.width):
        parts: list[str] = []
        for texts in carried:
            text = texts[index]
            if text and text not in parts:
                parts.append(text)
        if parts or any(cells[index] is not None for cells in sample):
            yield Column(index, tuple(parts))


def _texts_between(sheet: Sheet, start: int, stop: int) -> Iterator[str]:
    for row in sheet.rows[start:stop]:
        seen: set[str] = set()
        for cell in row:
            if isinstance(cell, str) and (text := shadow(cell)) and text not in seen:
                seen.add(text)
                yield text
