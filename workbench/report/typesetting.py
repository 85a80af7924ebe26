"""Setting forms with typst: content in, PDF or drawings of the same pages out."""

from __future__ import annotations

import base64
import datetime
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import typst

from workbench import places
from workbench.errors import PersonError
from workbench.language import message
from workbench.report.document import Content
from workbench.report.drawing import POINTS_PER_MM

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

#: The contents of forms by the names of their templates, in the order they are bound.
Forms = Mapping[str, Content]

#: So many pages are kept as they are; packing costs more time than drawing.
_KEPT_PLAIN = 60

_SIZE = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_EMBEDDED = re.compile(rb"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_UNPRINTABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True)
class Sheet:
    """A page as it will print, drawn as vectors.

    Parameters
    ----------
    width, height
        Its size, mm.
    held
        The drawing, an SVG document; packed in long documents, of which few pages are looked at.
    """

    width: float
    height: float
    held: bytes

    @classmethod
    def of(cls, drawing: bytes, *, packed: bool) -> Sheet:
        """Return the sheet that a drawing of typst shows."""
        found = _SIZE.search(drawing, 0, 400)
        assert found is not None
        width, height = (float(side) / POINTS_PER_MM for side in found.groups())
        return cls(width, height, zlib.compress(drawing, 1) if packed else drawing)

    @property
    def drawing(self) -> bytes:
        """Return the SVG document."""
        return self.held if self.held.startswith(b"<") else zlib.decompress(self.held)


def typeset(forms: Forms, made_on: datetime.date) -> bytes:
    """Return the PDF of forms, each set by the template of its name, dated `made_on`.

    Several forms are bound into one document in the order given, its pages counted through. The
    same content and date give the same bytes. Raises `PersonError` for a character that no font
    has, naming it and the text it stands in.
    """
    midnight = datetime.datetime.combine(made_on, datetime.time(), datetime.UTC)
    try:
        pages = _compiler(forms).compile(format="pdf", pdf_standards=STANDARDS, timestamp=midnight)
    except typst.TypstError as error:
        raise _person_error(error, forms) from error
    assert isinstance(pages, bytes)
    return pages


def sheets(forms: Forms) -> list[Sheet]:
    """Return every page as a drawing, for the preview and the printer."""
    try:
        pages = _compiler(forms).compile(format="svg")
    except typst.TypstError as error:
        raise _person_error(error, forms) from error
    drawings = [pages] if isinstance(pages, bytes) else list(pages or ())
    return [
        Sheet.of(_EMBEDDED.sub(_as_pixels, drawing), packed=number >= _KEPT_PLAIN)
        for number, drawing in enumerate(drawings)
    ]


def _as_pixels(found: re.Match[bytes]) -> bytes:
    """Return an embedded SVG picture, as the crest, as the pixels that typst makes of it.

    What draws the pages on the screen knows less of SVG than typst, and draws it coarsely.
    """
    return b"data:image/png;base64," + base64.b64encode(pixels_of(base64.b64decode(found[1])))


@lru_cache(maxsize=8)
def pixels_of(picture: bytes) -> bytes:
    """Return an SVG picture as typst draws it, as PNG; raise `PersonError` when it cannot."""
    source = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.picture), format: "svg", height: 20mm)"""
    compiler = typst.Compiler(
        input=source, font_paths=_fonts(), sys_inputs={"picture": picture.decode()}
    )
    try:
        drawn = compiler.compile(format="png", ppi=600)
    except typst.TypstError as error:
        raise _person_error(error, {}) from error
    return drawn if isinstance(drawn, bytes) else b"".join(drawn or ())


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
def families() -> frozenset[str]:
    """Return the names of all fonts this machine has."""
    return frozenset(_fonts().families())


@cache
def available_families() -> tuple[str, ...]:
    """Return the preferred fonts this machine has; raise `PersonError` when it has none."""
    found = tuple(family for family in FAMILIES if family in families())
    if not found:
        raise PersonError(
            "report.no_font",
            message("No Japanese font was found, so nothing can be printed."),
            remedy=message("Install the font BIZ UDGothic and start the program again."),
        )
    return found


def _compiler(forms: Forms) -> typst.Compiler:
    """Return a compiler of its own for each run, as runs may be on several threads."""
    folder = places.resources() / "typst"
    filled = {
        "forms": forms,
        "fonts": _families(forms),
        "title": _title(forms),
        "author": _frame(forms).get("municipality", ""),
    }
    return typst.Compiler(
        input=folder / "document.typ",
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"content": json.dumps(clean(filled), ensure_ascii=False)},
    )


def _frame(forms: Forms) -> Mapping[str, object]:
    """Return what stands on every page of the first form, as on those of the others."""
    frame = next(iter(forms.values()), {}).get("frame")
    return frame if isinstance(frame, Mapping) else {}


def _title(forms: Forms) -> str:
    """Return the title of the document: whose plan it is, and the form when it is but one."""
    frame = _frame(forms)
    parts = [frame.get("municipality"), frame.get("plan"), frame.get("form")]
    return " ".join(str(part) for part in (parts if len(forms) == 1 else parts[:2]) if part)


def _families(forms: Forms) -> list[str]:
    """Return the city's own fonts as far as this machine has them, then the usual ones."""
    wanted = _frame(forms).get("fonts", ())
    assert isinstance(wanted, Sequence)
    return [*(family for family in wanted if family in families()), *available_families()]


def _person_error(error: typst.TypstError, forms: Forms) -> Exception:
    """Return what a person can put right, or the error itself where it is a bug."""
    found = _UNPRINTABLE.search(error.message)
    if found is not None:
        return _unprintable(_unescaped(found[1]), forms)
    if "SVG" in error.message:
        return PersonError(
            "report.crest",
            message("The crest is not a picture that can be printed."),
            remedy=message("Save it as a plain SVG file and choose it again."),
        )
    return error


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _unprintable(characters: str, forms: Forms) -> PersonError:
    character = characters[0]
    text = next((text for text in _texts(clean(forms)) if character in text), "")
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
