"""Charts as lists of marks in millimetres, drawn as vectors by the typst library.

A chart is laid out here, in plain numbers, so that tests can ask whether two labels overlap.
The origin is the upper left corner, y grows downwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

#: One millimetre in points.
POINTS_PER_MM = 72 / 25.4

INK = "#1D2126"
MUTED = "#55606B"
RULE = "#D3D7DB"
OFFICIAL = "#6A727B"
TARGET = "#D55E00"
SCENARIO = "#0072B2"

Position = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line's colour, width (pt) and dashes (pt, on and off by turns; empty: solid)."""

    colour: str = INK
    width: float = 0.8
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Path:
    """A line through points, mm."""

    points: tuple[Position, ...]
    stroke: Stroke
    kind: str = "path"


@dataclass(frozen=True)
class Bar:
    """A filled rectangle, mm."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: Stroke | None = None
    kind: str = "bar"


@dataclass(frozen=True)
class Dot:
    """A circle around (x, y), mm; without `fill` it is white inside."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: Stroke | None = None
    kind: str = "dot"


@dataclass(frozen=True)
class Shape:
    """A closed figure through points, mm; without `fill` it is white inside."""

    points: tuple[Position, ...]
    fill: str = ""
    stroke: Stroke | None = None
    kind: str = "shape"


@dataclass(frozen=True)
class Label:
    """A text at (x, y), mm; `anchor` is the end that stands at x, y is its middle.

    `ground` is a colour behind the text, to interrupt gridlines.
    """

    x: float
    y: float
    text: str
    size: float = 7.0
    anchor: str = "left"
    colour: str = INK
    bold: bool = False
    ground: str = ""
    kind: str = "label"

    @property
    def box(self) -> Box:
        """Return the space the text takes."""
        width, height = text_width(self.text, self.size), text_height(self.size)
        left = self.x - {"left": 0.0, "centre": width / 2, "right": width}[self.anchor]
        return Box(left, self.y - height / 2, left + width, self.y + height / 2)


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges, mm."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Tell whether two boxes come nearer than `gap` to each other."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, point: Position, gap: float = 0.0) -> bool:
        """Tell whether a point lies in the box or within `gap` of it."""
        x, y = point
        inside_x = self.left - gap <= x <= self.right + gap
        return inside_x and self.top - gap <= y <= self.bottom + gap

    def within(self, other: Box) -> bool:
        """Tell whether the box lies wholly inside another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


Mark = Path | Bar | Dot | Shape | Label


@dataclass(frozen=True)
class Drawing:
    """A chart: its size in mm, its marks from back to front, and its content in a sentence."""

    width: float
    height: float
    alternative: str
    marks: tuple[Mark, ...] = field(default=())

    def content(self) -> dict[str, object]:
        """Return the drawing as JSON can hold it."""
        return {
            "width": self.width,
            "height": self.height,
            "alternative": self.alternative,
            "marks": [_plain(mark) for mark in self.marks],
        }

    def labels(self) -> tuple[Label, ...]:
        """Return the texts of the drawing."""
        return tuple(mark for mark in self.marks if isinstance(mark, Label))


def _plain(mark: Mark) -> dict[str, object]:
    held: dict[str, object] = dict(vars(mark))
    stroke = held.get("stroke")
    if isinstance(stroke, Stroke):
        held["stroke"] = vars(stroke)
    return held


def text_width(text: str, size: float) -> float:
    """Return the width in mm of a text of `size` points in a fixed-pitch Japanese font.

    In BIZ UDGothic a character is one em wide or half an em.
    """
    ems = sum(1.0 if unicodedata.east_asian_width(c) in "FWA" else 0.5 for c in text)
    return ems * size / POINTS_PER_MM


def wrapped(text: str, size: float, width: float, most: int = 2) -> tuple[str, ...]:
    """Return a text cut into at most `most` lines of `width` mm; what is left out shows as …."""
    lines = [""]
    for character in text:
        if text_width(lines[-1] + character, size) > width:
            if len(lines) == most:
                lines[-1] = lines[-1][:-1] + "…"
                break
            lines.append("")
        lines[-1] += character
    return tuple(lines)


def text_height(size: float) -> float:
    """Return the height in mm that a line of `size` points needs free around it."""
    return size * 1.05 / POINTS_PER_MM


def samples(points: Sequence[Position], step: float = 0.7) -> Iterable[Position]:
    """Yield points along a line, no more than `step` mm apart."""
    if len(points) == 1:
        yield points[0]
    for (x0, y0), (x1, y1) in pairwise(points):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        count = max(1, int(length / step) + 1)
        for i in range(count + 1):
            share = i / count
            yield x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
