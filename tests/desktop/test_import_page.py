"""The import page: what a workbook would change, taking it in, and taking it back."""

import pytest
import xlsxwriter
from PySide6.QtCore import Qt

from workbench.desktop.importing.difference_model import CELL, NEW, OLD, DifferenceModel, Names
from workbench.desktop.importing.files import State
from workbench.desktop.importing.finding_model import FindingModel
from workbench.desktop.places import IMPORT, Place
from workbench.exchange.proposals import Change

#: The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

_HEADER = ("施策番号", "施策名", "指標名", "単位", "令和5年度", "令和6年度")
_ROWS = (
    ("4-10", "移住・定住の推進", "相談件数（記入例）", "件", 180, 195),
    ("9-99", "ない施策", "ない指標（記入例）", "件", 1, 2),
)


def write_sheet(path, rows=_ROWS):
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("指標")
    for row, values in enumerate((_HEADER, *rows)):
        sheet.write_row(row, 0, values)
    book.close()
    return path


@pytest.fixture
def workbook(tmp_path):
    return write_sheet(tmp_path / "記入例.xlsx")


@pytest.fixture
def page(window):
    window.go_to(Place(IMPORT))
    return window.pages.importing


def read(page, qtbot, *paths):
    page.read_files(list(paths))
    wait(page, qtbot)


def wait(page, qtbot):
    qtbot.waitUntil(
        lambda: all(file.state is not State.READING for file in page.files.files), timeout=20_000
    )


def texts(page, column):
    view = page.proposal.filter
    return [view.index(row, column).data() for row in range(view.rowCount())]


def test_an_empty_page_says_what_could_be_here(page, answers, qtbot):
    assert page.drop_area.isVisible()
    qtbot.mouseClick(page.drop_area.button, Qt.MouseButton.LeftButton)
    assert answers.asked == ["workbooks"]
    assert page.drop_area.isVisible()


def test_a_workbook_shows_what_it_would_change_before_it_does(window, page, workbook, qtbot):
    read(page, qtbot, workbook)
    assert page.proposal.apply_button.text() == "2件を取り込む"
    assert page.proposal._left_out.text() == "判断が必要な1件は除きます"
    assert texts(page, NEW) == ["180", "195"]
    assert texts(page, CELL) == ["E2　指標", "F2　指標"]
    assert window.document.plan.indicators == ()


def test_taking_in_is_one_step_that_one_click_takes_back(window, page, workbook, qtbot):
    read(page, qtbot, workbook)
    qtbot.mouseClick(page.proposal.apply_button, Qt.MouseButton.LeftButton)
    wait(page, qtbot)
    assert [held.name for held in window.document.plan.indicators] == ["相談件数（記入例）"]
    assert "2件を取り込みました" in page.done.words.text()
    assert not page.proposal.apply_button.isEnabled()
    qtbot.mouseClick(page.done.undo, Qt.MouseButton.LeftButton)
    wait(page, qtbot)
    assert window.document.plan.indicators == ()
    assert not page.done.isVisible()
    assert page.proposal.apply_button.text() == "2件を取り込む"


def test_a_changed_value_shows_old_and_new(page, workbook, tmp_path, qtbot):
    read(page, qtbot, workbook)
    page.apply()
    wait(page, qtbot)
    again = write_sheet(
        tmp_path / "次.xlsx",
        [("4-10", "移住・定住の推進", "相談件数（記入例）", "件", 180, 212)],
    )
    read(page, qtbot, again)
    chips = page.proposal.chips
    assert chips[Change.CHANGED].text() == "→ 変更 1"
    qtbot.mouseClick(chips[Change.CHANGED], Qt.MouseButton.LeftButton)
    assert (texts(page, OLD), texts(page, NEW)) == (["195"], ["212"])
    qtbot.mouseClick(chips[None], Qt.MouseButton.LeftButton)
    assert len(texts(page, NEW)) == 2


def test_a_finding_leads_to_the_difference_of_its_cell(page, tmp_path, qtbot):
    sheet = write_sheet(
        tmp_path / "全角.xlsx",
        [("4-10", "移住・定住の推進", "相談件数（記入例）", "件", 180, "約２００")],
    )
    read(page, qtbot, sheet)
    findings = page.proposal.findings_model
    cells = [findings.index(row, 1).data() for row in range(findings.rowCount())]
    for row, cell in enumerate(cells):
        page.proposal.findings.clicked.emit(findings.index(row, 0))
        chosen = page.proposal.table.currentIndex()
        assert not chosen.isValid() or chosen.siblingAtColumn(CELL).data() == cell


def test_a_broken_file_is_refused_in_one_sentence_on_the_page(window, page, tmp_path, qtbot):
    (tmp_path / "壊れた.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    read(page, qtbot, tmp_path / "壊れた.xlsx")
    assert page.trouble
    assert page._trouble.isVisible()
    assert page._trouble.accessibleName() == page.trouble
    assert page.list.item(0).text().endswith("✕ 読み込めません")
    assert window.document.next_undo is None


def test_a_workbook_of_something_else_says_that_nothing_was_recognised(page, tmp_path, qtbot):
    book = xlsxwriter.Workbook(str(tmp_path / "会議.xlsx"))
    book.add_worksheet().write_column(0, 0, ["会議の記録", "出席者", "議題"])
    book.close()
    read(page, qtbot, tmp_path / "会議.xlsx")
    assert "▲" in page.list.item(0).text()
    assert not page.proposal.apply_button.isVisible()


def test_a_file_that_has_gone_can_be_read_again_when_it_is_back(page, tmp_path, qtbot):
    read(page, qtbot, tmp_path / "後で.xlsx")
    assert page.again.text() == "もう一度読み込む"
    write_sheet(tmp_path / "後で.xlsx")
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    wait(page, qtbot)
    assert page.current.state is State.READ


def test_a_protected_workbook_asks_for_its_password(page, answers, tmp_path, workbook, qtbot):
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    protected = tmp_path / "保護.xlsx"
    with workbook.open("rb") as plain, protected.open("wb") as secret:
        msoffcrypto.OOXMLFile(plain).encrypt("himitsu", secret)
    read(page, qtbot, protected)
    assert page.again.text() == "パスワードを入力…"
    answers.secret = "himitsu"
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    wait(page, qtbot)
    assert answers.asked == ["password 保護.xlsx"]
    assert page.current.state is State.READ


def test_reading_can_be_cancelled(page, workbook, qtbot):
    page.read_files([workbook])
    assert page.cancel_button.isVisible()
    qtbot.mouseClick(page.cancel_button, Qt.MouseButton.LeftButton)
    assert page.current.state is State.CANCELLED
    assert "中止" in page._trouble.accessibleName()


def test_another_file_is_compared_again_when_the_plan_has_changed(page, workbook, tmp_path, qtbot):
    other = write_sheet(tmp_path / "同じ内容.xlsx", _ROWS[:1])
    read(page, qtbot, workbook, other)
    page.list.setCurrentRow(0)
    page.apply()
    wait(page, qtbot)
    page.list.setCurrentRow(1)
    assert texts(page, OLD) == ["180", "195"]
    assert not page.done.isVisible()


def test_a_file_is_taken_off_the_list(page, workbook, qtbot):
    read(page, qtbot, workbook)
    qtbot.mouseClick(page.remove_button, Qt.MouseButton.LeftButton)
    assert page.list.count() == 0
    assert page.drop_area.isVisible()


def test_nothing_is_taken_into_a_plan_opened_for_reading(window, page, plan_path, workbook, qtbot):
    window.document.open(plan_path, read_only=True)
    window.go_to(Place(IMPORT))
    read(page, qtbot, workbook)
    assert not page.proposal.apply_button.isEnabled()


def test_the_models_keep_the_contract_of_qt(page, workbook, qtbot, qtmodeltester):
    read(page, qtbot, workbook)
    differences, findings = DifferenceModel(), FindingModel()
    differences.show_lines(page.current.reading.lines, Names("20220", "安曇野市"))
    findings.show_findings(page.current.reading.proposal.findings)
    assert differences.rowCount() == 2
    assert findings.rowCount() == 1
    qtmodeltester.check(differences)
    qtmodeltester.check(findings)
