"""Entering headship rates: pasted from a spreadsheet or typed, always with their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.charts.table_view import row_height
from workbench.desktop.widgets.rows import held_item
from workbench.errors import PersonError
from workbench.language import tr
from workbench.population.age_spans import AgeSpan
from workbench.population.headship import FIRST_AGE, HeadshipRates
from workbench.population.headship_reading import cells_of, read_headship
from workbench.population.tables import SEX_NAMES

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
#: The ages of an empty table, as the census publishes them.
_LAST_AGE = 85
_SEXES = ("male", "female")
_COLUMN_WIDTH = 14 * look.SPACING


#: Of rates that were typed or pasted.
_NOWHERE: Mapping[tuple[int, str, int], str] = {}


class RateTable(QTableWidget):
    """Rates by age; a block that is pasted takes the place of the whole table."""

    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)


class HeadshipForm(QWidget):
    """A table of rates with their source; `given` carries both when they are kept.

    Nothing is written before that. `left` says that the form is done with, `cleared` that the
    plan's rates are to be taken out.
    """

    given = Signal(object, str)
    cleared = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[tuple[str, int]] = []
        self.table = RateTable()
        self.source = QLineEdit()
        self.year = QSpinBox()
        self.paste_button = QPushButton(tr("Paste from Excel"))
        self.keep_button = QPushButton(tr("Keep these rates"))
        self.leave_button = QPushButton(tr("Leave as it was"))
        self.clear_button = QPushButton(tr("Take the rates out"))
        self.trouble = look.label()
        self._arrange()
        self.table.pasted.connect(self.paste)
        self.paste_button.clicked.connect(self.paste)
        self.keep_button.clicked.connect(self._keep)
        self.leave_button.clicked.connect(self.left)
        self.clear_button.clicked.connect(self.cleared)

    def _arrange(self) -> None:
        self.source.setPlaceholderText(tr("Publication or workbook, as the census of 2020"))
        self.source.setAccessibleName(tr("Source of the headship rates"))
        self.year.setRange(1980, 2100)
        self.year.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.year.setAccessibleName(tr("Year of the headship rates"))
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.table.setAccessibleName(tr("Headship rates"))
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setFrameShape(QTableWidget.Shape.NoFrame)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(row_height())
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(look.scaled(_COLUMN_WIDTH))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setFont(look.text_font(look.SMALL))
        top = QHBoxLayout()
        top.setSpacing(look.SPACING)
        top.addWidget(look.label(tr("Headship rates (%)"), bold=True))
        top.addStretch(1)
        top.addWidget(self.paste_button)
        origin = QHBoxLayout()
        origin.setSpacing(look.SPACING)
        for words, widget, stretch in (
            (tr("Source"), self.source, 1),
            (tr("Year"), self.year, 0),
        ):
            label = look.label(words, muted=True)
            label.setBuddy(widget)
            origin.addWidget(label)
            origin.addWidget(widget, stretch)
        bottom = QHBoxLayout()
        bottom.setSpacing(look.SPACING)
        bottom.addWidget(self.clear_button)
        bottom.addStretch(1)
        bottom.addWidget(self.leave_button)
        bottom.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SPACING)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(origin)
        column.addWidget(self.trouble)
        column.addLayout(bottom)

    def begin(
        self,
        rates: HeadshipRates | None,
        source: str,
        year: int,
        places: Mapping[tuple[int, str, int], str] | None = None,
    ) -> None:
        """Show the plan's rates, or an empty table for `year` where it has none.

        `places` say where single rates come from, by year, sex and first age.
        """
        self.source.setText(source)
        self.year.setValue(rates.years[0] if rates else year)
        self.clear_button.setVisible(rates is not None)
        self._say("")
        if rates is not None:
            self._show(rates, places or {})
            return
        spans = [AgeSpan(first, first + 4) for first in range(FIRST_AGE, _LAST_AGE, 5)]
        spans.append(AgeSpan(_LAST_AGE, None))
        self._lay_out([(sex, year) for sex in _SEXES], spans)

    def paste(self) -> None:
        """Take the block on the clipboard in place of the table; a bad one changes nothing."""
        text = QGuiApplication.clipboard().text()
        try:
            rates = read_headship(cells_of(text), self.year.value())
        except PersonError as error:
            self._say(str(error))
            return
        self._say("")
        self.year.setValue(rates.years[0])
        self._show(rates)

    def _show(
        self, rates: HeadshipRates, places: Mapping[tuple[int, str, int], str] = _NOWHERE
    ) -> None:
        self._lay_out([(sex, year) for year in rates.years for sex in _SEXES], rates.spans)
        for column, (sex, year) in enumerate(self._columns, start=1):
            shares = rates.shares[rates.years.index(year), _SEXES.index(sex)]
            for row, share in enumerate(shares):
                item = held_item(self.table, row, column)
                item.setText(f"{round(float(share) * 100, 4):g}")
                first = rates.spans[row].first or 0
                item.setToolTip(places.get((year, sex, first), ""))

    def _lay_out(self, columns: Sequence[tuple[str, int]], spans: Sequence[AgeSpan]) -> None:
        self._columns = list(columns)
        self.year.setEnabled(len({year for _sex, year in columns}) == 1)
        self.table.clear()
        self.table.setRowCount(len(spans))
        self.table.setColumnCount(1 + len(columns))
        several = len(columns) > len(_SEXES)
        names = [f"{SEX_NAMES[sex]} {year}" if several else str(SEX_NAMES[sex])
                 for sex, year in columns]  # fmt: skip
        self.table.setHorizontalHeaderLabels([tr("Age"), *names])
        for row, span in enumerate(spans):
            label = QTableWidgetItem(_label(span))
            label.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.table.setItem(row, 0, label)
            for column in range(1, 1 + len(columns)):
                item = QTableWidgetItem("")
                item.setTextAlignment(_RIGHT)
                item.setFont(look.number_font())
                self.table.setItem(row, column, item)
        for column in range(1 + len(columns)):
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            heading = self.table.horizontalHeaderItem(column)
            assert heading is not None
            heading.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _keep(self) -> None:
        """Say what stands in the table, if it is whole and has a source."""
        year = self.year.value()
        several = len(self._columns) > len(_SEXES)
        heading = ["", *(f"{SEX_NAMES[sex]} {of_year if several else year}"
                         for sex, of_year in self._columns)]  # fmt: skip
        rows = [
            [held_item(self.table, row, 0).text()]
            + [
                _per_cent(held_item(self.table, row, column).text())
                for column in range(1, self.table.columnCount())
            ]
            for row in range(self.table.rowCount())
        ]
        try:
            rates = read_headship([heading, *rows], year)
        except PersonError as error:
            self._say(str(error))
            return
        if not self.source.text().strip():
            self._say(tr("Say where the rates come from; without a source nobody can check them."))
            self.source.setFocus()
            return
        self._say("")
        self.given.emit(rates, self.source.text())

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


def _per_cent(typed: str) -> str:
    """Return a typed rate with its sign: the table is headed per cent."""
    bare = typed.strip()
    return f"{bare}%" if bare and not bare.endswith(("%", "％")) else bare


def _label(span: AgeSpan) -> str:
    if span.last is None:
        return tr("{first}+", first=span.first)
    return tr("{first}-{last}", first=span.first, last=span.last)
