"""The words of a widget, and what is left of them without the translated and the plan's own."""

import contextlib
import csv
import html
import re
import sqlite3
import string
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from workbench.desktop import example_workbook

#: The marks around what was translated.
OPEN, SHUT = "⟦", "⟧"


def words_of(widget: QWidget) -> set[str]:
    """Return every text of a widget that a person may read or be read."""
    found = {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
    if widget.isWindow():
        found.add(widget.windowTitle())
    if isinstance(widget, QAbstractButton | QLabel):
        found.add(widget.text())
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        found.add(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found |= {widget.itemText(row) for row in range(widget.count())}
    if isinstance(widget, QTabBar):
        found |= {widget.tabText(number) for number in range(widget.count())}
    if isinstance(widget, QMenu):
        found |= {action.text() for action in widget.actions()}
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        found |= set(_words_of_model(widget))
    return {text for text in found if text}


def _words_of_model(view: QAbstractItemView):
    model, roles = view.model(), (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
                                  Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip
    across = Qt.Orientation.Horizontal
    # Qt hides how many columns a list has.
    is_list = isinstance(model, QAbstractListModel)
    for column in range(1 if is_list else model.columnCount()):
        yield str(model.headerData(column, across) or "")

    def below(parent: QModelIndex, depth: int):
        for row in range(min(model.rowCount(parent), 60)):
            for column in range(1 if is_list else model.columnCount(parent)):
                index = model.index(row, column, parent)
                for role in roles:
                    yield str(model.data(index, role) or "")
            if depth < 3 and not is_list:
                yield from below(model.index(row, 0, parent), depth + 1)

    yield from below(QModelIndex(), 0)


def content_of(path: Path) -> list[str]:
    """Return every text the plan itself holds, the longest first."""
    texts: set[str] = set()
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f"SELECT * FROM [{table}]"):
                texts |= {part for part in row if isinstance(part, str)}
    return sorted((text for text in texts if text.strip()), key=len, reverse=True)


def texts_of_the_example() -> list[str]:
    """Return what stands in the cells of the example workbook, and the letters of its columns."""
    cells = [example_workbook._TITLE, *example_workbook._HEADER]
    for row in example_workbook._ROWS:
        cells += [cell for cell in row if isinstance(cell, str) and cell]
    lines = [line for cell in cells for line in cell.split("\n")]
    joined = [cell.replace("\n", "") for cell in cells]
    return [*cells, *lines, *joined, *string.ascii_uppercase]


#: Words that are nobody's language: years, keys, names of formats, signs of values, fields.
NEUTRAL = re.compile(
    r"(令和|平成|昭和)(\d{1,2}|元)(年度?)?|(FY)?\d{4}|年度?|[HSR](\d+|元)|"
    r"((Ctrl|Shift|Alt)\+)+\S+|Shift|PageUp|PageDown|Enter|Esc|Space|Delete|Del|Ins|Tab|F\d+|Alt|"
    r"\.?(plandb|xlsx|xlsm|xls|xlsb|ods|csv)|日本語|English|SDGs|[（(]集計中[）)]|\{\w+\}"
)


def bypassing(text: str, content: list[str]) -> str:
    """Return what is left of a text without its translated parts and what the plan holds."""
    # A long text may have been put into lines.
    # A heading of a table may be broken where a space stood, a label where none did.
    ways = dict.fromkeys((text, text.replace("\n", ""), text.replace("\n", " ")))
    if not all(_words(_unmarked(one)) for one in ways):
        # Most are translated from end to end; what the plan holds is thousands of texts.
        return ""
    return min((_left(one, content) for one in ways), key=len)


def _left(text: str, content: list[str]) -> str:
    rest = re.sub(r"</?(span|b|i)\b[^>]*>", "", text)
    rest = html.unescape(re.sub(r"<[^>]+>", " ", rest))
    for held in content:
        rest = rest.replace(held, " ") if len(held) > 3 else rest
    rest = _unmarked(rest)
    # What was cut for want of room begins with a mark and has lost the other.
    rest = re.sub(f"{OPEN}[^…]*…", " ", rest)
    rest = NEUTRAL.sub(" ", rest)
    for held in content:
        rest = rest.replace(held, " ") if len(held) > 1 else rest
    # One letter is the name of a column, a grade or a sex.
    return " ".join(
        word for word in _words(rest) if word not in content and not re.fullmatch("[A-Z]", word)
    )


def _unmarked(text: str) -> str:
    """Return a text without what stands between marks, in others as well."""
    before = None
    while text != before:
        before, text = text, re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", " ", text)
    return text


def _words(text: str) -> list[str]:
    return re.sub(r"[\W\d_]+", " ", text).split()


def cells_of(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {cell for row in csv.reader(stream) for cell in row if cell}
