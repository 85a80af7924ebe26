"""Earlier versions of a plan, kept when a new one is saved."""

from __future__ import annotations

import contextlib
import datetime
import shutil
from pathlib import Path

from workbench.store import errors, integrity, swapping
from workbench.store.errors import FileError
from workbench.store.naming import place_key
from workbench.store.settings import FileSettings, load_settings

#: How a backup is named after the moment in which it was kept, by the clock on the wall.
_MOMENT = "%Y%m%d-%H%M%S-%f"


def kept_at(backup: Path) -> datetime.datetime:
    """Return when a backup was kept; raise `ValueError` for a file that is none."""
    return datetime.datetime.strptime(backup.stem, _MOMENT).astimezone()


def back_up(path: Path) -> None:
    """Keep the file that is about to be replaced, and let the oldest backups go.

    How many are kept, and where, is set on this PC. Raises `FileError` when it cannot be kept.
    """
    settings = load_settings()
    folder = settings.backups() / place_key(path)
    moment = datetime.datetime.now().astimezone().strftime(_MOMENT)
    kept = folder / f"{moment}.plandb"
    fresh = kept.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for unfinished in folder.glob("*.new"):
            unfinished.unlink()
        shutil.copy2(path, fresh)
        swapping.replace(fresh, kept)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise errors.no_backup(folder, error) from error
    for old in sorted(folder.glob("*.plandb"))[: -settings.backups_kept]:
        with contextlib.suppress(OSError):
            old.unlink()


def backups(path: Path) -> list[Path]:
    """Return the kept earlier versions of a plan, newest first.

    Those that were kept in the program's own folder before another one was set are among them.
    """
    rooms = {load_settings().backups(), FileSettings().backups()}
    found = [kept for room in rooms for kept in (room / place_key(path)).glob("*.plandb")]
    return sorted(found, key=lambda kept: kept.name, reverse=True)


def backups_of_others(path: Path) -> list[list[Path]]:
    """Return what is kept of every other place, each newest first.

    Among them are those of this plan from before it was renamed or moved.
    """
    rooms = {load_settings().backups(), FileSettings().backups()}
    own = place_key(path)
    places = sorted({place for room in rooms for place in room.glob("*/") if place.name != own})
    found = (sorted(place.glob("*.plandb"), reverse=True) for place in places)
    return [kept for kept in found if kept]


def newest_sound_backup(path: Path) -> Path | None:
    """Return the newest kept version of a plan that a full check finds sound, or None."""
    for backup in backups(path):
        with contextlib.suppress(FileError):
            if not integrity.problems(backup):
                return backup
    return None
