"""A plan is begun on one page, written as CSV, and found again among the recent ones."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import PAGES, Place
from workbench.desktop.recent import recent_plans, remember


@pytest.fixture
def sheet(window):
    window.actions_.new_plan.trigger()
    return window.files.new_plan_sheet


def fill(sheet, qtbot):
    sheet.municipality.setText("記入例市")
    sheet.code.setText("202207")
    sheet.title.setText("記入例市総合計画")
    sheet.first_year.setValue(2028)
    sheet.last_year.setValue(2032)


def test_an_empty_plan_is_made(window, sheet, answers, tmp_path, qtbot):
    fill(sheet, qtbot)
    sheet.levels.setEditText("基本目標 › 施策、事業")
    assert "1-1-1" in sheet._numbering.text()
    answers.name = tmp_path / "新規.plandb"
    qtbot.mouseClick(sheet.make_button, Qt.MouseButton.LeftButton)
    assert answers.asked[-1] == "write 記入例市総合計画.plandb"
    assert window.document.path == answers.name
    plan = window.document.plan
    assert (plan.profile.municipality, plan.profile.area_code) == ("記入例市", "20220")
    assert [level.name for level in plan.levels] == ["基本目標", "施策", "事業"]
    assert plan.elements == ()
    assert window.document.plan.profile.themes_called == "横断テーマ"


def test_every_page_of_an_empty_plan_can_be_shown(window, sheet, answers, tmp_path, qtbot):
    fill(sheet, qtbot)
    answers.name = tmp_path / "新規.plandb"
    sheet.make_button.click()
    for page in PAGES:
        window.go_to(Place(page))
        QApplication.processEvents()
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=20_000)


def test_the_first_goal_of_an_empty_plan_is_added_in_the_tree(
    window, sheet, answers, tmp_path, qtbot
):
    fill(sheet, qtbot)
    answers.name = tmp_path / "新規.plandb"
    sheet.make_button.click()
    QApplication.processEvents()
    tree = window.pages.plan.tree
    tree.view.setFocus()
    qtbot.keyClick(tree.view, Qt.Key.Key_Insert)
    name = window.pages.plan.edits.name
    qtbot.keyClicks(name, "first")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert [(one.code, one.name) for one in window.document.plan.elements] == [("1", "first")]


def test_what_is_wrong_is_said_on_the_sheet_and_nothing_is_made(
    window, sheet, answers, tmp_path, qtbot, plan_path
):
    fill(sheet, qtbot)
    sheet.code.setText("12")
    answers.name = tmp_path / "新規.plandb"
    sheet.make_button.click()
    assert "12" in sheet.wrong
    assert sheet.isVisible()
    assert not answers.name.exists()
    assert window.document.path == plan_path
    sheet.code.setText("20220")
    sheet.make_button.click()
    assert window.document.path == answers.name


def test_leaving_the_sheet_changes_nothing(window, sheet, qtbot, plan_path):
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert window.document.path == plan_path


def test_a_plan_goes_out_as_csv_and_comes_in_again(window, answers, tmp_path, qtbot):
    answers.chosen_folder = tmp_path / "表"
    before = window.document.plan
    window.actions_.write_folder.trigger()
    qtbot.waitUntil((tmp_path / "表" / "elements.csv").is_file, timeout=20_000)
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=20_000)
    assert "表" in window.status.text
    window.actions_.new_plan.trigger()
    sheet = window.files.new_plan_sheet
    sheet.from_folder.setChecked(True)
    sheet.folder.setText(str(tmp_path / "表"))
    answers.name = tmp_path / "表から.plandb"
    sheet.make_button.click()
    assert window.document.path == answers.name
    assert [one.code for one in window.document.plan.elements] == [
        one.code for one in before.elements
    ]


def test_a_folder_in_use_gets_a_folder_of_the_plans_name(window, answers, tmp_path, qtbot):
    answers.chosen_folder = tmp_path
    window.actions_.write_folder.trigger()
    qtbot.waitUntil((tmp_path / "plan" / "profile.csv").is_file, timeout=20_000)
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=20_000)


def test_plans_opened_before_are_offered_newest_first(window, tmp_path, plan_path):
    assert window.document.save_as(tmp_path / "二.plandb")
    window.actions_.recent.aboutToShow.emit()
    offered = window.actions_.recent.actions()
    assert [one.text().split("　")[0] for one in offered[:2]] == ["二.plandb", "plan.plandb"]
    offered[1].trigger()
    assert window.document.path == plan_path


def test_plans_that_are_gone_are_not_offered(home, tmp_path):
    remember(tmp_path / "gone.plandb")
    (tmp_path / "there.plandb").write_bytes(b"")
    remember(tmp_path / "there.plandb")
    assert recent_plans() == [tmp_path / "there.plandb"]


def test_a_list_of_recent_plans_that_cannot_be_read_is_empty(home):
    home.mkdir(parents=True, exist_ok=True)
    (home / "recent.json").write_text("{broken", encoding="utf-8")
    assert recent_plans() == []
