"""What calamine does not tell of an .xlsb: errors, what is hidden, formats; from its records.

Runs in the reading child. Source of the record layouts: Microsoft, [MS-XLSB] Excel Binary File
Format, 2.4 Records.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from typing import Any

from workbench.exchange.inspection import BUILT_IN_PERCENT, is_telling
from workbench.exchange.inspection_xls import ERRORS
from workbench.exchange.number_formats import ERA_FORMATS

_BUNDLE, _PROPERTIES, _FORMAT, _XF, _CELL_XFS, _END_CELL_XFS = 156, 153, 44, 47, 617, 618
_ROW, _COLUMNS, _MERGED = 0, 60, 176
_ERROR, _FORMULA_ERROR = 3, 11
_FIGURES = frozenset({2, 5, 9})
_MOST_SPANNED = 1000


def inspect_xlsb(content: bytes, sheets: list[dict[str, Any]]) -> dict[str, Any]:
    """Add to each of `sheets` what the records say beyond values; see `inspection.inspect`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        formats = {}
        if "xl/styles.bin" in names:
            formats = _telling_styles(archive.read("xl/styles.bin"))
        parts, counts_from_1904 = _sheet_parts(archive)
        for sheet in sheets:
            part = parts.get(sheet["name"], "")
            if sheet["worksheet"] and part in names:
                _inspect_sheet(archive.read(part), sheet, formats)
                sheet["date1904"] = counts_from_1904
        objects = any(name.startswith(("xl/charts/", "xl/media/")) for name in names)
    return {"macros": "xl/vbaProject.bin" in names, "objects": objects}


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (type, content): both type and length lie in seven bits of each byte."""
    at, end = 0, len(stream)
    while at < end:
        kind = stream[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = kind & 0x7F | (stream[at] & 0x7F) << 7
            at += 1
        size = 0
        for place in range(4):
            if at >= end:
                return
            byte = stream[at]
            at += 1
            size |= (byte & 0x7F) << 7 * place
            if not byte & 0x80:
                break
        yield kind, stream[at : at + size]
        at += size


def _text(content: bytes, at: int) -> tuple[str, int]:
    """Return the text that begins at a place, and where it ends."""
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def _telling_styles(stream: bytes) -> dict[int, str]:
    """Return the styles whose number format says more than the number: {style: format}."""
    codes = BUILT_IN_PERCENT | ERA_FORMATS
    styles: list[int] = []
    of_cells = False
    for kind, content in _records(stream):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", content)[0]] = _text(content, 2)[0]
        elif kind in {_CELL_XFS, _END_CELL_XFS}:
            of_cells = kind == _CELL_XFS
        elif kind == _XF and of_cells:
            styles.append(struct.unpack_from("<HH", content)[1])
    return {
        style: codes[number]
        for style, number in enumerate(styles)
        if number in codes and is_telling(codes[number])
    }


def _sheet_parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Return which part of the package each sheet lies in, and whether days count from 1904."""
    from defusedxml import ElementTree  # noqa: PLC0415 - only for packages

    targets = {
        element.get("Id"): element.get("Target", "")
        for element in ElementTree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    }
    parts: dict[str, str] = {}
    counts_from_1904 = False
    for kind, content in _records(archive.read("xl/workbook.bin")):
        if kind == _PROPERTIES:
            counts_from_1904 = bool(content[:1]) and bool(content[0] & 1)
        elif kind == _BUNDLE:
            identifier, at = _text(content, 8)
            target = targets.get(identifier, "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            parts[_text(content, at)[0]] = posixpath.normpath(path)
    return parts, counts_from_1904


def _inspect_sheet(stream: bytes, sheet: dict[str, Any], formats: dict[int, str]) -> None:
    hidden_rows: list[int] = []
    hidden_columns: list[int] = []
    widths: list[list[float]] = []
    errors: list[list[Any]] = []
    formatted: list[list[Any]] = []
    merged: list[list[int]] = []
    row = 0
    for kind, content in _records(stream):
        if kind == _ROW:
            row = struct.unpack_from("<I", content)[0]
            if len(content) > 11 and content[11] & 0x10:
                hidden_rows.append(row)
        elif kind in {_ERROR, _FORMULA_ERROR}:
            column = struct.unpack_from("<I", content)[0]
            errors.append([row, column, ERRORS.get(content[8], "#")])
        elif kind in _FIGURES and formats:
            column, style = struct.unpack_from("<II", content)
            if style & 0xFFFFFF in formats:
                formatted.append([row, column, formats[style & 0xFFFFFF]])
        elif kind == _COLUMNS:
            first, last, width, _, options = struct.unpack_from("<IIIIH", content)
            columns = range(first, min(last, first + _MOST_SPANNED) + 1)
            hidden_columns.extend(columns if options & 1 else ())
            # The record counts in 256ths of a character.
            widths.extend([column, width / 256] for column in columns)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", content)
            merged.append([top, left, bottom, right])
    sheet.update(
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        errors=errors,
        formats=formatted,
        column_widths=widths,
        spans=merged,
    )
