"""Moving labels apart along a line, each as little as needed; for charts on screen and paper."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    centres: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return centres moved as little as needed so that intervals of these heights do not overlap.

    Order is kept; the result lies within `low` and `high` as long as there is room.
    """
    order = sorted(range(len(centres)), key=lambda i: centres[i])
    placed = [0.0] * len(centres)
    # Neighbours that would overlap are merged into blocks, each centred on its members' wishes.
    blocks: list[tuple[float, list[int]]] = []
    for index in order:
        top, members = centres[index] - heights[index] / 2, [index]
        top = _within(top, heights[index], low, high)
        while blocks and blocks[-1][0] + _total(heights, blocks[-1][1]) > top:
            members = blocks.pop()[1] + members
            wishes, above = 0.0, 0.0
            for member in members:
                wishes += centres[member] - heights[member] / 2 - above
                above += heights[member]
            top = _within(wishes / len(members), above, low, high)
        blocks.append((top, members))
    for top, members in blocks:
        above = top
        for member in members:
            placed[member] = above + heights[member] / 2
            above += heights[member]
    return placed


def _within(top: float, height: float, low: float, high: float) -> float:
    return max(low, min(top, high - height))


def _total(heights: Sequence[float], members: Sequence[int]) -> float:
    return sum(heights[member] for member in members)
