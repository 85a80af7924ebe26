"""Reads how the cells of an xlsx sheet look; runs in the reading child only.

Source of the parts' meaning: ECMA-376, part 1, 18.3 (worksheets), 18.8 (styles), 20.1.6 (themes).
"""

from __future__ import annotations

import colorsys
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from workbench.exchange.inspection import attributes_of, sheet_parts
from workbench.exchange.looks_painting import Cell, Painted, Style, style
from workbench.exchange.looks_palette import INDEXED
from workbench.exchange.number_display import BUILT_IN

#: As programs write a cell; others name the attributes in another order or with a prefix.
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_USUAL = re.compile(rb'r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,5})")?')
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*\bs=[\"'][^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*\bstyle=[\"'][^>]*)/?>")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
#: The order in which cells speak of the theme's colours.
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))
_MOST_COLUMNS = 16_384


def read(content: bytes, name: str, sheet: Painted) -> Sequence[Style]:
    """Paint the sheet called `name`; return the styles its cells name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = sheet_parts(archive)[0].get(name)
        if part is None or "xl/styles.xml" not in archive.namelist():
            return ()
        styles = _styles(archive)
        text = archive.read(part)
    begin = max(text.find(b"sheetData"), 0)
    for match in _COLUMN.finditer(text, 0, begin):
        said = attributes_of(match[1])
        last = min(int(said.get("max", 0)), sheet.width, _MOST_COLUMNS)
        for column in range(int(said.get("min", 1)) - 1, last):
            sheet.column(column, int(said["style"]))
    for match in _ROW.finditer(text, begin):
        said = attributes_of(match[1])
        if said.get("customFormat") in {"1", "true"} and said.get("r", "").isdigit():
            sheet.row(int(said["r"]) - 1, int(said.get("s", 0)))
    sheet.put(_cells(text, begin))
    return styles


def _cells(text: bytes, begin: int) -> Iterator[Cell]:
    columns: dict[bytes, int] = {}
    for match in _CELL.finditer(text, begin):
        usual = _USUAL.match(match[1])
        if usual is None or (usual[3] is None and b"s=" in match[1]):
            said = attributes_of(match[1])
            place = _PLACE.fullmatch(said.get("r", ""))
            if place is None:
                continue
            letters, row = place[1].encode(), int(place[2])
            number = int(said.get("s", "0") or 0)
        else:
            letters, row, number = usual[1], int(usual[2]), int(usual[3] or 0)
        column = columns.get(letters)
        if column is None:
            column = columns[letters] = _column(letters)
        yield row - 1, column, number


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _styles(archive: zipfile.ZipFile) -> list[Style]:
    from defusedxml import ElementTree  # noqa: PLC0415 - only for packages

    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    theme = _theme(archive)
    palette = _palette(root)
    codes = BUILT_IN | {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in _children(root, "numFmts")
        if one.get("numFmtId", "").isdigit()
    }

    def colour(element: Element | None) -> str:
        return "" if element is None else _colour(element, theme, palette)

    fills = [colour(_fill(one)) for one in _children(root, "fills")]
    fonts = [
        (
            colour(_child(one, "color")),
            _is_on(_child(one, "b")),
            _is_on(_child(one, "strike")),
        )
        for one in _children(root, "fonts")
    ]
    styles: list[Style] = []
    for one in _children(root, "cellXfs"):
        ink, bold, struck = _nth(fonts, one.get("fontId"), ("", False, False))
        alignment = _child(one, "alignment")
        styles.append(
            style(
                fill=_nth(fills, one.get("fillId"), ""),
                ink=ink,
                bold=bold,
                struck=struck,
                side=_side(alignment),
                code=codes.get(int(one.get("numFmtId", "0") or 0), ""),
            )
        )
    return styles


def _side(alignment: Element | None) -> str:
    said = "" if alignment is None else alignment.get("horizontal", "")
    return {"centerContinuous": "center", "distributed": "center"}.get(said, said)


def _nth(held: Sequence[Any], number: str | None, otherwise: Any) -> Any:
    place = int(number) if number and number.isdigit() else 0
    return held[place] if place < len(held) else otherwise


def _children(root: Element, name: str) -> Iterator[Element]:
    for element in root:
        if element.tag.rpartition("}")[2] == name:
            yield from element


def _child(element: Element, name: str) -> Element | None:
    return next((one for one in element if one.tag.rpartition("}")[2] == name), None)


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in {"0", "false"}


def _fill(fill: Element) -> Element | None:
    """Return the colour of a plain fill; of a pattern, which is not drawn, nothing."""
    pattern = _child(fill, "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    return _child(pattern, "fgColor")


def _colour(element: Element, theme: Sequence[str], palette: Sequence[str]) -> str:
    if rgb := element.get("rgb"):
        return f"#{rgb[-6:]}" if re.fullmatch("[0-9A-Fa-f]{6,8}", rgb) else ""
    if (number := element.get("theme", "")).isdigit():
        base = theme[int(number)] if int(number) < len(theme) else ""
        return _tinted(base, float(element.get("tint", "0") or 0)) if base else ""
    if (number := element.get("indexed", "")).isdigit():
        return palette[int(number)] if int(number) < len(palette) else ""
    return ""


def _tinted(colour: str, tint: float) -> str:
    """Return a colour made lighter, by a share of what is missing to white, or darker."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    parts = colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light)), full)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def _theme(archive: zipfile.ZipFile) -> list[str]:
    from defusedxml import ElementTree  # noqa: PLC0415 - only for packages

    part = next((one for one in archive.namelist() if re.match(r"xl/theme/theme\d*\.xml", one)), "")
    held: dict[str, str] = {}
    for scheme in ElementTree.fromstring(archive.read(part)).iter() if part else ():
        if scheme.tag.rpartition("}")[2] != "clrScheme":
            continue
        for entry in scheme:
            for given in entry:
                value = given.get("lastClr") or given.get("val") or ""
                if re.fullmatch("[0-9A-Fa-f]{6}", value):
                    held[entry.tag.rpartition("}")[2]] = f"#{value}"
    return [held.get(name, "") for name in _THEME]


def _palette(root: Element) -> Sequence[str]:
    """Return the numbered colours, which a workbook may have redefined."""
    for colours in _children(root, "colors"):
        if colours.tag.rpartition("}")[2] == "indexedColors":
            return [f"#{one.get('rgb', '')[-6:]}" for one in colours]
    return INDEXED
