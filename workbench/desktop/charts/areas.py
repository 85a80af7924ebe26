"""The parts of a municipality beside each other: how each grows or shrinks against the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg

from workbench.desktop import look
from workbench.desktop.charts.axes import padded
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import BarLabel, EndLabel
from workbench.desktop.charts.readings import Reading, Table, by_year
from workbench.desktop.charts.total import MOST_COMPARED
from workbench.desktop.lettering import Type, metrics_of
from workbench.language import tr
from workbench.plan.values import format_number

#: How many parts are drawn, the most populous first; the table beside the chart has all.
MOST_DRAWN = 8

#: Room between two panels, as a share of a panel's width.
_BETWEEN = 0.22


@dataclass(frozen=True)
class AreaLines:
    """The parts of a municipality in one scenario.

    Parameters
    ----------
    persons
        Everyone by year and part, (year, area), persons; the parts add up to the whole.
    year
        The year whose change is written beside each line; one of `years`.
    source
        The count the projection begins with.
    name
        What the scenario is called.
    """

    years: Sequence[int]
    names: Sequence[str]
    persons: np.ndarray
    year: int
    source: str = ""
    name: str = ""

    @property
    def indexed(self) -> np.ndarray:
        """Persons of each part, the first year's being 100, (year, area)."""
        return _indexed(self.persons)

    @property
    def whole(self) -> np.ndarray:
        """Persons of all parts together, the first year's being 100, (year,)."""
        return _indexed(self.persons.sum(axis=1))


class AreaChart(Chart):
    """One panel a part: its own line over that of the whole, all on one scale.

    Scenarios drawn beside it have a line in every panel, named at the right of the last one.
    """

    def __init__(self) -> None:
        self._made = False
        self._lines: AreaLines | None = None
        self._beside: tuple[tuple[int, AreaLines], ...] = ()
        self._city = ""
        self._stacked = False
        self._picture_words = ""
        super().__init__()
        self.canvas.resized.connect(self.settle)

    def _make_items(self) -> None:
        add = self.canvas.add
        # All panels are drawn by one item of each kind: a line is broken where a panel ends.
        self._whole_line = add(pg.PlotCurveItem(antialias=True, connect="finite"), z=5)
        self._beside_lines = [
            add(pg.PlotCurveItem(antialias=True, connect="finite"), z=7)
            for _ in range(MOST_COMPARED)
        ]
        self._area_line = add(pg.PlotCurveItem(antialias=True, connect="finite"), z=10)
        self._dots = add(pg.ScatterPlotItem(size=7, useCache=False, antialias=True), z=11)
        self._made = True

    def paint_in(self, colours: look.Colours) -> None:
        """Give each line the colour of its meaning."""
        if not self._made:
            self._make_items()
        self._colours = colours
        self._whole_line.setPen(pg.mkPen(colours.official, width=1))
        self._area_line.setPen(pg.mkPen(colours.scenario, width=2))
        for line, colour in zip(self._beside_lines, colours.comparisons, strict=True):
            line.setPen(pg.mkPen(colour, width=2))
        self._dots.setBrush(colours.scenario)
        self._dots.setPen(pg.mkPen(colours.sheet))
        self._write()

    def set_picture_words(self, words: str) -> None:
        """Say what a picture says below: how it was projected, and from what."""
        self._picture_words = words

    def set_city(self, name: str) -> None:
        """Say what the whole is called."""
        self._city = name

    def set_lines(self, lines: AreaLines, beside: Sequence[AreaLines | None] = ()) -> None:
        """Show these lines, and those of scenarios beside them; ranges follow only in `settle`.

        The places of `beside` are those of the colours; one that cannot be drawn is None.
        """
        self._lines = lines
        self._beside = tuple(
            (place, one) for place, one in enumerate(beside[:MOST_COMPARED]) if one is not None
        )
        drawn = self._drawn()
        self._draw(self._area_line, lines.indexed[:, drawn])
        self._draw(self._whole_line, np.tile(lines.whole[:, np.newaxis], (1, len(drawn))))
        shown = dict(self._beside)
        for place, item in enumerate(self._beside_lines):
            if place in shown:
                self._draw(item, shown[place].indexed[:, drawn])
            else:
                item.setData([], [])
        at = list(lines.years).index(lines.year)
        dots = [self._across(panel, [lines.year])[0] for panel in range(len(drawn))]
        self._dots.setData(dots, lines.indexed[at, drawn])
        self._write()
        self.figures_changed()

    def _draw(self, item: pg.PlotCurveItem, heights: np.ndarray) -> None:
        """Draw a line in every panel, (year, panel)."""
        assert self._lines is not None
        panels = range(heights.shape[1])
        across = np.array([[*self._across(panel, self._lines.years), np.nan] for panel in panels])
        ends = np.full((1, len(panels)), np.nan)
        item.setData(across.ravel(), np.vstack([heights, ends]).T.ravel())

    def settle(self) -> None:
        """Choose ranges and ticks anew."""
        lines = self._lines
        if lines is None:
            return
        panels = range(len(self._drawn()))
        beside = [height for _, one in self._beside for height in np.ravel(one.indexed)]
        low, high = padded([100.0, *np.ravel(lines.indexed), *lines.whole, *beside], 0.08)
        heights = self.canvas.heights(low, high, 5)
        # Room above the lines for the names of the parts, of one height whatever the chart's.
        self._stacked = self._names_are_wide()
        names_room = (2 if self._stacked else 1) * metrics_of(Type()).height() + look.SPACING
        height = max(self.canvas.view.height(), 2 * names_room)
        high += (high - low) * names_room / (height - names_room)
        self.canvas.up.show_ticks(heights)
        years = (lines.years[0], lines.year)
        places = [float(x) for panel in panels for x in self._across(panel, years)]
        self.canvas.across.show_ticks(places, [str(year) for _ in panels for year in years])
        names = self._names_at_the_end()
        self.canvas.set_margins(right=self.canvas.labels.room_for(names))
        last = max(len(panels), 1) - 1
        self.canvas.set_ranges(
            (-_BETWEEN / 4, last * (1 + _BETWEEN) + (1.0 if names else 1.08)), (low, high), heights
        )
        self.set_words(
            tr("Population of the areas beside the whole ({year} = 100)", year=lines.years[0]),
            "",
            self._picture_words,
        )
        self._write()

    def readings(self) -> Iterable[Reading]:
        """Return every point of every part, in every scenario."""
        if self._lines is None:
            return
        for lines in (self._lines, *(one for _, one in self._beside)):
            yield from self._readings_of(lines)

    def _readings_of(self, lines: AreaLines) -> Iterable[Reading]:
        indexed = lines.indexed
        for panel, index in enumerate(self._drawn()):
            for row, (x, year) in enumerate(
                zip(self._across(panel, lines.years), lines.years, strict=True)
            ):
                persons = format_number(float(lines.persons[row, index]), 0)
                change = tr(
                    "{area} against {base}; {city} {whole}",
                    area=_change(indexed[row, index]),
                    base=lines.years[0],
                    city=self._city,
                    whole=_change(lines.whole[row]),
                )
                yield Reading(
                    float(x),
                    float(indexed[row, index]),
                    tr("{year} {name}", year=year, name=self._named(lines.names[index], lines)),
                    tr("{figure} persons ({change})", figure=persons, change=change),
                    tr("Projected here from {base}", base=lines.source or lines.years[0]),
                )

    def _named(self, part: str, lines: AreaLines) -> str:
        """Return what to call a part: with the scenario where there are several."""
        if not self._beside:
            return part
        return tr("{area} ({scenario})", area=part, scenario=lines.name)

    def table(self) -> Table:
        """Return the indices by year."""
        own = self._lines
        assert own is not None
        columns: list[tuple[str, dict[int, float], int]] = []
        for lines in (own, *(one for _, one in self._beside)):
            columns.extend(
                (
                    self._named(name, lines),
                    dict(zip(lines.years, map(float, figures), strict=True)),
                    1,
                )
                for name, figures in zip(
                    (*lines.names, self._city), (*lines.indexed.T, lines.whole), strict=True
                )
            )
        return by_year(columns, tr("Year"))

    def _drawn(self) -> list[int]:
        """Return which parts have a panel: all, or the most populous, in their order."""
        assert self._lines is not None
        people = self._lines.persons[0]
        largest = np.argsort(-people, kind="stable")[:MOST_DRAWN]
        return sorted(int(index) for index in largest)

    def _across(self, panel: int, years: Sequence[int]) -> np.ndarray:
        """Return where years stand in a panel, which is 1 wide."""
        assert self._lines is not None
        first, last = self._lines.years[0], self._lines.years[-1]
        share = (np.asarray(years, dtype=float) - first) / (last - first)
        return panel * (1 + _BETWEEN) + share

    def _write(self) -> None:
        lines = self._lines
        if lines is None:
            return
        colours, (_, (_, top)) = self._colours, self.canvas.view.viewRange()
        drawn = self._drawn()
        labels = [label] if (label := self._city_label(drawn)) else []
        for panel, index in enumerate(drawn):
            start, end = self._across(panel, (lines.years[0], lines.years[-1]))
            name = lines.names[index]
            labels.append(BarLabel(float(start), top, name, colours.text, (0, 0), figures=False))
            words = self._change_words(index)
            if self._stacked:
                labels.append(BarLabel(float(start), top, words, colours.scenario, (0, -1)))
            else:
                labels.append(BarLabel(float(end), top, words, colours.scenario, (1, 0)))
        self.canvas.labels.set_bars(labels)
        self.canvas.labels.set_ends(self._names_at_the_end())

    def _names_at_the_end(self) -> list[EndLabel]:
        """Return the scenarios' names for the ends of the last panel's lines, where several are."""
        lines = self._lines
        if lines is None or not self._beside:
            return []
        colours, drawn = self._colours, self._drawn()
        end = float(self._across(len(drawn) - 1, [lines.years[-1]])[0])
        own = (colours.scenario, lines, True)
        others = [(colours.comparisons[place], one, False) for place, one in self._beside]
        return [
            EndLabel(end, float(one.indexed[-1, drawn[-1]]), "", one.name, colour, bold)
            for colour, one, bold in (own, *others)
        ]

    def _change_words(self, index: int) -> str:
        lines = self._lines
        assert lines is not None
        change = lines.indexed[list(lines.years).index(lines.year), index]
        return tr("{year} {name}", year=lines.year, name=_change(change))

    def _names_are_wide(self) -> bool:
        """Tell whether a name and the change beside it need more than a panel's width."""
        lines = self._lines
        assert lines is not None
        name, figures = metrics_of(Type()), metrics_of(Type(figures=True))
        words = [
            name.horizontalAdvance(lines.names[index])
            + figures.horizontalAdvance(self._change_words(index))
            for index in self._drawn()
        ]
        return max(words, default=0.0) + look.SPACING > self._panel_width()

    def _panel_width(self) -> float:
        """Return how wide a panel is, in pixels."""
        return float(self.canvas.view.width()) / max(len(self._drawn()) * (1 + _BETWEEN), 1.0)

    def _city_label(self, drawn: Sequence[int]) -> BarLabel | None:
        """Return the name of the grey line, in the panel where most room is beside it.

        None where it is wider than a panel: the title names the grey line too.
        """
        lines = self._lines
        assert lines is not None
        whole, at = lines.whole, list(lines.years).index(lines.year)
        away = lines.indexed[at, drawn] - whole[at]
        panel = int(np.abs(away).argmax())
        start, end = self._across(panel, (lines.years[0], lines.years[-1]))
        words = f"{self._city} {_change(whole[at])}"
        if metrics_of(Type()).horizontalAdvance(words) > 0.85 * self._panel_width():
            return None
        ink = look.readable(self._colours.official, self._colours.sheet)
        height = float(whole[len(whole) // 3])
        if away[panel] < 0:
            return BarLabel(float(end), height, words, ink, (1, 1), figures=False)
        return BarLabel(float(start), height, words, ink, (0, 0), figures=False)


def _indexed(persons: np.ndarray) -> np.ndarray:
    """Return persons by year with the first year as 100; a part without people stays at 100."""
    first = persons[:1]
    level = np.full(persons.shape, 100.0)
    np.divide(100.0 * persons, first, out=level, where=first != 0)
    return level


def _change(index: float) -> str:
    """Return the change an index says, in per cent with its sign."""
    return f"{format_number(float(index) - 100, 1, sign=True)} %"
