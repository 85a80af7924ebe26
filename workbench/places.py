"""Where the files that ship with the program lie, in a checkout and in an installed copy."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(folder: str) -> Path:
    beside = _PACKAGE.parent / folder
    return beside if beside.is_dir() else _PACKAGE / "shipped" / folder


def resources() -> Path:
    """Return the folder of translations, icons and typst templates."""
    return _shipped("resources")


def data() -> Path:
    """Return the folder of the sample plan and the statistics that ship with it."""
    return _shipped("data")
