"""What calamine does not tell of an xlsx: errors, lost formulas, what is hidden, formats.

Runs in the reading child. A workbook of 決算カード takes a full XML parser twenty seconds, so
the sheets' text is searched for what is rare instead of being parsed cell by cell.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from workbench.exchange.number_formats import ERA_FORMATS, shows_era, shows_year_alone
from workbench.exchange.sniffing import Kind

_P = rb"(?:\w+:)?"
_ERROR = re.compile(
    rb"<" + _P + rb"c\s([^>]*\bt=[\"']e[\"'][^>]*)>(.*?)</" + _P + rb"c>", re.DOTALL
)
_VALUE = re.compile(rb"<" + _P + rb"v[^>]*>([^<]*)<")
_NEVER_CALCULATED = re.compile(
    rb"<" + _P + rb"c(\s[^>]*)>\s*<" + _P + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _P + rb"f>)\s*"
    rb"(?:<" + _P + rb"v\s*/>|<" + _P + rb"v></" + _P + rb"v>)?\s*</" + _P + rb"c>"
)
_HIDDEN_ROW = re.compile(rb"<" + _P + rb"row\s([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)>")
_HIDDEN_COLUMN = re.compile(rb"<" + _P + rb"col\s([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)/?>")
_WIDE_COLUMN = re.compile(rb"<" + _P + rb"col\s([^>]*\bwidth=[\"'][\d.]+[\"'][^>]*)/?>")
#: Columns to the right of this one have the usual width.
_WIDEST = 1000
_ATTRIBUTE = re.compile(rb"\b(\w+)=[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_OFFICE = "http://schemas.openxmlformats.org/"
#: Excel's own formats that show a share as per cent.
BUILT_IN_PERCENT = {9: "0%", 10: "0.00%"}
_OBJECTS = ("xl/charts/", "xl/media/")
_TELLING_FORMAT = re.compile(
    r"%|\"[^\"]*[^\W\d_][^\"]*\"|[#0?],+(?![#0?])|[人件円年戸世帯校か所箇点位]"
)


def inspect(content: bytes, kind: Kind, sheets: list[dict[str, Any]]) -> dict[str, Any]:
    """Add to each of `sheets` what its XML says beyond values; return what holds for the file.

    The keys added are ``errors`` and ``formats`` (lists of row, column, text), ``uncalculated``
    (row, column), ``hidden_rows``, ``hidden_columns`` and ``column_widths`` (column, characters);
    rows and columns count from 0.
    """
    if kind not in {Kind.XLSX, Kind.XLSM}:
        return {"macros": False}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        formats = _telling_styles(archive)
        parts, counts_from_1904 = sheet_parts(archive)
        for sheet in sheets:
            part = parts.get(sheet["name"])
            if sheet["worksheet"] and part:
                _inspect_sheet(archive.read(part), sheet, formats)
                sheet["date1904"] = counts_from_1904
        objects = any(_is_object(archive, name) for name in archive.namelist())
    return {"macros": kind is Kind.XLSM, "objects": objects}


def _is_object(archive: zipfile.ZipFile, name: str) -> bool:
    """Tell whether a part is a picture, chart or text box; LibreOffice saves empty drawings."""
    if name.startswith("xl/drawings/drawing"):
        return b"Anchor" in archive.read(name)
    return name.startswith(_OBJECTS)


def _inspect_sheet(text: bytes, sheet: dict[str, Any], formats: dict[int, str]) -> None:
    # Searching for a fixed text costs a tenth of searching for a pattern.
    usual = b"<worksheet" in text[:1000] and b" r='" not in text[:10_000]
    if b't="e"' in text or (not usual and b"t='e'" in text):
        sheet["errors"] = _errors(text)
    if b"<f" in text or (not usual and b":f" in text):
        sheet["uncalculated"] = [
            list(place) for match in _NEVER_CALCULATED.finditer(text) if (place := _place(match[1]))
        ]
    if b"hidden=" in text:
        sheet["hidden_rows"] = _hidden_rows(text)
        sheet["hidden_columns"] = _hidden_columns(text)
    sheet["column_widths"] = _column_widths(text)
    if formats:
        sheet["formats"] = _formatted_cells(text, formats)


def attributes_of(text: bytes) -> dict[str, str]:
    """Return the attributes that stand in the tag of an element."""
    return {
        name.decode("ascii", "replace"): value.decode("utf-8", "replace")
        for name, value in _ATTRIBUTE.findall(text)
    }


def _place(attributes: bytes) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(attributes_of(attributes).get("r", ""))
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _errors(text: bytes) -> list[list[Any]]:
    found: list[list[Any]] = []
    for match in _ERROR.finditer(text):
        place, value = _place(match[1]), _VALUE.search(match[2])
        if place:
            found.append([*place, value[1].decode("ascii", "replace") if value else "#"])
    return found


def _hidden_rows(text: bytes) -> list[int]:
    numbers = (attributes_of(match[1]).get("r", "") for match in _HIDDEN_ROW.finditer(text))
    return [int(number) - 1 for number in numbers if number.isdigit()]


def _hidden_columns(text: bytes) -> list[int]:
    hidden: list[int] = []
    for match in _HIDDEN_COLUMN.finditer(text):
        attributes = attributes_of(match[1])
        first, last = int(attributes.get("min", 1)), int(attributes.get("max", 0))
        # Hiding "everything to the right" names all 16,384 columns.
        hidden.extend(range(first - 1, min(last, first + 1000)))
    return hidden


def _column_widths(text: bytes) -> list[list[float]]:
    widths: list[list[float]] = []
    # The columns stand before the cells.
    for match in _WIDE_COLUMN.finditer(text, 0, max(text.find(b"sheetData"), 0)):
        attributes = attributes_of(match[1])
        first, last = int(attributes.get("min", 1)), int(attributes.get("max", 0))
        width = float(attributes["width"])
        widths.extend([column, width] for column in range(first - 1, min(last, _WIDEST)))
    return widths


def _formatted_cells(text: bytes, formats: dict[int, str]) -> list[list[Any]]:
    styles = b"|".join(str(style).encode() for style in formats)
    # A blank cell ends in />; in a cell of Excel's the style is the last that is said of it.
    pattern = re.compile(rb"<" + _P + rb"c\s([^>]*\bs=[\"'](" + styles + rb")[\"'][^>]*)(?<!/)>")
    return [
        [*place, formats[int(match[2])]]
        for match in pattern.finditer(text)
        if (place := _place(match[1]))
    ]


def _telling_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return the styles whose number format says more than the number: {style: format}."""
    from defusedxml import ElementTree  # noqa: PLC0415 - only for packages

    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = BUILT_IN_PERCENT | ERA_FORMATS
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "numFmt" and element.get("numFmtId", "").isdigit():
            codes[int(element.get("numFmtId", ""))] = element.get("formatCode", "")
    styles: dict[int, str] = {}
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "cellXfs":
            for style, xf in enumerate(element):
                code = codes.get(int(xf.get("numFmtId", "0") or 0), "")
                if is_telling(code):
                    styles[style] = code
    return styles


def is_telling(code: str) -> bool:
    """Tell whether a number format says more than the number: a unit, a scale, per cent, an era."""
    if shows_era(code) or shows_year_alone(code):
        return True
    return bool(_TELLING_FORMAT.search(code)) and not _is_date(code)


def _is_date(code: str) -> bool:
    bare = re.sub(r"\"[^\"]*\"|\\.|\[[^\]]*\]", "", code)
    return bool(re.search(r"[ymdhsge]", bare, re.IGNORECASE)) and "General" not in bare


def sheet_parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Return which part of the package each sheet lies in, and whether days count from 1904."""
    from defusedxml import ElementTree  # noqa: PLC0415

    targets = {
        element.get("Id"): element.get("Target", "")
        for element in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    known = set(archive.namelist())
    parts: dict[str, str] = {}
    counts_from_1904 = False
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "workbookPr":
            counts_from_1904 = element.get("date1904") in {"1", "true"}
        if tag != "sheet":
            continue
        identifiers = (value for name, value in element.items() if name.endswith("}id"))
        target = targets.get(next(identifiers, None), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        if (path := posixpath.normpath(path)) in known:
            parts[element.get("name", "")] = path
    return parts, counts_from_1904
