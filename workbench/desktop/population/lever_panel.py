"""The left column: every lever and every choice of model, the often used ones first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.population.lever_control import LeverControl
from workbench.desktop.widgets.tips import in_lines
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.levers import CHOICES, GROUPS, LEVERS, Assumptions, Choice

#: The levers and choices that stand open; the others are folded away.
PROMINENT = ("tfr", "migration_multiplier", "families_30s")
PROMINENT_CHOICES = ("migration_base",)

#: Narrow enough to leave the charts two thirds of a 1366-pixel screen.
WIDTH = 280


class ChoiceControl(QWidget):
    """A choice of model as a name above a list."""

    chosen = Signal(str, str)

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self.box = QComboBox()
        # The figures beside the options must not make the column wider than its room.
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for option, name in choice.options.items():
            self.box.addItem(str(name), str(option))
        for widget in (self, self.box):
            widget.setToolTip(in_lines(str(choice.explanation)))
        self.box.setAccessibleName(str(choice.name))
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SPACING // 2)
        column.addWidget(look.label(str(choice.name)))
        column.addWidget(self.box)

    def show_value(self, option: str) -> None:
        """Show an option without saying that it was chosen."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(str(option)))

    def show_results(self, results: Mapping[str, float]) -> None:
        """Write beside each option the persons it leads to; one that is missing cannot be run."""
        model = self.box.model()
        for index, (option, name) in enumerate(self.choice.options.items()):
            known = str(option) in results
            figure = format_number(results[str(option)], 0) if known else "－"
            text = tr("{option} ({figure})", option=name, figure=figure)
            self.box.setItemText(index, text if known else str(name))
            model.item(index).setEnabled(known)

    def hide_results(self) -> None:
        """Show the options alone."""
        for index, name in enumerate(self.choice.options.values()):
            self.box.setItemText(index, str(name))

    def _choose(self, index: int) -> None:
        self.chosen.emit(self.choice.key, self.box.itemData(index))


class LeverPanel(QScrollArea):
    """All levers; `moved` while one moves, `let_go` when a move is finished."""

    moved = Signal(object)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._assumptions = Assumptions()
        self._origin = Assumptions()
        self._results_of: Assumptions | None = None
        self.levers = {lever.key: LeverControl(lever) for lever in LEVERS}
        self.choices = {choice.key: ChoiceControl(choice) for choice in CHOICES}
        self.more_button = QToolButton()
        self.reset_button = QPushButton(tr("Back to the continuation"))
        self._more = QWidget()
        self._arrange()
        for control in self.levers.values():
            control.moved.connect(self._change)
            control.let_go.connect(self.let_go)
        for choice in self.choices.values():
            choice.chosen.connect(self._choose)
        self.more_button.toggled.connect(self.show_more)
        self.reset_button.clicked.connect(self.reset)
        self.show_more(False)

    def _arrange(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, look.SPACING, 0)
        self.column.setSpacing(2 * look.SPACING)
        for key in PROMINENT:
            self.column.addWidget(self.levers[key])
        for key in PROMINENT_CHOICES:
            self.column.addWidget(self.choices[key])
        self.spread = look.label(size=look.SMALL, muted=True)
        self.spread.setWordWrap(True)
        self.column.addWidget(self.spread)
        self.more_button.setCheckable(True)
        self.more_button.setAutoRaise(True)
        self.more_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.column.addWidget(self.more_button)
        self._arrange_more()
        self.column.addWidget(self._more)
        self.column.addWidget(self.reset_button)
        self.column.addStretch(1)
        self.setWidget(body)

    def _arrange_more(self) -> None:
        column = QVBoxLayout(self._more)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * look.SPACING)
        for group, heading in GROUPS.items():
            folded: list[QWidget] = [
                control
                for key, control in self.levers.items()
                if control.lever.group == group and key not in PROMINENT
            ]
            folded += [
                control
                for key, control in self.choices.items()
                if control.choice.group == group and key not in PROMINENT_CHOICES
            ]
            if folded:
                column.addWidget(look.label(str(heading), size=look.SMALL, bold=True, muted=True))
            for control in folded:
                column.addWidget(control)

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

    def set_origin(self, origin: Assumptions) -> None:
        """Set what the ways back lead to."""
        self._origin = origin
        for key, control in self.levers.items():
            control.set_origin(float(getattr(origin, key)))
        self._show_way_back()

    def reset(self) -> None:
        """Take every lever and choice back, as one move."""
        self.take(self._origin)

    def take(self, assumptions: Assumptions) -> None:
        """Move every lever and choice to these, as one move."""
        self.move(assumptions)
        self.let_go.emit()

    def move(self, assumptions: Assumptions) -> None:
        """Move to these without letting go yet: something else is being dragged."""
        self.show_assumptions(assumptions)
        self.moved.emit(assumptions)

    def show_more(self, shown: bool) -> None:
        """Unfold or fold the levers that are seldom used."""
        self._more.setVisible(shown)
        self.more_button.setChecked(shown)
        self.more_button.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self.more_button.setText(tr("Fewer assumptions") if shown else tr("More assumptions"))

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
        self.reset_button.setEnabled(self._assumptions != self._origin)
