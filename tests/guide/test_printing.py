"""Chapters 5 and 8 as a new user follows them: print, write out, charts; the list of keys."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.guide.reader import SOURCE, Reader
from workbench.desktop.places import POPULATION, Place


@pytest.fixture
def follow(window, qtbot):
    window.resize(1366, 768)
    return lambda chapter: Reader(window, qtbot, chapter)


def test_the_fifth_chapter(follow, window, answers, tmp_path, qtbot):
    reader = follow("05")
    page = window.pages.reports
    with reader.section("帳票を印刷する"):
        reader.click("帳票", inside=window.page_bar)
        for form in ("体系図", "施策シート", "指標一覧", "人口の見通し", "進捗総括表", "計画概要"):
            reader.click(form)
        reader.meet(*(reader.words_of("帳票を印刷する") & {page.list.item(4).text()}))
        assert page.preview.page_count == 2
        reader.see("印刷…")
        reader.press("Ctrl+P", on=window)
        assert answers.asked[-1] == "printer"
        answers.name = tmp_path / "概要.pdf"
        reader.click("PDFに保存…")
        assert answers.name.read_bytes().startswith(b"%PDF")
        reader.menu("ファイル", "計画の設定…")
        reader.click("帳票の見た目")
        reader.menu("ファイル", "設定…")
        reader.see("年の表し方")
        window.preferences.reject()
    with reader.section("まとめて書き出す"):
        reader.click("帳票", inside=window.page_bar)
        reader.see("書き出し")
        for output in reader.words_of("まとめて書き出す") - {"書き出し"}:
            reader.click(output)
        answers.chosen_folder = tmp_path / "CSV"
        reader.menu("ファイル", "CSVフォルダーに書き出す…")
        assert (tmp_path / "CSV" / "elements.csv").is_file()
    with reader.section("グラフを資料に使う"):
        window.go_to(Place(POPULATION))
        reader.settle()
        reader.see("コピー")
        reader.click("表")
    reader.end()
    assert QApplication.activeModalWidget() is None


def test_the_eighth_chapter(follow, window):
    reader = follow("08")
    with reader.section(""):
        reader.menu("ヘルプ", "キーボード操作の一覧")
        reader.close()
        reader.press("Ctrl+/", on=window)
        reader.close()
    reader.end()


def test_every_chapter_is_followed():
    """Each chapter of the guide has a test that ends with every section of it followed."""
    followed = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        followed |= set(re.findall(r'(?:Reader\(window, qtbot, |follow\()"(\d\d)"', text))
        assert "reader.end(" in text
    chapters = {path.name[:2] for path in SOURCE.glob("0*.typ") if "index" not in path.name}
    assert followed == chapters
