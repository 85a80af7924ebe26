"""The page of the plan as a whole: vision, period, where the targets stand, goals and themes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import COSTS, SETTINGS, element_place, settings_place, theme_place
from workbench.desktop.plan.cards import Card, Cards
from workbench.desktop.plan.first_steps import FirstSteps
from workbench.desktop.plan.plan_text import OperationText
from workbench.desktop.plan.standing import COUNTED, standings
from workbench.desktop.plan.standing_cards import StandingCards
from workbench.desktop.plan.theme_words import themes_title
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading, Paper, prose, show_prose
from workbench.language import tr
from workbench.plan.fiscal_years import period_name
from workbench.plan.structure import Element, Plan, Profile
from workbench.report.facts import PopulationFacts
from workbench.store.queries import load_targets_and_newest_projection, load_vital_events

if TYPE_CHECKING:
    from workbench.desktop.plan.goal_standings import GoalStanding
    from workbench.store.database import Database
    from workbench.store.journal import Outcome


class OverviewPage(Paper):
    """Shows what the plan is, and three things a new user can try."""

    go_to = Signal(object)
    #: How the goals stand is to be counted: `show_goal_standings` is given it.
    standings_wanted = Signal()
    #: The first goal is to be added.
    goal_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._standings: Mapping[int, GoalStanding] = {}
        self._title = look.label(size=look.LARGE, bold=True)
        self._title.setWordWrap(True)
        self._period = look.label(muted=True)
        self._period.setWordWrap(True)
        self.vision = OperationText(
            document,
            _write_vision,
            tr("Vision"),
            look.text_font(look.LARGE),
            tr("What is the city to become?"),
            one_line=True,
        )
        self.settings = Link(tr("Settings of the plan…"), size=look.SMALL)
        self.settings.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.settings.clicked.connect(lambda: self.go_to.emit(SETTINGS))
        self.costs = Link(tr("Totals of the implementation plan"), size=look.SMALL)
        self.costs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.costs.clicked.connect(lambda: self.go_to.emit(COSTS))
        links = QHBoxLayout()
        links.setSpacing(SPACING)
        links.addWidget(self.costs)
        links.addWidget(self.settings)
        links.addStretch(1)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(SPACING)
        line.addWidget(self._period, 1)
        line.addLayout(links)
        self.column.addWidget(self._title)
        self.column.addLayout(line)
        self.first_steps = FirstSteps()
        self.first_steps.go_to.connect(self.go_to)
        self.column.addSpacing(SPACING)
        self.column.addWidget(self.first_steps)
        self.column.addWidget(Heading(tr("Vision")))
        self.column.addWidget(self.vision)
        self._targets_heading = Heading(tr("Population targets and where they stand"))
        self._targets = StandingCards()
        self._no_targets = prose(tr("The plan names no population target yet."), muted=True)
        for widget in (self._targets_heading, self._targets, self._no_targets):
            self.column.addWidget(widget)
        self._goals_heading, self.goals = self._section(tr("Goals"))
        self._no_goals = prose(muted=True)
        self.add_goal = Link()
        self.add_goal.clicked.connect(self.goal_wanted)
        self._themes_heading, self.themes = self._section(themes_title(document.plan))
        self.add_themes = Link(tr("Add themes"))
        self.add_themes.clicked.connect(lambda: self.go_to.emit(settings_place("themes")))
        # The invitations stand where the cards will be.
        at = self.column.indexOf(self._themes_heading)
        self.column.insertWidget(at, self.add_goal, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.insertWidget(at, self._no_goals)
        self.column.addWidget(self.add_themes, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _section(self, title: str) -> tuple[Heading, Cards]:
        heading, cards = Heading(title), Cards()
        self.column.addWidget(heading)
        self.column.addLayout(cards)
        return heading, cards

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_links()

    def _place_links(self) -> None:
        """Set the links beside the period where both have room, else beneath it."""
        words = self._period.fontMetrics().horizontalAdvance(self._period.text())
        needed = words + sum(
            one.sizeHint().width() + SPACING for one in (self.costs, self.settings)
        )
        ways = QBoxLayout.Direction
        is_wide = needed <= self.viewport().width() - 8 * SPACING
        self._line.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    def refresh(self) -> None:
        """Show the plan as it stands now."""
        plan = self._document.plan
        profile = plan.profile
        self._title.setText("　".join(part for part in (profile.title, profile.subtitle) if part))
        self._period.setText(_period(profile))
        self._place_links()
        self.vision.show_row(1, profile.vision)
        self._show_targets(profile)
        self._show_goals(plan)
        self._themes_heading.set_title(themes_title(plan))
        self._show_themes(plan)
        if plan.indicators:
            self.standings_wanted.emit()

    def _show_targets(self, profile: Profile) -> None:
        database = self._document.database
        facts = PopulationFacts(
            profile.area_code,
            load_targets_and_newest_projection(database, profile.area_code),
            load_vital_events(database, COUNTED),
        )
        found = standings(facts)
        self._targets.show_standings(found)
        self._targets.setVisible(bool(found))
        self._no_targets.setVisible(not found)

    def _show_goals(self, plan: Plan) -> None:
        goals, level = plan.children(None), plan.levels[0].name if plan.levels else tr("Goals")
        self._goals_heading.set_title(level)
        for goal, card in zip(goals, self.goals.want(len(goals)), strict=True):
            colour = dots.goal_colour(goal.colour, goal.position)
            card.show_part(goal.code, goal.name, _below(plan, goal), colour)
            _lead(card, partial(self.go_to.emit, element_place(goal.id)))
            standing = self._standings.get(goal.id) if plan.indicators else None
            if standing is not None:
                card.show_shares(standing.shares, standing.words)
            else:
                card.show_shares(())
        show_prose(self._no_goals, tr("The plan is empty. Begin with its first {level}; everything "
                                      "else is added below it.", level=level))  # fmt: skip
        self.add_goal.setText(tr("Add the first {level}", level=level))
        self._no_goals.setVisible(not goals)
        self.add_goal.setVisible(not goals and not self._document.read_only)

    def show_goal_standings(self, found: Mapping[int, GoalStanding]) -> None:
        """Show how the goals stand on their cards, until it is counted anew."""
        self._standings = found
        self._show_goals(self._document.plan)

    def _show_themes(self, plan: Plan) -> None:
        may_add = not plan.themes and not self._document.read_only
        self._themes_heading.setVisible(bool(plan.themes) or may_add)
        self.add_themes.setVisible(may_add)
        colour = look.current_colours().muted
        for theme, card in zip(plan.themes, self.themes.want(len(plan.themes)), strict=True):
            note = tr("{count} main initiatives", count=len(plan.links_to(theme.id)))
            card.show_part("", theme.name, note, colour)
            _lead(card, partial(self.go_to.emit, theme_place(theme.id)))


def _write_vision(database: Database, row_id: object, text: str) -> Outcome:
    # What changes a plan is not imported for showing it.
    from workbench.operations.editing import VISION, edit_text

    assert isinstance(row_id, int)
    return edit_text(database, VISION, row_id, text)


def _lead(card: Card, then: Callable[[], object]) -> None:
    """Let a click on a card do this, and no longer what it did before."""
    card.follow = then


def _below(plan: Plan, goal: Element) -> str:
    """Return what a goal holds: measures, indicators, main initiatives."""
    branch, waiting = [], [goal]
    while waiting:
        one = waiting.pop()
        branch.append(one.id)
        waiting.extend(plan.children(one.id))
    below = plan.children(goal.id)
    notes = []
    if below:
        level = plan.level_of(below[0]).name
        notes.append(tr("{count} × {level}", count=len(below), level=level))
    indicators = sum(len(plan.indicators_of(one)) for one in branch)
    if indicators:
        notes.append(tr("{count} indicators", count=f"{indicators:,}"))
    held = set(branch)
    links = sum(link.element_id in held for link in plan.theme_links)
    if links:
        notes.append(tr("{count} main initiatives", count=links))
    return "　".join(notes)


def _period(profile: Profile) -> str:
    period = period_name(profile.first_year, profile.last_year)
    parts = (profile.municipality, period, profile.section_in_charge)
    return "　".join(part for part in parts if part)
