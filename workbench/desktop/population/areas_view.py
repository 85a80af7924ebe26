"""Areas: the parts of the municipality under the levers, adding up to the whole."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.charts.areas import AreaChart, AreaLines
from workbench.desktop.charts.readings import Table
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.population.picture import UNTIL, Picture
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.sheet import Sheet
from workbench.errors import PersonError
from workbench.language import message, tr
from workbench.population.area_projection import AreaFuture, AreaProjection, project_areas

_FUTURES = (
    (AreaFuture.FADING, message("fades within thirty years")),
    (AreaFuture.HELD, message("goes on as observed")),
    (AreaFuture.NONE, message("is left out")),
)

#: How many rows the table shows before it scrolls.
_MOST_ROWS = 7


class _Notes(QLabel):
    """Words beneath the table: the chart gives way where there is little room, they do not."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(look.text_font(look.SMALL))
        self.setWordWrap(True)
        look.mute(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_whole()

    def keep_whole(self) -> None:
        """Be as high as the words need at this width."""
        self.setMinimumHeight(self.heightForWidth(self.width()))


class AreasView(QWidget):
    """A panel for each area above, all figures in a table below; both follow the levers."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self.projection: AreaProjection | None = None
        self.chart, self.table_view = AreaChart(), TableView()
        self.future_box = QComboBox()
        self.copy_button = QPushButton(tr("Copy the table (for Excel)"))
        self.notes = _Notes()
        self.trouble = look.label()
        self.trouble.setWordWrap(True)
        self._arrange()
        self.future_box.activated.connect(self._follow_again)
        self.copy_button.clicked.connect(self.copy_table)

    def _arrange(self) -> None:
        for future, words in _FUTURES:
            self.future_box.addItem(str(words), future)
        label = look.label(tr("An area's own migration"), size=look.SMALL, muted=True)
        label.setBuddy(self.future_box)
        self.future_box.setAccessibleName(tr("An area's own migration"))
        for place, widget in enumerate((label, self.future_box), start=1):
            self.chart.top.insertWidget(place, widget)
        top = QHBoxLayout()
        top.addWidget(look.label(tr("Population of the areas (persons)"), bold=True), 1)
        top.addWidget(self.copy_button)
        sheet = Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(2 * look.SPACING, look.SPACING, 2 * look.SPACING, look.SPACING)
        column.setSpacing(look.SPACING // 2)
        column.addLayout(top)
        column.addWidget(self.table_view)
        # Its height follows its width: the smallest one that Qt guesses would push into the table.
        self.notes.setMinimumHeight(1)
        column.addWidget(self.notes)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SPACING)
        self.trouble.hide()
        outer.addWidget(self.trouble)
        outer.addWidget(self.chart, 1)
        outer.addWidget(sheet)

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Take the areas of a municipality; `years` are those of the projection."""
        self._picture = self.projection = None
        areas = subject.areas
        if areas is None:
            return
        self.chart.set_city(subject.city)
        words = [str(note) for note in areas.inputs.notes]
        if areas.source:
            words.append(tr("Source: {source}", source=areas.source))
        look.show_paragraph(self.notes, " ".join(words))
        self.notes.keep_whole()

    def follow(self, picture: Picture) -> None:
        """Project the areas under what the levers say now."""
        self._picture = picture
        subject = picture.subject
        if subject.areas is None:
            return
        try:
            self.projection = project_areas(
                subject.inputs,
                subject.areas.inputs,
                [picture.assumptions],
                UNTIL,
                # Qt hands the choice back as plain text.
                future=AreaFuture(self.future_box.currentData()),
            )
        except PersonError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        self.trouble.hide()
        run = self.projection
        self.chart.set_lines(
            AreaLines(
                run.years,
                run.inputs.names,
                run.total[:, :, 0],
                self._year(run),
                subject.areas.source,
            )
        )
        self.table_view.show_table(self.table())
        self.table_view.show_all_rows(_MOST_ROWS)

    def compare(self, picture: Picture) -> None:
        """Do nothing: the areas are the levers' own scenario's."""

    def settle(self) -> None:
        """Choose the chart's ranges anew."""
        self.chart.settle()

    def table(self) -> Table:
        """Return everyone by area and year, the change, and the share of those 65 and over."""
        run, picture = self.projection, self._picture
        assert run is not None
        assert picture is not None
        at, year, base = run.years.index(self._year(run)), self._year(run), run.years[0]
        persons, old = run.total[:, :, 0], run.count("aged_65")[:, :, 0]
        persons = np.column_stack([persons, persons.sum(axis=1)])
        old = np.column_stack([old, old.sum(axis=1)])
        change = 100 * (_ratio(persons[at], persons[0]) - 1)
        shares = 100 * _ratio(old, persons)
        names = (*run.inputs.names, tr("{city}, together", city=picture.subject.city))
        return Table(
            (
                tr("Area"),
                *(str(one) for one in run.years),
                tr("Change, % {base}–{year}", base=base, year=year),
                tr("65 and over, % in {year}", year=base),
                tr("65 and over, % in {year}", year=year),
            ),
            tuple(
                (
                    name,
                    *map(float, persons[:, index]),
                    float(change[index]),
                    float(shares[0, index]),
                    float(shares[at, index]),
                )
                for index, name in enumerate(names)
            ),
            (None, *[0] * len(run.years), 1, 1, 1),
            strong=(len(names) - 1,),
        )

    def copy_table(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        QGuiApplication.clipboard().setText(self.table().tab_separated())

    def _year(self, run: AreaProjection) -> int:
        """Return the projected year nearest to the one the page speaks of."""
        assert self._picture is not None
        horizon = self._picture.subject.horizon
        return min(run.years[1:], key=lambda year: abs(year - horizon))

    def _follow_again(self) -> None:
        if self._picture is not None:
            self.follow(self._picture)
            self.settle()


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)
