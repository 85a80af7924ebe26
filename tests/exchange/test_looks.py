"""How the cells of a sheet look is read for the sheet that is shown, and from nothing else."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from workbench.errors import PersonError
from workbench.exchange.looks import PLAIN, CellStyle, read_looks
from workbench.exchange.reading import Limits, read_workbook
from workbench.exchange.workbooks import Workbook

_NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
)
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""
_ODS = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_NS} office:version="1.3"><office:automatic-styles>
<number:number-style style:name="N1P0"><number:number number:decimal-places="0"
 number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:number-style style:name="N1"><number:text>△</number:text><number:number
 number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>
<style:map style:condition="value()&gt;=0" style:apply-style-name="N1P0"/></number:number-style>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1">
<style:table-cell-properties fo:background-color="#ffff00"/>
<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="指標">
<table:table-row><table:table-cell office:value-type="string"><text:p>値</text:p>
</table:table-cell><table:table-cell table:style-name="ce1" office:value-type="float"
 office:value="-1234"><text:p>△1,234</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def made(path: Path) -> Workbook:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("指標")
        head = book.add_format({"bold": True, "bg_color": "#FFFF00", "align": "center"})
        sheet.set_column(3, 3, 9, book.add_format({"bg_color": "#DDEEFF"}))
        sheet.set_row(4, None, book.add_format({"font_color": "#FF0000"}))
        sheet.write_row(0, 0, ("指標名", "令和5年度", "割合"), head)
        sheet.write(1, 0, "相談件数（記入例）", book.add_format({"font_strikeout": True}))
        sheet.write(1, 1, -1234567, book.add_format({"num_format": '#,##0;"△"#,##0'}))
        sheet.write(1, 2, 0.452, book.add_format({"num_format": 10}))
        sheet.write(5, 4, 1)
    return read_workbook(path)


def test_fill_ink_bold_side_and_format_of_an_xlsx_are_read(tmp_path: Path) -> None:
    path = tmp_path / "書式.xlsx"
    book = made(path)
    sheet = book.sheets[0]
    looks = read_looks(path, sheet, book.sha256)
    assert looks is not None
    assert looks.at(0, 0) == CellStyle(fill="#FFFF00", bold=True, side="center")
    assert looks.at(1, 0).struck
    assert looks.text(sheet, 1, 1) == "△1,234,567"
    assert looks.text(sheet, 1, 2) == "45.20%"
    # What a column or a row looks like, its blank cells do, too.
    assert looks.at(3, 3).fill == "#DDEEFF"
    assert looks.at(4, 1).ink == "#FF0000"
    assert looks.at(3, 1) == looks.at(99, 99) == PLAIN


def test_looks_of_an_ods_are_read(tmp_path: Path) -> None:
    path = tmp_path / "書式.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS)
    book = read_workbook(path)
    looks = read_looks(path, book.sheets[0], book.sha256)
    assert looks is not None
    assert (looks.at(0, 1).fill, looks.at(0, 1).bold) == ("#ffff00", True)
    assert looks.text(book.sheets[0], 0, 1) == "△1,234"


@pytest.mark.parametrize(
    ("name", "cell", "shown"),
    [
        # Figures as the same sheets show them in LibreOffice.
        ("real/10_ipss_1-9a.xls", (7, 1), "5,006"),
        ("real/13_ipss_10-1.xls", (13, 2), "123,161"),
        ("real/juki_dynamics_2020.xls", (5, 3), "2,488,629"),
    ],
)
def test_looks_of_an_xls_are_read(
    samples: Path, name: str, cell: tuple[int, int], shown: str
) -> None:
    path = samples / name
    book = read_workbook(path)
    looks = read_looks(path, book.sheets[0], book.sha256)
    assert looks is not None
    assert looks.text(book.sheets[0], *cell).strip() == shown


def test_another_file_under_the_name_has_no_looks_of_this_one(tmp_path: Path) -> None:
    path = tmp_path / "書式.xlsx"
    book = made(path)
    path.write_bytes(path.read_bytes() + b"\0")
    assert read_looks(path, book.sheets[0], book.sha256) is None
    path.unlink()
    assert read_looks(path, book.sheets[0], book.sha256) is None


def test_looks_are_read_within_limits(tmp_path: Path) -> None:
    path = tmp_path / "書式.xlsx"
    book = made(path)
    assert read_looks(path, book.sheets[0], book.sha256, limits=Limits(seconds=0.0)) is None
    assert read_looks(path, book.sheets[0], book.sha256, limits=Limits(file_bytes=10)) is None


def test_no_broken_file_fails_when_its_looks_are_read(samples: Path) -> None:
    for path in sorted((samples / "broken").iterdir()):
        try:
            book = read_workbook(path)
        except PersonError:
            continue
        for sheet in book.sheets:
            looks = read_looks(path, sheet, book.sha256)
            if looks is not None:
                assert looks.text(sheet, 0, 0) is not None


def with_part(path: Path, name: str, change: Callable[[str], str]) -> Path:
    """Write a workbook again with one of its parts changed."""
    other = path.with_name(f"変更 {path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for one in old.namelist():
            text = old.read(one)
            new.writestr(one, change(text.decode()) if one == name else text)
    return other


@pytest.mark.parametrize(
    ("name", "change"),
    [
        # Numbers that are none, columns to the end of the world.
        ("xl/styles.xml", lambda text: text.replace('fontId="', 'fontId="99999')),
        (
            "xl/styles.xml",
            lambda text: text.replace("<fonts", "<fnts").replace("</fonts", "</fnts"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            lambda text: text.replace("<cols>", '<cols><col min="1" max="99999999" style="1"/>'),
        ),
        ("xl/worksheets/sheet1.xml", lambda text: text.replace(' s="', ' s="6553')),
    ],
)
def test_looks_that_are_wrong_are_plain_and_harm_nothing(
    tmp_path: Path, name: str, change: Callable[[str], str]
) -> None:
    made(tmp_path / "書式.xlsx")
    path = with_part(tmp_path / "書式.xlsx", name, change)
    book = read_workbook(path)
    sheet = book.sheets[0]
    looks = read_looks(path, sheet, book.sha256)
    for row in range(sheet.height) if looks else ():
        for column in range(sheet.width):
            looks.text(sheet, row, column)
            assert isinstance(looks.at(row, column), CellStyle)
