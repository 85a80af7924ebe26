"""The progress of a year by goal: counts, shares, last year's beside."""

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.desktop.progress.page_read import LEFT, clipboard, counts, row_of
from workbench.desktop import look
from workbench.desktop.places import PLAN, settings_place
from workbench.desktop.progress.grades_model import FIRST_GRADE, Bar
from workbench.desktop.progress.marks import look_of
from workbench.operations.schemes import shipped_schemes


def test_grades_are_counted_by_goal_with_last_years_beneath(page):
    assert page.grades.model.grades == ("S", "A", "B", "C")
    assert counts(page, "4") == ["1", "0", "0", "0", "10"]
    assert counts(page, "1") == ["0", "0", "1", "0", "8"]
    told = page.grades.model.index(row_of(page, "1"), FIRST_GRADE + 1)
    assert told.data(Qt.ItemDataRole.ToolTipRole) == "A：0件（0%）\n令和6年度：1件（11%）"


def test_the_whole_plan_stands_last(page):
    model = page.grades.model
    last = model.rowCount() - 1
    assert model.index(last, 0).data() == "計画全体"
    assert [model.index(last, column).data() for column in (1, FIRST_GRADE)] == ["45", "1"]


def test_indicators_are_counted_instead_by_a_click(page, qtbot):
    qtbot.mouseClick(page.grades.of_indicators, LEFT, pos=QPoint(8, 8))
    assert counts(page, "1") == ["0", "0", "1", "0", "1"]


def test_bars_hold_the_shares_of_both_years(page):
    model = page.grades.model
    bar = model.index(row_of(page, "1"), model.bar_column).data(Qt.ItemDataRole.UserRole)
    assert isinstance(bar, Bar)
    assert [(grade.letter, round(share, 4)) for grade, share in bar.now] == [
        ("B", 0.1111), ("－", 0.8889)
    ]  # fmt: skip
    assert [grade.letter for grade, _share in bar.before] == ["A", "－"]


@pytest.mark.parametrize("dark", [False, True])
def test_every_grade_is_told_by_letter_and_shape_and_can_be_read(application, dark):
    look.apply_look(application, dark)
    try:
        for scheme in shipped_schemes():
            looks = [look_of(scheme, grade) for grade in scheme.grades]
            assert [one.letter for one in looks] == list(scheme.grades)
            weighed = [one for one in looks if not one.is_hollow]
            assert weighed[0].shape != weighed[-1].shape
            assert [one.shape for one in weighed] == sorted(one.shape for one in weighed)
            for one in weighed:
                assert look._contrast(one.ink, one.fill) >= 4.5
    finally:
        look.apply_look(application, False)


def test_a_click_on_a_goal_leads_to_its_page(window, page, qtbot):
    table, row = page.grades.table, row_of(page, "4")
    place = table.visualRect(table.model().index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    assert window.page == PLAN
    assert window.pages.plan.element.element_id == page.grades.model.rows[row].goal.id


def test_what_the_grades_are_made_by_is_a_click_away(window, page, qtbot):
    qtbot.mouseClick(page.grades.scheme_link, Qt.MouseButton.LeftButton)
    assert window.pages.plan.place == settings_place("grading")
    assert window.pages.plan.settings.section.model.rowCount() > 0


def test_the_table_is_copied_as_excel_takes_it(page, qtbot):
    qtbot.mouseClick(page.grades.copy, LEFT)
    lines = clipboard().text().split("\r\n")
    assert len(lines) == 1 + 7 + 1
    assert lines[0].split("\t")[:5] == ["番号", "目標", "施策", "令和7年度 S", "令和7年度 A"]
    goal_4 = lines[4].split("\t")
    assert goal_4[:8] == ["4", "自然と暮らしやすさが調和するまち", "11", "1", "0", "0", "0", "10"]
    assert goal_4[8] == "9"
