"""What would it take? Goal seeking, the plan's own path, and the frontier to drag on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.charts.frontier import FrontierChart
from workbench.desktop.population.answers import SOUGHT, Answers
from workbench.desktop.population.goal_form import GoalForm
from workbench.desktop.population.path_view import PathView
from workbench.desktop.population.picture import Picture
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.view import PopulationView
from workbench.desktop.sheet import Sheet
from workbench.errors import PersonError
from workbench.language import tr
from workbench.population.frontier import frontier
from workbench.population.levers import LEVERS
from workbench.population.seeking import seek

#: Values of each lever on the map: fine enough to look smooth, quick enough to follow a lever.
_GRAIN = (100, 100)

_HOUSEHOLDS = tuple(lever for lever in LEVERS if lever.group == "households" and not lever.is_year)


class _Downwards(QScrollArea):
    """Scrolls downwards only: never narrower than what is in it."""

    def minimumSizeHint(self) -> QSize:
        inner = self.widget()
        within = inner.minimumSizeHint().width() if inner is not None else 0
        width = within + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())


class SeekView(PopulationView):
    """Answers at the left, the map at the right.

    `moving` carries assumptions while the dot is dragged, `let_go` ends that; `taken` is a move
    of its own.
    """

    moving = Signal(object)
    let_go = Signal()
    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self.form, self.answers = GoalForm(), Answers()
        self.map = FrontierChart()
        self.households_box = QComboBox()
        for lever in _HOUSEHOLDS:
            self.households_box.addItem(str(lever.name), lever.key)
        self.households_box.setCurrentIndex(self.households_box.findData("families_30s"))
        self.households_box.currentTextChanged.connect(self.households_box.setToolTip)
        self.households_box.setToolTip(self.households_box.currentText())
        self.households_box.setAccessibleName(tr("Households on the map"))
        self.path = PathView()
        self.trouble = look.label()
        self._arrange()
        self.form.changed.connect(self.settle)
        self.households_box.activated.connect(self.settle)
        self.answers.taken.connect(self.taken)
        self.map.moved.connect(self._move)
        self.map.let_go.connect(self.let_go)

    def _arrange(self) -> None:
        left, inner, scrolled = Sheet(), QWidget(), _Downwards()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*[2 * look.SPACING] * 4)
        column.setSpacing(look.SPACING)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        column.addWidget(self.form)
        column.addWidget(self.trouble)
        column.addWidget(self.answers)
        column.addSpacing(look.SPACING)
        column.addWidget(self.path, 1)
        # Large text needs more room than a small screen has.
        scrolled.setWidget(inner)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for surface in (scrolled, inner):
            surface.setBackgroundRole(QPalette.ColorRole.Base)
        around = QVBoxLayout(left)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(scrolled)
        self.households_box.setMinimumContentsLength(12)
        self.households_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.map.column.insertWidget(1, self.households_box)
        self.map.keep_off_pictures(self.households_box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SPACING)
        row.addWidget(left, 11)
        row.addWidget(self.map, 9)

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Begin with the plan's target."""
        self._picture = None
        target = subject.main_target
        goal = target.persons if target else float(subject.inputs.base.sum())
        reached = [year for year in years[1:] if year <= subject.horizon] or list(years[1:])
        self.form.set_goal(years[1:], reached[-1], goal)
        self.path.set_subject(subject, years)

    def set_read_only(self, read_only: bool) -> None:
        """Offer nothing to take over and let the dot stand, or the other way round."""
        self.answers.setEnabled(not read_only)
        self.map.dot.movable = not read_only

    def follow(self, picture: Picture) -> None:
        """Move the dot with the levers; what takes a search waits until they are let go."""
        self._picture = picture
        self._show_dot()

    def settle(self) -> None:
        """Search anew and draw the map anew."""
        picture = self._picture
        if picture is None:
            return
        form, inputs = self.form, picture.subject.inputs
        goal = (form.measure, form.year, form.people)
        assumptions = picture.assumptions
        try:
            found = [seek(inputs, assumptions, lever.key, *goal) for lever in SOUGHT]
            drawn = frontier(
                inputs,
                assumptions,
                form.year,
                form.people,
                household_lever=self.households_box.currentData(),
                measured=form.measure,
                shape=_GRAIN,
            )
        except PersonError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        self.trouble.hide()
        now = {lever.key: float(getattr(assumptions, lever.key)) for lever in SOUGHT}
        self.answers.show_answers(found, now)
        self.map.set_frontier(drawn, str(form.measure.name))
        self._show_dot()
        self.path.show_picture(picture)

    def _show_dot(self) -> None:
        if self._picture is None or self.map.frontier is None:
            return
        assumptions = self._picture.assumptions
        self.map.show_dot(
            assumptions.tfr, float(getattr(assumptions, self.households_box.currentData()))
        )

    def _move(self, tfr: float, households: float) -> None:
        if self._picture is None:
            return
        chosen = self._picture.assumptions.replace("tfr", tfr)
        self.moving.emit(chosen.replace(self.households_box.currentData(), households))
