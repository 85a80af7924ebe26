"""An indicator through the years: baseline, the path to the target, counted figures, target."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from workbench.desktop import look
from workbench.desktop.charts.axes import nice_ticks, padded
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import PointLabel
from workbench.desktop.charts.readings import Reading, Table, by_year
from workbench.desktop.plan.indicator_track import Point, Track
from workbench.language import language, tr
from workbench.plan.fiscal_years import letter_year
from workbench.plan.names import year_name
from workbench.plan.values import format_number

_NOTHING = Track("", "", None, None, (), (), None)
#: How far words keep from the middle of a target's ring, in pixels.
_RING = 10.0


class IndicatorChart(Chart):
    """Solid is what was counted, dashed the way to the target, ringed the target."""

    def __init__(self) -> None:
        self._track = _NOTHING
        self._made = False
        super().__init__()

    def _make_items(self) -> None:
        add = self.canvas.add
        self._path = add(pg.PlotCurveItem(antialias=True), z=1)
        self._steps = add(_dots(5), z=2)
        self._line = add(pg.PlotCurveItem(antialias=True), z=10)
        self._counted = add(_dots(7), z=11)
        self._baseline = add(_dots(8), z=12)
        self._target = add(_dots(13), z=13)
        self._made = True

    def paint_in(self, colours: look.Colours) -> None:
        """Give each mark the colour of its meaning."""
        if not self._made:
            self._make_items()
        self._colours = colours
        self._path.setPen(pg.mkPen(colours.official, width=1, style=Qt.PenStyle.DashLine))
        self._steps.setBrush(colours.official)
        self._steps.setPen(pg.mkPen(None))
        self._line.setPen(pg.mkPen(colours.actual, width=2))
        self._counted.setBrush(colours.actual)
        self._counted.setPen(pg.mkPen(colours.sheet))
        self._baseline.setBrush(colours.sheet)
        self._baseline.setPen(pg.mkPen(colours.actual, width=2))
        self._target.setBrush(pg.mkBrush(None))
        self._target.setPen(pg.mkPen(colours.target, width=2))
        self._write()

    def show_track(self, track: Track) -> None:
        """Draw an indicator and choose the ranges anew."""
        self._track = track
        unit = f"（{track.unit}）" if track.unit and language() == "ja" else ""
        unit = unit or (f" ({track.unit})" if track.unit else "")
        self.set_title(f"{track.name}{unit}")
        self._path.setData(*_arrays(track.path))
        between = [one for one in track.path if one not in (track.baseline, track.target)]
        self._steps.setData(*_arrays(between))
        self._line.setData(*_arrays(track.line))
        self._counted.setData(*_arrays(track.actuals))
        self._baseline.setData(*_arrays([track.baseline] if track.baseline else []))
        self._target.setData(*_arrays([track.target] if track.target else []))
        self._settle()
        self.figures_changed()

    def _settle(self) -> None:
        points = self._track.points
        if not points:
            return
        years, figures = zip(*points, strict=True)
        first, last = min(years), max(years)
        up = padded(figures, 0.16)
        ticks = nice_ticks(*up, 4)
        self.canvas.up.show_ticks(ticks)
        every = 1 if last - first < 8 else 2
        shown = list(range(first, last + 1, every))
        self.canvas.across.show_ticks(shown, [letter_year(year) for year in shown])
        self.canvas.set_margins(right=2 * look.SPACING)
        self.canvas.set_ranges((first - 0.4, max(last, first + 1) + 0.4), up, ticks)
        self._write()

    def _write(self) -> None:
        track, colours = self._track, self._colours
        labels: list[PointLabel] = []
        sides: tuple[str, ...]
        rises = bool(track.target and track.baseline and track.target[1] >= track.baseline[1])
        if track.target is not None:
            words = tr("target {figure}", figure=self._figure(track.target))
            ink = look.readable(colours.target, colours.sheet)
            sides = ("above left", "left", "below left")
            labels.append(PointLabel(*_at(track.target), words, ink, sides, bold=True, gap=_RING))
        if track.actuals:
            last = track.actuals[-1]
            words = self._figure(last)
            sides = ("below right", "above left") if rises else ("above right", "below left")
            labels.append(PointLabel(*_at(last), words, colours.actual, sides, bold=True))
        if track.baseline is not None:
            words = f"{tr('Baseline')} {self._figure(track.baseline)}"
            sides = ("below right", "below") if rises else ("above right", "above")
            labels.append(PointLabel(*_at(track.baseline), words, colours.actual, sides))
        lines = [_arrays(track.path), _arrays(track.line)]
        self.canvas.labels.set_points(labels, [line for line in lines if len(line[0])])

    def readings(self) -> Iterable[Reading]:
        """Return every figure, for the pointer."""
        for name, points in self._series():
            for year, figure in points:
                shown = f"{self._figure((year, figure))} {self._track.unit}".strip()
                yield Reading(year, figure, f"{year_name(year)} {name}", shown)

    def table(self) -> Table:
        """Return what was counted, the path and the target by fiscal year."""
        places = self._track.decimals
        if places is None:
            exact = (format_number(figure) for _year, figure in self._track.points)
            places = max((len(text.partition(".")[2]) for text in exact), default=0)
        columns = ((name, dict(points), places) for name, points in self._series())
        return by_year(columns, tr("FY"))

    def _series(self) -> Iterable[tuple[str, tuple[Point, ...]]]:
        track = self._track
        yield tr("Baseline"), (track.baseline,) if track.baseline else ()
        yield tr("Actual"), track.actuals
        between = tuple(one for one in track.path if one not in (track.baseline, track.target))
        yield tr("Target on the way"), between
        yield tr("Target"), (track.target,) if track.target else ()

    def _figure(self, point: Point) -> str:
        return format_number(point[1], self._track.decimals)


def _at(point: Point) -> tuple[float, float]:
    year, figure = point
    return float(year), float(figure)


def _arrays(points: Iterable[Point]) -> tuple[np.ndarray, np.ndarray]:
    held = np.array(list(points), dtype=float).reshape(-1, 2)
    return held[:, 0], held[:, 1]


def _dots(size: int) -> pg.ScatterPlotItem:
    """Return an item for a few dots, drawn afresh so that copied pictures are sharp."""
    return pg.ScatterPlotItem(size=size, useCache=False, antialias=True)
