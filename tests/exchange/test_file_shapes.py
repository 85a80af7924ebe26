"""One sheet in the many ways in which programs write it into a file; all 記入例."""

import datetime
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from workbench.exchange.importing import propose

from .conftest import plan_with

SAYS = {
    ("参加者数", "actual", 2023): 90,
    ("参加者数", "actual", 2024): 105,
    ("利用者数", "actual", 2023): 21,
    ("利用者数", "actual", 2024): 23,
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def figures(path: Path) -> dict[tuple[str, str, int], float | None]:
    proposal = propose(path, plan_with(), (), (), "20220")
    return {
        (proposal.indicator_of(one).name, one.role.value, one.fiscal_year): one.new.number
        for one in proposal.values
        if one.new is not None
    }


ROWS = [
    ["施策番号", "指標名", "単位", "R5実績", "R6実績"],
    ["1-1", "参加者数", "人", 90, 105],
    ["1-2", "利用者数", "人", 21, 23],
]


def plain(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("様式")
    for row, cells in enumerate(ROWS):
        sheet.write_row(row, 0, cells)
    book.close()


def edited(path: Path, change: Callable[[str, str], str]) -> None:
    """Write the plain file with the text of its parts changed."""
    plain(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, change(name, text))


def prefixed(path: Path) -> None:
    """Write every element of the sheet, the workbook and its texts as x:row, x:c, x:v."""

    def change(name: str, text: str) -> str:
        if not name.startswith("xl/") or MAIN not in text or "styles" in name:
            return text
        text = re.sub(r"<(/?)(?!\?|!)([A-Za-z])", r"<\1x:\2", text)
        return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')

    edited(path, change)


def strict(path: Path) -> None:
    """Write the namespaces of ISO/IEC 29500 Strict, as Excel's "Strict Open XML" does."""
    namespaces = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def change(name: str, text: str) -> str:
        if name == "[Content_Types].xml":
            return text
        for transitional, own in namespaces.items():
            text = text.replace(transitional, own)
        return text.replace("<workbook ", '<workbook conformance="strict" ')

    edited(path, change)


def inline(path: Path) -> None:
    """Write every text into its cell, none into the table of shared strings."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("様式")
    for row, cells in enumerate(ROWS):
        sheet.write_row(row, 0, cells)
    book.close()


def shared_formulas(path: Path) -> None:
    """Write the last year as a formula that the second row shares with the first."""

    def change(name: str, text: str) -> str:
        if "worksheets/sheet" not in name:
            return text
        first = '<c r="E2"><f t="shared" ref="E2:E3" si="0">D2+15</f><v>105</v></c>'
        text = text.replace('<c r="E2"><v>105</v></c>', first)
        return text.replace(
            '<c r="E3"><v>23</v></c>', '<c r="E3"><f t="shared" si="0"/><v>23</v></c>'
        )

    edited(path, change)
    with zipfile.ZipFile(path) as archive:
        assert b'<f t="shared" si="0"/>' in archive.read("xl/worksheets/sheet1.xml")


def dates_as_years(path: Path) -> None:
    """Write the years as days that the format shows as 令和5年."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["施策番号", "指標名", "単位", "実績値", None])
    sheet.append([None, None, None, datetime.date(2023, 4, 1), datetime.date(2024, 4, 1)])
    for row in ROWS[1:]:
        sheet.append(row)
    for cell in ("D2", "E2"):
        sheet[cell].number_format = '[$-411]ggge"年"'
    sheet.merge_cells("D1:E1")
    book.save(path)


def headers_of_four_levels(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["施策番号", "指標", None, "指標の推移", None])
    sheet.append([None, "指標名", "単位", "計画期間", None])
    sheet.append([None, None, None, "実績値", None])
    sheet.append([None, None, None, "令和5年度", "令和6年度"])
    for row in ROWS[1:]:
        sheet.append(row)
    for merged in ("A1:A4", "B1:C1", "B2:B4", "C2:C4", "D1:E1", "D2:E2", "D3:E3"):
        sheet.merge_cells(merged)
    book.save(path)


def _record(kind: int, content: bytes = b"") -> bytes:
    """Return a record of [MS-XLSB]: kind and length in seven bits a byte, then what it holds."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(content), b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary(path: Path) -> None:
    """Write an xlsb by hand, after [MS-XLSB]: no program here can save one."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("様式")
    book = b"".join(
        _record(kind, content)
        for kind, content in ((131, b""), (143, b""), (156, bundle), (144, b""), (132, b""))
    )
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, 2, 0, 4)) + _record(145)
    for row, cells in enumerate(ROWS):
        sheet += _record(0, struct.pack("<II", row, 0) + bytes(17))
        for column, cell in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                sheet += _record(6, place + _wide(cell))
            else:
                sheet += _record(5, place + struct.pack("<d", cell))
    sheet += _record(146) + _record(130)
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Override PartName="/xl/workbook.bin" ContentType="{kind}"/>'
            '<Override PartName="/xl/worksheets/sheet1.bin" '
            'ContentType="application/vnd.ms-excel.worksheet"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)


SHAPES = {
    one.__name__: one
    for one in (
        plain, prefixed, strict, inline, shared_formulas, dates_as_years,
        headers_of_four_levels, binary,
    )
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sheet_reads_the_same_however_its_file_is_written(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "様式.xlsx"
    SHAPES[shape](path)
    assert figures(path) == SAYS
