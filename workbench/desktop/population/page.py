"""The population page: everything at the right follows the levers at the left as they move."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedLayout,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.population.areas_view import AreasView
from workbench.desktop.population.charts_view import ChartsView
from workbench.desktop.population.compare_view import CompareView
from workbench.desktop.population.evidence_view import EvidenceView
from workbench.desktop.population.figures import FigureRow
from workbench.desktop.population.households_view import HouseholdsView
from workbench.desktop.population.lever_panel import LeverPanel
from workbench.desktop.population.outlook import outlook
from workbench.desktop.population.period_view import PeriodView
from workbench.desktop.population.picture import UNTIL, Picture, band_of, migration_results
from workbench.desktop.population.scenario_panel import ScenarioPanel
from workbench.desktop.population.seek_view import SeekView
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.view import PopulationView
from workbench.desktop.widgets.stacks import Stack
from workbench.errors import PersonError
from workbench.language import tr
from workbench.population.city import CityProjection, project_city
from workbench.population.levers import Assumptions
from workbench.population.moving import MovingLever


class Tabs(QTabBar):
    """A tab bar with room below letters that reach down, which Fusion cuts off."""

    def tabSizeHint(self, index: int) -> QSize:
        return super().tabSizeHint(index) + QSize(look.SPACING, look.SPACING // 2)


class PopulationPage(QWidget):
    """The simulator for one city.

    `assumptions_committed` carries the new `Assumptions` once for every finished move: a slider
    let go, a value typed, a choice, a reset. Nothing is emitted by `set_subject` and
    `set_assumptions`. What a person wants of the scenarios is said by the signals of
    `scenarios`, a `ScenarioPanel`; the window keeps them and calls `set_subject` again.
    """

    assumptions_committed = Signal(object)
    _moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: PopulationSubject | None = None
        self._committed = Assumptions()
        self._picture: Picture | None = None
        self._moving = MovingLever()
        self.panel = LeverPanel()
        self.scenarios = ScenarioPanel()
        self.figures = FigureRow()
        self.charts, self.seek = ChartsView(), SeekView()
        self.comparison, self.periods = CompareView(), PeriodView()
        self.areas, self.evidence = AreasView(), EvidenceView()
        self.households = HouseholdsView()
        self.tabs, self._views = Tabs(), Stack()
        self.trouble = look.label()
        self._arrange()
        # Moves that arrive before the window is painted again are answered together. A queued
        # call comes before the painting that the lever itself asked for: there is one painting.
        self._behind = False
        self._moved.connect(self._catch_up, Qt.ConnectionType.QueuedConnection)
        self.panel.moved.connect(self._fall_behind)
        self.panel.let_go.connect(self._commit)
        self.scenarios.comparison_changed.connect(self._compare)
        self.seek.moving.connect(self.panel.move_to)
        self.seek.let_go.connect(self._commit)
        for view in (self.seek, self.periods):
            view.taken.connect(self.panel.take)

    def _arrange(self) -> None:
        self.panel.column.insertWidget(0, self.scenarios)
        self.scenarios.hide()
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.tabs.setDrawBase(False)
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        for name, view in (
            (tr("Charts"), self.charts),
            (tr("What would it take?"), self.seek),
            (tr("Compare"), self.comparison),
            (tr("Period by period"), self.periods),
            (tr("Areas"), self.areas),
            (tr("How sure?"), self.evidence),
            (tr("Households"), self.households),
        ):
            self.tabs.addTab(name)
            self._views.addWidget(view)
        self.tabs.currentChanged.connect(self._turn_to)
        right = QVBoxLayout()
        right.setSpacing(look.SPACING)
        right.addWidget(self.figures)
        right.addWidget(self.tabs)
        right.addWidget(self.trouble)
        right.addWidget(self._views, 1)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(*[2 * look.SPACING] * 4)
        row.setSpacing(look.SPACING)
        row.addWidget(self.panel)
        row.addLayout(right, 1)
        empty = look.label(
            tr(
                "There are no population figures yet. Import a census by sex and age, and the "
                "levers appear here."
            ),
            muted=True,
        )
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        self._faces = QStackedLayout(self)
        self._faces.addWidget(empty)
        self._faces.addWidget(full)

    @property
    def assumptions(self) -> Assumptions:
        """What the levers say now, committed or not."""
        return self.panel.assumptions

    @property
    def projection(self) -> CityProjection | None:
        """What is drawn now; None without a subject."""
        return self._picture.projection if self._picture else None

    def set_subject(self, subject: PopulationSubject) -> None:
        """Show a city; nothing is emitted."""
        self._subject = subject
        continuation = project_city(subject.inputs, [subject.continuation], UNTIL)
        self.panel.set_origin(subject.continuation, subject.lever_sources)
        self.figures.set_subject(subject.main_target, outlook(continuation, subject.horizon))
        for index in range(self._views.count()):
            self._view(index).set_subject(subject, continuation.years)
        self.scenarios.set_scenarios(subject.scenarios, subject.scenario)
        self._show_scenario_figures(subject)
        self._faces.setCurrentIndex(1)
        # Made anew: what is held of another subject does not fit this one.
        self._picture = Picture(
            subject, subject.continuation, continuation, band=band_of(subject, continuation)
        )
        self._offer(self.areas, subject.areas is not None)
        self._offer(self.evidence, subject.evidence is not None)
        self.set_assumptions(subject.assumptions)
        self.panel.show_reasons(subject.scenario.reasons if subject.scenario else {})

    def set_assumptions(self, assumptions: Assumptions) -> None:
        """Put the levers where they were, after undo for one; nothing is emitted."""
        self._committed = assumptions
        self.panel.show_assumptions(assumptions)
        self._follow()
        self._compare()

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be looked at and nothing be changed, or let it be changed again."""
        self.panel.setEnabled(not read_only)
        self.seek.set_read_only(read_only)
        self.periods.set_read_only(read_only)
        self.households.set_read_only(read_only)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._picture is not None:
            self.scenarios.show_lines()

    def _fall_behind(self) -> None:
        """Remember that a lever has moved, until control returns to the event loop."""
        if not self._behind:
            self._behind = True
            self._moved.emit()

    def _catch_up(self) -> None:
        if self._behind:
            self._follow()

    def _commit(self) -> None:
        """Finish a move: settle the views and, if anything is different, say so once."""
        self._catch_up()
        self._settle()
        if self.assumptions != self._committed:
            self._committed = self.assumptions
            self.assumptions_committed.emit(self._committed)

    def _follow(self) -> None:
        """Project what the levers say and show it everywhere."""
        self._behind = False
        subject, assumptions = self._subject, self.assumptions
        if subject is None:
            return
        try:
            projection = self._moving.project(subject.inputs, assumptions, UNTIL)
        except PersonError as error:
            self._say_trouble(str(error))
            return
        self._say_trouble(_said_of(projection))
        now = self._picture or Picture(subject, assumptions, projection)
        self._picture = Picture(
            subject, assumptions, projection, now.compared, now.comparison, now.band
        )
        self.panel.forget_migration_results(subject.horizon)
        shown = outlook(projection, subject.horizon)
        self.figures.show_outlook(shown)
        if subject.scenario_id is not None:
            self.scenarios.show_persons({subject.scenario_id: shown.total})
        self._shown.follow(self._picture)

    def _compare(self) -> None:
        """Draw the scenarios that are compared, and settle."""
        if self._subject is None or self._picture is None:
            return
        by_id = {one.id: one for one in self._subject.scenarios}
        chosen = tuple(by_id[one] for one in self.scenarios.compared)
        assumed = [one.assumptions for one in chosen]
        run = project_city(self._subject.inputs, assumed, UNTIL) if assumed else None
        self._picture = replace(self._picture, compared=chosen, comparison=run)
        self._shown.compare(self._picture)
        self._settle()

    def _settle(self) -> None:
        if self._picture is None or self._subject is None:
            return
        self.panel.show_migration_results(
            migration_results(self._subject, self.assumptions), self._horizon()
        )
        self.figures.settle()
        self._shown.settle()

    def _turn_to(self, index: int) -> None:
        self._views.setCurrentIndex(index)
        if self._picture is not None:
            self._shown.follow(self._picture)
            self._shown.compare(self._picture)
            self._shown.settle()

    def _offer(self, view: QWidget, known: bool) -> None:
        """Offer a view only where the plan holds what it shows."""
        tab = self._views.indexOf(view)
        self.tabs.setTabVisible(tab, known)
        # Qt 6 leaves a hole where a tab was until the bar is laid out anew, as this makes it do.
        self.tabs.setTabText(tab, self.tabs.tabText(tab))

    def _view(self, index: int) -> PopulationView:
        view = self._views.widget(index)
        assert isinstance(view, PopulationView)
        return view

    @property
    def _shown(self) -> PopulationView:
        return self._view(self._views.currentIndex())

    def _horizon(self) -> int:
        assert self._subject is not None
        return self._subject.horizon

    def _show_scenario_figures(self, subject: PopulationSubject) -> None:
        """Show what each scenario of the plan leads to; one that cannot be run shows nothing."""
        for one in subject.scenarios:
            try:
                run = project_city(subject.inputs, [one.assumptions], UNTIL)
            except PersonError:
                continue
            self.scenarios.show_persons({one.id: outlook(run, subject.horizon).total})

    def _say_trouble(self, sentence: str) -> None:
        if sentence != self.trouble.text():
            self.trouble.setText(sentence)
            self.trouble.setVisible(bool(sentence))


def _said_of(projection: CityProjection) -> str:
    """Return what has to be said wherever a run shows: nothing is clipped in silence."""
    if not projection.negative_cells:
        return ""
    return tr(
        "More people leave than there are: {count} groups of age, sex and year fall below zero. "
        "They are left as they come out; bring net migration closer to what was observed.",
        count=projection.negative_cells,
    )
