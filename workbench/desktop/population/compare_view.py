"""Scenarios side by side: what each leads to, figure by figure and year by year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout

from workbench.desktop import look
from workbench.desktop.charts.copying import copy_table
from workbench.desktop.charts.readings import Table
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.population.compare_table import (
    Published,
    Run,
    quantities,
    table_of_everything,
    table_of_quantity,
    table_of_year,
)
from workbench.desktop.population.picture import UNTIL, Picture
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.view import PopulationView
from workbench.desktop.sheet import Sheet
from workbench.errors import PersonError
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.ages import Floats
from workbench.population.city import project_city
from workbench.population.derived_table import known_quantities
from workbench.population.scenarios import (
    continuation,
    influence_of,
    simulation_1,
    simulation_2,
)


class CompareView(PopulationView):
    """Every scenario of the plan; the levers' own comes first and follows them.

    Official projections stand after them, with what was published of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._others: list[Run] = []
        self._published: list[Published] = []
        self._headship: Floats | None = None
        self.view_box, self.year_box, self.figure_box = QComboBox(), QComboBox(), QComboBox()
        self.table_view = TableView()
        self.copy_button = QPushButton(tr("Copy the table"))
        self.copy_button.setToolTip(tr("Copy the table (for Excel)"))
        self.copy_all_button = QPushButton(tr("Copy every figure and year"))
        self.influence = look.label(size=look.SMALL, muted=True)
        self.influence.setWordWrap(True)
        # Its room stays where it says nothing: the buttons beside it would spread out.
        policy = self.influence.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.influence.setSizePolicy(policy)
        self.left_out = look.label(size=look.SMALL)
        self.left_out.setWordWrap(True)
        self._arrange()
        for box in (self.view_box, self.year_box, self.figure_box):
            box.activated.connect(self._show)
        self.copy_button.clicked.connect(self.copy_table)
        self.copy_all_button.clicked.connect(self.copy_everything)

    def _arrange(self) -> None:
        self.view_box.addItem(tr("Every figure of a year"))
        self.view_box.addItem(tr("One figure over the years"))
        self.view_box.setAccessibleName(tr("What the table shows"))
        self.year_box.setAccessibleName(tr("Year"))
        self.figure_box.setAccessibleName(tr("Indicator of the projection"))
        top = QHBoxLayout()
        top.setSpacing(look.SPACING)
        top.addWidget(look.label(tr("Scenarios side by side"), bold=True))
        top.addSpacing(look.SPACING)
        for box in (self.view_box, self.year_box, self.figure_box):
            top.addWidget(box)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(look.SPACING)
        foot.addWidget(self.influence, 1)
        for button in (self.copy_button, self.copy_all_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        sheet = Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(2 * look.SPACING, look.SPACING, 2 * look.SPACING, look.SPACING)
        column.setSpacing(look.SPACING // 2)
        column.addLayout(top)
        column.addWidget(self.left_out)
        column.addWidget(self.table_view, 1)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Project every scenario of the plan once; the levers' own follows them."""
        self._picture = None
        self._headship = subject.headship_in(years)
        self._others = []
        rounds = sorted(subject.projections, key=lambda one: one.years[-1], reverse=True)
        self._published = [Published(one, years) for one in rounds]
        left_out = []
        for one in subject.scenarios:
            if one.id == subject.scenario_id:
                continue
            try:
                run = project_city(subject.inputs, [one.assumptions], UNTIL)
            except PersonError as error:
                left_out.append(
                    tr("{name} is left out: {reason}", name=one.name, reason=str(error.what))
                )
                continue
            self._others.append(Run.of(one.name, run, self._headship))
        self.left_out.setVisible(bool(left_out))
        self.left_out.setText("\n".join(left_out))
        self._offer_years(years, subject.horizon)
        self._offer_figures()

    def _offer_years(self, years: tuple[int, ...], horizon: int) -> None:
        self.year_box.clear()
        for index, year in enumerate(years):
            self.year_box.addItem(str(year), index)
        nearest = min(range(len(years)), key=lambda index: abs(years[index] - horizon))
        self.year_box.setCurrentIndex(nearest)

    def _offer_figures(self) -> None:
        """List the figures; one that is chosen stays chosen."""
        chosen = self.figure_box.currentData()
        self.figure_box.clear()
        for quantity in known_quantities(with_households=self._headship is not None):
            self.figure_box.addItem(str(quantity.name), quantity.key)
        self.figure_box.setCurrentIndex(max(self.figure_box.findData(chosen), 0))

    def follow(self, picture: Picture) -> None:
        """Show the levers' own column anew."""
        self._picture = picture
        self._show()

    def table(self) -> Table:
        """Return the table as it is shown."""
        runs = self._runs()
        if self._of_year():
            # The latest round alone: the window has room for one more column.
            return table_of_year(runs, self.year_box.currentData(), self._published[:1])
        key = self.figure_box.currentData()
        quantity = next(one for one in quantities(runs) if one.key == key)
        return table_of_quantity(runs, quantity, self._published)

    def copy_table(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        copy_table(self.table())

    def copy_everything(self) -> None:
        """Put every figure of every scenario and year on the clipboard, as Excel takes it."""
        copy_table(table_of_everything(self._runs(), self._published))

    def _runs(self) -> list[Run]:
        picture = self._picture
        assert picture is not None
        return [Run.of(picture.name, picture.projection, self._headship), *self._others]

    def _of_year(self) -> bool:
        return self.view_box.currentIndex() == 0

    def _show(self) -> None:
        self.year_box.setVisible(self._of_year())
        self.figure_box.setVisible(not self._of_year())
        self.influence.setVisible(self._of_year())
        if self._picture is None:
            return
        self.table_view.show_table(self.table())
        self._show_influence(self._picture.subject)

    def _show_influence(self, subject: PopulationSubject) -> None:
        """Say how much natural and social change weigh in the year shown."""
        inputs, index = subject.inputs, self.year_box.currentData()
        pair = [one(inputs).assumptions for one in (continuation, simulation_1, simulation_2)]
        run = project_city(inputs, pair, UNTIL)
        if not index:
            self.influence.clear()
            return
        found = influence_of(run, run.years[index])
        natural, social = (
            format_number(float(one) * 100, 1) for one in (found.natural, found.social)
        )
        sentence = tr(
            "Influence in {year}: natural change {natural} % (simulation 1 ÷ continuation), "
            "social change {social} % (simulation 2 ÷ simulation 1).",
            year=run.years[index],
            natural=natural,
            social=social,
        )
        look.show_paragraph(self.influence, sentence)
