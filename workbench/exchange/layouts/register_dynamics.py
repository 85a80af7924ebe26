"""人口、人口動態及び世帯数 of the resident register (総務省), in its old and its new header.

The sheet lists every municipality of Japan. Until 2020 its header had three rows of merged
cells, since then five without; columns are found by what they are called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.exchange.area_codes import area_code
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import find_years, fold_name, read_value
from workbench.exchange.layouts.base import Match, Spot, finding_at, spot
from workbench.exchange.tables import Column, Table, find_table
from workbench.exchange.workbooks import Sheet
from workbench.language import Message, message

KEY = "register_dynamics"

#: What each quantity's column is called: all of these stand in its folded name.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "in_domestic": ("転入者数国内",),
    "in_abroad": ("転入者数国外",),
    "births": ("出生者数",),
    "other_added": ("記載数", "その他計"),
    "out_domestic": ("転出者数国内",),
    "out_abroad": ("転出者数国外",),
    "deaths": ("死亡者数",),
    "other_removed": ("消除数", "その他計"),
    "natural_change": ("自然増減数",),
    "social_change": ("社会増減数",),
    "male": ("人口男",),
    "female": ("人口女",),
    "register_population": ("人口計",),
    "households": ("世帯数",),
}
#: 人口男 ends its column's name; the same letters stand inside others.
_STOCKS = ("male", "female", "register_population")
_NEEDED = ("births", "deaths", "in_domestic", "out_domestic")
_PARTS_OF_POPULATION = (("日本人", "日本人住民"), ("外国人", "外国人住民"))


@dataclass(frozen=True)
class RegisterFigure:
    """One figure of one municipality and year, with its cell."""

    quantity: str
    calendar_year: int
    number: float
    spot: Spot


def recognise(sheet: Sheet) -> Match | None:
    """Return a match when the sheet is this table."""
    table = find_table(sheet)
    if table is None:
        return None
    columns = _columns(table)
    if _code_column(table) is None or not all(name in columns for name in _NEEDED):
        return None
    return Match(KEY, sheet, table, len(columns) / len(_NAMES))


def read(match: Match, code: str) -> tuple[tuple[RegisterFigure, ...], tuple[Finding, ...]]:
    """Return the figures of the municipality `code` and what was noticed.

    Parameters
    ----------
    match
        What `recognise` returned.
    code
        Five digits, or six with the check digit.
    """
    table = match.table
    if table is None:
        raise ValueError(match)
    problem = _wrong_kind(table) or _no_year(table)
    row = _row_of(table, area_code(code) or code)
    if problem is None and row is None:
        problem = _finding(
            table,
            "register.area_missing",
            message("The table has no row for the area {code}.", code=code),
            message("Check the area code in the plan's settings."),
        )
    if problem is not None or row is None:
        return (), (problem,) if problem else ()
    findings: list[Finding] = []
    figures = tuple(_figures(table, row, findings))
    findings.extend(_sums(table, figures))
    return figures, tuple(findings)


def _columns(table: Table) -> dict[str, Column]:
    """Return the column of each quantity."""
    found: dict[str, Column] = {}
    for quantity, fragments in _NAMES.items():
        for column in table.columns:
            # The new header has a row of units below the names.
            name = column.folded.removesuffix("人")
            if quantity == "households":
                fits = "世帯数" in name
            elif quantity in _STOCKS:
                fits = name.endswith(fragments)
            else:
                fits = all(fragment in name for fragment in fragments)
            if fits:
                found.setdefault(quantity, column)
    return found


def _code_column(table: Table) -> Column | None:
    names = ("団体コード", "市区町村コード", "地方公共団体コード")
    folded = {fold_name(name) for name in names}
    return next((column for column in table.columns if column.folded in folded), None)


def _row_of(table: Table, code: str) -> int | None:
    column = _code_column(table)
    if column is None:
        return None
    for row in table.rows():
        if area_code(table.sheet.cell(row, column.index)) == code:
            return row
    return None


def _calendar_year(table: Table) -> int | None:
    """Return the year of the events: from the column's header, else from the title."""
    column = _columns(table)["births"]
    years = {year.year for part in column.parts for year in find_years(part)}
    if len(years) == 1:
        return years.pop()
    for text in table.title:
        before, mark, _ = text.partition("人口動態")
        named = find_years(before.rpartition("、")[2]) if mark else ()
        if named:
            return named[0].year
    return None


def _wrong_kind(table: Table) -> Finding | None:
    """Refuse the tables of a part of the population, and those by fiscal year before 2013."""
    heading = " ".join((table.sheet.name, *table.title))
    for word, _ in _PARTS_OF_POPULATION:
        if word in heading and "総計" not in heading:
            return _finding(
                table,
                "register.part_of_population",
                message("The table counts {part} only, not all residents.", part=word),
                message("Import the table of all residents (総計)."),
            )
    if any("年度" in text and "人口動態" in text for text in table.title):
        return _finding(
            table,
            "register.fiscal_year",
            message("The table counts fiscal years; the plan keeps calendar years."),
            message("Use a table of January to December (from the year 2013 on)."),
        )
    return None


def _no_year(table: Table) -> Finding | None:
    if _calendar_year(table) is not None:
        return None
    return _finding(
        table,
        "register.no_year",
        message("Neither the header nor the title says which year the table is of."),
        message("Write the year above the table, as 令和6年 (2024年)."),
    )


def _finding(table: Table, code: str, what: Message, remedy: Message) -> Finding:
    title = table.title[0] if table.title else ""
    return finding_at(Spot(table.sheet.name, 0, 0, title), code, Level.ERROR, what, remedy)


def _figures(table: Table, row: int, findings: list[Finding]) -> Iterator[RegisterFigure]:
    year = _calendar_year(table)
    for quantity, column in _columns(table).items():
        place = spot(table.sheet, row, column.index)
        figure = read_value(table.sheet.cell(row, column.index)).number
        if figure is None or (row, column.index) in table.sheet.errors or year is None:
            findings.append(
                finding_at(
                    place,
                    "cell.no_figure",
                    Level.ERROR,
                    message("The cell holds no figure."),
                    message("Look the figure up in the published table."),
                )
            )
            continue
        yield RegisterFigure(quantity, year, figure, place)


def _sums(table: Table, figures: tuple[RegisterFigure, ...]) -> Iterator[Finding]:
    """Hold the published changes against births, deaths and moves."""
    by_quantity = {figure.quantity: figure for figure in figures}

    def total(*signed: tuple[int, str]) -> float | None:
        if any(name not in by_quantity for _, name in signed):
            return None
        return sum(sign * by_quantity[name].number for sign, name in signed)

    expected = {
        "natural_change": total((1, "births"), (-1, "deaths")),
        "social_change": total(
            (1, "in_domestic"), (1, "in_abroad"), (1, "other_added"),
            (-1, "out_domestic"), (-1, "out_abroad"), (-1, "other_removed"),
        ),
    }  # fmt: skip
    for quantity, figure in expected.items():
        held = by_quantity.get(quantity)
        if held and figure is not None and held.number != figure:
            yield finding_at(
                held.spot,
                "sum.differs",
                Level.WARNING,
                message(
                    "The cell says {held}, its parts add up to {sum}.",
                    held=f"{held.number:,.0f}",
                    sum=f"{figure:,.0f}",
                ),
                message("Compare the figure with the published table."),
            )
