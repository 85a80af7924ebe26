"""A department's indicator sheet: 施策番号, 指標名, 単位, values by 年度; columns by synonyms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.exchange.cells import CellReading, in_unit, read_cell
from workbench.exchange.fields import ColumnMeaning, Field, meanings_of
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import Year, fold_name, read_year, tidy
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.tables import Table, find_table
from workbench.exchange.workbooks import Sheet
from workbench.language import message
from workbench.plan.structure import Direction, Role
from workbench.plan.values import Kind

KEY = "indicator_sheet"

_TEXT_FIELDS = (
    Field.UNIT,
    Field.DIRECTION,
    Field.DEFINITION,
    Field.SOURCE_NOTE,
    Field.DEPARTMENT,
)
_DIRECTIONS: tuple[tuple[Direction, tuple[str, ...]], ...] = (
    (Direction.LESS, ("減", "低下", "削減", "下", "↓", "↘", "-", "抑制")),
    (Direction.MORE, ("増", "上昇", "向上", "上", "↑", "↗", "+", "拡大")),
    (Direction.HOLD, ("維持", "横ばい", "→", "現状", "継続")),
)


@dataclass(frozen=True)
class ReadYearValue:
    """A value of an indicator: its role, its fiscal year, the cell."""

    role: Role
    fiscal_year: int
    reading: CellReading


@dataclass(frozen=True)
class IndicatorRow:
    """One row of the sheet.

    Parameters
    ----------
    row
        Counted from 0 on the sheet.
    measure_code, measure_name, name
        What names the measure and the indicator, as written.
    spot
        The cell of the indicator's name.
    texts
        Unit, definition and so on; only those the sheet has a column for.
    values
        The cells of values, blanks included.
    """

    row: int
    measure_code: str
    measure_name: str
    name: str
    spot: Spot
    measure_spot: Spot
    texts: Mapping[Field, str] = field(default_factory=dict)
    values: tuple[ReadYearValue, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def direction(self) -> Direction | None:
        """Return the direction the sheet states, or None."""
        return read_direction(self.texts.get(Field.DIRECTION, ""))


def read_direction(text: str) -> Direction | None:
    """Return the direction that 増加, ↓ or 維持 states."""
    plain = fold_name(text)
    for direction, words in _DIRECTIONS:
        if any(word in plain for word in words):
            return direction
    return None


def recognise(sheet: Sheet) -> Match | None:
    """Return a match when the sheet has a column of indicator names and one of values."""
    table = find_table(sheet)
    if table is None:
        return None
    meanings = _chosen(table)
    if Field.INDICATOR_NAME not in meanings or not _value_columns(table):
        return None
    measure = Field.MEASURE_CODE in meanings or Field.MEASURE_NAME in meanings
    certain = meanings[Field.INDICATOR_NAME].confidence
    return Match(KEY, sheet, table, certain * (0.9 if measure else 0.6))


def read(match: Match, *, last_year: int) -> tuple[tuple[IndicatorRow, ...], tuple[Finding, ...]]:
    """Return the sheet's rows and what holds for the sheet as a whole.

    Parameters
    ----------
    match
        What `recognise` returned.
    last_year
        The plan's last fiscal year: a target without a year is for the end of the plan.
    """
    table = match.table
    if table is None:
        raise ValueError(match)
    findings: list[Finding] = []
    years = _years(table, last_year, findings)
    rows = tuple(_rows(table, years))
    findings.extend(_hidden(table, rows))
    return rows, tuple(findings)


def _chosen(table: Table) -> dict[Field, ColumnMeaning]:
    """Return for each field that is no value the column most surely meant."""
    chosen: dict[Field, ColumnMeaning] = {}
    for meaning in meanings_of(table.columns):
        held = chosen.get(meaning.field)
        if meaning.field not in {Field.VALUE, Field.VALUE_YEAR} and (
            held is None or meaning.confidence > held.confidence
        ):
            chosen[meaning.field] = meaning
    return chosen


def _value_columns(table: Table) -> tuple[ColumnMeaning, ...]:
    return tuple(m for m in meanings_of(table.columns) if m.field is Field.VALUE)


def _years(
    table: Table, last_year: int, findings: list[Finding]
) -> list[tuple[ColumnMeaning, int | None, int | None]]:
    """Return each column of values with its fiscal year, or the column its year stands in."""
    found: list[tuple[ColumnMeaning, int | None, int | None]] = []
    meanings = meanings_of(table.columns)
    year_columns = {m.role: m.column.index for m in meanings if m.field is Field.VALUE_YEAR}
    for meaning in (m for m in meanings if m.field is Field.VALUE):
        header = spot(table.sheet, table.header_rows[-1], meaning.column.index)
        header = Spot(header.sheet, header.row, header.column, meaning.column.name)
        if meaning.year is not None:
            found.append((meaning, meaning.year.fiscal_year, None))
        elif meaning.role in year_columns:
            found.append((meaning, None, year_columns[meaning.role]))
        elif meaning.role is Role.TARGET:
            found.append((meaning, last_year, None))
            findings.append(_target_without_year(header, last_year))
        else:
            found.append((meaning, None, None))
            findings.append(_no_year(header))
    return found


def _target_without_year(header: Spot, last_year: int) -> Finding:
    return finding_at(
        header,
        "column.target_without_year",
        Level.NOTE,
        message(
            "The column names no year; its targets were taken for the plan's last year, {year}.",
            year=last_year,
        ),
        rule="L3-05",
    )


def _no_year(header: Spot) -> Finding:
    return finding_at(
        header,
        "column.no_year",
        Level.WARNING,
        message("The column names no year; only values with a year in their cell were read."),
        message("Write the year into the header, as 現状値（令和4年度）."),
        rule="L3-05",
    )


def _rows(
    table: Table, years: list[tuple[ColumnMeaning, int | None, int | None]]
) -> Iterator[IndicatorRow]:
    chosen = _chosen(table)
    code = name = ""
    place: Spot | None = None
    for row in table.rows():
        own_code = _text(table, row, chosen.get(Field.MEASURE_CODE))
        own_name = _text(table, row, chosen.get(Field.MEASURE_NAME))
        if own_code or own_name:
            # A blank below a measure's name repeats it; a new code without name does not.
            code, name = own_code, own_name
            place = _measure_spot(table, row, chosen)
        if table.is_total(row):
            continue
        built = _row(table, row, chosen, years)
        if built is None:
            continue
        indicator, texts, values, findings = built
        yield IndicatorRow(
            row=row,
            measure_code=code,
            measure_name=name,
            name=indicator,
            spot=spot(table.sheet, row, chosen[Field.INDICATOR_NAME].column.index),
            measure_spot=place or spot(table.sheet, row, table.columns[0].index),
            texts=texts,
            values=values,
            findings=findings,
        )


def _row(
    table: Table,
    row: int,
    chosen: Mapping[Field, ColumnMeaning],
    years: list[tuple[ColumnMeaning, int | None, int | None]],
) -> tuple[str, dict[Field, str], tuple[ReadYearValue, ...], tuple[Finding, ...]] | None:
    indicator = _text(table, row, chosen[Field.INDICATOR_NAME])
    texts = {name: _text(table, row, chosen[name]) for name in _TEXT_FIELDS if name in chosen}
    values = tuple(_values(table, row, years, texts.get(Field.UNIT, "")))
    if not indicator:
        held = next((value for value in values if not value.reading.blank), None)
        if held is None:
            return None
        nameless = finding_at(
            held.reading.spot,
            "row.no_indicator",
            Level.ERROR,
            message("The row has values but no indicator."),
            message("Write the indicator's name into the row."),
            rule="L2-02",
        )
        return "", texts, (), (nameless,)
    found = tuple(f for value in values for f in value.reading.findings)
    return indicator, texts, values, found + tuple(_shares(values, texts.get(Field.UNIT, "")))


def _text(table: Table, row: int, meaning: ColumnMeaning | None) -> str:
    """Return a text as the department wrote it; comparing folds its spelling."""
    return tidy(table.text(row, meaning.column.index)) if meaning else ""


def _measure_spot(table: Table, row: int, chosen: Mapping[Field, ColumnMeaning]) -> Spot:
    """Return the cell that names the measure: its code, or its name where there is no code."""
    named = [chosen[name] for name in (Field.MEASURE_CODE, Field.MEASURE_NAME) if name in chosen]
    filled = (meaning for meaning in named if _text(table, row, meaning))
    return spot(table.sheet, row, next(filled, named[0]).column.index)


def _values(
    table: Table,
    row: int,
    years: list[tuple[ColumnMeaning, int | None, int | None]],
    unit: str,
) -> Iterator[ReadYearValue]:
    for meaning, fiscal_year, year_column in years:
        reading = read_cell(table, row, meaning.column.index, unit=meaning.unit)
        year: Year | None = None
        if year_column is not None:
            year = read_year(table.sheet.cell(row, year_column))
        of = fiscal_year if fiscal_year is not None else year.fiscal_year if year else None
        if of is None or meaning.role is None:
            continue
        yield ReadYearValue(meaning.role, of, in_unit(reading, unit))


def _shares(values: tuple[ReadYearValue, ...], unit: str) -> Iterator[Finding]:
    """Notice 0.884 among values around 87 %: a share that lost its per cent format."""
    if fold_name(unit) not in {"%", "パーセント"}:
        return
    figures = [
        value.reading.value.number
        for value in values
        if value.reading.value is not None and value.reading.value.kind is Kind.NUMBER
    ]
    usual = max((abs(figure) for figure in figures if figure is not None), default=0.0)
    for value in values:
        figure = value.reading.value.number if value.reading.value else None
        if (
            figure is not None
            and 0 < abs(figure) <= 1
            and usual >= 10
            and not value.reading.spot.original.endswith("%")
        ):
            yield finding_at(
                value.reading.spot,
                "cell.share",
                Level.ERROR,
                message(
                    "{figure} stands among values up to {usual} %: it may be a share, {share} %.",
                    figure=f"{figure:g}",
                    usual=f"{usual:g}",
                    share=f"{figure * 100:g}",
                ),
                message("Write the figure in per cent."),
                rule="L3-04",
                needs_decision=True,
            )


def _hidden(table: Table, rows: tuple[IndicatorRow, ...]) -> Iterator[Finding]:
    """Report hidden rows and columns that hold something: they were read like the others."""
    sheet = table.sheet
    for row in rows:
        if row.row in sheet.hidden_rows:
            yield finding_at(
                row.spot,
                "row.hidden",
                Level.WARNING,
                message("The row is hidden; it was read all the same."),
                message("Show the row, or delete it if it does not count."),
                rule="L1-13",
            )
    for column in table.columns:
        if column.index in sheet.hidden_columns:
            place = spot(sheet, table.header_rows[0], column.index)
            yield finding_at(
                place,
                "column.hidden",
                Level.WARNING,
                message("The column is hidden; it was read all the same."),
                message("Show the column, or delete it if it does not count."),
                rule="L1-13",
            )
