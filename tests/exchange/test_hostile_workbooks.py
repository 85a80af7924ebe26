"""Workbooks made to do harm are refused, or read as the plain cells they show."""

import io
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from workbench.errors import PersonError
from workbench.exchange.reading import Limits, read_workbook

SECRET = "himitsu-no-naiyou-4711"


def package(
    replaced: Mapping[str, str] | None = None, added: Mapping[str, str] | None = None
) -> bytes:
    """Return a small workbook with parts replaced (by text to find and put) and added."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("実績")
        sheet.write_row(0, 0, ["指標名", "R5"])
        sheet.write_row(1, 0, ["MARK", 45.2])
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as reading, zipfile.ZipFile(changed, "w") as writing:
        for part in reading.infolist():
            text = reading.read(part).decode("utf-8")
            for old, new in (replaced or {}).items():
                text = text.replace(old, new)
            writing.writestr(part.filename, text, zipfile.ZIP_DEFLATED)
        for name, content in (added or {}).items():
            writing.writestr(name, content)
    return changed.getvalue()


def read(tmp_path: Path, content: bytes, limits: Limits | None = None) -> str:
    """Return everything that was read, or the code of the refusal."""
    path = tmp_path / "様式.xlsx"
    path.write_bytes(content)
    try:
        return repr(read_workbook(path, limits=limits))
    except PersonError as error:
        return error.code


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_BOMB = "".join(
    f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' if level else '<!ENTITY e0 "ha">'
    for level in range(10)
)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "{secret}">',
        '<!ENTITY % y SYSTEM "{secret}"> %y;',
        '<!ENTITY x SYSTEM "http://example.invalid/x">',
        _BOMB.replace('"ha"', '"ha"').replace("e9 ", "x "),
    ],
    ids=["file", "parameter", "network", "bomb"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_and_never_resolved(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    declared = declared.replace("{secret}", (tmp_path / "secret.txt").as_uri())
    doctype = f"<!DOCTYPE a [{declared}]>"
    content = package({_DECLARATION: f"{_DECLARATION}{doctype}", "MARK": "&x;"})
    if encoding == "utf-16":
        content = recoded(content)
    begun = time.monotonic()
    assert read(tmp_path, content).startswith("file.")
    assert time.monotonic() - begun < 10


def test_a_declaration_far_down_in_a_part_resolves_nothing_either(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    entity = f'<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">'
    hidden = f"{_DECLARATION}<!--{'x' * 200_000}--><!DOCTYPE a [{entity}{_BOMB}]>"
    for reference in ("&x;", "&e9;"):
        begun = time.monotonic()
        answer = read(tmp_path, package({_DECLARATION: hidden, "MARK": reference}))
        assert SECRET not in answer
        assert "hahahaha" not in answer
        assert time.monotonic() - begun < 10


def recoded(content: bytes) -> bytes:
    """Return a package whose parts are UTF-16, in which a filter may not find what it seeks."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as reading,
        zipfile.ZipFile(made, "w") as writing,
    ):
        for part in reading.infolist():
            text = reading.read(part).decode("utf-8").replace("UTF-8", "UTF-16")
            writing.writestr(part.filename, text.encode("utf-16"), zipfile.ZIP_DEFLATED)
    return made.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../../out.xml",
        "/out.xml",
        "C:\\out.xml",
        "..\\..\\out.xml",
        "xl/../../out.xml",
    ],
)
def test_a_part_is_never_written_where_its_name_leads(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    read(inner, package(added={name: SECRET}))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "様式.xlsx"]
    assert not Path("/out.xml").exists()


def test_what_swells_when_it_is_unpacked_is_refused(tmp_path: Path) -> None:
    begun = time.monotonic()
    swollen = io.BytesIO(package())
    with zipfile.ZipFile(swollen, "a", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("xl/worksheets/sheet2.xml", b" " * 60_000_000)
    assert read(tmp_path, swollen.getvalue()) == "file.expands"
    many = package(added={f"xl/media/{number}.xml": "" for number in range(6000)})
    assert read(tmp_path, many).startswith("file.")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "formula",
    ["cmd|' /C calc'!A0", "'[他の本.xlsx]実績'!B2", 'WEBSERVICE("http://example.invalid/")',
     "'file:///etc/[x.xlsx]S'!A1", 'HYPERLINK("http://example.invalid/","押す")'],
)  # fmt: skip
def test_a_formula_is_the_value_it_showed_and_nothing_is_called(
    tmp_path: Path, formula: str
) -> None:
    path = tmp_path / "様式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("実績")
        sheet.write_row(0, 0, ["指標名", "R5"])
        sheet.write(1, 0, "件数")
        sheet.write_formula(1, 1, f"={formula}", None, 12)
    (read_sheet,) = read_workbook(path).sheets
    assert read_sheet.rows[1][:2] == ("件数", 12.0)


def test_links_to_other_files_and_queries_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    target = (tmp_path / "secret.txt").as_uri()
    relation = f'<Relationship Id="rId1" TargetMode="External" Target="{target}"/>'
    query = f'<connection id="1"><webPr url="{target}"/></connection>'
    links = "xl/externalLinks"
    linked = package(
        added={
            f"{links}/externalLink1.xml": f"{_DECLARATION}<externalLink/>",
            f"{links}/_rels/externalLink1.xml.rels": f"{_DECLARATION}<Relationships>{relation}"
            "</Relationships>",
            "xl/connections.xml": f"{_DECLARATION}<connections>{query}</connections>",
        }
    )
    answer = read(tmp_path, linked)
    assert SECRET not in answer
    assert "MARK" in answer


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "@SUM(A1)", "<b>x</b>", "'); DROP TABLE element; --"]
)
def test_a_text_that_looks_like_something_else_is_that_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "様式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("実績")
        sheet.write_string(0, 0, text)
        sheet.write_number(0, 1, 1)
    (read_sheet,) = read_workbook(path).sheets
    assert read_sheet.rows[0][0] == text
