"""The chart of the total population: census, official projections, targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.plan.statistics import PopulationTarget
from workbench.plan.values import format_number
from workbench.report import drawing
from workbench.report.drawing import Box, Dot, Drawing, Label, Mark, Path, Position, Stroke
from workbench.report.facts import BEFORE_REVISION, TOTAL, Line, PopulationFacts
from workbench.report.label_places import LabelPlaces
from workbench.report.scales import Scale, round_bounds, ticks, year_ticks

#: How each line is drawn; the dashes alone tell the projections apart on a black-and-white copy.
CENSUS_STROKE = Stroke(drawing.INK, 1.5)
PROJECTION_STROKES = (
    Stroke(drawing.OFFICIAL, 1.0, (4.5, 2.2)),
    Stroke(drawing.OFFICIAL, 1.0, (1.2, 1.8)),
    Stroke(drawing.OFFICIAL, 1.0, (6.0, 1.8, 1.2, 1.8)),
)

#: Scenarios are told apart by colour, width and name; the first is the main one.
_SCENARIO_COLOURS = (drawing.SCENARIO, "#00724F", "#A3426F", "#6B5B00")

_RIGHT_FIRST = ("right", "upper right", "lower right")

_MARGIN_LEFT, _MARGIN_RIGHT, _MARGIN_TOP, _MARGIN_BOTTOM = 14.0, 30.0, 5.0, 6.0
_SMALL = 7.0


@dataclass(frozen=True)
class Frame:
    """The plotting area of a chart over years: its scales and its edges, mm."""

    x: Scale
    y: Scale
    step: float
    box: Box

    @classmethod
    def around(
        cls,
        years: Sequence[float],
        figures: Sequence[float],
        size: tuple[float, float],
        *,
        margins: tuple[float, float, float, float] = (
            _MARGIN_LEFT,
            _MARGIN_TOP,
            _MARGIN_RIGHT,
            _MARGIN_BOTTOM,
        ),
        with_zero: bool = False,
    ) -> Frame:
        """Return a frame that holds `years` and `figures` in a chart of `size` (mm).

        `margins` are left, top, right and bottom.
        """
        left, top, right, bottom = margins
        box = Box(left, top, size[0] - right, size[1] - bottom)
        low, high, step = round_bounds(figures, with_zero=with_zero)
        first, last = min(years), max(years)
        if first == last:
            first, last = first - 1, last + 1
        return cls(
            Scale(first, last, box.left, box.right),
            Scale(low, high, box.bottom, box.top),
            step,
            box,
        )

    def at(self, year: float, figure: float) -> Position:
        """Return where a figure of a year stands, mm."""
        return self.x(year), self.y(figure)

    def axes(self, unit: str) -> Iterable[Mark]:
        """Yield gridlines with full numbers, the year axis and the unit."""
        for figure in ticks(self.y.low, self.y.high, self.step):
            y = self.y(figure)
            stroke = Stroke(drawing.MUTED, 0.5) if figure == 0 else Stroke(drawing.RULE, 0.4)
            yield Path(((self.box.left, y), (self.box.right, y)), stroke)
            text = format_number(figure)
            yield Label(self.box.left - 1.5, y, text, _SMALL, "right", drawing.MUTED)
        yield Label(self.box.left - 1.5, self.box.top - 3.6, unit, 6.5, "right", drawing.MUTED)

    def year_axis(self, most: int = 8) -> Iterable[Mark]:
        """Yield the line at the foot, ticks and years."""
        y = self.box.bottom
        yield Path(((self.box.left, y), (self.box.right, y)), Stroke(drawing.MUTED, 0.6))
        for year in year_ticks(int(self.x.low), int(self.x.high), most):
            x = self.x(year)
            yield Path(((x, y), (x, y + 1.0)), Stroke(drawing.MUTED, 0.6))
            yield Label(x, y + 3.0, str(year), _SMALL, "centre", drawing.MUTED)
        yield Label(self.box.right + 5.5, y + 3.0, "年", 6.5, "left", drawing.MUTED)


def population_chart(
    facts: PopulationFacts, width: float, height: float, scenarios: Sequence[Line] = ()
) -> Drawing | None:
    """Return the chart of the total population, mm; None when there is nothing to draw.

    Census solid, official projections dashed, scenarios solid with open dots, targets as ringed
    markers with their numbers, every line named beside it.
    """
    official = (facts.census, *facts.projections)
    lines = [line for line in (*official, *scenarios) if line is not None]
    targets = (*facts.targets(TOTAL), *facts.targets(BEFORE_REVISION))
    years = [year for line in lines for year, _ in line.points]
    years += [target.to_year for target in targets]
    if not years:
        return None
    figures = [persons for line in lines for _, persons in line.points]
    figures += [target.value for target in targets]
    frame = Frame.around(years, figures, (width, height))
    marks = [*frame.axes("人"), *frame.year_axis()]
    places = LabelPlaces(Box(frame.box.left, 0.5, width, frame.box.bottom - 0.3))
    for line in lines:
        track = [frame.at(*point) for point in line.points]
        places.keep_clear_of(drawing.samples(track), line.key)
    for target in targets:
        x, y = frame.at(target.to_year, target.value)
        places.keep_clear_of_box(Box(x - 1.6, y - 1.6, x + 1.6, y + 1.6))
    marks += _projections(frame, facts.projections)
    marks += _scenarios(frame, scenarios)
    marks += _census(frame, facts.census)
    marks += _targets(frame, targets)
    marks += _labels(frame, places, facts, targets, scenarios)
    return Drawing(width, height, alternative(facts, scenarios), tuple(marks))


def alternative(facts: PopulationFacts, scenarios: Sequence[Line] = ()) -> str:
    """Return the chart in a sentence, for readers who cannot see it."""
    parts = []
    if facts.census:
        (first, start), (last, end) = facts.census.points[0], facts.census.points[-1]
        parts.append(f"国勢調査人口は{first}年{format_number(start, 0)}人、")
        parts.append(f"{last}年{format_number(end, 0)}人。")
    for line in (*facts.projections, *scenarios):
        year, persons = line.points[-1]
        parts.append(f"{line.title}は{year}年{format_number(persons, 0)}人。")
    for target in facts.targets(TOTAL):
        parts.append(f"目標は{target.to_year}年度{format_number(target.value, 0)}人。")
    return "総人口の折れ線グラフ。" + "".join(parts)


def _projections(frame: Frame, lines: Sequence[Line]) -> Iterable[Mark]:
    for line, stroke in zip(lines, _strokes(len(lines)), strict=True):
        yield Path(tuple(frame.at(*point) for point in line.points), stroke)


def _strokes(count: int) -> Sequence[Stroke]:
    """Return a stroke for each projection; the newest, listed last, has the long dashes."""
    return [PROJECTION_STROKES[i % len(PROJECTION_STROKES)] for i in reversed(range(count))]


def scenario_strokes(count: int) -> Sequence[Stroke]:
    """Return a stroke for each of `count` scenarios, the first the strongest."""
    colours = [_SCENARIO_COLOURS[i % len(_SCENARIO_COLOURS)] for i in range(count)]
    return [Stroke(colour, 1.5 if i == 0 else 1.0) for i, colour in enumerate(colours)]


def _scenarios(frame: Frame, lines: Sequence[Line]) -> Iterable[Mark]:
    """Draw the scenarios, the main one last and so in front, with open dots."""
    strokes = scenario_strokes(len(lines))
    for line, stroke in reversed(list(zip(lines, strokes, strict=True))):
        points = tuple(frame.at(*point) for point in line.points)
        yield Path(points, stroke)
        for x, y in points[1:]:
            yield Dot(x, y, 0.7, "", Stroke(stroke.colour, 0.8))


def _census(frame: Frame, line: Line | None) -> Iterable[Mark]:
    if line is None:
        return
    points = tuple(frame.at(*point) for point in line.points)
    yield Path(points, CENSUS_STROKE)
    for x, y in points:
        yield Dot(x, y, 0.75, drawing.INK)


def _targets(frame: Frame, targets: Sequence[PopulationTarget]) -> Iterable[Mark]:
    for target in targets:
        yield from ring(
            frame.at(target.to_year, target.value), replaced=target.quantity == BEFORE_REVISION
        )


def ring(at: Position, *, replaced: bool = False) -> Iterable[Mark]:
    """Yield a ringed marker: a target; a thin grey ring is one that has been replaced."""
    if replaced:
        yield Dot(*at, 1.0, "", Stroke(drawing.MUTED, 0.6))
        return
    yield Dot(*at, 1.5, "", Stroke(drawing.TARGET, 1.3))
    yield Dot(*at, 0.55, drawing.TARGET)


def _labels(
    frame: Frame,
    places: LabelPlaces,
    facts: PopulationFacts,
    targets: Sequence[PopulationTarget],
    scenarios: Sequence[Line],
) -> Iterable[Mark]:
    for group in _by_year(targets):
        at = frame.at(group[0].to_year, group[0].value)
        labels = places.place([_target_label(target) for target in group], at, ("right",))
        leader = places.leader(labels, at)
        if leader is not None:
            yield Path(leader, Stroke(drawing.MUTED, 0.4))
        yield from labels
    if facts.census:
        yield from _census_labels(frame, places, facts.census)
    named = [(line, drawing.MUTED) for line in facts.projections]
    colours = [stroke.colour for stroke in scenario_strokes(len(scenarios))]
    named += zip(scenarios, colours, strict=True)
    yield from _end_labels(frame, places, named)


def _end_labels(
    frame: Frame, places: LabelPlaces, named: Sequence[tuple[Line, str]]
) -> Iterable[Mark]:
    """Name each line at its end in its colour: those that reach furthest on the right."""
    furthest = max((line.points[-1][0] for line, _ in named), default=0)
    for line, colour in sorted(named, key=lambda held: -held[0].points[-1][1]):
        year, persons = line.points[-1]
        room = _MARGIN_RIGHT - 3.0
        text = (*drawing.wrapped(line.title, _SMALL, room), f"{year}年 {_count(persons)}人")
        labels = [Label(0, 0, words, _SMALL, colour=colour, ground="#FFFFFF") for words in text]
        prefer = _RIGHT_FIRST if year == furthest else ("lower left", "left", "below")
        yield from places.place(labels, frame.at(year, persons), prefer, line.key)


def _count(persons: float) -> str:
    return format_number(persons, 0)


def _by_year(targets: Sequence[PopulationTarget]) -> list[list[PopulationTarget]]:
    """Return targets that share a year together, the one in force before what it replaced."""
    groups: dict[int, list[PopulationTarget]] = {}
    for target in sorted(targets, key=lambda target: target.quantity == BEFORE_REVISION):
        groups.setdefault(target.to_year, []).append(target)
    return list(groups.values())


def _target_label(target: PopulationTarget) -> Label:
    number = format_number(target.value, 0)
    if target.quantity == BEFORE_REVISION:
        return Label(0, 0, f"改訂前 {number}人", 6.5, colour=drawing.MUTED, ground="#FFFFFF")
    return Label(0, 0, f"目標 {number}人", 7.5, bold=True, ground="#FFFFFF")


def _census_labels(frame: Frame, places: LabelPlaces, line: Line) -> Iterable[Mark]:
    """Name the line and give its first, highest and last figure."""
    first, last = line.points[0], line.points[-1]
    peak = max(line.points, key=lambda point: point[1])
    for point in dict.fromkeys((last, peak, first)):
        text = f"{point[0]}年 {format_number(point[1], 0)}人"
        prefer = ("upper right", "above") if point == last else ("above",)
        at = frame.at(*point)
        yield from places.place([Label(0, 0, text, _SMALL, ground="#FFFFFF")], at, prefer, line.key)
    middle = line.points[len(line.points) // 3]
    name = Label(0, 0, f"{line.title}（実績）", _SMALL, bold=True, ground="#FFFFFF")
    yield from places.place([name], frame.at(*middle), ("right", "lower right"), line.key)
