"""One sheet in the many ways in which programs write it into a file; all 記入例."""

import datetime
import re
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from workbench.exchange.importing import propose
from workbench.exchange.workbooks import MergedRange

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
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, 2, 0, 4)) + _record(145)
    for row, cells in enumerate(ROWS):
        sheet += _record(0, struct.pack("<II", row, 0) + bytes(17))
        for column, cell in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                sheet += _record(6, place + _wide(cell))
            else:
                sheet += _record(5, place + struct.pack("<d", cell))
    _packed(path, sheet + _record(146) + _record(130))


def _packed(path: Path, sheet: bytes, styles: bytes = b"", properties: bytes = b"") -> None:
    """Write the package of an xlsb with one sheet."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("様式")
    book = b"".join(
        _record(kind, content)
        for kind, content in (
            (131, b""), (153, properties or bytes(12)), (143, b""), (156, bundle),
            (144, b""), (132, b""),
        )
    )  # fmt: skip
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
        if styles:
            archive.writestr("xl/styles.bin", styles)


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


# -- what is no plain value, in every kind of file -------------------------------------------------

#: Formats of a share, of units and of hidden thousands, of years, and what each shows.
_FORMATS = {
    "share": "0.0%", "people": '0"人"', "thousands": '#,##0,"千円"', "hidden": "#,##0,",
    "era": '[$-411]ggge"年度"', "year": 'yyyy"年度"',
}  # fmt: skip
_JANUARY = (datetime.date(2023, 1, 1) - datetime.date(1899, 12, 30)).days
#: Rows of (cell, format); the third is hidden, and so is the last column.
_TOLD: list[list[tuple[object, str]]] = [
    [("施策番号", ""), ("指標名", ""), (_JANUARY, "era"), (_JANUARY + 365, "year")],
    [("1-1", ""), ("受診率", ""), (0.452, "share"), (0.461, "share")],
    [("1-1", ""), ("参加者数", ""), (12.0, "people"), (13.0, "people")],
    [("1-2", ""), ("事業費", ""), (1_234_000.0, "thousands"), (1_235_000.0, "thousands")],
    [("1-3", ""), ("備蓄費", ""), ("#N/A", "error"), (9_000.0, "hidden")],
]


def told_as_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("様式")
        styles = {key: workbook.add_format({"num_format": code}) for key, code in _FORMATS.items()}
        for row, cells in enumerate(_TOLD):
            for column, (cell, style) in enumerate(cells):
                if style == "error":
                    sheet.write_formula(row, column, "=NA()", None, "#N/A")
                else:
                    sheet.write(row, column, cell, styles.get(style))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
        sheet.merge_range("A2:A3", "1-1")


def told_as_xlsb(path: Path) -> None:
    styles = _record(278) + _record(615, struct.pack("<I", len(_FORMATS)))
    for number, code in enumerate(_FORMATS.values(), 164):
        styles += _record(44, struct.pack("<H", number) + _wide(code))
    styles += _record(616) + _record(617, struct.pack("<I", 1 + len(_FORMATS)))
    for number in (0, *range(164, 164 + len(_FORMATS))):
        styles += _record(47, struct.pack("<HH", 0, number) + bytes(12))
    styles += _record(618) + _record(279)
    numbers = {key: number for number, key in enumerate(_FORMATS, 1)}
    hidden = struct.pack("<IIIIH", 3, 3, 2304, 0, 1)
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, 4, 0, 3))
    sheet += _record(390) + _record(60, hidden) + _record(391) + _record(145)
    for row, cells in enumerate(_TOLD):
        flags = bytes([0, 0x10 if row == 2 else 0])
        sheet += _record(0, struct.pack("<IIH", row, 0, 300) + flags + bytes(5))
        for column, (cell, style) in enumerate(cells):
            place = struct.pack("<II", column, numbers.get(style, 0))
            if style == "error":
                sheet += _record(3, place + b"\x2a")
            elif isinstance(cell, str):
                sheet += _record(6, place + _wide(cell)) if (row, column) != (2, 0) else b""
            else:
                sheet += _record(5, place + struct.pack("<d", cell))
    merged = _record(177, struct.pack("<I", 1)) + _record(176, struct.pack("<4I", 1, 2, 0, 0))
    _packed(path, sheet + _record(146) + merged + _record(178) + _record(130), styles)


def told_as_ods(path: Path) -> None:
    """Write what LibreOffice would: data styles in styles.xml, cells repeated to the edge."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in (
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
            ("number", "datastyle"), ("manifest", "manifest"),
        )
    )  # fmt: skip
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    number = '<number:number number:min-integer-digits="1"/>'
    scaled = number.replace("/>", ' number:display-factor="1000"/>')
    data = (
        f'<number:percentage-style style:name="Nshare">{number}<number:text>%</number:text>'
        "</number:percentage-style>"
        f'<number:number-style style:name="Npeople">{number}<number:text>人</number:text>'
        "</number:number-style>"
        f'<number:number-style style:name="Nthousands">{scaled}<number:text>千円</number:text>'
        "</number:number-style>"
        f'<number:number-style style:name="Nhidden">{scaled}</number:number-style>'
        '<number:date-style style:name="Nera"><number:era number:style="long"/>'
        '<number:year number:calendar="gengou"/><number:text>年度</number:text></number:date-style>'
        '<number:date-style style:name="Nyear"><number:year number:style="long"/>'
        "<number:text>年度</number:text></number:date-style>"
    )
    cells_styles = "".join(
        f'<style:style style:name="{key}" style:family="table-cell" '
        f'style:data-style-name="N{key}"/>'
        for key in _FORMATS
    )
    rows = ""
    for row, cells in enumerate(_TOLD):
        hidden = ' table:visibility="collapse"' if row == 2 else ""
        rows += f"<table:table-row{hidden}>"
        for column, (cell, style) in enumerate(cells):
            styled = f'table:style-name="{style}"' if style in _FORMATS else ""
            if style == "error":
                rows += (
                    '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
                    'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p>'
                    "</table:table-cell>"
                )
            elif (row, column) == (2, 0):
                rows += "<table:covered-table-cell/>"
            elif isinstance(cell, str):
                spanned = 'table:number-rows-spanned="2"' if (row, column) == (1, 0) else ""
                rows += (
                    f'<table:table-cell {spanned} office:value-type="string">'
                    f"<text:p>{cell}</text:p></table:table-cell>"
                )
            elif style in {"era", "year"}:
                day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(str(cell)))
                rows += (
                    f'<table:table-cell {styled} office:value-type="date" '
                    f'office:date-value="{day}"/>'
                )
            else:
                kind = "percentage" if style == "share" else "float"
                rows += (
                    f'<table:table-cell {styled} office:value-type="{kind}" office:value="{cell}"/>'
                )
        rows += '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
    content = (
        f"<office:document-content {names}><office:automatic-styles>{cells_styles}"
        "</office:automatic-styles><office:body><office:spreadsheet><table:table "
        'table:name="様式"><table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:visibility="collapse"/>'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest {names}><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr("content.xml", content)
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {names}><office:styles>{data}</office:styles>"
            "</office:document-styles>",
        )


def _saved_as(ending: str) -> Callable[[Path], None]:
    def save(path: Path) -> None:
        office = shutil.which("soffice")
        if office is None:
            pytest.skip("LibreOffice is not here")
        made = path.with_name("made.xlsx")
        told_as_xlsx(made)
        subprocess.run(
            [office, "--headless", f"-env:UserInstallation=file://{path.parent}/office",
             "--convert-to", ending, "--outdir", path.parent, made],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        made.with_suffix(f".{ending}").rename(path)

    return save


@pytest.mark.parametrize(
    "write",
    [
        told_as_xlsx,
        told_as_xlsb,
        told_as_ods,
        pytest.param(_saved_as("ods"), marks=pytest.mark.long),
        pytest.param(_saved_as("xls"), marks=pytest.mark.long),
    ],
)
def test_what_is_no_plain_value_is_told_of_every_kind_of_file(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    path = tmp_path / "様式.dat"
    write(path)

    proposal = propose(path, plan_with(), (), (), "20220")

    book = proposal.book
    assert book is not None
    sheet = book.sheets[0]
    assert sheet.rows[0] == ("施策番号", "指標名", "令和5年度", "2024年度")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {3})
    assert sheet.errors == {(4, 2): "#N/A"}
    assert sheet.merged == (MergedRange(1, 0, 2, 0),)
    read = {
        (proposal.indicator_of(one).name, one.fiscal_year): (
            one.new.number,
            proposal.indicator_of(one).unit,
        )
        for one in proposal.values
        if one.new is not None
    }
    assert read == {
        ("受診率", 2023): (45.2, "%"),
        ("受診率", 2024): (46.1, "%"),
        ("参加者数", 2023): (12, "人"),
        ("参加者数", 2024): (13, "人"),
        ("事業費", 2023): (1_234, "千円"),
        ("事業費", 2024): (1_235, "千円"),
    }
    codes = {finding.code for finding in proposal.findings}
    assert {"cell.error_value", "cell.hidden_scale", "row.hidden", "column.hidden"} <= codes
