"""The language of the interface: English in the source, Japanese from the catalogues.

One system serves the window, the command line, the journal and the errors, because most
sentences are made below Qt. See ``docs/decisions/0002-one-translation-system.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from functools import cache

from workbench.places import resources
from workbench.records import record

LANGUAGES = ("ja", "en")

_state = {"language": "ja"}

#: What a block of `speaking` speaks, in the thread that entered it.
_spoken_here: ContextVar[str] = ContextVar("spoken_here", default="")


def set_language(language: str) -> None:
    """Speak `language` from now on; raise `ValueError` for one that is not in `LANGUAGES`."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _state["language"] = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` inside the block: printed forms are Japanese in any window.

    It holds for the thread at hand only; the window goes on speaking its own meanwhile.
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    token = _spoken_here.set(language)
    try:
        yield
    finally:
        _spoken_here.reset(token)


def language() -> str:
    """Return the language spoken now, one of `LANGUAGES`."""
    return _spoken_here.get() or _state["language"]


@cache
def catalogue(of_language: str) -> Mapping[str, str]:
    """Return every translation into `of_language`: English source sentence to sentence.

    A catalogue is the union of ``resources/translations/<language>/*.json``, one file for each
    package, so that a sentence is translated beside its neighbours.
    """
    entries: dict[str, str] = {}
    for path in sorted((resources() / "translations" / of_language).glob("*.json")):
        entries.update(json.loads(path.read_text(encoding="utf-8")))
    return entries


@record
class Message:
    """A sentence for people that is put into words when it is shown.

    `template` is the English source with ``{name}`` fields; `values` fills them and may hold
    further messages.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _put(self.template, self.values)


def message(template: str, **values: object) -> Message:
    """Return a `Message`; the template must be a literal, so that translations can be checked."""
    return Message(template, values)


def tr(template: str, **values: object) -> str:
    """Return the sentence in the language spoken now."""
    return _put(template, values)


def _put(template: str, values: Mapping[str, object]) -> str:
    spoken = language()
    if spoken != "en":
        template = catalogue(spoken).get(template, template)
    return template.format(**values) if values else template
