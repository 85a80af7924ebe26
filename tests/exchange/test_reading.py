"""Reading safely: every file gives its sheets or one clear sentence, and quickly."""

import datetime
import hashlib
import io
import struct
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from random import Random

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import PersonError
from workbench.exchange import _child, reading
from workbench.exchange.encodings import likeliest, previews
from workbench.exchange.findings import Level
from workbench.exchange.reading import Limits, ReadingCancelled, read_workbook
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


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("施策,値\n子育て,12\n".encode("utf-8-sig"), (("施策", "値"), ("子育て", "12"))),
        ("施策,値\n子育て,12\n".encode(), (("施策", "値"), ("子育て", "12"))),
        ("施策,値\n子育て,12\n".encode("cp932"), (("施策", "値"), ("子育て", "12"))),
        ("施策\t値\n子育て\t12\n".encode("utf-16"), (("施策", "値"), ("子育て", "12"))),
        ("施策\t値\n子,育\t12\n".encode(), (("施策", "値"), ("子,育", "12"))),
        ('施策,"改\n行"\n'.encode(), (("施策", "改\n行"),)),
        (b"a,b\n1\n", (("a", "b"), ("1", None))),
        ("①㈱髙﨑,1\n".encode("cp932"), (("①㈱髙﨑", "1"),)),
    ],
)
def test_text_files_are_read_by_bom_then_utf8_then_cp932(
    tmp_path: Path, content: bytes, rows: tuple[tuple[str | None, ...], ...]
) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(content)

    assert read_workbook(path).sheets[0].rows == rows


@pytest.mark.parametrize(
    "content",
    [
        "施策,指標\n健康,受診率\n".encode("euc_jp"),
        "施策,指標\n".encode("iso2022_jp"),
        b"\xff\xfd\xfe,1\n",
    ],
)
def test_text_of_another_encoding_is_refused_rather_than_guessed(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(content)

    with pytest.raises(PersonError) as refusal:
        read_workbook(path)
    assert refusal.value.code == "file.unknown_encoding"


@pytest.mark.parametrize("encoding", ["euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be"])
def test_text_of_another_encoding_is_read_as_a_person_says(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes("施策,指標\n健康,受診率\n".encode(encoding))

    with pytest.raises(PersonError) as refusal:
        read_workbook(path)
    assert refusal.value.code == "file.unknown_encoding"
    book = read_workbook(path, encoding="utf-16" if "16" in encoding else encoding)
    assert book.sheets[0].rows == (("施策", "指標"), ("健康", "受診率"))
    assert [note.code for note in book.notes] == ["file.chosen_encoding"]


def test_characters_that_the_named_encoding_lacks_are_counted_and_said(tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes("施策,指標\n".encode("euc_jp") + b"\xff\xff,1\n")

    book = read_workbook(path, encoding="euc_jp")
    assert book.sheets[0].rows == (("施策", "指標"), ("\ufffd\ufffd", "1"))
    warning = next(note for note in book.notes if note.code == "file.unreadable_characters")
    assert warning.level is Level.WARNING
    assert warning.what.values["count"] == 2


@given(
    text=st.text("施策指標健康診率記入例移住定住推進令和年度件人,\n 0123456789", min_size=8),
    encoding=st.sampled_from(["cp932", "utf-8", "euc_jp", "utf-16-le"]),
)
def test_the_encoding_a_text_is_in_is_proposed_first(text: str, encoding: str) -> None:
    text = f"施策番号,施策名,指標名\n{text}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.csv")
        path.write_bytes(text.encode(encoding))
        seen = previews(path)
    assert likeliest(seen) == encoding.removesuffix("-le")
    held = next(one for one in seen if one.encoding == encoding.removesuffix("-le"))
    assert not held.unreadable
    assert held.lines[0] == "施策番号,施策名,指標名"


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


def small_workbook(tmp_path: Path) -> Path:
    path = tmp_path / "small.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write(0, 0, "記入例")
    return path


def child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put another program in the child's place."""
    monkeypatch.setattr(reading, "_program", lambda: [sys.executable, "-c", code])


def test_a_parser_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "import threading; threading.Event().wait()")

    with pytest.raises(PersonError) as refusal:
        read_workbook(small_workbook(tmp_path), limits=Limits(seconds=0.3))
    assert refusal.value.code == "file.too_slow"


@pytest.mark.parametrize(
    "code", ["import os; os.abort()", "import sys; sys.exit(3)", "pass", "raise MemoryError"]
)
def test_a_parser_that_crashes_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    child(monkeypatch, code)

    with pytest.raises(PersonError) as refusal:
        read_workbook(small_workbook(tmp_path))
    assert refusal.value.code == "file.crashes_reader"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is held by the Linux kernel here")
def test_a_parser_that_swells_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(b"1,2,3,4,5,6,7,8\n" * 400_000)

    with pytest.raises(PersonError) as refusal:
        read_workbook(path, limits=Limits(memory_bytes=120_000_000))
    assert refusal.value.code in {"file.too_large", "file.crashes_reader"}


def test_a_frozen_program_starts_itself_as_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert reading._program() == [sys.executable, _child.FLAG]
    assert not _child.run_if_asked(["plan.plandb"])


@pytest.mark.parametrize(
    "column",
    [
        [1.5, 2.5, -3.0, 0.0],
        ["見出し", 1.5, 2.5, 3.5, 4.5],
        ["見出し", 1.5, None, 2.5, True, 4.5, 5.5, 6.5],
        ["見出し", "文", None, "", "改\n行", "末"],
        ["a", 1.5, "b", 2.5, None, datetime.date(2025, 4, 1)],
        [datetime.date(2025, 4, 1), datetime.datetime(2025, 4, 1, 9, 30), None, 3.0],
        [None, None, "下"],
        [float(2**53), 1e-9, 123456789.125, -0.5],
    ],
)
def test_a_column_comes_through_the_child_as_it_stands(
    tmp_path: Path, column: list[object]
) -> None:
    path = tmp_path / "column.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        time_of_day = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for row, cell in enumerate(column):
            if isinstance(cell, datetime.datetime):
                sheet.write_datetime(row, 0, cell, time_of_day)
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(row, 0, cell, date)
            elif cell is not None:
                sheet.write(row, 0, cell)

    read = [row[0] for row in read_workbook(path).sheets[0].rows]

    assert read == [None if cell == "" else cell for cell in column]
    assert [type(cell) for cell in read if cell is not None] == [
        type(cell) for cell in column if cell not in (None, "")
    ]


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


def test_reading_stops_when_it_is_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, "import threading; threading.Event().wait()")

    with pytest.raises(ReadingCancelled):
        read_workbook(small_workbook(tmp_path), cancelled=lambda: True)


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
