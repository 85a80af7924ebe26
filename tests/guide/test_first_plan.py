"""Chapter 1 as a new user follows it: open, look around, a plan of one's own, save."""

import shutil
import sys

import pytest
from PySide6.QtWidgets import QApplication

from tests.desktop.accidents import crash
from tests.guide.reader import Reader
from workbench.desktop.places import element_place
from workbench.desktop.tour import hands
from workbench.operations.editing import FIELDS, edit_text


@pytest.fixture
def reader(window, qtbot):
    return Reader(window, qtbot, "01")


def total(window):
    return float(window.pages.population.page.projection.total[-1, 0])


def names(window):
    return [one.name for one in window.document.plan.elements]


def test_the_first_chapter(reader, window, answers, tmp_path, sample_file):
    with reader.section(""):
        pass
    with reader.section("開いてみる"):
        reader.see("はじめに試す3つのこと")
        reader.click("出生率のスライダーを動かす")
        reader.see("合計特殊出生率")
        before = total(window)
        lever = window.pages.population.page.panel.levers["tfr"]
        hands.drag_slider(lever.slider, 0.8, lambda: None)
        reader.settle()
        assert total(window) > before
        reader.press("Ctrl+Z", on=window)
        assert total(window) == pytest.approx(before)
        reader.press("Ctrl+1")
        reader.click("Excelファイルを取り込む")
        assert not window.document.plan.indicators
        window.pages.importing.apply_button.click()
        reader.settle()
        assert window.document.plan.indicators
        reader.click("取り込みを元に戻す")
        assert not window.document.plan.indicators
        reader.press("Ctrl+1")
        reader.click("計画の概要を2ページで印刷する")
        assert window.pages.reports.kind == "summary"
        reader.menu("ヘルプ", "はじめに試す3つのこと")
        reader.click("閉じる")
        assert not window.pages.plan.overview.first_steps.isVisible()
        reader.menu("ヘルプ", "はじめに試す3つのこと")
        assert window.pages.plan.overview.first_steps.isVisible()
    with reader.section("画面の見方"):
        for number, words in enumerate(("計画", "人口", "取込", "進捗", "帳票"), start=1):
            reader.click(words, inside=window.page_bar)
            shown = window.page
            window.go_to(element_place(window.document.plan.elements[0].id))
            reader.press(f"Ctrl+{number}")
            assert window.page == shown
        measure = next(one for one in window.document.plan.elements if one.code == "4-10")
        reader.press("Ctrl+1")
        window.go_to(element_place(measure.id))
        page = window.pages.plan.element
        hands.type_in(page.description, "長い文\n二行目")
        reader.press("Ctrl+Enter", on=page.description)
        assert window.document.plan.element(measure.id).description == "長い文\n二行目"
        reader.click("元に戻す", inside=window.status)
        assert not window.document.plan.element(measure.id).description
        hands.type_in(page.name, "x")
        reader.press("Esc", on=page.name)
        assert window.document.plan.element(measure.id).name == measure.name
        hands.type_in(page.name, "改")
        reader.press("Enter", on=page.name)
        assert window.document.plan.element(measure.id).name != measure.name
        reader.menu("表示", "履歴")
        assert window.shows_history
        window.toggle_history()
    with reader.section("自分の市町村の計画を作る"):
        answers.name = tmp_path / "松本市.plandb"
        reader.menu("ファイル", "新しい計画…")
        reader.fill("市町村名", "松本市")
        reader.fill("市町村コード", "20202")
        reader.fill("計画の名称", "第12次基本計画（記入例）")
        reader.see("階層（上から順に）")
        reader.click("計画を作成…")
        assert window.document.path == answers.name
        # The tree has the keyboard as soon as a plan is there.
        for keys, name in (("Ins", "健やかなまち"), ("Ctrl+N", "働くまち")):
            reader.press(keys)
            hands.type_in(QApplication.focusWidget(), name)
            reader.press("Enter")
        assert names(window) == ["健やかなまち", "働くまち"]
        reader.press("Alt+↑")
        assert names(window) == ["働くまち", "健やかなまち"]
        reader.press("Alt+↓")
        assert names(window) == ["健やかなまち", "働くまち"]
        reader.menu("ファイル", "計画の設定…")
        reader.click("担当課")
        answers.name = tmp_path / "見本から.plandb"
        reader.menu("ファイル", "見本から新規作成…")
        assert len(window.document.plan.elements) == 51
    with reader.section("保存する"):
        assert window.document.run(
            lambda database: edit_text(database, FIELDS["theme.name"], 1, "別の名")
        )
        reader.press("Ctrl+S", on=window)
        assert not window.document.is_modified
        reader.menu("ファイル", "以前の版…")
        assert window.earlier.isVisible()
        window.earlier.reject()
        if sys.platform != "win32":
            crash(shutil.copy(sample_file, tmp_path / "停電.plandb"), "停電の前に書いた")
            assert window.files.open(tmp_path / "停電.plandb")
        reader.see("この作業の続きから始める")
    reader.end()
