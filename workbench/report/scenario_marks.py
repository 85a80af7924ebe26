"""Telling scenarios apart on paper: by colour, and without it by the sign at each point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.plan.values import round_half_up
from workbench.report import drawing
from workbench.report.drawing import Dot, Mark, Path, Position, Shape, Stroke
from workbench.report.facts import Line

#: As dark as text, so that a copy in black and white keeps the line; the first is the main one.
_COLOURS = (drawing.SCENARIO, "#00724F", "#A3426F", "#6B5B00", "#5B4FA3", "#8A4B2A")
#: △ would be read as a minus, and a filled dot is a census.
_SIGNS = ("○", "□", "◇", "▽", "×", "＋")
#: When the signs are used up, the lines themselves are broken.
_DASHES: tuple[tuple[float, ...], ...] = ((), (3.0, 1.2), (1.0, 1.0))
_REACH = 0.85


@dataclass(frozen=True)
class ScenarioLook:
    """How one scenario is drawn; `sign` stands before its name."""

    stroke: Stroke
    sign: str

    def at(self, point: Position) -> Iterable[Mark]:
        """Yield the sign at a point."""
        x, y = point
        thin = Stroke(self.stroke.colour, 0.8)
        r = _REACH
        if self.sign == "○":
            yield Dot(x, y, r, "", thin)
        elif self.sign == "□":
            q = 0.85 * r
            yield Shape(((x - q, y - q), (x + q, y - q), (x + q, y + q), (x - q, y + q)), "", thin)
        elif self.sign == "◇":
            q = 1.2 * r
            yield Shape(((x, y - q), (x + q, y), (x, y + q), (x - q, y)), "", thin)
        elif self.sign == "▽":
            q = 1.15 * r
            yield Shape(((x - q, y - 0.6 * q), (x + q, y - 0.6 * q), (x, y + q)), "", thin)
        elif self.sign == "×":
            yield Path(((x - r, y - r), (x + r, y + r)), thin)
            yield Path(((x - r, y + r), (x + r, y - r)), thin)
        else:
            yield Path(((x - 1.2 * r, y), (x + 1.2 * r, y)), thin)
            yield Path(((x, y - 1.2 * r), (x, y + 1.2 * r)), thin)


def scenario_looks(count: int) -> Sequence[ScenarioLook]:
    """Return a look for each of `count` scenarios, no two alike up to 18; the first strongest."""
    return [
        ScenarioLook(
            Stroke(
                _COLOURS[i % len(_COLOURS)],
                1.5 if i == 0 else 1.0,
                _DASHES[i // len(_SIGNS) % len(_DASHES)],
            ),
            _SIGNS[i % len(_SIGNS)],
        )
        for i in range(count)
    ]


def drawn_together(lines: Sequence[Line]) -> list[Line]:
    """Return the lines to be drawn: those that coincide to the person are one, with both names."""
    found: dict[tuple[tuple[float, object], ...], Line] = {}
    for line in lines:
        course = tuple((year, round_half_up(persons)) for year, persons in line.points)
        held = found.get(course)
        found[course] = replace(held, title=f"{held.title}・{line.title}") if held else line
    return list(found.values())
