"""One workbook: the sheet as it looks, its columns, beneath the difference and the findings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.importing.choosing import with_column
from workbench.desktop.importing.columns_panel import ColumnsPanel
from workbench.desktop.importing.difference_model import Names
from workbench.desktop.importing.difference_panel import DifferencePanel
from workbench.desktop.importing.files import File
from workbench.desktop.importing.finding_choices import measure_groups
from workbench.desktop.importing.finding_model import TO_DECIDE
from workbench.desktop.importing.findings_panel import FindingsPanel
from workbench.desktop.importing.looks_reader import LooksReader
from workbench.desktop.importing.naming import offer_indicators
from workbench.desktop.importing.saying import Saying
from workbench.desktop.importing.sheet_menus import (
    column_box,
    empty_menu,
    offer_edges,
    offer_tables,
    row_box,
)
from workbench.desktop.importing.sheet_model import Sight, cell_of, sight
from workbench.desktop.importing.sheet_pane import SheetPane
from workbench.desktop.look import SPACING
from workbench.desktop.tasks import Tasks
from workbench.exchange.findings import Finding, Level
from workbench.exchange.guidance import NO_GUIDANCE
from workbench.exchange.looks import SheetLooks
from workbench.exchange.matching import MeasureFinder
from workbench.exchange.proposals import Line
from workbench.language import tr
from workbench.plan.structure import Plan

_DIFFERENCE, _FINDINGS = range(2)
_HEIGHTS = (320, 240)
_WIDTHS = (712, 352)
#: Years before the plan that columns of values may be of, and years after it.
_BEFORE, _AFTER = 6, 3


class WorkbookView(QWidget):
    """Shows a file that was read, and says what a person makes of it."""

    #: The person said something about the sheet: a `Guidance`.
    guided = Signal(object)
    #: Findings, and the key of the decision on them; see `FindingsPanel.decided`.
    decided = Signal(object, str)
    #: The person takes in something else: a `Choosing`.
    choosing_wanted = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets = SheetPane()
        self.saying = Saying(self)
        self.looks = LooksReader(tasks, self)
        self.columns = ColumnsPanel(self.saying)
        self.differences = DifferencePanel(tasks)
        self.findings = FindingsPanel()
        self.tabs = QTabBar()
        self._lower = QStackedWidget()
        self._file: File | None = None
        self._plan: Plan | None = None
        self._years: tuple[int, ...] = ()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFixedHeight(look.scaled(4 * SPACING - 2))
        self.tabs.setAccessibleName(tr("Differences and findings"))
        self.tabs.addTab(tr("Differences"))
        self.tabs.addTab(tr("Findings"))
        self._lower.addWidget(self.differences)
        self._lower.addWidget(self.findings)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, SPACING // 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._lower, 1)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.setObjectName("import sheet and columns")
        self.across.addWidget(self.sheets)
        self.across.addWidget(self.columns)
        self.across.setStretchFactor(0, 1)
        self.across.setStretchFactor(1, 0)
        self.across.setCollapsible(0, False)
        self.across.setSizes(list(_WIDTHS))
        self.down = QSplitter(Qt.Orientation.Vertical)
        self.down.setObjectName("import sheet and differences")
        self.down.addWidget(self.across)
        self.down.addWidget(below)
        self.down.setStretchFactor(0, 3)
        self.down.setStretchFactor(1, 2)
        self.down.setSizes(list(_HEIGHTS))
        for splitter in (self.across, self.down):
            splitter.setHandleWidth(SPACING)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.down)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._lower.setCurrentIndex)
        self.sheets.turned.connect(self._turn)
        self.looks.read.connect(self._show_looks)
        self.sheets.looked_at.connect(self._follow_cell)
        self.sheets.view.frame_moved.connect(self.saying.move)
        self.sheets.view.row_asked.connect(self._ask_row)
        self.sheets.view.column_asked.connect(self._ask_column)
        self.sheets.view.range_chosen.connect(self.columns.offer_range)
        self.saying.guided.connect(self.guided)
        self.columns.column_chosen.connect(self._show_column)
        self.columns.table_chosen.connect(self._show_table)
        self.columns.range_wanted.connect(self._read_range)
        self.columns.model.take_wanted.connect(self._take_column)
        self.differences.chosen.connect(self._follow_line)
        self.differences.choosing_wanted.connect(self.choosing_wanted)
        self.findings.chosen.connect(self._follow_finding)
        self.findings.decided.connect(self.decided)

    def show_file(self, file: File, plan: Plan) -> None:
        """Show a file that has been read, for taking into a plan."""
        profile = plan.profile
        names = Names(profile.area_code, profile.municipality)
        # What columns of values may be of, the newest first.
        years = tuple(range(profile.last_year + _AFTER, profile.first_year - _BEFORE - 1, -1))
        is_other = file is not self._file
        self._plan = plan
        self._file, self._years = file, years
        reading = file.reading
        if reading is None:
            return
        proposal = reading.proposal
        self.sheets.show_sights(self._sights(file))
        self._show_columns()
        self._want_looks()
        self.differences.show_reading(reading, names, file.effective)
        self.findings.show_findings(proposal.findings, file.decided, measure_groups(plan))
        self._name_tabs()
        if is_other:
            to_find = not proposal.recognised or not len(reading.lines)
            self.tabs.setCurrentIndex(_FINDINGS if to_find else _DIFFERENCE)

    def show_choosing(self, file: File) -> None:
        """Show what is taken in of the file that is shown already."""
        self.sheets.show_sights(self._sights(file))
        self._show_columns()
        self.differences.show_choosing(file.effective)

    @staticmethod
    def _sights(file: File) -> Sequence[Sight]:
        assert file.reading is not None
        proposal, lines = file.reading.proposal, file.reading.lines
        return [
            sight(view, lines, proposal.findings, file.effective, file.looks.get(view.sheet.name))
            for view in proposal.views
        ]

    def _name_tabs(self) -> None:
        assert self._file is not None
        assert self._file.reading is not None
        count = len(self._file.reading.lines)
        self.tabs.setTabText(_DIFFERENCE, tr("Differences ({count})", count=f"{count:,}"))
        found, open_ones = self.findings.model.count(None), self.findings.model.count(TO_DECIDE)
        words = (
            tr("Findings ({count}, {open} to be decided)", count=found, open=open_ones)
            if open_ones
            else tr("Findings ({count})", count=found)
        )
        self.tabs.setTabText(_FINDINGS, words)
        colours = look.current_colours()
        self.tabs.setTabTextColor(_FINDINGS, QColor(colours.bad if open_ones else colours.text))

    def _turn(self) -> None:
        self._show_columns()
        self._want_looks()

    def _want_looks(self) -> None:
        """Read how the shown sheet looks in its workbook, where that is not known yet."""
        current = self.sheets.sight
        if self._file is not None and current is not None:
            self.looks.want(self._file, current.sheet)

    def _show_looks(self, file: File, sheet: str, looks: SheetLooks) -> None:
        current = self.sheets.sight
        if file is self._file and current is not None and current.sheet.name == sheet:
            self.sheets.view.show_looks(looks)

    def _show_columns(self) -> None:
        current = self.sheets.sight
        self.saying.show(current, self._file.guidance if self._file else NO_GUIDANCE)
        self.columns.show_sight(current, self._years)
        view = self.sheets.view
        view.can_move_frames = current is not None and current.view.tables_can_be_framed
        view.sheet_model.head_with(self.saying.number)

    def _show_table(self, number: int) -> None:
        """Look at another table of the sheet."""
        tables = self.sheets.view.sheet_model.tables
        if number < len(tables) and tables[number].table.columns:
            table = tables[number].table
            self.sheets.view.go_to_cell(table.top, table.columns[0].index)

    def _read_range(self) -> None:
        chosen = self.sheets.view.chosen_range
        if chosen is not None:
            # They are no longer chosen then: one table is made of them.
            self.sheets.view.go_to_cell(chosen.top(), chosen.left())
            self.saying.add(chosen)

    @property
    def show_findings(self) -> bool:
        """Tell whether the findings are shown beneath, not the differences."""
        return self.tabs.currentIndex() == _FINDINGS

    def look_at_findings(self, only: Level | str | None = None) -> None:
        """Show the findings, perhaps only those to be decided."""
        self.tabs.setCurrentIndex(_FINDINGS)
        self.findings.show_only(only)
        self.findings.table.setFocus()

    def _follow_line(self, line: Line) -> None:
        place = cell_of(line.cell)
        if place is not None:
            self._go_quietly(line.sheet, *place)

    def _follow_finding(self, finding: Finding) -> None:
        place = cell_of(finding.cell)
        if place is not None:
            self._go_quietly(finding.sheet, *place)

    def _go_quietly(self, sheet: str, row: int, column: int) -> None:
        """Show a cell without the lists beneath following it in turn."""
        self.sheets.looked_at.disconnect(self._follow_cell)
        try:
            self.sheets.go_to(sheet, row, column)
        finally:
            self.sheets.looked_at.connect(self._follow_cell)
        self.columns.follow_cell(row, column)
        self.sheets.view.sheet_model.head_with(self.saying.number)

    def _follow_cell(self, _sheet: str, row: int, column: int) -> None:
        """Mark in the lists beneath and at the right what belongs to the cell looked at."""
        model = self.sheets.view.sheet_model
        self.columns.follow_cell(row, column)
        model.head_with(self.saying.number)
        place = model.line_place(row, column)
        if place is not None:
            self.differences.look_at(place)
        findings = model.findings(row, column)
        if findings:
            self.findings.look_at(findings[0])

    def _show_column(self, column: int) -> None:
        current, looked_at = self.sheets.view.currentIndex(), self.saying.suggestion
        row = looked_at.table.first_row if looked_at else max(current.row(), 0)
        self.sheets.view.go_to_cell(row, column)

    def _take_column(self, column: int, taken: bool) -> None:
        current = self.sheets.sight
        if self._file is not None and current is not None:
            name = current.sheet.name
            self.choosing_wanted.emit(with_column(self._file.choosing, name, column, taken=taken))

    def row_menu(self, row: int) -> QMenu:
        """Return what can be done with a row of the sheet, counted from 0."""
        menu = empty_menu(self)
        current = self.sheets.sight
        if self._file is not None and current is not None:
            choose = self.choosing_wanted.emit
            row_box(menu, row, current, self._file.choosing, choose)
            offer_edges(menu, row, current, self.saying)
            offer_tables(menu, current, self.saying, self.sheets.view.chosen_range)
            self._offer_indicators(menu, row, max(self.sheets.view.currentIndex().column(), 0))
        return menu

    def _ask_row(self, row: int, at: QPoint) -> None:
        if row >= 0:
            self.row_menu(row).popup(at)

    def column_menu(self, column: int) -> QMenu | None:
        """Return what can be done with a column of the sheet, counted from 0."""
        current = self.sheets.sight
        if column < 0 or self._file is None or current is None:
            return None
        menu = self.columns.menu(self.columns.model.row_of(column)) or empty_menu(self)
        column_box(menu, column, current, self._file.choosing, self.choosing_wanted.emit)
        looked_at = self.saying.suggestion
        self._offer_indicators(menu, looked_at.table.top if looked_at else 0, column)
        return menu

    def _ask_column(self, column: int, at: QPoint) -> None:
        menu = self.column_menu(column)
        if menu is not None:
            menu.popup(at)

    def _offer_indicators(self, menu: QMenu, row: int, column: int) -> None:
        reading = self._file.reading if self._file else None
        if self._plan is not None and reading is not None:
            measures = MeasureFinder(self._plan, reading.old_codes)
            offer_indicators(
                menu, self.saying.suggestion, (row, column), measures, self.decided.emit
            )
