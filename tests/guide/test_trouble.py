"""Chapter 7: everything that can go wrong is made to go wrong, and put right as the guide says."""

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtWidgets import QApplication

from tests.desktop.accidents import crash, damage_table
from tests.guide.reader import Reader, choose
from workbench.desktop import settings
from workbench.desktop.example_workbook import write_example
from workbench.desktop.mishaps import Mishaps
from workbench.desktop.places import REPORTS, Place
from workbench.operations.editing import FIELDS, VISION, edit_text
from workbench.store.planfile import PlanFile
from workbench.store.schema import SCHEMA_VERSION

THEME = FIELDS["theme.name"]


@pytest.fixture
def reader(window, qtbot):
    return Reader(window, qtbot, "07")


@pytest.fixture
def another(sample_file, tmp_path):
    """Return what copies the sample under another name."""
    return lambda name: Path(shutil.copy(sample_file, tmp_path / f"{name}.plandb"))


def rename(window, name, theme_id=1):
    assert window.document.run(lambda database: edit_text(database, THEME, theme_id, name))


def theme(window, theme_id=1):
    return next(one.name for one in window.document.plan.themes if one.id == theme_id)


def vision(window):
    return window.document.plan.profile.vision


def test_what_concerns_plan_files(reader, window, answers, tmp_path, another, qtbot):
    with reader.section("ほかの人が開いていると表示された"):
        path = another("隣の計画")
        theirs = PlanFile.open(path)
        window.files.open(path)
        assert "開いています" in reader.notice
        reader.click("読み取り専用で開く")
        assert window.document.path == path
        assert window.document.read_only
        window.files.open(path)
        reader.click("引き継ぐ…")
        assert not window.document.read_only
        edit_text(theirs.database, VISION, 1, "引き継がれた")
        with pytest.raises(Exception, match="引き継ぎました"):
            theirs.save()
        theirs.close()
    with reader.section("保存しようとしたら、ほかの人が変更していた"):
        rename(window, "こちらの名")
        overwrite(window.document.path, "隣の人の名")
        assert not window.files.save()
        assert "変更しています" in reader.notice
        reader.see("名前を付けて保存…")
        reader.click("両方を統合…")
        window.merging.sheet.merge_button.click()
        assert (theme(window, 1), theme(window, 2)) == ("こちらの名", "隣の人の名")
        assert not window.document.is_modified
    with reader.section("計画ファイルが壊れていると表示された"):
        path = another("壊れた")
        with PlanFile.open(path) as opened:
            edit_text(opened.database, VISION, 1, "一")
            opened.save()
        damage_table(path, "vital_event")
        content = path.read_bytes()
        assert not window.files.open(path)
        reader.settle()
        assert "壊れています" in reader.notice
        reader.see("読み取れる部分を読み込む")
        reader.click(window.notice.link.text())
        assert window.document.read_only
        answers.name = tmp_path / "続き.plandb"
        reader.click("名前を付けて保存…")
        assert window.document.path == answers.name
        assert path.read_bytes() == content
    with reader.section("新しい版のプログラムで保存されていると表示された"):
        path = another("未来")
        with sqlite3.connect(path) as database:
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        database.close()
        assert not window.files.open(path)
        assert "新しい版のプログラムで保存されています" in reader.notice
        assert "更新してください" in reader.notice
    reader.end(
        "停電や異常終了のあとで開いた", "間違えて消した、違う値を取り込んだ",
        "Excelファイルにパスワードがかかっている", "様式を認識できないと表示された",
        "違うシートを取り込んでしまった", "印刷できない文字があると表示された",
        "文字が小さい、画面が暗い", "予期しない問題が起きたと表示された",
    )  # fmt: skip


def overwrite(path, name):
    """Save another step over a plan that is open, as on a share that lost its lock."""
    held = next(one for one in path.parent.iterdir() if one.name.endswith(".lock"))
    content = held.read_bytes()
    held.unlink()
    with PlanFile.open(path, take_over=True) as theirs:
        edit_text(theirs.database, THEME, 2, name)
        theirs.save()
    held.write_bytes(content)


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process with SIGKILL")
def test_what_a_power_cut_leaves(reader, window, answers, another):
    with reader.section("停電や異常終了のあとで開いた"):
        path = another("停電")
        for answer in ("破棄する…", "この作業の続きから始める"):
            crash(path, "停電の前")
            window.opening.ask_about_unsaved(path)
            assert "停電の前" in reader.notice
            reader.click(answer)
            assert (vision(window) == "停電の前") == (answer != "破棄する…")


def test_what_was_done_by_mistake(reader, window, tmp_path):
    with reader.section("間違えて消した、違う値を取り込んだ"):
        names = ["一", "二", "三"]
        before = theme(window)
        for name in names:
            rename(window, name)
        reader.press("Ctrl+Z", on=window)
        assert theme(window) == "二"
        reader.press("Ctrl+Y", on=window)
        assert theme(window) == "三"
        reader.menu("表示", "履歴")
        window.history.list.setCurrentIndex(window.history.model.index(3, 0))
        reader.click("ここまで戻す")
        assert theme(window) == before
        reader.press("Ctrl+Y", on=window)
        assert theme(window) == "一"
        window.toggle_history()
        reader.menu("ファイル", "以前の版…")
        window.earlier.reject()
    with reader.section("違うシートを取り込んでしまった"):
        workbook = write_example(tmp_path / "記入例.xlsx")
        for then in ("at once", "after another step"):
            reader.drop(workbook)
            window.pages.importing.apply_button.click()
            reader.settle()
            held = window.document.plan.indicators
            assert held
            if then == "at once":
                reader.click("取り込みを元に戻す")
            else:
                rename(window, "ほかの操作")
                reader.menu("表示", "履歴")
                model = window.history.model
                # The newest lines: another step, the import, what stood before it.
                window.history.list.setCurrentIndex(model.index(model.rowCount() - 1, 0))
                reader.click("ここまで戻す")
            assert not window.document.plan.indicators
        window.document.redo(2)
        assert window.document.plan.indicators == held
        reader.drop(workbook)
        assert not window.pages.importing.apply_button.isEnabled()


def test_what_a_workbook_can_be_like(reader, window, answers, tmp_path):
    protecting = pytest.importorskip("msoffcrypto.format.ooxml")
    with reader.section("Excelファイルにパスワードがかかっている"):
        workbook, protected = write_example(tmp_path / "記入例.xlsx"), tmp_path / "保護.xlsx"
        with workbook.open("rb") as plain, protected.open("wb") as secret:
            protecting.OOXMLFile(plain).encrypt("himitsu", secret)
        answers.secret = "himitsu"
        reader.drop(protected)
        reader.click("パスワードを入力…")
        assert window.pages.importing.apply_button.isEnabled()
        assert b"himitsu" not in window.document.database.path.read_bytes()
    with reader.section("様式を認識できないと表示された"):
        strange = tmp_path / "様式不明.xlsx"
        with xlsxwriter.Workbook(str(strange)) as book:
            sheet = book.add_worksheet("表")
            header = ("整理", "ものさし（記入例）", "ア", "イ")
            for row, cells in enumerate(
                (header, ("4-10", "相談", 180, 195), ("4-11", "空き家", 3, 5))
            ):
                sheet.write_row(row, 0, cells)
        reader.drop(strange)
        page = window.pages.importing
        assert not page.apply_button.isEnabled()
        reader.see("列とその意味")
        columns = page.workbook.columns
        for column, way in enumerate(
            (("施策番号",), ("指標",), ("実績", "令和5"), ("実績", "令和6"))
        ):
            choose(columns.menu(column), *way)
            reader.settle()
        if columns.confirm.isVisible():
            reader.click(columns.confirm.text())
        assert page.apply_button.isEnabled()


def test_what_the_page_and_the_program_may_say(reader, window, answers, qtbot, qapp, forms):
    forms("tree")
    with reader.section("印刷できない文字があると表示された"):
        rename(window, "文字\U000f0000の名")
        window.go_to(Place(REPORTS))
        window.pages.reports.select("tree")
        qtbot.waitUntil(lambda: not window.pages.reports.is_rendering, timeout=30_000)
        told = window.pages.reports.form_view.trouble
        assert "\U000f0000" in told
        assert "別の字" in told or "書体" in told
        window.document.undo()
    with reader.section("文字が小さい、画面が暗い"):
        reader.press("Ctrl+,", on=window)
        window.preferences.reject()
        reader.menu("ファイル", "設定…")
        reader.choose("大", among="文字の大きさ")
        reader.choose("明るい配色", among="画面の明るさ")
        window.preferences.apply_button.click()
        reader.settle()
        assert settings.load().text_size > 100
        assert settings.load().theme is settings.Theme.LIGHT
        window.adopt(settings.Settings(theme=settings.Theme.LIGHT))
    with reader.section("予期しない問題が起きたと表示された"):
        mishaps = Mishaps(window)
        with mishaps.caught():
            window.actions_.find.triggered.connect(lambda: 1 / 0)
            window.actions_.find.trigger()
            qtbot.waitUntil(lambda: "予期しない問題" in reader.notice)
            reader.click("報告をコピー")
        mishaps.deleteLater()
        assert "ZeroDivisionError" in QApplication.clipboard().text()
        assert window.document.plan.profile.municipality not in QApplication.clipboard().text()
