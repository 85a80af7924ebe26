"""What a workbook would change: filtered by kind and words, chosen line by line or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.importing.choosing import everything, nothing, with_lines, with_row
from workbench.desktop.importing.difference_model import (
    CELL,
    CHANGE,
    LINE_ROLE,
    NAME,
    NEW,
    OLD,
    ROLE,
    SUBJECT,
    YEAR,
    DifferenceModel,
    Names,
    matching,
)
from workbench.desktop.importing.files import Reading
from workbench.desktop.importing.filter_row import FilterRow
from workbench.desktop.importing.words import CHANGES
from workbench.desktop.look import SPACING
from workbench.desktop.tasks import Task, Tasks
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.rows import calm_table
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.choosing import EVERYTHING, Choosing
from workbench.exchange.line_table import LineTable
from workbench.exchange.proposals import Line
from workbench.exchange.workbooks import position
from workbench.language import tr

_ROW_HEIGHT = 26
_WIDTHS = {CHANGE: 112, SUBJECT: 176, YEAR: 60, ROLE: 88, OLD: 96, NEW: 96, CELL: 136}
#: More lines than this are searched on a worker thread.
_MANY = 2_000
_PAUSE = 120


class _Lines(QTableView):
    """Space takes the chosen lines in or leaves them out."""

    toggled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class DifferencePanel(QWidget):
    """The differences of one workbook and what of them is taken in."""

    #: A line that the person went to.
    chosen = Signal(object)
    #: The `Choosing` that the person wants.
    choosing_wanted = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None
        self.model = DifferenceModel(self)
        self.table = _Lines()
        self.filters = FilterRow((None, *Change), tr("Find in the differences"))
        self.search, self.chips = self.filters.search, self.filters.chips
        self.menu_button = push_button(tr("What to take in"))
        self.menu = QMenu(self.menu_button)
        self.blanks = _Blanks()
        self._lines: LineTable | None = None
        self._names = Names("", "")
        self._choosing = EVERYTHING
        self._only: Change | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._pause.timeout.connect(self._filter)
        self.filters.chosen.connect(self.show_only)
        self.search.textChanged.connect(self._pause.start)
        self.table.toggled.connect(self._toggle)
        self.table.selectionModel().currentChanged.connect(self._follow)
        self.table.clicked.connect(self._follow)
        self.model.take_wanted.connect(self._take)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.blanks.answered.connect(
            lambda clears: self.choosing_wanted.emit(replace(self._choosing, clear_blanks=clears))
        )

    def _lay_out(self) -> None:
        self.menu_button.setMenu(self.menu)
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Differences"))
        calm_table(self.table)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.verticalHeader().setDefaultSectionSize(look.scaled(_ROW_HEIGHT))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setWordWrap(False)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, look.scaled(width))
        self.table.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACING // 2, 0, 0)
        whole.setSpacing(SPACING // 2)
        whole.addWidget(self.filters)
        whole.addWidget(self.blanks)
        whole.addWidget(self.table, 1)

    def show_reading(self, reading: Reading | None, names: Names, choosing: Choosing) -> None:
        """Show the differences of a workbook; filter and search stay."""
        self._lines = reading.lines if reading else None
        self._names, self._choosing = names, choosing
        counts = reading.proposal.counts if reading else dict.fromkeys(Change, 0)
        if self._only is not None and not counts[self._only]:
            self._only = None
        self.filters.label(None, tr("All {count}", count=f"{sum(counts.values()):,}"))
        for change, count in counts.items():
            self.filters.label(change, _chip(change, count), is_there=count > 0)
        self.blanks.show_count(counts[Change.BLANK], clears=choosing.clear_blanks)
        self.menu_button.setEnabled(any(counts[change] for change in WRITING))
        self.model.show_choosing(choosing)
        self._filter()

    def show_choosing(self, choosing: Choosing) -> None:
        """Show what is taken in of the same differences."""
        self._choosing = choosing
        self.blanks.show_answer(clears=choosing.clear_blanks)
        self.model.show_choosing(choosing)

    def show_only(self, change: Change | None) -> None:
        """Show the lines of one kind; None for all."""
        self._only = change
        self._filter()

    def _filter(self) -> None:
        """Show the lines of the kind and words wanted; many of them are searched off the window."""
        self.chips[self._only].setChecked(True)
        if self._task is not None:
            self._task.cancel()
            self._task = None
        lines, words = self._lines, self.search.text()
        if lines is None:
            self._show_rows(())
            return
        rows = lines.of_kind(self._only)
        if not words or len(rows) <= _MANY:
            self._show_rows(matching(lines, rows, words))
            return
        self._task = self._tasks.start(
            lambda: matching(lines, rows, words), self._show_rows, _raise
        )

    @property
    def is_searching(self) -> bool:
        """Tell whether lines are being searched."""
        return self._pause.isActive() or (self._task is not None)

    def _show_rows(self, rows: Sequence[int]) -> None:
        self._task = None
        held = self.table.currentIndex()
        line = self.model.line(held.row()) if held.isValid() else None
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self.model.show_lines(self._lines, self._names, rows)
        if line is not None:
            self._mark(line.sheet, line.cell)
        selection.blockSignals(False)

    def _follow(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.line(index.row()))

    def look_at(self, place: int) -> None:
        """Mark a line of the table of differences, as when its cell was looked at."""
        rows = self.model.rows
        try:
            row = rows.index(place)
        except ValueError:
            return
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self.table.setCurrentIndex(self.model.index(row, CHANGE))
        selection.blockSignals(False)
        self.table.viewport().update()

    def _mark(self, sheet: str, cell: str) -> None:
        if self._lines is None or not cell:
            return
        for place in self._lines.in_row(sheet, position(cell)[0]):
            if self._lines[place].cell == cell:
                self.look_at(place)
                return

    def _selected(self) -> list[Line]:
        rows = self.table.selectionModel().selectedRows()
        return [index.data(LINE_ROLE) for index in rows]

    def _toggle(self) -> None:
        """Take the chosen lines in; when all of them are already, leave them out."""
        lines = [line for line in self._selected() if line.change in WRITING]
        if lines:
            self._take(lines, not all(map(self.model.is_taken, lines)))

    def _take(self, lines: list[Line], taken: bool) -> None:
        if self._lines is not None:
            self.choosing_wanted.emit(with_lines(self._choosing, self._lines, lines, taken=taken))

    def fill_menu(self) -> None:
        """Offer all, nothing, kinds, the row looked at, and rows with errors."""
        menu, choosing, lines = self.menu, self._choosing, self._lines
        menu.clear()
        if lines is None:
            return
        menu.addAction(tr("Take everything in")).triggered.connect(
            lambda: self.choosing_wanted.emit(everything(choosing))
        )
        menu.addAction(tr("Leave everything out, to choose one by one")).triggered.connect(
            lambda: self.choosing_wanted.emit(nothing(choosing, lines))
        )
        menu.addSeparator()
        for kind in (Change.NEW, Change.CHANGED):
            action = menu.addAction(f"{CHANGES[kind][0]} {CHANGES[kind][1]}")
            action.setCheckable(True)
            action.setChecked(kind in choosing.kinds)
            action.triggered.connect(
                lambda on, kind=kind: self.choosing_wanted.emit(
                    replace(choosing, kinds=choosing.kinds | {kind} if on
                            else choosing.kinds - {kind})
                )
            )  # fmt: skip
        menu.addSeparator()
        self._offer_row(menu)
        bad = menu.addAction(tr("Leave rows out that hold an error"))
        bad.setCheckable(True)
        bad.setChecked(choosing.skip_bad_rows)
        bad.triggered.connect(
            lambda on: self.choosing_wanted.emit(replace(choosing, skip_bad_rows=on))
        )

    def _offer_row(self, menu: QMenu) -> None:
        """Offer to leave out the row of the sheet that the current line comes from."""
        current = self.table.currentIndex()
        line = self.model.line(current.row()) if current.isValid() else None
        if line is None or not line.cell:
            return
        row = position(line.cell)[0]
        action = menu.addAction(tr("Row {row} of the sheet", row=row + 1))
        action.setCheckable(True)
        action.setChecked((line.sheet, row) not in self._choosing.rows_left_out)
        action.triggered.connect(
            lambda on: self.choosing_wanted.emit(
                with_row(self._choosing, line.sheet, row, taken=on)
            )
        )


class _Blanks(QWidget):
    """Asks once what blanks in the file do to values that the plan holds."""

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._words = look.label()
        self.keep = QRadioButton(tr("keep the plan's value"))
        self.clear = QRadioButton(tr("clear it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACING, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        row.addWidget(self._words)
        row.addWidget(self.keep)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.keep.clicked.connect(lambda: self.answered.emit(False))
        self.clear.clicked.connect(lambda: self.answered.emit(True))
        self.hide()

    def show_count(self, count: int, *, clears: bool) -> None:
        """Ask about `count` blanks; nothing is asked when there are none."""
        self._words.setText(
            tr("□ {count} cells are blank in the file and have a value in the plan:", count=count)
        )
        self.show_answer(clears=clears)
        self.setVisible(count > 0)

    def show_answer(self, *, clears: bool) -> None:
        """Show what was answered."""
        (self.clear if clears else self.keep).setChecked(True)


def _chip(change: Change, count: int) -> str:
    sign, word = CHANGES[change]
    return f"{sign} {word} {count:,}"


def _raise(error: BaseException) -> None:
    raise error
