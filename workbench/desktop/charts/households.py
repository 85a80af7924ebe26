"""Households: what was counted, what the scenario leads to, and those it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg

from workbench.desktop import look
from workbench.desktop.charts.axes import padded
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import EndLabel, PointLabel
from workbench.desktop.charts.readings import Reading, Table, by_year
from workbench.desktop.charts.total import MOST_COMPARED
from workbench.language import tr
from workbench.plan.values import format_number


@dataclass(frozen=True)
class HouseholdLine:
    """A scenario's households by year."""

    name: str
    years: Sequence[int]
    households: np.ndarray


class HouseholdsChart(Chart):
    """Counted households as dots, each scenario as a line; the levers' own is the strong one."""

    def __init__(self) -> None:
        self._made = False
        self._counted: Mapping[int, float] = {}
        self._lines: tuple[HouseholdLine, ...] = ()
        self._source = self._counted_source = ""
        super().__init__()
        self.canvas.resized.connect(self.settle)

    def _make_items(self) -> None:
        add = self.canvas.add
        self._dots = add(pg.ScatterPlotItem(size=7, useCache=False, antialias=True), z=11)
        self._others = [add(pg.PlotCurveItem(antialias=True), z=5) for _ in range(MOST_COMPARED)]
        self._own = add(pg.PlotCurveItem(antialias=True), z=10)
        self._made = True

    def paint_in(self, colours: look.Colours) -> None:
        """Give each line the colour of its meaning."""
        if not self._made:
            self._make_items()
        self._colours = colours
        self._dots.setBrush(colours.actual)
        self._dots.setPen(pg.mkPen(colours.sheet))
        self._own.setPen(pg.mkPen(colours.scenario, width=2))
        for line, colour in zip(self._others, colours.comparisons, strict=True):
            line.setPen(pg.mkPen(colour, width=2))
        if self._lines:
            self.settle()

    def set_subject(
        self, counted: Mapping[int, float], counted_source: str, source: str, remark: str = ""
    ) -> None:
        """Say what was counted, and where that and the headship rates come from.

        `remark` says what holds in the years that have no rates of their own.
        """
        self._counted, self._counted_source, self._source = counted, counted_source, source
        years = np.array(sorted(counted), dtype=float)
        self._dots.setData(years, np.array([counted[int(year)] for year in years], dtype=float))
        said = tr(
            "People of each sex and age × the share of them who head a household. "
            "Headship rates: {source}",
            source=source,
        )
        self.set_words(
            tr("Households (1 October)"),
            f"{said} {remark}".rstrip(),
        )

    def set_lines(self, lines: Sequence[HouseholdLine]) -> None:
        """Draw the levers' own line, the first, and those it is compared with."""
        self._lines = tuple(lines[: 1 + MOST_COMPARED])
        for item, line in zip((self._own, *self._others), self._lines, strict=False):
            item.setData(np.asarray(line.years, dtype=float), line.households)
        for item in self._others[max(len(self._lines) - 1, 0) :]:
            item.setData([], [])
        self.canvas.labels.set_ends(self._end_labels())
        self.figures_changed()

    def settle(self) -> None:
        """Choose ranges and the places of words anew."""
        if not self._lines:
            return
        figures = [*self._counted.values(), *(f for line in self._lines for f in line.households)]
        years = [*self._counted, *(year for line in self._lines for year in line.years)]
        up = padded(figures)
        ticks = self.canvas.heights(*up)
        self.canvas.up.show_ticks(ticks)
        self._years = (min(years), max(years))
        self.canvas.across.show_years(*self._years, self.canvas.view.width())
        self.canvas.set_margins(right=self.canvas.labels.room_for(self._end_labels()))
        self.canvas.set_ranges((min(years) - 1, max(years)), up, ticks)
        paths = [(np.asarray(line.years, float), line.households) for line in self._lines]
        self.canvas.labels.set_points(self._point_labels(), paths)
        self.canvas.labels.set_ends(self._end_labels())

    def readings(self) -> Iterable[Reading]:
        """Return every count and every scenario's figure."""
        for name, figures, source in self._series():
            for year, number in figures.items():
                what = tr("{year} {name}", year=year, name=name)
                figure = tr("{figure} households", figure=format_number(number, 0))
                yield Reading(year, number, what, figure, source)

    def table(self) -> Table:
        """Return households by year."""
        return by_year(((name, figures, 0) for name, figures, _ in self._series()), tr("Year"))

    def _series(self) -> Iterable[tuple[str, dict[int, float], str]]:
        yield tr("Counted"), dict(self._counted), self._counted_source
        source = tr("Projected here with headship rates of {source}", source=self._source)
        for line in self._lines:
            figures = map(float, line.households)
            yield line.name, dict(zip(line.years, figures, strict=True)), source

    def _end_labels(self) -> list[EndLabel]:
        colours = (self._colours.scenario, *self._colours.comparisons)
        return [
            EndLabel(
                line.years[-1],
                float(line.households[-1]),
                format_number(float(line.households[-1]), 0),
                line.name,
                colour,
                bold=index == 0,
            )
            for index, (line, colour) in enumerate(zip(self._lines, colours, strict=False))
        ]

    def _point_labels(self) -> list[PointLabel]:
        if not self._counted:
            return []
        year = max(self._counted)
        figure = tr("counted {figure}", figure=format_number(self._counted[year], 0))
        text = tr("{year} {name}", year=year, name=figure)
        sides = ("below right", "below", "above right")
        return [PointLabel(year, self._counted[year], text, self._colours.actual, sides)]
