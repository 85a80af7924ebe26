"""What every layout gives: how sure it is, and what it read with the cell each thing came from."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.exchange.fields import ColumnMeaning
from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.japanese import fold_name
from workbench.exchange.tables import Column, Table
from workbench.exchange.workbooks import Sheet, address
from workbench.language import Message


@dataclass(frozen=True)
class Match:
    """A sheet that a layout recognises.

    Parameters
    ----------
    layout
        The layout's key.
    sheet
        The sheet.
    table
        The table found on it, for layouts that are tables.
    confidence
        From 0 to 1; below 0.5 it is not used without asking.
    meanings
        What a person said the columns mean; None takes them by their names.
    remembered
        Whether that was said of an earlier sheet, which this one resembles.
    """

    layout: str
    sheet: Sheet
    table: Table | None
    confidence: float
    meanings: tuple[ColumnMeaning, ...] | None = None
    remembered: bool = False


@dataclass(frozen=True)
class Spot:
    """A cell, with the text that stands in it; rows and columns count from 0."""

    sheet: str
    row: int
    column: int
    original: str

    @property
    def cell(self) -> str:
        """Return the address as the sheet shows it."""
        return address(self.row, self.column)

    @property
    def place(self) -> str:
        """Return sheet and cell, as 実績!F9."""
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


def spot(sheet: Sheet, row: int, column: int) -> Spot:
    """Return the cell with its original text."""
    return Spot(sheet.name, row, column, sheet.text(row, column))


def finding_at(
    place: Spot,
    code: str,
    level: Level,
    what: Message,
    remedy: Message | None = None,
    *,
    rule: str = "",
    needs_decision: bool = False,
    choices: tuple[Choice, ...] = (),
) -> Finding:
    """Return a finding about one cell; the workbook's name is put in by the importer."""
    return Finding(
        code,
        level,
        "",
        place.sheet,
        place.cell,
        place.original,
        what,
        remedy,
        rule,
        needs_decision,
        choices,
    )


def column_named(table: Table, names: tuple[str, ...]) -> Column | None:
    """Return the first column that bears one of these names, spelling folded."""
    folded = {fold_name(name) for name in names}
    return next((column for column in table.columns if column.folded in folded), None)
