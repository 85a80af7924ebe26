"""Chapter 3 as a new user follows it: what a sheet would change, taken in, taken back."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from tests.desktop.importing.test_import_areas import census
from tests.guide.reader import Reader, choose
from workbench.desktop.example_workbook import write_example
from workbench.desktop.importing.words import LAYOUTS
from workbench.desktop.places import IMPORT, PLAN, Place, element_place
from workbench.desktop.plan.indicator_model import FIRST_YEAR
from workbench.desktop.tour import hands


@pytest.fixture
def reader(window, qtbot):
    window.resize(1366, 768)
    return Reader(window, qtbot, "03")


def test_the_third_chapter(reader, window, answers, tmp_path):
    page = window.pages.importing
    example = write_example(tmp_path / "記入例.xlsx")
    with reader.section("取り込む"):
        answers.workbooks = []
        reader.menu("ファイル", "Excelファイルを取り込む…", then=False)
        reader.press("Ctrl+I", on=window)
        assert answers.asked[-1] == "workbooks"
        reader.drop(example)
        assert not window.document.plan.indicators
        assert page.apply_button.text().endswith("件を取り込む")
        page.apply_button.click()
        reader.settle()
        assert len(window.document.plan.indicators) == 3
        reader.click("取り込みを元に戻す")
        assert not window.document.plan.indicators
        window.document.redo()
        reader.settle()
        reader.press("Ctrl+Z", on=window)
        assert not window.document.plan.indicators
    with reader.section("差分の見方"):
        window.document.redo()
        reader.settle()
        book = load_workbook(example)
        sheet = book.active
        sheet["H4"], sheet["G5"] = 196, None  # another result, a target left blank
        sheet.delete_rows(6)
        sheet.append(["4-11", "空き家対策の推進", "改修件数（記入例）", "件", "増加", 1, 2, 3, 4])
        book.save(tmp_path / "翌年.xlsx")
        reader.drop(tmp_path / "翌年.xlsx")
        reader.see("新規", "変更", "同じ", "ファイルになし", "空白")
        before = {one.name for one in window.document.plan.indicators}
        page.apply_button.click()
        reader.settle()
        # Neither what is not in the file nor what is blank in it has gone.
        assert before <= {one.name for one in window.document.plan.indicators}
    with reader.section("列の意味を直す"):
        strange = tmp_path / "見出し違い.xlsx"
        book = load_workbook(example)
        for column, name in enumerate("いろはにほへとちり", 1):
            book.active.cell(3, column, name)
        book.save(strange)
        reader.drop(strange)
        reader.see("列とその意味")
        columns = page.workbook.columns
        for row, *way in ((0, "施策番号"), (2, "指標"), (7, "実績", "令和5年度")):
            choose(columns.menu(row), *way)
            reader.settle()
        assert page.apply_button.isEnabled()
    with reader.section("表の位置を直す"):
        page.list.setCurrentRow(0)
        reader.settle()
        reader.click("この表を読み取らない")
        view = page.workbook.sheets.view
        model = view.model()
        chosen = QItemSelection(model.index(2, 0), model.index(5, 9))
        view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        reader.click("選んだ範囲を表として読み取る")
        reader.click("表を探し直す")
    with reader.section("確認事項"):
        book = load_workbook(example)
        book.active["A4"], book.active["B4"] = "9-99", "ない施策"
        book.active["H5"] = "約百"
        book.save(tmp_path / "確認.xlsx")
        reader.drop(tmp_path / "確認.xlsx")
        reader.click("確認事項")
        reader.see("判断待ち")
        answers.name = tmp_path / "回答.xlsx"
        reader.click("担当課への回答を作る…")
        assert answers.name.is_file()
    with reader.section("読める様式"):
        known = set(map(str, LAYOUTS.values()))
        quoted = reader.words_of("読める様式")
        assert quoted <= known
        reader.meet(*quoted)
    with reader.section("地域を選ぶ"):
        reader.drop(census(tmp_path / "国勢調査.xlsx"))
        reader.see("対象の地域")
        page.area.box.setCurrentIndex(page.area.box.findText("豊科町"))
        page.area.box.activated.emit(page.area.box.currentIndex())
        reader.settle()
        reader.see("豊科町")
    with reader.section("数値の出どころ"):
        window.go_to(Place(PLAN))
        measure = next(one for one in window.document.plan.elements if one.code == "4-10")
        window.go_to(element_place(measure.id))
        table = window.pages.plan.element.indicators.table
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, FIRST_YEAR))
        reader.settle()
        section = window.pages.plan.element.indicators
        assert "xlsx" in section._origin.text()
        index = table.currentIndex()
        hands.press(table, Qt.Key.Key_7)
        hands.press(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert index.data() == "7"
        table.setCurrentIndex(table.model().index(0, 0))
        table.setCurrentIndex(table.model().index(0, FIRST_YEAR))
        reader.see("画面で入力された値です。出典の記録はありません。", inside=section)
        window.go_to(Place(IMPORT))
        reader.click("これまでに取り込んだファイル…")
        reader.close()
    reader.end()
