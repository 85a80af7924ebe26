"""The money of a project evaluation: a block of sources, their sum and personnel for each year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor

from workbench.exchange.blocks import RepeatedBlocks
from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.guidance import Guidance
from workbench.exchange.japanese import (
    convert,
    find_units,
    find_years,
    fold_name,
    read_value,
)
from workbench.exchange.layouts.base import Spot, finding_at, spot
from workbench.exchange.mapping import masked
from workbench.exchange.projects import ProjectYear
from workbench.exchange.tables import Column, Table
from workbench.language import message
from workbench.plan.initiatives import CostKind, FundSource
from workbench.plan.structure import Provenance
from workbench.plan.values import Kind

_SOURCES: Mapping[FundSource, tuple[str, ...]] = {
    FundSource.NATIONAL: ("国庫支出金", "国支出金", "国庫", "国費", "国庫補助金"),
    FundSource.PREFECTURAL: (
        "都道府県支出金", "県支出金", "府支出金", "道支出金", "都支出金", "県費", "県補助金",
    ),
    FundSource.BONDS: ("地方債", "起債", "市債", "町債", "村債"),
    FundSource.OTHER: ("その他", "その他特定財源", "その他特財"),
    FundSource.GENERAL: ("一般財源", "一財"),
}  # fmt: skip
_TOTAL = ("事業費計", "事業費", "事業費合計", "直接事業費", "総事業費")
_PERSONNEL = ("人件費計", "人件費")
#: What figures are kept in.
UNIT = "千円"
_KIND_WORDS = ((CostKind.BUDGET, ("予算", "計画")), (CostKind.SETTLEMENT, ("決算", "実績")))
#: Decides whether the last block, all blocks or none are planned money.
_LAST, _ALL, _NONE = "budget:last", "budget:all", "budget:none"
#: Decides which figure counts where a sum and its parts differ.
_PARTS, _SUM = "parts", "sum"


@dataclass(frozen=True)
class Money:
    """The columns of one year's block, the year, and what its figures are."""

    sources: Mapping[FundSource, Column]
    total: Column
    personnel: Column | None
    fiscal_year: int = 0
    kind: CostKind = CostKind.SETTLEMENT
    unit: str = UNIT


def money_columns(block: tuple[Column, ...]) -> Money | None:
    """Return the columns of money in a block, or None when it holds no sources with their sum."""

    def find(names: tuple[str, ...]) -> Column | None:
        known = {fold_name(name) for name in names}
        for column in block:
            # 事業費計（A） and 人件費計（B） carry a letter that the sum below refers to.
            whole = column.folded.rstrip("abcd")
            last = fold_name(column.parts[-1]).rstrip("abcd") if column.parts else ""
            if known & {whole, last, _without_unit(last)}:
                return column
        return None

    sources = {source: column for source, names in _SOURCES.items() if (column := find(names))}
    total = find(_TOTAL)
    if total is None or len(sources) < 2:
        return None
    return Money(sources, total, find(_PERSONNEL))


def _without_unit(name: str) -> str:
    for unit in (UNIT, "百万円", "万円", "円"):
        name = name.removesuffix(unit)
    return name


#: What a total may be called where its header names the year, too: 令和6年度予算額.
_NAMED_TOTAL = (*_TOTAL, "決算額", "予算額", "決算", "予算", "当初予算", "当初予算額", "最終予算額")


def named_money(table: Table, guidance: Guidance, findings: list[Finding]) -> tuple[Money, ...]:
    """Return the columns of money of each year and kind that headers name; else nothing.

    令和6年度決算 stands above a block of sources, or in front of each of its columns; or the
    table has a column of totals for each year.
    """
    groups: dict[tuple[int, CostKind | None], list[Column]] = {}
    for column in table.columns:
        years = {year.fiscal_year for part in column.parts for year in find_years(part)}
        if len(years) == 1:
            key = years.pop(), _kind_of(column)
            groups.setdefault(key, []).append(column)
    found: list[Money] = []
    unsaid: dict[int, Money] = {}
    for (year, kind), columns in groups.items():
        bare = [replace(column, parts=(_bare(column),)) for column in columns]
        money = _named_columns(bare)
        if money is not None and kind is not None:
            found.append(replace(money, fiscal_year=year, kind=kind))
        elif money is not None:
            unsaid[year] = replace(money, fiscal_year=year)
    if unsaid:
        kinds = _kinds(table, unsaid, guidance, findings)
        found.extend(replace(money, kind=kinds[year]) for year, money in unsaid.items())
    if not found:
        return ()
    unit = _unit(table, RepeatedBlocks((tuple(next(iter(groups.values()))),)), findings)
    return tuple(replace(money, unit=unit) for money in found)


def _named_columns(columns: Sequence[Column]) -> Money | None:
    """Return the columns of money among those of one year; a total alone is enough."""
    whole = money_columns(tuple(columns))
    if whole is not None:
        return whole
    known = {fold_name(name) for name in _NAMED_TOTAL}
    total = next((column for column in columns if column.folded in known), None)
    return Money({}, total, None) if total else None


def _bare(column: Column) -> str:
    """Return what a header says beside its year, its unit and budget or settlement."""
    name = masked(column).replace("#", "")
    name = re.sub(r"[(\[][^)\]]*円[)\]]", "", name)
    short = _without_unit(re.sub(r"^(?:当初|最終|補正後)?(?:予算|決算|実績|計画)額?", "", name))
    return short or _without_unit(name)


def _kind_of(column: Column) -> CostKind | None:
    for kind, words in _KIND_WORDS:
        if any(word in column.folded for word in words):
            return kind
    return None


def money_by_year(
    table: Table, blocks: RepeatedBlocks, last: int, guidance: Guidance, findings: list[Finding]
) -> dict[int, Money]:
    """Return the columns of each fiscal year; `last` is that of the last block.

    What is planned and what was spent is taken from the headers, or asked; findings are added.
    """
    unit = _unit(table, blocks, findings)
    found = {
        last - blocks.count + 1 + index: columns
        for index, block in enumerate(blocks.blocks)
        if (columns := money_columns(block))
    }
    kinds = _kinds(table, found, guidance, findings)
    return {
        year: replace(columns, fiscal_year=year, kind=kinds[year], unit=unit)
        for year, columns in found.items()
    }


def _unit(table: Table, blocks: RepeatedBlocks, findings: list[Finding]) -> str:
    """Return the unit that title or headers give; thousands of yen where they give none."""
    texts = (*table.title, *(column.name for column in blocks.blocks[0]))
    units = [
        unit for text in texts for unit in find_units(text) if convert(1, unit, UNIT) is not None
    ]
    if units:
        return units[0]
    findings.append(
        finding_at(
            spot(table.sheet, table.names_row, blocks.blocks[0][0].index),
            "block.no_unit",
            Level.WARNING,
            message("No unit is given for the money; it was taken for thousands of yen (千円)."),
            message("Write the unit above the table."),
            rule="L3-04",
        )
    )
    return UNIT


def _kinds(
    table: Table, years: Mapping[int, Money], guidance: Guidance, findings: list[Finding]
) -> dict[int, CostKind]:
    """Return for each year whether its money was planned or spent.

    Where no header says it, the year that the sheet is of is planned and those before were spent.
    """
    last = max(years)
    kinds = {year: _kind_in_header(money) for year, money in years.items()}
    if all(kinds.values()):
        return {year: kind for year, kind in kinds.items() if kind}
    place = spot(table.sheet, table.names_row, years[last].total.index)
    decision = guidance.on(place.sheet, place.cell)
    planned = {_ALL: set(years), _NONE: set()}.get(decision, {last})
    if decision not in (_ALL, _NONE, _LAST):
        findings.append(
            finding_at(
                place,
                "block.kind_inferred",
                Level.NOTE,
                message(
                    "No header says budget or settlement; {last} was taken for the budget and the"
                    " years before it for the settlement.",
                    last=last,
                ),
                message("Write 予算 or 決算 above the blocks, or choose here."),
                rule="L3-05",
                choices=(
                    Choice(_LAST, message("The last year is the budget")),
                    Choice(_NONE, message("All years are the settlement")),
                    Choice(_ALL, message("All years are the budget")),
                ),
            )
        )
    return {year: CostKind.BUDGET if year in planned else CostKind.SETTLEMENT for year in years}


def _kind_in_header(money: Money) -> CostKind | None:
    columns = (money.total, *money.sources.values())
    return next((kind for column in columns if (kind := _kind_of(column))), None)


class YearReader:
    """Reads the money of each row, with each sum held against its parts."""

    def __init__(self, table: Table, origin: Provenance, guidance: Guidance) -> None:
        self._table = table
        self._origin = origin
        self._guidance = guidance
        self.findings: list[Finding] = []
        self._rounded: list[Spot] = []

    def rounded(self) -> tuple[Finding, ...]:
        """Return a note on the amounts that were not whole thousands of yen, if there were any."""
        if not self._rounded:
            return ()
        return (
            finding_at(
                self._rounded[0],
                "cost.rounded",
                Level.NOTE,
                message(
                    "{count} amounts were rounded to whole thousands of yen.",
                    count=len(self._rounded),
                ),
                message("The text of each cell is kept with its amount."),
            ),
        )

    def read(self, row: int, money: Money) -> ProjectYear | None:
        """Return a project's money of a year, or None where there is none or it is kept out."""
        parts: dict[FundSource, float] = {}
        for source, column in money.sources.items():
            amount = self._amount(row, column, money.unit)
            if amount is _KEPT_OUT:
                return None
            if isinstance(amount, float):
                parts[source] = amount
        total = self._amount(row, money.total, money.unit)
        if total is _KEPT_OUT or (total is None and not parts):
            return None
        personnel = self._amount(row, money.personnel, money.unit) if money.personnel else None
        place = spot(self._table.sheet, row, money.total.index)
        added = sum(parts.values())
        whole = 0 < len(parts) == len(money.sources)
        if isinstance(total, float):
            too_much = added > total + _ROUNDING
            if too_much or (whole and added < total - _ROUNDING):
                decision = self._guidance.on(place.sheet, place.cell)
                if decision not in (_PARTS, _SUM):
                    self.findings.append(_sum_differs(place, total, added))
                    return None
                total, parts = (added, parts) if decision == _PARTS else (total, {})
        elif whole:
            total = added
        return ProjectYear(
            money.fiscal_year,
            _in_whole_thousands(parts, total if whole and isinstance(total, float) else None),
            _whole(total),
            _whole(personnel),
            replace(self._origin, sheet=place.sheet, cell=place.cell, original=place.original),
            money.kind,
        )

    def _amount(self, row: int, column: Column, unit: str) -> float | object | None:
        """Return an amount in thousand yen, None for a blank, `_KEPT_OUT` for what is none."""
        sheet = self._table.sheet
        place = spot(sheet, row, column.index)
        if (row, column.index) in sheet.errors or (row, column.index) in sheet.uncalculated:
            self.findings.append(_no_figure(place))
            return _KEPT_OUT
        read = read_value(sheet.cell(row, column.index))
        if read.value is None:
            return None
        if read.number is None:
            if read.value.kind is Kind.WORDS:
                self.findings.append(_no_figure(place))
                return _KEPT_OUT
            return 0.0 if read.value.kind is Kind.NONE else None
        figure = convert(read.number, read.unit or unit, UNIT)
        if figure is None or figure < 0:
            self.findings.append(_no_figure(place) if figure is None else _negative(place))
            return _KEPT_OUT
        if figure % 1:
            self._rounded.append(place)
        return float(figure)


#: A sum of parts that were rounded one by one may be off by less than one thousand yen.
_ROUNDING = 0.999


def _whole(amount: float | object | None) -> int | None:
    return floor(amount + 0.5) if isinstance(amount, float) else None


def _in_whole_thousands(
    parts: Mapping[FundSource, float], total: float | None
) -> dict[FundSource, int]:
    """Return the parts in whole thousands of yen, still adding up to the total.

    What is left over goes to the parts that lose most by being cut (17,075.5 twice is 34,151).
    """
    whole = {source: floor(amount) for source, amount in parts.items()}
    wanted = _whole(sum(parts.values()) if total is None else total) or 0
    left = wanted - sum(whole.values())
    by_loss = sorted(parts, key=lambda source: whole[source] - parts[source])
    for source in by_loss[: max(0, left)]:
        whole[source] += 1
    return whole


_KEPT_OUT = object()


def _sum_differs(place: Spot, total: float, added: float) -> Finding:
    return finding_at(
        place,
        "sum.differs",
        Level.ERROR,
        message(
            "The cell says {held}, its parts add up to {sum}.",
            held=f"{total:,.0f}",
            sum=f"{added:,.0f}",
        ),
        message("Correct the sum or the sources in the sheet."),
        needs_decision=True,
        choices=(
            Choice(_PARTS, message("The parts count: {sum}", sum=f"{added:,.0f}")),
            Choice(_SUM, message("The sum counts, without its parts: {sum}", sum=f"{total:,.0f}")),
        ),
    )


def _no_figure(place: Spot) -> Finding:
    return finding_at(
        place,
        "cell.no_figure",
        Level.ERROR,
        message("The cell holds no figure."),
        message("Write one plain figure into the cell, and remarks into a column of their own."),
        rule="L2-01",
        needs_decision=True,
    )


def _negative(place: Spot) -> Finding:
    return finding_at(
        place,
        "cost.negative",
        Level.ERROR,
        message("An amount cannot be negative."),
        message("Correct the amount in the sheet."),
        needs_decision=True,
    )
