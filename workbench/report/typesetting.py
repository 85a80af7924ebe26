"""Setting a form with typst: content in, PDF or pictures of the same pages out."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import typst

from workbench import places
from workbench.errors import PersonError
from workbench.language import message
from workbench.report.document import Content

if TYPE_CHECKING:
    from typst import PDFStandard

#: Fonts in order of preference. BIZ UDGothic first: with some others the characters 目, 心 and
#: 生 are extracted from the PDF as radicals and are no longer found. The rest stand in for
#: characters that it lacks.
FAMILIES = (
    "BIZ UDGothic",
    "Yu Gothic",
    "Meiryo",
    "MS Gothic",
    "Hiragino Sans",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "IPAexGothic",
    "IPAGothic",
)

#: Archival and accessible: PDF/A-2a with tags, and PDF/UA-1.
STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]

_UNPRINTABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def typeset(template: str, content: Content, made_on: datetime.date) -> bytes:
    """Return the PDF of a template filled with `content`, dated `made_on`.

    The same content and date give the same bytes. Raises `PersonError` for a character that no
    font has, naming it and the text it stands in.
    """
    midnight = datetime.datetime.combine(made_on, datetime.time(), datetime.UTC)
    try:
        pages = _compiler(template, content).compile(
            format="pdf", pdf_standards=STANDARDS, timestamp=midnight
        )
    except typst.TypstError as error:
        raise _person_error(error, content) from error
    assert isinstance(pages, bytes)
    return pages


def pictures(template: str, content: Content, pixels_per_inch: float) -> list[bytes]:
    """Return a PNG of each page, for the preview."""
    try:
        pages = _compiler(template, content).compile(format="png", ppi=pixels_per_inch)
    except typst.TypstError as error:
        raise _person_error(error, content) from error
    return [pages] if isinstance(pages, bytes) else list(pages or ())


def clean(value: object) -> object:
    """Return content without control characters and with every line break as a newline."""
    if isinstance(value, str):
        return _CONTROL.sub("", _BREAK.sub("\n", value))
    if isinstance(value, Mapping):
        return {key: clean(held) for key, held in value.items()}
    if isinstance(value, Sequence):
        return [clean(held) for held in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


@cache
def available_families() -> tuple[str, ...]:
    """Return the preferred fonts this machine has; raise `PersonError` when it has none."""
    present = set(_fonts().families())
    found = tuple(family for family in FAMILIES if family in present)
    if not found:
        raise PersonError(
            "report.no_font",
            message("No Japanese font was found, so nothing can be printed."),
            remedy=message("Install the font BIZ UDGothic and start the program again."),
        )
    return found


def _compiler(template: str, content: Content) -> typst.Compiler:
    """Return a compiler of its own for each run, as runs may be on several threads."""
    folder = places.resources() / "typst"
    filled = {**content, "fonts": _families(content)}
    return typst.Compiler(
        input=folder / f"{template}.typ",
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"content": json.dumps(clean(filled), ensure_ascii=False)},
    )


def _families(content: Content) -> list[str]:
    """Return the city's own fonts as far as this machine has them, then the usual ones."""
    frame = content.get("frame")
    wanted = frame.get("fonts", ()) if isinstance(frame, Mapping) else ()
    present = set(_fonts().families())
    return [*(family for family in wanted if family in present), *available_families()]


def _person_error(error: typst.TypstError, content: Content) -> Exception:
    """Return what a person can put right, or the error itself where it is a bug."""
    found = _UNPRINTABLE.search(error.message)
    if found is not None:
        return _unprintable(_unescaped(found[1]), content)
    if "SVG" in error.message:
        return PersonError(
            "report.crest",
            message("The crest is not a picture that can be printed."),
            remedy=message("Save it as a plain SVG file and choose it again."),
        )
    return error


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _unprintable(characters: str, content: Content) -> PersonError:
    character = characters[0]
    text = next((text for text in _texts(clean(content)) if character in text), "")
    at = text.find(character)
    return PersonError(
        "report.unprintable_character",
        message(
            "The character {character} (U+{code}) in “{text}” is in no font and cannot be printed.",
            character=character,
            code=f"{ord(character):04X}",
            text=text[max(0, at - 12) : at + 13].replace("\n", " "),
        ),
        remedy=message("Write it differently, or install a font that has it."),
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from _texts(held)
    elif isinstance(value, Sequence):
        for held in value:
            yield from _texts(held)
