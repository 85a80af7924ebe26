"""What a chart can tell besides its picture: a reading under the pointer, a table to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.exchange.formulas import as_csv
from workbench.plan.values import format_number, round_half_up


@dataclass(frozen=True)
class Reading:
    """One figure the pointer can ask about.

    Parameters
    ----------
    x, y
        Where it stands, in the chart's own units.
    what, figure, source
        The three lines shown: what it is, the value with its unit, where it comes from.
    area
        ``(left, bottom, right, top)`` of the bar it is, in the chart's own units.
    """

    x: float
    y: float
    what: str
    figure: str
    source: str = ""
    area: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Table:
    """A chart's figures as rows; `decimals` has one entry a column, None for words and years.

    Where the rows differ in kind, `row_decimals` has one entry a row, for every number in it.
    `strong` names rows that sum up others.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    decimals: tuple[int | None, ...]
    row_decimals: tuple[int, ...] = ()
    strong: tuple[int, ...] = ()

    def shown(self, row: int, column: int) -> str:
        """Return a cell as the page shows it: 1,234 or △582, and nothing for a missing one."""
        return self._cell(row, column, format_number)

    def tab_separated(self) -> str:
        """Return the table as Excel takes it from the clipboard.

        Tabs between cells, CRLF after rows, numbers bare (-845, not △845) and rounded as shown;
        a cell holding a tab, a quote or a line break is quoted, and a text that would be taken
        for a formula begins with an apostrophe.
        """
        lines = [[as_csv(name) for name in self.columns]]
        for row, held in enumerate(self.rows):
            lines.append(
                [
                    as_csv(cell) if isinstance(cell, str) else self.bare(row, column)
                    for column, cell in enumerate(held)
                ]
            )
        return "".join("\t".join(map(_quoted, line)) + "\r\n" for line in lines)

    def bare(self, row: int, column: int) -> str:
        """Return a cell with its number bare (-845) and rounded as shown; empty for none."""
        return self._cell(row, column, lambda number, places: f"{round_half_up(number, places)}")

    def _cell(self, row: int, column: int, number: Callable[[float, int], str]) -> str:
        value = self.rows[row][column]
        places = self.row_decimals[row] if self.row_decimals else self.decimals[column]
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return f"{value:g}" if places is None else number(value, places)


def _quoted(text: str) -> str:
    if any(sign in text for sign in '\t"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def by_year(columns: Iterable[tuple[str, dict[int, float], int]], year_name: str) -> Table:
    """Return a table with a row for every year that occurs and a column for each series.

    `columns` gives each series' name, its figures by year and the decimals to show; series of
    one name share a column.
    """
    merged: dict[str, tuple[dict[int, float], int]] = {}
    for name, figures, places in columns:
        if figures:
            held = merged.setdefault(name, ({}, places))[0]
            held.update(figures)
    series = [(name, figures, places) for name, (figures, places) in merged.items()]
    years = sorted({year for _, figures, _ in series for year in figures})
    return Table(
        columns=(year_name, *(name for name, _, _ in series)),
        rows=tuple((year, *(figures.get(year) for _, figures, _ in series)) for year in years),
        decimals=(None, *(places for _, _, places in series)),
    )
