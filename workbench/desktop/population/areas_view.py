"""Areas: the parts of the municipality under the levers, adding up to the whole."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout

from workbench.desktop import look
from workbench.desktop.charts.areas import AreaChart, AreaLines
from workbench.desktop.charts.copying import copy_table
from workbench.desktop.charts.readings import Table
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.population.area_table import (
    AreaRun,
    area_figures,
    table_of_scenarios,
    table_over_years,
)
from workbench.desktop.population.picture import UNTIL, Picture
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.view import PopulationView
from workbench.desktop.sheet import Sheet
from workbench.desktop.widgets.notes import Notes
from workbench.errors import PersonError
from workbench.language import message, tr
from workbench.population.area_projection import AreaFuture, AreaProjection, project_areas
from workbench.population.levers import Assumptions

_FUTURES = (
    (AreaFuture.FADING, message("fades within thirty years")),
    (AreaFuture.HELD, message("goes on as observed")),
    (AreaFuture.NONE, message("is left out")),
)

#: How much of the name of a figure is always to be seen.
_LEAST_FIGURE = 22 * look.SPACING
#: How many rows the table shows before it scrolls.
_MOST_ROWS = 7


class AreasView(PopulationView):
    """A panel for each area above, all figures in a table below; both follow the levers.

    The scenarios drawn beside the levers' own stand in every panel; the table shows one scenario
    over the years, or all of the plan side by side in a year.
    """

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._own: AreaRun | None = None
        self._words = ""
        self._others: dict[int, AreaRun] | None = None
        self.chart, self.table_view = AreaChart(), TableView()
        self.future_box = QComboBox()
        self.view_box, self.scenario_box = QComboBox(), QComboBox()
        self.year_box, self.figure_box = QComboBox(), QComboBox()
        self.copy_button = QPushButton(tr("Copy the table"))
        self.copy_button.setToolTip(tr("Copy the table (for Excel)"))
        self.notes = Notes()
        self.trouble = look.label()
        self.trouble.setWordWrap(True)
        self._arrange()
        self.future_box.activated.connect(self._change_future)
        for box in (self.view_box, self.scenario_box, self.year_box, self.figure_box):
            box.activated.connect(self._show_table)
        self.copy_button.clicked.connect(self.copy_table)

    def _arrange(self) -> None:
        for future, words in _FUTURES:
            self.future_box.addItem(str(words), future)
        label = look.label(tr("An area's own migration"), size=look.SMALL, muted=True)
        label.setBuddy(self.future_box)
        self.future_box.setAccessibleName(tr("An area's own migration"))
        for place, widget in enumerate((label, self.future_box), start=1):
            self.chart.top.insertWidget(place, widget)
        self.chart.keep_off_pictures(label, self.future_box)
        self.view_box.addItem(tr("Over the years"))
        self.view_box.addItem(tr("By scenario"))
        self.view_box.setAccessibleName(tr("What the table shows"))
        self.scenario_box.setAccessibleName(tr("Scenario"))
        self.year_box.setAccessibleName(tr("Year"))
        self.figure_box.setAccessibleName(tr("Indicator of the projection"))
        for key, name, _ in area_figures():
            self.figure_box.addItem(name, key)
        # As wide as the longest name, but the first to give way; then the tip says the whole.
        self.figure_box.setMinimumWidth(look.scaled(_LEAST_FIGURE))
        self.figure_box.setToolTip(self.figure_box.currentText())
        self.figure_box.currentTextChanged.connect(self.figure_box.setToolTip)
        top = QHBoxLayout()
        top.setSpacing(look.SPACING)
        self._title = look.label(bold=True)
        top.addWidget(self._title)
        top.addSpacing(look.SPACING)
        for box in (self.view_box, self.scenario_box, self.year_box, self.figure_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            top.addWidget(box)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        sheet = Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(2 * look.SPACING, look.SPACING, 2 * look.SPACING, look.SPACING)
        column.setSpacing(look.SPACING // 2)
        column.addLayout(top)
        column.addWidget(self.table_view)
        column.addWidget(self.notes)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SPACING)
        self.trouble.hide()
        outer.addWidget(self.trouble)
        outer.addWidget(self.chart, 1)
        outer.addWidget(sheet)
        self._show_table()

    @property
    def projection(self) -> AreaProjection | None:
        """The areas under the levers; None before there are any."""
        return self._own.projection if self._own else None

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Take the areas of a municipality; `years` are those of the projection."""
        self._picture = self._own = self._others = None
        areas = subject.areas
        if areas is None:
            return
        self.chart.set_city(subject.city)
        words = [str(note) for note in areas.inputs.notes]
        if areas.source:
            words.append(tr("Source: {source}", source=areas.source))
        self._words = " ".join(words)
        self.notes.say(self._words)
        self._offer_scenarios(subject)
        self._offer_years(years, subject.horizon)

    def _offer_scenarios(self, subject: PopulationSubject) -> None:
        """List the levers' own scenario first; one that is chosen stays chosen."""
        chosen = self.scenario_box.currentData()
        self.scenario_box.clear()
        own = subject.scenario
        self.scenario_box.addItem(own.name if own else tr("Scenario"), None)
        for one in subject.scenarios:
            if one.id != subject.scenario_id:
                self.scenario_box.addItem(one.name, one.id)
        self.scenario_box.setCurrentIndex(max(self.scenario_box.findData(chosen), 0))

    def _offer_years(self, years: tuple[int, ...], horizon: int) -> None:
        self.year_box.clear()
        for year in years[1:]:
            self.year_box.addItem(str(year), year)
        nearest = min(years[1:], key=lambda year: abs(year - horizon))
        self.year_box.setCurrentIndex(self.year_box.findData(nearest))

    def follow(self, picture: Picture) -> None:
        """Project the areas under what the levers say now."""
        self._picture = picture
        if picture.subject.areas is None:
            return
        try:
            self._own = self._run(picture.name, picture.assumptions)
        except PersonError as error:
            self._say(str(error))
            return
        self._say("")
        self._draw()

    def compare(self, picture: Picture) -> None:
        """Draw the scenarios beside it."""
        self.follow(picture)

    def settle(self) -> None:
        """Choose the chart's ranges anew."""
        self.chart.settle()

    def _run(self, name: str, assumptions: Assumptions) -> AreaRun:
        assert self._picture is not None
        subject = self._picture.subject
        assert subject.areas is not None
        # Qt hands the choice back as plain text.
        future = AreaFuture(self.future_box.currentData())
        run = project_areas(subject.inputs, subject.areas.inputs, [assumptions], UNTIL,
                            future=future)  # fmt: skip
        return AreaRun(name, run)

    def _runs(self) -> dict[int, AreaRun]:
        """Return the other scenarios of the plan by id, made once for each way areas may go.

        One that cannot be projected is missing; the page says so where scenarios are compared.
        """
        if self._others is None:
            assert self._picture is not None
            subject = self._picture.subject
            self._others = {}
            for one in subject.scenarios:
                if one.id == subject.scenario_id:
                    continue
                try:
                    self._others[one.id] = self._run(one.name, one.assumptions)
                except PersonError:
                    continue
        return self._others

    def _draw(self) -> None:
        """Show the chart and the table of what has been projected."""
        picture = self._picture
        assert picture is not None
        assert self._own is not None
        assumed = tr("An area's own migration {future}.", future=self.future_box.currentText())
        self.chart.set_picture_words(f"{assumed} {self._words}")
        beside = [self._runs().get(one.id) for one in picture.compared]
        self.chart.set_lines(
            self._lines(self._own), [self._lines(run) if run else None for run in beside]
        )
        self._show_table()

    def _lines(self, run: AreaRun) -> AreaLines:
        assert self._picture is not None
        subject = self._picture.subject
        source = subject.areas.source if subject.areas else ""
        projected = run.projection
        return AreaLines(
            run.years,
            projected.inputs.names,
            projected.total[:, :, 0],
            self._year(run),
            source,
            run.name,
        )

    def _show_table(self) -> None:
        side_by_side = self._side_by_side()
        self.scenario_box.setVisible(not side_by_side)
        self.year_box.setVisible(side_by_side)
        self.figure_box.setVisible(side_by_side)
        persons = not side_by_side or self.figure_box.currentData() in _PEOPLE
        self._title.setText(tr("Areas (persons)") if persons else tr("Areas (%)"))
        if self._own is None:
            return
        self.table_view.show_table(self.table())
        self.table_view.show_all_rows(_MOST_ROWS)

    def _side_by_side(self) -> bool:
        return self.view_box.currentIndex() == 1

    def table(self) -> Table:
        """Return the table as it is shown."""
        picture, own = self._picture, self._own
        assert picture is not None
        assert own is not None
        city = picture.subject.city
        if self._side_by_side():
            runs = [own, *self._runs().values()]
            figure, year = self.figure_box.currentData(), self.year_box.currentData()
            return table_of_scenarios(runs, city, figure, year)
        run = self._runs().get(self.scenario_box.currentData(), own)
        return table_over_years(run, city, self._year(run))

    def copy_table(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        copy_table(self.table())

    def _year(self, run: AreaRun) -> int:
        """Return the projected year nearest to the one the page speaks of."""
        assert self._picture is not None
        horizon = self._picture.subject.horizon
        return min(run.years[1:], key=lambda year: abs(year - horizon))

    def _change_future(self) -> None:
        self._others = None
        if self._picture is not None:
            self.follow(self._picture)
            self.settle()

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


#: The figures that are numbers of people.
_PEOPLE = frozenset(key for key, _, places in area_figures() if places == 0)
