"""What the person at this PC has set about files: how many backups are kept, and where."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from pathlib import Path

from workbench.records import record
from workbench.store import errors, swapping
from workbench.store.home import home, room

#: How many earlier versions of a plan are kept unless set otherwise.
BACKUPS_KEPT = 20


@record
class FileSettings:
    """`backup_folder` is empty for the program's own folder; at least one backup is kept."""

    backups_kept: int = BACKUPS_KEPT
    backup_folder: str = ""

    def backups(self) -> Path:
        """Return the folder that holds the backups of all plans."""
        return Path(self.backup_folder) if self.backup_folder else home() / "backups"


def load_settings() -> FileSettings:
    """Return what was set on this PC; what is missing or makes no sense is as it comes."""
    try:
        held = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return FileSettings()
    if not isinstance(held, dict):
        return FileSettings()
    kept, folder = held.get("backups_kept"), held.get("backup_folder")
    return FileSettings(
        max(1, kept) if type(kept) is int else BACKUPS_KEPT,
        folder if isinstance(folder, str) else "",
    )


def check_settings(settings: FileSettings) -> None:
    """Raise `FileError` when no backup could be kept in the folder that is set."""
    folder = settings.backups()
    if settings.backup_folder and not folder.is_absolute():
        raise errors.folder_without_place(folder)
    trial = folder / f"{secrets.token_hex(8)}.trial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise errors.no_folder_for_backups(folder, error) from error


def save_settings(settings: FileSettings) -> None:
    """Keep settings for the next start; raise `FileError` when they cannot be written."""
    path = room("") / _path().name
    try:
        swapping.write_synced(path, json.dumps(asdict(settings), ensure_ascii=False))
    except OSError as error:
        raise errors.from_system(path, error) from error


def _path() -> Path:
    return home() / "files.json"
