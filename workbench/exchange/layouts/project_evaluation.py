"""事務事業評価: one project a row, its money in a block of columns repeated for each year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workbench.exchange.blocks import RepeatedBlocks, repeated_blocks
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import fold_name, read_value, read_year, shadow
from workbench.exchange.layouts.base import Match, Spot, column_named, finding_at, spot
from workbench.exchange.layouts.block_years import last_year
from workbench.exchange.projects import MoneySource, Project, ProjectYear
from workbench.exchange.tables import Column, Table, find_table
from workbench.exchange.workbooks import Sheet
from workbench.language import message
from workbench.plan.structure import Provenance
from workbench.plan.values import Kind

KEY = "project_evaluation"

_CODE = ("事務事業ID", "事務事業番号", "事務事業コード", "事業ID", "事業番号", "事業コード")
_NAME = ("事務事業名", "事業名", "事務事業名称")
_DEPARTMENT = ("部課名", "担当課", "所管課", "主管課", "課名")
_MEASURE_NAME = ("施策名", "施策")
_MEASURE_CODE = ("施策番号", "施策コード")
_DIGITS = (("政策番号十の位", "政策番号一の位"), ("施策番号十の位", "施策番号一の位"))
_SOURCES: Mapping[MoneySource, tuple[str, ...]] = {
    MoneySource.NATIONAL: ("国庫支出金", "国支出金", "国庫"),
    MoneySource.PREFECTURAL: ("都道府県支出金", "県支出金", "府支出金", "道支出金", "都支出金"),
    MoneySource.BONDS: ("地方債", "起債", "市債"),
    MoneySource.OTHER: ("その他", "その他特定財源"),
    MoneySource.GENERAL: ("一般財源",),
}
_TOTAL = ("事業費計", "事業費", "事業費合計", "直接事業費")
_PERSONNEL = ("人件費計", "人件費")
#: Spaces that push text to the next line of its printed box.
_PADDING = re.compile("[ \u3000]{3,}")


@dataclass(frozen=True)
class _Money:
    """The columns of one year's block."""

    sources: Mapping[MoneySource, Column]
    total: Column
    personnel: Column | None


def recognise(sheet: Sheet) -> Match | None:
    """Return a match when there are projects and repeated blocks of sources with their sum."""
    table = find_table(sheet)
    if table is None or column_named(table, _NAME) is None:
        return None
    blocks = repeated_blocks(table.columns)
    money = _money(blocks.blocks[0]) if blocks else None
    if money is None:
        return None
    return Match(KEY, sheet, table, 0.7 + 0.06 * len(money.sources))


def read(
    match: Match, *, near: int, title: str = "", sha256: str = ""
) -> tuple[tuple[Project, ...], tuple[Finding, ...]]:
    """Return the projects with their money, and what was noticed.

    Parameters
    ----------
    match
        What `recognise` returned.
    near
        A fiscal year of the plan: a bare 7 in the column 年度 is read close to it.
    title, sha256
        The workbook, for the provenance of each figure.
    """
    table = match.table
    blocks = repeated_blocks(table.columns) if table else None
    if table is None or blocks is None:
        raise ValueError(match)
    findings: list[Finding] = []
    totals = [part.total.index for block in blocks.blocks if (part := _money(block))]
    last = last_year(table, blocks, totals, near, findings)
    if last is None:
        return (), tuple(findings)
    findings.extend(_unit_unsaid(table, blocks))
    first = last - blocks.count + 1
    money = {
        first + index: columns
        for index, block in enumerate(blocks.blocks)
        if (columns := _money(block))
    }
    context = _Context(table, money, Provenance(0, title, sha256), findings)
    projects: list[Project] = []
    seen: dict[str, int] = {}
    for row in table.rows():
        project = _project(context, row)
        if project is None:
            continue
        if project.code in seen:
            findings.append(_repeated(table, row, seen[project.code]))
            continue
        seen[project.code] = row
        projects.append(project)
    return tuple(projects), tuple(findings)


@dataclass(frozen=True)
class _Context:
    """What every row is read with; findings are added to as the rows are read."""

    table: Table
    #: The columns of each year, by fiscal year.
    money: Mapping[int, _Money]
    origin: Provenance
    findings: list[Finding]

    def at(self, place: Spot) -> Provenance:
        """Return the provenance of a cell."""
        return replace(self.origin, sheet=place.sheet, cell=place.cell, original=place.original)


def _money(block: tuple[Column, ...]) -> _Money | None:
    def find(names: tuple[str, ...]) -> Column | None:
        for column in block:
            # 事業費計（A） and 人件費計（B） carry a letter that the sum below refers to.
            name = column.folded.rstrip("abcd")
            if name in {fold_name(known) for known in names}:
                return column
        return None

    sources = {source: column for source, names in _SOURCES.items() if (column := find(names))}
    total = find(_TOTAL)
    if total is None or len(sources) < 2:
        return None
    return _Money(sources, total, find(_PERSONNEL))


def _unit_unsaid(table: Table, blocks: RepeatedBlocks) -> Iterator[Finding]:
    texts = (*table.title, *(column.name for column in blocks.blocks[0]))
    if not any("千円" in shadow(text) for text in texts):
        yield finding_at(
            spot(table.sheet, table.header_rows[-1], blocks.blocks[0][0].index),
            "block.no_unit",
            Level.WARNING,
            message("No unit is given for the money; it was taken for thousands of yen (千円)."),
            message("Write the unit above the table."),
            rule="L3-04",
        )


# -- one project -----------------------------------------------------------------------------------


def _project(context: _Context, row: int) -> Project | None:
    table = context.table
    name_column = column_named(table, _NAME)
    code_column = column_named(table, _CODE) or name_column
    if name_column is None or code_column is None:
        return None
    place = spot(table.sheet, row, code_column.index)
    code = shadow(table.text(row, code_column.index))
    if not code.strip("0-－"):
        context.findings.append(_no_code(place))
        return None
    years = tuple(
        year
        for fiscal_year, money in context.money.items()
        if (year := _year(context, row, money, fiscal_year))
    )
    return Project(
        code=code,
        name=shadow(table.text(row, name_column.index)),
        measure_code=_measure_code(table, row),
        measure_name=_text(table, row, _MEASURE_NAME),
        department=_text(table, row, _DEPARTMENT),
        kind=_containing(table, row, "事業期間区分"),
        first_year=_period(table, row, "始期"),
        last_year=_period(table, row, "終期"),
        description=_containing(table, row, "事務事業の概要"),
        direction=_containing(table, row, "課長等意見"),
        years=years,
        provenance=context.at(place),
    )


def _text(table: Table, row: int, names: tuple[str, ...]) -> str:
    column = column_named(table, names)
    return shadow(table.text(row, column.index)) if column else ""


def _containing(table: Table, row: int, fragment: str) -> str:
    for column in table.columns:
        if fragment in column.folded:
            return _PADDING.sub(" ", table.text(row, column.index)).strip()
    return ""


def _measure_code(table: Table, row: int) -> str:
    """Return the measure's number; its digits may stand in two columns."""
    whole = _text(table, row, _MEASURE_CODE)
    if whole:
        return whole
    parts: list[str] = []
    for names in _DIGITS:
        digits = "".join(_text(table, row, (name,)) for name in names).lstrip("0")
        if digits:
            parts.append(digits)
    return "-".join(parts)


def _period(table: Table, row: int, fragment: str) -> int | None:
    for column in table.columns:
        if fragment in column.folded and "期間" in column.folded:
            # A bare 27 may be of any era: it is not guessed.
            year = read_year(table.sheet.cell(row, column.index))
            return year.year if year else None
    return None


def _year(context: _Context, row: int, money: _Money, fiscal_year: int) -> ProjectYear | None:
    """Return a project's money of one year, with its sum held against its parts."""
    sheet = context.table.sheet
    amounts: dict[MoneySource, float] = {}
    for source, column in money.sources.items():
        read = read_value(sheet.cell(row, column.index))
        if read.number is not None:
            amounts[source] = read.number
        elif read.value is not None and read.value.kind is Kind.WORDS:
            context.findings.append(_no_figure(spot(sheet, row, column.index)))
            return None
    place = spot(sheet, row, money.total.index)
    total = read_value(sheet.cell(row, money.total.index)).number
    if total is None and not amounts:
        return None
    added = sum(amounts.values())
    if total is not None and abs(added - total) > 0.5:
        context.findings.append(_sum_differs(place, total, added))
    personnel = (
        read_value(sheet.cell(row, money.personnel.index)).number if money.personnel else None
    )
    return ProjectYear(
        fiscal_year, amounts, added if total is None else total, personnel, context.at(place)
    )


def _sum_differs(place: Spot, total: float, added: float) -> Finding:
    return finding_at(
        place,
        "sum.differs",
        Level.WARNING,
        message(
            "The cell says {held}, its parts add up to {sum}.",
            held=f"{total:,.0f}",
            sum=f"{added:,.0f}",
        ),
        message("Correct the sum or the sources in the sheet."),
    )


def _no_figure(place: Spot) -> Finding:
    return finding_at(
        place,
        "cell.no_figure",
        Level.ERROR,
        message("The cell holds no figure."),
        message("Write one plain figure into the cell, and remarks into a column of their own."),
        rule="L2-01",
    )


def _no_code(place: Spot) -> Finding:
    return finding_at(
        place,
        "project.no_code",
        Level.ERROR,
        message("The project has no number of its own and was left out."),
        message("Give the project its number in the sheet."),
        rule="L2-02",
    )


def _repeated(table: Table, row: int, first: int) -> Finding:
    column = column_named(table, _CODE) or column_named(table, _NAME)
    place = spot(table.sheet, row, column.index if column else 0)
    return finding_at(
        place,
        "project.repeated",
        Level.ERROR,
        message("The project stands in row {row} already.", row=first + 1),
        message("Delete one of the two rows, or give each project its own number."),
        needs_decision=True,
    )
