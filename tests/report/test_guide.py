"""The user guide is set in both shapes, speaks of what there is, and shows what the tour made."""

import datetime
import re
import zlib
from pathlib import Path

import pytest

from workbench import language, places
from workbench.operations.user_guide import guide_file
from workbench.report.guide import NAMES, write_guide

SOURCE = places.resources() / "guide" / "ja"
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.glob("*.typ")))
ROOT = Path(__file__).resolve().parents[2]


def _chunk(kind: bytes, held: bytes) -> bytes:
    return len(held).to_bytes(4) + kind + held + zlib.crc32(kind + held).to_bytes(4)


#: A grey dot, as PNG.
DOT = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    + _chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    + _chunk(b"IEND", b"")
)
KEYS = ({"where": "ファイル", "does": "保存", "keys": "Ctrl+S"},)
DAY = datetime.date(2026, 11, 26)


def quoted() -> set[str]:
    """Return every word of the window that the guide names."""
    alone = re.findall(r'#?ui\("([^"]+)"\)', TEXT)
    ways = [word for way in re.findall(r"#?menu\(([^)]*)\)", TEXT) for word in _words(way)]
    return {*alone, *ways}


def _words(way: str) -> list[str]:
    return re.findall(r'"([^"]+)"', way)


def shown() -> set[str]:
    """Return every picture that the guide shows."""
    return set(re.findall(r'#?picture\("([^"]+)"', TEXT))


def plain(text: str) -> str:
    return re.sub(r"\(&.\)", "", text)


def test_every_word_it_names_stands_in_the_window():
    said = {plain(words) for words in language.catalogue("ja").values()}
    unknown = quoted() - said
    assert not unknown, unknown


#: Quotations that are no words of the window: what stands in sheets and plans.
OTHER = {"目標 › 施策", "集計中", "－", "…", "誰がどのPCで開いているか", "記入例",
         "価値創出プロジェクト", "日本の世帯数の将来推計（都道府県別推計）"}  # fmt: skip


def test_what_stands_in_brackets_is_no_word_of_the_window_left_unchecked():
    """Words of the window are quoted by `ui`; a number in a button's words is told as ○."""
    said = {plain(words) for words in language.catalogue("ja").values()}
    counted = {re.sub(r"\{\w+\}", "○", words) for words in said}
    brackets = set(re.findall(r"「([^」]+)」", TEXT))
    # A count behind the words is left out.
    plainly = {re.sub(r"（○[^）]*）", "", words) for words in counted}
    assert brackets - OTHER <= counted | plainly
    assert brackets >= OTHER


def test_every_menu_it_leads_to_holds_what_it_says():
    """A way through the menus begins with one of the window's menus."""
    begins = {_words(way)[0] for way in re.findall(r"#?menu\(([^)]*)\)", TEXT) if _words(way)}
    assert begins <= {"ファイル", "編集", "表示", "ヘルプ"}


def test_every_picture_it_shows_is_one_the_tour_makes():
    steps = (ROOT / "workbench" / "desktop" / "tour" / "steps.py").read_text(encoding="utf-8")
    made = set(re.findall(r'"([a-z-]+)"', steps))
    assert shown()
    assert shown() <= made, shown() - made


def test_every_chapter_is_in_it():
    chapters = {path.name for path in SOURCE.glob("0*.typ")}
    whole = (SOURCE / "guide.typ").read_text(encoding="utf-8")
    assert {f'#include "{name}"' for name in chapters} <= set(re.findall("#include [^\n]+", whole))


@pytest.fixture
def tour(tmp_path):
    folder = tmp_path / "tour"
    folder.mkdir()
    for number, name in enumerate(sorted(shown()), start=1):
        (folder / f"{number:02}-{name}.png").write_bytes(DOT)
    return folder


def test_it_is_a_page_of_its_own_for_the_browser(tour, tmp_path):
    out = tmp_path / "guide.html"
    write_guide(out, tour, shortcuts=KEYS, made_on=DAY)
    page = out.read_text(encoding="utf-8")
    assert page.count("<img") == len(re.findall(r"#picture\(", TEXT))
    assert "<style>" in page
    assert 'lang="ja"' in page
    assert "Ctrl+S" in page
    assert "令和8（2026）年11月26日" in page
    # Nothing is fetched from anywhere.
    assert not re.findall(r'(?:src|href)="(?!data:|#)', page)


def test_the_index_leads_to_sections_by_the_syllabary(tour, tmp_path):
    out = tmp_path / "guide.html"
    write_guide(out, tour, shortcuts=KEYS, made_on=DAY)
    index = out.read_text(encoding="utf-8").split('<div class="index">')[1]
    rows = re.findall("<h3>(.+?)</h3>", index)
    assert rows == sorted(rows, key="あかさたなはまやらわ英字".index)
    # The link behind 何があれば届くか leads to the section of that name in chapter 4.
    chapter = (SOURCE / "04_population.typ").read_text(encoding="utf-8")
    section = re.findall(r"^== (.+)$", chapter, re.MULTILINE).index("何があれば届くか") + 1
    link = re.search(rf'何があれば届くか？.*?<a href="#([^"]+)"[^>]*>4\.{section}</a>', index)
    assert link is not None
    assert f'id="{link[1]}"' in out.read_text(encoding="utf-8")


def test_it_prints_as_a_tagged_pdf_and_the_same_each_time(tour, tmp_path):
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for out in (first, second):
        write_guide(out, tour, shortcuts=KEYS, made_on=DAY)
    assert first.read_bytes().startswith(b"%PDF-1.7")
    assert first.read_bytes() == second.read_bytes()
    assert b"/MarkInfo" in first.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_without_having_been_built_it_is_set_without_pictures(name, monkeypatch, tmp_path):
    monkeypatch.setattr("workbench.operations.user_guide._built", lambda _name: tmp_path / "no")
    made = guide_file(name)
    assert made.stat().st_size > 5000
    assert guide_file(name) == made
    if name.endswith("html"):
        assert "<img" not in made.read_text(encoding="utf-8")
