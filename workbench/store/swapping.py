"""Replacing and removing files that somebody may be looking at for a moment.

Windows refuses both while another program, be it a virus scanner, has the file open; elsewhere
they happen at once.
"""

from __future__ import annotations

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
