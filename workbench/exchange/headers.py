"""Finds where the data of a table begin and which rows above name its columns."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from workbench.exchange.field_names import FIELD_OF, Field
from workbench.exchange.japanese import CIRCLED, find_years, fold_name, read_value, shadow
from workbench.exchange.workbooks import Cell, Sheet
from workbench.plan.values import Kind

#: How far down the header is looked for, how far below a row its columns are judged, and how
#: many rows a header may have.
_SEARCHED_ROWS = 80
WINDOW = 8
_MOST_HEADER_ROWS = 6
#: Blank rows and section rows that may stand between header and data.
_MOST_ROWS_BETWEEN = 2

_UNIT_NOTE = re.compile(r"[(\[]?\s*単位\s*[:：、]?\s*\S.*")
_UNIT_IN_BRACKETS = re.compile(r"[(\[][\d,千万億百]*(?:人|円|%|件|世帯|戸|ha|km2|m2|t|、|,)+[)\]]")


def cell_kind(cell: Cell) -> str:
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


def first_data_row(sheet: Sheet, from_row: int) -> int | None:
    """Return the first row at or below `from_row` that is of the kind of those below it."""
    until = min(sheet.height, from_row + _SEARCHED_ROWS)
    kinds = [[cell_kind(cell) for cell in row] for row in sheet.rows[from_row : until + WINDOW]]
    texts_above = 0
    for offset in range(until - from_row):
        row = kinds[offset]
        if (
            texts_above >= 2
            and not counts_columns(sheet.rows[from_row + offset], row)
            and (
                _continues_below(row, kinds[offset + 1 : offset + 1 + WINDOW])
                or _stands_alone(offset, kinds)
                or _is_short(offset, kinds)
            )
        ):
            return from_row + offset
        texts_above = max(texts_above, row.count("t") + row.count("n"))
    return _first_under_years(sheet, kinds, from_row)


def _first_under_years(sheet: Sheet, kinds: Sequence[list[str]], from_row: int) -> int | None:
    """Return the first row whose figures stand right below years, beside two texts.

    So a table is found in which nearly every figure is still to be filled in. A running number
    stands below a merged heading, of which the row above holds nothing.
    """
    for offset in range(1, min(len(kinds), _SEARCHED_ROWS)):
        figures = [column for column, kind in enumerate(kinds[offset]) if kind == "n"]
        above = sheet.rows[from_row + offset - 1]
        dated = [column for column in figures if find_years(above[column])]
        if (
            dated
            and kinds[offset].count("t") >= 2
            and all(kinds[offset - 1][column] == "t" for column in dated)
            and all(column in dated or above[column] is None for column in figures)
        ):
            return from_row + offset
    return None


def _stands_alone(offset: int, kinds: Sequence[list[str]]) -> bool:
    """Tell whether a row is the only one of its table: texts above each figure, nothing below."""
    row, above = kinds[offset], kinds[offset - 1]
    below = kinds[offset + 1] if offset + 1 < len(kinds) else []
    figures = [column for column, kind in enumerate(row) if kind == "n"]
    return (
        not any(below)
        and len(figures) >= 2
        and row.count("t") >= 1
        and all(above[column] == "t" for column, kind in enumerate(row) if kind)
    )


def _is_short(offset: int, kinds: Sequence[list[str]]) -> bool:
    """Tell whether a row begins a table of a few rows, behind which another one may begin.

    Texts stand above each of its figures, and figures below each up to the first blank row.
    """
    row, above = kinds[offset], kinds[offset - 1]
    figures = [column for column, kind in enumerate(row) if kind == "n"]
    below = list(takewhile(any, kinds[offset + 1 : offset + 1 + WINDOW]))
    return (
        bool(figures)
        and row.count("t") >= 2
        and 0 < len(below) < WINDOW
        and all(above[column] == "t" for column in figures)
        and all(other[column] in {"n", "s"} for other in below for column in figures)
    )


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


def counts_columns(cells: Sequence[Cell], kinds: list[str]) -> bool:
    """Tell whether a row holds only years or the columns' numbers, and so belongs to the header."""
    if _are_days_of_years(cells) or _are_marks_in_order(cells):
        return True
    figures = [
        read_value(cell).number
        for cell, kind in zip(cells, kinds, strict=True)
        if kind == "n" and not isinstance(cell, datetime.date)
    ]
    if len(figures) < 2 or any(figure is None or figure % 1 for figure in figures):
        return False
    whole = [int(figure) for figure in figures if figure is not None]
    steps = {after - before for before, after in pairwise(whole)}
    years = all(1868 <= figure <= 2150 for figure in whole)
    # Beside texts, 1, 2, 3 are figures of a row that has a name.
    numbers = whole[0] == 1 and "t" not in kinds
    # The year of a target often stands apart: 2021, 2022, 2023, 2027.
    if "t" not in kinds and min(steps) > 0 and (years or (whole[-1] <= 31 and max(steps) <= 5)):
        return True
    return (steps == {1} and (numbers or years)) or (
        years and len(steps) == 1 and steps.pop() in {1, 2, 3, 5, 10}
    )


#: What columns are numbered by, besides figures.
_ORDERS = (
    "アイウエオカキクケコサシスセソ",
    "ABCDEFGHIJKLMNOP",
    "abcdefghijklmnop",
    "イロハニホヘト",
)


def _are_marks_in_order(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds nothing but (1), (2), (3) or ア, イ, ウ from the first on."""
    filled = [cell for cell in cells if cell is not None]
    if len(filled) < 3 or not all(isinstance(cell, str) and len(cell) <= 4 for cell in filled):
        return False
    marks = [shadow(str(cell)).strip("()[]") for cell in filled]
    numbers = [str(number) for number in range(1, len(marks) + 1)]
    return marks == numbers or any(marks == [*order[: len(marks)]] for order in _ORDERS)


def _are_days_of_years(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds nothing but one day of several years, shown as 令和5年."""
    filled = [cell for cell in cells if cell is not None]
    days = [cell for cell in filled if isinstance(cell, datetime.date)]
    return (
        len(days) >= 2
        and len(days) == len(filled)
        and len({(day.month, day.day) for day in days}) == 1
        and all(before.year < after.year for before, after in pairwise(days))
    )


def header_above(sheet: Sheet, first: int, from_row: int) -> tuple[int, ...]:
    """Return the rows above the data row `first` that name its columns, from the top."""
    rows: list[int] = []
    for row in range(first - 1, from_row - 1, -1):
        filled = _filled(sheet, row)
        if (
            filled
            and not _is_guard(sheet, row, filled)
            and not _is_title(sheet, row, filled)
            and not (rows and _names_others(sheet, row, rows[-1]))
        ):
            rows.append(row)
            if len(rows) == _MOST_HEADER_ROWS:
                break
        elif rows or row < first - _MOST_ROWS_BETWEEN:
            break
    return tuple(reversed(rows))


def _names_others(sheet: Sheet, row: int, below: int) -> bool:
    """Tell whether a row names other things than the header below it: 担当課 above 指標名.

    Such a row belongs to the head of a form, with a label and what is filled in beside it.
    """
    for upper, lower in zip(sheet.rows[row], sheet.rows[below], strict=True):
        if isinstance(upper, str) and isinstance(lower, str):
            one, other = FIELD_OF.get(fold_name(upper)), FIELD_OF.get(fold_name(lower))
            # 単位 below 年度 begins a row of units.
            if one and other and one is not other and other is not Field.UNIT:
                return True
    return False


def without_data(sheet: Sheet, header: tuple[int, ...], first: int) -> tuple[tuple[int, ...], int]:
    """Return header and first data row with rows moved down that are data without figures.

    Such a row says what those below it say, too: the unit 人, the department. A header does not.
    """
    while (
        len(header) > 1
        and header[-1] == first - 1
        and (_says_as_below(sheet, header[-1]) or _is_named_above(sheet, header))
    ):
        header, first = header[:-1], header[-1]
    return header, first


def _is_named_above(sheet: Sheet, header: tuple[int, ...]) -> bool:
    """Tell whether the row above names the columns already: 計画の策定 below 指標名 is data.

    A further row of a header has years, or groups above it, or nothing below most names.
    """
    above, row = sheet.rows[header[-2]], sheet.rows[header[-1]]
    filled = [column for column, cell in enumerate(row) if cell is not None]
    named = [column for column, cell in enumerate(above) if cell is not None]
    if any(above[column] is None for column in filled) or 3 * len(filled) < 2 * len(named):
        return False
    if any(find_years(row[column]) for column in filled) or _are_marks_in_order(row):
        return False
    names = [
        column
        for column in filled
        if isinstance(cell := above[column], str)
        and FIELD_OF.get(fold_name(cell)) is Field.INDICATOR_NAME
    ]
    return bool(names) and not any(
        isinstance(cell := row[column], str) and fold_name(cell) in FIELD_OF for column in filled
    )


def _says_as_below(sheet: Sheet, row: int) -> bool:
    """Tell whether a row repeats a text of the rows below it, without being repeated itself."""
    own = {
        column: fold_name(cell)
        for column, cell in enumerate(sheet.rows[row])
        if isinstance(cell, str)
    }
    if len(own) < 2:
        return False
    for other in range(row + 1, min(row + 1 + WINDOW, sheet.height)):
        below = sheet.rows[other]
        same = sum(
            isinstance(cell := below[column], str) and fold_name(cell) == text
            for column, text in own.items()
        )
        if 0 < same < len(own):
            return True
    return False


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


#: What stands beside a title: the page, the form's number, the department, the day.
_BESIDE_TITLE = re.compile(
    r"\d+\s*/\s*\d+(?:\s*(?:頁|ページ))?|(?:p\.?|no\.?|№)\s*\d+|\d+\s*(?:頁|ページ)"
    r"|(?:様式|別紙|別表|資料|参考)\s*(?:第?\s*[\d-]+\s*号?.*)?|(?:記入|作成|提出|回答|担当|所管).{0,12}[:：].*"
    r"|.{0,4}(?:令和|平成|[rh])\s*\d+\s*[年.]\s*\d+\s*[月.]\s*\d+\s*日?.{0,6}",
    re.IGNORECASE,
)


def _is_title(sheet: Sheet, row: int, filled: list[int]) -> bool:
    if len(filled) > 1 and isinstance(sheet.rows[row][filled[0]], str):
        own = [
            column
            for column in filled
            if not _BESIDE_TITLE.fullmatch(shadow(sheet.text(row, column)))
        ]
        # Two names may be groups of columns; what is left alone beside a page number is a title.
        filled = own if len(own) < 2 else filled
        if not filled:
            return True
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


def table_of_texts(sheet: Sheet, from_row: int) -> tuple[tuple[int, ...], int] | None:
    """Find a table without figures: a row of distinct short texts over rows as full as it is."""
    until = min(sheet.height, from_row + _SEARCHED_ROWS)
    for row in range(from_row, until - 1):
        filled = _filled(sheet, row)
        texts = [shadow(sheet.text(row, column)) for column in filled]
        if len(filled) < 3 or len(set(texts)) < len(texts) or max(map(len, texts)) > 40:
            continue
        below = sheet.rows[row + 1 : row + 1 + WINDOW]
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


def header_texts(sheet: Sheet, header_rows: Sequence[int]) -> list[list[str]]:
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
    """Carry a group's name over the columns it groups where the format tells no merged cells.

    What would run from the first column over most of the table is no group: it is a title.
    """
    for place, row in enumerate(texts[:-1]):
        first = next((column for column, text in enumerate(row) if text), len(row))
        group = next((at for at in range(first + 1, len(row)) if row[at]), len(row)) - first
        start = first + group if group > 0.6 * len(row) else 1
        for column in range(max(start, 1), len(row)):
            if (
                not row[column]
                and any(below[column] for below in texts[place + 1 :])
                and not any(above[column] for above in texts[:place])
            ):
                row[column] = row[column - 1]


def _clean(text: str) -> str:
    """Return a header text in one line, without the spaces that only fill its width."""
    plain = shadow(CIRCLED.sub("", text))
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", plain)
