"""Which encoding a person chose for a text, kept for the next time it is read."""

from __future__ import annotations

from pathlib import Path

from workbench.desktop import settings
from workbench.exchange.encodings import ENCODINGS

_NAME = "text_encodings"
#: So many files are remembered, the ones chosen for last.
_MOST = 50


def of(path: Path) -> str:
    """Return the encoding chosen for a file before, empty when none was."""
    encoding = _held().get(str(path.absolute()), "")
    return encoding if encoding in ENCODINGS else ""


def keep(path: Path, encoding: str) -> None:
    """Keep what was chosen for a file."""
    held = {name: held for name, held in _held().items() if name != str(path.absolute())}
    held[str(path.absolute())] = encoding
    settings.write({_NAME: dict(list(held.items())[-_MOST:])})


def _held() -> dict[str, str]:
    held = settings.read(_NAME)
    if not isinstance(held, dict):
        return {}
    return {str(name): str(encoding) for name, encoding in held.items()}
