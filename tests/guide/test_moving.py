"""Chapter 6 as a new user follows it: a shared folder, two copies, a new PC, a new colleague."""

import shutil

import pytest

from tests.guide.reader import Reader
from workbench.desktop.document import Document
from workbench.desktop.example_workbook import write_example
from workbench.desktop.preferences.dialog import PreferencesSheet
from workbench.desktop.window import MainWindow
from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.provenance import imported_sources
from workbench.store.journal import entries
from workbench.store.locking import lock_path
from workbench.store.planfile import PlanFile

THEME = FIELDS["theme.name"]


@pytest.fixture
def reader(window, qtbot):
    return Reader(window, qtbot, "06")


def rename(window, theme_id, name):
    assert window.document.run(lambda database: edit_text(database, THEME, theme_id, name))


def theme(window, theme_id):
    return next(one.name for one in window.document.plan.themes if one.id == theme_id)


def test_the_sixth_chapter(reader, window, answers, tmp_path, qtbot, monkeypatch):
    path = window.document.path
    with reader.section("プログラムを入れる"):
        pass  # tried out by the build and by the workflow on Windows
    with reader.section("共有フォルダーに置く"):
        assert lock_path(path).is_file()
        with PlanFile.open(path, read_only=True) as second:
            assert second.read_only
    with reader.section("別々に直したとき"):
        copy = shutil.copy(path, tmp_path / "写し.plandb")
        with PlanFile.open(copy) as theirs:
            edit_text(theirs.database, THEME, 1, "写しで直した名")
            edit_text(theirs.database, THEME, 2, "写しだけで直した名")
            theirs.save()
        rename(window, 1, "もとで直した名")
        answers.plan = copy
        reader.menu("ファイル", "別の写しと統合…")
        sheet = window.merging.sheet
        model = sheet.choices.model
        assert model.rowCount() == 1
        reader.click("すべてもう一方のとおり")
        reader.click("統合する")
        assert (theme(window, 1), theme(window, 2)) == ("写しで直した名", "写しだけで直した名")
        window.document.undo()
        assert theme(window, 1) == "もとで直した名"
    with reader.section("新しいPCに移る"):
        reader.drop(write_example(tmp_path / "記入例.xlsx"))
        window.pages.importing.apply_button.click()
        reader.settle()
        reader.press("Ctrl+S", on=window)
        reader.see("保存済み", inside=window.header)
        steps = len(entries(window.document.database))
        reader.menu("ファイル", "設定…")
        assert isinstance(window.preferences, PreferencesSheet)
        reader.see("保存先フォルダー")
        window.preferences.reject()
        # The other PC: a home of its own, and nothing but the one file.
        monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "新しいPC" / "home"))
        moved = shutil.copy(path, tmp_path / "新しいPC.plandb")
        other = MainWindow(Document(PlanFile.open(moved)), answers)
        try:
            assert len(entries(other.document.database)) == steps
            assert [one.title for one in imported_sources(other.document.database)] == [
                "記入例.xlsx"
            ]
            assert other.document.plan == window.document.plan
            assert other.document.undo()
        finally:
            other.tasks.close()
            other.close()
            other.deleteLater()
    with reader.section("引き継ぎのときに"):
        reader.menu("表示", "履歴")
        assert window.shows_history
    reader.end()
