"""The page of the plan as a whole: vision, period, where the targets stand, goals and themes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import (
    SETTINGS,
    Place,
    element_place,
    theme_place,
)
from workbench.desktop.plan.first_steps import FirstSteps
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.plan.standing import Standing, standings
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading, Paper, clear, prose
from workbench.language import tr
from workbench.operations.editing import VISION
from workbench.plan.fiscal_years import period_name
from workbench.plan.structure import Plan, Profile
from workbench.report.facts import PopulationFacts
from workbench.store.queries import load_statistics, load_vital_events


class OverviewPage(Paper):
    """Shows what the plan is, and three things a new user can try."""

    go_to = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._title = look.label(size=look.LARGE, bold=True)
        self._title.setWordWrap(True)
        self._period = look.label(muted=True)
        self.vision = PlanText(
            document,
            VISION,
            tr("Vision"),
            look.text_font(look.LARGE),
            tr("What is the city to become?"),
            one_line=True,
        )
        self.settings = Link(tr("Settings of the plan…"), size=look.SMALL)
        self.settings.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.settings.clicked.connect(lambda: self.go_to.emit(SETTINGS))
        line = QHBoxLayout()
        line.addWidget(self._period, 1)
        line.addWidget(self.settings)
        self.column.addWidget(self._title)
        self.column.addLayout(line)
        self.first_steps = FirstSteps()
        self.first_steps.go_to.connect(self.go_to)
        self.column.addSpacing(SPACING)
        self.column.addWidget(self.first_steps)
        self.column.addWidget(Heading(tr("Vision")))
        self.column.addWidget(self.vision)
        self._targets_heading = Heading(tr("Population targets and where they stand"))
        self._targets = QGridLayout()
        self._targets.setHorizontalSpacing(3 * SPACING)
        self._targets.setVerticalSpacing(SPACING - 2)
        self.column.addWidget(self._targets_heading)
        self.column.addLayout(self._targets)
        self._goals_heading, self._goals = self._section(tr("Goals"))
        self._themes_heading, self._themes = self._section(tr("Value creation projects"))
        self.column.addStretch(1)

    def _section(self, title: str) -> tuple[Heading, QVBoxLayout]:
        heading, lines = Heading(title), QVBoxLayout()
        lines.setSpacing(0)
        self.column.addWidget(heading)
        self.column.addLayout(lines)
        return heading, lines

    def refresh(self) -> None:
        """Show the plan as it stands now."""
        plan = self._document.plan
        profile = plan.profile
        self._title.setText("　".join(part for part in (profile.title, profile.subtitle) if part))
        self._period.setText(_period(profile))
        self.vision.show_row(1, profile.vision)
        self._show_targets(profile)
        self._show_goals(plan)
        self._show_themes(plan)

    def _show_targets(self, profile: Profile) -> None:
        database = self._document.database
        facts = PopulationFacts(
            profile.area_code, load_statistics(database), load_vital_events(database)
        )
        clear(self._targets)
        found = standings(facts)
        if not found:
            words = tr("The plan names no population target yet.")
            self._targets.addWidget(prose(words, muted=True), 0, 0)
            return
        captions = (tr("What"), tr("Year"), tr("Target"), tr("Newest figure"), tr("Gap"), "")
        for column, caption in enumerate(captions):
            side = Qt.AlignmentFlag.AlignRight if column in (2, 3, 4) else _LEFT
            caption_label = look.label(caption, size=look.SMALL, muted=True)
            self._targets.addWidget(caption_label, 0, column, side)
        for row, standing in enumerate(found, start=1):
            self._show_standing(row, standing, found[row - 2] if row > 1 else None)
        self._targets.setColumnStretch(5, 1)

    def _show_standing(self, row: int, standing: Standing, before: Standing | None) -> None:
        repeated = before is not None and before.what == standing.what
        words = ("" if repeated else standing.what, standing.when)
        for column, text in enumerate(words):
            self._targets.addWidget(look.label(text), row, column)
        for column, text in ((2, standing.target), (3, standing.newest), (4, standing.gap)):
            figure = _figure(text, bold=column == 2)
            if column == 2 and standing.source:
                figure.setToolTip(tr("From {place}", place=standing.source))
            self._targets.addWidget(figure, row, column, Qt.AlignmentFlag.AlignRight)
        basis = standing.basis or tr("no figure yet")
        self._targets.addWidget(look.label(basis, size=look.SMALL, muted=True), row, 5)

    def _show_goals(self, plan: Plan) -> None:
        goals = plan.children(None)
        if plan.levels:
            self._goals_heading.set_title(plan.levels[0].name)
        clear(self._goals)
        for goal in goals:
            below = plan.children(goal.id)
            note = ""
            if below:
                level = plan.level_of(below[0]).name
                note = tr("{count} × {level}", count=len(below), level=level)
            icon = dots.dot(dots.goal_colour(goal.colour, goal.position))
            place = element_place(goal.id)
            self._goals.addWidget(self._line(f"{goal.code}　{goal.name}", icon, note, place))

    def _show_themes(self, plan: Plan) -> None:
        self._themes_heading.setVisible(bool(plan.themes))
        clear(self._themes)
        icon = dots.diamond(look.current_colours().muted)
        for theme in plan.themes:
            note = tr("{count} main initiatives", count=len(plan.links_to(theme.id)))
            self._themes.addWidget(self._line(theme.name, icon, note, theme_place(theme.id)))

    def _line(self, text: str, icon: object, note: str, to: Place) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        link = Link(text)
        link.setIcon(icon)
        link.clicked.connect(lambda: self.go_to.emit(to))
        line.addWidget(link)
        line.addWidget(look.label(note, size=look.SMALL, muted=True), 1)
        return row


_LEFT = Qt.AlignmentFlag.AlignLeft


def _figure(text: str, *, bold: bool) -> QLabel:
    made = look.label(text or "－")
    made.setFont(look.number_font(bold=bold))
    return made


def _period(profile: Profile) -> str:
    period = period_name(profile.first_year, profile.last_year)
    parts = (profile.municipality, period, profile.section_in_charge)
    return "　".join(part for part in parts if part)
