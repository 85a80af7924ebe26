"""What calamine does not tell of an .xls: errors, what is hidden, formats; from its records.

Runs in the reading child. Source of the record layouts: Microsoft, [MS-XLS] Excel Binary File
Format, 2.4 Records.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from workbench.exchange.inspection import BUILT_IN_PERCENT, is_telling
from workbench.exchange.number_formats import ERA_FORMATS

_BOUNDSHEET, _BOF, _FORMAT, _XF = 0x85, 0x809, 0x41E, 0xE0
_DATE_MODE = 0x22
_ROW, _COLUMNS, _ERROR, _FORMULA = 0x208, 0x7D, 0x205, 0x06
_NUMBER, _RK, _MANY_RK = 0x203, 0x27E, 0xBD
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def inspect_xls(content: bytes, sheets: list[dict[str, Any]]) -> dict[str, Any]:
    """Add to each of `sheets` what the records say beyond values; see `inspection.inspect`."""
    import olefile  # type: ignore[import-untyped]  # noqa: PLC0415 - only for this format

    with olefile.OleFileIO(io.BytesIO(content)) as container:
        if not container.exists("Workbook"):
            return {"macros": False}
        stream = container.openstream("Workbook").read()
        macros = container.exists("_VBA_PROJECT_CUR") or container.exists("VBA")
    formats = _telling_styles(stream)
    counts_from_1904 = any(
        kind == _DATE_MODE and content[:1] == b"\x01" for kind, content in records(stream, 0)
    )
    by_name = {sheet["name"]: sheet for sheet in sheets}
    for name, offset in sheet_offsets(stream):
        sheet = by_name.get(name)
        if sheet is not None and sheet["worksheet"]:
            _inspect_sheet(stream, offset, sheet, formats)
            sheet["date1904"] = counts_from_1904
    return {"macros": macros}


def records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield (type, content) up to the end of the substream that begins at `offset`."""
    end = len(stream)
    depth = 0
    while offset + 4 <= end:
        kind, size = struct.unpack_from("<HH", stream, offset)
        offset += 4
        depth += (kind == _BOF) - (kind == 0x0A)
        yield kind, stream[offset : offset + size]
        if depth <= 0:
            return
        offset += size


def sheet_offsets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Yield the sheets with the place at which their substream begins."""
    for kind, content in records(stream, 0):
        if kind == _BOUNDSHEET and len(content) > 8:
            offset, _, length, flag = struct.unpack_from("<IHBB", content)
            encoding = "utf-16-le" if flag & 1 else "latin-1"
            text = content[8 : 8 + length * (2 if flag & 1 else 1)]
            yield text.decode(encoding, "replace"), offset


def _telling_styles(stream: bytes) -> dict[int, str]:
    """Return the styles whose number format says more than the number: {style: format}."""
    codes = BUILT_IN_PERCENT | ERA_FORMATS
    styles: list[int] = []
    for kind, content in records(stream, 0):
        if kind == _FORMAT and len(content) > 5:
            number, length, flag = struct.unpack_from("<HHB", content)
            encoding = "utf-16-le" if flag & 1 else "latin-1"
            text = content[5 : 5 + length * (2 if flag & 1 else 1)]
            codes[number] = text.decode(encoding, "replace")
        elif kind == _XF:
            styles.append(struct.unpack_from("<HH", content)[1])
    return {
        style: codes[number]
        for style, number in enumerate(styles)
        if number in codes and is_telling(codes[number])
    }


def _inspect_sheet(
    stream: bytes, offset: int, sheet: dict[str, Any], formats: dict[int, str]
) -> None:
    hidden_rows: list[int] = []
    hidden_columns: list[int] = []
    widths: list[list[float]] = []
    errors: list[list[Any]] = []
    formatted: list[list[Any]] = []
    for kind, content in records(stream, offset):
        if kind == _ROW and struct.unpack_from("<H", content, 12)[0] & 0x20:
            hidden_rows.append(struct.unpack_from("<H", content)[0])
        elif kind == _COLUMNS:
            first, last, width, _, options = struct.unpack_from("<HHHHH", content)
            columns = range(first, min(last, first + 1000) + 1)
            hidden_columns.extend(columns if options & 1 else ())
            # The record counts in 256ths of a character.
            widths.extend([column, width / 256] for column in columns)
        elif (error := _error(kind, content)) is not None:
            errors.append([*struct.unpack_from("<HH", content), error])
        elif formats and kind in {_NUMBER, _RK, _FORMULA}:
            row, column, style = struct.unpack_from("<HHH", content)
            if style in formats:
                formatted.append([row, column, formats[style]])
        elif formats and kind == _MANY_RK:
            formatted.extend(_many(content, formats))
    sheet["hidden_rows"], sheet["hidden_columns"] = hidden_rows, hidden_columns
    sheet["errors"], sheet["formats"], sheet["column_widths"] = errors, formatted, widths


def _error(kind: int, content: bytes) -> str | None:
    if kind == _ERROR and content[7:8] == b"\x01":
        return ERRORS.get(content[6], "#")
    if kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6:7] == b"\x02":
        return ERRORS.get(content[8], "#")
    return None


def _many(content: bytes, formats: dict[int, str]) -> Iterator[list[Any]]:
    row, first = struct.unpack_from("<HH", content)
    for index in range((len(content) - 6) // 6):
        style = struct.unpack_from("<H", content, 4 + 6 * index)[0]
        if style in formats:
            yield [row, first + index, formats[style]]
