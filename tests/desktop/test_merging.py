"""Two copies of a plan are compared and brought together in the window."""

import shutil

import pytest
from PySide6.QtCore import Qt

from workbench.desktop.merging.choices_model import MINE, THEIRS
from workbench.operations.editing import FIELDS, VISION, edit_text
from workbench.store.planfile import PlanFile

THEME, ABOUT = FIELDS["theme.name"], FIELDS["element.description"]


def text_of(window, table, column, row_id):
    statement = f"SELECT {column} FROM {table} WHERE id = ?"
    return window.document.database.rows(statement, [row_id])[0][0]


def edit(window, field, row_id, text):
    assert window.document.run(lambda database: edit_text(database, field, row_id, text))


@pytest.fixture
def copy(window, tmp_path):
    """Return a department's copy: two conflicts and two changes that touch nothing."""
    path = shutil.copy(window.document.path, tmp_path / "移住課の写し.plandb")
    with PlanFile.open(path) as theirs:
        edit_text(theirs.database, THEME, 1, "移住課の名")
        edit_text(theirs.database, THEME, 2, "移住課の二")
        edit_text(theirs.database, THEME, 3, "移住課の三")
        edit_text(theirs.database, ABOUT, 10, "移住課の説明\n二行目")
        theirs.save()
    edit(window, THEME, 1, "企画課の名")
    edit(window, THEME, 2, "企画課の二")
    edit(window, VISION, 1, "企画課の将来像")
    return path


@pytest.fixture
def sheet(window, copy, answers, qtbot):
    answers.plan = copy
    window.actions_.merge.trigger()
    qtbot.waitUntil(lambda: window.merging.sheet is not None, timeout=10_000)
    return window.merging.sheet


def test_what_touches_is_shown_side_by_side_and_what_does_not_is_listed(window, sheet):
    model = sheet.choices.model
    shown = [[model.index(row, column).data() for column in (MINE, THEIRS)] for row in (0, 1)]
    assert shown == [["○ 企画課の名", "○ 移住課の名"], ["○ 企画課の二", "○ 移住課の二"]]
    assert "2件の変更を取り込みます" in sheet.summary
    assert "未選択の 2件" in sheet.summary
    assert [page.text() for page in sheet.pages] == [
        "選ぶもの 2", "そのまま取り込むもの 2", "それぞれが行ったこと 7"
    ]  # fmt: skip
    sheet.reject()


def test_one_by_one_by_mouse_and_by_keyboard(window, sheet, qtbot):
    table = sheet.choices.table
    middle = table.visualRect(table.model().index(0, THEIRS)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert "この計画のとおり 1件、もう一方のとおり 1件" in sheet.summary
    sheet.merge_button.click()
    assert text_of(window, "theme", "name", 1) == "移住課の名"
    assert text_of(window, "theme", "name", 2) == "企画課の二"
    assert text_of(window, "theme", "name", 3) == "移住課の三"
    assert text_of(window, "element", "description", 10) == "移住課の説明\n二行目"
    assert window.document.plan.profile.vision == "企画課の将来像"
    assert "統合" in window.status.text
    window.document.undo()
    assert text_of(window, "theme", "name", 1) == "企画課の名"
    assert text_of(window, "theme", "name", 3) != "移住課の三"
    assert window.document.plan.profile.vision == "企画課の将来像"


def test_all_alike(window, sheet):
    sheet.choices.all_theirs.click()
    sheet.merge_button.click()
    assert text_of(window, "theme", "name", 1) == "移住課の名"
    assert text_of(window, "theme", "name", 2) == "移住課の二"


def test_all_alike_means_what_a_search_has_left_in_sight(sheet):
    sheet.search.setText("企画課の二")
    sheet.choices.all_theirs.click()
    assert "この計画のとおり 0件、もう一方のとおり 1件" in sheet.summary
    sheet.reject()


def test_what_is_not_chosen_stays_as_it_is_here(window, sheet):
    sheet.merge_button.click()
    assert text_of(window, "theme", "name", 1) == "企画課の名"
    assert text_of(window, "theme", "name", 3) == "移住課の三"


def test_comparing_can_be_called_off(window, copy, answers, qtbot):
    answers.plan = copy
    window.actions_.merge.trigger()
    assert "比べています" in window.notice.text
    window.notice.link.click()
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=10_000)
    assert window.merging.sheet is None


def test_another_plan_is_no_copy(window, answers, tmp_path, qtbot):
    from workbench.operations.new_plan import NewPlan, create_empty, levels_named

    new = NewPlan("記入例市", "202207", "別の計画", 2023, 2027, levels_named(("目標",)))
    create_empty(tmp_path / "別.plandb", new).close()
    answers.plan = tmp_path / "別.plandb"
    window.actions_.merge.trigger()
    qtbot.waitUntil(lambda: "写しではない" in window.notice.text, timeout=10_000)
    assert window.merging.sheet is None


def saved_by_somebody_else(path, theme):
    with PlanFile.open(path, take_over=True) as theirs:
        edit_text(theirs.database, THEME, theme, "隣の人の名")
        theirs.save()


def test_saving_over_what_somebody_else_saved_offers_to_merge(window, tmp_path, qtbot, answers):
    edit(window, THEME, 1, "こちらの名")
    # The other program did not see the lock, as on a share that lost it.
    path = window.document.path
    lock = path.with_name(path.name + ".lock")
    held = next((one for one in path.parent.iterdir() if one.name.endswith(".lock")), lock)
    content = held.read_bytes()
    held.unlink()
    saved_by_somebody_else(path, 2)
    held.write_bytes(content)
    assert not window.files.save()
    assert [link.text() for link in window.notice.links] == [
        "両方を統合…", "名前を付けて保存…"
    ]  # fmt: skip
    window.notice.link.click()
    qtbot.waitUntil(lambda: window.merging.sheet is not None, timeout=10_000)
    assert window.merging.sheet.merge_button.text() == "統合して保存"
    window.merging.sheet.merge_button.click()
    assert not window.document.is_modified
    with PlanFile.open(path, read_only=True) as saved:
        names = [row[0] for row in saved.database.rows("SELECT name FROM theme ORDER BY id")]
    assert names[:2] == ["こちらの名", "隣の人の名"]


def test_a_file_that_was_only_packed_anew_is_saved_over_without_a_question(window, tmp_path, qtbot):
    edit(window, THEME, 1, "こちらの名")
    path = window.document.path
    path.write_bytes(path.read_bytes() + bytes(4096))
    assert not window.files.save()
    window.notice.link.click()
    qtbot.waitUntil(lambda: not window.document.is_modified, timeout=10_000)
    assert window.merging.sheet is None


def test_the_open_plan_is_no_other_copy(window, answers):
    edit(window, THEME, 1, "こちらの名")
    answers.plan = window.document.path
    window.actions_.merge.trigger()
    assert "開いています" in window.status.text
    assert window.document.is_modified


def test_a_plan_that_was_taken_over_is_saved_under_another_name(window, answers, tmp_path):
    edit(window, THEME, 1, "こちらの名")
    with PlanFile.open(window.document.path, take_over=True):
        assert not window.files.save()
    answers.name = tmp_path / "別名.plandb"
    window.notice.link.click()
    assert window.document.path == answers.name
