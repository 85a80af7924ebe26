"""Figures onto the clipboard as Excel takes them: codes stay codes, text stays text."""

from __future__ import annotations

import html
from dataclasses import replace

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from workbench.desktop.charts.readings import Table
from workbench.exchange.long_form.characters import as_csv
from workbench.plan.values import round_half_up


def copy_table(table: Table) -> None:
    """Put a table on the clipboard: tab separated, and as a table whose texts stay texts.

    Excel takes the latter where it is offered; it would read the code 4-10 as a day in April,
    and a name that begins with = as a formula.
    """
    data = QMimeData()
    data.setText(_guarded(table).tab_separated())
    data.setHtml(_as_html(table))
    QGuiApplication.clipboard().setMimeData(data)


def _guarded(table: Table) -> Table:
    rows = tuple(
        tuple(as_csv(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows
    )
    return replace(table, rows=rows)


def _as_html(table: Table) -> str:
    head = "".join(_text_cell(name) for name in table.columns)
    rows = "".join(
        "<tr>" + "".join(_cell(table, cell, place) for place, cell in enumerate(row)) + "</tr>"
        for row in table.rows
    )
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{rows}</table>'


def _cell(table: Table, cell: str | float | None, place: int) -> str:
    if cell is None:
        return "<td></td>"
    if isinstance(cell, str):
        return _text_cell(cell)
    places = table.decimals[place]
    return f"<td>{f'{cell:g}' if places is None else round_half_up(cell, places)}</td>"


def _text_cell(text: str) -> str:
    return f"<td style=\"mso-number-format:'\\@'\">{html.escape(text)}</td>"
