"""Where labels go so that they neither collide nor cover the lines: arithmetic, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Directions a label can stand in from its point, as shares of its own width and height.
SIDES = {
    "right": (0.0, -0.5, 1, 0),
    "left": (-1.0, -0.5, -1, 0),
    "above": (-0.5, -1.0, 0, -1),
    "below": (-0.5, 0.0, 0, 1),
    "above right": (0.0, -1.0, 0.7, -0.7),
    "above left": (-1.0, -1.0, -0.7, -0.7),
    "below right": (0.0, 0.0, 0.7, 0.7),
    "below left": (-1.0, 0.0, -0.7, 0.7),
}


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """Return the area two boxes share."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(across, 0) * max(down, 0)

    def hits(self, points: np.ndarray) -> int:
        """Return how many of `points` (n, 2) lie in the box."""
        inside = (points >= (self.x, self.y)) & (
            points <= (self.x + self.width, self.y + self.height)
        )
        return int(inside.all(axis=1).sum())


def place(
    point: tuple[float, float],
    size: tuple[float, float],
    *,
    sides: Sequence[str],
    area: Box,
    taken: Sequence[Box],
    lines: np.ndarray,
    gap: float = 6,
) -> Box:
    """Return where a label of `size` stands best beside `point`.

    The first of `sides` that keeps inside `area`, off the boxes `taken` and off the `lines`
    (points, (n, 2)) wins; when none does, the least bad one.
    """
    best: tuple[float, Box] | None = None
    for rank, side in enumerate((*sides, *(side for side in SIDES if side not in sides))):
        across, down, towards_x, towards_y = SIDES[side]
        for reach in (gap, 1.75 * gap, 2.5 * gap):
            box = Box(
                point[0] + across * size[0] + towards_x * reach,
                point[1] + down * size[1] + towards_y * reach,
                *size,
            )
            cost = rank + reach / gap + 4.0 * box.hits(lines)
            cost += sum(box.overlap(other) for other in taken) * 2
            cost += (size[0] * size[1] - box.overlap(area)) * 4
            if best is None or cost < best[0] - 1e-9:
                best = (cost, box)
    assert best is not None
    return best[1]


def along(x: np.ndarray, y: np.ndarray, every: float = 4.0) -> np.ndarray:
    """Return points (n, 2) about `every` pixels apart on a line given by its corners."""
    if len(x) < 2:
        return np.column_stack([x, y])
    lengths = np.hypot(np.diff(x), np.diff(y))
    reached = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.linspace(0, reached[-1], max(int(reached[-1] / every), 2))
    return np.column_stack([np.interp(at, reached, x), np.interp(at, reached, y)])
