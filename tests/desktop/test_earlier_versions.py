"""Earlier versions are listed with what was done since, and can be gone back to."""

import threading

import pytest

from workbench.desktop.earlier import sheet as earlier_sheet
from workbench.operations.editing import FIELDS, edit_text


def rename(window, name):
    assert window.document.run(lambda database: edit_text(database, FIELDS["theme.name"], 1, name))


def theme(window):
    return window.document.plan.themes[0].name


@pytest.fixture
def sheet(window):
    for name in ("一", "二", "三"):
        rename(window, name)
        assert window.files.save()
    window.actions_.earlier.trigger()
    return window.earlier


def test_each_says_what_was_done_since(sheet, qtbot):
    assert sheet.list.count() == 3
    for row, count in ((0, 1), (1, 2), (2, 3)):
        sheet.list.setCurrentRow(row)
        words = f"その後の操作は{count}件です。"
        qtbot.waitUntil(lambda words=words: sheet.about.accessibleName() == words, timeout=10_000)
        assert sheet.table.model().rowCount() == count
        assert "「二」→「三」" in sheet.table.model().index(0, 3).data()
    sheet.search.setText("「一」→「二」")
    assert sheet.table.model().rowCount() == 1
    sheet.reject()


def test_going_back_is_one_step(window, sheet, qtbot):
    sheet.list.setCurrentRow(1)
    qtbot.waitUntil(sheet.back_button.isEnabled, timeout=10_000)
    sheet.back_button.click()
    assert theme(window) == "一"
    assert "の版に戻し" in window.status.text
    window.document.undo()
    assert theme(window) == "三"


def test_a_version_can_be_looked_at(window, sheet, qtbot):
    qtbot.waitUntil(sheet.look_button.isEnabled, timeout=10_000)
    sheet.look_button.click()
    assert theme(window) == "二"
    assert window.document.read_only


def test_a_damaged_version_is_told_and_cannot_be_gone_back_to(window, sheet, qtbot):
    version = sheet.current.path
    version.write_bytes(version.read_bytes()[:3000])
    sheet.list.setCurrentRow(1)
    sheet.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: "壊れて" in sheet.about.accessibleName(), timeout=10_000)
    assert not sheet.back_button.isEnabled()
    sheet.reject()


def test_what_was_asked_first_and_comes_last_is_not_shown(window, sheet, qtbot, monkeypatch):
    qtbot.waitUntil(sheet.back_button.isEnabled, timeout=10_000)
    look_into, may_end, ended = earlier_sheet._difference, threading.Event(), threading.Event()
    asked = []

    def look_slowly_the_first_time(database, version):
        asked.append(version)
        if len(asked) > 1:
            return look_into(database, version)
        may_end.wait(10)
        ended.set()
        return earlier_sheet.Difference((), ())

    monkeypatch.setattr(earlier_sheet, "_difference", look_slowly_the_first_time)
    sheet.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    path = sheet.current.path
    path.write_bytes(path.read_bytes()[:3000])
    sheet.list.setCurrentRow(2)
    sheet.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: "壊れて" in sheet.about.accessibleName(), timeout=10_000)
    may_end.set()
    assert ended.wait(10)
    qtbot.wait(50)
    assert "壊れて" in sheet.about.accessibleName()
    assert not sheet.look_button.isEnabled()
    sheet.reject()


def test_those_of_a_file_that_was_renamed_are_found_too(window, sheet, qtbot, tmp_path):
    sheet.reject()
    assert window.document.save_as(tmp_path / "別の名前.plandb")
    window.actions_.earlier.trigger()
    qtbot.waitUntil(lambda: window.earlier.list.count() == 3, timeout=10_000)
    qtbot.waitUntil(window.earlier.back_button.isEnabled, timeout=10_000)
    window.earlier.back_button.click()
    assert theme(window) == "二"


def test_without_any_it_says_when_there_will_be_one(window, qtbot):
    window.actions_.earlier.trigger()
    about = window.earlier.about
    qtbot.waitUntil(lambda: "まだありません" in about.accessibleName(), timeout=10_000)
    assert not window.earlier.back_button.isEnabled()
    window.earlier.reject()
