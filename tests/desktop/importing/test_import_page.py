"""The import page: what a workbook would change, taking it in, and taking it back."""

import gc
import weakref

import pytest
import xlsxwriter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from workbench.desktop import document as desktop_document
from workbench.desktop.importing import taking_in
from workbench.desktop.importing.difference_model import CELL, NEW, OLD
from workbench.desktop.importing.files import State
from workbench.desktop.places import IMPORT, Place
from workbench.exchange.proposals import Change
from workbench.operations.editing import VISION, edit_text
from workbench.store import journal


def test_an_empty_page_says_what_could_be_here(page, answers, qtbot):
    assert page.drop_area.isVisible()
    qtbot.mouseClick(page.drop_area.button, Qt.MouseButton.LeftButton)
    assert answers.asked == ["workbooks"]
    assert page.drop_area.isVisible()


def test_a_workbook_shows_what_it_would_change_before_it_does(window, page, hands, workbook):
    hands.read(workbook)
    assert page.apply_button.text() == "2件を取り込む（1件は除く）"
    assert page.undecided.text() == "判断待ちの1件を見る"
    assert hands.texts(NEW) == ["180", "195"]
    assert hands.texts(CELL) == ["E2　指標", "F2　指標"]
    assert window.document.plan.indicators == ()


def test_taking_in_is_one_step_that_one_click_takes_back(window, page, hands, workbook, qtbot):
    hands.read(workbook)
    qtbot.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    hands.wait()
    assert [held.name for held in window.document.plan.indicators] == ["相談件数（記入例）"]
    assert "2件を取り込みました" in page.done.words.text()
    assert not page.apply_button.isEnabled()
    qtbot.mouseClick(page.done.undo, Qt.MouseButton.LeftButton)
    hands.wait()
    assert window.document.plan.indicators == ()
    assert not page.done.isVisible()
    assert page.apply_button.text() == "2件を取り込む（1件は除く）"


def test_a_changed_value_shows_old_and_new(page, hands, workbook, qtbot):
    hands.read(workbook)
    page.apply()
    hands.wait()
    hands.read(
        hands.sheet("次.xlsx", [("4-10", "移住・定住の推進", "相談件数（記入例）", "件", 180, 212)])
    )
    chips = page.workbook.differences.chips
    assert chips[Change.CHANGED].text() == "→ 変更 1"
    qtbot.mouseClick(chips[Change.CHANGED], Qt.MouseButton.LeftButton)
    assert (hands.texts(OLD), hands.texts(NEW)) == (["195"], ["212"])
    qtbot.mouseClick(chips[None], Qt.MouseButton.LeftButton)
    assert len(hands.texts(NEW)) == 2


def test_a_broken_file_is_refused_in_one_sentence_on_the_page(window, page, tmp_path, hands):
    (tmp_path / "壊れた.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    hands.read(tmp_path / "壊れた.xlsx")
    assert page.trouble
    assert page._trouble.isVisible()
    assert page._trouble.accessibleName() == page.trouble
    assert page.list.item(0).text().endswith("✕ 読み込めません")
    assert not page.apply_button.isVisible()
    assert window.document.next_undo is None


def test_a_large_step_is_taken_back_while_the_window_stays_alive(
    window, page, hands, workbook, monkeypatch
):
    hands.read(workbook)
    page.apply()
    monkeypatch.setattr(desktop_document, "MANY_ROWS", 0)
    page.done.undo.click()
    assert window.document.apart.waiting.labelText() == "元に戻しています…"
    # Nothing else begins meanwhile.
    assert not window.document.undo()
    hands.wait()
    assert window.document.plan.indicators == ()
    assert window.status.text.startswith("元に戻しました")
    window.status.back.click()
    assert window.document.apart.waiting.labelText() == "やり直しています…"
    hands.wait()
    assert len(window.document.plan.indicators) == 1


def test_taking_back_several_large_steps_can_be_cancelled(
    window, page, hands, workbook, pause, monkeypatch
):
    document = window.document
    hands.read(workbook)
    page.apply()
    assert document.run(lambda database: edit_text(database, VISION, 1, "将来像（記入例）"))
    before = journal.last_entry_id(document.database)
    monkeypatch.setattr(desktop_document, "MANY_ROWS", 0)
    # The first of the steps has been taken back, the second has been begun.
    pause.writes_before = 4
    document.undo(2)
    pause.while_held(document.apart.waiting.findChild(QPushButton).click)
    hands.wait()
    assert journal.last_entry_id(document.database) == before
    assert document.plan.profile.vision == "将来像（記入例）"
    assert len(document.plan.indicators) == 1


def test_what_is_known_of_a_file_goes_with_it_and_not_by_the_collector(page, hands, workbook):
    hands.read(workbook)
    held = weakref.ref(page.current.reading.proposal)
    gc.collect()
    gc.disable()
    try:
        page.remove_file()
        hands.read(hands.sheet("次の年.xlsx"))
        assert held() is None
    finally:
        gc.enable()


def test_a_workbook_of_something_else_says_that_nothing_was_recognised(page, tmp_path, hands):
    with xlsxwriter.Workbook(str(tmp_path / "会議.xlsx")) as book:
        book.add_worksheet().write_column(0, 0, ["会議の記録", "出席者", "議題"])
    hands.read(tmp_path / "会議.xlsx")
    assert "▲" in page.list.item(0).text()
    assert not page.apply_button.isVisible()
    # The sheet is there all the same, and the findings say why.
    assert page.workbook.sheets.view.sheet_model.index(0, 0).data() == "会議の記録"
    assert page.workbook.show_findings


def test_a_file_that_has_gone_can_be_read_again_when_it_is_back(page, tmp_path, hands, qtbot):
    hands.read(tmp_path / "後で.xlsx")
    assert page.again.text() == "もう一度読み込む"
    hands.sheet("後で.xlsx")
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    hands.wait()
    assert page.current.state is State.READ


def test_a_protected_workbook_asks_for_its_password(
    page, answers, tmp_path, workbook, hands, qtbot
):
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    protected = tmp_path / "保護.xlsx"
    with workbook.open("rb") as plain, protected.open("wb") as secret:
        msoffcrypto.OOXMLFile(plain).encrypt("himitsu", secret)
    hands.read(protected)
    assert page.again.text() == "パスワードを入力…"
    answers.secret = "himitsu"
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    hands.wait()
    assert answers.asked == ["password 保護.xlsx"]
    assert page.current.state is State.READ


EUC_TEXT = (
    "施策番号,施策名,指標名,単位,令和5年度,令和6年度\r\n"
    "4-10,移住・定住の推進,相談件数（記入例）,件,180,195\r\n"
)


def test_a_text_of_unknown_encoding_is_shown_in_each_and_read_as_chosen(
    page, tmp_path, hands, qtbot
):
    path = tmp_path / "古い.csv"
    path.write_bytes(EUC_TEXT.encode("euc_jp"))
    hands.read(path)
    panel = page.encodings
    assert panel.isVisible()
    assert page.list.item(0).text().endswith("▲ 文字コードを選んでください")
    # The likeliest is proposed, and the others show how they would read.
    assert panel.encoding == "euc_jp"
    assert panel.lines.accessibleName().startswith("施策番号,施策名")
    qtbot.mouseClick(panel.choices["cp932"], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert not panel.lines.accessibleName().startswith("施策番号")
    qtbot.mouseClick(panel.choices["euc_jp"], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    hands.wait()
    assert page.current.state is State.READ
    assert page.apply_button.text() == "2件を取り込む"


def test_the_encoding_chosen_for_a_file_is_remembered(page, tmp_path, hands, qtbot):
    path = tmp_path / "古い.csv"
    path.write_bytes(EUC_TEXT.encode("euc_jp"))
    hands.read(path)
    qtbot.mouseClick(page.encodings.button, Qt.MouseButton.LeftButton)
    hands.wait()
    page.remove_file()
    hands.read(path)
    assert page.current.state is State.READ
    assert any(one.code == "file.chosen_encoding" for one in page.current.reading.proposal.findings)


def test_reading_can_be_cancelled(page, workbook, qtbot):
    page.read_files([workbook])
    assert page.cancel_button.isVisible()
    qtbot.mouseClick(page.cancel_button, Qt.MouseButton.LeftButton)
    assert page.current.state is State.CANCELLED
    assert "中止" in page._trouble.accessibleName()


def test_another_file_is_compared_again_when_the_plan_has_changed(page, workbook, hands):
    other = hands.sheet(
        "同じ内容.xlsx", [("4-10", "移住・定住の推進", "相談件数（記入例）", "件", 180, 195)]
    )
    hands.read(workbook, other)
    page.list.setCurrentRow(0)
    page.apply()
    hands.wait()
    page.list.setCurrentRow(1)
    assert hands.texts(OLD) == ["180", "195"]
    assert not page.done.isVisible()


def test_a_file_is_taken_off_the_list(page, workbook, hands, qtbot):
    hands.read(workbook)
    qtbot.mouseClick(page.pane.remove_button, Qt.MouseButton.LeftButton)
    assert page.list.count() == 0
    assert page.drop_area.isVisible()


def test_nothing_is_taken_into_a_plan_opened_for_reading(window, page, plan_path, workbook, hands):
    window.document.open(plan_path, read_only=True)
    window.go_to(Place(IMPORT))
    window.go_to(Place(IMPORT))
    hands.read(workbook)
    assert not page.apply_button.isEnabled()


def test_several_files_are_taken_in_as_one_step(window, page, hands, qtbot):
    measure = ("4-10", "移住・定住の推進")
    paths = [
        hands.sheet("甲課.xlsx", [(*measure, "相談件数（記入例）", "件", 180, 195)]),
        hands.sheet("乙課.xlsx", [(*measure, "移住者数（記入例）", "人", 95, 104)]),
        hands.sheet("丙課.xlsx", [("9-99", "ない施策", "ない指標（記入例）", "件", 1, 2)]),
    ]
    hands.read(*paths)
    assert page.pane.all_button.text() == "2件のファイルをまとめて取り込む"
    qtbot.mouseClick(page.pane.all_button, Qt.MouseButton.LeftButton)
    hands.wait()
    assert len(window.document.plan.indicators) == 2
    assert "2件のファイル" in page.done.words.text()
    qtbot.mouseClick(page.done.undo, Qt.MouseButton.LeftButton)
    hands.wait()
    assert window.document.plan.indicators == ()


def test_what_two_files_give_is_counted_once_and_what_now_waits_is_told(window, page, hands, qtbot):
    measure = ("4-10", "移住・定住の推進")
    paths = [
        hands.sheet("甲課.xlsx", [(*measure, "移住相談件数（記入例）", "件", 180, 195)]),
        hands.sheet("乙課.xlsx", [(*measure, "移住相談件数（記入例）", "件", 180, 195)]),
        # Beside the first one this may be the same indicator, or not.
        hands.sheet("丙課.xlsx", [(*measure, "移住相談の件数（記入例）", "件", 7, 8)]),
    ]
    hands.read(*paths)
    qtbot.mouseClick(page.pane.all_button, Qt.MouseButton.LeftButton)
    hands.wait()
    assert "3件のファイル から2件を取り込みました。 ほかの4件は" in page.done.words.text()
    assert "▲ 判断待ち 1件" in page.list.item(2).text()


def test_reading_of_several_files_is_counted_and_can_be_cancelled(page, hands, qtbot):
    paths = [hands.sheet(f"{number}課.xlsx") for number in range(4)]
    page.read_files(paths)
    assert page.pane._words.text() == "4件中0件を読み込みました"
    qtbot.mouseClick(page.pane.cancel, Qt.MouseButton.LeftButton)
    assert {file.state for file in page.files.files} == {State.CANCELLED}
    assert not page.pane._progress.isVisible()


def test_delete_takes_a_file_off_the_list(page, workbook, hands, qtbot):
    hands.read(workbook)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.list.count() == 0


def test_f6_goes_through_the_panes(page, workbook, hands, qtbot):
    hands.read(workbook)
    view = page.workbook
    page.list.setFocus()
    seen = []
    for _ in range(5):
        qtbot.keyClick(page, Qt.Key.Key_F6)
        seen.append(page.window().focusWidget())
    assert seen == [
        view.sheets.view,
        view.columns.table,
        view.differences.table,
        page.apply_button,
        page.list,
    ]


def test_the_answer_to_the_department_is_a_workbook_of_its_own(
    page, answers, hands, workbook, tmp_path, qtbot
):
    before = workbook.read_bytes()
    hands.read(workbook)
    answers.name = tmp_path / "回答.xlsx"
    qtbot.mouseClick(page.answer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.answering.is_writing, timeout=20_000)
    assert answers.asked == ["write 記入例_確認結果.xlsx"]
    assert "回答.xlsx" in page.done.words.text()
    assert not page.done.undo.isVisible()
    assert answers.name.stat().st_size > 1_000
    assert workbook.read_bytes() == before


def test_the_department_s_own_file_is_never_written(window, page, answers, hands, workbook, qtbot):
    before = workbook.read_bytes()
    hands.read(workbook)
    answers.name = workbook
    qtbot.mouseClick(page.answer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.answering.is_writing, timeout=20_000)
    assert "別の名前" in window.notice.text
    assert workbook.read_bytes() == before


def test_large_files_are_written_apart_and_announced(window, page, hands, workbook, monkeypatch):
    monkeypatch.setattr(taking_in, "_MANY", 0)
    hands.read(workbook)
    page.apply()
    assert page.taking_in.waiting.labelText() == "記入例.xlsx を取り込んでいます…"
    hands.wait()
    assert len(window.document.plan.indicators) == 1
    assert "2件を取り込みました" in page.done.words.text()
    page.done.undo.click()
    hands.wait()
    assert window.document.plan.indicators == ()


def test_writing_a_large_file_can_be_cancelled(window, page, hands, workbook, pause, monkeypatch):
    monkeypatch.setattr(taking_in, "_MANY", 0)
    pause.writes_before = 3
    hands.read(workbook)
    page.apply()
    pause.while_held(page.taking_in.waiting.findChild(QPushButton).click)
    hands.wait()
    assert window.document.plan.indicators == ()
    assert window.document.next_undo is None
    assert not page.done.isVisible()
    assert page.apply_button.isEnabled()
