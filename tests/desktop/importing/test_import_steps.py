"""What is said of a workbook before it is taken in can be taken back, step by step."""

import pytest

from workbench.desktop.importing.table_frame import Edge, TableFrame
from workbench.desktop.places import IMPORT, PLAN, Place
from workbench.exchange.guidance import SKIP

from .test_import_tables import above_row, drag, two_tables


@pytest.fixture
def view(page, window):
    window.resize(1366, 1400)
    return page.workbook.sheets.view


@pytest.fixture
def columns(page):
    return page.workbook.columns


def undo(window, hands):
    window.actions_.undo.trigger()
    hands.wait()


def redo(window, hands):
    window.actions_.redo.trigger()
    hands.wait()


def test_a_frame_dragged_by_hand_is_taken_back_and_dragged_again(
    window, page, hands, view, qtbot, tmp_path
):
    hands.read(two_tables(tmp_path))
    assert not window.actions_.undo.text().startswith("取り込み前")
    drag(view, 1, Edge.BOTTOM, above_row(view, 10), qtbot)
    hands.wait()
    assert page.apply_button.text() == "8件を取り込む"
    assert window.actions_.undo.text() == "取り込み前の操作を元に戻す：表の枠の変更"
    assert window.header.undo_button.isEnabled()
    assert "表の枠の変更" in window.header.undo_button.toolTip()

    undo(window, hands)
    assert view.frames == [TableFrame(1, 2, 4), TableFrame(8, 9, 11)]
    assert page.apply_button.text() == "12件を取り込む"
    assert window.actions_.redo.text() == "取り込み前の操作をやり直す：表の枠の変更"

    redo(window, hands)
    assert view.frames == [TableFrame(1, 2, 4), TableFrame(8, 9, 9)]


def test_each_frame_meaning_and_table_left_out_is_a_step_of_its_own(
    window, page, hands, columns, view, qtbot, tmp_path
):
    hands.read(two_tables(tmp_path))
    seen = []
    drag(view, 1, Edge.BOTTOM, above_row(view, 10), qtbot)
    hands.wait()
    seen.append(page.apply_button.text())
    view.go_to_cell(3, 3)
    hands.choose(columns.menu(3), "使わない")
    seen.append(page.apply_button.text())
    columns.leave_out.click()
    hands.wait()
    assert [*seen, page.apply_button.text()] == [
        "8件を取り込む",
        # The second table is like the first one: its column is not used either.
        "4件を取り込む",
        "2件を取り込む",
    ]

    words, seen = [], []
    for _step in range(3):
        words.append(window.actions_.undo.text().partition("：")[2])
        undo(window, hands)
        seen.append(page.apply_button.text())
    assert words == ["表を読み取らない指定", "列の意味の変更", "表の枠の変更"]
    assert seen == ["4件を取り込む", "8件を取り込む", "12件を取り込む"]


def test_a_decision_on_a_finding_is_a_step(window, page, hands, workbook):
    hands.read(workbook)
    findings = page.workbook.findings.model
    page.files.decide(0, [findings.findings[0]], SKIP)
    hands.wait()
    assert page.current.decided
    undo(window, hands)
    assert not page.current.decided
    assert any(finding.needs_decision for finding in findings.findings)


def test_undo_is_the_plan_s_once_the_file_is_taken_in_and_on_other_pages(
    window, page, hands, view, qtbot, tmp_path
):
    hands.read(two_tables(tmp_path))
    drag(view, 1, Edge.BOTTOM, above_row(view, 10), qtbot)
    hands.wait()
    window.go_to(Place(PLAN))
    assert "取り込み前" not in window.actions_.undo.text()
    window.go_to(Place(IMPORT))
    assert "表の枠の変更" in window.actions_.undo.text()

    page.apply()
    hands.wait()
    assert "二つの表.xlsx" in window.actions_.undo.text()
    assert "取り込み前" not in window.actions_.undo.text()
    undo(window, hands)
    # The import is taken back; the frame stays where it was dragged to.
    assert page.apply_button.text() == "8件を取り込む"
    assert view.frames[1] == TableFrame(8, 9, 9)


def test_a_new_step_leaves_nothing_to_do_again(window, page, hands, view, columns, qtbot, tmp_path):
    hands.read(two_tables(tmp_path))
    drag(view, 1, Edge.BOTTOM, above_row(view, 10), qtbot)
    hands.wait()
    undo(window, hands)
    view.go_to_cell(9, 3)
    columns.leave_out.click()
    hands.wait()
    assert not page.next_redo
    assert "読み取らない" in page.next_undo
