"""Chapter 4 as a new user follows it: levers, scenarios, what it would take, how it is reckoned."""

import pytest

from tests.guide.reader import Reader


@pytest.fixture
def reader(window, qtbot):
    window.resize(1366, 768)
    return Reader(window, qtbot, "04")


def scenarios(window):
    return window.document.database.rows("SELECT id FROM scenario")


def test_the_fourth_chapter(reader, window):
    reader.press("Ctrl+2", on=window)
    page = window.pages.population.page
    with reader.section("使い方"):
        for words in reader.words_of("使い方") - {"理由", "すべて現状継続に戻す"}:
            reader.see(words)
        lever = page.panel.levers["tfr"]
        tip = lever.toolTip() or lever.slider.toolTip()
        assert tip
        before = page.projection.total[-1, 0]
        lever.slider.setFocus()
        for _ in range(5):
            reader.press("→", on=lever.slider)
        assert page.projection.total[-1, 0] > before
        reader.click("理由")
        reader.click("すべて現状継続に戻す")
        assert page.projection.total[-1, 0] == pytest.approx(before)
    with reader.section("シナリオ"):
        reader.see("現状継続", "目標")
        count = len(scenarios(window))
        reader.click("複製")
        assert len(scenarios(window)) == count + 1
        reader.click("比較")
        assert page.comparison.table().columns[-1].startswith("社人研")
    with reader.section("地区別"):
        reader.click("地区別")
        reader.see("1つのシナリオの推移")
        page.areas.view_box.setCurrentIndex(1)
        page.areas.view_box.activated.emit(1)
        reader.see("シナリオの比較")
    with reader.section("世帯数"):
        reader.click("世帯数")
        assert page.households.import_button.isVisible()
    with reader.section("何があれば届くか"):
        reader.click("何があれば届くか？")
        reader.see("計画どおりにするには")
    with reader.section("推計の方法"):
        pass
    with reader.section("確かさ"):
        reader.click("確かさ")
    reader.end()
