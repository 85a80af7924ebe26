"""Period by period: levers that can be set for single periods, and the account of each."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from workbench.desktop import look
from workbench.desktop.charts.copying import copy_table
from workbench.desktop.charts.readings import Table
from workbench.desktop.charts.table_view import row_height
from workbench.desktop.population.period_values import BY_PERIOD, period_values, with_typed
from workbench.desktop.population.picture import Picture
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.view import PopulationView
from workbench.desktop.sheet import Sheet
from workbench.desktop.widgets.rows import held_item
from workbench.desktop.widgets.tips import in_lines
from workbench.errors import PersonError
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.city import CityProjection

#: The first column of a period; before it stand name and unit.
_FIRST = 2

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PeriodView(PopulationView):
    """A table with a column for each period; `taken` carries the assumptions after each change."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._years: tuple[int, ...] = ()
        self.table_widget = QTableWidget()
        self.copy_button = QPushButton(tr("Copy the table"))
        self.copy_button.setToolTip(tr("Copy the table (for Excel)"))
        self.clear_button = QPushButton(tr("Clear all period values"))
        self.trouble = look.label()
        self._arrange()
        self.table_widget.itemChanged.connect(self._typed)
        self.copy_button.clicked.connect(self.copy_table)
        self.clear_button.clicked.connect(self._clear)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(look.SPACING)
        top.addWidget(look.label(tr("Period by period"), bold=True))
        hint = look.label(
            tr("Type a value to set it for that period alone; empty it to go back."),
            size=look.SMALL,
            muted=True,
        )
        hint.setWordWrap(True)
        top.addWidget(hint, 1)
        top.addWidget(self.clear_button)
        top.addWidget(self.copy_button)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        table = self.table_widget
        table.setAccessibleName(tr("Period by period"))
        table.setFont(look.number_font())
        table.setShowGrid(False)
        table.setFrameShape(QTableWidget.Shape.NoFrame)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(_RIGHT)
        table.horizontalHeader().setFont(look.text_font(look.SMALL))
        table.verticalHeader().setDefaultSectionSize(row_height())
        table.verticalHeader().hide()
        sheet = Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(*[2 * look.SPACING] * 4)
        column.setSpacing(look.SPACING)
        column.addLayout(top)
        column.addWidget(self.trouble)
        column.addWidget(table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Lay out a column for each period."""
        self._picture, self._years = None, years
        table = self.table_widget
        accounts = [name for name, _, _ in _accounts(None)]
        rows = [(str(lever.name), str(lever.unit)) for lever in BY_PERIOD]
        rows += [(tr("Leads to"), ""), *((name, tr("persons")) for name in accounts)]
        with QSignalBlocker(table):
            table.clear()
            table.setColumnCount(_FIRST + len(years) - 1)
            table.setRowCount(len(rows))
            spans = [f"{start}–{end}" for start, end in pairwise(years)]
            table.setHorizontalHeaderLabels(["", tr("Unit"), *spans])
            for row, words in enumerate(rows):
                for column in range(table.columnCount()):
                    editable = row < len(BY_PERIOD) and column >= _FIRST
                    item = _cell(words[column] if column < _FIRST else "", editable=editable)
                    table.setItem(row, column, item)
                held_item(table, row, 0).setTextAlignment(_LEFT)
                for column in range(_FIRST):
                    held_item(table, row, column).setFont(look.text_font())
            held_item(table, len(BY_PERIOD), 0).setFont(look.text_font(bold=True))
            for row, lever in enumerate(BY_PERIOD):
                source = subject.lever_sources.get(lever.key, "")
                pieces = (str(lever.explanation), str(lever.formula), source)
                told = in_lines("\n".join(piece for piece in pieces if piece))
                held_item(table, row, 0).setToolTip(told)
        header, modes = table.horizontalHeader(), QHeaderView.ResizeMode
        # A period's years are never cut off; where text is large the table scrolls.
        header.setMinimumSectionSize(header.sectionSizeHint(_FIRST))
        header.setSectionResizeMode(modes.Stretch)
        for column in range(_FIRST):
            header.setSectionResizeMode(column, modes.ResizeToContents)

    def set_read_only(self, read_only: bool) -> None:
        """Take no typing, or take it again."""
        triggers = QTableWidget.EditTrigger
        usual = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.table_widget.setEditTriggers(triggers.NoEditTriggers if read_only else usual)
        self.clear_button.setVisible(not read_only)

    def follow(self, picture: Picture) -> None:
        """Show the levers and the account of each period."""
        self._picture = picture
        colours = look.current_colours()
        inputs, assumptions = picture.subject.inputs, picture.assumptions
        held = period_values(inputs, assumptions, self._years)
        table = self.table_widget
        with QSignalBlocker(table):
            muted = QColor(colours.muted)
            for row in range(table.rowCount()):
                held_item(table, row, 1).setForeground(muted)
            field = QColor(look.mix(colours.sheet, colours.accent_soft, 0.5))
            for row, lever in enumerate(BY_PERIOD):
                for period, value in enumerate(held.values[lever.key]):
                    item = held_item(table, row, _FIRST + period)
                    item.setText(format_number(float(value), lever.decimals))
                    item.setBackground(field)
                    own = held.overridden[lever.key][period]
                    waiting = lever.group in ("migration", "households") and not held.begun[period]
                    item.setFont(look.number_font(bold=own))
                    shade = colours.muted if waiting else colours.text
                    item.setForeground(QColor(colours.accent if own else shade))
                    item.setToolTip(_hint(own=own, waiting=waiting))
            first = len(BY_PERIOD) + 1
            for row, (_, figures, decimals) in enumerate(_accounts(picture.projection), first):
                for column, figure in enumerate(figures, _FIRST):
                    item = held_item(table, row, column)
                    item.setText(format_number(float(figure), decimals))
        self.clear_button.setEnabled(bool(assumptions.overrides))

    def table(self) -> Table:
        """Return levers and accounts with a column for each period."""
        picture = self._picture
        assert picture is not None
        held = period_values(picture.subject.inputs, picture.assumptions, self._years)
        rows = [(str(lever.name), lever.decimals, held.values[lever.key]) for lever in BY_PERIOD]
        rows += [
            (name, decimals, figures) for name, figures, decimals in _accounts(picture.projection)
        ]
        spans = [f"{a}–{b}" for a, b in pairwise(self._years)]
        return Table(
            (tr("Period"), *spans),
            tuple((name, *map(float, figures)) for name, _, figures in rows),
            (None,) * (1 + len(spans)),
            tuple(decimals for _, decimals, _ in rows),
        )

    def copy_table(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        copy_table(self.table())

    def _typed(self, item: QTableWidgetItem) -> None:
        picture = self._picture
        period = item.column() - _FIRST
        if picture is None or item.row() >= len(BY_PERIOD) or period < 0:
            return
        lever = BY_PERIOD[item.row()]
        span = self._years[period], self._years[period + 1]
        try:
            changed = with_typed(picture.assumptions, lever.key, *span, item.text())
        except PersonError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            self.follow(picture)
            return
        self.trouble.hide()
        self.follow(replace(picture, assumptions=changed))
        if changed != picture.assumptions:
            self.taken.emit(changed)

    def _clear(self) -> None:
        if self._picture is not None:
            self.taken.emit(replace(self._picture.assumptions, overrides=()))


def _accounts(run: CityProjection | None) -> list[tuple[str, np.ndarray, int]]:
    """Return the rows of the account: name, figures by period, decimals."""
    nothing = np.empty(0)
    return [
        (tr("Births, yearly average"), nothing if run is None else run.births_per_year[:, 0], 0),
        (
            tr("Deaths, yearly average"),
            nothing if run is None else run.deaths[:, 0] / run.ages.width,
            0,
        ),
        (
            tr("Natural change, yearly average"),
            nothing if run is None else run.natural_change_per_year[:, 0],
            0,
        ),
        (
            tr("Social change, yearly average"),
            nothing if run is None else run.social_change_per_year[:, 0],
            0,
        ),
        (tr("Population at the end"), nothing if run is None else run.total[1:, 0], 0),
    ]


def _cell(text: str, *, editable: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(_RIGHT)
    if not editable:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return item


def _hint(*, own: bool, waiting: bool) -> str:
    if waiting:
        return tr("Has no effect here: the changes begin later.")
    if own:
        return tr("Set for this period alone; empty it to go back.")
    return tr("Follows the lever; type a value to set it for this period alone.")
