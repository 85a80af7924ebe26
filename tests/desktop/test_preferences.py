"""The settings of the program: what is set holds, and what cannot be is said."""

import pytest
from PySide6.QtGui import QKeySequence

from workbench.desktop.preferences.backups import BackupSection
from workbench.store import backups
from workbench.store.settings import BACKUPS_KEPT, load_settings


@pytest.fixture
def sheet(window):
    window.actions_.preferences.trigger()
    return window.preferences


def test_it_opens_from_the_menu_and_by_its_shortcut(window, sheet):
    assert window.actions_.preferences.shortcut() == QKeySequence("Ctrl+,")
    assert sheet.isVisible()
    sheet.reject()


def test_the_number_of_earlier_versions_and_their_folder_can_be_set(
    window, sheet, answers, tmp_path
):
    section = sheet.section(BackupSection)
    assert section.kept.value() == BACKUPS_KEPT
    section.kept.setValue(2)
    section.folder.setText(str(tmp_path / "控え"))
    sheet.apply_button.click()
    assert load_settings().backups_kept == 2
    for name in ("一", "二", "三"):
        window.document.run(_renamed(name))
        assert window.document.save()
    kept = backups.backups(window.document.path)
    assert len(kept) == 2
    assert kept[0].is_relative_to(tmp_path / "控え")


def test_a_folder_that_cannot_be_written_to_is_refused_in_words(sheet, tmp_path):
    section = sheet.section(BackupSection)
    (tmp_path / "file").write_text("", encoding="utf-8")
    section.folder.setText(str(tmp_path / "file" / "控え"))
    sheet.apply_button.click()
    assert sheet.isVisible()
    assert "書き込めるフォルダー" in sheet.wrong
    section.folder.setText("控え")
    sheet.apply_button.click()
    assert "完全なパス" in sheet.wrong
    assert load_settings().backup_folder == ""
    sheet.reject()


def test_giving_up_changes_nothing(sheet):
    sheet.section(BackupSection).kept.setValue(3)
    sheet.reject()
    assert load_settings().backups_kept == BACKUPS_KEPT


def test_what_was_kept_before_another_folder_was_set_is_still_found(window, answers, tmp_path):
    window.document.run(_renamed("一"))
    assert window.document.save()
    window.actions_.preferences.trigger()
    answers.chosen_folder = tmp_path / "控え"
    section = window.preferences.section(BackupSection)
    section._choose()
    window.preferences.apply_button.click()
    window.document.run(_renamed("二"))
    assert window.document.save()
    assert len(backups.backups(window.document.path)) == 2


def _renamed(name):
    from workbench.operations.editing import FIELDS, edit_text

    return lambda database: edit_text(database, FIELDS["theme.name"], 1, name)
