"""What happened to a plan as a file, in the words of the history."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from workbench.language import tr
from workbench.store import migrating, rescue, thinning

Details = Mapping[str, object]


def _taken_over(details: Details) -> str:
    return tr(
        "Taken over from {who} on {machine}, who had it open",
        who=details["who"],
        machine=details["machine"],
    )


def _migrated(_details: Details) -> str:
    return tr("Brought to the file format of this version of the program")


def _rescued(_details: Details) -> str:
    return tr("Read from a damaged file, as far as it could be read")


def _thinned(_details: Details) -> str:
    return tr("From here on steps can be taken back; of earlier ones only these lines are kept")


def _merged(details: Details) -> str:
    return tr(
        "Merged {file}: {taken} changes taken, {kept} of the conflicts decided for this plan",
        file=details["file"],
        taken=details["taken"],
        kept=details["kept"],
    )


def _restored(details: Details) -> str:
    moment = datetime.datetime.fromisoformat(str(details["moment"])).astimezone()
    return tr("Back to the version of {moment}", moment=moment.strftime("%Y-%m-%d %H:%M"))


def _published(details: Details) -> str:
    return tr("Copy for publication of {title}", title=details["title"])


def _marked(details: Details) -> str:
    if details["internal"]:
        return tr("Marked as internal: {what}", what=details["what"])
    return tr("No longer internal: {what}", what=details["what"])


#: One wording for each action of a file.
WORDINGS: Mapping[str, Callable[[Details], str]] = {
    "file.take_over": _taken_over,
    migrating.ACTION: _migrated,
    rescue.ACTION: _rescued,
    thinning.ACTION: _thinned,
    "plan.merge": _merged,
    "plan.restore": _restored,
    "plan.publish": _published,
    "internal.mark": _marked,
}
