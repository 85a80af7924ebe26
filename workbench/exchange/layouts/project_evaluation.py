"""事務事業評価: one project a row, its money in a block of columns repeated for each year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.exchange.blocks import RepeatedBlocks, repeated_blocks
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE, Guidance
from workbench.exchange.japanese import read_year, shadow, tidy
from workbench.exchange.layouts.base import Match, Spot, column_named, finding_at, spot
from workbench.exchange.layouts.block_years import last_year
from workbench.exchange.layouts.project_money import (
    Money,
    YearReader,
    money_by_year,
    money_columns,
    named_money,
)
from workbench.exchange.personal import department_of
from workbench.exchange.projects import Project
from workbench.exchange.tables import Column, Table, find_table
from workbench.exchange.workbooks import Sheet, address
from workbench.language import message
from workbench.plan.structure import Provenance

KEY = "project_evaluation"

_CODE = ("事務事業ID", "事務事業番号", "事務事業コード", "事業ID", "事業番号", "事業コード")
_NAME = ("事務事業名", "事業名", "事務事業名称", "事業の名称", "事務事業の名称")
_DEPARTMENT = ("部課名", "担当課", "所管課", "主管課", "課名", "担当部署", "担当課名", "所管課名")
_MEASURE_NAME = ("施策名", "施策", "施策名称")
_MEASURE_CODE = ("施策番号", "施策コード")
_POLICY_NAME = ("政策名", "政策", "基本目標", "基本目標名", "分野", "政策名称")
_POLICY_CODE = ("政策番号", "政策コード", "基本目標番号")
_DIGITS = (("政策番号十の位", "政策番号一の位"), ("施策番号十の位", "施策番号一の位"))
#: Spaces that push text to the next line of its printed box.
_PADDING = re.compile("[ \u3000]{3,}")


def recognise(sheet: Sheet) -> Match | None:
    """Return a match when there are projects and repeated blocks of sources with their sum."""
    table = find_table(sheet)
    if table is None or column_named(table, _NAME) is None:
        return None
    named = named_money(table, NO_GUIDANCE, [])
    blocks = _blocks(table)
    money = max(named, key=lambda one: len(one.sources), default=None)
    money = money or (money_columns(blocks.blocks[0]) if blocks else None)
    if money is None:
        return None
    return Match(KEY, sheet, table, 0.7 + 0.06 * len(money.sources))


def _blocks(table: Table) -> RepeatedBlocks | None:
    """Return the blocks of money that repeat, or the one that does not."""
    repeated = repeated_blocks(table.columns)
    if repeated is not None and money_columns(repeated.blocks[0]) is not None:
        return repeated
    return RepeatedBlocks((table.columns,)) if money_columns(table.columns) else None


def read(
    match: Match,
    *,
    near: int,
    title: str = "",
    sha256: str = "",
    guidance: Guidance = NO_GUIDANCE,
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
    guidance
        What a person decided on the blocks' years, on what is planned, and on sums.
    """
    table = match.table
    if table is None:
        raise ValueError(match)
    findings: list[Finding] = []
    money = named_money(table, guidance, findings) or _unnamed_money(
        table, near, guidance, findings
    )
    if not money:
        return (), tuple(findings)
    origin = Provenance(0, title, sha256)
    reader = YearReader(table, origin, guidance)
    context = _Context(table, money, origin, reader)
    projects: list[Project] = []
    seen: dict[str, int] = {}
    for row in table.rows():
        if table.is_total(row):
            continue
        project = _project(context, row)
        if project is None:
            continue
        key = project.code or project.name
        if key in seen:
            reader.findings.append(_repeated(table, row, seen[key]))
            continue
        seen[key] = row
        projects.append(project)
    unkept = _not_kept(table)
    return tuple(projects), (*findings, *reader.rounded(), *reader.findings, *unkept)


#: What a sheet says of a project that a plan keeps of measures only, or not at all.
_NOT_KEPT = ("期間区分", "方向性", "評価", "成果", "課題", "改善")


def _not_kept(table: Table) -> tuple[Finding, ...]:
    """Say which columns about the projects have no place in the plan, once for all of them."""
    found = [
        (word, column)
        for word in _NOT_KEPT
        for column in table.columns
        if column.parts and word in column.folded
    ]
    if not found:
        return ()
    by_word = {word: column.parts[-1] for word, column in reversed(found)}
    names = "、".join(
        dict.fromkeys(by_word[word][:_LONGEST] for word in _NOT_KEPT if word in by_word)
    )
    place = Spot(table.sheet.name, table.names_row, found[0][1].index, names)
    return (
        finding_at(
            place,
            "project.not_kept",
            Level.NOTE,
            message(
                "{count} columns have no place in the plan and were left out, among them {names}.",
                count=len({column.index for _, column in found}),
                names=names,
            ),
            message("Write what is to be kept into the evaluation of the measure."),
        ),
    )


_LONGEST = 16


def _unnamed_money(
    table: Table, near: int, guidance: Guidance, findings: list[Finding]
) -> tuple[Money, ...]:
    """Return the columns of money of blocks whose headers name no year; nothing if it is asked."""
    blocks = _blocks(table)
    if blocks is None:
        return ()
    totals = [part.total.index for block in blocks.blocks if (part := money_columns(block))]
    last = last_year(table, blocks, totals, near, findings, guidance)
    if last is None:
        return ()
    return tuple(money_by_year(table, blocks, last, guidance, findings).values())


@dataclass(frozen=True)
class _Context:
    """What every row is read with; the reader gathers what was noticed."""

    table: Table
    #: The columns of each year.
    money: Sequence[Money]
    origin: Provenance
    reader: YearReader

    def at(self, place: Spot) -> Provenance:
        """Return the provenance of a cell."""
        return replace(self.origin, sheet=place.sheet, cell=place.cell, original=place.original)


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
        context.reader.findings.append(_no_code(place))
        return None
    years = tuple(year for money in context.money if (year := context.reader.read(row, money)))
    first, last = _period(table, row, "始期"), _period(table, row, "終期")
    if first is not None and last is not None and last < first:
        context.reader.findings.append(_ends_before(place, first, last))
        first = last = None
    return Project(
        code=code if code_column is not name_column else "",
        name=tidy(table.text(row, name_column.index)),
        measure_code=_measure_code(table, row),
        measure_name=_text(table, row, _MEASURE_NAME),
        policy_code=_text(table, row, _POLICY_CODE) or _digits(table, row, _DIGITS[0]),
        policy=_text(table, row, _POLICY_NAME),
        department=department_of(_text(table, row, _DEPARTMENT)),
        first_year=first,
        last_year=last,
        description=_containing(table, row, ("事務事業の概要", "事業概要", "事業の概要")),
        years=years,
        provenance=context.at(place),
        measure_cell=_cell(table, row, (*_MEASURE_NAME, *_MEASURE_CODE)),
        policy_cell=_cell(table, row, _POLICY_NAME),
    )


def _text(table: Table, row: int, names: tuple[str, ...]) -> str:
    column = column_named(table, names)
    return tidy(table.text(row, column.index)) if column else ""


def _cell(table: Table, row: int, names: tuple[str, ...]) -> str:
    column = column_named(table, names)
    return address(row, column.index) if column else ""


def header_cell(table: Table) -> str:
    """Return the header cell of the column that names measures, else of the projects' names."""
    column: Column | None = column_named(table, _MEASURE_NAME) or column_named(table, _NAME)
    return address(table.names_row, column.index if column else 0)


def _containing(table: Table, row: int, fragments: tuple[str, ...]) -> str:
    for column in table.columns:
        if any(fragment in column.folded for fragment in fragments):
            return _PADDING.sub(" ", table.text(row, column.index)).strip()
    return ""


def _measure_code(table: Table, row: int) -> str:
    """Return the measure's number; its digits may stand in two columns."""
    whole = _text(table, row, _MEASURE_CODE)
    if whole:
        return whole
    parts: list[str] = []
    for names in _DIGITS:
        if digits := _digits(table, row, names):
            parts.append(digits)
    return "-".join(parts)


def _digits(table: Table, row: int, names: tuple[str, ...]) -> str:
    """Return a number whose digits stand in columns of their own, without leading zeros."""
    return shadow("".join(_text(table, row, (name,)) for name in names)).lstrip("0")


def _period(table: Table, row: int, fragment: str) -> int | None:
    for column in table.columns:
        if fragment in column.folded and "期間" in column.folded:
            # A bare 27 may be of any era: it is not guessed.
            year = read_year(table.sheet.cell(row, column.index))
            return year.year if year else None
    return None


def _ends_before(place: Spot, first: int, last: int) -> Finding:
    return finding_at(
        place,
        "project.years",
        Level.WARNING,
        message("The project ends ({last}) before it begins ({first}).", first=first, last=last),
        message("Correct the years of the project; they were not taken over."),
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
