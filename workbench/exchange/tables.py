"""Finds the table on a sheet: title rows, header rows, data area, notes below.

The first data row is the first one whose cells are of the kind of those below them while the
row above is of another kind; the header is found by walking up from there.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.exchange.japanese import fold_name, read_value, shadow
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, address, column_letters
from workbench.plan.values import Kind

#: How far down the header is looked for, how far below a row its columns are judged, and how
#: many rows a header may have.
_SEARCHED_ROWS = 80
_WINDOW = 8
_MOST_HEADER_ROWS = 6
#: Blank rows and section rows that may stand between header and data.
_MOST_ROWS_BETWEEN = 2

_UNIT_NOTE = re.compile(r"[(\[]?\s*単位\s*[:：、]?\s*\S.*")
_UNIT_IN_BRACKETS = re.compile(r"[(\[][\d,千万億百]*(?:人|円|%|件|世帯|戸|ha|km2|m2|t|、|,)+[)\]]")
_FOOTNOTE = re.compile(r"\s*[(（]?\s*(?:注|※|\*|資料|出典|備考|出所|\d+[)）])")
_TOTALS = frozenset(
    fold_name(word)
    for word in "合計 計 小計 総計 総数 総合計 全体 平均 累計 市計 県計 全国計 部計 課計".split()
)


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
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    title: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def _origins(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        return _merge_origins(self.sheet.merged, self.first_row)

    def rows(self) -> Iterator[int]:
        """Yield the data rows: blank rows, section rows and repeated headers are left out."""
        headings = {self._texts(row) for row in self.header_rows}
        for row in range(self.first_row, self.last_row + 1):
            filled = [cell for cell in self.sheet.rows[row] if cell is not None]
            if len(filled) < 2 and len(self.columns) > 1:
                continue
            if isinstance(filled[0], str) and self._texts(row) in headings:
                continue
            yield row

    def sections(self) -> Mapping[int, str]:
        """Return the rows that hold one text for the rows below them, with the text."""
        return {
            row: shadow(str(filled[0]))
            for row in range(self.first_row - 1, self.last_row + 1)
            if row not in self.header_rows
            and len(filled := [cell for cell in self.sheet.rows[row] if cell is not None]) == 1
            and isinstance(filled[0], str)
        }

    def is_total(self, row: int) -> bool:
        """Tell whether a row sums up others: its label is 合計, 小計, 平均."""
        labels = (cell for cell in self.sheet.rows[row] if isinstance(cell, str))
        return any(fold_name(label) in _TOTALS for label, _ in zip(labels, range(2), strict=False))

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

    def _texts(self, row: int) -> tuple[str, ...]:
        return tuple(fold_name(cell) for cell in self.sheet.rows[row] if isinstance(cell, str))


def find_table(sheet: Sheet, *, from_row: int = 0) -> Table | None:
    """Return the first table at or below `from_row`, or None when the sheet holds none."""
    first = _first_data_row(sheet, from_row)
    header = _header_above(sheet, first, from_row) if first is not None else ()
    if first is None or not header:
        found = _table_of_texts(sheet, from_row)
        if found is None:
            return None
        header, first = found
    return table_at(sheet, header, first)


def table_at(
    sheet: Sheet, header_rows: Sequence[int], first_row: int, last_row: int | None = None
) -> Table:
    """Return the table whose header and first data row are known, as when a person shows them."""
    last = _last_data_row(sheet, first_row) if last_row is None else last_row
    top = min(header_rows, default=first_row)
    return Table(
        sheet=sheet,
        header_rows=tuple(header_rows),
        first_row=first_row,
        last_row=last,
        columns=tuple(_columns(sheet, header_rows, first_row, last)),
        title=tuple(_texts_between(sheet, 0, top)),
        notes=tuple(_texts_between(sheet, last + 1, sheet.height)),
    )


# -- the first data row ------------------------------------------------------------------------


def _kind(cell: Cell) -> str:
    """Return what a cell is for this search: '' blank, n figure, s sign, t text."""
    if cell is None:
        return ""
    if isinstance(cell, int | float | datetime.date):
        return "n"
    read = read_value(cell)
    if read.value is None:
        return "s" if read.ditto else ""
    if read.value.kind is Kind.NUMBER:
        # 2025年 names a column; it is not a figure.
        return "t" if read.unit in {"年", "年度"} else "n"
    return "t" if read.value.kind is Kind.WORDS else "s"


def _first_data_row(sheet: Sheet, from_row: int) -> int | None:
    until = min(sheet.height, from_row + _SEARCHED_ROWS)
    kinds = [[_kind(cell) for cell in row] for row in sheet.rows[from_row : until + _WINDOW]]
    texts_above = 0
    for offset in range(until - from_row):
        row = kinds[offset]
        if (
            texts_above >= 2
            and not _counts_columns(sheet.rows[from_row + offset], row)
            and _continues_below(row, kinds[offset + 1 : offset + 1 + _WINDOW])
        ):
            return from_row + offset
        texts_above = max(texts_above, row.count("t") + row.count("n"))
    return None


def _continues_below(row: list[str], below: list[list[str]]) -> bool:
    """Tell whether most columns of figures below hold figures in this row, too."""
    if row.count("n") + row.count("t") + row.count("s") < 2:
        return False
    like = unlike = 0
    for column, kind in enumerate(row):
        figures = sum(other[column] in {"n", "s"} for other in below)
        texts = sum(other[column] == "t" for other in below)
        if figures > texts or (not below and kind == "n"):
            like += kind in {"n", "s"}
            unlike += kind == "t"
    return like > 0 and like >= unlike


def _counts_columns(cells: Sequence[Cell], kinds: list[str]) -> bool:
    """Tell whether a row holds only years or the columns' numbers, and so belongs to the header."""
    figures = [
        read_value(cell).number
        for cell, kind in zip(cells, kinds, strict=True)
        if kind == "n" and not isinstance(cell, datetime.date)
    ]
    if len(figures) < 2 or any(figure is None or figure % 1 for figure in figures):
        return False
    whole = [int(figure) for figure in figures if figure is not None]
    steps = {after - before for before, after in itertools.pairwise(whole)}
    years = all(1868 <= figure <= 2150 for figure in whole)
    # Beside texts, 1, 2, 3 are figures of a row that has a name.
    numbers = whole[0] == 1 and "t" not in kinds
    return (steps == {1} and (numbers or years)) or (
        years and len(steps) == 1 and steps.pop() in {1, 2, 3, 5, 10}
    )


# -- the header ----------------------------------------------------------------------------------


def _header_above(sheet: Sheet, first: int, from_row: int) -> tuple[int, ...]:
    rows: list[int] = []
    for row in range(first - 1, from_row - 1, -1):
        filled = _filled(sheet, row)
        if filled and not _is_guard(sheet, row, filled) and not _is_title(sheet, row, filled):
            rows.append(row)
            if len(rows) == _MOST_HEADER_ROWS:
                break
        elif rows or row < first - _MOST_ROWS_BETWEEN:
            break
    return tuple(reversed(rows))


def _filled(sheet: Sheet, row: int) -> list[int]:
    """Return the columns of a row that hold something besides a note on units."""
    return [
        column
        for column, cell in enumerate(sheet.rows[row])
        if cell is not None and not (isinstance(cell, str) and _is_unit_note(cell))
    ]


def _is_unit_note(text: str) -> bool:
    plain = shadow(text)
    return bool(_UNIT_NOTE.fullmatch(plain) or _UNIT_IN_BRACKETS.fullmatch(plain))


def _is_guard(sheet: Sheet, row: int, filled: list[int]) -> bool:
    """Tell whether one sentence is repeated over the whole row: "do not hide this cell"."""
    texts = {fold_name(sheet.text(row, column)) for column in filled}
    return len(filled) >= 3 and len(texts) == 1 and len(filled) > 0.6 * sheet.width


def _is_title(sheet: Sheet, row: int, filled: list[int]) -> bool:
    if len(filled) != 1:
        return False
    column = filled[0]
    span = next(
        (
            merge.last_column - merge.first_column + 1
            for merge in sheet.merged
            if merge.first_row == row and merge.first_column == column
        ),
        1,
    )
    grouped = 1 < span <= 0.6 * sheet.width
    return not grouped


def _table_of_texts(sheet: Sheet, from_row: int) -> tuple[tuple[int, ...], int] | None:
    """Find a table without figures: a row of distinct short texts over rows as full as it is."""
    until = min(sheet.height, from_row + _SEARCHED_ROWS)
    for row in range(from_row, until - 1):
        filled = _filled(sheet, row)
        texts = [shadow(sheet.text(row, column)) for column in filled]
        if len(filled) < 3 or len(set(texts)) < len(texts) or max(map(len, texts)) > 40:
            continue
        below = sheet.rows[row + 1 : row + 1 + _WINDOW]
        full = sum(
            sum(cells[column] is not None for column in filled) >= 0.6 * len(filled)
            for cells in below
        )
        stray = any(
            cell is not None
            for cells in below
            for column, cell in enumerate(cells)
            if column not in filled
        )
        if full == len(below) and not stray:
            return (row,), row + 1
    return None


def _columns(sheet: Sheet, header_rows: Sequence[int], first: int, last: int) -> Iterator[Column]:
    carried = _header_texts(sheet, header_rows)
    sample = sheet.rows[first : min(last + 1, first + 200)]
    for index in range(sheet.width):
        parts: list[str] = []
        for texts in carried:
            text = texts[index]
            if text and text not in parts:
                parts.append(text)
        if parts or any(cells[index] is not None for cells in sample):
            yield Column(index, tuple(parts))


def _header_texts(sheet: Sheet, header_rows: Sequence[int]) -> list[list[str]]:
    """Return the header's texts row by row with merged cells carried over their range."""
    texts = [
        [_clean(sheet.text(row, column)) for column in range(sheet.width)] for row in header_rows
    ]
    merged = False
    for merge in sheet.merged:
        if merge.first_row not in header_rows:
            continue
        merged = True
        text = texts[list(header_rows).index(merge.first_row)][merge.first_column]
        for place, row in enumerate(header_rows):
            if merge.first_row <= row <= merge.last_row:
                last = min(merge.last_column, sheet.width - 1)
                for column in range(merge.first_column, last + 1):
                    texts[place][column] = texts[place][column] or text
    if not merged:
        _carry_right(texts)
    return texts


def _carry_right(texts: list[list[str]]) -> None:
    """Carry a group's name over the columns it groups where the format tells no merged cells."""
    for place, row in enumerate(texts[:-1]):
        for column in range(1, len(row)):
            if (
                not row[column]
                and any(below[column] for below in texts[place + 1 :])
                and not any(above[column] for above in texts[:place])
            ):
                row[column] = row[column - 1]


def _clean(text: str) -> str:
    """Return a header text in one line, without the spaces that only fill its width."""
    plain = shadow(text)
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", plain)


# -- the data area ---------------------------------------------------------------------------------


def _last_data_row(sheet: Sheet, first: int) -> int:
    """Return the last row that is neither blank nor a note below the table."""
    last = sheet.height - 1
    while last > first:
        filled = [cell for cell in sheet.rows[last] if cell is not None]
        note = (len(filled) == 1 and isinstance(filled[0], str)) or (
            bool(filled)
            and isinstance(filled[0], str)
            and bool(_FOOTNOTE.match(filled[0]))
            and not any(_kind(cell) == "n" for cell in filled[1:])
        )
        if filled and not note:
            break
        last -= 1
    return last


def _texts_between(sheet: Sheet, start: int, stop: int) -> Iterator[str]:
    for row in sheet.rows[start:stop]:
        seen: set[str] = set()
        for cell in row:
            if isinstance(cell, str) and (text := shadow(cell)) and text not in seen:
                seen.add(text)
                yield text


def _merge_origins(
    merged: Sequence[MergedRange], first_row: int
) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return for each covered cell of the data area the cell that holds the text.

    Of ranges that overlap, as a damaged file has them, the first one counts.
    """
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in merged:
        if merge.last_row < first_row or merge.last_row - merge.first_row > 2000:
            continue
        for row in range(merge.first_row, merge.last_row + 1):
            for column in range(merge.first_column, min(merge.last_column, 2000) + 1):
                origins.setdefault((row, column), (merge.first_row, merge.first_column))
    return origins
