"""Chapter 2 as a new user follows it: a year from opening it to closing it."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from tests.desktop.everywhere import MEASURE, filled_plan
from tests.guide.reader import Reader
from workbench.desktop.places import PROGRESS, REPORTS, Place, element_place
from workbench.desktop.plan.indicator_model import FIRST_YEAR
from workbench.store.planfile import PlanFile

YEAR = 2024


@pytest.fixture(scope="module")
def filled(sample_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        path = shutil.copy(sample_file, folder / "plan.plandb")
        filled_plan(path)
    return path


@pytest.fixture
def plan_path(filled, tmp_path, home):
    return shutil.copy(filled, tmp_path / "plan.plandb")


@pytest.fixture
def reader(window, qtbot):
    window.resize(1366, 768)
    return Reader(window, qtbot, "02")


def test_the_second_chapter(reader, window, answers, tmp_path, qtbot, forms):
    forms("measures", "progress")
    with reader.section(""):
        reader.see("計画", "取込", "進捗", "帳票")
        window.go_to(Place(REPORTS))
        reader.see("書き出し", "各課への照会様式")
        reader.settle()
    progress = window.pages.progress
    with reader.section("年度を開く"):
        reader.click("進捗", inside=window.page_bar)
        reader.see("対象年度")
        year = progress.bar.years
        year.setCurrentIndex(year.findData(YEAR - 1))
        year.activated.emit(year.currentIndex())
        reader.settle()
        reader.click("年度を開く")
        assert "開いています" in progress.bar.state.text()
    sent = tmp_path / "送る"
    with reader.section("各課へ照会する"):
        reader.click("帳票", inside=window.page_bar)
        reader.see("書き出し")
        reader.click("各課への照会様式")
        reader.see("照会する年度")
        reader.click("課ごとに1ファイル（フォルダー）")
        answers.chosen_folder = sent
        sent.mkdir()
        years = window.pages.reports.output_host.view.years
        years.setCurrentIndex(years.findData(YEAR))
        years.activated.emit(years.currentIndex())
        reader.settle()
        reader.click("書き出す…")
        workbooks = sorted(sent.rglob("*.xlsx"))
        assert workbooks
    with reader.section("戻ったファイルを取り込む"):
        reader.drop(workbooks[0])
        assert window.pages.importing.files.files[0].reading.proposal.recognised
        reader.click("進捗", inside=window.page_bar)
        reader.settle()
        reader.see("未入力・未評価")
        boxes = progress.missing.departments
        assert boxes.count() > 1
        reader.click("一覧をコピー")
        assert MEASURE in QApplication.clipboard().text()
    with reader.section("評価する"):
        measure = next(one for one in window.document.plan.elements if one.code == MEASURE)
        window.go_to(element_place(measure.id))
        reader.see("年度評価")
        reader.click("評価を書く")
        for words in ("現状", "課題", "要因", "対応", "今後の方向性"):
            reader.see(words)
        table = window.pages.plan.element.indicators.table
        table.setCurrentIndex(table.model().index(0, FIRST_YEAR))
        reader.see("進捗率", "対目標比", "年次期待値")
        reader.menu("ファイル", "計画の設定…")
        reader.click("評価基準")
    with reader.section("公表する"):
        reader.click("帳票", inside=window.page_bar)
        reader.click("進捗総括表")
        reader.click("施策シート")
        reader.click("機械判読データ")
        reader.menu("ファイル", "公開用の写し…")
        answers.name = tmp_path / "公開用.plandb"
        reader.click("写しを書き出す…")
        with PlanFile.open(answers.name, read_only=True) as copy:
            assert len(copy.database.rows("SELECT 1 FROM element")) == 51
        window.publishing.reject()
    with reader.section("年度を締め切る"):
        window.go_to(Place(PROGRESS))
        reader.click("進捗", inside=window.page_bar)
        reader.settle()
        reader.click("年度を締め切る…")
        progress.bar.question.agree.click()
        reader.settle()
        assert progress.subject.is_closed
        reader.click("年度を開き直す…")
        progress.bar.question.reason.setText("実績の訂正（記入例）")
        progress.bar.question.agree.click()
        reader.settle()
        assert not progress.subject.is_closed
        assert "実績の訂正" in str(window.document.next_undo.details)
    reader.end()
