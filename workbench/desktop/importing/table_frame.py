"""Where header and data of a table lie, as edges that can be dragged: plain figures, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from workbench.exchange.tables import Table, TableArea


class Edge(Enum):
    """A line that can be moved."""

    TOP = auto()
    SPLIT = auto()
    BOTTOM = auto()


@dataclass(frozen=True)
class TableFrame:
    """The rows of a table, counted from 0: header from `top`, data from `split` to `bottom`."""

    top: int
    split: int
    bottom: int

    @classmethod
    def of(cls, table: Table) -> TableFrame:
        """Return the frame of a table as it was found."""
        top = min((*table.header_rows, table.first_row))
        return cls(top, table.first_row, table.last_row)

    def boundary(self, edge: Edge) -> int:
        """Return the row above which an edge lies."""
        return {Edge.TOP: self.top, Edge.SPLIT: self.split, Edge.BOTTOM: self.bottom + 1}[edge]

    def moved(self, edge: Edge, boundary: int, height: int) -> TableFrame:
        """Return the frame with an edge above another row; no part of it ever vanishes.

        `height` is the number of rows of the sheet. One row of header may be given up for none.
        """
        if edge is Edge.TOP:
            return replace(self, top=max(0, min(boundary, self.split)))
        if edge is Edge.SPLIT:
            return replace(self, split=max(self.top, min(boundary, self.bottom)))
        return replace(self, bottom=max(self.split, min(boundary - 1, height - 1)))

    @property
    def area(self) -> TableArea:
        """Return the same as a person's word to the import."""
        return TableArea(tuple(range(self.top, self.split)), self.split, self.bottom)
