"""A block of columns that is repeated, once for each year, whether the header names it or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.exchange.mapping import masked
from workbench.exchange.tables import Column

_LONGEST = 60


@dataclass(frozen=True)
class RepeatedBlocks:
    """Columns that repeat: `blocks[k][n]` is the n-th column of the k-th block."""

    blocks: tuple[tuple[Column, ...], ...]

    @property
    def count(self) -> int:
        """Return how many times the block stands there."""
        return len(self.blocks)


def repeated_blocks(columns: Sequence[Column]) -> RepeatedBlocks | None:
    """Return the repetition that covers the most columns, or None when nothing repeats.

    A block has at least two columns of different names and stands there at least twice.
    """
    names = [masked(column) for column in columns]
    best: tuple[int, int, int] | None = None
    for length in range(2, min(_LONGEST, len(names) // 2) + 1):
        start, count = _longest_run(names, length)
        covered = length * count
        # Two blocks of 19 also look like one of 38: the shorter block says more.
        if count >= 2 and (best is None or covered > best[1] * best[2]):
            best = (start, length, count)
    if best is None:
        return None
    start, length, count = best
    return RepeatedBlocks(
        tuple(
            tuple(columns[start + block * length : start + (block + 1) * length])
            for block in range(count)
        )
    )


def _longest_run(names: list[str], length: int) -> tuple[int, int]:
    """Return where a block of this length repeats most often, and how often."""
    best = (0, 1)
    same = 0
    for index in range(len(names) - length - 1, -1, -1):
        same = same + 1 if names[index] and names[index] == names[index + length] else 0
        count = same // length + 1
        if count > best[1] and len(set(names[index : index + length])) > 1:
            best = (index, count)
        elif count == best[1] and count > 1 and len(set(names[index : index + length])) > 1:
            # Of equal runs the leftmost start is the block's first column.
            best = (index, count)
    return best
