"""Figures onto the clipboard as Excel takes them: codes stay codes, text stays text."""

from __future__ import annotations

import html

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from workbench.desktop.charts.readings import Table


def copy_table(table: Table) -> None:
    """Put a table on the clipboard: tab separated, and as a table whose texts stay texts.

    Excel takes the latter where it is offered; it would read the code 4-10 as a day in April,
    and a name that begins with = as a formula.
    """
    data = QMimeData()
    data.setText(table.tab_separated())
    data.setHtml(_as_html(table))
    QGuiApplication.clipboard().setMimeData(data)


def _as_html(table: Table) -> str:
    head = "".join(_text_cell(name) for name in table.columns)
    columns = range(len(table.columns))
    rows = "".join(
        f"<tr>{''.join(_cell(table, row, column) for column in columns)}</tr>"
        for row in range(len(table.rows))
    )
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{rows}</table>'


def _cell(table: Table, row: int, column: int) -> str:
    held = table.rows[row][column]
    return _text_cell(held) if isinstance(held, str) else f"<td>{table.bare(row, column)}</td>"


def _text_cell(text: str) -> str:
    return f"<td style=\"mso-number-format:'\\@'\">{html.escape(text)}</td>"
