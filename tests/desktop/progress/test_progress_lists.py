"""What is missing, what moved, and the population targets on the progress page."""

import pytest
from PySide6.QtCore import Qt

from tests.desktop.progress.page_read import CONTROL, LEFT, clipboard, wait
from workbench.desktop.places import PLAN
from workbench.operations.evaluations import set_evaluation_grade
from workbench.operations.grades import choose_scheme
from workbench.operations.years import open_year


def titles(page):
    model = page.missing.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


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
        qtbot.mouseClick(shown.viewport(), LEFT, pos=shown.visualRect(index).center())
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
        qtbot.mouseClick(shown.viewport(), LEFT, CONTROL, place)
    qtbot.keyClick(shown, Qt.Key.Key_C, CONTROL)
    lines = clipboard().text().split("\r\n")
    assert lines[1] == "健康推進課\t1-2\t保健衛生の充実\t相談件数（記入例）\t実績が未入力"
    assert [line.split("\t")[-1] for line in lines[1:3]] == ["実績が未入力", "目標値がない"]
    assert "<td style=\"mso-number-format:'\\@'\">1-2</td>" in clipboard().html()


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
    qtbot.keyClick(page.moved_table, Qt.Key.Key_C, CONTROL)
    assert clipboard().text().split("\r\n")[1].split("\t")[2:] == ["80", "20", "-60", "1"]


def test_population_targets_stand_beside_what_was_counted(page):
    """The plan aims at 86,000 in 2040; the census of 2020 counted 94,222."""
    model = page.targets
    rows = [[model.index(row, column).data() for column in range(5)] for row in range(8)]
    assert rows[3] == ["人口　2040", "86,000", "国勢調査 2020年", "94,222", "+8,222"]
    assert rows[6][:2] == ["自然増減（年間）　2023～2025", "△582"]
