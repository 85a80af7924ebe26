"""What is said of a cell: its text on the sheet, the value read, what it would do, findings."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.desktop.importing.words import CHANGES, LEVELS, QUANTITIES, ROLES
from workbench.exchange.changes import Change
from workbench.exchange.findings import Finding
from workbench.exchange.looks import SheetLooks
from workbench.exchange.proposals import Line
from workbench.exchange.showing import as_shown
from workbench.exchange.workbooks import Sheet, address
from workbench.language import tr
from workbench.plan.names import year_name


def in_words(
    sheet: Sheet,
    place: tuple[int, int],
    line: Line | None,
    findings: Iterable[Finding],
    looks: SheetLooks | None = None,
) -> str:
    """Return all that is known of a cell, a line for each thing; empty for a plain blank."""
    row, column = place
    findings = tuple(findings)
    said = [first_line(sheet, row, column, looks)]
    code, stored = sheet.formats.get(place, ""), sheet.text(row, column)
    if looks and looks.text(sheet, row, column) != stored:
        code = looks.at(row, column).code or code
    if code:
        said.append(tr("The cell holds {stored}; its format is {code}.", stored=stored, code=code))
    if (row, column) in sheet.uncalculated:
        said.append(tr("A formula whose result was never stored"))
    if row in sheet.hidden_rows:
        said.append(tr("The row is hidden in the workbook."))
    if column in sheet.hidden_columns:
        said.append(tr("The column is hidden in the workbook."))
    if line is not None:
        said.append(change_words(line))
    said.extend(f"{LEVELS[finding.level][0]} {finding_words(finding)}" for finding in findings)
    return "\n".join(said) if len(said) > 1 or sheet.text(row, column) else ""


def first_line(sheet: Sheet, row: int, column: int, looks: SheetLooks | None = None) -> str:
    """Return the cell's address and text as the sheet shows it."""
    text = looks.text(sheet, row, column) if looks else as_shown(sheet, row, column)
    return f"{address(row, column)}　{text}".rstrip()


def value_read(line: Line | None, findings: Iterable[Finding]) -> str:
    """Return in one line what a cell was read as, or why it was not."""
    if line is not None:
        return change_words(line)
    first = next(iter(findings), None)
    return f"{LEVELS[first.level][0]} {first.what}" if first else ""


def change_words(line: Line) -> str:
    """Return what a line changes: ＋ 新規　相談件数 実績 令和6年度　212."""
    sign, word = CHANGES[line.change]
    shown = line.new
    if line.change is Change.CHANGED:
        shown = f"{line.old} → {line.new}"
    elif line.change in (Change.BLANK, Change.MISSING):
        shown = tr("the plan holds {value}", value=line.old)
    what = line.name if line.role else str(QUANTITIES.get(line.name, line.name))
    role = str(ROLES.get(line.role, line.role))
    year = year_name(line.year) if line.role else str(line.year)
    return "　".join(part for part in (f"{sign} {word}", f"{what} {role} {year}", shown) if part)


def finding_words(finding: Finding) -> str:
    """Return what is wrong, what to do and the rule that says so."""
    rule = f"（{rule_words(finding.rule)}）" if finding.rule else ""
    return f"{finding.what} {finding.remedy or ''}".rstrip() + rule


def rule_words(rule: str) -> str:
    """Return how a rule of machine readability is named."""
    return tr("rule {number}", number=rule)
