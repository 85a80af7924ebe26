"""What stands beside an indicator: its progress, its grade, its chart."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.operations.indicators import IndicatorFields, add_indicator
from workbench.plan.structure import Accumulation, Role


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
