"""What the implementation plan costs, added up over three years, and the accounts of the past."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.costs.accounts_section import AccountsSection
from workbench.desktop.costs.model import PARTIAL, By, CostModel, cost_lines
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import OVERVIEW
from workbench.desktop.plan.choices import Choices
from workbench.desktop.plan.theme_words import themes_title
from workbench.desktop.plan.year_in_view import YearChooser, YearInView
from workbench.desktop.progress.reading_table import ReadingTable
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Paper, prose, show_prose
from workbench.language import tr
from workbench.operations.initiatives import cost_tables
from workbench.plan.initiatives import CostKind, window
from workbench.plan.names import year_name
from workbench.plan.structure import Plan

_ROW_HEIGHT = 4 * SPACING
_FIGURE_WIDTH = 11 * SPACING
_WIDEST = 1200


class CostsPage(Paper):
    """A table that leads to the measures and themes, and is copied to Excel."""

    go_to = Signal(object)

    def __init__(self, document: Document, year: YearInView, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=_WIDEST)
        self._document = document
        self._year = year
        self._by = By.ELEMENT
        year.changed.connect(self._turn_year)
        self.above = Link(tr("Plan as a whole"))
        self.above.clicked.connect(lambda: self.go_to.emit(OVERVIEW))
        self.year_chooser = YearChooser(document, year)
        way = QHBoxLayout()
        way.addWidget(self.above)
        way.addStretch(1)
        way.addWidget(self.year_chooser)
        self.by = Choices(tr("Added up by"))
        self.by.chosen.connect(self._choose)
        self.copy = Link(tr("Copy the table"), size=look.SMALL)
        self.copy.setToolTip(tr("Copy the table (for Excel)"))
        head = QHBoxLayout()
        head.setSpacing(SPACING)
        head.addWidget(self.by)
        head.addStretch(1)
        head.addWidget(self.copy)
        self.model = CostModel(self)
        self.table = ReadingTable(
            self.model, tr("Totals of the implementation plan, thousand yen"), _ROW_HEIGHT
        )
        self.table.followed.connect(self.go_to)
        self.copy.clicked.connect(self.table.copy_all)
        self._span = look.label(muted=True)
        self._empty = prose(muted=True)
        self._note = prose(muted=True, size=look.SMALL)
        title = look.label(tr("Totals of the implementation plan"), size=look.LARGE, bold=True)
        self.column.addLayout(way)
        self.column.addWidget(title)
        self.column.addWidget(self._span)
        self.column.addLayout(head)
        for widget in (self.table, self._empty, self._note):
            self.column.addWidget(widget)
        self.accounts = AccountsSection(document)
        self.column.addSpacing(3 * SPACING)
        self.column.addWidget(self.accounts)
        self.column.addStretch(1)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Show the plan as it stands now."""
        plan, years = self._document.plan, window(self._year.year)
        self.year_chooser.refresh()
        self.by.set_options(
            [
                (By.ELEMENT, tr(", ").join(level.name for level in plan.levels)),
                (By.THEME, themes_title(plan)),
                (By.DEPARTMENT, tr("Department")),
            ]
        )
        self.by.show_choice(self._by)
        tables = {
            column: table
            for column, table in cost_tables(self._document.database, plan, years).items()
            # No year ahead has been settled yet.
            if column[1] is CostKind.BUDGET or table.whole.counted
        }
        self.model.show(cost_lines(plan, tables, self._by), list(tables))
        self.table.set_widths([None, *(_FIGURE_WIDTH for _ in tables)])
        self._span.setText(
            tr("{first} to {last}, thousand yen", first=year_name(years[0]),
               last=year_name(years[-1]))
        )  # fmt: skip
        has_any = bool(self.model.lines)
        self.table.setVisible(has_any)
        self.copy.setVisible(has_any)
        self._empty.setVisible(not has_any)
        self._note.setVisible(has_any)
        show_prose(self._empty, _empty_words(plan))
        show_prose(self._note, self._notes())
        self.accounts.refresh()

    def _notes(self) -> str:
        notes = []
        if self._by is not By.ELEMENT:
            notes.append(
                tr(
                    "An initiative of several themes or departments counts in full in each of "
                    "them, so that these lines may be more than the total."
                )
            )
        if self.model.is_partial:
            notes.append(tr("{mark} Costs that are not known are not in the sum.", mark=PARTIAL))
        return "\n".join(notes)

    def _choose(self, by: object) -> None:
        if by is not None:
            self._by = By(str(by))
        self.refresh()

    def _turn_year(self) -> None:
        if self.isVisible():
            self.refresh()


def _empty_words(plan: Plan) -> str:
    level = plan.levels[-1].name if plan.levels else ""
    return tr(
        "No initiative runs in these years yet. Initiatives are added on the page of each {level}.",
        level=level,
    )
