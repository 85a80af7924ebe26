"""What a person has chosen on this PC: language, years, size of text, light or dark.

Kept as JSON in the program's own folder, never in a plan: a colleague who opens the plan reads
it in their own way. Names that this version does not know are left as they are.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Any

from workbench.language import LANGUAGES, Message, message
from workbench.plan.fiscal_years import YearStyle
from workbench.records import record
from workbench.store.home import home


class Theme(Enum):
    """Light or dark, or as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @property
    def is_dark(self) -> bool | None:
        """Return whether this is dark; None for whatever the system is."""
        return None if self is Theme.SYSTEM else self is Theme.DARK


#: The sizes of text offered, in per cent of the usual one.
TEXT_SIZES = (100, 115, 130)

THEME_NAMES: Mapping[Theme, Message] = {
    Theme.SYSTEM: message("As the system"),
    Theme.LIGHT: message("Light"),
    Theme.DARK: message("Dark"),
}


@record
class Settings:
    """Every choice; what cannot be read is as it comes."""

    language: str = "ja"
    years: YearStyle = YearStyle.ERA
    text_size: int = TEXT_SIZES[0]
    theme: Theme = Theme.SYSTEM
    #: Whether the three things to try are shown above the plan.
    first_steps: bool = True


def load() -> Settings:
    """Return what has been chosen on this PC."""
    held, plain = _read(), Settings()
    language, size = held.get("language"), held.get("text_size")
    return Settings(
        language=language if language in LANGUAGES else plain.language,
        years=_one_of(YearStyle, held.get("years"), plain.years),
        text_size=size if size in TEXT_SIZES else plain.text_size,
        theme=_one_of(Theme, held.get("theme"), plain.theme),
        first_steps=held.get("first_steps", plain.first_steps) is not False,
    )


def keep(settings: Settings) -> None:
    """Write the choices down; that it cannot be done is no matter, they hold until the end."""
    write(
        {
            "language": settings.language,
            "years": settings.years.value,
            "text_size": settings.text_size,
            "theme": settings.theme.value,
            "first_steps": settings.first_steps,
        }
    )


def change(**chosen: Any) -> Settings:
    """Change some of the choices, keep them, and return all."""
    settings = replace(load(), **chosen)
    keep(settings)
    return settings


def write(some: Mapping[str, object]) -> None:
    """Put some names and values into the file beside those that are there."""
    with contextlib.suppress(OSError):
        home().mkdir(parents=True, exist_ok=True)
        fresh = _file().with_suffix(".new")
        words = json.dumps({**_read(), **some}, ensure_ascii=False, indent=1)
        fresh.write_text(words, encoding="utf-8")
        fresh.replace(_file())


def read(name: str) -> object:
    """Return the value of a name, None when there is none."""
    return _read().get(name)


def _one_of(kinds: Any, value: object, otherwise: Any) -> Any:
    try:
        return kinds(value)
    except ValueError:
        return otherwise


def _read() -> dict[str, Any]:
    try:
        held = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _file() -> Path:
    return home() / "settings.json"
