"""The program's own folder on this PC: working copies, backups, the log, settings."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from workbench.store import errors


def home() -> Path:
    """Return the folder of everything the program keeps; WORKBENCH_HOME overrides it."""
    named = os.environ.get("WORKBENCH_HOME")
    return Path(named) if named else user_data_path("planning-workbench", appauthor=False)


def room(name: str) -> Path:
    """Return a folder in `home`, made when it is not there; raise `FileError` if it cannot be."""
    folder = home() / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.from_system(folder, error) from error
    return folder
