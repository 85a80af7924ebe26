"""The plans that were opened last on this PC, newest first."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from workbench.store.home import home

#: So many plans are offered again.
KEPT = 8


def recent_plans() -> list[Path]:
    """Return the plans opened last that are still there, newest first."""
    try:
        held = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    names = [name for name in held if isinstance(name, str)] if isinstance(held, list) else []
    return [path for name in names if (path := Path(name)).is_file()]


def remember(path: Path) -> None:
    """Put a plan first; that it cannot be written down is no matter."""
    path = path.absolute()
    held = [path, *(one for one in recent_plans() if one != path)]
    with contextlib.suppress(OSError):
        home().mkdir(parents=True, exist_ok=True)
        fresh = _file().with_suffix(".new")
        words = json.dumps([str(one) for one in held[:KEPT]], ensure_ascii=False)
        fresh.write_text(words, encoding="utf-8")
        fresh.replace(_file())


def _file() -> Path:
    return home() / "recent.json"
