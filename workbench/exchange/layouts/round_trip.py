"""A template that comes back from a department: rows and columns are known by their hidden marks.

Neither the order of rows nor of columns matters, nor what the file is called or which program
saved it. A row whose mark is damaged, or stands beside other names than it was made for, is
kept out and asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.exchange.findings import Finding, Level
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.tables import Column, Table
from workbench.exchange.templates.marks import (
    ABOUT,
    NAMES,
    ROW_MARKS,
    VERSION,
    ColumnMark,
    RowMark,
    checksum,
    read_column_mark,
    read_row_mark,
)
from workbench.exchange.workbooks import Sheet, Workbook
from workbench.language import message

KEY = "round_trip"

#: How far down and to the right the hidden row of marks is looked for.
_SEARCHED_ROWS, _SEARCHED_COLUMNS = 60, 200


@dataclass(frozen=True)
class ReturnedRow:
    """A row of a template: what it stands for, and the cell that names it."""

    mark: RowMark
    row: int
    spot: Spot


@dataclass(frozen=True)
class Returned:
    """A sheet of a template as it came back; `columns` are those filled in, by their place."""

    table: Table
    rows: tuple[ReturnedRow, ...]
    columns: Mapping[ColumnMark, int]
    findings: tuple[Finding, ...]

    @property
    def sheet(self) -> Sheet:
        """Return the sheet itself."""
        return self.table.sheet

    def is_of_plan(self, plan_id: str) -> bool:
        """Tell whether it was made from the plan of this id."""
        return any(row.mark.is_of_plan(plan_id) for row in self.rows)


@dataclass(frozen=True)
class About:
    """What the hidden sheet says; `is_sound` is False when it has been changed."""

    version: int
    plan_id: str
    fiscal_year: int
    department: str
    rows: frozenset[str] = field(repr=False)
    is_sound: bool


@dataclass(frozen=True)
class _Marks:
    """Where the marks stand: their row, the column of row marks, and the other columns."""

    row: int
    key_column: int
    name_columns: tuple[int, ...]
    columns: Mapping[ColumnMark, int]


def recognise(sheet: Sheet) -> Match | None:
    """Return a sure match when the sheet carries the marks of a template."""
    marks = _find_marks(sheet)
    if marks is None:
        return None
    return Match(KEY, sheet, _table(sheet, marks), 1.0)


def read(match: Match) -> Returned:
    """Return the rows of a template and the columns that were to be filled in."""
    sheet = match.sheet
    marks = _find_marks(sheet)
    if marks is None or match.table is None:
        raise ValueError(match)
    findings: list[Finding] = []
    rows = tuple(_rows(sheet, marks, findings))
    return Returned(match.table, rows, marks.columns, tuple(findings))


def about(workbook: Workbook) -> About | None:
    """Return what the hidden sheet of a template says, None when there is none to be read."""
    for sheet in workbook.sheets:
        if sheet.name == ABOUT:
            return _about(sheet)
    return None


def is_of_template(finding: Finding) -> bool:
    """Tell whether a note on the file is only that a template's own sheet is hidden."""
    return finding.code == "sheet.hidden" and finding.sheet == ABOUT


def file_findings(workbook: Workbook) -> Iterator[Finding]:
    """Yield what the hidden sheet says that matters: newer, changed, rows that are gone."""
    held = about(workbook)
    if held is None:
        return
    if held.version > VERSION:
        yield Finding(
            "template.newer", Level.ERROR, "", ABOUT, "", str(held.version),
            message("The template was made by a newer version of this program."),
            message("Update the program and import the file again."),
            needs_decision=True,
        )  # fmt: skip
    if not held.is_sound:
        yield Finding(
            "template.about_changed", Level.WARNING, "", ABOUT, "", "",
            message("The template's hidden sheet has been changed; the rows' marks were used."),
        )  # fmt: skip
    found = {
        sheet.text(row, marks.key_column).strip()
        for sheet in workbook.sheets
        if (marks := _find_marks(sheet)) is not None
        for row in range(marks.row + 1, sheet.height)
    }
    gone = len(held.rows - found)
    if gone and held.is_sound:
        yield Finding(
            "template.rows_gone", Level.WARNING, "", ABOUT, "", "",
            message("{count} rows of the template are not in the file any more.", count=gone),
            message("Ask the department for them, or send the template again."),
        )  # fmt: skip


def from_other_plan(match: Match, *, by_names: bool) -> Finding:
    """Return the finding about a template that was made from another plan file."""
    place = Spot(match.sheet.name, 0, 0, match.sheet.text(0, 0))
    if by_names:
        return finding_at(
            place,
            "template.other_plan",
            Level.NOTE,
            message("The template was made from another plan; rows were matched by their names."),
        )
    return finding_at(
        place,
        "template.other_plan",
        Level.ERROR,
        message("The template was made from another plan; this sheet was not read."),
        message("Open the plan that the template was made from."),
        needs_decision=True,
    )


def _find_marks(sheet: Sheet) -> _Marks | None:
    for row in range(min(sheet.height, _SEARCHED_ROWS)):
        cells = sheet.rows[row][:_SEARCHED_COLUMNS]
        if ROW_MARKS in cells:
            texts = [cell.strip() if isinstance(cell, str) else "" for cell in sheet.rows[row]]
            columns = {
                mark: index
                for index, text in enumerate(texts)
                if (mark := read_column_mark(text)) is not None
            }
            names = tuple(index for index, text in enumerate(texts) if text == NAMES)
            return _Marks(row, texts.index(ROW_MARKS), names, columns)
    return None


def _table(sheet: Sheet, marks: _Marks) -> Table:
    header = min(marks.row + 1, sheet.height - 1)
    columns = tuple(
        Column(index, (sheet.text(header, index),)) for index in range(sheet.width)
    )  # fmt: skip
    return Table(sheet, (header,), header + 1, sheet.height - 1, columns)


def _rows(sheet: Sheet, marks: _Marks, findings: list[Finding]) -> Iterator[ReturnedRow]:
    seen: dict[RowMark, int] = {}
    for row in range(marks.row + 2, sheet.height):
        mark = read_row_mark(sheet.text(row, marks.key_column))
        filled = _filled(sheet, row, marks)
        names = [sheet.text(row, column) for column in marks.name_columns]
        place = spot(sheet, row, marks.name_columns[0] if marks.name_columns else 0)
        if mark is None:
            if filled is not None:
                findings.append(_unmarked(filled))
        elif not mark.is_of_row(names):
            findings.append(_other_names(place))
        elif mark in seen and _differs(sheet, row, seen[mark], marks):
            findings.append(_repeated(place, seen[mark]))
        elif mark not in seen:
            seen[mark] = row
            yield ReturnedRow(mark, row, place)


def _filled(sheet: Sheet, row: int, marks: _Marks) -> Spot | None:
    """Return the first cell of a row that was filled in."""
    for column in sorted(marks.columns.values()):
        if sheet.text(row, column).strip():
            return spot(sheet, row, column)
    return None


def _differs(sheet: Sheet, one: int, other: int, marks: _Marks) -> bool:
    return any(
        sheet.text(one, column) != sheet.text(other, column) for column in marks.columns.values()
    )


def _unmarked(place: Spot) -> Finding:
    return finding_at(
        place,
        "row.unmarked",
        Level.ERROR,
        message("The row is none of the template's own, or its hidden mark is damaged."),
        message("Enter the value in the template's own row, or by hand in the plan."),
        needs_decision=True,
    )


def _other_names(place: Spot) -> Finding:
    return finding_at(
        place,
        "row.other_names",
        Level.ERROR,
        message("The row's hidden mark belongs to a row of another name."),
        message(
            "Names were changed, or columns were sorted without the hidden one: compare the row "
            "with the template."
        ),
        needs_decision=True,
    )


def _repeated(place: Spot, first: int) -> Finding:
    return finding_at(
        place,
        "row.repeated",
        Level.ERROR,
        message("The same row stands in row {row} with other values.", row=first + 1),
        message("Delete one of the two rows."),
        needs_decision=True,
    )


def _about(sheet: Sheet) -> About:
    facts = [(sheet.text(row, 0), sheet.text(row, 1)) for row in range(sheet.height)]
    facts = [fact for fact in facts if fact[0]]
    held = dict(facts)
    stated = held.pop("checksum", "")
    lines = (f"{name}={text}" for name, text in facts if name != "checksum")
    return About(
        _number(held.get("version", "")),
        held.get("plan", ""),
        _number(held.get("fiscal_year", "")),
        held.get("department", ""),
        frozenset(text for name, text in facts if name == "row"),
        stated == checksum(lines),
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
