"""What a form is about: a fiscal year; the whole plan, a goal, a department or some measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.reports.tick_list import TickList
from workbench.desktop.widgets.paper import prose
from workbench.language import language, speaking, tr
from workbench.operations.report_scopes import (
    measures_by_department,
    measures_of_goal,
    measures_offered,
)
from workbench.operations.reporting import Selection
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.names import year_name
from workbench.plan.structure import Element, Plan


class Part(StrEnum):
    """What of the plan a form is about."""

    WHOLE = "whole"
    GOAL = "goal"
    DEPARTMENT = "department"
    CHOSEN = "chosen"


class ScopePanel(QWidget):
    """Chooses year and part of the plan; what was chosen stays as long as the plan has it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._of_departments: Mapping[str, frozenset[int]] = {}
        self.years, self.parts, self.which = QComboBox(), QComboBox(), QComboBox()
        self.measures = TickList(tr("Measures to print"), on_window=True)
        self._about_whole = prose(
            tr("This form is always about the whole plan."), muted=True, size=look.SMALL
        )
        self.internal = QCheckBox()
        self._lay_out()
        self.internal.toggled.connect(self.changed)
        self.years.activated.connect(self.changed)
        self.parts.activated.connect(self._choose_part)
        self.which.activated.connect(self.changed)
        self.measures.ticked.connect(self.changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING // 2)
        for caption, box in ((tr("Fiscal year"), self.years), (tr("Scope"), self.parts)):
            words = look.label(caption, size=look.SMALL, muted=True)
            words.setBuddy(box)
            column.addWidget(words)
            column.addWidget(box)
            column.addSpacing(SPACING)
            box.setAccessibleName(caption)
        column.addWidget(self._about_whole)
        column.addWidget(self.which)
        column.addWidget(self.measures, 1)
        column.addWidget(self.internal)
        column.addStretch(0)
        self.which.setAccessibleName(tr("Scope"))
        for box in (self.years, self.parts, self.which):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
            box.setMinimumHeight(3 * SPACING + SPACING // 2)

    @property
    def part(self) -> Part:
        """Return what kind of part is chosen."""
        return Part(self.parts.currentData() or Part.WHOLE)

    @property
    def selection(self) -> Selection:
        """Return what forms are about; a part with no measure in it is an empty one."""
        return replace(self._of_part(), internal=self.internal.isChecked())

    def _of_part(self) -> Selection:
        year = self.years.currentData()
        plan, part = self._plan, self.part
        if plan is None or part is Part.WHOLE:
            return Selection(year)
        if part is Part.GOAL:
            goal_id = self.which.currentData()
            goal = next((one for one in plan.children(None) if one.id == goal_id), None)
            measures = measures_of_goal(plan, goal.id) if goal else frozenset()
            return Selection(year, measures, _name(goal) if goal else "")
        if part is Part.DEPARTMENT:
            name = self.which.currentData() or ""
            return Selection(year, self._of_departments.get(name, frozenset()), name)
        return Selection(year, *self._chosen(plan))

    def _chosen(self, plan: Plan) -> tuple[frozenset[int], str]:
        """Return the ids of the measures that are ticked, and what to call them on paper."""
        chosen = frozenset(int(key) for key in self.measures.chosen)
        names = [_name(one) for one in measures_offered(plan) if one.id in chosen]
        if len(names) == 1:
            return chosen, names[0]
        with speaking("ja"):
            # It is printed, and paper is Japanese in any window.
            return chosen, tr("{count} chosen {level}", count=len(names), level=_level(plan))

    def show_internal(self, marked: int) -> None:
        """Offer to print what is marked as internal, too, where anything is."""
        self.internal.setText(internal_words(marked))
        self.internal.setToolTip(internal_about())
        self.internal.setVisible(marked > 0)

    def show_plan(self, plan: Plan, years: Sequence[int], year_at_hand: int) -> None:
        """Offer the years and parts of a plan; `year_at_hand` where none was chosen yet."""
        self._plan, self._of_departments = plan, measures_by_department(plan)
        year = self.years.currentData()
        self.years.clear()
        for one in years:
            self.years.addItem(year_words(one), one)
        self.years.setCurrentIndex(self.years.findData(year if year in years else year_at_hand))
        self._offer_parts(plan)
        offered = [(one.id, f"{one.code}　{one.name}") for one in measures_offered(plan)]
        self.measures.offer(offered, self.measures.chosen)
        self._offer_which()

    def forget(self) -> None:
        """Begin with the whole plan of the year at hand when another plan is shown."""
        for box in (self.years, self.parts, self.which, self.measures):
            box.clear()
        self.internal.setChecked(False)

    def _offer_parts(self, plan: Plan) -> None:
        goal = plan.levels[0].name if plan.levels else ""
        offered = [
            (tr("Whole plan"), Part.WHOLE, True),
            (tr("One {level}", level=goal), Part.GOAL, bool(plan.children(None))),
            (tr("A department"), Part.DEPARTMENT, bool(self._of_departments)),
            (tr("Chosen {level}", level=_level(plan)), Part.CHOSEN, bool(measures_offered(plan))),
        ]
        _fill(self.parts, [(words, part.value) for words, part, is_there in offered if is_there])

    def _choose_part(self) -> None:
        self._offer_which()
        self.changed.emit()

    def _offer_which(self) -> None:
        plan, part = self._plan, self.part
        if plan is None:
            return
        choices: list[tuple[str, int | str]] = []
        if part is Part.GOAL:
            choices = [(_name(goal), goal.id) for goal in plan.children(None)]
        elif part is Part.DEPARTMENT:
            choices = [(f"{name} ({len(ids)})", name)
                       for name, ids in self._of_departments.items()]  # fmt: skip
        _fill(self.which, choices)
        self._show_parts()

    def show_form(self, *, scoped: bool) -> None:
        """Offer a scope to a form that can be about a part of the plan."""
        self.parts.setEnabled(scoped)
        self._about_whole.setVisible(not scoped)
        self._show_parts()

    def _show_parts(self) -> None:
        scoped = self.parts.isEnabled()
        self.which.setVisible(scoped and self.part in (Part.GOAL, Part.DEPARTMENT))
        self.measures.setVisible(scoped and self.part is Part.CHOSEN)


def _fill(box: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """Offer these choices and keep the chosen one, as long as it is among them."""
    held = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    if choices:
        box.setCurrentIndex(max(box.findData(held), 0))


def _name(element: Element) -> str:
    return f"{element.code} {element.name}"


def _level(plan: Plan) -> str:
    """Return what the city calls its measures."""
    return plan.levels[1].name if len(plan.levels) > 1 else tr("measures")


def internal_words(marked: int) -> str:
    """Return the words of the box that takes in what is internal."""
    return tr("Include what is internal ({count})", count=marked)


def internal_about() -> str:
    """Return what that box is about."""
    return tr("Parts marked under File › Copy for publication, with what hangs on them.")


def year_words(fiscal_year: int) -> str:
    """Return a fiscal year as the window's language writes it."""
    return display_fiscal_year(fiscal_year) if language() == "ja" else year_name(fiscal_year)
