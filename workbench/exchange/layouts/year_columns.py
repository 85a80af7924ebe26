"""The columns of a table with years downwards: those of the years, and what the others are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.fields import SYNONYMS, ColumnMeaning, Field, says_no_value
from workbench.exchange.headers import header_texts
from workbench.exchange.japanese import find_years, fold_name, is_unit, shadow, tidy
from workbench.exchange.layouts.indicator_columns import role_said
from workbench.exchange.matching import MeasureFinder
from workbench.exchange.measure_titles import measure_named, measures_stated
from workbench.exchange.personal import is_personal
from workbench.exchange.tables import Column, Table
from workbench.exchange.workbooks import Cell
from workbench.plan.structure import Element, Role

#: What share of a column's cells has to name years, or to hold figures.
_AGREEING = 0.6
ERAS = frozenset({"令和", "平成", "昭和"})
_YEAR_HEADINGS = frozenset(
    map(fold_name, "年度 年 年次 西暦 和暦 会計年度 年度末 元号 期間 時期 年月 時点".split())
)
_NAME_LABELS = frozenset(
    fold_name(name)
    for name in (*SYNONYMS[Field.INDICATOR_NAME], "成果指標名", "指標の名称")
    if name != "項目"
)
#: Words of a header that name neither an indicator nor its measure.
_FILLING = frozenset(
    {
        *_NAME_LABELS,
        *_YEAR_HEADINGS,
        *map(fold_name, "値 数値 推移 指標の推移 項目 単位 施策".split()),
    }
)
_LEFT_OUT = frozenset(
    fold_name(name)
    for field in (Field.REMARKS, Field.SOURCE_NOTE, Field.DEPARTMENT, Field.DEFINITION)
    for name in SYNONYMS[field]
)
_ROLE_BEHIND = re.compile(r"^(?P<name>.+?)\s*[(\[\s]\s*(?P<role>目標|実績|現状|基準)値?\s*[)\]]?$")
_IN_BRACKETS = re.compile(
    r"^(?P<name>.*?)\s*[(\[]\s*(?:単位\s*[:：]?\s*)?(?P<unit>[^()\[\]]+)[)\]]$"
)
_NAME_IN_TITLE = re.compile(r"^(?P<label>[^:：]{1,16})\s*[:：]\s*(?P<name>.+)$")


@dataclass(frozen=True)
class NamedColumn:
    """What the header says of a column: whose it is, the cell that says so, role and unit."""

    column: Column
    name: str
    name_cell: tuple[int, int]
    element: Element | None
    role: Role | None
    unit: str


def year_columns(
    table: Table, said: Mapping[int, ColumnMeaning] | None = None
) -> tuple[Column, ...]:
    """Return the columns that say the year: 年度, 西暦 beside it, 令和 and 3 in two.

    They are those that a person `said`, or else stand at the left.
    """
    if said is not None:
        fields = {place: meaning.field for place, meaning in said.items()}
        return tuple(one for one in table.columns if fields.get(one.index) is Field.YEAR)
    found: list[Column] = []
    numbers = False
    for column in table.columns:
        cells = _cells(table, column)
        eras = _are_eras(cells)
        headed = column.folded in _YEAR_HEADINGS or not (column.parts or numbers)
        if not eras and not _are_years(cells, headed=headed):
            break
        numbers = numbers or not eras
        found.append(column)
    return tuple(found) if numbers else ()


def _are_eras(cells: Sequence[Cell]) -> bool:
    """Tell whether cells say nothing but the era of the numbers beside them."""
    texts = [shadow(cell) for cell in cells if isinstance(cell, str)]
    return any(text in ERAS for text in texts) and all(
        text in ERAS or find_years(text) for text in texts
    )


def _are_years(cells: Sequence[Cell], *, headed: bool) -> bool:
    """Tell whether cells name different years; bare figures only under a heading that says so."""
    filled = [cell for cell in cells if cell is not None]
    if not headed and all(isinstance(cell, int | float) for cell in filled):
        return False
    saying = [cell for cell in filled if find_years(cell) or (headed and is_bare(cell))]
    return len(saying) >= 2 and len(saying) >= _AGREEING * len(filled)


def is_bare(cell: Cell) -> bool:
    """Tell whether a cell holds the number of a year without its era: 7, 元, 3年度."""
    return bool(re.fullmatch(r"(?:元|\d{1,2}(?:\.0)?)\s*(?:年度?末?)?", shadow(str(cell))))


def _cells(table: Table, column: Column) -> list[Cell]:
    return [table.cell(row, column.index) for row in range(table.first_row, table.last_row + 1)]


def named_columns(
    table: Table,
    measures: MeasureFinder,
    said: Mapping[int, ColumnMeaning] | None = None,
) -> Iterator[NamedColumn]:
    """Yield the columns of figures right of the years, or those said, each with what it is of."""
    years = year_columns(table, said)
    if not years:
        return
    titled = _name_in_title(table)
    stated = measures_stated(table, measures).get(0)
    stated = stated or measure_named((table.sheet.name,), measures)
    carried = header_texts(table.sheet, table.header_rows)
    for column in table.columns:
        meaning = said.get(column.index) if said is not None else None
        if said is not None:
            if meaning is None or meaning.field is not Field.VALUE:
                continue
        elif column.index <= years[-1].index or not _holds_figures(table, column):
            continue
        parts = [texts[column.index] for texts in carried if texts[column.index]]
        parts = list(dict.fromkeys((*parts, *_unit_below(table, column))))
        read = _read_header(column, parts, measures)
        if read is None and meaning is None:
            continue
        name, element, role, unit = read or (column.name, None, None, "")
        name = name or titled
        if meaning is not None:
            name, role, unit = name or column.letters, meaning.role or role, meaning.unit or unit
        if name:
            cell = _name_cell(table, column, carried, name)
            written = _as_written(table.sheet.text(*cell), name)
            yield NamedColumn(column, written, cell, element or stated, role, unit)


def _read_header(
    column: Column, parts: Sequence[str], measures: MeasureFinder
) -> tuple[str, Element | None, Role | None, str] | None:
    """Return name, measure, role and unit that header texts say; None for no values at all."""
    name, unit = "", ""
    element: Element | None = None
    role: Role | None = None
    for part in parts:
        text = part
        if is_unit(text):
            unit = text.strip("（）()[] ").removeprefix("単位").lstrip(":： ")
            continue
        bracketed = _IN_BRACKETS.match(text)
        if bracketed and is_unit(bracketed["unit"]):
            text, unit = bracketed["name"], bracketed["unit"].strip()
        behind = _ROLE_BEHIND.match(text)
        if behind:
            text, role = behind["name"], role_said(behind["role"])
        folded = fold_name(text)
        if folded in _LEFT_OUT or (says_no_value(folded) and (name or len(folded) <= 5)):
            return None
        if folded in _FILLING:
            continue
        if role_said(text) and len(folded) <= 5:
            role = role_said(text)
            continue
        named = measure_named((text,), measures)
        if named is not None:
            element = named
        else:
            name = text
    return name, element, role, unit


def _unit_below(table: Table, column: Column) -> Iterator[str]:
    """Yield the unit that stands in a row of units between header and data."""
    for row in range(max(table.header_rows, default=0) + 1, table.first_row):
        text = table.sheet.text(row, column.index)
        if text and is_unit(text):
            yield shadow(text)


def _holds_figures(table: Table, column: Column) -> bool:
    if is_personal(table, column):
        return False
    cells = [cell for cell in _cells(table, column) if cell is not None]
    return any(isinstance(cell, int | float) for cell in cells) or any(
        re.match(r"[\d△▲−-]", shadow(str(cell))) for cell in cells
    )


def _name_in_title(table: Table) -> str:
    """Return the indicator's name where it stands above the table, behind 指標名 or beside it."""
    titles = table.title
    for place, text in enumerate(titles):
        within = _NAME_IN_TITLE.match(text)
        if within and fold_name(within["label"]) in _NAME_LABELS:
            return _without_unit(within["name"])
        if fold_name(text) in _NAME_LABELS and place + 1 < len(titles):
            return _without_unit(titles[place + 1])
    return ""


def _without_unit(name: str) -> str:
    bracketed = _IN_BRACKETS.match(name)
    return bracketed["name"] if bracketed and is_unit(bracketed["unit"]) else name


def _name_cell(
    table: Table, column: Column, carried: Sequence[Sequence[str]], name: str
) -> tuple[int, int]:
    """Return the header cell that says the name; the column's own one for a name above."""
    for row, texts in zip(table.header_rows, carried, strict=True):
        if texts[column.index].startswith(name):
            first = column.index
            while first and not table.sheet.text(row, first):
                first -= 1
            return row, first
    return table.header_rows[0] if table.header_rows else table.first_row, column.index


def _as_written(text: str, name: str) -> str:
    """Return a name as its cell has it, full-width brackets and all; as it was read otherwise."""
    plain = tidy(text)
    places = [place for place, character in enumerate(plain) for _ in _read_as(character)]
    begin = "".join(map(_read_as, plain)).find(name)
    if begin < 0 or not name:
        return name
    return plain[places[begin] : places[begin + len(name) - 1] + 1].strip()


def _read_as(character: str) -> str:
    """Return what one character is read as; a space stays one."""
    return " " if character.isspace() else shadow(character)
