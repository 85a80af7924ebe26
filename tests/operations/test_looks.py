"""The city's look: kept with the plan, one step each, taken back like any other, printed."""

import datetime
import struct
import zlib

import pytest

from workbench.errors import PersonError
from workbench.operations import reporting
from workbench.operations.look_texts import CREST, FONTS, FOOTER, THEME_TITLE, VERSION
from workbench.operations.looks import (
    look_of,
    missing_fonts,
    set_crest,
    set_goal_colour,
    set_look_text,
    take_crest_away,
)
from workbench.report.crest import LARGEST
from workbench.report.typesetting import pixels_of
from workbench.store.journal import undo
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_plan, load_settings

DAY = datetime.date(2026, 4, 1)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def png(width: int, height: int) -> bytes:
    """Return a PNG of one red."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xc0\x10\x20" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def document_of(plan_file: PlanFile):
    return reporting._document(plan_file.database, DAY, reporting.EVERYTHING)


def test_words_are_printed_and_taken_back(plan_file: PlanFile) -> None:
    database = plan_file.database
    for key, words in ((VERSION, " 第1版 "), (FOOTER, "企画課"), (THEME_TITLE, "重点テーマ")):
        set_look_text(database, key, words)
    document = document_of(plan_file)
    assert document.edition.version == "第1版"
    assert (document.look.footer, document.look.theme_title) == ("企画課", "重点テーマ")
    undo(database)
    assert document_of(plan_file).look.theme_title == "価値創出プロジェクト"


def test_what_is_usual_leaves_nothing_behind(plan_file: PlanFile) -> None:
    set_look_text(plan_file.database, THEME_TITLE, "重点テーマ")
    set_look_text(plan_file.database, THEME_TITLE, "横断テーマ")
    set_look_text(plan_file.database, FOOTER, "")
    assert {THEME_TITLE, FOOTER}.isdisjoint(load_settings(plan_file.database))


@pytest.mark.parametrize("picture", [SVG, b"\xef\xbb\xbf" + SVG, png(30, 20)], ids=str)
def test_a_crest_of_either_kind_is_printed(plan_file: PlanFile, picture: bytes) -> None:
    plain = reporting.report(plan_file.database, "tree", DAY)
    set_crest(plan_file.database, picture, "市章")
    crest = load_settings(plan_file.database)[CREST]
    assert crest.startswith("<svg")
    with_crest = reporting.report(plan_file.database, "tree", DAY)
    assert with_crest.count(b"/S/Figure") == plain.count(b"/S/Figure") + 1
    (sheet,) = reporting.preview(plan_file.database, "tree", DAY)
    assert sheet.drawing.count(b"data:image/png;base64,") == 1
    assert b"data:image/svg" not in sheet.drawing
    take_crest_away(plan_file.database)
    assert reporting.report(plan_file.database, "tree", DAY) == plain


def test_a_png_keeps_its_shape() -> None:
    from workbench.report.crest import crest_of

    drawn = pixels_of(crest_of(png(30, 20)).encode())
    width, height = struct.unpack(">II", drawn[16:24])
    assert width / height == pytest.approx(1.5, abs=0.01)


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"<svg",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
        SVG + b" " * LARGEST,
    ],
    ids=lambda picture: str(picture[:12]),
)
def test_what_cannot_be_printed_is_refused_and_nothing_changes(
    plan_file: PlanFile, picture: bytes
) -> None:
    with pytest.raises(PersonError) as caught:
        set_crest(plan_file.database, picture, "市章")
    assert caught.value.code in ("report.crest", "report.crest_large")
    assert CREST not in load_settings(plan_file.database)


def test_a_goal_takes_a_colour_and_gives_it_back(plan_file: PlanFile) -> None:
    (goal, *_others) = load_plan(plan_file.database).children(None)
    set_goal_colour(plan_file.database, goal.id, " #f5c242")
    assert load_plan(plan_file.database).element(goal.id).colour == "#F5C242"
    set_goal_colour(plan_file.database, goal.id, "")
    assert load_plan(plan_file.database).element(goal.id).colour == ""
    with pytest.raises(PersonError) as caught:
        set_goal_colour(plan_file.database, goal.id, "紺")
    assert caught.value.code == "look.colour"


def test_a_typeface_that_is_not_here_is_named_and_others_stand_in(plan_file: PlanFile) -> None:
    set_look_text(plan_file.database, FONTS, "架空の書体")
    assert missing_fonts(look_of(load_settings(plan_file.database))) == ("架空の書体",)
    assert reporting.report(plan_file.database, "tree", DAY).startswith(b"%PDF")
