"""Which sheet of a workbook is shown first: one that gives something."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.exchange.proposals import Line
from workbench.exchange.sheet_views import SheetView


def first_read(views: Sequence[SheetView], lines: Sequence[Line] | None) -> int:
    """Return the place of the sheet to be shown first: the first that gives something.

    Of a workbook with a sheet for each municipality that is its own, though all are of a known
    layout. Where nothing comes of any it is the first that was read, else one that is not hidden.
    """
    giving = next((line.sheet for line in (lines or ())[:1] if line.cell), None)
    for wanted in (
        lambda one: bool(one.layout) and one.sheet.name == giving,
        lambda one: bool(one.layout),
        lambda one: one.sheet.visible,
    ):
        for place, view in enumerate(views):
            if wanted(view):
                return place
    return 0
