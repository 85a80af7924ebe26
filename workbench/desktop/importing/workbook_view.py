"""One workbook: the sheet as it looks, its columns, beneath the difference and the findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.importing.choosing import with_column, with_row
from workbench.desktop.importing.column_model import can_be_changed
from workbench.desktop.importing.columns_panel import ColumnsPanel
from workbench.desktop.importing.difference_model import Names
from workbench.desktop.importing.difference_panel import DifferencePanel
from workbench.desktop.importing.files import File
from workbench.desktop.importing.finding_choices import measure_groups
from workbench.desktop.importing.finding_model import TO_DECIDE
from workbench.desktop.importing.findings_panel import FindingsPanel
from workbench.desktop.importing.sheet_model import Sight, cell_of, sight
from workbench.desktop.importing.sheet_pane import SheetPane
from workbench.desktop.importing.table_frame import TableFrame
from workbench.desktop.look import SPACING
from workbench.desktop.tasks import Tasks
from workbench.exchange.fields import Field, meanings_of
from workbench.exchange.findings import Finding
from workbench.exchange.guidance import Guidance
from workbench.exchange.mapping import confirmed, with_field
from workbench.exchange.proposals import Line
from workbench.exchange.tables import find_table
from workbench.exchange.workbooks import column_letters
from workbench.language import tr
from workbench.plan.structure import Plan, Role

_DIFFERENCE, _FINDINGS = range(2)
_HEIGHTS = (320, 240)
_WIDTHS = (720, 344)
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
        self.columns = ColumnsPanel()
        self.differences = DifferencePanel(tasks)
        self.findings = FindingsPanel()
        self.tabs = QTabBar()
        self._lower = QStackedWidget()
        self._file: File | None = None
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
        self.sheets.turned.connect(self._show_columns)
        self.sheets.looked_at.connect(self._follow_cell)
        self.sheets.view.frame_moved.connect(self._move_frame)
        self.sheets.view.row_asked.connect(self._ask_row)
        self.sheets.view.column_asked.connect(self._ask_column)
        self.columns.frame_moved.connect(self._move_frame)
        self.columns.meaning_chosen.connect(self._give_meaning)
        self.columns.confirmed.connect(self._confirm)
        self.columns.start_again.connect(self._start_again)
        self.columns.column_chosen.connect(self._show_column)
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
        self._file, self._years = file, years
        reading = file.reading
        if reading is None:
            return
        proposal = reading.proposal
        self.sheets.show_sights(self._sights(file))
        self._show_columns()
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
        return [sight(view, lines, proposal.findings, file.effective) for view in proposal.views]

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

    def _show_columns(self) -> None:
        current = self.sheets.sight
        name = current.sheet.name if current else ""
        guidance = self._file.guidance if self._file else Guidance()
        mapped = name in guidance.mappings or name in guidance.areas
        self.columns.show_sight(current, self._years, mapped=mapped)
        self.sheets.view.can_move_frames = current is not None and can_be_changed(current)

    @property
    def show_findings(self) -> bool:
        """Tell whether the findings are shown beneath, not the differences."""
        return self.tabs.currentIndex() == _FINDINGS

    def look_at_findings(self, only: object = None) -> None:
        """Show the findings, perhaps only those to be decided."""
        self.tabs.setCurrentIndex(_FINDINGS)
        self.findings.show_only(only)  # type: ignore[arg-type]
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

    def _follow_cell(self, _sheet: str, row: int, column: int) -> None:
        """Mark in the lists beneath and at the right what belongs to the cell looked at."""
        model = self.sheets.view.sheet_model
        self.columns.follow_cell(row, column)
        place = model.line_place(row, column)
        if place is not None:
            self.differences.look_at(place)
        findings = model.findings(row, column)
        if findings:
            self.findings.look_at(findings[0])

    def _show_column(self, column: int) -> None:
        current = self.sheets.view.currentIndex()
        tables = self.sheets.view.sheet_model.tables
        row = tables[0].table.first_row if tables else max(current.row(), 0)
        self.sheets.view.go_to_cell(row, column)

    def _move_frame(self, number: int, frame: TableFrame) -> None:
        current = self.sheets.sight
        if self._file is None or current is None or number >= len(current.view.tables):
            return
        areas = {**self._file.guidance.areas, current.sheet.name: frame.area}
        # What was said of columns under another heading does not hold under this one.
        mappings = dict(self._file.guidance.mappings)
        mappings.pop(current.sheet.name, None)
        self.guided.emit(replace(self._file.guidance, areas=areas, mappings=mappings))

    def _give_meaning(
        self, column: int, field: Field | None, role: Role | None, year: int | None
    ) -> None:
        suggestion = self.columns.model.suggestion
        if suggestion is not None:
            self._map(with_field(suggestion, column, field, role=role, fiscal_year=year).meanings)

    def _confirm(self) -> None:
        suggestion = self.columns.model.suggestion
        if suggestion is not None:
            self._map(suggestion.meanings)

    def _map(self, meanings: Sequence[object]) -> None:
        current, suggestion = self.sheets.sight, self.columns.model.suggestion
        if self._file is None or current is None or suggestion is None:
            return
        guidance, name = self._file.guidance, current.sheet.name
        mapping = confirmed(
            suggestion.table,
            meanings,  # type: ignore[arg-type]
            shown=name in guidance.areas,
        )
        self.guided.emit(replace(guidance, mappings={**guidance.mappings, name: mapping}))

    def _start_again(self) -> None:
        """Read the sheet by the names of its columns, as if nobody had said anything of it."""
        current = self.sheets.sight
        if self._file is None or current is None:
            return
        guidance, name = self._file.guidance, current.sheet.name
        areas = {sheet: area for sheet, area in guidance.areas.items() if sheet != name}
        mappings = {sheet: one for sheet, one in guidance.mappings.items() if sheet != name}
        if current.view.remembered:
            # What was confirmed on an earlier sheet gives way to what is said of this one.
            table = find_table(current.sheet)
            if table is not None:
                mappings[name] = confirmed(table, meanings_of(table.columns))
        self.guided.emit(replace(guidance, areas=areas, mappings=mappings))

    def _take_column(self, column: int, taken: bool) -> None:
        current = self.sheets.sight
        if self._file is not None and current is not None:
            self.choosing_wanted.emit(
                with_column(self._file.choosing, current.sheet.name, column, taken=taken)
            )

    def row_menu(self, row: int) -> QMenu:
        """Return what can be done with a row of the sheet, counted from 0."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = self.sheets.sight
        if self._file is None or current is None:
            return menu
        name = current.sheet.name
        action = menu.addAction(tr("Take in row {row}", row=row + 1))
        action.setCheckable(True)
        action.setChecked((name, row) not in self._file.choosing.rows_left_out)
        action.triggered.connect(
            lambda on: self._file and self.choosing_wanted.emit(
                with_row(self._file.choosing, name, row, taken=on)
            )
        )  # fmt: skip
        if can_be_changed(current):
            self._offer_frames(menu, row, current)
        return menu

    def _offer_frames(self, menu: QMenu, row: int, current: Sight) -> None:
        """Offer to let header or data begin or end at a row."""
        tables = current.view.tables
        held = TableFrame.of(tables[0].table) if tables else None
        last = current.sheet.height - 1
        menu.addSeparator()
        for words, frame in (
            (
                tr("The header begins here"),
                TableFrame(row, max(row, held.split), max(row, held.bottom)) if held else None,
            ),
            (
                tr("The data begin here"),
                TableFrame(min(held.top, row), row, max(row, held.bottom))
                if held
                else TableFrame(max(row - 1, 0), row, last),
            ),
            (
                tr("The data end here"),
                TableFrame(min(held.top, row), min(held.split, row), row) if held else None,
            ),
        ):
            if frame is not None:
                menu.addAction(words).triggered.connect(
                    lambda _=False, frame=frame: self._move_or_make(frame)
                )

    def _move_or_make(self, frame: TableFrame) -> None:
        current = self.sheets.sight
        if self._file is None or current is None:
            return
        areas = {**self._file.guidance.areas, current.sheet.name: frame.area}
        mappings = dict(self._file.guidance.mappings)
        mappings.pop(current.sheet.name, None)
        self.guided.emit(replace(self._file.guidance, areas=areas, mappings=mappings))

    def _ask_row(self, row: int, at: QPoint) -> None:
        if row >= 0:
            self.row_menu(row).popup(at)

    def _ask_column(self, column: int, at: QPoint) -> None:
        current = self.sheets.sight
        if column < 0 or self._file is None or current is None:
            return
        menu = self.columns.menu(self.columns.model.row_of(column))
        if menu is None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = current.sheet.name
        take = menu.addAction(tr("Take in column {column}", column=column_letters(column)))
        take.setCheckable(True)
        take.setChecked((name, column) not in self._file.choosing.columns_left_out)
        take.triggered.connect(lambda on: self._take_column(column, on))
        menu.popup(at)
