"""The chart of the total population: census, official projections, targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.plan.statistics import PopulationTarget
from workbench.plan.values import format_number
from workbench.report import drawing
from workbench.report.drawing import Box, Dot, Drawing, Label, Mark, Path, Position, Stroke
from workbench.report.facts import BEFORE_REVISION, TOTAL, Line, PopulationFacts
from workbench.report.label_places import LabelPlaces
from workbench.report.scales import Scale, round_bounds, ticks, year_ticks
from workbench.report.scenario_marks import drawn_together, scenario_looks
from workbench.report.spreading import spread

#: How each line is drawn; the dashes alone tell the projections apart on a black-and-white copy.
CENSUS_STROKE = Stroke(drawing.INK, 1.5)
PROJECTION_STROKES = (
    Stroke(drawing.OFFICIAL, 1.0, (4.5, 2.2)),
    Stroke(drawing.OFFICIAL, 1.0, (1.2, 1.8)),
    Stroke(drawing.OFFICIAL, 1.0, (6.0, 1.8, 1.2, 1.8)),
)

_MARGIN_LEFT, _MARGIN_RIGHT, _MARGIN_TOP, _MARGIN_BOTTOM = 14.0, 30.0, 5.0, 6.0
_SMALL = 7.0

#: The names at the ends of lines: how far off, how wide, how far from each other, mm.
_LEADER, _COLUMN_ROOM, _APART = 4.5, 25.0, 0.8


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

    Census solid, official projections dashed, scenarios with a sign of their own, targets as ringed
    markers with their numbers, every line named beside it.
    """
    scenarios = drawn_together(scenarios)
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


def _scenarios(frame: Frame, lines: Sequence[Line]) -> Iterable[Mark]:
    """Draw the scenarios, the main one last and so in front, each with its sign."""
    looks = scenario_looks(len(lines))
    for line, look in reversed(list(zip(lines, looks, strict=True))):
        points = tuple(frame.at(*point) for point in line.points)
        yield Path(points, look.stroke)
        for point in points[1:]:
            yield from look.at(point)


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
    named = [(line, drawing.MUTED) for line in facts.projections]
    named += [
        (replace(line, title=f"{look.sign} {line.title}"), look.stroke.colour)
        for line, look in zip(scenarios, scenario_looks(len(scenarios)), strict=True)
    ]
    furthest = max((line.points[-1][0] for line, _ in named), default=0)
    # The column has no choice of place, so that it comes first.
    column = list(_end_column(frame, [one for one in named if one[0].points[-1][0] == furthest]))
    for mark in column:
        if isinstance(mark, Label):
            places.keep_clear_of_box(mark.box)
    yield from column
    for group in _by_year(targets):
        at = frame.at(group[0].to_year, group[0].value)
        labels = places.place([_target_label(target) for target in group], at, ("right",))
        leader = places.leader(labels, at)
        if leader is not None:
            yield Path(leader, Stroke(drawing.MUTED, 0.4))
        yield from labels
    if facts.census:
        yield from _census_labels(frame, places, facts.census)
    yield from _early_ends(frame, places, [o for o in named if o[0].points[-1][0] < furthest])


def _early_ends(
    frame: Frame, places: LabelPlaces, named: Sequence[tuple[Line, str]]
) -> Iterable[Mark]:
    """Name lines that end before the others, each where it ends."""
    for line, colour in named:
        year, persons = line.points[-1]
        text = (*drawing.wrapped(line.title, _SMALL, _COLUMN_ROOM), _last(line))
        labels = [Label(0, 0, words, _SMALL, colour=colour, ground="#FFFFFF") for words in text]
        prefer = ("lower left", "left", "below")
        yield from places.place(labels, frame.at(year, persons), prefer, line.key)


def _end_column(frame: Frame, named: Sequence[tuple[Line, str]]) -> Iterable[Mark]:
    """Yield names and figures beside the ends of lines, moved apart, with leaders to their lines.

    Where there are too many for two lines of text each, name and figure share one.
    """
    one = drawing.text_height(_SMALL)
    low, high = 1.0, frame.box.bottom
    texts = [(*drawing.wrapped(line.title, _SMALL, _COLUMN_ROOM), _last(line)) for line, _ in named]
    if one * sum(map(len, texts)) + _APART * len(texts) > high - low:
        texts = [
            drawing.wrapped(f"{line.title} {_count(line.points[-1][1])}", _SMALL, _COLUMN_ROOM)
            for line, _ in named
        ]
    ends = [frame.at(*line.points[-1]) for line, _ in named]
    heights = [one * len(text) + _APART for text in texts]
    centres = spread([y for _, y in ends], heights, low, high)
    left = frame.box.right + _LEADER
    for line_end, text, centre, (_line, colour) in zip(ends, texts, centres, named, strict=True):
        yield Path(((line_end[0] + 1.2, line_end[1]), (left - 0.8, centre)), Stroke(colour, 0.4))
        top = centre - one * (len(text) - 1) / 2
        for number, words in enumerate(text):
            yield Label(left, top + number * one, words, _SMALL, colour=colour)


def _last(line: Line) -> str:
    year, persons = line.points[-1]
    return f"{year}年 {_count(persons)}人"


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
