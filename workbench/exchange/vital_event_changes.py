"""Compares figures of the resident register with what the plan holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.exchange.changes import Change
from workbench.exchange.layouts.register_dynamics import RegisterFigure
from workbench.exchange.origins import Origin
from workbench.exchange.proposals import VitalEventChange
from workbench.plan.vital_events import VitalEvent


def compare_vital_events(
    figures: Sequence[RegisterFigure],
    held: Iterable[VitalEvent],
    code: str,
    origin: Origin,
) -> tuple[VitalEventChange, ...]:
    """Return what figures of the register change in the plan."""
    known = {
        (event.calendar_year, event.quantity): event for event in held if event.area_code == code
    }
    changes: list[VitalEventChange] = []
    for figure in figures:
        old = known.get((figure.calendar_year, figure.quantity))
        new = VitalEvent(
            code, figure.calendar_year, figure.quantity, figure.number, origin.at(figure.spot)
        )
        same = old is not None and old.number == new.number
        change = Change.NEW if old is None else Change.SAME if same else Change.CHANGED
        changes.append(VitalEventChange(change, old, new))
    return tuple(changes)
