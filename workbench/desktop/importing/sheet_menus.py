"""The menus of the rows and columns of the sheet: taken in or not, where tables begin and end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget

from workbench.desktop.importing.choosing import with_column, with_row
from workbench.desktop.importing.saying import Saying
from workbench.desktop.importing.sheet_model import Sight
from workbench.desktop.importing.table_frame import TableFrame
from workbench.exchange.choosing import Choosing
from workbench.exchange.workbooks import column_letters
from workbench.language import tr

Choose = Callable[[Choosing], None]


def empty_menu(parent: QWidget) -> QMenu:
    """Return a menu that goes when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def row_box(menu: QMenu, row: int, sight: Sight, choosing: Choosing, choose: Choose) -> None:
    """Offer to take in a row of the sheet, counted from 0, or to leave it out."""
    name = sight.sheet.name
    action = menu.addAction(tr("Take in row {row}", row=row + 1))
    action.setCheckable(True)
    action.setChecked((name, row) not in choosing.rows_left_out)
    action.triggered.connect(lambda on: choose(with_row(choosing, name, row, taken=on)))


def offer_edges(menu: QMenu, row: int, sight: Sight, saying: Saying) -> None:
    """Offer to let header or data of the table looked at begin or end at a row."""
    if not sight.view.tables_can_be_framed:
        return
    menu.addSeparator()
    looked_at = saying.suggestion
    number = saying.number
    if looked_at is None or looked_at.left_out:
        held, number = None, len(sight.view.tables)
    else:
        held = TableFrame.of(looked_at.table)
    last = sight.sheet.height - 1
    for words, frame in (
        (
            tr("The header begins here"),
            TableFrame(row, max(row, held.split), max(row, held.bottom), held.span)
            if held
            else None,
        ),
        (
            tr("The data begin here"),
            TableFrame(min(held.top, row), row, max(row, held.bottom), held.span)
            if held
            else TableFrame(max(row - 1, 0), row, last),
        ),
        (
            tr("The data end here"),
            TableFrame(min(held.top, row), min(held.split, row), row, held.span) if held else None,
        ),
    ):
        if frame is not None:
            menu.addAction(words).triggered.connect(
                lambda _=False, frame=frame: saying.move(number, frame)
            )


def offer_tables(menu: QMenu, sight: Sight, saying: Saying, chosen: QRect | None) -> None:
    """Offer to read the chosen cells as a table, and to leave out the one looked at."""
    if not sight.view.tables_can_be_framed:
        return
    menu.addSeparator()
    if chosen is not None:
        menu.addAction(tr("Read the chosen cells as a table")).triggered.connect(
            lambda: saying.add(chosen)
        )
    looked_at = saying.suggestion
    if looked_at is not None:
        words = tr("Read this table") if looked_at.left_out else tr("Leave this table out")
        menu.addAction(words).triggered.connect(lambda: saying.leave_out(read=looked_at.left_out))


def column_box(menu: QMenu, column: int, sight: Sight, choosing: Choosing, choose: Choose) -> None:
    """Offer to take in a column of the sheet, counted from 0, or to leave it out."""
    name = sight.sheet.name
    take = menu.addAction(tr("Take in column {column}", column=column_letters(column)))
    take.setCheckable(True)
    take.setChecked((name, column) not in choosing.columns_left_out)
    take.triggered.connect(lambda on: choose(with_column(choosing, name, column, taken=on)))
