"""Work that was left unsaved, in words: what a crash left behind, and what closing would lose."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.language import Message, message, tr
from workbench.operations.history import describe
from workbench.store.entries import Entry
from workbench.store.planfile import PlanFile
from workbench.store.unsaved import Original, Unsaved

#: So many steps are told one by one, the newest.
_TOLD = 20


@dataclass(frozen=True)
class Description:
    """What stands in a working copy beyond its plan: a sentence, what to know, the steps."""

    headline: str
    remark: str
    steps: tuple[str, ...]


def unsaved_work() -> list[tuple[Unsaved, Description]]:
    """Return all work that a crash left behind, newest first, each with its description.

    Go on with one by ``PlanFile.open(work.path, recover=work)``, or give it up by
    ``work.discard()``.
    """
    return [(work, describe_unsaved(work)) for work in PlanFile.unsaved()]


def describe_unsaved(work: Unsaved) -> Description:
    """Return in words what a working copy holds beyond the saved file."""
    if not work.readable:
        headline = tr(
            "{name}: the working copy of an earlier session is damaged.", name=work.path.name
        )
        return Description(headline, str(_REMARKS[work.original]), ())
    headline = tr(
        "{name} holds {count} steps that were not saved, the last of {moment}.",
        name=work.path.name,
        count=len(work.steps),
        moment=_moment(work.last_change),
    )
    return Description(headline, str(_REMARKS[work.original]), describe_steps(work.steps))


def describe_steps(steps: Sequence[Entry]) -> tuple[str, ...]:
    """Return one line for each of the newest steps, oldest first, after a line for the rest."""
    told = [f"{_moment(step.at)}  {describe(step)}" for step in steps[-_TOLD:]]
    if len(steps) > _TOLD:
        told.insert(0, tr("… {count} steps before these", count=len(steps) - _TOLD))
    return tuple(told)


_REMARKS: dict[Original, Message] = {
    Original.AS_IT_WAS: message("The saved file is as it was when the work began."),
    Original.CHANGED: message(
        "The saved file was changed meanwhile: recover the work under another name, then merge."
    ),
    Original.MISSING: message("The saved file is no longer there; saving makes it anew."),
    Original.UNREADABLE: message("The saved file cannot be read at the moment."),
}


def _moment(at: str) -> str:
    return datetime.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
