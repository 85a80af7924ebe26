"""Reads how the cells of an xls sheet look; runs in the reading child only.

Source of the record layouts: Microsoft, [MS-XLS] Excel Binary File Format, 2.4 Records.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

from workbench.exchange.inspection_xls import records, sheet_offsets
from workbench.exchange.looks_painting import Cell, Painted, Style, hexadecimal, style
from workbench.exchange.looks_palette import INDEXED
from workbench.exchange.number_display import BUILT_IN

_FONT, _FORMAT, _XF, _PALETTE = 0x31, 0x41E, 0xE0, 0x92
_ROW, _COLUMNS = 0x208, 0x7D
#: Records of one cell begin with row, column and style: blank, figure, text, error, formula.
_SINGLE = frozenset({0x201, 0x203, 0x204, 0x205, 0x06, 0xFD, 0x27E, 0xD6})
_MANY_BLANK, _MANY_RK = 0xBE, 0xBD
_SIDES = {1: "left", 2: "center", 3: "right", 6: "center", 7: "center"}
_BOLD = 600
_STRUCK = 0x08
_SOLID = 1


def read(content: bytes, name: str, sheet: Painted) -> Sequence[Style]:
    """Paint the sheet called `name`; return the styles its cells name."""
    import olefile  # type: ignore[import-untyped]  # noqa: PLC0415 - only for this format

    with olefile.OleFileIO(io.BytesIO(content)) as container:
        if not container.exists("Workbook"):
            return ()
        stream = container.openstream("Workbook").read()
    offset = next((place for one, place in sheet_offsets(stream) if one == name), None)
    if offset is None:
        return ()
    cells: list[Cell] = []
    for kind, held in records(stream, offset):
        if kind in _SINGLE and len(held) >= 6:
            row, column, number = struct.unpack_from("<HHH", held)
            cells.append((row, column, number))
        elif kind in {_MANY_RK, _MANY_BLANK}:
            cells.extend(_many(held, 6 if kind == _MANY_RK else 2))
        elif kind == _COLUMNS and len(held) >= 8:
            first, last, _, number = struct.unpack_from("<HHHH", held)
            for column in range(first, min(last + 1, sheet.width)):
                sheet.column(column, number)
        elif kind == _ROW and len(held) >= 16:
            options, number = struct.unpack_from("<HH", held, 12)
            if options & 0x80:
                sheet.row(struct.unpack_from("<H", held)[0], number & 0xFFF)
    sheet.put(cells)
    return list(_styles(stream))


def _many(content: bytes, size: int) -> Iterator[Cell]:
    row, first = struct.unpack_from("<HH", content)
    for index in range((len(content) - 6) // size):
        yield row, first + index, struct.unpack_from("<H", content, 4 + size * index)[0]


def _styles(stream: bytes) -> Iterator[Style]:
    palette, codes = list(INDEXED), dict(BUILT_IN)
    fonts: list[tuple[int, bool, bool]] = []
    formats: list[bytes] = []
    for kind, held in records(stream, 0):
        if kind == _FONT and len(held) >= 8:
            _, options, colour, weight = struct.unpack_from("<HHHH", held)
            fonts.append((colour, weight >= _BOLD, bool(options & _STRUCK)))
        elif kind == _FORMAT and len(held) > 5:
            number, length, flag = struct.unpack_from("<HHB", held)
            encoding = "utf-16-le" if flag & 1 else "latin-1"
            text = held[5 : 5 + length * (2 if flag & 1 else 1)]
            codes[number] = text.decode(encoding, "replace")
        elif kind == _PALETTE and len(held) >= 2:
            for place in range((len(held) - 2) // 4):
                if 8 + place < len(palette):
                    palette[8 + place] = hexadecimal(held[2 + 4 * place : 5 + 4 * place])
        elif kind == _XF and len(held) >= 20:
            formats.append(held)

    def named(number: int) -> str:
        return palette[number] if 8 <= number < len(palette) else ""

    for held in formats:
        font, code = struct.unpack_from("<HH", held)
        # Of the fonts the fourth is missing: the fifth record is number 5.
        place = font - 1 if font > 3 else font
        colour, bold, struck = fonts[place] if place < len(fonts) else (0, False, False)
        pattern = struct.unpack_from("<I", held, 14)[0] >> 26
        front = struct.unpack_from("<H", held, 18)[0] & 0x7F
        yield style(
            fill=named(front) if pattern == _SOLID else "",
            ink=named(colour),
            bold=bold,
            struck=struck,
            side=_SIDES.get(held[6] & 7, ""),
            code=codes.get(code, ""),
        )
