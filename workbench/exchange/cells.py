"""Reads one cell of values with all that bears on it: error, formula, format, unit, doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.japanese import Doubt, ReadValue, convert, read_value
from workbench.exchange.layouts.base import Spot, finding_at, spot
from workbench.exchange.number_formats import meaning_of_format
from workbench.exchange.tables import Table
from workbench.language import Message, message
from workbench.plan.values import Value, number


@dataclass(frozen=True)
class CellReading:
    """What a cell of values says.

    Parameters
    ----------
    spot
        The cell and its text.
    value
        None for a blank, and for a cell whose findings keep it out.
    unit
        The unit that the figure is in, as far as the cell, its format or its column says.
    blank
        Whether nothing stands in the cell.
    findings
        What was noticed; one of level error, or one that needs a decision, keeps the cell out.
    figures
        What the cell would be for each choice of a finding that needs a decision.
    """

    spot: Spot
    value: Value | None
    unit: str = ""
    blank: bool = False
    findings: tuple[Finding, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)


def read_cell(table: Table, row: int, column: int, *, unit: str = "") -> CellReading:
    """Return what the cell says; `unit` is what its column or row claims, used when it does not."""
    sheet = table.sheet
    place = spot(sheet, row, column)
    if (row, column) in sheet.errors:
        return CellReading(place, None, findings=(_error_value(place),))
    if (row, column) in sheet.uncalculated:
        return CellReading(place, None, findings=(_uncalculated(place),))
    read = read_value(sheet.cell(row, column))
    if read.ditto:
        read = _value_above(table, row, column)
    if read.value is None:
        return CellReading(place, None, blank=True)
    read, place = _formatted(read, place, sheet.formats.get((row, column), ""))
    figures = _figures(read)
    finding = _doubt(place, read, figures)
    kept_out = finding is not None and (finding.level is Level.ERROR or finding.needs_decision)
    return CellReading(
        place,
        None if kept_out else read.value,
        read.unit or unit,
        findings=(finding,) if finding else (),
        figures=figures,
    )


def _figures(read: ReadValue) -> dict[str, float]:
    """Return what a doubtful cell may mean, by the key of the choice."""
    figure = read.number
    if read.doubt in _AS_IT_STANDS and figure is not None:
        return {"figure": figure}
    if read.doubt is Doubt.PARENTHESES and read.value:
        inside = read_value(read.value.words.strip("()（）[]")).number
        return {} if inside is None else {"negative": -inside, "figure": inside}
    return {}


_AS_IT_STANDS = frozenset(
    {Doubt.TWO_FIGURES, Doubt.EXPONENT, Doubt.HIDDEN_SCALE, Doubt.PROVISIONAL}
)


def in_unit(reading: CellReading, unit: str) -> CellReading:
    """Return the reading in `unit`; a unit of another kind becomes a finding."""
    if reading.value is None or reading.value.number is None or not reading.unit or not unit:
        return reading
    figure = convert(reading.value.number, reading.unit, unit)
    if figure is None:
        finding = finding_at(
            reading.spot,
            "unit.differs",
            Level.ERROR,
            message(
                "The cell is in {found}, the indicator in {unit}.", found=reading.unit, unit=unit
            ),
            message("Write the figure in the indicator's unit, or change the unit in the plan."),
            rule="L3-04",
            needs_decision=True,
        )
        return replace(reading, value=None, findings=(*reading.findings, finding))
    return replace(reading, value=number(figure), unit=unit)


def _value_above(table: Table, row: int, column: int) -> ReadValue:
    for above in range(row - 1, table.first_row - 1, -1):
        read = read_value(table.sheet.cell(above, column))
        if not read.ditto:
            return read
    return ReadValue(None)


def _formatted(read: ReadValue, place: Spot, code: str) -> tuple[ReadValue, Spot]:
    """Take in what the number format shows beside the number."""
    if not code or read.number is None or read.unit:
        return read, place
    meaning = meaning_of_format(code)
    shown = f"{place.original}〔{code}〕"
    if meaning.percent:
        figure = round(read.number * 100, 10)
        return replace(read, value=number(figure), unit="%"), replace(place, original=shown)
    # A number shown in thousands is kept whole: 1,234,567 stays 1,234,567 円 though the sheet
    # shows 1,235; the unit behind it (千円) belongs to what is shown.
    if meaning.divisor > 1 and meaning.suffix:
        figure = read.number / meaning.divisor
        return (
            replace(read, value=number(figure), unit=meaning.suffix, doubt=Doubt.NO_DOUBT),
            replace(place, original=shown),
        )
    if meaning.divisor > 1:
        return replace(read, doubt=Doubt.HIDDEN_SCALE), replace(place, original=shown)
    if meaning.suffix:
        return replace(read, unit=meaning.suffix), replace(place, original=shown)
    return read, place


def _error_value(place: Spot) -> Finding:
    return finding_at(
        place,
        "cell.error_value",
        Level.ERROR,
        message("The cell shows an error instead of a value."),
        message("Correct the formula in the sheet and save it again."),
        rule="L2-01",
    )


def _uncalculated(place: Spot) -> Finding:
    return finding_at(
        place,
        "cell.uncalculated",
        Level.ERROR,
        message("The cell holds a formula whose result was never stored."),
        message("Open the file in Excel, save it, and import it again."),
        rule="L2-06",
    )


def _doubt(place: Spot, read: ReadValue, figures: Mapping[str, float]) -> Finding | None:
    if read.doubt is Doubt.NO_DOUBT:
        return None
    level, what, rule = _DOUBTS[read.doubt]
    return finding_at(
        place,
        f"cell.{read.doubt.value}",
        level,
        what,
        message("Write one plain figure into the cell, and remarks into a column of their own."),
        rule=rule,
        needs_decision=level is Level.ERROR,
        choices=tuple(
            Choice(key, message("Take it for {figure}.", figure=f"{figure:,g}"))
            for key, figure in figures.items()
        ),
    )


_DOUBTS: dict[Doubt, tuple[Level, Message, str]] = {
    Doubt.APPROXIMATE: (Level.WARNING, message("The figure is approximate."), "L2-01"),
    Doubt.BOUND: (
        Level.WARNING,
        message("The cell gives a bound; only its figure is kept."),
        "L2-01",
    ),
    Doubt.PROVISIONAL: (
        Level.WARNING,
        message("The figure is provisional or expected, not final."),
        "L2-01",
    ),
    Doubt.TWO_FIGURES: (Level.ERROR, message("The cell holds more than one figure."), "L1-07"),
    Doubt.PARENTHESES: (
        Level.ERROR,
        message("A figure in parentheses may be negative or a remark."),
        "L2-01",
    ),
    Doubt.RANGE: (Level.ERROR, message("The cell holds a range, not a figure."), "L1-07"),
    Doubt.UNREAD_FIGURES: (Level.ERROR, message("The figure in the cell cannot be read."), "L2-01"),
    Doubt.LONE_SIGN: (
        Level.ERROR,
        message("The sign stands alone; its figure is missing."),
        "L3-03",
    ),
    Doubt.DATE: (Level.ERROR, message("The cell holds a date, not a figure."), "L2-01"),
    Doubt.EXPONENT: (
        Level.ERROR,
        message("The figure was shortened to powers of ten and may have lost digits."),
        "L2-01",
    ),
    Doubt.HIDDEN_SCALE: (
        Level.ERROR,
        message("The number format hides thousands: the cell holds more than it shows."),
        "L1-11",
    ),
}
