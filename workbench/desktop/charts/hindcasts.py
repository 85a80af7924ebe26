"""Had this method been used from earlier censuses: its lines against what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyqtgraph as pg

from workbench.desktop import look
from workbench.desktop.charts.axes import padded
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import EndLabel, PointLabel
from workbench.desktop.charts.readings import Reading, Table, by_year
from workbench.desktop.population.subject import CensusTotal
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.uncertainty import Hindcast

#: How many hindcasts are drawn: the latest, which reach over the years people remember.
MOST_DRAWN = 3


class HindcastChart(Chart):
    """The censuses as they were counted, and a line from each start."""

    def __init__(self) -> None:
        self._made = False
        self._census: tuple[CensusTotal, ...] = ()
        self._hindcasts: tuple[Hindcast, ...] = ()
        self._census_source = ""
        super().__init__()
        self.canvas.resized.connect(self.settle)

    def _make_items(self) -> None:
        add = self.canvas.add
        self._actual = add(pg.PlotCurveItem(antialias=True), z=10)
        self._dots = add(pg.ScatterPlotItem(size=6, useCache=False, antialias=True), z=11)
        self._lines = [add(pg.PlotCurveItem(antialias=True), z=5) for _ in range(MOST_DRAWN)]
        self._made = True

    def paint_in(self, colours: look.Colours) -> None:
        """Give each line the colour of its meaning."""
        if not self._made:
            self._make_items()
        self._colours = colours
        self._actual.setPen(pg.mkPen(colours.actual, width=2))
        self._dots.setBrush(colours.actual)
        self._dots.setPen(pg.mkPen(colours.sheet))
        for line, colour in zip(self._lines, colours.comparisons, strict=False):
            line.setPen(pg.mkPen(colour, width=2))
        if self._census:
            self._write()

    def set_hindcasts(
        self,
        census: tuple[CensusTotal, ...],
        hindcasts: Sequence[Hindcast],
        source: str,
        census_source: str = "",
    ) -> None:
        """Draw the censuses and the latest hindcasts that reach two later ones."""
        self._census_source = census_source
        long = [one for one in hindcasts if len(one.years) > 1]
        self._census, self._hindcasts = census, tuple(long[-MOST_DRAWN:])
        self.set_words(
            tr("Had this method been used from earlier censuses"),
            tr(
                "Percentages: how far the last census lay above (+) or below (△) the line. "
                "Sources: {sources}",
                sources=source,
            ),
        )
        years = np.array([one.year for one in census], dtype=float)
        persons = np.array([one.persons for one in census], dtype=float)
        self._actual.setData(years, persons)
        self._dots.setData(years, persons)
        for index, line in enumerate(self._lines):
            if index < len(self._hindcasts):
                line.setData(*self._line(self._hindcasts[index]))
            else:
                line.setData([], [])
        self._years = (int(years[0]), int(years[-1]))
        self.settle()

    def settle(self) -> None:
        """Choose ranges and the places of words anew."""
        if not self._census:
            return
        persons = [one.persons for one in self._census]
        up = padded([*persons, *(y for one in self._hindcasts for y in self._line(one)[1])])
        ticks = self.canvas.heights(*up)
        self.canvas.up.show_ticks(ticks)
        self.canvas.across.show_years(*self._years, self.canvas.view.width())
        self.canvas.set_margins(right=self.canvas.labels.room_for(self._end_labels()))
        first, last = self._years
        # A little beyond the last census, so that its dot is whole.
        self.canvas.set_ranges((first - 1, last + 0.5), up, ticks)
        self._write()

    def readings(self) -> Iterable[Reading]:
        """Return every census and every point of a hindcast."""
        for one in self._census:
            figure = tr("{figure} persons", figure=format_number(one.persons, 0))
            what = tr("{year} {name}", year=one.year, name=tr("Census"))
            yield Reading(one.year, one.persons, what, figure, self._census_source)
        for held in self._hindcasts:
            name = tr("from {start}", start=held.start)
            for year, persons, error in zip(
                held.years, held.projected.sum(axis=(1, 2)), held.error, strict=True
            ):
                persons_words = tr("{figure} persons", figure=format_number(float(persons), 0))
                figure = tr("{figure} (census {error})", figure=persons_words,
                            error=_percent(float(error)))  # fmt: skip
                what = tr("{year} {name}", year=year, name=name)
                source = tr("Computed here from the census of {start}", start=held.start)
                yield Reading(year, float(persons), what, figure, source)

    def table(self) -> Table:
        """Return censuses, hindcasts and errors by year."""
        census = {one.year: one.persons for one in self._census}
        columns: list[tuple[str, dict[int, float], int]] = [(tr("Census"), census, 0)]
        for held in self._hindcasts:
            name = tr("from {start}", start=held.start)
            persons = map(float, held.projected.sum(axis=(1, 2)))
            columns.append((name, dict(zip(held.years, persons, strict=True)), 0))
            errors = (float(error) * 100 for error in held.error)
            columns.append(
                (tr("{name}, error %", name=name), dict(zip(held.years, errors, strict=True)), 1)
            )
        return by_year(columns, tr("Year"))

    def _line(self, held: Hindcast) -> tuple[np.ndarray, np.ndarray]:
        start = next((one.persons for one in self._census if one.year == held.start), np.nan)
        persons = held.projected.sum(axis=(1, 2))
        return (
            np.array([held.start, *held.years], dtype=float),
            np.concatenate([[start], persons]),
        )

    def _end_labels(self) -> list[EndLabel]:
        return [
            EndLabel(
                held.years[-1],
                float(held.projected[-1].sum()),
                format_number(float(held.projected[-1].sum()), 0),
                f"{tr('from {start}', start=held.start)} {_percent(float(held.error[-1]))}",
                colour,
            )
            for held, colour in zip(self._hindcasts, self._colours.comparisons, strict=False)
        ]

    def _write(self) -> None:
        last = self._census[-1]
        text = f"{tr('Census (actual)')} {format_number(last.persons, 0)}"
        label = PointLabel(
            last.year, last.persons, text, self._colours.actual, ("above left", "below left"), True
        )
        lines = [self._line(held) for held in self._hindcasts]
        lines.append(self._actual.getData())
        self.canvas.labels.set_points([label], lines)
        self.canvas.labels.set_ends(self._end_labels())


def _percent(share: float) -> str:
    return f"{format_number(share * 100, 1, sign=True)} %"
