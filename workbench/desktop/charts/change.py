"""Natural and social change a year: the register's bars, the plan's steps, the scenario.

Natural change stands at the left, social change at the right of each year's place. The register
and the census count different people, so the note says which is which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg

from workbench.desktop import look
from workbench.desktop.charts.axes import padded
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.labels import EndLabel, PointLabel
from workbench.desktop.charts.readings import Reading, Table, by_year
from workbench.desktop.population.subject import PopulationSubject
from workbench.language import tr
from workbench.plan.values import format_number

#: A year's place is one unit wide; two bars of this width stand in it.
_BAR = 0.4

#: Room left between the outlines of two periods, in years.
_GAP = 0.15

#: Where 1 October stands in a calendar year that is centred on its number.
_OCTOBER = 0.25


@dataclass(frozen=True)
class ScenarioChange:
    """A scenario's change a year on average of each period: persons a year, (period,)."""

    name: str
    years: Sequence[int]
    natural: np.ndarray
    social: np.ndarray


class ChangeChart(Chart):
    """What the register found each year against what the plan aims at and the scenario says."""

    def __init__(self) -> None:
        self._subject: PopulationSubject | None = None
        self._scenario = self._whole = ScenarioChange("", (), np.empty(0), np.empty(0))
        self._made = False
        self._outlined: Sequence[int] | None = None
        self._years = (0, 0)
        super().__init__()
        self.canvas.resized.connect(self.settle)

    def _make_items(self) -> None:
        add = self.canvas.add
        nothing: dict[str, list[float]] = {"x": [], "height": []}
        self._past = add(pg.BarGraphItem(width=_BAR, **nothing), z=0)
        self._latest = add(pg.BarGraphItem(width=_BAR, **nothing), z=1)
        self._outlines = add(pg.BarGraphItem(x0=[], x1=[], height=[]), z=5)
        self._zero = add(pg.PlotCurveItem(), z=8)
        self._steps = add(pg.PlotCurveItem(connect="pairs"), z=10)
        self._made = True

    def paint_in(self, colours: look.Colours) -> None:
        """Give bars, steps and outlines the colour of their meaning."""
        if not self._made:
            self._make_items()
        self._colours = colours
        self._past.setOpts(pen=pg.mkPen(None), brush=colours.actual_soft)
        self._latest.setOpts(pen=pg.mkPen(None), brush=colours.actual)
        self._zero.setPen(pg.mkPen(colours.actual, width=1))
        self._steps.setPen(pg.mkPen(colours.target, width=3))
        tint = pg.mkColor(colours.scenario)
        tint.setAlpha(36)
        self._outlines.setOpts(pen=pg.mkPen(colours.scenario, width=2), brush=tint)
        if self._subject is not None:
            self._draw_background()
            self.settle()

    def set_subject(self, subject: PopulationSubject) -> None:
        """Draw what the levers do not move."""
        self._subject = subject
        self.set_words(
            tr("Natural and social change a year (persons)"),
            tr(
                "Bars: resident register, January to December. Outline: scenario on census basis, "
                "yearly average. Register and census count different people. "
                "Sources: {register}; {targets}",
                register=subject.sources.register,
                targets="、".join(
                    dict.fromkeys(one.source for one in subject.change_targets if one.source)
                ),
            ),
        )
        self._draw_background()

    def set_scenario(self, scenario: ScenarioChange) -> None:
        """Follow the levers: yearly averages of the periods."""
        self._whole = scenario
        self._scenario = scenario = self._until_horizon(scenario)
        feed = {}
        if self._outlined != scenario.years:
            self._outlined = scenario.years
            years = np.asarray(scenario.years, dtype=float) + _OCTOBER
            feed = {"x0": np.tile(years[:-1] + _GAP, 2), "x1": np.tile(years[1:] - _GAP, 2)}
        heights = np.concatenate([scenario.natural, scenario.social])
        self._outlines.setOpts(**feed, height=heights)
        self.canvas.labels.set_ends(self._end_labels())
        self.figures_changed()

    def settle(self) -> None:
        """Choose ranges and the places of words anew; called when a lever is let go."""
        subject = self._subject
        if subject is None:
            return
        heights = [0.0, *self._scenario.natural, *self._scenario.social]
        heights += [figure for year in subject.register for figure in (year.natural, year.social)]
        heights += [h for t in subject.change_targets for h in (t.natural, t.social) if h]
        up = padded(heights, 0.1)
        ticks = self.canvas.heights(*up)
        years = [*(one.year for one in subject.register), *self._scenario.years]
        self._years = (min(years), max(years)) if years else (2020, 2050)
        self.canvas.up.show_ticks(ticks)
        self.canvas.across.show_years(*self._years, self.canvas.view.width())
        across = (self._years[0] - 0.7, self._years[1] + 0.7)
        self.canvas.set_margins(right=self.canvas.labels.room_for(self._end_labels()))
        self.canvas.set_ranges(across, up, ticks)
        self._zero.setData(np.array(across), np.zeros(2))
        self.canvas.labels.set_points(self._point_labels(), self._obstacles())

    def readings(self) -> Iterable[Reading]:
        """Return every bar, step and yearly average."""
        subject = self._subject
        if subject is None:
            return
        for one in subject.register:
            for kind, figure, side in self._pair(one.natural, one.social):
                left = one.year + (0 if side > 0 else -_BAR)
                area = (left, min(figure, 0), left + _BAR, max(figure, 0))
                what = tr("{year} {name}, register", year=one.year, name=kind)
                at = (one.year + side * _BAR / 2, figure)
                yield Reading(*at, what, _per_year(figure), subject.sources.register, area)
        for target in subject.change_targets:
            span = f"{target.first_year}–{target.last_year}"
            for kind, figure, _ in self._pair(target.natural, target.social):
                what = tr("{year} {name}, target", year=span, name=kind)
                middle = (target.first_year + target.last_year) / 2
                yield Reading(middle, figure, what, _per_year(figure), target.source)
        yield from self._scenario_readings()

    def _scenario_readings(self) -> Iterable[Reading]:
        one = self._scenario
        for index, start in enumerate(one.years[:-1]):
            end = one.years[index + 1]
            for kind, figure, _ in self._pair(one.natural[index], one.social[index]):
                what = tr(
                    "{start}–{end} {name}, {scenario}",
                    start=start,
                    end=end,
                    name=kind,
                    scenario=one.name,
                )
                source = tr("Yearly average, census basis")
                left, right = start + _OCTOBER, end + _OCTOBER
                area = (left, min(figure, 0), right, max(figure, 0))
                yield Reading((left + right) / 2, figure, what, _per_year(figure), source, area)

    def table(self) -> Table:
        """Return change by calendar year: register, target, scenario."""
        subject, scenario = self._subject, self._whole
        assert subject is not None
        columns: list[tuple[str, dict[int, float], int]] = []
        for kind, attribute, figures in (
            (tr("natural change"), "natural", scenario.natural),
            (tr("social change"), "social", scenario.social),
        ):
            register = {one.year: getattr(one, attribute) for one in subject.register}
            targets = {
                year: getattr(one, attribute)
                for one in subject.change_targets
                for year in range(one.first_year, one.last_year + 1)
                if getattr(one, attribute) is not None
            }
            averages = {
                year: float(figures[index])
                for index, start in enumerate(scenario.years[:-1])
                for year in range(start + 1, scenario.years[index + 1] + 1)
            }
            columns += [
                (tr("{name}, register", name=kind), register, 0),
                (tr("{name}, target", name=kind), targets, 0),
                (tr("{name}, {scenario}", name=kind, scenario=scenario.name), averages, 0),
            ]
        return by_year(columns, tr("Year"))

    def _pair(
        self, natural: float | None, social: float | None
    ) -> Iterable[tuple[str, float, int]]:
        if natural is not None:
            yield tr("natural change"), float(natural), -1
        if social is not None:
            yield tr("social change"), float(social), 1

    def _until_horizon(self, scenario: ScenarioChange) -> ScenarioChange:
        """Leave out what lies beyond the target year: the years being lived through matter."""
        horizon = self._subject.horizon if self._subject else 0
        shown = sum(1 for year in scenario.years[:-1] if year < horizon)
        return ScenarioChange(
            scenario.name,
            scenario.years[: shown + 1],
            scenario.natural[:shown],
            scenario.social[:shown],
        )

    def _draw_background(self) -> None:
        register = self._subject.register if self._subject else ()
        bars = [
            (one.year + side * _BAR / 2, figure, one.year)
            for one in register
            for _, figure, side in self._pair(one.natural, one.social)
        ]
        newest = max((one.year for one in register), default=0)
        for item, chosen in (
            (self._past, [bar for bar in bars if bar[2] != newest]),
            (self._latest, [bar for bar in bars if bar[2] == newest]),
        ):
            item.setOpts(
                x=np.array([bar[0] for bar in chosen]), height=np.array([bar[1] for bar in chosen])
            )
        spans = self._step_spans()
        ends = np.array([end for span in spans for end in span[:2]], dtype=float)
        self._steps.setData(ends, np.repeat(np.array([span[2] for span in spans], dtype=float), 2))

    def _obstacles(self) -> list[tuple[np.ndarray, np.ndarray]]:
        years = np.asarray(self._scenario.years, dtype=float) + _OCTOBER
        lines = [
            (years[index : index + 2], np.repeat(figure, 2))
            for figures in (self._scenario.natural, self._scenario.social)
            for index, figure in enumerate(figures)
        ]
        pairs = zip(self._scenario.natural, self._scenario.social, strict=True)
        for index, (natural, social) in enumerate(pairs):
            edge = np.array([min(natural, social, 0.0), max(natural, social, 0.0)])
            lines.append((np.repeat(years[index + 1], 2), edge))
        for x0, x1, height in self._step_spans():
            lines.append((np.array([x0, x1]), np.array([height, height])))
        for bars in (self._past, self._latest):
            for x, height in zip(bars.opts["x"], bars.opts["height"], strict=True):
                lines.append((np.array([x, x]), np.array([0.0, height])))
        return lines

    def _step_spans(self) -> list[tuple[float, float, float]]:
        assert self._subject is not None
        return [
            (target.first_year - 0.5, target.last_year + 0.5, figure)
            for target in self._subject.change_targets
            for _, figure, _ in self._pair(target.natural, target.social)
        ]

    def _point_labels(self) -> list[PointLabel]:
        subject, colours = self._subject, self._colours
        assert subject is not None
        labels = []
        newest = max(subject.register, key=lambda one: one.year, default=None)
        if newest is not None:
            for _, figure, side in self._pair(newest.natural, newest.social):
                text = tr("{year} {name}", year=newest.year, name=_signed(figure))
                sides = ("below", "below right") if figure < 0 else ("above", "above right")
                at = (newest.year + side * _BAR / 2, figure)
                labels.append(PointLabel(*at, text, colours.actual, sides, bold=True))
        colour = look.readable(colours.target, colours.sheet)
        for _, end, figure in self._step_spans():
            text = tr("plan {figure}", figure=_signed(figure))
            labels.append(PointLabel(end, figure, text, colour, ("right", "above right")))
        return labels

    def _end_labels(self) -> list[EndLabel]:
        scenario, colour = self._scenario, self._colours.scenario
        if len(scenario.years) < 2:
            return []
        pair = self._pair(scenario.natural[-1], scenario.social[-1])
        end = scenario.years[-1] + _OCTOBER
        return [EndLabel(end, at, _signed(at), name, colour, bold=True) for name, at, _ in pair]


def _signed(figure: float) -> str:
    return format_number(figure, 0, sign=True)


def _per_year(figure: float) -> str:
    return tr("{figure} persons a year", figure=_signed(figure))
