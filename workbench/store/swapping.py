"""Replacing and removing files that somebody may be looking at for a moment.

Windows refuses both while another program, be it a virus scanner, has the file open; elsewhere
they happen at once.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

#: How long a refusal is taken for a passing one, in seconds.
_PATIENCE = 2.0
_PAUSE = 0.02


def replace(fresh: Path, path: Path) -> None:
    """Put `fresh` in the place of `path` in one go; raise `OSError` when the system refuses."""
    _patiently(lambda: fresh.replace(path))


def write_synced(path: Path, text: str) -> None:
    """Put a text in the place of a file, so that a power cut leaves one or the other.

    Raises `OSError` when the system refuses; the file is as it was then.
    """
    fresh = path.with_suffix(".new")
    try:
        with fresh.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        replace(fresh, path)
    except BaseException:
        with contextlib.suppress(OSError):
            remove(fresh)
        raise
    with contextlib.suppress(OSError):
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make what was renamed in a folder durable; raise `OSError` when the drive fails.

    Windows has no such call and needs none; some shares have none either.
    """
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise


def remove(path: Path) -> None:
    """Remove a file that may be gone already; raise `OSError` when the system refuses."""
    _patiently(lambda: path.unlink(missing_ok=True))


def _patiently(act: Callable[[], object], *, windows: bool = os.name == "nt") -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            act()
        except PermissionError:
            if not windows or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return
