"""The grid of indicators: typed into, pasted into, graded; refused in words, one step each."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import element_place
from workbench.operations import years
from workbench.operations.indicator_values import Slot, type_value
from workbench.operations.indicators import IndicatorFields, add_indicator
from workbench.operations.lookups import made_id
from workbench.plan.structure import Accumulation, Direction, Role
from workbench.plan.values import Kind
from workbench.store.journal import transaction
from workbench.store.queries import load_indicator_values

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Filled:
    """The measure 4-10 with two indicators of its own, all 記入例."""

    def __init__(self, window):
        self.window, self.document = window, window.document
        self.measure = next(e for e in self.document.plan.elements if e.code == "4-10")
        self.first = self._add("相談件数（記入例）", IndicatorFields("件"))
        self.second = self._add("転出した割合（記入例）", IndicatorFields("％", Direction.LESS))
        window.go_to(element_place(self.measure.id))
        self.section = window.pages.plan.element.indicators
        self.table, self.model = self.section.table, self.section.model
        window.pages.plan.element.year.choose(2024)

    def _add(self, name, fields):
        outcome = add_indicator(self.document.database, self.measure.id, name, fields)
        self.document.announce(outcome)
        return made_id(outcome)

    def put(self, indicator, role, year, text):
        slot = Slot(indicator, role, year)
        self.document.run(lambda database: type_value(database, slot, text))

    def at(self, indicator, role, year):
        return self.model.index_of(Slot(indicator, role, year))

    def go(self, indicator, role, year):
        self.table.begin_typing(Slot(indicator, role, year))
        return self.at(indicator, role, year)

    def held(self, indicator, role, year):
        values = load_indicator_values(self.document.database, [indicator])
        return {(v.role, v.fiscal_year): v.value for v in values}.get((role, year))

    def editor(self):
        return self.table.delegate.editor

    def steps(self):
        return self.document.database.row("SELECT count(*) FROM journal WHERE kind = 'do'")[0]


@pytest.fixture
def filled(window):
    return Filled(window)


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
    qtbot.keyClick(filled.table, Qt.Key.Key_Tab, _CONTROL)
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
    qtbot.keyClick(filled.table, Qt.Key.Key_V, _CONTROL)
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
    qtbot.keyClick(filled.table, Qt.Key.Key_V, _CONTROL)
    assert "1行3列" in window.notice.text
    assert "1行2列" in window.notice.text
    assert filled.steps() == before
    assert filled.held(filled.second, Role.ACTUAL, 2026) is None


def test_a_word_in_a_pasted_block_leaves_everything_as_it_was(filled, qtbot, window):
    filled.go(filled.first, Role.ACTUAL, 2023)
    QGuiApplication.clipboard().setText("10\t増えた\n")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, _CONTROL)
    assert "「増えた」は数値ではありません" in window.notice.text
    assert filled.held(filled.first, Role.ACTUAL, 2023) is None


def test_selected_cells_are_copied_as_a_spreadsheet_takes_them(filled, qtbot):
    filled.put(filled.first, Role.TARGET, 2026, "1450")
    filled.put(filled.first, Role.TARGET, 2027, "△1,500.5")
    filled.put(filled.first, Role.ACTUAL, 2026, "…")
    filled.go(filled.first, Role.TARGET, 2026)
    qtbot.keyClick(filled.table, Qt.Key.Key_Right, _SHIFT)
    qtbot.keyClick(filled.table, Qt.Key.Key_Down, _SHIFT)
    qtbot.keyClick(filled.table, Qt.Key.Key_C, _CONTROL)
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
    qtbot.keyClick(filled.table, Qt.Key.Key_V, _CONTROL)
    assert filled.held(filled.first, Role.ACTUAL, 2023) is None


def test_the_keyboard_stays_where_it_is_when_the_plan_changes(filled):
    filled.go(filled.second, Role.ACTUAL, 2024)
    filled.put(filled.first, Role.ACTUAL, 2019, "990")
    assert filled.table.currentIndex() == filled.at(filled.second, Role.ACTUAL, 2024)


def test_an_indicator_is_added_by_its_name_and_filled_in_at_once(filled, qtbot):
    before = filled.steps()
    qtbot.mouseClick(filled.section.add_more, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(filled.section.new_name, "kyoten")
    qtbot.keyClick(filled.section.new_name, Qt.Key.Key_Return)
    assert filled.steps() == before + 1
    assert filled.model.rowCount() == 9
    assert filled.section.new_name.isHidden()
    qtbot.keyClicks(filled.table, "5")
    qtbot.keyClick(filled.editor(), Qt.Key.Key_Return)
    made = filled.document.plan.indicators_of(filled.measure.id)[-1]
    assert made.name == "kyoten"
    assert filled.held(made.id, Role.BASELINE, 2022).number == 5


def test_the_empty_section_offers_the_first_step_and_folds_again(window, qtbot):
    other = next(e for e in window.document.plan.elements if e.code == "4-11")
    window.go_to(element_place(other.id))
    section = window.pages.plan.element.indicators
    assert not section.is_filled
    section.add_first.setFocus()
    qtbot.keyClick(section.add_first, Qt.Key.Key_Space)
    assert section.new_name.hasFocus()
    qtbot.keyClick(section.new_name, Qt.Key.Key_Escape)
    assert not section.is_filled
    assert window.document.next_undo is None


def test_an_indicator_is_renamed_where_its_name_stands(filled, qtbot):
    name = filled.section.heads[0].name
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "soudan")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert filled.document.plan.indicators_of(filled.measure.id)[0].name == "soudan"


def test_progress_and_grade_stand_beside_with_their_formula(filled):
    # (110 − 100) ÷ (150 − 100) = 20 %, 110 ÷ 150 = 73 %, 100 + 50 × 2 ÷ 5 = 120.
    for role, year, text in (
        (Role.BASELINE, 2022, "100"), (Role.TARGET, 2027, "150"), (Role.ACTUAL, 2024, "110"),
    ):  # fmt: skip
        filled.put(filled.first, role, year, text)
    tail = filled.section.tails[0]
    assert [line.figure.text() for line in tail._facts] == ["20%", "73%", "120"]
    assert "(110 − 100) ÷ (150 − 100) = 20.0%" in tail._facts[0].figure.toolTip()
    assert "100 + (150 − 100) × 2 ÷ 5 = 120" in tail._facts[2].figure.toolTip()
    # The scheme of the sample: within ±10 % of the baseline.
    assert tail.grade.text() == "B"
    assert tail.reason.isHidden()


def test_where_there_is_no_figure_the_reason_is_said(filled):
    filled.put(filled.first, Role.BASELINE, 2022, "100")
    filled.put(filled.first, Role.TARGET, 2027, "100")
    filled.put(filled.first, Role.ACTUAL, 2024, "(集計中)")
    tail = filled.section.tails[0]
    assert [line.figure.text() for line in tail._facts] == ["－", "－", "100"]
    assert tail.reason.text() == "集計中"
    assert tail.grade.text() == "－"
    filled.put(filled.first, Role.ACTUAL, 2024, "99")
    assert tail.reason.text() == "基準値と目標値が同じ"


def test_a_total_over_the_years_names_the_year_it_lacks(filled):
    filled.document.run(
        lambda database: add_indicator(
            database, filled.measure.id, "成約（記入例）",
            IndicatorFields("件", accumulation=Accumulation.YEARLY),
        )
    )  # fmt: skip
    made = filled.document.plan.indicators_of(filled.measure.id)[-1].id
    filled.put(made, Role.TARGET, 2027, "100")
    filled.put(made, Role.ACTUAL, 2024, "22")
    assert filled.section.tails[2].reason.text() == (
        "累計に足りない年度がある・足りない年度：令和5年度"
    )


def test_a_grade_is_given_by_keyboard_with_its_reason(filled, qtbot):
    for role, year, text in (
        (Role.BASELINE, 2022, "100"), (Role.TARGET, 2027, "150"), (Role.ACTUAL, 2024, "110"),
    ):  # fmt: skip
        filled.put(filled.first, role, year, text)
    tail = filled.section.tails[0]
    tail.grade.setFocus()
    qtbot.keyClick(tail.grade, Qt.Key.Key_Space)
    row = filled.section.details.grade
    before = filled.steps()
    qtbot.keyClick(row.choices.buttons["A"], Qt.Key.Key_Space)
    assert row.reason.hasFocus()
    assert filled.steps() == before
    qtbot.keyClicks(row.reason, "riyuu")
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    assert filled.steps() == before + 1
    assert tail.grade.text() == "A"
    assert "riyuu" in tail.grade.toolTip()
    assert "計算では B" in tail.grade.toolTip()
    QApplication.processEvents()
    qtbot.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert tail.grade.text() == "B"


def test_a_grade_without_a_reason_is_not_given(filled, qtbot):
    filled.put(filled.first, Role.ACTUAL, 2024, "110")
    filled.section.open_grade(filled.first)
    row = filled.section.details.grade
    before = filled.steps()
    qtbot.mouseClick(row.choices.buttons["S"], Qt.MouseButton.LeftButton)
    filled.table.setFocus()
    assert not row.choices.buttons["S"].isChecked()
    assert filled.steps() == before


def test_fields_of_an_indicator_are_changed_in_its_details(filled, qtbot):
    qtbot.mouseClick(filled.section.heads[0].details, Qt.MouseButton.LeftButton)
    details = filled.section.details
    assert not details.isHidden()
    box = details.boxes["direction"]
    before = filled.steps()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert filled.steps() == before, "looking at the choices chooses none"
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert filled.document.plan.indicators_of(filled.measure.id)[0].direction is Direction.LESS
    assert filled.steps() == before + 1
    definition = details.texts["definition"]
    definition.setFocus()
    qtbot.keyClicks(definition, "teigi")
    qtbot.keyClick(definition, Qt.Key.Key_Return, _CONTROL)
    assert filled.document.plan.indicators_of(filled.measure.id)[0].definition == "teigi"


def test_the_details_follow_the_grid_and_close_to_where_they_were_opened(filled, qtbot):
    qtbot.mouseClick(filled.section.heads[0].details, Qt.MouseButton.LeftButton)
    filled.go(filled.second, Role.ACTUAL, 2024)
    details = filled.section.details
    assert details.indicator_id == filled.second
    details.close_link.setFocus()
    qtbot.keyClick(details.close_link, Qt.Key.Key_Space)
    assert details.isHidden()
    assert filled.section.heads[1].details.hasFocus()


def test_the_chart_shows_baseline_path_actuals_and_target(filled):
    for role, year, text in (
        (Role.BASELINE, 2022, "100"), (Role.TARGET, 2027, "150"), (Role.ACTUAL, 2023, "104"),
        (Role.ACTUAL, 2024, "110"),
    ):  # fmt: skip
        filled.put(filled.first, role, year, text)
    filled.section.open_details(filled.first)
    chart = filled.section.details.chart
    assert chart.title == "相談件数（記入例）（件）"
    table = chart.table()
    assert table.columns == ("年度", "基準", "実績", "目標")
    assert table.rows == (
        (2022, 100.0, None, None), (2023, None, 104.0, None), (2024, None, 110.0, None),
        (2027, None, None, 150.0),
    )  # fmt: skip


def test_deleting_an_indicator_is_one_step_that_brings_its_values_back(filled, qtbot):
    filled.put(filled.first, Role.ACTUAL, 2024, "110")
    filled.section.open_details(filled.first)
    qtbot.mouseClick(filled.section.details.delete_link, Qt.MouseButton.LeftButton)
    assert [one.id for one in filled.document.plan.indicators] == [filled.second]
    assert filled.section.details.isHidden()
    filled.document.undo()
    assert filled.held(filled.first, Role.ACTUAL, 2024).number == 110
    assert filled.model.rowCount() == 6


def test_indicators_change_places(filled, qtbot):
    filled.section.open_details(filled.second)
    qtbot.mouseClick(filled.section.details.up_link, Qt.MouseButton.LeftButton)
    ordered = [one.id for one in filled.document.plan.indicators_of(filled.measure.id)]
    assert ordered == [filled.second, filled.first]
    assert filled.section.heads[0].indicator_id == filled.second


def test_a_plan_opened_for_reading_cannot_be_typed_into(filled, qtbot, window, plan_path):
    assert window.document.save()
    window.document.open(plan_path, read_only=True)
    window.go_to(element_place(filled.measure.id))
    filled.go(filled.first, Role.ACTUAL, 2024)
    qtbot.keyClicks(filled.table, "9")
    QGuiApplication.clipboard().setText("10")
    qtbot.keyClick(filled.table, Qt.Key.Key_V, _CONTROL)
    qtbot.keyClick(filled.table, Qt.Key.Key_Delete)
    assert filled.editor() is None
    assert filled.held(filled.first, Role.ACTUAL, 2024) is None
    assert filled.section.add_more.isHidden()


def test_tab_reaches_everything_in_the_order_it_is_read(filled, window):
    page = window.pages.plan.element
    filled.section.open_details(filled.first)
    section = filled.section
    wanted = [
        page.above, page.year_chooser.box, page.name, page.department, page.description,
        section.add_more, section.heads[0].name, section.heads[0].details, section.heads[1].name,
        section.table, section.tails[0].grade, section.tails[1].grade,
        section.details.close_link, section.details.texts["unit"],
        page.initiatives.add_first, page.evaluation.begin_link, page.themes.add_more,
    ]  # fmt: skip
    reached, widget = [], page.above
    for _ in range(400):
        reached.append(widget)
        widget = widget.nextInFocusChain()
        if widget is page.above:
            break
    places = [reached.index(one) for one in wanted]
    assert places == sorted(places)


def test_a_target_equal_to_the_baseline_is_asked_about(filled, qtbot):
    filled.put(filled.first, Role.BASELINE, 2022, "120")
    filled.put(filled.first, Role.TARGET, 2027, "120")
    question = filled.section.question
    assert question.isVisible()
    assert "相談件数" in question.words.text()
    steps = filled.steps()
    qtbot.mouseClick(question.change_link, Qt.MouseButton.LeftButton)
    assert filled.steps() == steps + 1
    held = filled.document.plan.indicators_of(filled.measure.id)[0]
    assert held.direction is Direction.HOLD
    assert question.isHidden()
    filled.document.undo()
    assert question.isVisible()
    qtbot.mouseClick(question.leave_link, Qt.MouseButton.LeftButton)
    # It was left so on purpose: it is not asked again.
    filled.put(filled.first, Role.ACTUAL, 2024, "121")
    assert question.isHidden()
    assert filled.held(filled.first, Role.TARGET, 2027).number == 120


def test_a_target_against_its_direction_is_asked_about(filled, qtbot):
    filled.put(filled.second, Role.BASELINE, 2022, "3")
    filled.put(filled.second, Role.TARGET, 2027, "5")
    question = filled.section.question
    assert question.isVisible()
    qtbot.mouseClick(question.change_link, Qt.MouseButton.LeftButton)
    held = filled.document.plan.indicators_of(filled.measure.id)[1]
    assert held.direction is Direction.MORE


def test_the_page_narrows_with_its_window_and_cuts_no_year(filled, qtbot):
    page, window = filled.window.pages.plan.element, filled.window
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: page.width() > 1000)
    window.toggle_history()
    qtbot.waitUntil(lambda: page.width() < 800)
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
    shown, width = filled.table.viewport().width(), filled.table.columnWidth(0)
    assert shown % width < 3
    bar = filled.table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
