"""The frontier: fertility against newcomer households, coloured by the people they lead to."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal

from workbench.desktop import look
from workbench.desktop.charts.axes import nice_ticks
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import PointLabel
from workbench.desktop.charts.readings import Reading, Table
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.frontier import Frontier
from workbench.population.levers import lever

#: How many lines of equal population are drawn, at most.
_MOST_LINES = 8

#: What is shown beyond each edge of the map, as a share of its width.
_EDGE = 0.025

#: Every how many of the map's rows and columns the table names one.
_TABLE_STEP = 10


class FrontierChart(Chart):
    """The map, the line on which the target is met exactly, and a dot that can be dragged.

    `moved` carries the total fertility rate and the households a year while the dot moves;
    `let_go` comes once when it is released.
    """

    moved = Signal(float, float)
    let_go = Signal()

    def __init__(self) -> None:
        self._frontier: Frontier | None = None
        self._made = False
        self._now = (0.0, 0.0)
        self._subject_words = ""
        super().__init__()
        self.canvas.answer_at(self.reading_for)

    def _make_items(self) -> None:
        add = self.canvas.add
        self._map = add(pg.ImageItem(axisOrder="row-major"), z=-10)
        self._equal = add(pg.PlotCurveItem(connect="finite", antialias=True), z=5)
        self._line = add(pg.PlotCurveItem(connect="finite", antialias=True), z=10)
        self.dot = add(pg.TargetItem(size=16, symbol="o", movable=True), z=30)
        self.dot.sigPositionChanged.connect(self._dragged)
        self.dot.sigPositionChangeFinished.connect(self.let_go)
        self._made = True

    def paint_in(self, colours: look.Colours) -> None:
        """Give map, lines and dot the colour of their meaning: blue above, orange below."""
        if not self._made:
            self._make_items()
        self._colours = colours
        below, above = (
            look.mix(colours.sheet, colour, 0.6) for colour in (colours.target, colours.accent)
        )
        halves = [
            look.mix(colours.sheet, colour, share)
            for colour, shares in ((below, np.linspace(1, 0, 128)), (above, np.linspace(0, 1, 128)))
            for share in shares
        ]
        self._map.setLookupTable(np.array([look.rgb(one) for one in halves], np.uint8))
        self._equal.setPen(pg.mkPen(look.mix(colours.sheet, colours.text, 0.35), width=1))
        self._line.setPen(pg.mkPen(colours.target, width=3))
        self.dot.setPen(pg.mkPen(colours.sheet, width=2))
        self.dot.setHoverPen(pg.mkPen(colours.text, width=2))
        self.dot.setBrush(colours.scenario)
        self.dot.setHoverBrush(colours.scenario)
        if self._frontier is not None:
            self._write()

    @property
    def frontier(self) -> Frontier | None:
        """The map that is drawn; None before the first."""
        return self._frontier

    def set_frontier(self, found: Frontier, subject: str) -> None:
        """Draw a map; `subject` is what is counted on it, in words."""
        self._frontier, self._subject_words = found, subject
        left, right = float(found.households[0]), float(found.households[-1])
        bottom, top = float(found.tfr[0]), float(found.tfr[-1])
        reach = float(np.abs(found.people - found.target).max()) or 1.0
        self._map.setImage(
            found.people, levels=(found.target - reach, found.target + reach), autoLevels=False
        )
        self._map.setRect(left, bottom, right - left, top - bottom)
        self._line.setData(found.line, found.tfr)
        across, up = nice_ticks(left, right, 6), nice_ticks(bottom, top, 7)
        self.canvas.across.show_ticks(across)
        self.canvas.up.show_ticks(up, [format_number(tick, 2) for tick in up])
        # A little beyond the map, so that the dot is whole at its edges.
        away, over = (_EDGE * (high - low) for low, high in ((left, right), (bottom, top)))
        self.canvas.set_ranges((left - away, right + away), (bottom - over, top + over))
        said = tr(
            "Up: total fertility rate. Right: {lever} ({unit}). Blue: above the target; "
            "orange: below. The dot is the scenario.",
            lever=found.household_lever.name,
            unit=found.household_lever.unit,
        )
        elsewhere = () if np.isfinite(found.line).any() else (self._nowhere(found),)
        self.set_words(
            tr(
                "{subject} in {year}: fertility × newcomer households",
                subject=subject,
                year=found.year,
            ),
            " ".join((said, tr("Drag the dot."), *elsewhere)),
            " ".join((said, *elsewhere)),
        )
        self._write()

    @staticmethod
    def _nowhere(found: Frontier) -> str:
        """Say that no point of the map meets the target."""
        goal = format_number(found.target, 0)
        return tr("No point of this map comes to {goal}.", goal=goal)

    def show_dot(self, tfr: float, households: float) -> None:
        """Put the dot where the levers stand, without saying that it moved."""
        self._now = (tfr, households)
        self.dot.blockSignals(True)
        self.dot.setPos(households, tfr)
        self.dot.blockSignals(False)
        self._write()

    def people_at(self, tfr: float, households: float) -> float:
        """Return the people a pair leads to, read off the map: linear between its points."""
        found = self._frontier
        assert found is not None
        row = float(np.interp(tfr, found.tfr, np.arange(len(found.tfr))))
        low = min(int(row), len(found.tfr) - 2)
        edges = [
            float(np.interp(households, found.households, found.people[index]))
            for index in (low, low + 1)
        ]
        return edges[0] + (edges[1] - edges[0]) * (row - low)

    def reading_for(self, across: float, up: float) -> Reading | None:
        """Return what the map says at a place."""
        found = self._frontier
        if found is None:
            return None
        inside = (
            found.households[0] <= across <= found.households[-1]
            and found.tfr[0] <= up <= found.tfr[-1]
        )
        if not inside:
            return None
        people = format_number(self.people_at(up, across), 0)
        pair = tr(
            "{tfr} births per woman, {households} households a year",
            tfr=format_number(up, 2),
            households=format_number(across, 0),
        )
        source = tr("Projected here with this pair, all else as the levers stand")
        return Reading(across, up, pair, tr("{figure} persons", figure=people), source)

    def readings(self) -> Iterable[Reading]:
        """Return nothing: the map answers everywhere (`reading_for`)."""
        return ()

    def table(self) -> Table:
        """Return the map in steps, and the households that meet the target at each TFR."""
        found = self._frontier
        assert found is not None
        columns = range(0, len(found.households), _TABLE_STEP)
        rows = range(0, len(found.tfr), _TABLE_STEP)
        return Table(
            (
                str(lever("tfr").name),
                tr("Households that meet {goal}", goal=format_number(found.target, 0)),
                *(format_number(float(found.households[column]), 0) for column in columns),
            ),
            tuple(
                (
                    float(found.tfr[row]),
                    float(found.line[row]) if np.isfinite(found.line[row]) else None,
                    *(float(found.people[row, column]) for column in columns),
                )
                for row in rows
            ),
            (2, 1, *[0] * len(columns)),
        )

    def _dragged(self) -> None:
        found = self._frontier
        if found is None:
            return
        at = self.dot.pos()
        households = float(np.clip(at.x(), found.households[0], found.households[-1]))
        tfr = float(np.clip(at.y(), found.tfr[0], found.tfr[-1]))
        kind = found.household_lever
        households = round(households / kind.step) * kind.step
        tfr = round(round(tfr / lever("tfr").step) * lever("tfr").step, 9)
        self.show_dot(tfr, households)
        self.moved.emit(tfr, households)

    def _write(self) -> None:
        """Draw the lines of equal population and write what they and the dot stand for."""
        found, colours = self._frontier, self._colours
        if found is None:
            return
        tfr, households = self._now
        people = format_number(self.people_at(tfr, households), 0)
        labels = [
            PointLabel(households, tfr, people, colours.scenario, ("above right",), True, gap=12),
        ]
        met = np.flatnonzero(np.isfinite(found.line))
        if met.size:
            middle = met[met.size // 2]
            text = tr("target {figure}", figure=format_number(found.target, 0))
            at = (float(found.line[middle]), float(found.tfr[middle]))
            colour = look.readable(colours.target, colours.sheet)
            labels.append(PointLabel(*at, text, colour, ("above right", "below left"), True))
        x: list[np.ndarray] = []
        y: list[np.ndarray] = []
        apart = np.array([np.nan])
        for level in nice_ticks(float(found.people.min()), float(found.people.max()), _MOST_LINES):
            line = self._equal_line(level)
            inside = np.flatnonzero(np.isfinite(line))
            if not inside.size or abs(level - found.target) < 1:
                continue
            x += [line, apart]
            y += [found.tfr, apart]
            end = inside[0]
            at = (float(line[end]), float(found.tfr[end]))
            sides = ("above left",) if end == 0 else ("above left", "left")
            labels.append(PointLabel(*at, format_number(level, 0), colours.muted, sides))
        if x:
            self._equal.setData(np.concatenate(x), np.concatenate(y))
        self.canvas.labels.set_points(labels)

    def _equal_line(self, level: float) -> np.ndarray:
        """Return the households that lead to `level` at each TFR; NaN outside the map.

        People come in proportion to households, so the line is exact, as the target's is.
        """
        found = self._frontier
        assert found is not None
        span = found.households[-1] - found.households[0]
        a_household = (found.people[:, -1] - found.people[:, 0]) / span
        with np.errstate(divide="ignore", invalid="ignore"):
            needed = found.households[0] + (level - found.people[:, 0]) / a_household
        inside = (needed >= found.households[0]) & (needed <= found.households[-1])
        return np.where(inside, needed, np.nan)
