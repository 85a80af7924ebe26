"""Scenarios side by side: what each leads to in one year, figure by figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.charts.readings import Table
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.population.picture import UNTIL, Picture
from workbench.desktop.population.subject import NamedScenario, PopulationSubject
from workbench.desktop.sheet import Sheet
from workbench.errors import PersonError
from workbench.language import Message, message, tr
from workbench.plan.values import format_number
from workbench.population.city import project_city
from workbench.population.indicators import Indicators, derive_indicators
from workbench.population.measures import MEASURES
from workbench.population.scenarios import (
    continuation,
    influence_of,
    simulation_1,
    simulation_2,
)


@dataclass(frozen=True)
class Line:
    """A row: its name, unit, decimals, and how it is read off the derived figures."""

    name: Message
    unit: Message
    decimals: int
    read: Callable[[Indicators, int], float]


def _people(key: str) -> Callable[[Indicators, int], float]:
    return lambda held, year: float(held.people[key][year, 0])


def _share(key: str) -> Callable[[Indicators, int], float]:
    return lambda held, year: float(held.share(key)[year, 0]) * 100


def _plain(field: str, scale: float = 1.0) -> Callable[[Indicators, int], float]:
    return lambda held, year: float(getattr(held, field)[year, 0]) * scale


def _births(held: Indicators, year: int) -> float:
    return float(held.births_per_year[year - 1, 0]) if year else np.nan


_PERSONS, _PERCENT = message("persons"), message("%")

LINES = (
    *(Line(one.name, _PERSONS, 0, _people(one.key)) for one in MEASURES),
    Line(message("Births a year, mean of the five years"), _PERSONS, 0, _births),
    Line(message("Share of 0–14"), _PERCENT, 1, _share("children")),
    Line(message("Share of 65 and over"), _PERCENT, 1, _share("aged_65")),
    Line(message("Share of 75 and over"), _PERCENT, 1, _share("aged_75")),
    Line(
        message("Dependants per 100 of 15–64"), _PERSONS, 1, _plain("dependency_ratio", scale=100)
    ),
    Line(message("Median age"), message("years"), 1, _plain("median_age")),
    Line(message("Demand for medical care"), message("base = 100"), 1, _plain("medical_demand")),
    Line(message("Demand for long-term care"), message("base = 100"), 1, _plain("care_demand")),
)


class CompareView(QWidget):
    """A table with a column for each scenario; the levers' own comes first and follows them."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._others: list[tuple[str, Indicators]] = []
        self._named: Sequence[NamedScenario] = ()
        self.year_box, self.table_view = QComboBox(), TableView()
        self.copy_button = QPushButton(tr("Copy the table (for Excel)"))
        self.influence = look.label(size=look.SMALL, muted=True)
        self.influence.setWordWrap(True)
        self._arrange()
        self.year_box.activated.connect(self._show)
        self.copy_button.clicked.connect(self.copy_table)

    def _arrange(self) -> None:
        title = look.label(tr("Scenarios side by side"), bold=True)
        label = look.label(tr("Year"), muted=True)
        label.setBuddy(self.year_box)
        top = QHBoxLayout()
        top.setSpacing(look.SPACING)
        top.addWidget(title)
        top.addSpacing(look.SPACING)
        top.addWidget(label)
        top.addWidget(self.year_box)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        sheet = Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(2 * look.SPACING, look.SPACING, 2 * look.SPACING, look.SPACING)
        column.setSpacing(look.SPACING // 2)
        column.addLayout(top)
        column.addWidget(self.table_view, 1)
        column.addWidget(self.influence)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Project every scenario of the plan once; the levers' own follows them."""
        self._picture = None
        self._others = []
        for one in subject.scenarios:
            if one.id == subject.scenario_id:
                continue
            try:
                run = project_city(subject.inputs, [one.assumptions], UNTIL)
            except PersonError:
                continue
            self._others.append((one.name, derive_indicators(run)))
        self.year_box.clear()
        for index, year in enumerate(years):
            self.year_box.addItem(str(year), index)
        nearest = min(range(len(years)), key=lambda index: abs(years[index] - subject.horizon))
        self.year_box.setCurrentIndex(nearest)

    def follow(self, picture: Picture) -> None:
        """Show the levers' own column anew."""
        self._picture = picture
        self._show()

    def compare(self, picture: Picture) -> None:
        """Do nothing: every scenario is here already."""

    def settle(self) -> None:
        """Do nothing: a table has no ranges."""

    def table(self) -> Table:
        """Return the table as it is shown."""
        picture = self._picture
        assert picture is not None
        shown = [(picture.name, derive_indicators(picture.projection)), *self._others]
        index, base = self.year_box.currentData(), picture.projection.years[0]
        rows: list[tuple[str | float | None, ...]] = []
        for line in LINES:
            figures = [line.read(shown[0][1], 0)] + [line.read(held, index) for _, held in shown]
            known = (None if np.isnan(figure) else figure for figure in figures)
            rows.append((str(line.name), str(line.unit), *known))
        heading = tr("{year} (base)", year=base)
        names = [name for name, _ in shown]
        return Table(
            (tr("In {year}", year=picture.projection.years[index]), tr("Unit"), heading, *names),
            tuple(rows),
            (None,) * (3 + len(names)),
            tuple(line.decimals for line in LINES),
        )

    def copy_table(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        QGuiApplication.clipboard().setText(self.table().tab_separated())

    def _show(self) -> None:
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
