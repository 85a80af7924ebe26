"""Shares of the three age bands, year by year."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFontMetricsF

from workbench.desktop import look
from workbench.desktop.charts.bands import BANDS
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import BarLabel, EndLabel
from workbench.desktop.charts.readings import Reading, Table
from workbench.desktop.lettering import Type, metrics_of
from workbench.language import tr
from workbench.plan.values import format_number

#: The width of a bar, as a share of a year's place.
_BAR = 0.78

#: A segment lower than this has no room for its figure.
_LOWEST_LABELLED = 0.06


@dataclass(frozen=True)
class Shares:
    """People of each age band by year, (band, year), persons, of one scenario.

    `base` is the count that the scenario begins with.
    """

    scenario: str
    years: Sequence[int]
    persons: np.ndarray
    note: str = ""
    base: str = ""


class AgeShareChart(Chart):
    """Bars of equal height, one a year, each divided among the age bands."""

    def __init__(self) -> None:
        self._shown = Shares("", (), np.empty((len(BANDS), 0)))
        self._made = False
        self._whole = False
        super().__init__()
        self.canvas.up.show_ticks([])
        self.canvas.resized.connect(self.settle)

    def _make_items(self) -> None:
        self._bands = [
            self.canvas.add(pg.BarGraphItem(x=[], y0=[], height=[], width=_BAR), z=0) for _ in BANDS
        ]
        self._made = True

    def paint_in(self, colours: look.Colours) -> None:
        """Give each band its colour."""
        if not self._made:
            self._make_items()
        self._colours = colours
        for item, band in zip(self._bands, BANDS, strict=True):
            item.setOpts(pen=pg.mkPen(colours.sheet), brush=band.colour(colours))
        self._write()

    def set_shares(self, shares: Shares) -> None:
        """Show these shares; ranges follow only in `settle`."""
        feed = {}
        if self._shown.years != shares.years:
            feed["x"] = np.arange(len(shares.years), dtype=float)
        self._shown = shares
        parts = self._parts()
        tops = np.cumsum(parts, axis=0)
        for item, bottom, part in zip(self._bands, tops - parts, parts, strict=True):
            item.setOpts(**feed, y0=bottom, height=part)
        self._write(parts, tops)
        self.figures_changed()

    def settle(self) -> None:
        """Choose ranges and ticks anew."""
        years = self._shown.years
        names = QFontMetricsF(look.text_font(look.SMALL))
        widest = max(names.horizontalAdvance(str(band.name)) for band in BANDS)
        self.canvas.set_margins(right=widest + 3 * look.SPACING)
        self.canvas.set_ranges((-0.5, max(len(years), 1) - 0.5), (0, 1))
        column = self.canvas.view.width() / max(len(years), 1)
        figures = metrics_of(Type(figures=True))
        # Where bars are narrow their figures are whole, and every other year is named.
        self._whole = figures.horizontalAdvance("00.0") > _BAR * column
        every = 2 if figures.horizontalAdvance("0000") + look.SPACING > column else 1
        places = range(0, len(years), every)
        self.canvas.across.show_ticks(places, [str(years[place]) for place in places])
        self.set_words(tr("Shares of age groups (%)"), self._shown.note)
        self._write()

    def readings(self) -> Iterable[Reading]:
        """Return every segment with its share and persons."""
        parts = self._parts()
        bottoms = np.cumsum(parts, axis=0) - parts
        for row, band in enumerate(BANDS):
            for column, year in enumerate(self._shown.years):
                bottom, part = float(bottoms[row, column]), float(parts[row, column])
                persons = format_number(float(self._shown.persons[row, column]), 0)
                yield Reading(
                    column,
                    bottom + part / 2,
                    tr("{year} {name}", year=year, name=band.name),
                    tr("{share} % · {figure} persons", share=_percent(part), figure=persons),
                    tr(
                        "{scenario}, projected here from {base}",
                        scenario=self._shown.scenario,
                        base=self._shown.base or self._shown.years[0],
                    ),
                    (column - _BAR / 2, bottom, column + _BAR / 2, bottom + part),
                )

    def table(self) -> Table:
        """Return persons and shares of the bands by year."""
        shown, parts = self._shown, self._parts() * 100
        names = [str(band.name) for band in BANDS]
        return Table(
            (
                tr("Year"),
                *(tr("{name}, persons", name=name) for name in names),
                *(tr("{name}, %", name=name) for name in names),
            ),
            tuple(
                (year, *map(float, shown.persons[:, i]), *map(float, parts[:, i]))
                for i, year in enumerate(shown.years)
            ),
            (None, *[0] * len(BANDS), *[1] * len(BANDS)),
        )

    def _parts(self) -> np.ndarray:
        persons = self._shown.persons
        parts: np.ndarray = persons / np.maximum(persons.sum(axis=0), 1e-9)
        return parts

    def _write(self, parts: np.ndarray | None = None, tops: np.ndarray | None = None) -> None:
        if parts is None or tops is None:
            parts = self._parts()
            tops = np.cumsum(parts, axis=0)
        if not parts.size:
            return
        middles = (tops - parts / 2).tolist()
        labels, ends = [], []
        end = parts.shape[1] - 1 + _BAR / 2
        for band, shares, heights in zip(BANDS, parts.tolist(), middles, strict=True):
            colour = band.colour(self._colours)
            ink = look.text_on(colour)
            labels += [
                BarLabel(column, middle, _percent(part, whole=self._whole), ink)
                for column, (part, middle) in enumerate(zip(shares, heights, strict=True))
                if part >= _LOWEST_LABELLED
            ]
            ends.append(EndLabel(end, heights[-1], "", str(band.name), colour))
        self.canvas.labels.set_bars(labels)
        self.canvas.labels.set_ends(ends)


def _percent(share: float, *, whole: bool = False) -> str:
    if whole:
        return format_number(share * 100, 0)
    return _tenths(math.floor(share * 1000 + 0.5))


@cache
def _tenths(tenths: int) -> str:
    """Return tenths of a percent as text; kept, as every move of a lever asks for many."""
    return format_number(tenths / 10, 1)
