"""Where header and data of a table lie, as edges that can be dragged: plain figures, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from workbench.exchange.table_areas import TableArea
from workbench.exchange.tables import Table


class Edge(Enum):
    """A line that can be moved."""

    TOP = auto()
    SPLIT = auto()
    BOTTOM = auto()
    LEFT = auto()
    RIGHT = auto()

    @property
    def is_upright(self) -> bool:
        """Tell whether it is moved to the left and right."""
        return self in (Edge.LEFT, Edge.RIGHT)


@dataclass(frozen=True)
class TableFrame:
    """The rows of a table, counted from 0: header from `top`, data from `split` to `bottom`.

    `span` are the first and last column where the table takes up a part of the width only.
    """

    top: int
    split: int
    bottom: int
    span: tuple[int, int] | None = None

    @classmethod
    def of(cls, table: Table) -> TableFrame:
        """Return the frame of a table as it was found."""
        return cls(table.top, table.first_row, table.last_row, table.span)

    def boundary(self, edge: Edge) -> int:
        """Return the row or column before which an edge lies."""
        left, right = self.span or (0, 0)
        return {
            Edge.TOP: self.top,
            Edge.SPLIT: self.split,
            Edge.BOTTOM: self.bottom + 1,
            Edge.LEFT: left,
            Edge.RIGHT: right + 1,
        }[edge]

    def moved(self, edge: Edge, boundary: int, size: int) -> TableFrame:
        """Return the frame with an edge before another row or column; no part ever vanishes.

        `size` is the number of rows of the sheet, or of columns for an upright edge, which takes
        a frame with a `span`. One row of header may be given up for none.
        """
        if edge is Edge.TOP:
            return replace(self, top=max(0, min(boundary, self.split)))
        if edge is Edge.SPLIT:
            return replace(self, split=max(self.top, min(boundary, self.bottom)))
        if edge is Edge.BOTTOM:
            return replace(self, bottom=max(self.split, min(boundary - 1, size - 1)))
        left, right = self.span or (0, size - 1)
        if edge is Edge.LEFT:
            return replace(self, span=(max(0, min(boundary, right)), right))
        return replace(self, span=(left, max(left, min(boundary - 1, size - 1))))

    @property
    def area(self) -> TableArea:
        """Return the same as a person's word to the import."""
        header = tuple(range(self.top, self.split))
        return TableArea(header, self.split, self.bottom, self.span)
