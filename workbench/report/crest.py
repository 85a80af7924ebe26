"""A city's crest as it is kept: an SVG document, whatever kind of picture it was chosen as."""

from __future__ import annotations

import base64
import struct

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from workbench.errors import PersonError
from workbench.language import message
from workbench.report.typesetting import pixels_of

#: Larger files make every page slow to set; a crest of lines has a few kilobytes.
LARGEST = 1_000_000

_PNG = b"\x89PNG\r\n\x1a\n"


def crest_of(content: bytes) -> str:
    """Return a picture (SVG or PNG) as the SVG document that is kept with the plan.

    Raises `PersonError` for any other file, one that is too large, and one that cannot be drawn.
    """
    if len(content) > LARGEST:
        raise PersonError(
            "report.crest_large",
            message("The picture of the crest is too large."),
            remedy=message("Choose a picture of at most 1 MB; lines (SVG) are best."),
        )
    crest = _framed(content) if content.startswith(_PNG) else _drawing(content)
    pixels_of(crest.encode())
    return crest


def _framed(png: bytes) -> str:
    """Return an SVG document that shows a PNG, which is kept as it is."""
    width, height = struct.unpack(">II", png[16:24]) if len(png) > 24 else (0, 0)
    if not width or not height:
        raise unreadable()
    picture = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{picture}"/></svg>'
    )


def _drawing(content: bytes) -> str:
    try:
        root = ElementTree.fromstring(content, forbid_dtd=False)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise unreadable() from error
    if not str(root.tag).endswith("}svg"):
        raise unreadable()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable() from error


def unreadable() -> PersonError:
    """Return the error about a file that is no picture to be printed."""
    return PersonError(
        "report.crest",
        message("The crest is not a picture that can be printed."),
        remedy=message("Choose a picture saved as SVG or as PNG."),
    )
