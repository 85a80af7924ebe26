"""The age pyramid of one year, over the outline of the base year."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyqtgraph as pg

from workbench.desktop import look
from workbench.desktop.charts.axes import nice_ticks
from workbench.desktop.charts.bands import BANDS
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import BarLabel
from workbench.desktop.charts.readings import Reading, Table
from workbench.desktop.lettering import Type, metrics_of
from workbench.desktop.population.subject import PopulationSubject
from workbench.language import tr
from workbench.plan.values import format_number

#: The height of a bar, as a share of its age group's place.
_BAR = 0.86


class PyramidChart(Chart):
    """Men at the left, women at the right, in the colours of the three age bands."""

    def __init__(self) -> None:
        self._subject: PopulationSubject | None = None
        self._made = False
        self._year = 0
        self._lowest = -0.6
        self._scenario = ""
        self._people = np.empty((2, 0))
        super().__init__()
        self.canvas.resized.connect(self._range)

    def _make_items(self) -> None:
        add = self.canvas.add
        self._bands = [
            add(pg.BarGraphItem(x0=[], y=[], width=[], height=_BAR, x1=None), z=0) for _ in BANDS
        ]
        self._outline = add(pg.PlotCurveItem(), z=10)
        self._middle = add(pg.PlotCurveItem(), z=11)
        self._made = True

    def paint_in(self, colours: look.Colours) -> None:
        """Give bars and outline the colour of their meaning."""
        if not self._made:
            self._make_items()
        self._colours = colours
        for item, band in zip(self._bands, BANDS, strict=True):
            item.setOpts(pen=pg.mkPen(None), brush=band.colour(colours))
        self._outline.setPen(pg.mkPen(colours.actual, width=1))
        self._middle.setPen(pg.mkPen(colours.sheet, width=2))
        if self._subject is not None:
            self.settle()

    def set_subject(self, subject: PopulationSubject) -> None:
        """Draw the base year's outline."""
        self._subject = subject
        count = subject.inputs.ages.count
        edges = np.repeat(np.arange(count + 1) - 0.5, 2)[1:-1]
        men, women = (np.repeat(people, 2) for people in subject.inputs.base)
        self._outline.setData(
            np.concatenate([-men, women[::-1]]), np.concatenate([edges, edges[::-1]])
        )
        self._middle.setData(np.zeros(2), np.array([-0.5, count - 0.5]))
        starts = self._starts()
        self._inside = [
            slice(*np.searchsorted(starts, (band.age_from, (band.age_to or np.inf) + 1)).tolist())
            for band in BANDS
        ]
        for item, inside in zip(self._bands, self._inside, strict=True):
            groups = np.arange(inside.start, inside.stop)
            nobody = np.zeros(2 * len(groups))
            item.setOpts(x0=nobody, width=nobody, y=np.tile(groups, 2))
        self._widest = float(subject.inputs.base.max())
        self._year = 0
        self.set_words("", tr("Outline: {base}", base=self._base_words()))

    def set_population(self, year: int, people: np.ndarray, scenario: str) -> None:
        """Show a year of a scenario: people (sex, age), persons."""
        self._people, self._scenario = people, scenario
        left = np.zeros_like(people)
        np.negative(people[0], out=left[0])
        for item, inside in zip(self._bands, self._inside, strict=True):
            item.setOpts(x0=left[:, inside].ravel(), width=people[:, inside].ravel())
        if year != self._year:
            self._year = year
            self.set_title(tr("Age pyramid {year}", year=year))
        self.canvas.labels.set_bars(self._corner_labels())
        self.figures_changed()

    def settle(self, widest: float = 0.0) -> None:
        """Choose the range so that `widest`, the largest group of any year, has room."""
        if self._subject is None:
            return
        reach = max(widest, self._widest, float(self._people.max(initial=1.0))) * 1.08
        ticks = nice_ticks(-reach, reach, 5)
        self.canvas.across.show_ticks(ticks, [format_number(abs(tick)) for tick in ticks])
        starts = self._starts()
        edges = [index - 0.5 for index, age in enumerate(starts) if age % 20 == 0]
        self.canvas.up.show_ticks(edges, [f"{age}" for age in starts if age % 20 == 0])
        self._reach = reach
        self._range()

    def _range(self) -> None:
        """Show all ages, with a line for the words beneath where the corners are too small."""
        if self._subject is None or not hasattr(self, "_reach"):
            return
        lowest, count = -0.6, self._subject.inputs.ages.count
        view, metrics = self.canvas.view, metrics_of(Type())
        height = max(view.height(), 1.0)
        groups = count * metrics.height() / height
        beside = int(np.ceil(groups))
        people = max(
            float(some[:, :beside].max(initial=0.0))
            for some in (self._people, self._subject.inputs.base)
        )
        words = max(
            (metrics.horizontalAdvance(one.text) for one in self._corner_labels()), default=0.0
        )
        free = (0.98 - people / self._reach) * view.width() / 2
        if words + look.SPACING > free:
            lowest -= groups * (1 + 1 / 9)
        self._lowest = lowest
        self.canvas.set_ranges((-self._reach, self._reach), (lowest, count + 0.6))
        self.canvas.labels.set_bars(self._corner_labels())

    def readings(self) -> Iterable[Reading]:
        """Return every bar of the year shown."""
        if self._subject is None:
            return
        labels = self._subject.inputs.ages.labels
        for sex, (word, sign) in enumerate(((tr("men"), -1), (tr("women"), 1))):
            for place, persons in enumerate(self._people[sex]):
                base = format_number(float(self._subject.inputs.base[sex, place]), 0)
                what = tr("{ages} {sex}, {year}", ages=labels[place], sex=word, year=self._year)
                edge = sign * float(persons)
                yield Reading(
                    edge,
                    place,
                    what,
                    tr("{figure} persons", figure=format_number(float(persons), 0)),
                    tr("{base}: {figure}", base=self._base_words(), figure=base),
                    (min(edge, 0), place - 0.5, max(edge, 0), place + 0.5),
                )

    def table(self) -> Table:
        """Return the year shown beside the base year, by sex and age."""
        assert self._subject is not None
        base, labels = self._subject.inputs.base, self._subject.inputs.ages.labels
        base_year = self._subject.inputs.base_year
        return Table(
            (
                tr("Age"),
                tr("{year} {name}", year=self._year, name=tr("men")),
                tr("{year} {name}", year=self._year, name=tr("women")),
                tr("{year} {name}", year=base_year, name=tr("men")),
                tr("{year} {name}", year=base_year, name=tr("women")),
            ),
            tuple(
                (label, *map(float, (*self._people[:, place], *base[:, place])))
                for place, label in enumerate(labels)
            ),
            (None, 0, 0, 0, 0),
        )

    def _starts(self) -> np.ndarray:
        assert self._subject is not None
        return self._subject.inputs.ages.starts

    def _base_words(self) -> str:
        assert self._subject is not None
        year = self._subject.inputs.base_year
        if self._subject.inputs.base_is_estimate:
            return tr("{year} (ages estimated)", year=year)
        return tr("{year} (census)", year=year)

    def _corner_labels(self) -> list[BarLabel]:
        if not hasattr(self, "_reach") or not self._people.size:
            return []
        colour = self._colours.text
        men, women = (format_number(float(people.sum()), 0) for people in self._people)
        # The lower corners are free: nowhere are the young as many as the middle-aged.
        edge, low = 0.98 * self._reach, self._lowest + 0.3
        return [
            BarLabel(-edge, low, f"{tr('men')} {men}", colour, (0, 1), figures=False),
            BarLabel(edge, low, f"{tr('women')} {women}", colour, (1, 1), figures=False),
        ]
