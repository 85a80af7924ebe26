"""Finding room for labels beside the marks they name, so that nothing covers anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from workbench.report.drawing import Box, Label, Position, text_height

#: Directions tried around a mark, the most readable first: (dx, dy, anchor).
_AROUND = {
    "right": (1.0, 0.0, "left"),
    "upper right": (0.8, -1.0, "left"),
    "lower right": (0.8, 1.0, "left"),
    "above": (0.0, -1.2, "centre"),
    "below": (0.0, 1.2, "centre"),
    "upper left": (-0.8, -1.0, "right"),
    "lower left": (-0.8, 1.0, "right"),
    "left": (-1.0, 0.0, "right"),
}
_DISTANCES = (2.4, 3.4, 4.6, 6.4, 9.0, 12.0, 16.0)

#: Costs of a place, per point of a line under the label, per point of another line near it (it
#: would seem to name that one), per label or mark covered, and of leaving the chart.
_ON_LINE, _NEAR_OTHER, _ON_BOX, _OUTSIDE = 8.0, 0.6, 200.0, 1000.0
_NEAR = 2.2

#: A label further off its mark than this is joined to it by a line, from the mark's edge.
_LEADER_FROM, _MARK_RADIUS = 3.0, 1.7


@dataclass
class LabelPlaces:
    """The space of a chart as it fills: what is drawn, and the labels placed so far."""

    space: Box
    _lines: list[tuple[Position, str]] = field(default_factory=list)
    _boxes: list[Box] = field(default_factory=list)
    _table: _Points | None = None

    def keep_clear_of(self, points: Iterable[Position], owner: str = "") -> None:
        """Remember points along the line of `owner`; labels are kept away from them."""
        self._lines.extend((point, owner) for point in points)
        self._table = None

    def keep_clear_of_box(self, box: Box) -> None:
        """Remember a box that must not be covered at all."""
        self._boxes.append(box)

    def place(
        self, labels: Sequence[Label], at: Position, prefer: Sequence[str] = (), owner: str = ""
    ) -> tuple[Label, ...]:
        """Return `labels`, lines of one text, moved to the best free place around `at`.

        `prefer` names directions to be tried first, `owner` the line that the text names. The
        place is kept from then on.
        """
        best = min(
            (self._cost(candidate, owner) + rank * 0.04, rank, candidate)
            for rank, candidate in enumerate(_candidates(labels, at, prefer))
        )[2]
        self._boxes.extend(label.box for label in best)
        return best

    def leader(self, labels: Sequence[Label], at: Position) -> tuple[Position, Position] | None:
        """Return a line that leads from the mark at `at` to a label that stands far from it."""
        boxes = [label.box for label in labels]
        x = min(max(at[0], min(box.left for box in boxes)), max(box.right for box in boxes))
        y = min(max(at[1], min(box.top for box in boxes)), max(box.bottom for box in boxes))
        length = ((x - at[0]) ** 2 + (y - at[1]) ** 2) ** 0.5
        if length < _LEADER_FROM:
            return None
        start = _MARK_RADIUS / length
        return (at[0] + (x - at[0]) * start, at[1] + (y - at[1]) * start), (x, y)

    def _cost(self, labels: Sequence[Label], owner: str) -> float:
        cost = 0.0
        for label in labels:
            box = label.box
            cost += 0.0 if box.within(self.space) else _OUTSIDE
            cost += sum(_ON_BOX for other in self._boxes if box.overlaps(other, 0.4))
            cost += self._points().cost_under(box, owner)
        return cost

    def _points(self) -> _Points:
        if self._table is None:
            self._table = _Points.of(self._lines)
        return self._table


@dataclass(frozen=True)
class _Points:
    """The points of all lines: their places (mm), and the number of the line each is of."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    line: NDArray[np.int64]
    numbers: Mapping[str, int]

    @classmethod
    def of(cls, lines: Sequence[tuple[Position, str]]) -> _Points:
        numbers: dict[str, int] = {}
        owned = [numbers.setdefault(owner, len(numbers)) for _point, owner in lines]
        places = np.array([point for point, _owner in lines], float).reshape(-1, 2)
        return cls(places[:, 0], places[:, 1], np.array(owned, np.int64), numbers)

    def cost_under(self, box: Box, owner: str) -> float:
        """Return what the points under a label and near it cost."""
        under = self._within(box, 0.4)
        near = self._within(box, _NEAR) & ~under & (self.line != self.numbers.get(owner, -1))
        return float(_ON_LINE * under.sum() + _NEAR_OTHER * near.sum())

    def _within(self, box: Box, gap: float) -> NDArray[np.bool_]:
        across = (box.left - gap <= self.x) & (self.x <= box.right + gap)
        return across & (box.top - gap <= self.y) & (self.y <= box.bottom + gap)


def _candidates(
    labels: Sequence[Label], at: Position, prefer: Sequence[str]
) -> Iterable[tuple[Label, ...]]:
    order = [*prefer, *(name for name in _AROUND if name not in prefer)]
    heights = [text_height(label.size) for label in labels]
    for distance in _DISTANCES:
        for name in order:
            dx, dy, anchor = _AROUND[name]
            shift = (sum(heights) - heights[0]) / 2
            y = at[1] + dy * (distance + (shift if dy else 0.0)) - shift
            placed = []
            for label, height in zip(labels, heights, strict=True):
                placed.append(replace(label, x=at[0] + dx * distance, y=y, anchor=anchor))
                y += height
            yield tuple(placed)
