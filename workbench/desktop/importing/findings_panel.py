"""The findings of a workbook: filtered by level and words, leading to their cell, decided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.importing.filter_row import FilterRow
from workbench.desktop.importing.finding_choices import (
    MeasureGroup,
    asks_for_measure,
    can_be_decided,
    choices_of,
    grouped,
)
from workbench.desktop.importing.finding_model import (
    DECISION,
    FINDING_ROLE,
    LEVEL,
    PLACE,
    RULE,
    TEXT,
    TO_DECIDE,
    WHAT,
    Decided,
    FindingModel,
)
from workbench.desktop.importing.words import LEVELS
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.rows import calm_table
from workbench.exchange.findings import Choice, Finding, Level
from workbench.language import tr

_ROW_HEIGHT = 42
_WIDTHS = {LEVEL: 80, PLACE: 136, TEXT: 136, RULE: 76, DECISION: 176}


class _Findings(QTableView):
    """Enter or a click on the decision asks for one."""

    decision_asked = Signal(object, QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
        if event.key() in keys and self.currentIndex().isValid():
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.column() == DECISION:
            self._ask(index)

    def _ask(self, index: QModelIndex) -> None:
        rect = self.visualRect(index.siblingAtColumn(DECISION))
        at = self.viewport().mapToGlobal(rect.bottomLeft())
        self.decision_asked.emit(index.data(FINDING_ROLE), at)


class FindingsPanel(QWidget):
    """The list of findings; a decision is chosen in its line."""

    #: A finding that the person went to.
    chosen = Signal(object)
    #: Findings, and the key of the choice for all of them; an empty key takes decisions back.
    decided = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingModel(self)
        self.table = _Findings()
        self.filters = FilterRow((None, TO_DECIDE, *Level), tr("Find in the findings"))
        self.search, self.chips = self.filters.search, self.filters.chips
        self._only: Level | str | None = None
        self._lay_out()
        self.filters.chosen.connect(self.show_only)
        self.search.textChanged.connect(self._filter)
        self.table.decision_asked.connect(self._ask)
        self.table.selectionModel().currentChanged.connect(self._follow)
        self.table.clicked.connect(self._follow)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Findings"))
        calm_table(self.table)
        self.table.verticalHeader().setDefaultSectionSize(look.scaled(_ROW_HEIGHT))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setWordWrap(True)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, look.scaled(width))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACING // 2, 0, 0)
        whole.setSpacing(SPACING // 2)
        whole.addWidget(self.filters)
        whole.addWidget(self.table, 1)

    def show_findings(
        self,
        findings: Sequence[Finding],
        decided: Mapping[tuple[str, str], Decided],
        measures: Sequence[MeasureGroup] = (),
    ) -> None:
        """Show findings; the filter and the line looked at stay as far as they can."""
        self.model.measures = measures
        row = self.table.currentIndex().row()
        self.table.selectionModel().blockSignals(True)
        self.model.show_findings(findings, decided)
        if self._only is not None and not self.model.count(self._only):
            self._only = None
        self._filter()
        if self.model.rowCount() and row >= 0:
            self.table.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))
        self.table.selectionModel().blockSignals(False)
        kinds: tuple[Level | str | None, ...] = (None, TO_DECIDE, *Level)
        for only in kinds:
            count = self.model.count(only)
            words = f"{_chip_words(only)} {count}"
            self.filters.label(only, words, is_there=only is None or count > 0)

    def show_only(self, only: Level | str | None) -> None:
        """Show the findings of one level, those to be decided, or all."""
        self._only = only
        self._filter()

    def _filter(self) -> None:
        self.chips[self._only].setChecked(True)
        self.model.show_only(self._only, self.search.text())

    def _follow(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(FINDING_ROLE))

    def look_at(self, finding: Finding) -> None:
        """Mark the line of a finding, as when its cell was looked at."""
        row = self.model.row_of(finding)
        if row >= 0:
            self.table.selectionModel().blockSignals(True)
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.selectionModel().blockSignals(False)
            self.table.viewport().update()

    def _ask(self, finding: Finding, at: QPoint) -> None:
        menu = self.menu(finding)
        if menu is not None:
            menu.popup(at)

    def menu(self, finding: Finding) -> QMenu | None:
        """Return the menu of decisions on a finding; None when there is nothing to decide."""
        if not can_be_decided(finding):
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        held = self.model.decision(finding)
        self._offer(menu, choices_of(finding), [finding], held.key if held else "")
        if asks_for_measure(finding):
            self._offer_measures(menu, finding)
        alike = self.model.alike(finding)
        if len(alike) > 1:
            menu.addSeparator()
            self._offer_alike(menu, finding, alike)
        if held is not None:
            menu.addSeparator()
            menu.addAction(tr("Take the decision back")).triggered.connect(
                lambda: self._decide([finding], "")
            )
        return menu

    def _offer_measures(self, menu: QMenu, finding: Finding) -> None:
        """Offer every measure of the plan, for all rows that name the same."""
        same = self.model.of_same_text(finding)
        words = tr("Choose the measure")
        if len(same) > 1:
            words = tr("Choose the measure for all {count} rows of this name", count=len(same))
        measures = menu.addMenu(words)
        for group in self.model.measures:
            of_goal = measures.addMenu(group.name)
            for choice in group.choices:
                of_goal.addAction(str(choice.label)).triggered.connect(
                    lambda _=False, key=choice.key: self._decide(same, key)
                )

    def _offer_alike(self, menu: QMenu, finding: Finding, alike: list[Finding]) -> None:
        """Offer to decide all findings of a kind at once."""
        choices = [one for one in choices_of(finding) if _means_the_same(one, alike)]
        of_all = menu.addMenu(tr("All {count} of this kind", count=len(alike)))
        self._offer(of_all, choices, alike, "")

    def _offer(
        self, menu: QMenu, choices: Sequence[Choice], findings: list[Finding], held: str
    ) -> None:
        """Put choices into a menu, many of them goal by goal."""

        def add(into: QMenu, choice: Choice) -> None:
            action = into.addAction(str(choice.label))
            action.setCheckable(True)
            action.setChecked(choice.key == held)
            action.triggered.connect(lambda: self._decide(findings, choice.key))

        at_once, under = grouped(choices, self.model.measures)
        for choice in at_once:
            add(menu, choice)
        for group in under:
            of_goal = menu.addMenu(group.name)
            for choice in group.choices:
                add(of_goal, choice)

    def _decide(self, findings: list[Finding], key: str) -> None:
        self.decided.emit(findings, key)


def _means_the_same(choice: Choice, alike: list[Finding]) -> bool:
    """Tell whether a choice may be made for all: each of them offers it."""
    return all(any(one.key == choice.key for one in choices_of(finding)) for finding in alike)


def _chip_words(only: Level | str | None) -> str:
    if only is None:
        return tr("All")
    if isinstance(only, Level):
        sign, word = LEVELS[only]
        return f"{sign} {word}"
    return tr("To be decided")
