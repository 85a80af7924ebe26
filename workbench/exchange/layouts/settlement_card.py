"""決算カード: a printed page of accounts, four tables side by side and below each other.

The page is a grid of narrow merged columns, so nothing stands in the column of its heading.
Each row is read as runs of a label and the figures behind it; a run belongs to the block whose
heading 区分 stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import find_years, read_value, shadow
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.workbooks import Cell, Sheet
from workbench.language import message
from workbench.plan.settlements import AccountItem, KeyFigure, Settlement
from workbench.plan.structure import Provenance
from workbench.plan.values import Kind

KEY = "settlement_card"

_TITLES = {
    "歳入の状況": "revenue",
    "性質別歳出の状況": "by_nature",
    "目的別歳出の状況": "by_purpose",
}
#: What stands before the name of the body; a municipality's card names its prefecture, too.
_NAMES = ("市町村名", "市区町村名", "団体名", "都道府県名")
#: What stands beside it: the code, and what else the head of a card says.
_NO_NAME = re.compile(r"[\d\s-]*|.*(?:コード|番号|類型|種地|人口|面積|国調|区分).*")
_NAME_ROWS, _ROWS_BELOW = 8, 3
_TOTALS = ("歳入合計", "歳出合計")
#: Sub-totals in brackets and the words that run down beside the parts of an item.
_NO_ITEM = re.compile(r"[(（].*[)）]|内\s*訳|[｛{]")
_UNIT = re.compile(r"\((?:%|千円|人)\)")
#: A label may stand some narrow columns left of its heading.
_LEFT_OF_HEADING = 6
_HEADING_ROWS = 4


@dataclass(frozen=True)
class _Run:
    """A label and the figures behind it, up to the next label."""

    row: int
    column: int
    label: str
    figures: tuple[tuple[int, float | None], ...]


@dataclass(frozen=True)
class _Block:
    """A table of the card: where its heading 区分 stands, and what it is a table of."""

    row: int
    column: int
    kind: str


def recognise(sheet: Sheet) -> Match | None:
    """Return a match when the page has the three tables of a card."""
    found = {kind for row in sheet.rows[:60] for cell in row if (kind := _title_kind(cell))}
    return Match(KEY, sheet, None, 0.9) if len(found) == len(_TITLES) else None


def read(
    match: Match, *, title: str = "", sha256: str = ""
) -> tuple[Settlement | None, tuple[Finding, ...]]:
    """Return the accounts on the page, or None when its year or name is missing."""
    sheet = match.sheet
    year = next(
        (year for row in sheet.rows[:6] for cell in row if (year := _year(cell)) is not None), None
    )
    name = municipality_of(sheet)
    if year is None or not name:
        return None, (_unnamed(sheet),)
    origin = Provenance(0, title, sha256, sheet.name)
    blocks = tuple(_blocks(sheet))
    runs = tuple(_runs(sheet))
    settlement = Settlement(
        name=name,
        fiscal_year=year,
        revenue=_items(sheet, runs, blocks, "revenue", origin),
        by_nature=_items(sheet, runs, blocks, "by_nature", origin),
        by_purpose=_items(sheet, runs, blocks, "by_purpose", origin),
        key_figures=tuple(_key_figures(sheet, runs, blocks, origin)),
        provenance=origin,
    )
    return settlement, tuple(_checked(sheet, settlement))


def municipality_of(sheet: Sheet) -> str:
    """Return whose card it is: the first name right of 市町村名 or 都道府県名."""
    place = name_spot(sheet)
    return _compact(place.original) if place.original else ""


def name_spot(sheet: Sheet) -> Spot:
    """Return the cell that says whose card it is; the first one, empty, where none does."""
    for label in _NAMES:
        for row, cells in enumerate(sheet.rows[:_NAME_ROWS]):
            for column, cell in enumerate(cells):
                if _compact(cell) == label and (place := _name_beside(sheet, row, column)):
                    return spot(sheet, *place)
    return Spot(sheet.name, 0, 0, "")


def _name_beside(sheet: Sheet, row: int, column: int) -> tuple[int, int] | None:
    """Return the cell right of a label, or else below it, that holds a name and no code."""
    right = [(row, other) for other in range(column + 1, sheet.width)]
    below = [(other, column) for other in range(row + 1, min(row + 1 + _ROWS_BELOW, sheet.height))]
    for places in (right, below):
        for place in places:
            text = _compact(sheet.cell(*place))
            if text in _NAMES or (text and _NO_NAME.fullmatch(text) and not text.isdigit()):
                break
            if text and not _NO_NAME.fullmatch(text):
                return place
    return None


def _compact(cell: Cell) -> str:
    return shadow(cell).replace(" ", "") if isinstance(cell, str) else ""


def _title_kind(cell: Cell) -> str | None:
    """Return the kind of table that a title names; the unit may stand behind it."""
    return _TITLES.get(_compact(cell).partition("(")[0])


def _year(cell: Cell) -> int | None:
    """Return the one fiscal year that a cell names: 令和3年度, 令和3年度 決算状況."""
    named = {year.fiscal_year for year in find_years(cell) if year.fiscal} if cell else set()
    return named.pop() if isinstance(cell, str) and len(named) == 1 else None


def _blocks(sheet: Sheet) -> Iterator[_Block]:
    """Yield each 区分 with the kind of table it heads; the key figures have no title."""
    titles = [
        (row, column, kind)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if (kind := _title_kind(cell))
    ]
    headings = [
        (row, column)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if _compact(cell) == "区分"
    ]
    for row, column in headings:
        beside = [other for other_row, other in headings if other_row == row and other > column]
        until = min(beside, default=sheet.width)
        kind = next(
            (
                kind
                for title_row, title_column, kind in titles
                if 0 < row - title_row <= _HEADING_ROWS and column <= title_column < until
            ),
            "key_figures" if _heads_years(sheet.rows[row][column:until]) else "",
        )
        yield _Block(row, column, kind)


def _heads_years(cells: Sequence[Cell]) -> bool:
    """Tell whether a heading compares two years: 令和３年度(千円), 令和２年度(千円)."""
    return sum("年度" in _compact(cell) for cell in cells) == 2


def _runs(sheet: Sheet) -> Iterator[_Run]:
    for row, cells in enumerate(sheet.rows):
        label: tuple[int, str] | None = None
        figures: list[tuple[int, float | None]] = []
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            read = read_value(cell)
            if read.value is not None and read.value.kind is not Kind.WORDS:
                figures.append((column, read.number))
                continue
            text = _compact(cell)
            if label and not figures and _UNIT.fullmatch(text):
                continue
            if label and figures:
                yield _Run(row, label[0], label[1], tuple(figures))
            label, figures = (column, text), []
        if label and figures:
            yield _Run(row, label[0], label[1], tuple(figures))


def _block_of(run: _Run, blocks: tuple[_Block, ...]) -> _Block | None:
    """Return the block with the lowest heading above the run, of those that begin left of it."""
    above = [
        block
        for block in blocks
        if block.row < run.row and block.column <= run.column + _LEFT_OF_HEADING
    ]
    if not above:
        return None
    nearest = max(block.column for block in above)
    column = [block for block in above if nearest - block.column <= 2 * _LEFT_OF_HEADING]
    return max(column, key=lambda block: block.row)


def _items(
    sheet: Sheet,
    runs: tuple[_Run, ...],
    blocks: tuple[_Block, ...],
    kind: str,
    origin: Provenance,
) -> tuple[AccountItem, ...]:
    """Return a block's items; what stands further right than the rest is part of an item."""
    own = [
        run
        for run in runs
        if (block := _block_of(run, blocks))
        and block.kind == kind
        and not _NO_ITEM.fullmatch(run.label)
    ]
    # What is printed between the figures, as 経常収支比率, is no item.
    amounts = min((run.figures[0][0] for run in own), default=0)
    own = [run for run in own if run.column < amounts]
    columns = sorted({run.column for run in own})
    items: list[AccountItem] = []
    for run in own:
        column, amount = run.figures[0]
        depth = columns.index(run.column)
        if run.label.startswith("うち"):
            # A part of what stands above it, though it may stand in the same column.
            depth = max(depth, 1)
        place = _at(origin, sheet, run.row, column)
        items.append(AccountItem(run.label, amount or 0.0, depth, place))
        if run.label in _TOTALS:
            break
    return tuple(items)


def _key_figures(
    sheet: Sheet, runs: tuple[_Run, ...], blocks: tuple[_Block, ...], origin: Provenance
) -> Iterator[KeyFigure]:
    for run in runs:
        block = _block_of(run, blocks)
        if block and block.kind == "key_figures":
            figures = [figure for _, figure in run.figures]
            last = figures[1] if len(figures) > 1 else None
            place = _at(origin, sheet, run.row, run.figures[0][0])
            yield KeyFigure(run.label, figures[0], last, place)


def _at(origin: Provenance, sheet: Sheet, row: int, column: int) -> Provenance:
    place = spot(sheet, row, column)
    return Provenance(0, origin.title, origin.sha256, place.sheet, place.cell, place.original)


def _checked(sheet: Sheet, settlement: Settlement) -> Iterator[Finding]:
    """Hold each total against the items that it adds up."""
    for items in (settlement.revenue, settlement.by_nature, settlement.by_purpose):
        total = next((item for item in items if item.name in _TOTALS), None)
        added = sum(item.amount for item in items if item.depth == 0 and item is not total)
        if total and total.provenance and abs(total.amount - added) > 1:
            yield Finding(
                "sum.differs",
                Level.WARNING,
                "",
                sheet.name,
                total.provenance.cell,
                total.provenance.original,
                message(
                    "The cell says {held}, its parts add up to {sum}.",
                    held=f"{total.amount:,.0f}",
                    sum=f"{added:,.0f}",
                ),
                message("Compare the figure with the published table."),
            )


def _unnamed(sheet: Sheet) -> Finding:
    return finding_at(
        Spot(sheet.name, 0, 0, ""),
        "settlement.unnamed",
        Level.ERROR,
        message("The card does not say whose accounts of which year it holds."),
        message("Use the card as it was published."),
    )
