"""The left column: every lever and every choice of model under the headings of their groups."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.population.choice_control import ChoiceControl
from workbench.desktop.population.lever_control import LeverControl
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.levers import CHOICES, GROUPS, LEVERS, Assumptions, MigrationFuture

#: Narrow enough to leave the charts three quarters of a 1366-pixel screen.
WIDTH = 300


class LeverPanel(QScrollArea):
    """All levers; `moved` while one moves, `let_go` when a move is finished.

    `noted` carries the key of an assumption and why it departs.
    """

    moved = Signal(object)
    let_go = Signal()
    noted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._assumptions = Assumptions()
        self._origin = Assumptions()
        self._results_of: Assumptions | None = None
        self.levers = {lever.key: LeverControl(lever) for lever in LEVERS}
        self.choices = {choice.key: ChoiceControl(choice) for choice in CHOICES}
        self.reset_button = QPushButton(tr("Back to the continuation"))
        self.spread = look.label(size=look.SMALL, muted=True)
        self._arrange()
        for control in self.levers.values():
            control.moved.connect(self._change)
            control.let_go.connect(self.let_go)
            control.noted.connect(self.noted)
        for choice in self.choices.values():
            choice.chosen.connect(self._choose)
            choice.noted.connect(self.noted)
        self.reset_button.clicked.connect(self.reset)

    def _arrange(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(look.scaled(WIDTH + look.SPACING))
        self.spread.setWordWrap(True)
        self.setAccessibleName(tr("Assumptions"))
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, look.SPACING, 0)
        self.column.setSpacing(2 * look.SPACING)
        for group, heading in GROUPS.items():
            self.column.addLayout(self._section(group, str(heading)))
        self.column.addWidget(self.reset_button)
        self.column.addStretch(1)
        self.setWidget(body)

    def _section(self, group: str, heading: str) -> QVBoxLayout:
        """Return a group: its heading, then its levers and choices, years last."""
        column = QVBoxLayout()
        column.setSpacing(look.SPACING // 2)
        column.addWidget(look.label(heading, size=look.SMALL, bold=True, muted=True))
        levers = [each for each in self.levers.values() if each.lever.group == group]
        for control in levers:
            if not control.lever.is_year:
                column.addWidget(control)
        for choice in self.choices.values():
            if choice.choice.group == group:
                column.addWidget(choice)
        if group == "migration":
            column.addWidget(self.spread)
        for control in levers:
            if control.lever.is_year:
                column.addWidget(control)
        return column

    @property
    def assumptions(self) -> Assumptions:
        """What the levers say now."""
        return self._assumptions

    def show_assumptions(self, assumptions: Assumptions) -> None:
        """Show these without saying that anything moved."""
        self._assumptions = assumptions
        for key, control in self.levers.items():
            control.show_value(float(getattr(assumptions, key)))
        for key, choice in self.choices.items():
            choice.show_value(getattr(assumptions, key))
        self._show_way_back()

    def show_migration_results(self, results: Mapping[tuple[str, str], float], year: int) -> None:
        """Show how far the result moves between the migration models, in the target year."""
        future = str(self._assumptions.migration_future)
        alike = {str(base): persons for (base, then), persons in results.items() if then == future}
        self.choices["migration_base"].show_results(alike)
        if results:
            low, high = (format_number(edge(results.values()), 0) for edge in (min, max))
            self._say_spread(year, low, high)
        self._results_of = self._assumptions if results else None

    def forget_migration_results(self, year: int) -> None:
        """Take the results away as soon as a lever moves: they were of other assumptions."""
        if self._results_of in (None, self._assumptions):
            return
        self._results_of = None
        self.choices["migration_base"].hide_results()
        self._say_spread(year, "…", "…")

    def _say_spread(self, year: int, low: str, high: str) -> None:
        sentence = tr(
            "Population in {year} by migration model alone: {low} to {high}",
            year=year,
            low=low,
            high=high,
        )
        look.show_paragraph(self.spread, sentence)

    def set_origin(self, origin: Assumptions, sources: Mapping[str, str]) -> None:
        """Set what the ways back lead to, and where each lever's value there comes from."""
        self._origin = origin
        for key, control in self.levers.items():
            control.set_origin(float(getattr(origin, key)), sources.get(key, ""))
        self._show_way_back()

    def show_reasons(self, reasons: Mapping[str, str]) -> None:
        """Show why assumptions depart, by their keys."""
        controls: dict[str, LeverControl | ChoiceControl] = {**self.levers, **self.choices}
        for key, control in controls.items():
            control.show_reason(reasons.get(key, ""))

    def reset(self) -> None:
        """Take every lever and choice back, as one move."""
        self.take(self._origin)

    def take(self, assumptions: Assumptions) -> None:
        """Move every lever and choice to these, as one move."""
        self.move_to(assumptions)
        self.let_go.emit()

    def move_to(self, assumptions: Assumptions) -> None:
        """Move to these without letting go yet: something else is being dragged."""
        self.show_assumptions(assumptions)
        self.moved.emit(assumptions)

    def _change(self, key: str, value: float) -> None:
        given = int(value) if self.levers[key].lever.is_year else value
        self._assumptions = self._assumptions.replace(key, given)
        self._show_way_back()
        self.moved.emit(self._assumptions)

    def _choose(self, key: str, option: str) -> None:
        self._assumptions = self._assumptions.replace(key, option)
        self._show_way_back()
        self.moved.emit(self._assumptions)
        self.let_go.emit()

    def _show_way_back(self) -> None:
        # The year by which migration has faded says nothing while it stays.
        fading = self._assumptions.migration_future == MigrationFuture.FADING
        self.levers["migration_fade_year"].setEnabled(fading)
        self.reset_button.setEnabled(self._assumptions != self._origin)
