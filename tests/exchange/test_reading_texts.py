"""Text files: which encoding they are in, and what a person says of it."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import PersonError
from workbench.exchange.encodings import likeliest, previews
from workbench.exchange.findings import Level
from workbench.exchange.reading import read_workbook


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
