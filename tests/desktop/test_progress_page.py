"""The progress page: grades by goal, what is missing and whose it is, the year opened and closed.

Three measures hold an indicator each, all 記入例; year 2025 by the scheme S A B C:
4-10 100 → 150 stands at 110, then 160: B, then S, progress 20 % → 120 %.
1-1 50 → 60 stands at 58, then 52: A, then B, progress 80 % → 20 %.
1-2 has neither target nor result.
"""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from workbench.desktop import look
from workbench.desktop.places import PLAN, PROGRESS, Place, settings_place
from workbench.desktop.progress.grades_model import FIRST_GRADE, Bar
from workbench.desktop.progress.marks import look_of
from workbench.operations.evaluations import set_evaluation_grade
from workbench.operations.grades import choose_scheme
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.schemes import shipped_schemes
from workbench.operations.years import close_year, open_year
from workbench.plan.evaluations import YearState
from workbench.plan.structure import Role
from workbench.plan.values import number
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_plan, load_years

_LEFT = Qt.MouseButton.LeftButton
_CONTROL = Qt.KeyboardModifier.ControlModifier

VALUES = {
    "4-10": ("移住者数（記入例）", "政策経営課", {"baseline": {2022: 100}, "target": {2027: 150},
                                          "actual": {2024: 110, 2025: 160}}),
    "1-1": ("健診受診率（記入例）", "健康推進課", {"baseline": {2022: 50}, "target": {2027: 60},
                                         "actual": {2024: 58, 2025: 52}}),
    "1-2": ("相談件数（記入例）", "健康推進課", {}),
}  # fmt: skip


def fill(plan_file):
    codes = {element.code: element.id for element in load_plan(plan_file.database).elements}
    with transaction(
        plan_file.database, "plan.create", {"name": "記入例"}, undoable=False
    ) as change:
        for code, (name, department, by_role) in VALUES.items():
            change.update("element", codes[code], {"department": department})
            row = {"element_id": codes[code], "position": 1, "name": name, "unit": "件"}
            made = change.insert("indicator", row)
            for role, by_year in by_role.items():
                for year, figure in by_year.items():
                    change.insert(
                        "indicator_value",
                        {"indicator_id": made, "fiscal_year": year, "role": role,
                         "kind": "number", "number": float(figure)},
                    )  # fmt: skip


@pytest.fixture
def plan_path(sample_file, tmp_path, home) -> Path:
    path = Path(shutil.copy(sample_file, tmp_path / "plan.plandb"))
    with PlanFile.open(path) as plan_file:
        fill(plan_file)
        plan_file.save()
    return path


@pytest.fixture
def page(window, qtbot):
    window.go_to(Place(PROGRESS))
    shown = window.pages.progress
    shown.choose_year(2025)
    wait(shown, qtbot)
    return shown


def wait(page, qtbot):
    qtbot.waitUntil(lambda: not page.is_counting, timeout=10_000)


def row_of(page, code):
    rows = page.grades.model.rows
    return next(n for n, row in enumerate(rows) if row.goal is not None and row.goal.code == code)


def counts(page, code):
    """Return the counts of a goal's line: each grade, then what has none."""
    model, row = page.grades.model, row_of(page, code)
    columns = range(FIRST_GRADE, model.bar_column)
    return [model.index(row, column).data() for column in columns]


def titles(page):
    model = page.missing.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def clipboard():
    return QGuiApplication.clipboard().mimeData()


# --- grades by goal ------------------------------------------------------------------------------


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
    qtbot.mouseClick(page.grades.of_indicators, _LEFT, pos=QPoint(8, 8))
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
    qtbot.mouseClick(table.viewport(), _LEFT, pos=place)
    assert window.page == PLAN
    assert window.pages.plan.element.element_id == page.grades.model.rows[row].goal.id


def test_what_the_grades_are_made_by_is_a_click_away(window, page, qtbot):
    qtbot.mouseClick(page.grades.scheme_link, Qt.MouseButton.LeftButton)
    assert window.pages.plan.place == settings_place("grading")
    assert window.pages.plan.settings.section.model.rowCount() > 0


def test_the_table_is_copied_as_excel_takes_it(page, qtbot):
    qtbot.mouseClick(page.grades.copy, _LEFT)
    lines = clipboard().text().split("\r\n")
    assert len(lines) == 1 + 7 + 1
    assert lines[0].split("\t")[:5] == ["番号", "目標", "施策", "令和7年度 S", "令和7年度 A"]
    goal_4 = lines[4].split("\t")
    assert goal_4[:8] == ["4", "自然と暮らしやすさが調和するまち", "11", "1", "0", "0", "0", "10"]
    assert goal_4[8] == "9"


# --- the year ------------------------------------------------------------------------------------


def test_another_year_is_chosen_by_keyboard(page, qtbot):
    page.bar.years.setFocus()
    qtbot.keyClick(page.bar.years, Qt.Key.Key_Up)
    wait(page, qtbot)
    assert page.year == 2024
    assert counts(page, "4") == ["0", "0", "1", "0", "10"]


def test_a_year_is_opened_closed_and_reopened_on_the_page(window, page, qtbot):
    bar = page.bar
    assert bar.state.text() == "○ まだ開いていません"
    qtbot.mouseClick(bar.action, _LEFT)
    wait(page, qtbot)
    assert bar.state.text() == "● 開いています"
    qtbot.mouseClick(bar.action, _LEFT)
    assert bar.question.isVisible()
    assert "まだ47件が未入力です" in bar.question._words.text()
    qtbot.mouseClick(bar.question.agree, _LEFT)
    wait(page, qtbot)
    assert bar.state.text() == "■ 締め切りました（読み取りのみ）"
    assert not bar.schemes.isEnabled()
    qtbot.mouseClick(bar.action, _LEFT)
    assert not bar.question.agree.isEnabled()
    qtbot.keyClicks(bar.question.reason, "typing error")
    qtbot.keyClick(bar.question.reason, Qt.Key.Key_Return)
    wait(page, qtbot)
    assert bar.state.text() == "● 開いています"
    (held,) = load_years(window.document.database)
    assert (held.fiscal_year, held.state) == (2025, YearState.OPEN)
    assert "typing error" in window.status.text


def test_closing_can_be_left_by_keyboard(window, page, qtbot):
    window.document.run(lambda database: open_year(database, 2025))
    wait(page, qtbot)
    qtbot.mouseClick(page.bar.action, _LEFT)
    qtbot.keyClick(page.bar.question.leave, Qt.Key.Key_Escape)
    assert not page.bar.question.isVisible()
    assert page.bar.state.text() == "● 開いています"


def test_what_undo_takes_back_is_shown_at_once(window, page, qtbot):
    qtbot.mouseClick(page.bar.action, _LEFT)
    wait(page, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_Z, _CONTROL)
    wait(page, qtbot)
    assert page.bar.state.text() == "○ まだ開いていません"


def test_the_page_follows_every_change(window, page, qtbot):
    indicator = page.subject.report.plan.indicators[-1]
    window.document.run(
        lambda database: set_value(database, Slot(indicator.id, Role.ACTUAL, 2025), number(100))
    )
    wait(page, qtbot)
    code = page.subject.report.plan.element(indicator.element_id).code
    assert counts(page, code[0]) != ["1", "0", "0", "0", "10"]


def test_another_plan_begins_with_the_year_at_hand(window, page, qtbot, answers, tmp_path):
    page.choose_year(2023)
    wait(page, qtbot)
    answers.name = tmp_path / "new.plandb"
    window.files.new_from_sample()
    window.document.run(lambda database: open_year(database, 2026))
    window.go_to(Place(PROGRESS))
    wait(page, qtbot)
    assert page.year == 2026


def test_a_plan_for_reading_only_offers_no_change(window, page, qtbot):
    window.document.save()
    window.document.open(window.document.path, read_only=True)
    window.go_to(Place(PROGRESS))
    wait(page, qtbot)
    assert not page.bar.action.isVisible()
    assert not page.bar.schemes.isEnabled()


# --- the scheme ----------------------------------------------------------------------------------


def choose(page, qtbot, key):
    box = page.bar.schemes
    box.setFocus()
    while box.currentData() != key:
        at, wanted = box.currentIndex(), box.findData(key)
        qtbot.keyClick(box, Qt.Key.Key_Down if wanted > at else Qt.Key.Key_Up)
        wait(page, qtbot)


def test_another_scheme_grades_every_year(page, qtbot):
    """1-1 at 52 of 60 is 87 % of its target, 58 of 60 is 97 %; 4-10 at 160 of 150 is 107 %."""
    choose(page, qtbot, "seven")
    assert page.grades.model.grades == tuple("ABCDEFG")
    assert counts(page, "1")[:3] == ["0", "0", "1"]
    told = page.grades.model.index(row_of(page, "1"), FIRST_GRADE + 1)
    assert "令和6年度：1件" in told.data(Qt.ItemDataRole.ToolTipRole)


def test_last_year_by_another_scheme_is_not_set_beside(window, page, qtbot):
    database = window.document.database
    open_year(database, 2024)
    close_year(database, 2024)
    window.document.run(lambda database: choose_scheme(database, "seven"))
    wait(page, qtbot)
    model = page.grades.model
    bar = model.index(row_of(page, "1"), model.bar_column).data(Qt.ItemDataRole.UserRole)
    assert bar.before == ()
    assert "S・A・B・C" in page.grades._note.accessibleName()
    qtbot.mouseClick(page.grades.copy, _LEFT)
    assert clipboard().text().split("\r\n")[1].endswith("\t" * 16)


def test_a_year_with_a_scheme_of_its_own_changes_alone(window, page, qtbot):
    database = window.document.database
    open_year(database, 2025)
    close_year(database, 2025)
    window.document.run(lambda database: choose_scheme(database, "seven"))
    wait(page, qtbot)
    assert page.grades.model.grades == ("S", "A", "B", "C")
    qtbot.mouseClick(page.bar.action, _LEFT)
    qtbot.keyClicks(page.bar.question.reason, "again")
    qtbot.mouseClick(page.bar.question.agree, _LEFT)
    wait(page, qtbot)
    choose(page, qtbot, "abc")
    assert page.grades.model.grades == ("a", "b", "c")
    page.choose_year(2026)
    wait(page, qtbot)
    assert page.grades.model.grades == tuple("ABCDEFG")


# --- what is missing -----------------------------------------------------------------------------


def test_what_is_missing_names_who_owes_it(page):
    assert titles(page) == [
        "1-2　相談件数（記入例）\n実績が未入力　健康推進課",
        "1-2　相談件数（記入例）\n目標値がない　健康推進課",
    ]


def test_the_list_is_searched_as_one_types(window, page, qtbot):
    window.document.run(lambda database: open_year(database, 2025))
    wait(page, qtbot)
    assert len(titles(page)) == 47
    qtbot.keyClicks(page.missing.search, "4-10")
    assert titles(page) == ["4-10　移住・定住の推進\n評価が未記入　政策経営課"]
    page.missing.search.setText("４－１０　移住")
    assert len(titles(page)) == 1
    page.missing.search.setText("どこにもない")
    assert titles(page) == []
    assert "条件に合う" in page.missing._nothing.accessibleName()


def test_the_list_is_filtered_by_department_and_kind(window, page, qtbot):
    window.document.run(lambda database: open_year(database, 2025))
    wait(page, qtbot)
    boxes = page.missing.departments, page.missing.kinds
    offered = [boxes[0].itemText(at) for at in range(boxes[0].count())]
    assert "健康推進課 (4)" in offered
    assert "担当課なし (42)" in offered
    boxes[0].setFocus()
    while boxes[0].currentData() != "健康推進課":
        qtbot.keyClick(boxes[0], Qt.Key.Key_Down)
    assert len(titles(page)) == 4
    boxes[1].setFocus()
    while boxes[1].currentData() != "evaluation":
        qtbot.keyClick(boxes[1], Qt.Key.Key_Down)
    assert [title[:3] for title in titles(page)] == ["1-1", "1-2"]
    set_evaluation_grade(window.document.database, page.missing.model.rows[0].element.id, 2025,
                         "A", "記入例")  # fmt: skip
    window.document.run(lambda database: choose_scheme(database, "sabc"))
    wait(page, qtbot)
    assert [title[:3] for title in titles(page)] == ["1-2"]


@pytest.mark.parametrize("by", ["click", "key"])
def test_a_line_leads_to_its_element(window, page, qtbot, by):
    shown, index = page.missing.list, page.missing.model.index(1, 0)
    if by == "click":
        qtbot.mouseClick(shown.viewport(), _LEFT, pos=shown.visualRect(index).center())
    else:
        shown.setFocus()
        shown.setCurrentIndex(index)
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert window.page == PLAN
    plan = window.document.plan
    assert plan.element(window.pages.plan.element.element_id).code == "1-2"


def test_marked_lines_are_copied_and_codes_stay_text(page, qtbot):
    shown = page.missing.list
    for row in (0, 1):
        place = shown.visualRect(page.missing.model.index(row, 0)).center()
        qtbot.mouseClick(shown.viewport(), _LEFT, _CONTROL, place)
    qtbot.keyClick(shown, Qt.Key.Key_C, _CONTROL)
    lines = clipboard().text().split("\r\n")
    assert lines[1] == "健康推進課\t1-2\t保健衛生の充実\t相談件数（記入例）\t実績が未入力"
    assert [line.split("\t")[-1] for line in lines[1:3]] == ["実績が未入力", "目標値がない"]
    assert "<td style=\"mso-number-format:'\\@'\">1-2</td>" in clipboard().html()


# --- what moved, and the population --------------------------------------------------------------


def test_the_measures_that_moved_most_come_first(page):
    model = page.movements
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert rows == [
        ["4-10　移住・定住の推進", "20%", "120%", "+100"],
        ["1-1　健康づくりの推進", "80%", "20%", "△60"],
    ]


def test_a_movement_leads_to_its_measure_by_keyboard(window, page, qtbot):
    page.moved_table.setFocus()
    page.moved_table.setCurrentIndex(page.movements.index(0, 0))
    qtbot.keyClick(page.moved_table, Qt.Key.Key_Return)
    plan = window.document.plan
    assert plan.element(window.pages.plan.element.element_id).code == "4-10"


def test_chosen_movements_are_copied_with_bare_figures(page, qtbot):
    page.moved_table.selectRow(1)
    page.moved_table.setFocus()
    qtbot.keyClick(page.moved_table, Qt.Key.Key_C, _CONTROL)
    assert clipboard().text().split("\r\n")[1].split("\t")[2:] == ["80", "20", "-60", "1"]


def test_population_targets_stand_beside_what_was_counted(page):
    """The plan aims at 86,000 in 2040; the census of 2020 counted 94,222."""
    model = page.targets
    rows = [[model.index(row, column).data() for column in range(5)] for row in range(8)]
    assert rows[3] == ["人口　2040", "86,000", "国勢調査 2020年", "94,222", "+8,222"]
    assert rows[6][:2] == ["自然増減（年間）　2023～2025", "△582"]
