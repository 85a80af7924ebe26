"""The four charts: total, natural and social change, pyramid, shares of age groups."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QGridLayout

from workbench.desktop import look
from workbench.desktop.charts.age_share import AgeShareChart, Shares
from workbench.desktop.charts.bands import BANDS
from workbench.desktop.charts.change import ChangeChart, ScenarioChange
from workbench.desktop.charts.pyramid import PyramidChart
from workbench.desktop.charts.total import ScenarioLine, TotalChart
from workbench.desktop.population.picture import Picture
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.view import PopulationView
from workbench.desktop.population.year_player import YearPlayer
from workbench.language import tr

#: Of two charts above each other, with their titles and sources.
_LEAST_HEIGHT = 52 * look.SPACING


class ChartsView(PopulationView):
    """Everything a lever moves, at once."""

    def __init__(self) -> None:
        super().__init__()
        # Flatter charts cannot be read; the page scrolls where the screen has less.
        self.setMinimumHeight(look.scaled(_LEAST_HEIGHT))
        self._picture: Picture | None = None
        self.total, self.change = TotalChart(), ChangeChart()
        self.pyramid, self.shares = PyramidChart(), AgeShareChart()
        self.player = YearPlayer()
        self.pyramid.column.insertWidget(2, self.player)
        self.pyramid.keep_off_pictures(self.player)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.SPACING)
        grid.addWidget(self.total, 0, 0)
        grid.addWidget(self.pyramid, 0, 1)
        grid.addWidget(self.change, 1, 0)
        grid.addWidget(self.shares, 1, 1)
        for index, stretch in enumerate((3, 2)):
            grid.setColumnStretch(index, stretch)
            grid.setRowStretch(index, 1)
        self.player.chosen.connect(self._show_year)

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Draw what the levers do not move; `years` are those of the projection."""
        self._picture = None
        for chart in (self.total, self.change, self.pyramid):
            chart.set_subject(subject)
        self.player.set_years(years, subject.horizon)

    def follow(self, picture: Picture) -> None:
        """Show what the levers lead to now."""
        self._picture = picture
        name, run = picture.name, picture.projection
        self.total.set_band(run.years, picture.bounds)
        self.total.set_scenario(ScenarioLine(name, run.years, run.total[:, 0]))
        natural, social = run.natural_change_per_year, run.social_change_per_year
        self.change.set_scenario(ScenarioChange(name, run.years, natural[:, 0], social[:, 0]))
        persons = np.array([run.count(band.age_from, band.age_to)[:, 0] for band in BANDS])
        base = picture.subject.sources.base
        self.shares.set_shares(Shares(name, run.years, persons, _ages_note(picture), base))
        self._show_year(self.player.year)

    def compare(self, picture: Picture) -> None:
        """Draw the scenarios beside it."""
        run = picture.comparison
        lines = [
            ScenarioLine(one.name, run.years, run.total[:, index])
            for index, one in enumerate(picture.compared)
            if run is not None
        ]
        self.total.set_compared(lines)

    def settle(self) -> None:
        """Choose ranges and the places of words anew."""
        if self._picture is None:
            return
        self.total.settle()
        self.change.settle()
        self.shares.settle()
        self.pyramid.settle(float(self._picture.projection.population.max()))

    def _show_year(self, year: int) -> None:
        if self._picture is not None:
            people = self._picture.projection.at(year)[:, :, 0]
            self.pyramid.set_population(year, people, self._picture.name)


def _ages_note(picture: Picture) -> str:
    inputs = picture.subject.inputs
    if inputs.base_is_estimate:
        return tr("Ages of {year} are an estimate.", year=inputs.base_year)
    return ""
