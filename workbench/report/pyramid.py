"""The population pyramid: a year filled, the base year as an outline over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.plan.values import format_number
from workbench.report import drawing
from workbench.report.drawing import Bar, Drawing, Label, Mark, Path, Stroke
from workbench.report.scales import round_bounds, ticks

_TITLE_HEIGHT, _FOOT = 6.0, 6.0
_AGES_WIDTH = 15.0
_FILLS = ("#5B7FA6", "#B9785A")


@dataclass(frozen=True)
class AgePicture:
    """A population by sex and age: its year in words, age labels, persons of each group."""

    year: str
    ages: tuple[str, ...]
    men: tuple[float, ...]
    women: tuple[float, ...]


@dataclass(frozen=True)
class _Grid:
    """Where the bars stand, mm: millimetres a person, height of a row, foot and centre."""

    scale: float
    row: float
    foot: float
    centre: float

    def start(self, side: int) -> float:
        """Return where the bars of a side (-1 left, 1 right) begin."""
        return self.centre + side * _AGES_WIDTH / 2

    def top(self, place: int) -> float:
        """Return the upper edge of the row of an age group, the youngest lowest."""
        return self.foot - (place + 1) * self.row


def pyramid(filled: AgePicture, outline: AgePicture | None, width: float, height: float) -> Drawing:
    """Return the pyramid, mm: men on the left, women on the right, the oldest on top."""
    most = max(
        [*filled.men, *filled.women, *((*outline.men, *outline.women) if outline else ()), 1.0]
    )
    _, high, step = round_bounds([0.0, most], most_ticks=4, with_zero=True)
    half = (width - _AGES_WIDTH) / 2 - 2.0
    row = (height - _TITLE_HEIGHT - _FOOT) / len(filled.ages)
    grid = _Grid(half / high, row, height - _FOOT, width / 2)
    marks: list[Mark] = [*_axis(grid, ticks(0, high, step))]
    for side, persons, fill in ((-1, filled.men, _FILLS[0]), (1, filled.women, _FILLS[1])):
        marks += _bars(grid, side, persons, fill)
    if outline is not None:
        marks += [_outline(grid, -1, outline.men), _outline(grid, 1, outline.women)]
    marks += _age_labels(filled.ages, grid)
    marks += _titles(filled, grid.centre, half)
    return Drawing(width, height, _alternative(filled, outline), tuple(marks))


def _axis(grid: _Grid, figures: Sequence[float]) -> Iterable[Mark]:
    for side in (-1, 1):
        for figure in figures:
            x = grid.start(side) + side * figure * grid.scale
            yield Path(((x, _TITLE_HEIGHT), (x, grid.foot)), Stroke(drawing.RULE, 0.4))
            text = format_number(figure, 0)
            yield Label(x, grid.foot + 2.6, text, 6.2, "centre", drawing.MUTED)


def _bars(grid: _Grid, side: int, persons: Sequence[float], fill: str) -> Iterable[Mark]:
    for place, count in enumerate(persons):
        length = count * grid.scale
        x = grid.start(side) - (length if side < 0 else 0.0)
        yield Bar(x, grid.top(place) + grid.row * 0.06, length, grid.row * 0.88, fill)


def _outline(grid: _Grid, side: int, persons: Sequence[float]) -> Path:
    points = [(grid.start(side), grid.foot)]
    for place, count in enumerate(persons):
        x = grid.start(side) + side * count * grid.scale
        points += [(x, grid.top(place - 1)), (x, grid.top(place))]
    points.append((grid.start(side), grid.top(len(persons) - 1)))
    return Path(tuple(points), Stroke(drawing.INK, 0.9))


def _age_labels(ages: Sequence[str], grid: _Grid) -> Iterable[Mark]:
    for place, label in enumerate(ages):
        y = grid.top(place) + grid.row / 2
        text = label.replace("-", "～")
        yield Label(grid.centre, y, text, 6.4, "centre", drawing.MUTED)


def _titles(filled: AgePicture, centre: float, half: float) -> Iterable[Mark]:
    for side, name, persons in ((-1, "男", filled.men), (1, "女", filled.women)):
        text = f"{name} {format_number(sum(persons), 0)}人"
        yield Label(centre + side * (_AGES_WIDTH + half) / 2, 2.4, text, 7.5, "centre", bold=True)
    yield Label(centre, 2.4, "歳", 6.4, "centre", drawing.MUTED)


def _alternative(filled: AgePicture, outline: AgePicture | None) -> str:
    base = f"、線は{outline.year}" if outline else ""
    return (
        f"{filled.year}の人口ピラミッド{base}。男{format_number(sum(filled.men), 0)}人、"
        f"女{format_number(sum(filled.women), 0)}人。"
    )
