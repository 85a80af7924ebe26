"""The grid of indicators: typed and pasted into, in one step each, or refused in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.desktop.filled_indicators import CONTROL
from workbench.desktop.places import element_place
from workbench.operations import years
from workbench.plan.structure import Role
from workbench.plan.values import Kind
from workbench.store.journal import transaction

_SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_every_role_has_a_line_and_every_year_of_the_plan_a_column(filled):
    assert filled.model.rowCount() == 6
    assert filled.model.years == (2022, 2023, 2024, 2025, 2026, 2027)
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [filled.model.headerData(row, down) for row in range(3)] == ["基準", "目標", "実績"]
    assert filled.model.headerData(1, across) == "令和5\n（2023）"


def test_a_year_outside_of_the_plan_has_a_column_when_it_holds_a_value(filled):
    filled.put(filled.first, Role.ACTUAL, 2019, "990")
    assert filled.model.years[0] == 2019


def test_values_show_where_they_come_from(filled):
    with transaction(filled.document.database, "test", {}) as change:
        source = change.insert(
            "source", {"kind": "workbook", "title": "R6実績.xlsx", "recorded_by": "tanaka",
                       "recorded_at": "2025-05-01T01:00:00+00:00"}
        )  # fmt: skip
        change.insert(
            "indicator_value",
            {"indicator_id": filled.first, "fiscal_year": 2024, "role": "actual", "kind": "number",
             "number": 1212.5, "source_id": source, "sheet": "指標", "cell": "F9",
             "original": "１，２１２．５"},
        )  # fmt: skip
    filled.document.announce(change.outcome)
    index = filled.at(filled.first, Role.ACTUAL, 2024)
    assert index.data() == "1,212.5"
    tooltip = index.data(Qt.ItemDataRole.ToolTipRole)
    for piece in ("R6実績.xlsx", "指標", "F9", "１，２１２．５", "tanaka"):
        assert piece in tooltip
    filled.table.setCurrentIndex(index)
    assert "F9" in filled.section._origin.text()


def test_typing_and_enter_record_a_value_as_one_step_and_go_down(filled, qtbot):
    filled.go(filled.first, Role.TARGET, 2027)
    before = filled.steps()
    qtbot.keyClicks(filled.table, "1")
    qtbot.keyClicks(filled.editor(), "500")
    qtbot.keyClick(filled.editor(), Qt.Key.Key_Return)
    assert filled.held(filled.first, Role.TARGET, 2027).number == 1500
    assert filled.steps() == before + 1
    assert filled.table.currentIndex() == filled.at(filled.first, Role.ACTUAL, 2027)
    assert filled.at(filled.first, Role.TARGET, 2027).data() == "1,500"
    filled.document.undo()
    assert filled.held(filled.first, Role.TARGET, 2027) is None
    assert filled.at(filled.first, Role.TARGET, 2027).data() is None


@pytest.mark.parametrize("composed", [True, False])
def test_typing_through_an_input_method_records_a_sign(filled, qtbot, composed):
    filled.put(filled.first, Role.ACTUAL, 2024, "12")
    filled.go(filled.first, Role.ACTUAL, 2024)
    if composed:
        QApplication.sendEvent(filled.table, QInputMethodEvent("しゅうけいちゅう", []))
    event = QInputMethodEvent()
    event.setCommitString("集計中")
    QApplication.sendEvent(filled.table, event)
    qtbot.keyClick(filled.editor(), Qt.Key.Key_Return)
    assert filled.held(filled.first, Role.ACTUAL, 2024).kind is Kind.PENDING
    assert filled.at(filled.first, Role.ACTUAL, 2024).data() == "(集計中)"


@pytest.mark.parametrize(
    ("typed", "kind"), [("－", Kind.NONE), ("…", Kind.UNKNOWN), ("x", Kind.WITHHELD)]
)
def test_signs_are_kept_as_signs(filled, qtbot, typed, kind):
    filled.go(filled.first, Role.ACTUAL, 2023)
    qtbot.keyClick(filled.table, Qt.Key.Key_F2)
    filled.editor().insert(typed)
    qtbot.keyClick(filled.editor(), Qt.Key.Key_Return)
    assert filled.held(filled.first, Role.ACTUAL, 2023).kind is kind


def test_tab_goes_on_to_the_right_and_into_the_next_line(filled, qtbot):
    filled.go(filled.first, Role.BASELINE, 2026)
    for figure in ("7", "8", "9"):
        qtbot.keyClicks(filled.table, figure)
        qtbot.keyClick(filled.editor(), Qt.Key.Key_Tab)
    assert filled.held(filled.first, Role.BASELINE, 2026).number == 7
    assert filled.held(filled.first, Role.BASELINE, 2027).number == 8
    assert filled.held(filled.first, Role.TARGET, 2022).number == 9
    assert filled.table.currentIndex() == filled.at(filled.first, Role.TARGET, 2023)
    qtbot.keyClick(filled.table, Qt.Key.Key_Tab)
    assert filled.table.currentIndex() == filled.at(filled.first, Role.TARGET, 2024)
    qtbot.keyClick(filled.table, Qt.Key.Key_Backtab)
    assert filled.table.currentIndex() == filled.at(filled.first, Role.TARGET, 2023)


def test_tab_alone_passes_through_the_grid(filled, qtbot):
    filled.table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(filled.table, Qt.Key.Key_Tab)
    assert not filled.table.hasFocus()


def test_control_tab_leaves_the_grid_while_working_in_it(filled, qtbot):
    filled.go(filled.first, Role.BASELINE, 2022)
    qtbot.keyClick(filled.table, Qt.Key.Key_Tab, CONTROL)
    assert not filled.table.hasFocus()


def test_escape_takes_back_what_was_typed(filled, qtbot):
    filled.put(filled.first, Role.ACTUAL, 2023, "12")
    filled.go(filled.first, Role.ACTUAL, 2023)
    before = filled.steps()
    qtbot.keyClicks(filled.table, "9")
    qtbot.keyClick(filled.editor(), Qt.Key.Key_Escape)
    assert filled.held(filled.first, Role.ACTUAL, 2023).number == 12
    assert filled.steps() == before


def test_text_where_a_number_belongs_is_refused_and_stays_to_be_put_right(filled, qtbot, window):
    filled.go(filled.first, Role.ACTUAL, 2023)
    qtbot.keyClicks(filled.table, "a")
    qtbot.keyClicks(filled.editor(), "bc")
    qtbot.keyClick(filled.editor(), Qt.Key.Key_Return)
    assert "「abc」は数値ではありません" in window.notice.text
    assert filled.editor().text() == "abc"
    assert filled.held(filled.first, Role.ACTUAL, 2023) is None
    qtbot.keyClicks(filled.editor(), "15")
    qtbot.keyClick(filled.editor(), Qt.Key.Key_Return)
    assert filled.held(filled.first, Role.ACTUAL, 2023).number == 15


def test_leaving_a_cell_for_another_page_records_what_was_typed(filled, qtbot, window):
    filled.go(filled.first, Role.ACTUAL, 2023)
    qtbot.keyClicks(filled.table, "4")
    other = next(e for e in filled.document.plan.elements if e.code == "4-11")
    window.go_to(element_place(other.id))
    assert filled.held(filled.first, Role.ACTUAL, 2023).number == 4


def test_a_block_pasted_from_a_spreadsheet_is_one_step(filled, qtbot):
    filled.go(filled.first, Role.TARGET, 2025)
    before = filled.steps()
    QGuiApplication.clipboard().setText("1,400\t\t1,500\r\n１２\t(集計中)\t－\r\n")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, CONTROL)
    assert filled.steps() == before + 1
    assert filled.held(filled.first, Role.TARGET, 2025).number == 1400
    assert filled.held(filled.first, Role.TARGET, 2026) is None
    assert filled.held(filled.first, Role.ACTUAL, 2025).number == 12
    assert filled.held(filled.first, Role.ACTUAL, 2026).kind is Kind.PENDING
    filled.document.undo()
    assert filled.held(filled.first, Role.TARGET, 2025) is None
    assert filled.held(filled.first, Role.ACTUAL, 2025) is None


def test_a_block_larger_than_the_grid_is_refused_whole(filled, qtbot, window):
    filled.go(filled.second, Role.ACTUAL, 2026)
    before = filled.steps()
    QGuiApplication.clipboard().setText("1\t2\t3\n")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, CONTROL)
    assert "1行3列" in window.notice.text
    assert "1行2列" in window.notice.text
    assert filled.steps() == before
    assert filled.held(filled.second, Role.ACTUAL, 2026) is None


def test_a_word_in_a_pasted_block_leaves_everything_as_it_was(filled, qtbot, window):
    filled.go(filled.first, Role.ACTUAL, 2023)
    QGuiApplication.clipboard().setText("10\t増えた\n")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, CONTROL)
    assert "「増えた」は数値ではありません" in window.notice.text
    assert filled.held(filled.first, Role.ACTUAL, 2023) is None


def test_selected_cells_are_copied_as_a_spreadsheet_takes_them(filled, qtbot):
    filled.put(filled.first, Role.TARGET, 2026, "1450")
    filled.put(filled.first, Role.TARGET, 2027, "△1,500.5")
    filled.put(filled.first, Role.ACTUAL, 2026, "…")
    filled.go(filled.first, Role.TARGET, 2026)
    qtbot.keyClick(filled.table, Qt.Key.Key_Right, _SHIFT)
    qtbot.keyClick(filled.table, Qt.Key.Key_Down, _SHIFT)
    qtbot.keyClick(filled.table, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "1450\t-1500.5\n…\t\n"


def test_delete_empties_the_selected_cells_as_one_step(filled, qtbot):
    filled.put(filled.first, Role.TARGET, 2026, "1450")
    filled.put(filled.first, Role.TARGET, 2027, "1500")
    filled.go(filled.first, Role.TARGET, 2026)
    qtbot.keyClick(filled.table, Qt.Key.Key_Right, _SHIFT)
    before = filled.steps()
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    assert filled.held(filled.first, Role.TARGET, 2026) is None
    assert filled.held(filled.first, Role.TARGET, 2027) is None
    assert filled.steps() == before + 1


def test_a_closed_year_is_refused_before_anything_is_typed(filled, qtbot, window):
    filled.document.run(lambda database: years.open_year(database, 2023))
    filled.document.run(lambda database: years.close_year(database, 2023))
    index = filled.go(filled.first, Role.ACTUAL, 2023)
    assert filled.model.headerData(index.column(), Qt.Orientation.Horizontal) == "令和5\n締切"
    qtbot.keyClicks(filled.table, "9")
    assert filled.editor() is None
    assert "令和5年度は締め切られています" in window.notice.text
    QGuiApplication.clipboard().setText("10")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, CONTROL)
    assert filled.held(filled.first, Role.ACTUAL, 2023) is None


def test_the_keyboard_stays_where_it_is_when_the_plan_changes(filled):
    filled.go(filled.second, Role.ACTUAL, 2024)
    filled.put(filled.first, Role.ACTUAL, 2019, "990")
    assert filled.table.currentIndex() == filled.at(filled.second, Role.ACTUAL, 2024)


def test_a_plan_opened_for_reading_cannot_be_typed_into(filled, qtbot, window, plan_path):
    assert window.document.save()
    window.document.open(plan_path, read_only=True)
    window.go_to(element_place(filled.measure.id))
    filled.go(filled.first, Role.ACTUAL, 2024)
    qtbot.keyClicks(filled.table, "9")
    QGuiApplication.clipboard().setText("10")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, CONTROL)
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    assert filled.editor() is None
    assert filled.held(filled.first, Role.ACTUAL, 2024) is None
    assert filled.section.add_more.isHidden()
