"""What an output is, how it is to be written, how far it is, and where it lies then."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.reports.outcome import Outcome
from workbench.desktop.reports.outputs import SET, Order, Output
from workbench.desktop.reports.scope_panel import internal_about, internal_words
from workbench.desktop.reports.tick_list import TickList
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading, Paper, prose
from workbench.language import tr

_WIDTH = 80 * SPACING
_BAR_WIDTH = 30 * SPACING


class OutputView(Paper):
    """One output with its choices; it asks for nothing and writes nothing itself."""

    #: The person wants it written, or no longer.
    wanted = Signal()
    cancelled = Signal()
    #: Another year was chosen.
    year_chosen = Signal()

    def __init__(self, output: Output) -> None:
        super().__init__(width=_WIDTH)
        self.output = output
        self.years = QComboBox()
        self.ways = QButtonGroup(self)
        self.ticks = TickList(tr("What to write"))
        self.all_link, self.none_link = Link(tr("Choose all")), Link(tr("Choose none"))
        self.internal = QCheckBox()
        self.internal.setChecked(output.holds_internal)
        self.internal.hide()
        self.button = push_button(tr("Write…"))
        self.button.setDefault(True)
        self.cancel_button = push_button(tr("Cancel"))
        self.bar = QProgressBar()
        self.outcome = Outcome()
        self._lay_out()
        self.button.clicked.connect(self.wanted)
        self.cancel_button.clicked.connect(self.cancelled)
        self.years.activated.connect(self.year_chosen)
        self.ways.buttonClicked.connect(self._offer)
        self.ticks.ticked.connect(self._offer)
        self.all_link.clicked.connect(lambda: self.ticks.tick_all(True))
        self.none_link.clicked.connect(lambda: self.ticks.tick_all(False))
        self.setFocusProxy(self.button)
        self.rest()

    def _lay_out(self) -> None:
        column, output = self.column, self.output
        column.addWidget(look.label(str(output.name), size=look.LARGE, bold=True))
        column.addWidget(prose(str(output.about), muted=True))
        if output.has_year:
            self._add_years(column)
        if len(output.ways) > 1:
            column.addWidget(Heading(tr("As")))
        for number, way in enumerate(output.ways):
            button = QRadioButton(str(way.name))
            button.setChecked(number == 0)
            self.ways.addButton(button, number)
            column.addWidget(button)
            # Shown before it had a place it would be a window of its own for a moment.
            button.setVisible(len(output.ways) > 1)
        if output.has_ticks:
            self._add_ticks(column)
        column.addWidget(self.internal)
        column.addSpacing(2 * SPACING)
        column.addLayout(self._actions())
        column.addWidget(self.outcome)
        column.addStretch(1)

    def _add_years(self, column: QVBoxLayout) -> None:
        column.addWidget(Heading(tr("Fiscal year asked about")))
        self.years.setAccessibleName(tr("Fiscal year asked about"))
        self.years.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.years.setMinimumHeight(3 * SPACING + SPACING // 2)
        row = QHBoxLayout()
        row.addWidget(self.years)
        row.addStretch(1)
        column.addLayout(row)

    def _add_ticks(self, column: QVBoxLayout) -> None:
        title = tr("Forms") if self.output.key == SET else tr("Departments")
        self.ticks_heading = Heading(title)
        column.addWidget(self.ticks_heading)
        links = QHBoxLayout()
        links.setSpacing(SPACING)
        links.addWidget(self.all_link)
        links.addWidget(self.none_link)
        links.addStretch(1)
        column.addLayout(links)
        column.addWidget(self.ticks)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        self.bar.setFixedSize(_BAR_WIDTH, SPACING)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far it is"))
        for widget in (self.button, self.bar, self.cancel_button):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def offer_ticks(self, things: Sequence[tuple[str, str]], note: str = "") -> None:
        """Offer the parts that can be written; what was left out before stays left out."""
        left_out = self.ticks.left_out
        self.ticks.offer(things, {key for key, _name in things if key not in left_out})
        rows = max(1, len(things))
        self.ticks.setFixedHeight(
            min(rows * self.ticks.sizeHintForRow(0) + 4 if things else 0, 320)
        )
        self.ticks_heading.set_note(note)
        self._offer()

    def offer_years(self, years: Sequence[tuple[int, str]], at_hand: int) -> None:
        """Offer fiscal years; `at_hand` where none was chosen yet."""
        chosen = self.years.currentData()
        self.years.clear()
        for year, name in years:
            self.years.addItem(name, year)
        self.years.setCurrentIndex(max(self.years.findData(chosen if chosen else at_hand), 0))

    def show_internal(self, marked: int) -> None:
        """Offer to write what is marked as internal, too; for a set of forms its scope says so."""
        self.internal.setText(internal_words(marked))
        self.internal.setToolTip(internal_about())
        self.internal.setVisible(marked > 0 and self.output.key != SET)

    def order(self) -> Order:
        """Return what is chosen; the scope is not known here."""
        way = self.output.ways[max(self.ways.checkedId(), 0)]
        parts = tuple(str(key) for key in self.ticks.chosen) if self._takes_ticks else ()
        internal = self.internal.isChecked()
        return Order(self.output, way, parts, self.years.currentData(), internal=internal)

    @property
    def _takes_ticks(self) -> bool:
        """Tell whether the parts matter: a workbook for all departments is for all of them."""
        way = self.output.ways[max(self.ways.checkedId(), 0)]
        return self.output.has_ticks and (self.output.key == SET or not way.ending)

    def _offer(self, *_given: object) -> None:
        takes = self._takes_ticks
        for widget in (self.ticks, self.all_link, self.none_link):
            widget.setEnabled(takes)
        self.button.setEnabled(not takes or bool(self.ticks.chosen))

    def show_work(self, done: int = 0, of: int = 0) -> None:
        """Show how far the writing is; without a number of files, that it goes on."""
        self.button.setEnabled(False)
        self.bar.setRange(0, of if of > 1 else 0)
        self.bar.setValue(done)
        self.bar.show()
        self.cancel_button.show()
        if of > 1:
            self.outcome.tell(tr("Writing file {number} of {count}…", number=done + 1, count=of))
        else:
            self.outcome.tell(tr("Writing…"))

    def rest(self) -> None:
        """Show that nothing is being written."""
        self.bar.hide()
        self.cancel_button.hide()
        self._offer()
