"""The steps of what a person says of one workbook before it is taken in, back and again.

They are no steps of the plan, which nothing has changed yet: each is a state of the guidance by
which the workbook is read, with what was decided on its findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.desktop.importing.finding_model import Decided
from workbench.exchange.guidance import NO_GUIDANCE, Guidance, SaidTable
from workbench.language import Message, message


@dataclass(frozen=True)
class Said:
    """What a person has said of a workbook: the guidance, and the findings decided on."""

    guidance: Guidance = NO_GUIDANCE
    decided: Mapping[tuple[str, str], Decided] = field(default_factory=dict)


class Steps:
    """What was said before each step, and what was said before it was taken back."""

    def __init__(self) -> None:
        self._past: list[tuple[Message, Said]] = []
        self._future: list[tuple[Message, Said]] = []

    @property
    def next_undo(self) -> Message | None:
        """Return in words what would be taken back."""
        return self._past[-1][0] if self._past else None

    @property
    def next_redo(self) -> Message | None:
        """Return in words what would be done again."""
        return self._future[-1][0] if self._future else None

    def add(self, before: Said, after: Said) -> None:
        """Remember what was said before a step; what was taken back is gone then."""
        if before.guidance == after.guidance:
            return
        self._past.append((step_words(before.guidance, after.guidance), before))
        self._future.clear()

    def back(self, now: Said) -> Said | None:
        """Return what was said before the last step; None without one."""
        return _move(self._past, self._future, now)

    def again(self, now: Said) -> Said | None:
        """Return what was said after the step that was taken back last; None without one."""
        return _move(self._future, self._past, now)

    def clear(self) -> None:
        """Forget all steps: what they would take back has been taken in, or is gone."""
        self._past.clear()
        self._future.clear()


def _move(
    taken: list[tuple[Message, Said]], given: list[tuple[Message, Said]], now: Said
) -> Said | None:
    if not taken:
        return None
    words, said = taken.pop()
    given.append((words, now))
    return said


def step_words(before: Guidance, after: Guidance) -> Message:
    """Return what a person did between two states, as undo names it."""
    if before.area != after.area:
        return message("the area whose figures are read")
    if before.tables == after.tables:
        return message("the decision on a finding")
    changed = [
        (before.tables.get(sheet), after.tables.get(sheet))
        for sheet in {*before.tables, *after.tables}
        if before.tables.get(sheet) != after.tables.get(sheet)
    ]
    old, new = changed[0]
    return _words_of_sheet(old, new)


def _words_of_sheet(
    old: tuple[SaidTable, ...] | None, new: tuple[SaidTable, ...] | None
) -> Message:
    if new is None:
        return message("finding the tables again")
    left_before = {one.area for one in old or () if one.left_out}
    left_now = {one.area for one in new if one.left_out}
    moved_before = {one.area for one in old or () if one.moved}
    if {one.area for one in new if one.moved} - moved_before:
        return message("the frame of a table")
    if left_now - left_before:
        return message("leaving out a table")
    if left_before - left_now:
        return message("reading a table again")
    return message("what a column means")
