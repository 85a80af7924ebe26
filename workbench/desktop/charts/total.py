"""Total population: censuses, official projections, targets, and the scenario that moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from workbench.desktop import look
from workbench.desktop.charts.axes import padded, places, there_and_back
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import EndLabel, PointLabel
from workbench.desktop.charts.readings import Reading, Table, by_year
from workbench.desktop.population.subject import PopulationSubject
from workbench.language import tr
from workbench.plan.values import format_number

#: How many scenarios can be compared at once: as many as there are colours for them.
MOST_COMPARED = 4

#: Census and targets have their words between the lines.
_LEAST_LINES = 13
#: Of more lines than these the figure stands before the name, in one line.
_STACKED_ENDS = 6

#: How far words keep from the middle of a target's ring, in pixels.
_RING = 10.0

_DASHES = (Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True)
class ScenarioLine:
    """A scenario's total population: persons on 1 October of each year."""

    name: str
    years: Sequence[int]
    persons: np.ndarray


class TotalChart(Chart):
    """The total from the first census to the last projected year."""

    def __init__(self) -> None:
        self._subject: PopulationSubject | None = None
        self._scenario = ScenarioLine("", (), np.empty(0))
        self._bounds: tuple[np.ndarray, np.ndarray] | None = None
        self._years = (0, 0)
        self._compared: tuple[ScenarioLine, ...] = ()
        self._official: list[pg.PlotCurveItem] = []
        self._other_ends: list[EndLabel] = []
        super().__init__()
        self.canvas.resized.connect(self.settle)

    def _make_items(self) -> None:
        add = self.canvas.add
        self._actual = add(pg.PlotCurveItem(antialias=True), z=10)
        self._actual_dots = add(_dots(6), z=11)
        self._official = [add(pg.PlotCurveItem(antialias=True), z=1) for _ in _DASHES]
        self._comparison = [
            add(pg.PlotCurveItem(antialias=True), z=5) for _ in range(MOST_COMPARED)
        ]
        self._band = add(pg.PlotCurveItem(fillLevel="enclosed", pen=None), z=-5)
        self._scenario_line = add(pg.PlotCurveItem(antialias=True), z=20)
        self._scenario_dot = add(_dots(8), z=21)
        self._rings = add(_dots(13), z=22)

    def paint_in(self, colours: look.Colours) -> None:
        """Give each line the colour of its meaning."""
        if not self._official:
            self._make_items()
        self._colours = colours
        self._actual.setPen(pg.mkPen(colours.actual, width=2))
        for line, dash in zip(self._official, _DASHES, strict=True):
            line.setPen(pg.mkPen(colours.official, width=1, style=dash))
        for line, colour in zip(self._comparison, colours.comparisons, strict=True):
            line.setPen(pg.mkPen(colour, width=2))
        tint = pg.mkColor(colours.scenario)
        tint.setAlpha(36)
        self._band.setBrush(tint)
        self._scenario_line.setPen(pg.mkPen(colours.scenario, width=2))
        self._scenario_dot.setBrush(colours.scenario)
        self._scenario_dot.setPen(pg.mkPen(colours.sheet))
        if self._subject is not None:
            self._draw_background()
            self.settle()

    def set_subject(self, subject: PopulationSubject) -> None:
        """Draw what the levers do not move."""
        # The latest round first: it is dashed, the ones it replaced are dotted.
        rounds = sorted(subject.projections, key=lambda line: line.years[-1], reverse=True)
        self._subject = subject = replace(subject, projections=tuple(rounds[: len(_DASHES)]))
        # The projections by name: their full titles are long, and shown when pointed at.
        sources = (subject.sources.census, *(line.name for line in subject.projections))
        named = "、".join(dict.fromkeys(source for source in sources if source))
        words = tr("Sources: {sources}", sources=named) if named else ""
        self.set_words(
            tr("Total population, census basis (persons, 1 October)"),
            " ".join(part for part in (self._band_words(), words) if part),
        )
        self._draw_background()

    def set_scenario(self, scenario: ScenarioLine) -> None:
        """Follow the levers: the scenario's line, its dot in the target year, its end label."""
        self._scenario = scenario
        years = tuple(scenario.years)
        self._scenario_line.setData(places(years), scenario.persons)
        horizon = self._horizon()
        if years and years[0] <= horizon <= years[-1]:
            at = np.interp(horizon, places(years), scenario.persons)
            self._scenario_dot.setData([horizon], [at])
        self.canvas.labels.set_ends([*self._other_ends, *self._own_end()])
        self.figures_changed()

    def set_band(self, years: Sequence[int], bounds: tuple[np.ndarray, np.ndarray] | None) -> None:
        """Draw the band between two edges, (year,), persons, around the scenario; None for none."""
        before, self._bounds = self._bounds, bounds
        if bounds is None:
            if before is not None:
                self._band.setData([], [])
            return
        lower, upper = bounds
        self._band.setData(there_and_back(tuple(years)), np.concatenate([lower, upper[::-1]]))

    def set_compared(self, compared: Sequence[ScenarioLine]) -> None:
        """Draw other scenarios beside it, at most `MOST_COMPARED`."""
        self._compared = tuple(compared[:MOST_COMPARED])
        for index, line in enumerate(self._comparison):
            if index < len(self._compared):
                shown = self._compared[index]
                line.setData(places(tuple(shown.years)), shown.persons)
            else:
                line.setData([], [])

    def settle(self) -> None:
        """Choose ranges and the places of words anew; called when a lever is let go."""
        if self._subject is None:
            return
        figures = np.concatenate([np.asarray(y, dtype=float) for _, y in self._lines()])
        years = np.concatenate([np.asarray(x, dtype=float) for x, _ in self._lines()])
        up = padded(np.concatenate([figures, *(self._bounds or ())]))
        ticks = self.canvas.heights(*up)
        self.canvas.up.show_ticks(ticks)
        self._years = (int(years.min()), int(years.max()))
        self.canvas.across.show_years(*self._years, self.canvas.view.width())
        ends = len(self._end_labels())
        # Figure and name above each other, and the years below them all.
        stacked = 2 * ends + 3 if ends <= _STACKED_ENDS else 0
        self.canvas.leave_room_for(max(stacked, _LEAST_LINES))
        self.canvas.set_margins(right=self.canvas.labels.room_for(self._end_labels()))
        self.canvas.set_ranges((years.min() - 1, years.max()), up, ticks)
        self.canvas.labels.set_points(self._point_labels(), self._lines())
        self.canvas.labels.set_ends(self._end_labels())

    def readings(self) -> Iterable[Reading]:
        """Return every census, projection, target and scenario figure."""
        subject = self._subject
        if subject is None:
            return
        for name, points, source in self._series():
            for year, persons in points.items():
                what = tr("{year} {name}", year=year, name=name)
                figure = tr("{figure} persons", figure=format_number(persons, 0))
                yield Reading(year, persons, what, figure, source)

    def table(self) -> Table:
        """Return the total of every series by year."""
        return by_year(((name, points, 0) for name, points, _ in self._series()), tr("Year"))

    def _series(self) -> Iterable[tuple[str, dict[int, float], str]]:
        subject = self._subject
        if subject is None:
            return
        actual = {one.year: one.persons for one in subject.census if not one.is_estimate}
        estimated = {one.year: one.persons for one in subject.census if one.is_estimate}
        yield tr("Census"), actual, subject.sources.census
        yield tr("Estimate"), estimated, subject.sources.base or subject.sources.census
        for line in subject.projections:
            yield line.name, dict(zip(line.years, line.persons, strict=True)), line.source
        for target in subject.targets:
            yield target.name, {target.year: target.persons}, target.source
        for scenario in (self._scenario, *self._compared):
            persons = map(float, scenario.persons)
            points = dict(zip(scenario.years, persons, strict=True))
            yield scenario.name, points, tr("Projected here from {base}", base=self._base())
        for name, edge in zip((tr("Band, from"), tr("Band, to")), self._bounds or (), strict=False):
            points = dict(zip(self._scenario.years, map(float, edge), strict=True))
            yield name, points, self._band_words()

    def _base(self) -> str:
        assert self._subject is not None
        return self._subject.sources.base or str(self._subject.inputs.base_year)

    def _band_words(self) -> str:
        if self._subject is None or self._subject.evidence is None:
            return ""
        return tr(
            "Band: 80 % of earlier official projections for municipalities of like size were "
            "no further off."
        )

    def _horizon(self) -> int:
        return self._subject.horizon if self._subject else 0

    def _draw_background(self) -> None:
        subject, colours = self._subject, self._colours
        assert subject is not None
        years = np.array([one.year for one in subject.census], dtype=float)
        persons = np.array([one.persons for one in subject.census], dtype=float)
        self._actual.setData(years, persons)
        solid, hollow = pg.mkBrush(colours.actual), pg.mkBrush(colours.sheet)
        brushes = [hollow if one.is_estimate else solid for one in subject.census]
        self._actual_dots.setData(years, persons, brush=brushes, pen=pg.mkPen(colours.actual))
        for index, line in enumerate(self._official):
            if index < len(subject.projections):
                shown = subject.projections[index]
                line.setData(np.array(shown.years, float), np.array(shown.persons, float))
            else:
                line.setData([], [])
        spots = [(float(one.year), one.persons) for one in subject.targets]
        pens = [
            pg.mkPen(colours.target if one.is_current else colours.official, width=2)
            for one in subject.targets
        ]
        across, up = ([spot[axis] for spot in spots] for axis in (0, 1))
        self._rings.setData(across, up, brush=pg.mkBrush(None), pen=pens)

    def _lines(self) -> list[tuple[np.ndarray, np.ndarray]]:
        subject = self._subject
        assert subject is not None
        lines = [([c.year for c in subject.census], [c.persons for c in subject.census])]
        lines += [(list(p.years), list(p.persons)) for p in subject.projections]
        lines += [([t.year], [t.persons]) for t in subject.targets]
        lines += [(list(s.years), list(s.persons)) for s in (self._scenario, *self._compared)]
        return [(np.array(x, float), np.array(y, float)) for x, y in lines if len(x)]

    def _end_labels(self) -> list[EndLabel]:
        """Return the labels of every line; those that the levers do not move are kept."""
        subject, colours = self._subject, self._colours
        if subject is None:
            return []
        lines: list[tuple[str, Sequence[int], Sequence[float] | np.ndarray, str]]
        lines = [(p.name, p.years, p.persons, colours.official) for p in subject.projections]
        named = zip(self._compared, colours.comparisons, strict=False)
        lines += [(s.name, s.years, s.persons, colour) for s, colour in named]
        self._other_ends = [
            EndLabel(years[-1], persons[-1], self._end_figure(years[-1], persons[-1]), name, colour)
            for name, years, persons, colour in lines
            if len(years)
        ]
        return [*self._other_ends, *self._own_end()]

    def _own_end(self) -> list[EndLabel]:
        """Return the label of the levers' own line, which is drawn last."""
        own, colour = self._scenario, self._colours.scenario
        if self._subject is None or not len(own.years):
            return []
        last = float(own.persons[-1])
        return [EndLabel(own.years[-1], last, format_number(last, 0), own.name, colour, bold=True)]

    def _end_figure(self, year: int, persons: float) -> str:
        """Return a line's last figure, with its year where the line ends before the chart."""
        figure = format_number(float(persons), 0)
        if year == self._years[1]:
            return figure
        return tr("{year} {name}", year=year, name=figure)

    def _point_labels(self) -> list[PointLabel]:
        subject, colours = self._subject, self._colours
        assert subject is not None
        labels = []
        if subject.census:
            last = subject.census[-1]
            word = tr("estimate") if last.is_estimate else tr("census")
            found = f"{word} {format_number(last.persons, 0)}"
            text = tr("{year} {name}", year=last.year, name=found)
            sides = ("above right", "above")
            labels.append(PointLabel(last.year, last.persons, text, colours.actual, sides))
        # Targets of before give way to the plan's own.
        for target in sorted(subject.targets, key=lambda one: not one.is_current):
            text = f"{target.name} {format_number(target.persons, 0)}"
            colour = look.readable(
                colours.target if target.is_current else colours.official, colours.sheet
            )
            sides = ("right", "above right") if target.is_current else ("below left", "below")
            at = (target.year, target.persons)
            strength = {"bold": target.is_current, "may_go": not target.is_current}
            labels.append(PointLabel(*at, text, colour, sides, gap=_RING, **strength))
        if subject.census:
            middle = subject.census[len(subject.census) // 3]
            text = tr("Census (actual)")
            sides = ("below right", "above left")
            at = (middle.year, middle.persons)
            labels.append(PointLabel(*at, text, colours.actual, sides, may_go=True))
        return labels


def _dots(size: int) -> pg.ScatterPlotItem:
    """Return an item for a few dots, drawn afresh so that copied pictures are sharp."""
    return pg.ScatterPlotItem(size=size, useCache=False, antialias=True)
