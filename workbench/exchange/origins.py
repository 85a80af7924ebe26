"""Where what is proposed comes from."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.exchange.layouts.base import Spot
from workbench.exchange.value_changes import Places
from workbench.exchange.workbooks import Sheet
from workbench.plan.structure import Provenance


@dataclass(frozen=True)
class Origin:
    """The workbook that everything in a proposal comes from."""

    title: str
    sha256: str

    def at(self, place: Spot) -> Provenance:
        """Return the provenance of a cell; the source's id is given when it is written."""
        return Provenance(0, self.title, self.sha256, place.sheet, place.cell, place.original)

    def places_on(self, sheet: Sheet) -> Places:
        """Return what gives the provenance of the cells of a sheet."""
        return Places(sheet, self.title, self.sha256)
