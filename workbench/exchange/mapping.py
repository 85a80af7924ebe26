"""What a person says the columns of a sheet mean, kept for the sheets that resemble it.

A mapping is confirmed once; next year's sheet, with its columns moved on by a year, is recognised
by its fingerprint and read the same way. Where mappings are kept is not this module's business:
they are plain objects that turn into JSON and back.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from workbench.exchange.days_stated import meanings_in, year_in_header
from workbench.exchange.fields import ColumnMeaning, Field
from workbench.exchange.japanese import Year, fold_code, fold_name, is_unit, shadow
from workbench.exchange.personal import is_personal
from workbench.exchange.tables import (
    Column,
    Table,
)
from workbench.plan.structure import Plan, Role

#: How alike two sheets' columns are before a mapping is offered.
RESEMBLING = 0.6
#: What share of a column's cells has to agree before its content says what it is.
_AGREEING = 0.6
_SAMPLE = 60
_WESTERN = r"(?:19|20)\d{2}"
_ERA = r"(?:(?:令和|平成|昭和)(?:元|\d{1,2})|(?<![a-z])[rhs]\d{1,2})"
_YEAR = re.compile(
    rf"{_ERA}(?:\({_WESTERN}\))?年?度?|{_WESTERN}(?:\({_ERA}\))?年?度?|\d{{1,2}}年度"
)
_DEPARTMENT = re.compile(r".*(?:課|室|局|係|センター|事務所|所|部|館)$")


@dataclass(frozen=True)
class MappedColumn:
    """One column of a confirmed mapping.

    Parameters
    ----------
    name
        Its name with spelling folded and years masked, by which it is found again.
    field
        What it holds; None when it is to be left out.
    role, fiscal_year
        For a column of values; the year only where the header does not name it.
    unit
        The unit of its values, where neither header nor row says it.
    year_offset
        How many years later than its header says the values of a column are.
    """

    name: str
    field: Field | None
    role: Role | None = None
    fiscal_year: int | None = None
    unit: str = ""
    year_offset: int = 0


@dataclass(frozen=True)
class SheetMapping:
    """A mapping that a person confirmed, with the fingerprint of its sheet.

    `header_rows` and `first_row` are given where the person had to show them; they count from 0
    on the sheet, as `span`, the first and the last column, where only a part of the width was
    shown. `left_out` says that the table is not to be read.
    """

    columns: tuple[MappedColumn, ...]
    header_rows: tuple[int, ...] = ()
    first_row: int | None = None
    last_row: int | None = None
    span: tuple[int, int] | None = None
    left_out: bool = False

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """Return what the sheet's columns are called, years masked."""
        return tuple(column.name for column in self.columns)

    def to_json(self) -> str:
        """Return the mapping as text to keep."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> SheetMapping:
        """Return the mapping that `to_json` wrote; raise `ValueError` for anything else."""
        try:
            held = json.loads(text)
            columns = tuple(
                MappedColumn(
                    name=column["name"],
                    field=Field(column["field"]) if column["field"] else None,
                    role=Role(column["role"]) if column["role"] else None,
                    fiscal_year=column["fiscal_year"],
                    unit=column["unit"],
                    # Mappings of earlier versions have none.
                    year_offset=int(column.get("year_offset", 0)),
                )
                for column in held["columns"]
            )
            span = held.get("span")
            return cls(
                columns,
                tuple(held["header_rows"]),
                held["first_row"],
                held["last_row"],
                (int(span[0]), int(span[1])) if span else None,
                bool(held.get("left_out", False)),
            )
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(text) from error


@dataclass(frozen=True)
class Suggestion:
    """A table as it was found and what its columns were taken for, for a person to confirm.

    Parameters
    ----------
    table
        Where header and data lie.
    meanings
        For each column of the table, in order; None where nothing is known.
    confidence
        The least sure of the columns that matter, from 0 to 1; 0 when one of them is missing.
    remembered
        Whether a mapping confirmed before was used.
    layout
        The key of the layout that reads the table; empty where none does.
    left_out
        Whether a person said that it is not to be read.
    """

    table: Table
    meanings: tuple[ColumnMeaning | None, ...]
    confidence: float
    remembered: bool = False
    layout: str = ""
    left_out: bool = False


def masked(column: Column) -> str:
    """Return a column's name with spelling folded and years masked: 実績値#."""
    parts = (_YEAR.sub("#", shadow(part).casefold()) for part in column.parts)
    return fold_name("".join(parts))


def fingerprint(table: Table) -> tuple[str, ...]:
    """Return what the columns of a table are called, years masked."""
    return tuple(masked(column) for column in table.columns)


def resemblance(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two fingerprints are: the share of names that both have, from 0 to 1."""
    if not one or not other:
        return 0.0
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other))


def suggest_table(table: Table, plan: Plan) -> Suggestion:
    """Return what the columns of a table are taken for, by their names and what stands in them."""
    by_name = _by_name(table)
    known = {meaning.field for meaning in by_name.values()}
    meanings = tuple(
        by_name.get(column.index)
        or (None if is_personal(table, column) else _by_content(table, column, plan, known))
        for column in table.columns
    )
    return Suggestion(table, meanings, confidence_of(meanings))


def confirmed(
    table: Table, meanings: Sequence[ColumnMeaning | None], *, shown: bool = False
) -> SheetMapping:
    """Return the mapping to remember once a person has confirmed what the columns mean.

    `shown` says that the person moved header or data area, so that they are remembered, too.
    """
    by_index = {meaning.column.index: meaning for meaning in meanings if meaning}
    columns: list[MappedColumn] = []
    for column in table.columns:
        meaning = by_index.get(column.index)
        said = meaning.year.fiscal_year if meaning and meaning.year else None
        own = year_in_header(table, column)
        columns.append(
            MappedColumn(
                masked(column),
                meaning.field if meaning else None,
                meaning.role if meaning else None,
                said if own is None else None,
                meaning.unit if meaning else "",
                said - own.fiscal_year if said is not None and own is not None else 0,
            )
        )
    if not shown:
        return SheetMapping(tuple(columns))
    return SheetMapping(
        tuple(columns), table.header_rows, table.first_row, table.last_row, table.span
    )


def recalled(mapping: SheetMapping, table: Table) -> tuple[ColumnMeaning | None, ...]:
    """Return what a mapping says of the columns of a table that resembles its own.

    Columns are found by name, those of one name in their order; a year in the new header stands,
    and a column that the mapping does not know is taken by its own name.
    """
    left: dict[str, list[MappedColumn]] = {}
    for mapped in mapping.columns:
        left.setdefault(mapped.name, []).append(mapped)
    own = _by_name(table)
    meanings: list[ColumnMeaning | None] = []
    for column in table.columns:
        same = left.get(masked(column), [])
        if not same:
            meanings.append(own.get(column.index))
            continue
        # The last year is often added on the right: the mapping's last column serves again.
        mapped = same.pop(0) if len(same) > 1 else same[0]
        year = year_in_header(table, column)
        meanings.append(_meaning(mapped, column, year, own.get(column.index)))
    return tuple(meanings)


def _by_name(table: Table) -> dict[int, ColumnMeaning]:
    """Return what columns mean by their names, by their place on the sheet."""
    return {meaning.column.index: meaning for meaning in meanings_in(table)}


def _meaning(
    mapped: MappedColumn, column: Column, year: Year | None, own: ColumnMeaning | None
) -> ColumnMeaning | None:
    if mapped.field is None:
        return None
    if year is not None and mapped.year_offset:
        year = Year(year.fiscal_year + mapped.year_offset, fiscal=True)
    if year is None and mapped.fiscal_year is not None:
        year = Year(mapped.fiscal_year, fiscal=True)
    if year is None and own is not None:
        year = own.year
    return ColumnMeaning(column, mapped.field, 1.0, mapped.role, year, mapped.unit)


def is_complete(meanings: Iterable[ColumnMeaning | None]) -> bool:
    """Tell whether there is what a table cannot do without: values, and whose they are.

    That is a column with the indicators' names, or years downwards with a column for each.
    """
    fields = {meaning.field for meaning in meanings if meaning}
    return Field.VALUE in fields and bool(fields & {Field.INDICATOR_NAME, Field.YEAR})


def has_years_down(meanings: Iterable[ColumnMeaning | None]) -> bool:
    """Tell whether the years run downwards, with a column for each indicator."""
    fields = {meaning.field for meaning in meanings if meaning}
    return Field.YEAR in fields and Field.INDICATOR_NAME not in fields


def confidence_of(meanings: Iterable[ColumnMeaning | None]) -> float:
    """Return how sure the fields are that a table cannot do without; see `is_complete`."""
    best: dict[Field, float] = {}
    for meaning in meanings:
        if meaning:
            best[meaning.field] = max(best.get(meaning.field, 0.0), meaning.confidence)
    named = best.get(Field.INDICATOR_NAME, best.get(Field.YEAR, 0.0))
    return min(named, best.get(Field.VALUE, 0.0))


def _by_content(
    table: Table, column: Column, plan: Plan, known: set[Field]
) -> ColumnMeaning | None:
    """Take a column without a known name for what its cells are."""
    rows = [row for row, _ in zip(table.rows(), range(_SAMPLE), strict=False)]
    texts = [text for row in rows if (text := shadow(table.text(row, column.index)))]
    if len(texts) < 2:
        return None
    codes = {fold_code(element.code) for element in plan.elements if element.code}
    names = {fold_name(element.name) for element in plan.elements}
    for field, belongs in (
        (Field.MEASURE_CODE, [fold_code(text) in codes and not text.isdigit() for text in texts]),
        (Field.MEASURE_NAME, [fold_name(text) in names for text in texts]),
        (Field.UNIT, [is_unit(text) for text in texts]),
        (Field.DEPARTMENT, [bool(_DEPARTMENT.fullmatch(text)) for text in texts]),
    ):
        agreeing = sum(belongs) / len(texts)
        if field not in known and agreeing >= _AGREEING:
            known.add(field)
            return ColumnMeaning(column, field, 0.7 * agreeing)
    return None


def with_field(
    suggestion: Suggestion,
    index: int,
    field: Field | None,
    *,
    role: Role | None = None,
    fiscal_year: int | None = None,
) -> Suggestion:
    """Return the suggestion with one column given another meaning by a person.

    `index` is the column's place on the sheet, counted from 0.
    """
    meanings = list(suggestion.meanings)
    for place, column in enumerate(suggestion.table.columns):
        if column.index == index:
            year = Year(fiscal_year, fiscal=True) if fiscal_year is not None else None
            given = ColumnMeaning(column, field, 1.0, role, year) if field else None
            meanings[place] = given
    return replace(suggestion, meanings=tuple(meanings), confidence=confidence_of(meanings))
