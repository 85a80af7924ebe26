"""The versions of a plan that saving has kept: what was done since, and going back to one."""

from __future__ import annotations

import contextlib
import datetime
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.merging import Step, steps_of
from workbench.store import lineage
from workbench.store.backups import backups, backups_of_others, kept_at
from workbench.store.database import Database
from workbench.store.fetching import fetch
from workbench.store.home import room
from workbench.store.journal import Outcome, entries, transaction
from workbench.store.migrating import open_database
from workbench.store.restoring import restore

#: The action of going back in the journal.
ACTION = "plan.restore"


@dataclass(frozen=True)
class Version:
    """A version that a save has replaced; `until` is when that was, `size` is in bytes."""

    path: Path
    until: datetime.datetime
    size: int


@dataclass(frozen=True)
class Difference:
    """What sets a version apart from the plan that is open, oldest first.

    `since` are the steps done here since; `only_there` those that only the version holds, as when
    somebody else had saved it.
    """

    since: tuple[Step, ...]
    only_there: tuple[Step, ...]


def versions(path: Path) -> tuple[Version, ...]:
    """Return the kept versions of a plan, newest first."""
    return _versions(backups(path))


def versions_under_other_names(database: Database, path: Path) -> tuple[Version, ...]:
    """Return the kept versions of a plan from before its file was renamed or moved, newest first.

    Of each place the newest is looked into: it is one of this plan when both share a step.
    """
    found: list[Version] = []
    for kept in backups_of_others(path):
        of_place = _versions(kept)
        with contextlib.suppress(PersonError):
            if of_place and difference(database, of_place[0]):
                found.extend(of_place)
    return tuple(sorted(found, key=lambda version: version.until, reverse=True))


def _versions(kept: Iterable[Path]) -> tuple[Version, ...]:
    found: list[Version] = []
    for backup in kept:
        with contextlib.suppress(OSError, ValueError):
            found.append(Version(backup, kept_at(backup), backup.stat().st_size))
    return tuple(found)


def difference(database: Database, version: Version) -> Difference:
    """Return what was done since a version.

    Raises `PersonError` when it is damaged, gone, or no version of this plan.
    """
    with _opened(version) as earlier:
        common = _last_common(database, earlier, version)
        return Difference(
            steps_of(entry for entry in entries(database) if entry.id > common),
            steps_of(entry for entry in entries(earlier) if entry.id > common),
        )


def go_back(database: Database, version: Version) -> Outcome:
    """Make the plan hold what a version held, as one step that can be taken back.

    Raises `PersonError` as `difference` does.
    """
    with _opened(version) as earlier:
        _last_common(database, earlier, version)
        details = {"moment": version.until.isoformat(timespec="minutes")}
        with transaction(database, ACTION, details) as change:
            restore(change, earlier)
    return change.outcome


@contextmanager
def _opened(version: Version) -> Iterator[Database]:
    """Open a copy of a version: the version itself is never written to."""
    copy = room("working") / f"earlier-{secrets.token_hex(8)}.plandb"
    try:
        fetch(version.path, copy)
        with contextlib.closing(open_database(copy)) as earlier:
            yield earlier
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)


def _last_common(database: Database, earlier: Database, version: Version) -> int:
    common = lineage.last_common(lineage.steps(database), lineage.steps(earlier))
    if not common:
        raise PersonError(
            "version.stranger",
            message("This is no earlier version of the plan that is open."),
            remedy=message("Open it for reading instead."),
            place=version.path.name,
        )
    return common
