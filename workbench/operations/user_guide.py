"""The user guide as it came with the program."""

from __future__ import annotations

from pathlib import Path

from workbench import __version__, places
from workbench.report.guide import write_guide
from workbench.store.home import room


def guide_file(name: str) -> Path:
    """Return ``guide.html`` or ``guide.pdf`` as it was built, or set now without pictures.

    Raises `PersonError` where no font is to be had or the folder cannot be written to.
    """
    built = _built(name)
    if built.is_file():
        return built
    out = room("guide") / f"{__version__}-{name}"
    if not out.is_file():
        write_guide(out, None)
    return out


def _built(name: str) -> Path:
    return places.resources() / "guide" / "built" / name
