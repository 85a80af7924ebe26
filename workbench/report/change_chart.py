"""The charts of yearly natural and social change: what was counted, against the targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.plan.statistics import PopulationTarget
from workbench.plan.values import format_number
from workbench.report import drawing
from workbench.report.drawing import Bar, Box, Drawing, Label, Mark, Path, Position, Stroke
from workbench.report.facts import Point, PopulationFacts
from workbench.report.label_places import LabelPlaces
from workbench.report.population_chart import Frame, ring

#: First and last year of a period and the persons a year in it.
Step = tuple[int, int, float]

_BAR_SHARE = 0.62
_FILL = "#7C858F"
_FILL_WITH_TARGET = drawing.INK


def change_chart(
    facts: PopulationFacts,
    *,
    title: str,
    actual: str,
    target: str,
    width: float,
    height: float,
    steps: Sequence[Step] = (),
) -> Drawing | None:
    """Return bars of a yearly change with the targets as ringed lines; None without figures.

    `actual` is a quantity of the register, `target` one of the plan, `steps` the yearly averages
    of a scenario, drawn as a stair; years with a target are darker. Calendar years stand beside
    the fiscal years of the targets.
    """
    counted, targets = facts.events(actual), facts.targets(target)
    if not counted and not targets and not steps:
        return None
    years = [year for year, _ in counted]
    years += [year for held in targets for year in (held.from_year, held.to_year)]
    years += [year for first, last, _ in steps for year in (first, last)]
    figures = [figure for _, figure in counted] + [held.value for held in targets]
    figures += [figure for _, _, figure in steps]
    frame = Frame.around(
        [min(years) - 0.6, max(years) + 0.6],
        figures,
        (width, height),
        margins=(11.0, 6.0, 3.0, 6.0),
        with_zero=True,
    )
    places = LabelPlaces(Box(frame.box.left, frame.box.top - 2.5, width, height - 6.5))
    marks: list[Mark] = [*frame.axes("人")]
    marks += _bars(frame, counted, targets, places)
    marks += _years(frame, years)
    places.keep_clear_of(drawing.samples(_stair_points(frame, steps)))
    marks += _target_lines(frame, targets, places)
    marks += _stair(frame, steps, places)
    return Drawing(width, height, _alternative(title, counted, targets), tuple(marks))


def _bars(
    frame: Frame,
    counted: Sequence[Point],
    targets: Sequence[PopulationTarget],
    places: LabelPlaces,
) -> Iterable[Mark]:
    half = _BAR_SHARE / 2
    latest = max((year for year, _ in counted), default=None)
    for year, figure in counted:
        left, right = frame.x(year - half), frame.x(year + half)
        top, bottom = sorted((frame.y(figure), frame.y(0)))
        aimed = any(held.from_year <= year <= held.to_year for held in targets)
        yield Bar(left, top, right - left, bottom - top, _FILL_WITH_TARGET if aimed else _FILL)
        places.keep_clear_of_box(Box(left, top, right, bottom))
        if year == latest:
            y = bottom + 2.0 if figure < 0 else top - 2.0
            text = format_number(figure, 0, sign=True)
            label = Label((left + right) / 2, y, text, 7.0, "centre")
            places.keep_clear_of_box(label.box)
            yield label


def _years(frame: Frame, years: Sequence[int]) -> Iterable[Mark]:
    y = frame.box.bottom
    yield Path(((frame.box.left, y), (frame.box.right, y)), Stroke(drawing.MUTED, 0.6))
    first, last = min(years), max(years)
    every = max(1, -(-(last - first + 1) // 9))
    for year in range(first, last + 1, every):
        yield Label(frame.x(year), y + 3.0, str(year), 6.5, "centre", drawing.MUTED)


def _stair_points(frame: Frame, steps: Sequence[Step]) -> tuple[Position, ...]:
    return tuple(
        (frame.x(year), frame.y(figure))
        for first, last, figure in steps
        for year in (first - 0.5, last + 0.5)
    )


def _stair(frame: Frame, steps: Sequence[Step], places: LabelPlaces) -> Iterable[Mark]:
    points = _stair_points(frame, steps)
    if points:
        yield Path(points, Stroke(drawing.SCENARIO, 1.3))
        text = f"シナリオ {format_number(steps[-1][2], 0, sign=True)}人"
        label = Label(0, 0, text, 7.0, colour=drawing.SCENARIO, ground="#FFFFFF")
        yield from places.place([label], points[-1], ("upper left", "lower left"))


def _target_lines(
    frame: Frame, targets: Sequence[PopulationTarget], places: LabelPlaces
) -> Iterable[Mark]:
    for held in targets:
        y = frame.y(held.value)
        left, right = frame.x(held.from_year - 0.5), frame.x(held.to_year + 0.5)
        yield Path(((left, y), (right, y)), Stroke("#FFFFFF", 3.0))
        yield Path(((left, y), (right, y)), Stroke(drawing.TARGET, 1.3))
        middle = (left + right) / 2
        yield from ring((middle, y))
        places.keep_clear_of(drawing.samples([(left, y), (right, y)]))
    for held in targets:
        at = (frame.x((held.from_year + held.to_year) / 2), frame.y(held.value))
        text = f"目標 {format_number(held.value, 0, sign=True)}人"
        yield from places.place(
            [Label(0, 0, text, 7.0, bold=True, ground="#FFFFFF")], at, ("right", "above", "below")
        )


def _alternative(title: str, counted: Sequence[Point], targets: Sequence[PopulationTarget]) -> str:
    parts = [f"{year}年{format_number(figure, 0, sign=True)}人" for year, figure in counted]
    aims = [
        f"{held.from_year}～{held.to_year}年度の目標{format_number(held.value, 0, sign=True)}人"
        for held in targets
    ]
    return f"{title}の棒グラフ。" + "、".join([*parts, *aims]) + "。"
