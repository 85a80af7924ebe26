"""The scenarios of the plan: which one the levers move, and which are drawn beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.charts.total import MOST_COMPARED
from workbench.desktop.population.scenario_row import ScenarioRow
from workbench.desktop.population.subject import NamedScenario
from workbench.language import tr


class ScenarioPanel(QWidget):
    """Says what a person wants of the scenarios; keeping them is the window's business.

    `copied` and `renamed` carry the new name, `annotated` the new note.
    """

    chosen = Signal(int)
    copied = Signal(int, str)
    renamed = Signal(int, str)
    deleted = Signal(int)
    annotated = Signal(int, str)
    comparison_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, ScenarioRow] = {}
        self._compared: list[int] = []
        self._current: NamedScenario | None = None
        self._group = QButtonGroup(self)
        self.copy_button = _flat(tr("Duplicate"))
        self.more_button = _flat("⋯")
        self.more_button.setAccessibleName(tr("More about this scenario"))
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Why these assumptions?"))
        self.note.setAccessibleName(tr("Note on this scenario"))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._arrange()
        self.copy_button.clicked.connect(self._copy)
        self.more_button.clicked.connect(self._open_menu)
        self.note.editingFinished.connect(self._annotate)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(look.label(tr("Scenarios"), bold=True), 1)
        top.addWidget(self.copy_button)
        top.addWidget(self.more_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SPACING // 2)
        column.addLayout(top)
        column.addLayout(self._list)
        column.addWidget(self.note)

    def set_scenarios(
        self, scenarios: tuple[NamedScenario, ...], current: NamedScenario | None
    ) -> None:
        """List these; scenarios that were compared and still exist stay compared."""
        for row in self.rows.values():
            self._group.removeButton(row.radio)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {one.id: ScenarioRow(one) for one in scenarios}
        self._current = current
        chosen = current.id if current else None
        self._compared = [one for one in self._compared if one in self.rows and one != chosen]
        for row in self.rows.values():
            self._group.addButton(row.radio)
            self._list.addWidget(row)
            row.radio.setChecked(row.scenario.id == chosen)
            row.chosen.connect(self.chosen)
            row.compared.connect(self._compare)
            row.renamed.connect(self.renamed)
        self.note.setText(current.note if current else "")
        self.note.setCursorPosition(0)
        self.note.setToolTip(self.note.text())
        self.setVisible(bool(scenarios))
        self.show_lines()

    def show_persons(self, persons: Mapping[int, float]) -> None:
        """Show the population in the target year of some scenarios, by id."""
        for scenario_id, figure in persons.items():
            if scenario_id in self.rows:
                self.rows[scenario_id].show_persons(figure)

    def show_lines(self) -> None:
        """Give every row the colour its line has, in the theme in force."""
        colours = look.current_colours()
        current = self._current.id if self._current else None
        full = len(self._compared) >= MOST_COMPARED
        for scenario_id, row in self.rows.items():
            compared = scenario_id in self._compared
            with QSignalBlocker(row.line):
                row.line.setChecked(compared)
            row.line.setEnabled(scenario_id != current and (compared or not full))
            if scenario_id == current:
                row.show_colour(colours.scenario)
            elif compared:
                row.show_colour(colours.comparisons[self._compared.index(scenario_id)])
            else:
                row.show_colour(colours.line)

    @property
    def compared(self) -> tuple[int, ...]:
        """The scenarios drawn beside the current one, in the order of their colours."""
        return tuple(self._compared)

    def compare(self, scenario_id: int, compared: bool = True) -> None:
        """Draw a scenario beside the current one, or no longer."""
        self.rows[scenario_id].line.setChecked(compared)

    def menu(self) -> QMenu:
        """Return what else can be done with the current scenario."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._current is not None:
            row = self.rows[self._current.id]
            menu.addAction(tr("Rename"), row.begin_rename)
            gone = menu.addAction(tr("Delete this scenario"), self._delete)
            gone.setEnabled(len(self.rows) > 1)
        return menu

    def _compare(self, scenario_id: int, compared: bool) -> None:
        if compared and scenario_id not in self._compared:
            self._compared.append(scenario_id)
        elif not compared and scenario_id in self._compared:
            self._compared.remove(scenario_id)
        self.show_lines()
        self.comparison_changed.emit()

    def _copy(self) -> None:
        if self._current is None:
            return
        taken = {row.scenario.name for row in self.rows.values()}
        name = tr("{name} (copy)", name=self._current.name)
        number = 2
        while name in taken:
            name = tr("{name} (copy {number})", name=self._current.name, number=number)
            number += 1
        self.copied.emit(self._current.id, name)

    def _delete(self) -> None:
        if self._current is not None:
            self.deleted.emit(self._current.id)

    def _annotate(self) -> None:
        if self._current is not None and self.note.text() != self._current.note:
            self._current = replace(self._current, note=self.note.text())
            self.annotated.emit(self._current.id, self._current.note)

    def _open_menu(self) -> None:
        below = self.more_button.rect().bottomLeft()
        self.menu().popup(self.more_button.mapToGlobal(below))


def _flat(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    button.setFont(look.text_font(look.SMALL))
    look.mute(button)
    return button
