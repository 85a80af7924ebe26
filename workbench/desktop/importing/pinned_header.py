"""The header rows of a long table, kept in sight while its data are scrolled: plain figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.desktop.importing.table_frame import TableFrame

#: The header takes at most this share of the view; the rows nearest to the data stay.
_SHARE = 0.4


@dataclass(frozen=True)
class Pinned:
    """Which rows are drawn at the top of the view, and where.

    Parameters
    ----------
    first, last
        The rows, counted from 0.
    shift
        By how many pixels they are drawn below where they lie.
    bottom
        Where they end in the view.
    """

    first: int
    last: int
    shift: int
    bottom: int


def pinned(frames: Iterable[TableFrame], y_of: Callable[[int], int], height: int) -> Pinned | None:
    """Return what stays in sight; None where the header is, or no data of its own.

    `y_of` gives where the upper edge of a row lies in the view, which is `height` pixels high.
    The end of a table pushes its header out.
    """
    for frame in frames:
        split, end = y_of(frame.split), y_of(frame.bottom + 1)
        first = frame.top
        while first < frame.split and split - y_of(first) > height * _SHARE:
            first += 1
        if first == frame.split or y_of(first) >= 0 or end <= 0:
            continue
        tall = split - y_of(first)
        bottom = min(tall, end)
        return Pinned(first, frame.split - 1, bottom - split, bottom)
    return None
