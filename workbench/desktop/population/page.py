"""The population page: everything at the right follows the levers at the left as they move."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.charts.age_share import AgeShareChart, Shares
from workbench.desktop.charts.bands import BANDS
from workbench.desktop.charts.change import ChangeChart, ScenarioChange
from workbench.desktop.charts.pyramid import PyramidChart
from workbench.desktop.charts.total import ScenarioLine, TotalChart
from workbench.desktop.population.figures import FigureRow
from workbench.desktop.population.lever_panel import LeverPanel
from workbench.desktop.population.outlook import outlook
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.year_player import YearPlayer
from workbench.errors import PersonError
from workbench.language import tr
from workbench.population.city import CityProjection, project_city
from workbench.population.levers import Assumptions

#: The last year projected.
UNTIL = 2050


class PopulationPage(QWidget):
    """The simulator for one city.

    `assumptions_committed` carries the new `Assumptions` once for every finished move: a slider
    let go, a value typed, a choice, a reset. Nothing is emitted by `set_subject` and
    `set_assumptions`.
    """

    assumptions_committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: PopulationSubject | None = None
        self._committed = Assumptions()
        self._projection: CityProjection | None = None
        self.panel = LeverPanel()
        self.figures = FigureRow()
        self.total, self.change = TotalChart(), ChangeChart()
        self.pyramid, self.shares = PyramidChart(), AgeShareChart()
        self.player = YearPlayer()
        self.trouble = look.label()
        self._arrange()
        # Moves that arrive before the window is painted again are answered together.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._follow)
        self.panel.moved.connect(lambda _: self._soon.start())
        self.panel.let_go.connect(self._commit)
        self.player.chosen.connect(self._show_year)

    def _arrange(self) -> None:
        charts = QGridLayout()
        charts.setSpacing(look.SPACING)
        self.pyramid.column.insertWidget(2, self.player)
        charts.addWidget(self.total, 0, 0)
        charts.addWidget(self.pyramid, 0, 1)
        charts.addWidget(self.change, 1, 0)
        charts.addWidget(self.shares, 1, 1)
        for index, stretch in enumerate((3, 2)):
            charts.setColumnStretch(index, stretch)
            charts.setRowStretch(index, 1)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        right = QVBoxLayout()
        right.setSpacing(look.SPACING)
        right.addWidget(self.figures)
        right.addWidget(self.trouble)
        right.addLayout(charts, 1)
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
        return self._projection

    def set_subject(self, subject: PopulationSubject) -> None:
        """Show a city; nothing is emitted."""
        self._subject = subject
        continuation = project_city(subject.inputs, [subject.continuation], UNTIL)
        self.panel.set_origin(subject.continuation)
        self.figures.set_subject(subject.main_target, outlook(continuation, subject.horizon))
        for chart in (self.total, self.change, self.pyramid):
            chart.set_subject(subject)
        self.player.set_years(continuation.years, subject.horizon)
        self._faces.setCurrentIndex(1)
        self.set_assumptions(subject.assumptions)

    def set_assumptions(self, assumptions: Assumptions) -> None:
        """Put the levers where they were, after undo for one; nothing is emitted."""
        self._committed = assumptions
        self.panel.show_assumptions(assumptions)
        self._follow()
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._projection is not None:
            self._show_figures(self._projection)

    def _commit(self) -> None:
        """Finish a move: settle the charts and, if anything is different, say so once."""
        if self._soon.isActive():
            self._follow()
        self._settle()
        if self.assumptions != self._committed:
            self._committed = self.assumptions
            self.assumptions_committed.emit(self._committed)

    def _follow(self) -> None:
        """Project what the levers say and show it everywhere."""
        self._soon.stop()
        if self._subject is None:
            return
        try:
            projection = project_city(self._subject.inputs, [self.assumptions], UNTIL)
        except PersonError as error:
            self._say_trouble(str(error))
            return
        self._say_trouble("")
        self._projection = projection
        self._show_figures(projection)
        name, years = self._scenario_name(), projection.years
        self.total.set_scenario(ScenarioLine(name, years, projection.total[:, 0]))
        self.change.set_scenario(
            ScenarioChange(
                name,
                years,
                projection.natural_change_per_year[:, 0],
                projection.social_change_per_year[:, 0],
            )
        )
        persons = [projection.count(band.age_from, band.age_to)[:, 0] for band in BANDS]
        self.shares.set_shares(Shares(name, years, np.stack(persons), self._shares_note()))
        self._show_year(self.player.year)

    def _settle(self) -> None:
        if self._projection is None:
            return
        self.total.settle()
        self.change.settle()
        self.shares.settle()
        self.pyramid.settle(float(self._projection.population.max()))

    def _show_figures(self, projection: CityProjection) -> None:
        assert self._subject is not None
        self.figures.show_outlook(outlook(projection, self._subject.horizon))

    def _show_year(self, year: int) -> None:
        if self._projection is not None:
            people = self._projection.at(year)[:, :, 0]
            self.pyramid.set_population(year, people, self._scenario_name())

    def _scenario_name(self) -> str:
        named = self._subject.scenario_name if self._subject else ""
        return named or tr("Scenario")

    def _shares_note(self) -> str:
        assert self._subject is not None
        inputs = self._subject.inputs
        if inputs.base_is_estimate:
            return tr("Ages of {year} are an estimate.", year=inputs.base_year)
        return ""

    def _say_trouble(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
