"""What stands in the way of opening a plan is told on the page, with what can be done."""

import shutil
import sys

import pytest
from PySide6.QtCore import Qt

from tests.desktop.accidents import crash, damage, damage_table
from workbench.operations.editing import VISION, edit_text
from workbench.store.planfile import PlanFile


@pytest.fixture
def crashed(sample_file, tmp_path, home):
    """Return a plan on which a session ended without warning."""
    path = tmp_path / "停電.plandb"
    shutil.copy(sample_file, path)
    crash(path, "停電の前に書いた")
    return path


def vision(window):
    return window.document.plan.profile.vision


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process with SIGKILL")
def test_unsaved_work_is_told_and_taken_up(window, crashed, qtbot):
    assert window.files.open(crashed)
    assert vision(window) != "停電の前に書いた"
    assert "停電.plandb" in window.notice.text
    assert "停電の前に書いた" in window.notice.text
    qtbot.mouseClick(window.notice.link, Qt.MouseButton.LeftButton)
    assert vision(window) == "停電の前に書いた"
    assert window.document.is_modified
    assert window.files.save()
    assert PlanFile.unsaved(crashed) == []


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process with SIGKILL")
def test_unsaved_work_of_any_plan_is_asked_about_at_the_start(window, crashed):
    window.opening.ask_about_unsaved()
    window.notice.link.click()
    assert window.document.path == crashed
    assert vision(window) == "停電の前に書いた"


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process with SIGKILL")
def test_unsaved_work_is_discarded_only_after_a_question(window, crashed, answers):
    window.opening.ask_about_unsaved(crashed)
    answers.goes_ahead = False
    window.notice.links[1].click()
    assert len(PlanFile.unsaved(crashed)) == 1
    assert "停電.plandb" in window.notice.text
    answers.goes_ahead = True
    window.notice.links[1].click()
    assert PlanFile.unsaved(crashed) == []
    assert window.notice.text == ""


def test_a_plan_somebody_has_open_is_taken_over_after_a_question(
    window, answers, sample_file, tmp_path
):
    path = tmp_path / "theirs.plandb"
    shutil.copy(sample_file, path)
    theirs = PlanFile.open(path)
    try:
        assert not window.files.open(path)
        answers.goes_ahead = False
        window.notice.links[1].click()
        assert window.document.path != path
        assert not window.files.open(path)
        answers.goes_ahead = True
        window.notice.links[1].click()
        assert window.document.path == path
        assert not window.document.read_only
    finally:
        theirs.close()


def test_a_damaged_plan_offers_its_newest_sound_backup(
    window, answers, sample_file, tmp_path, qtbot
):
    path = tmp_path / "壊れた.plandb"
    shutil.copy(sample_file, path)
    with PlanFile.open(path) as opened:
        for text in ("一", "二"):
            edit_text(opened.database, VISION, 1, text)
            opened.save()
    damage(path)
    assert not window.files.open(path)
    qtbot.waitUntil(
        lambda: window.notice.link.text().endswith("バックアップを開く"), timeout=10_000
    )
    window.notice.link.click()
    assert vision(window) == "一"
    assert window.document.read_only
    answers.name = tmp_path / "続き.plandb"
    window.notice.link.click()
    assert answers.asked[-1] == "write 壊れた-復元.plandb"
    assert window.document.path == answers.name
    assert not window.document.read_only


def test_what_can_be_read_of_a_damaged_plan_is_shown(window, answers, sample_file, tmp_path, qtbot):
    path = tmp_path / "壊れた.plandb"
    shutil.copy(sample_file, path)
    damage_table(path, "vital_event")
    content = path.read_bytes()
    assert not window.files.open(path)
    qtbot.waitUntil(lambda: not window.notice.link.isHidden(), timeout=10_000)
    assert window.notice.link.text() == "読み取れる部分を読み込む"
    window.notice.link.click()
    assert len(window.document.plan.elements) == 51
    assert window.document.read_only
    assert path.read_bytes() == content


def test_an_earlier_version_that_could_not_be_kept_is_told_after_saving(window, home):
    (home / "backups").write_bytes(b"")
    assert window.document.run(lambda database: edit_text(database, VISION, 1, "新"))
    assert window.files.save()
    assert "前の版をバックアップに残せませんでした" in window.notice.text
    assert not window.document.is_modified


def test_a_file_that_was_touched_is_told_when_it_opens(window, sample_file, tmp_path):
    path = tmp_path / "触られた.plandb"
    path.write_bytes(sample_file.read_bytes() + bytes(4096))
    assert window.files.open(path)
    assert "保存したときのままではありません" in window.notice.text
