"""Workbooks of every kind are read as they are, or refused in a sentence."""

import hashlib
import io
import struct
import time
import zipfile
from pathlib import Path
from random import Random

import pytest
import xlsxwriter
import xlwt

from workbench.errors import PersonError
from workbench.exchange.reading import read_workbook
from workbench.exchange.workbooks import address

#: Each damaged or awkward sample: the code of its refusal, or None when it is to be read.
BROKEN = {
    "bitflip_03.xlsx": "file.damaged",
    "csv_cp932.csv": None,
    "csv_named.xlsx": None,
    "csv_utf8sig.csv": None,
    "dimension_lies_A1.xlsx": None,
    "empty.xlsx": "file.empty",
    "encrypted_pw_himitsu.xlsx": "file.encrypted",
    "fake_macro.xlsm": None,
    "formula_nocache.xlsx": None,
    "ghost_last_row.xlsx": None,
    "hidden_things.xlsx": None,
    "html_named.xls": "file.not_a_spreadsheet",
    "injection_strings.xlsx": None,
    "japanese_values_zoo.xlsx": None,
    "merges_overlap.xlsx": None,
    "number_formats_jp.xlsx": None,
    "ok_hougan_min.xlsx": None,
    "pdf_named.xlsx": "file.not_a_spreadsheet",
    "phonetic_ruby.xlsx": None,
    "trunc_0500.xlsx": "file.damaged",
    "xlsx_named.xls": None,
    "xmlmut_02.xlsx": "file.damaged",
    "xxe_file.xlsx": "file.hostile",
    "zipbomb_300MB_ws.xlsx": "file.expands",
}


@pytest.mark.parametrize(("name", "code"), BROKEN.items())
def test_each_broken_sample_ends_as_it_should_within_ten_seconds(
    samples: Path, name: str, code: str | None
) -> None:
    started = time.monotonic()
    if code is None:
        assert read_workbook(samples / "broken" / name).sheets
    else:
        with pytest.raises(PersonError) as refusal:
            read_workbook(samples / "broken" / name)
        assert refusal.value.code == code
        assert refusal.value.exit_code == 2
        assert refusal.value.remedy is not None
        assert "\n" not in str(refusal.value)
    assert time.monotonic() - started < 10


def test_no_broken_sample_is_forgotten(samples: Path) -> None:
    assert {path.name for path in (samples / "broken").iterdir()} == set(BROKEN)


def test_a_sheet_is_read_from_its_first_cell_on_whatever_its_dimension_claims(
    samples: Path,
) -> None:
    sheet = read_workbook(samples / "broken" / "dimension_lies_A1.xlsx").sheets[0]

    assert sheet.cell(0, 0) == "令和7年度　施策指標実績調査票"
    assert (sheet.height, sheet.width) == (10, 8)
    assert sheet.cell(5, 4) == 12.0
    assert sheet.cell(6, 5) == "１．３８"
    assert sheet.cell(99, 99) is None


def test_the_password_opens_the_file_and_a_wrong_one_is_said(samples: Path) -> None:
    path = samples / "broken" / "encrypted_pw_himitsu.xlsx"

    assert read_workbook(path, password="himitsu").sheets[0].cell(3, 0) == "施策番号"
    with pytest.raises(PersonError) as refusal:
        read_workbook(path, password="chigau")
    assert refusal.value.code == "file.wrong_password"


def test_kind_comes_from_the_bytes_and_a_wrong_name_is_reported(samples: Path) -> None:
    workbook = read_workbook(samples / "broken" / "csv_named.xlsx")

    assert workbook.kind == "csv"
    assert [note.code for note in workbook.notes] == ["file.misnamed", "file.cp932"]
    assert workbook.sheets[0].rows == (("施策", "値"), ("子育て", "12"))


def test_macros_are_named_and_hidden_sheets_too(samples: Path) -> None:
    macro = read_workbook(samples / "broken" / "fake_macro.xlsm")
    hidden = read_workbook(samples / "broken" / "hidden_things.xlsx")

    assert "file.macros" in [note.code for note in macro.notes]
    assert [(sheet.name, sheet.visible) for sheet in hidden.sheets] == [
        ("指標実績", True),
        ("非表示", False),
        ("完全非表示", False),
    ]
    assert [note.sheet for note in hidden.notes] == ["非表示", "完全非表示"]
    assert hidden.sheets[0].hidden_rows == {6}
    assert hidden.sheets[0].hidden_columns == {2}


def test_what_calamine_loses_is_found(samples: Path) -> None:
    zoo = read_workbook(samples / "broken" / "japanese_values_zoo.xlsx").sheets[0]
    formulas = read_workbook(samples / "broken" / "formula_nocache.xlsx").sheets[0]
    formats = read_workbook(samples / "broken" / "number_formats_jp.xlsx").sheets[0]

    assert {address(*cell): text for cell, text in zoo.errors.items()} == {"B47": "#N/A"}
    assert {address(*cell) for cell in formulas.uncalculated} == {"F12", "G12"}
    assert {address(*cell): text for cell, text in formats.formats.items()} == {
        "A24": "0.0%",
        "A25": '0"人"',
        "A28": "#,##0,",
        "A30": '"令和"0"年度"',
    }


def test_the_fingerprint_is_that_of_the_file(samples: Path) -> None:
    path = samples / "real" / "juki_dynamics_2025.xlsx"

    assert read_workbook(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b" \r\n\x00", "file.empty"),
        (b"%PDF-1.7\n", "file.not_a_spreadsheet"),
        (b"\n  <!DOCTYPE html><html>", "file.not_a_spreadsheet"),
        (b"<table><tr><td>1</td></tr></table>", "file.not_a_spreadsheet"),
        (b'<?xml version="1.0"?><Workbook xmlns="x"/>', "file.not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n", "file.not_a_spreadsheet"),
        (b"text\x00binary", "file.not_a_spreadsheet"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "file.old_excel"),
        (b"PK\x03\x04" + b"\0" * 40, "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.damaged"),
        (zipped({"word/document.xml": b"<w/>"}), "file.not_a_spreadsheet"),
        (zipped({"photo.jpg": b"x"}), "file.not_a_spreadsheet"),
        (zipped({"[Content_Types].xml": b"<Types/>"}), "file.damaged"),
        (zipped({"xl/workbook.xml": b"<workbook/>"}), "file.damaged"),
    ],
)
def test_what_is_no_spreadsheet_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)

    with pytest.raises(PersonError) as refusal:
        read_workbook(path)
    assert refusal.value.code == code


def test_a_part_that_lies_about_its_size_does_not_get_past(tmp_path: Path) -> None:
    packed = bytearray(zipped({"xl/workbook.xml": b"<workbook/>", "xl/big.xml": b"0" * 20_000_000}))
    entry = packed.rfind(b"PK\x01\x02")
    packed[entry + 24 : entry + 28] = struct.pack("<I", 100)
    path = tmp_path / "lies.xlsx"
    path.write_bytes(packed)

    with pytest.raises(PersonError) as refusal:
        read_workbook(path)
    assert refusal.value.code == "file.damaged"


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.xlsx", "file.missing"), (tmp_path, "file.folder")):
        with pytest.raises(PersonError) as refusal:
            read_workbook(path)
        assert refusal.value.code == code


def test_old_workbooks_are_read_with_their_hidden_sheets_and_merged_cells(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("実績")
    sheet.write_merge(0, 0, 0, 2, "表題")
    sheet.write(1, 2, 12)
    workbook.add_sheet("控え").visibility = 1
    path = tmp_path / "old.xls"
    workbook.save(str(path))

    read = read_workbook(path)

    assert read.kind == "xls"
    assert read.sheets[0].rows[1] == (None, None, 12)
    assert (read.sheets[0].merged[0].last_column, read.sheets[1].visible) == (2, False)


def test_what_is_hidden_in_an_old_workbook_is_found(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("実績")
    people = xlwt.easyxf(num_format_str='0"人"')
    for row, cells in enumerate([(12, 13, 14), (1.5, "文", 2.5)]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell, people)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    path = tmp_path / "old.xls"
    workbook.save(str(path))

    read = read_workbook(path).sheets[0]

    assert (read.hidden_rows, read.hidden_columns) == ({1}, {1})
    assert {address(*cell) for cell in read.formats} == {"A1", "B1", "C1", "A2", "C2"}
    assert set(read.formats.values()) == {'0"人"'}


def test_a_workbook_without_values_is_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    with xlsxwriter.Workbook(empty) as workbook:
        workbook.add_worksheet("空")

    sheet = read_workbook(empty).sheets[0]

    assert (sheet.name, sheet.height, sheet.width) == ("空", 0, 0)


def test_an_open_document_is_read_and_one_with_a_password_refused(tmp_path: Path) -> None:
    cells = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>指標名</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="45.5"/>'
        "</table:table-row>"
    )
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "manifest")
    )
    content = (
        f"<office:document-content {namespaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="実績">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest {namespaces}><manifest:file-entry manifest:full-path="content.xml"'
        ' manifest:media-type="text/xml">{}</manifest:file-entry></manifest:manifest>'
    )
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
    }
    plain, locked = tmp_path / "plain.ods", tmp_path / "locked.ods"
    plain.write_bytes(zipped(parts | {"META-INF/manifest.xml": manifest.format("").encode()}))
    encryption = "<manifest:encryption-data><manifest:algorithm/></manifest:encryption-data>"
    locked.write_bytes(
        zipped(parts | {"META-INF/manifest.xml": manifest.format(encryption).encode()})
    )

    read = read_workbook(plain)
    assert (read.kind, read.sheets[0].name, read.sheets[0].rows) == (
        "ods",
        "実績",
        (("指標名", 45.5),),
    )
    for password in (None, "himitsu"):
        with pytest.raises(PersonError) as refusal:
            read_workbook(locked, password=password)
        assert refusal.value.code == "file.cannot_decrypt"


def test_pictures_and_charts_are_named_as_not_read(tmp_path: Path) -> None:
    path = tmp_path / "chart.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("図")
        sheet.write_column(0, 0, [1, 2, 3])
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=図!$A$1:$A$3"})
        sheet.insert_chart("C1", chart)

    assert [(note.code, note.rule) for note in read_workbook(path).notes] == [
        ("file.objects", "L1-10")
    ]


@pytest.mark.parametrize("seed", range(12))
def test_a_file_damaged_anywhere_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("実績")
    for row in range(20):
        sheet.write(row, 0, f"記入例{row}")
        sheet.write(row, 1, row * 1.5)
    old, new = tmp_path / "old.xls", tmp_path / "new.xlsx"
    workbook.save(str(old))
    with xlsxwriter.Workbook(new) as package:
        package.add_worksheet("実績").write_column(0, 0, range(20))
    random = Random(seed)
    path = (old, new)[seed % 2]
    content = bytearray(path.read_bytes())
    if seed % 3 == 0:
        del content[random.randrange(len(content)) :]
    else:
        for _ in range(20):
            content[random.randrange(len(content))] = random.randrange(256)
    path.write_bytes(content)

    try:
        read = read_workbook(path)
    except PersonError as refusal:
        code = refusal.code
    else:
        code = read.kind
    assert code in {"xls", "xlsx", "csv", "tsv"} or code.startswith("file.")


def test_formats_and_widths_are_read_as_excel_writes_them(tmp_path: Path) -> None:
    # The style is the last that Excel says of a number, and <cols> stands before the cells.
    path = tmp_path / "書式.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("指標")
        sheet.write("A1", 95, book.add_format({"num_format": '0"人"'}))
        sheet.write_blank("B1", None, book.add_format({"num_format": "0%"}))
        sheet.set_column("B:C", 40)
    read = read_workbook(path).sheets[0]
    assert read.formats == {(0, 0): '0"人"'}
    assert {column: round(width) for column, width in read.column_widths.items()} == {1: 41, 2: 41}


def test_cells_with_a_lost_formula_alone_are_on_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "数式.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("合計")
        sheet.write_row(0, 0, ("件数", 3))
        # Rows and columns of their own, as a sum below and beside the figures.
        sheet.write_formula(4, 1, "=SUM(B1:B4)", None, "")
        sheet.write_formula(0, 5, "=SUM(B1:E1)", None, "")
    sheet = read_workbook(path).sheets[0]
    assert sheet.uncalculated == {(4, 1), (0, 5)}
    assert (sheet.height, sheet.width) == (5, 6)
